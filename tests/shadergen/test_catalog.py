import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

import shadergen
from shadergen.errors import UsageError
from shadergen.recipe import Recipe
from shadergen.rendering import Options, render
from shadergen.twigl.catalogue import read
from shadergen.twigl.catalogue import write as save
from shadergen.twigl.layout import laid_out
from shadergen.twigl.program import LIBRARY, load
from shadergen.twigl.tokens import GlslError, lex
from tests.shadergen.test_modes_drawn import FEEDBACK, scene
from tests.shadergen.test_render import HANG, shadergen_cli

PASTED = (
    "vec3 p=vec3(FC.xy/r,t);for(float i=0.;i&lt;9.;i++)o.rgb+=sin(p*i)*.1; // “quoted”\n"
    "#つぶやきGLSL https://t.co/abcdefghij"
)


def check(*paths: object, **options: object) -> dict[str, dict]:
    flags = [word for name, value in options.items() for word in (f"--{name}", value)]
    done = shadergen_cli("catalog", "check", *paths, "--json", *flags)
    assert done.returncode in (0, 1), done.stderr
    return {Path(row["file"]).stem: row for row in json.loads(done.stdout)["programs"]}


def test_every_program_gets_the_verdict_that_it_deserves(library: Path):
    texts = {
        "two": "o=vec4(step(r.x*.5,FC.x));",
        "broken": "o=vec4(1);\no.x=q;",
        "endless": "for(;;)o+=.1;",
        "hang": HANG.replace("60000", "30000").replace("snoise4D(p.zxyy)", "snoise4D(p.zxyy)+snoise4D(p.zzxy)"),
        "modern": scene("classic (300 es)"),
        "old": FEEDBACK["geek"],
    }
    for name, text in texts.items():
        (library / f"{name}.glsl").write_text(text)
    found = check(library, timeout=4)
    assert {name: row["verdict"] for name, row in found.items()} == {
        "bands": "ok",
        "discs": "ok",
        "waves": "ok",
        "still": "constant",
        "two": "simple",
        "broken": "error",
        "endless": "budget",
        "hang": "timeout",
        "modern": "ok",
        "old": "constant",
    }
    assert found["broken"]["message"].startswith("line 2, column 5")
    assert found["modern"]["mode"] == "classic (300 es)"
    assert found["old"]["mode"] == "geek"
    assert 0 < found["bands"]["ms_per_megapixel"] < found["endless"]["ms_per_megapixel"]


def test_a_process_that_dies_costs_its_program_alone(library: Path, monkeypatch: pytest.MonkeyPatch):
    from shadergen.engine.isolate import Stopped, each

    items = ["ok", "die", "ok", "sleep", "ok"]
    monkeypatch.setenv("PYTHONPATH", str(library))
    (library / "brittle.py").write_text(
        "import os, time\n"
        "def main(pipe):\n"
        "    pipe.send('ready')\n"
        "    while True:\n"
        "        item = pipe.recv()\n"
        "        if item == 'die': os.abort()\n"
        "        if item == 'sleep': time.sleep(60)\n"
        "        pipe.send(item.upper())\n"
    )
    found = dict(each("brittle", items, 2, 1.5))
    assert [found[k] for k in (0, 2, 4)] == ["OK"] * 3
    assert found[1] == Stopped("crashed", "killed by signal 6")
    assert isinstance(found[3], Stopped)
    assert found[3].how == "timeout"


