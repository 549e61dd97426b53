import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import shadergen
from shadergen.drawing import SET_ASIDE, Drawer, Tally
from shadergen.gl.context import open_context, parse_device
from shadergen.gl.renderers import Renderers
from shadergen.plan import STILL, ImagePlan
from shadergen.recipe import Recipe, Resolved
from shadergen.sources.base import AtOnce, CannotDraw, Drawn
from shadergen.sources.opened import open_sources
from shadergen.sources.twigl import TwiglSource
from shadergen.twigl.translate import translate
from tests.shadergen.test_plan import made


class Painted(AtOnce):
    """A source that paints each plan's identity, so that what is drawn can be told apart; `bad` programs fail."""

    filtered = True

    def __init__(self, dull: set[int] = frozenset(), bad: set[int] = frozenset()) -> None:
        self.dull, self.bad = dull, bad

    def group(self, plan: ImagePlan) -> int | None:
        return plan.program

    def limit(self, plan: ImagePlan) -> int:  # noqa: ARG002
        return 7

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        if plans[0].program in self.bad:
            raise CannotDraw("p: line 1: no")
        images = np.zeros((len(plans), 64, 64, 3), np.uint8)
        for image, plan in zip(images, plans, strict=True):
            if plan.program not in self.dull:
                image[:] = np.random.default_rng([plan.index, plan.attempt]).integers(0, 256, image.shape)
        return Drawn(images)


def all_of(recipe: Resolved, source: Painted, start: int, stop: int, set_aside: Sequence[str] = ()):
    tally = Tally()
    drawer = Drawer(recipe, {"twigl": source})
    found = {}
    for batch in drawer.batches(range(start, stop), set_aside):
        tally.count(batch, range(len(batch.attempts)))
        for plan, image, rejected in zip(batch.plans, batch.images, batch.rejected, strict=True):
            assert plan.index not in found
            found[plan.index] = (plan, image, rejected)
    assert sorted(found) == list(range(start, stop))
    return found, tally


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 3000), st.integers(1, 90), st.integers(1, 90))
def test_an_image_does_not_depend_on_the_range_it_is_drawn_in(start: int, length: int, lead: int):
    recipe, source = made(source="twigl"), Painted(dull={3, 40})
    wide, _ = all_of(recipe, source, max(0, start - lead), start + length)
    narrow, _ = all_of(recipe, source, start, start + length)
    for index, (plan, image, _) in narrow.items():
        assert plan == wide[index][0]
        assert (image == wide[index][1]).all()


def test_a_rejected_image_is_drawn_again_until_another_program_saves_it():
    recipe, dull = made(source="twigl"), set(range(0, 100, 3))
    found, tally = all_of(recipe, Painted(dull=dull), 0, 600)
    redrawn = [plan for plan, _, _ in found.values() if plan.attempt]
    assert len(redrawn) > 100
    assert all(plan.program not in dull and plan.attempt >= 8 for plan in redrawn)
    assert all(rejected is None for _, _, rejected in found.values())
    assert tally.attempts.total() == 600 + tally.rejections.total()
    assert {rule for _, rule in tally.rejections} == {"constant"}
    assert {name for name, _ in tally.rejections} <= {f"p{k:03d}" for k in dull}
    assert tally.images == {"twigl": 600}


def test_an_image_that_no_attempt_saves_is_kept_and_says_so():
    recipe = made(programs=5, source="twigl")
    found, tally = all_of(recipe, Painted(dull=set(range(5))), 0, 20)
    assert all(rejected == "constant" for _, _, rejected in found.values())
    assert tally.exhausted == 20
    assert tally.attempts.total() == 20 * recipe.filter.attempts


@pytest.mark.parametrize("how", ["bad", "set aside"])
def test_a_program_that_cannot_be_drawn_gives_its_images_to_others(how: str):
    recipe, lost = made(programs=20, source="twigl"), set(range(4))
    names = [f"p{k:03d}" for k in lost]
    if how == "bad":
        found, tally = all_of(recipe, Painted(bad=lost), 0, 600)
        assert tally.messages == dict.fromkeys(names, "p: line 1: no")
    else:
        found, tally = all_of(recipe, Painted(), 0, 600, names)
    assert all(plan.program not in lost for plan, _, _ in found.values())
    assert {rule for _, rule in tally.rejections} == {"error" if how == "bad" else SET_ASIDE}
    # images of other programs are what they would have been
    plain, _ = all_of(recipe, Painted(), 0, 600)
    assert all((found[i][1] == image).all() for i, (plan, image, _) in plain.items() if plan.program not in lost)


