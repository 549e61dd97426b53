"""`synth` as a source: drawn on OpenGL, in records, folders and on the command line."""

import json
import tarfile
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import shadergen
from shadergen import eligibility
from shadergen.drawing import Drawer, Tally, record
from shadergen.errors import UsageError
from shadergen.gl.context import parse_device
from shadergen.plan import plans
from shadergen.recipe import Recipe, Resolved
from shadergen.rendering import Options, render
from shadergen.sources.opened import open_sources
from shadergen.synth.programs import frozen, program
from shadergen.twigl.program import MAX_TEXT
from tests.shadergen.test_render import hashes, shadergen_cli


def recipe(**fields: object) -> Resolved:
    return Recipe.parse({"source": "synth", "size": 32, **fields}).resolve()


@pytest.fixture(scope="module")
def drawn() -> tuple[Resolved, dict[int, NDArray[np.uint8]], dict[int, int], Tally]:
    """A first block of the default programs: images and programs by index, and what happened."""
    resolved = recipe()
    drawer, tally = Drawer(resolved, open_sources(resolved, parse_device("cpu")).sources), Tally()
    images, numbers = {}, {}
    for batch in drawer.batches(range(1024)):
        tally.count(batch, range(len(batch.attempts)))
        for plan, image in zip(batch.plans, batch.images, strict=True):
            images[plan.index], numbers[plan.index] = image, plan.program
    return resolved, images, numbers, tally


def test_the_catalogue_has_enough_programs_and_they_are_cheap():
    known = frozen()
    assert len(known.indices) >= 2500
    assert len(set(known.indices)) == len(known.indices)
    assert max(known.indices) < known.candidates
    assert max(known.costs) <= eligibility.MOST
    assert np.mean(known.costs) < 100


def test_its_programs_pass_the_filter(drawn: tuple):
    _, _, _, tally = drawn
    assert tally.attempts.total() >= 1024
    assert not tally.messages
    assert tally.rejections.total() < 0.03 * tally.attempts.total()
    assert tally.exhausted == 0


def test_a_program_shows_something_else_at_other_times(drawn: tuple):
    _, images, numbers, _ = drawn
    by_program: dict[int, list[NDArray[np.uint8]]] = {}
    for index, number in numbers.items():
        by_program.setdefault(number, []).append(images[index].astype(np.int16))
    for shown in by_program.values():
        first = shown[0]
        assert all(np.abs(other - first).mean() > 1 for other in shown[1:])


def test_some_are_grey_most_are_not_and_brightness_is_spread(drawn: tuple):
    _, images, _, _ = drawn
    pictures = np.stack(list(images.values())).astype(np.int16)
    grey = (np.ptp(pictures, axis=-1).reshape(len(pictures), -1).max(axis=1) <= 3).mean()
    # the programs, and three of four times the palette, make a fifth of them grey
    assert 0.2 < grey < 0.4
    luma = pictures.mean(axis=(1, 2, 3))
    assert np.percentile(luma, 10) < 60
    assert np.percentile(luma, 90) > 150


def test_a_record_is_enough_to_draw_the_image_again(drawn: tuple):
    resolved, images, _, _ = drawn
    plan = plans(resolved, [5])[0]
    document = record(resolved, plan)
    assert document["source"] == "synth"
    _, version, seed, index = document["program"].split("-")
    again = program(int(version), int(seed), int(index))
    assert again.sha256 == document["sha256"]
    assert len(again.text) < MAX_TEXT
    assert (shadergen.draw(resolved, 5) == images[5]).all()


def test_the_document_holds_numbers_and_no_texts():
    resolved = recipe()
    assert len(resolved.canonical) < 20_000
    again = Resolved.model_validate_json(resolved.canonical)
    assert again.fingerprint == resolved.fingerprint
    assert list(again.drawing("synth").programs[:3]) == list(resolved.drawing("synth").programs[:3])
    assert list(resolved.synth.indices) == list(frozen().indices[:2000])


def test_another_seed_is_other_programs_all_of_them():
    one = recipe(synth={"seed": 9, "programs": 50})
    assert one.synth.indices == tuple(range(50))
    assert one.drawing("synth").programs[0].name == "synth-1-9-000000"
    assert one.fingerprint != recipe(synth={"seed": 8, "programs": 50}).fingerprint