def test_pasted_text_becomes_a_program_that_draws(tmp_path: Path):
    pasted = tmp_path / "pasted"
    pasted.mkdir()
    (pasted / "tweet.txt").write_text(PASTED)
    (pasted / "old.txt").write_text(scene("geek"))
    (pasted / "prose.txt").write_text("just a sentence, and no program at all")
    (pasted / "toy.txt").write_text("void mainImage(out vec4 c,vec2 p){c=vec4(p/iResolution.xy,.5+.5*sin(iTime),1);}")
    (pasted / "film.txt").write_text("void mainImage(out vec4 c,vec2 p){c=texture(iChannel0,p/iResolution.xy);}")
    done = shadergen_cli("catalog", "import", pasted, "--out", tmp_path / "out", "--licence", "MIT")
    assert done.returncode == 1
    assert "prose.txt: not written" in done.stdout
    assert "film.txt: not written (it reads iChannel0, a texture" in done.stdout
    assert "toy.glsl (classic (300 es), ok; took Shadertoy's mainImage for main)" in done.stdout
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["old.glsl", "toy.glsl", "tweet.glsl"]
    assert "// licence: MIT" in (tmp_path / "out" / "tweet.glsl").read_text()
    found = check(tmp_path / "out")
    assert {name: (row["verdict"], row["mode"]) for name, row in found.items()} == {
        "tweet": ("ok", "geekest (300 es)"),
        "old": ("ok", "geek"),
        "toy": ("ok", "classic (300 es)"),
    }
    again = shadergen_cli("catalog", "import", pasted / "tweet.txt", "--out", tmp_path / "out")
    assert again.returncode == 1
    assert "is there already" in again.stdout


def test_the_printed_shader_is_readable(tmp_path: Path):
    (tmp_path / "a.glsl").write_text("float g;\n\nvoid main(){ o = vec4(g + FC.x); }\n")
    printed = shadergen_cli("catalog", "check", "--print", tmp_path / "a.glsl").stdout
    assert printed.startswith("#version 430")
    assert "// a.glsl\nfloat g = 0.;\nvoid sg_main() {\n  o = vec4(g+sg_FC.x);\n}\n" in printed


@example("1 .")
@given(st.text("abx12.+-*/%&|^<>=!?:,;(){}[] ", max_size=60))
def test_a_layout_keeps_the_tokens(text: str):
    try:
        tokens = [token.text for token in lex(text)]
    except GlslError:
        return
    assert [token.text for token in lex(laid_out(text))] == tokens


def test_the_library_is_listed():
    listed = shadergen_cli("catalog", "list", "--json")
    programs = json.loads(listed.stdout)["programs"]
    assert len(programs) >= 40
    assert {"name", "mode", "title", "shows", "licence"} <= set(programs[0])


def test_a_folder_of_all_modes_with_feedback_renders_and_draws_alike(tmp_path: Path):
    folder = tmp_path / "modes"
    folder.mkdir()
    wave = "o=f<2.?vec4(FC.xy/r,sin(t),1):texture(b,(FC.xy-vec2(1,2))/r)*.97+.03*vec4(sin(t*3.),FC.x/r.x,.5,1);"
    (folder / "wave.glsl").write_text(wave)
    for mode in ("classic", "geeker (300 es)", "geekest (MRT)"):
        (folder / f"{mode.replace(' ', '-')}.glsl").write_text(f"// mode: {mode}\n" + scene(mode))
    recipe = Recipe(source="twigl", shaders=folder, size=24, shard_size=64, twigl={"warmup": 5}).resolve()
    assert [p.name for p in recipe.programs if p.feedback] == ["wave"]
    manifest = render(recipe, tmp_path / "d", n=150, options=Options(device="cpu"))
    assert manifest.exhausted == 0
    assert set(manifest.programs) == {p.name for p in recipe.programs}
    for images, records in shadergen.stream(recipe, 0, 150, device="cpu"):
        waves = [k for k, record in enumerate(records) if record["program"] == "wave"]
        assert waves
        assert all(records[k]["parameters"]["frame"] == 5 for k in waves)
        assert all(records[k]["parameters"]["zoom"] == 1 for k in waves)
        alone = shadergen.draw(recipe, records[waves[0]]["index"], device="cpu")
        assert (alone == images[waves[0]]).all()
    assert all(verdict.ok for verdict in shadergen.verify(tmp_path / "d"))