class Ahead(Painted):
    """Begins two batches more before one is read; `done` says what was begun and read, in order."""

    ahead = 2

    def __init__(self, **kwargs: set[int]) -> None:
        super().__init__(**kwargs)
        self.done: list[tuple[str, int | None]] = []

    def begin(self, plans: Sequence[ImagePlan]) -> Callable[[], Drawn]:
        drawn = self.draw(plans)
        self.done.append(("begun", plans[0].program))

        def read() -> Drawn:
            self.done.append(("read", plans[0].program))
            return drawn

        return read


def test_batches_are_begun_ahead_and_come_to_the_same():
    recipe, source = made(programs=20, source="twigl"), Ahead(dull={3, 4}, bad={5})
    found, tally = all_of(recipe, source, 0, 600, ["p007"])
    plain, its = all_of(recipe, Painted(dull={3, 4}, bad={5}), 0, 600, ["p007"])
    assert tally == its
    for index, (plan, image, rejected) in plain.items():
        assert found[index][0] == plan
        assert found[index][2] == rejected
        assert (found[index][1] == image).all()
    begun = [program for what, program in source.done if what == "begun"]
    assert begun == [program for what, program in source.done if what == "read"]
    waiting, most = 0, 0
    for what, _ in source.done:
        waiting += 1 if what == "begun" else -1
        most = max(most, waiting)
    assert most == 3


def test_whoever_is_waited_for_is_named():
    recipe, named = made(programs=20, source="twigl"), []
    source = Ahead()
    drawer = Drawer(recipe, {"twigl": source}, named.append)
    for _ in drawer.batches(range(200)):
        what, program = source.done[-1]
        assert what == "read"
        assert named[-1] == f"p{program:03d}"
    # and if asked, one is read before the next is begun
    careful = Ahead()
    list(Drawer(recipe, {"twigl": careful}, ahead=False).batches(range(200)))
    assert [what for what, _ in careful.done[:6]] == ["begun", "read"] * 3


@pytest.mark.parametrize("compute", [False, True])
def test_what_is_under_way_on_the_device_stays_apart(library: Path, compute: bool):
    (library / "trail.glsl").write_text("o=texture(b,FC.xy/r)*.9+.1*fract(FC.xyxy*t*.1);o.a=1.;")
    (library / "holes.glsl").write_text("if(FC.x<6.+sin(t)*3.)discard;o=vec4(FC.xy/r,fract(t),1);")
    opened = open_context(parse_device("cpu"))
    if compute and not opened.renderer.compute:
        pytest.skip("this OpenGL has no compute shaders")
    recipe = Recipe(source="twigl", shaders=[library], size=(20, 13)).resolve()
    apart, at_once = (TwiglSource(recipe, Renderers.on(opened, recipe.size, compute=compute, ahead=a)) for a in (2, 0))
    assert apart.ahead == 2
    (mine, ours), (theirs, wanted) = (all_of(recipe, source, 0, 400) for source in (apart, at_once))
    assert ours == wanted
    assert all((image == theirs[index][1]).all() for index, (_, image, _) in mine.items())
    # what was begun and forgotten, as by a client that left, takes nothing from others
    batch = [plan for plan, _, _ in mine.values() if plan.program == 0][:5]
    readings = [apart.begin([plan]) for plan in batch]
    del readings[2]
    again = [reading().images[0] for reading in readings]
    assert all((image == mine[plan.index][1]).all() for image, plan in zip(again, batch[:2] + batch[3:], strict=True))


def recipe_of_all(library: Path, **fields: object) -> Recipe:
    return Recipe(source="twigl:2,leaves,noise", shaders=[library], size=24, **fields)