def test_programs_are_drawn_by_their_weights():
    resolved = recipe(synth={"programs": 3})
    heavy = resolved.synth.model_copy(update={"weights": (1.0, 2.0, 5.0)})
    weighed = Resolved.model_validate(resolved.model_dump(exclude={"synth"}) | {"synth": heavy.model_dump()})
    shares = np.bincount([plan.program for plan in plans(weighed, range(1024))]) / 1024
    assert shares == pytest.approx([1 / 8, 2 / 8, 5 / 8], abs=0.02)
    with pytest.raises(ValueError, match="2 weights of 3 programs"):
        Resolved.model_validate(
            resolved.model_dump(exclude={"synth"}) | {"synth": heavy.model_dump() | {"weights": [1, 2]}}
        )


def test_more_programs_than_the_catalogue_has_are_refused():
    with pytest.raises(UsageError, match=r"synth\.programs: 90000 of seed 0, and \d+ are in its catalogue; give"):
        recipe(synth={"programs": 90_000})


def test_a_program_that_is_set_aside_gives_its_images_to_others():
    resolved = recipe(size=8, synth={"programs": 6})
    names = [p.name for p in resolved.drawing("synth").programs]
    drawer, tally = Drawer(resolved, open_sources(resolved, parse_device("cpu")).sources), Tally()
    batches = list(drawer.batches(range(96), set_aside={names[2]}))
    for batch in batches:
        tally.count(batch, range(len(batch.attempts)))
    assert sum(len(batch.plans) for batch in batches) == 96
    assert all(plan.program != 2 for batch in batches for plan in batch.plans)
    assert tally.rejections[names[2], "set aside"] == tally.attempts[names[2]] > 0


def test_with_twigl_it_fills_a_folder_and_goes_on_to_the_same_bytes(library: Path, tmp_path: Path):
    mixed = Recipe(
        source="twigl,synth:2", shaders=[library], size=16, shard_size=40, synth={"programs": 8}, twigl={"others": 1}
    )
    whole = render(mixed, tmp_path / "whole", n=120, options=Options(device="cpu", workers=2))
    assert set(whole.sources) == {"twigl", "synth"}
    render(mixed, tmp_path / "parts", n=40, options=Options(device="cpu", workers=1))
    render(mixed, tmp_path / "parts", n=120, options=Options(device="cpu", workers=1))
    assert hashes(tmp_path / "whole") == hashes(tmp_path / "parts")
    manifest = json.loads((tmp_path / "whole" / "manifest.json").read_text())
    assert any(name.startswith("synth-1-0-") for name in manifest["programs"])
    assert "waves" in manifest["programs"]
    with tarfile.open(tmp_path / "whole" / "shard-000000.tar") as tar:
        records = [json.load(tar.extractfile(m)) for m in tar if m.name.endswith(".json")]
    assert {r["program"].partition("-")[0] for r in records if r["source"] == "synth"} == {"synth"}


def test_the_probe_takes_the_good_and_says_why_not_the_others(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    rows = list(eligibility.try_out(2, parse_device("cpu"), 1))
    assert sorted(row.index for row in rows) == [0, 1]
    eligible = [row.index in frozen().cost for row in sorted(rows, key=lambda row: row.index)]
    assert [row.why is None for row in sorted(rows, key=lambda row: row.index)] == eligible
    monkeypatch.setattr(eligibility, "frozen_file", lambda: tmp_path / "eligible.json")
    rows.append(eligibility.Tried(2, "it hangs"))
    written = json.loads(eligibility.write(rows).read_text())
    assert written["candidates"] == 3
    assert written["indices"] == [index for index in (0, 1) if eligible[index]]


def test_the_command_line_lists_and_prints_programs(capsys: pytest.CaptureFixture[str]):
    said = json.loads(shadergen_cli("catalog", "synth", "--n", 12, "--json").stdout)
    assert [row["index"] for row in said["programs"]] == list(range(12))
    assert [row["eligible"] for row in said["programs"]] == [k in frozen().cost for k in range(12)]
    assert said["programs"][0]["composes"][0] in {"figure", "texture", "scene"}
    text = shadergen_cli("catalog", "synth", "--print", 5, "--seed", 4).stdout
    assert text.startswith("// synth-1-4-000005: ")
    assert text.rstrip().endswith("}")
    refused = shadergen_cli("catalog", "synth", "--write", "--seed", 4)
    assert refused.returncode == 2


def test_a_preview_shows_them(tmp_path: Path):
    out = tmp_path / "sheet.png"
    said = shadergen_cli(
        "preview", "--source", "synth", "--set", "synth.programs=4", "--size", 16, "--n", 4, "--out", out
    )
    assert said.returncode == 0, said.stderr
    assert out.stat().st_size > 1000