def test_a_shot_of_a_feedback_program_draws_the_frames_before(tmp_path: Path):
    (tmp_path / "add.glsl").write_text("o=texture(b,FC.xy/r)+.1;")
    shot = ["shot", tmp_path / "add.glsl", "--size", "8", "--out", tmp_path / "p.png"]
    for frame, level in ((1, 26), (4, 102)):
        assert shadergen_cli(*shot, "--frame", frame).returncode == 0
        assert np.asarray(Image.open(tmp_path / "p.png"))[3, 3].tolist() == pytest.approx([level] * 3, abs=1)
    # a frame without a time is the one that a browser draws: none of those before it is at a time below 0
    (tmp_path / "add.glsl").write_text("o=texture(b,FC.xy/r)+sqrt(t)*.01;")
    assert "at t=0.05, f=4" in shadergen_cli(*shot, "--frame", 4).stdout
    assert np.asarray(Image.open(tmp_path / "p.png"))[3, 3, 0] > 0
    # a backbuffer of eight bits loses what is added
    for kept, level in (("rgba32f", 26), ("rgba8", 0)):
        (tmp_path / "add.glsl").write_text(f"// backbuffer: {kept}\no=texture(b,FC.xy/r)+.001;")
        assert shadergen_cli(*shot, "--frame", 100).returncode == 0
        assert np.asarray(Image.open(tmp_path / "p.png"))[3, 3, 0] == pytest.approx(level, abs=1)
    as_classic = shadergen_cli(*shot, "--mode", "classic")
    assert as_classic.returncode == 2
    assert "line 2" in as_classic.stderr
    assert "the modes are" in shadergen_cli(*shot, "--mode", "modern").stderr


def test_an_image_over_its_budget_is_drawn_again(library: Path, tmp_path: Path):
    (library / "deep.glsl").write_text("for(int i;i<(FC.x>r.x*.5?500:5);i++)o.rgb+=.1*sin(FC.xyx/r.x*float(i)+t);")
    recipe = Recipe(source="twigl", shaders=library, size=16, twigl={"budget": 100}).resolve()
    manifest = render(recipe, tmp_path / "d", n=120, options=Options(device="cpu"))
    assert manifest.programs["deep"].rejected["budget"] > 0
    assert manifest.exhausted == 0


def test_a_recipe_takes_over_what_the_catalogue_knows(library: Path, tmp_path: Path):
    (library / "endless.glsl").write_text("for(;;)o+=.1;")
    (library / "broken.glsl").write_text("o.x=q;")
    done = shadergen_cli("catalog", "check", "--write", library)
    assert done.returncode == 1
    recipe = Recipe(source="twigl", shaders=library, size=16).resolve()
    assert recipe.twigl.left_out.keys() == {"endless", "broken"}
    assert recipe.twigl.left_out["broken"].startswith("error: line 1, column 5")
    assert [p.name for p in recipe.programs] == ["bands", "discs", "still", "waves"]
    assert all(p.ms_per_megapixel > 0 for p in recipe.programs)
    rendered = shadergen_cli("render", "--n", 40, "--size", 16, "--shaders", library, "--out", tmp_path / "d")
    assert rendered.returncode == 0
    assert "endless is left out, as its catalogue says: budget" in rendered.stderr
    # what a program costs, and what is left out, is no part of the dataset
    (library / "endless.glsl").unlink()
    (library / "broken.glsl").unlink()
    (library / "catalog.json").unlink()
    assert Recipe(source="twigl", shaders=library, size=16).resolve().fingerprint == recipe.fingerprint


def test_what_the_probe_found_is_kept_while_a_program_is_the_same(library: Path):
    check = ("catalog", "check", "--write", library)
    assert shadergen_cli(*check).returncode == 0
    known = read(library)
    found = {"place": 2, "gain": 0.5, "weight": 2.5}
    bands = known.programs["bands"].model_copy(update=found)
    save(library, known.model_copy(update={"programs": known.programs | {"bands": bands}}))
    assert shadergen_cli(*check).returncode == 0
    assert read(library).programs["bands"].model_dump(include=set(found)) == found
    (library / "bands.glsl").write_text("o=vec4(FC.xyx/r.xyx,1);")
    assert shadergen_cli(*check).returncode == 0
    assert read(library).programs["bands"].weight is None