def test_draw_and_stream_give_the_same_images(library: Path):
    recipe = recipe_of_all(library).resolve()
    batches = list(shadergen.stream(recipe, 1000, 50, batch=20, device="cpu"))
    assert [len(images) for images, _ in batches] == [20, 20, 10]
    images = np.concatenate([images for images, _ in batches])
    records = [record for _, records in batches for record in records]
    assert images.dtype == np.uint8
    assert images.shape == (50, 24, 24, 3)
    assert [record["index"] for record in records] == list(range(1000, 1050))
    assert {record["source"] for record in records} == {"twigl", "leaves", "noise"}
    for at in (0, 7, 49):
        assert (shadergen.draw(recipe, 1000 + at, device="cpu") == images[at]).all()


def test_another_seed_is_another_dataset(library: Path):
    a, b = (shadergen.draw(recipe_of_all(library, seed=seed), 5, device="cpu") for seed in (0, 1))
    assert (a != b).any()


def test_a_record_is_enough_to_draw_the_image_again_larger(library: Path):
    recipe = Recipe(source="twigl", shaders=[library], size=16).resolve()
    _, records = next(shadergen.stream(recipe, 40, 1, device="cpu"))
    record = records[0]
    program = next(k for k, p in enumerate(recipe.programs) if p.sha256 == record["sha256"])
    plan = ImagePlan(record["index"], record["attempt"], record["source"], program, record["parameters"])
    sizes = (recipe, recipe.model_copy(update={"size": (64, 64)}))
    small, large = (open_sources(r, parse_device("cpu")).sources["twigl"].draw([plan]).images[0] for r in sizes)
    assert (small == shadergen.draw(recipe, 40, device="cpu")).all()
    shrunk = large.reshape(16, 4, 16, 4, 3).mean(axis=(1, 3))
    assert np.abs(shrunk - small).mean() < 20


def test_processes_of_a_run_draw_what_one_of_them_has_translated(library: Path, tmp_path: Path, monkeypatch):
    (library / "wrong.glsl").write_text("o=vec4(FC.xy/r,\n  nowhere,1);")
    recipe = Recipe(source="twigl", shaders=[library], size=16).resolve()
    shared = tmp_path / "shared"
    shared.mkdir()
    plans = [ImagePlan(0, 0, "twigl", number, STILL) for number in range(len(recipe.programs))]

    def drawn() -> list[np.ndarray | str]:
        source = open_sources(recipe, parse_device("cpu"), shared).sources["twigl"]
        found: list[np.ndarray | str] = []
        for plan in plans:
            try:
                found.append(source.draw([plan]).images[0])
            except CannotDraw as error:
                found.append(str(error))
        return found

    first = drawn()
    calls = []
    monkeypatch.setattr("shadergen.sources.twigl.translate", lambda *given: calls.append(given) or translate(*given))
    assert all(np.array_equal(a, b) for a, b in zip(first, drawn(), strict=True))
    # a driver's error is at a place of the user's text, which is found by translating once more
    assert [call[0] for call in calls] == ["o=vec4(FC.xy/r,\n  nowhere,1);"]
    assert sum("line 2, column 3" in text for text in first if isinstance(text, str)) == 1


@pytest.mark.parametrize("arguments", [{"start": -1}, {"n": 0}, {"batch": 0}, {"start": 2**40, "n": 1}])
def test_arguments_out_of_range_are_refused_at_once(library: Path, arguments: dict):
    with pytest.raises(shadergen.UsageError):
        shadergen.stream(recipe_of_all(library), **arguments)


def test_streams_of_more_recipes_than_are_kept_go_on_side_by_side(library: Path):
    recipes = [recipe_of_all(library, seed=seed).resolve() for seed in range(7)]
    streams = [shadergen.stream(recipe, 0, 6, batch=2, device="cpu") for recipe in recipes]
    turns = [[next(stream)[0] for stream in streams] for _ in range(3)]
    for recipe, batches in zip(recipes, zip(*turns, strict=True), strict=True):
        alone = next(shadergen.stream(recipe, 0, 6, device="cpu"))[0]
        assert (np.concatenate(batches) == alone).all()


