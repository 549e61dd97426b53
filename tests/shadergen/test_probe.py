import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from shadergen.cli.main import app
from shadergen.errors import RunError, UsageError
from shadergen.recipe import Recipe
from shadergen.rendering import Options, render
from shadergen.shards.folder import Folder

TEXT = "// title: {}\n// mode: geekest (300 es)\n{}\n"


def test_a_probe_says_what_programs_add(library: Path) -> None:
    bands = (library / "bands.glsl").read_text()
    (library / "bands-again.glsl").write_text(bands)
    (library / "half.glsl").write_text(TEXT.format("half", "o=vec4(step(.5,fract(t*.1))*FC.xy/r,.5,1);"))
    flags = ["catalog", "probe", str(library), "--n", "256", "--json"]
    found = json.loads(CliRunner().invoke(app, [*flags, "--set", "twigl.view.turn=0"]).stdout)
    rows = {row["program"]: row for row in found["rows"]}
    # what draws one colour has no image, and none that passes
    assert rows.keys() | {"still"} == {"bands", "bands-again", "discs", "waves", "half", "still"}
    assert found["images"] == sum(row["images"] for row in rows.values()) == 256
    assert rows["waves"]["passing"] > 0.8
    assert 0.2 < rows["half"]["passing"] < 0.8
    assert found["passing"] == sum(row["passing"] >= 0.9 for row in rows.values())
    assert found["programs"] + found["not_drawn"] == 6
    gains = [row["gain"] for row in found["rows"]]
    assert gains == sorted(gains, reverse=True)
    one, again = (list(rows).index(name) for name in ("bands", "bands-again"))
    assert max(one, again) >= len(rows) - 2
    assert 1 < found["spread"] < 256
    share = sum(row["near_duplicates"] * row["images"] for row in rows.values()) / 256
    assert found["near_duplicates"] == pytest.approx(share, abs=1e-5)


def test_a_probe_prints_a_line_a_program_and_one_of_the_set(library: Path) -> None:
    ran = CliRunner().invoke(app, ["catalog", "probe", str(library), "--n", "64", "--source", "twigl,noise"])
    lines = ran.stdout.strip().splitlines()
    assert lines[0].split()[-1] == "program"
    assert {line.split()[-1] for line in lines} >= {"bands", "noise"}
    assert "64 images: spread" in ran.stdout


def test_an_order_is_kept_and_the_first_programs_are_taken(library: Path) -> None:
    (library / "bands-again.glsl").write_text((library / "bands.glsl").read_text())
    invoke = CliRunner().invoke
    flags = ["catalog", "probe", str(library), "--n", "256", "--write"]
    assert "has no catalog.json" in str(invoke(app, flags).exception)
    recipe = {"size": 32, "shaders": str(library)}
    invoke(app, ["catalog", "check", str(library), "--write"])
    with pytest.raises(UsageError, match="has no order"):
        Recipe.parse({**recipe, "twigl": {"first": 2}}).resolve()
    found = json.loads(invoke(app, [*flags, "--json"]).stdout)
    order = [row["program"] for row in found["rows"]]
    for count in (1, 2, len(order)):
        resolved = Recipe.parse({**recipe, "twigl": {"first": count}}).resolve()
        assert [program.name for program in resolved.programs] == sorted(order[:count])
    # verdicts that are made anew keep the order of texts that are the same
    invoke(app, ["catalog", "check", str(library), "--write"])
    assert [program.name for program in Recipe.parse({**recipe, "twigl": {"first": 1}}).resolve().programs] == order[:1]
    mixed = invoke(app, [*flags, "--source", "twigl,noise"])
    assert "one folder's programs" in str(mixed.exception)


def test_a_manifest_says_how_varied_its_first_images_are(tmp_path: Path) -> None:
    recipe = Recipe.parse({"source": "ifs,noise", "size": 32, "shard_size": 300})
    one = render(recipe, tmp_path / "one", n=3200, options=Options(workers=1))
    two = render(recipe, tmp_path / "two", n=500, options=Options(workers=2))
    assert two.diversity is not None
    assert two.diversity.images == 24
    # extended, it is the larger one's
    render(recipe, tmp_path / "two", n=3200, options=Options(workers=2))
    assert (tmp_path / "two" / "manifest.json").read_bytes() == (tmp_path / "one" / "manifest.json").read_bytes()
    assert one.diversity is not None
    assert one.diversity.images == 50
    assert 1 < one.diversity.spread < 50
    assert one.diversity.near_duplicates == 0


def test_a_damaged_shard_is_named_and_drawn_anew(tmp_path: Path) -> None:
    recipe, out, options = Recipe.parse({"source": "noise", "size": 16}), tmp_path / "out", Options(workers=1)
    render(recipe, out, n=40, options=options)
    whole, manifest = ((out / name).read_bytes() for name in ("shard-000000.tar", "manifest.json"))
    (out / "manifest.json").unlink()
    (out / "shard-000000.tar").write_bytes(bytes(len(whole)))
    with pytest.raises(RunError, match=r"shard-000000\.tar is damaged; remove it"):
        render(recipe, out, n=40, options=options)
    (out / "shard-000000.tar").unlink()
    render(recipe, out, n=40, options=options)
    assert (out / "manifest.json").read_bytes() == manifest
    assert Folder(out).is_finished()