def test_a_program_that_changed_is_judged_anew(library: Path):
    (library / "broken.glsl").write_text("o.x=q;")
    shadergen_cli("catalog", "check", "--write", library)
    (library / "broken.glsl").write_text("o=vec4(FC.xyx/r.xyx,1);")
    recipe = Recipe(source="twigl", shaders=library).resolve()
    assert not recipe.twigl.left_out
    assert "broken" in [p.name for p in recipe.programs]


def test_a_catalogue_that_is_none_is_refused_with_what_to_do(library: Path):
    (library / "catalog.json").write_text('{"format": 2}')
    with pytest.raises(UsageError, match="catalog check --write"):
        Recipe(source="twigl", shaders=library).resolve()
    (library / "catalog.json").unlink()
    only = shadergen_cli("catalog", "check", "--write", library / "bands.glsl")
    assert only.returncode == 2
    assert "give its folder" in only.stderr


def test_the_librarys_own_catalogue_is_current():
    known = read(LIBRARY)
    assert {name: entry.sha256 for name, entry in known.programs.items()} == {
        program.name: program.sha256 for program in load([LIBRARY])
    }
    assert {entry.verdict for entry in known.programs.values()} == {"ok"}


def test_texts_that_need_several_tries_get_their_modes(tmp_path: Path):
    pasted = tmp_path / "pasted"
    pasted.mkdir()
    for number in range(12):
        (pasted / f"new{number}.txt").write_text(PASTED.replace("9.", f"{number + 2}."))
    # without a hint of its mode: gl_FragColor may be declared by a text of ES 3.00
    (pasted / "hidden.txt").write_text("vec4 draw(){return vec4(FC.xy/r,sin(t),1);}void main(){gl_FragColor=draw();}")
    done = shadergen_cli("catalog", "import", pasted, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stdout
    assert len(list((tmp_path / "out").iterdir())) == 13
    assert "// mode: geekest\n" in (tmp_path / "out" / "hidden.glsl").read_text()


# each function calls the one before twice, so that what a compiler inlines doubles with each
BOMB = "".join(
    ["float a0(float x){return sin(x*1.1);}\n"]
    + [f"float a{k}(float x){{return a{k - 1}(x)+a{k - 1}(x+{k}.1);}}\n" for k in range(1, 18)]
    + ["void main(){o=vec4(a17(FC.x));}"]
)
ARRAY = "float a[100000];void main(){for(int i=0;i<99;i++)a[i*7]+=sin(t+FC.x);o=vec4(a[int(FC.x)*7],a[9],a[3],1);}"


@pytest.mark.slow
def test_of_200_programs_10_hang_or_crash_and_the_others_are_drawn(tmp_path: Path):
    folder = tmp_path / "programs"
    folder.mkdir()
    for number in range(190):
        (folder / f"sound{number:03}.glsl").write_text(f"o=vec4(.5+.5*sin(FC.xyx*{number % 19 + 1}./r.x+t),1);")
    noise = "+".join(f"snoise4D(p.zxyy+{k}.)" for k in range(24))
    hang = HANG.replace("snoise4D(p.zxyy)", noise)
    bad = {f"hang{k}": hang for k in range(6)} | {"bomb0": BOMB, "bomb1": BOMB, "array0": ARRAY, "array1": ARRAY}
    for name, text in bad.items():
        (folder / f"{name}.glsl").write_text(text)
    flags = ("--size", 16, "--shaders", folder, "--out", tmp_path / "d", "--hang-seconds", 3, "--workers", 2)
    done = shadergen_cli("render", "--n", 5000, *flags)
    assert done.returncode == 0, done.stderr
    manifest = json.loads((tmp_path / "d" / "manifest.json").read_text())
    assert {entry["program"] for entry in manifest["journal"]} == set(bad)
    drawn = {name for name, p in manifest["programs"].items() if p["attempts"] > sum(p["rejected"].values())}
    assert drawn == {f"sound{number:03}" for number in range(190)}
    checked = check(folder, timeout=3)
    assert {name for name, row in checked.items() if row["verdict"] in ("timeout", "crashed")} == set(bad)
    assert {row["verdict"] for name, row in checked.items() if name not in bad} == {"ok"}