MEMORY = """
import os, sys
from pathlib import Path
from shadergen import Recipe, draw
from shadergen.preview import of_program, shot

def megabytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

file = Path(sys.argv[2])
once = {
    "shot": lambda k: shot(file, (64, 64), k, 1, None, "cpu"),
    "program": lambda k: of_program(file, Recipe(size=32), 2, "cpu"),
    "draw": lambda k: draw(Recipe(size=32, seed=k, source="twigl", shaders=[file.parent]), 0, device="cpu"),
}[sys.argv[1]]
for k in range(8):
    once(k)
before = megabytes()
for k in range(8, 38):
    once(k)
print(megabytes() - before)
"""


@pytest.mark.parametrize("way", ["shot", "program", "draw"])
def test_drawing_again_and_again_in_one_process_keeps_no_contexts(library: Path, way: str):
    command = [sys.executable, "-c", MEMORY, way, str(next(library.glob("*.glsl")))]
    grown = subprocess.run(command, capture_output=True, text=True, timeout=200, check=True).stdout
    assert float(grown) < 60  # thirty contexts that are kept are some 150 to 300


def test_the_view_moves_zooms_and_turns_the_plane(library: Path):
    (library / "ramp.glsl").write_text("o=vec4(FC.xy/r,.5,1);")
    recipe = Recipe(source="twigl", shaders=[library], size=32).resolve()
    program = next(k for k, p in enumerate(recipe.programs) if p.name == "ramp")

    def ramp(**moved: float) -> np.ndarray:
        source = open_sources(recipe, parse_device("cpu")).sources["twigl"]
        return source.draw([ImagePlan(0, 0, "twigl", program, STILL | moved)]).images[0].astype(int)

    plain = ramp()
    assert np.abs(ramp(offset_x=0.25)[:, :-8, 0] - plain[:, 8:, 0]).max() <= 1
    assert np.abs(ramp(zoom=2)[::2, ::2, 0] - plain[8:24, 8:24, 0]).max() <= 3
    # turned by a quarter against the clock's sense in the plane, the picture turns with the clock's
    quarter = np.rot90(plain, k=-1)
    assert np.abs(ramp(turn=0.25) - quarter).max() <= 1


def test_recipes_and_devices_may_take_turns(library: Path):
    recipes = [Recipe(source="twigl", shaders=[library], size=size).resolve() for size in (16, 24, 40)]
    alone = [shadergen.draw(recipe, 3, device="cpu") for recipe in recipes]
    for _ in range(2):
        for device in ("cpu", "auto"):
            for recipe, image in zip(recipes, alone, strict=True):
                assert np.abs(shadergen.draw(recipe, 3, device=device).astype(int) - image).mean() < 2


FORKED = """
import os, sys, shadergen
recipe, other = shadergen.Recipe(size=16, source="twigl"), shadergen.Recipe(size=16, source="leaves,noise")
if "before" in sys.argv:
    first = shadergen.draw(recipe, 0, device="cpu")
others = [shadergen.draw(other, k, device="cpu") for k in range(8)] if "before" in sys.argv else None
if not os.fork():
    try:
        image = shadergen.draw(recipe, 0, device="cpu")
        print("drawn", image.shape)
    except shadergen.RunError as error:
        print(error)
    same = others and all((shadergen.draw(other, k, device="cpu") == one).all() for k, one in enumerate(others))
    print("others are the same:", same, flush=True)
    os._exit(0)
os.wait()
if "before" in sys.argv:
    print("and here:", (shadergen.draw(recipe, 0, device="cpu") == first).all())
"""


@pytest.mark.parametrize("drawn", ["before", "after"])
def test_a_forked_process_says_that_it_cannot_draw_programs_and_does_not_hang(drawn: str):
    told = subprocess.run(
        [sys.executable, "-c", FORKED, drawn], capture_output=True, text=True, timeout=120, check=True
    ).stdout
    if drawn == "before":
        assert "multiprocessing_context='spawn'" in told
        assert "others are the same: True" in told  # without OpenGL there is nothing that a fork breaks
        assert "and here: True" in told
    else:
        assert "drawn (16, 16, 3)" in told
