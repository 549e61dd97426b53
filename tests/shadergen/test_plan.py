import hashlib
import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shadergen.errors import UsageError
from shadergen.plan import BLOCK, ImagePlan, again, first_attempt_with_another_program, plans
from shadergen.recipe import Recipe, Resolved, ResolvedTwigl
from shadergen.twigl.program import Program
from tests.conftest import PROGRAMS


def made(programs: int = 100, source: str = "twigl:2,leaves,noise", **fields: object) -> Resolved:
    """A recipe with invented programs."""
    base = Recipe(source=source, **fields).resolve()
    texts = tuple(Program(name=f"p{k:03d}", text=f"o=vec4({k});") for k in range(programs))
    twigl = ResolvedTwigl(programs=texts)
    return base.model_copy(update={"twigl": twigl})


RECIPE = made()


def block(recipe: Resolved, number: int) -> list[ImagePlan]:
    return plans(recipe, range(number * BLOCK, (number + 1) * BLOCK))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 5 * BLOCK), st.integers(1, 2 * BLOCK))
def test_any_range_is_a_slice_of_the_whole(start: int, length: int):
    whole = plans(RECIPE, range(7 * BLOCK))
    assert plans(RECIPE, range(start, start + length)) == whole[start : start + length]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**30), st.integers(0, 2**64 - 1))
def test_a_block_holds_each_index_once_and_the_sources_in_their_shares(number: int, seed: int):
    recipe = made(source="twigl:5,leaves:2,noise", seed=seed)
    found = block(recipe, number)
    assert [plan.index for plan in found] == list(range(number * BLOCK, (number + 1) * BLOCK))
    counts = Counter(plan.source for plan in found)
    for name, weight in (("twigl", 5), ("leaves", 2), ("noise", 1)):
        assert abs(counts[name] - BLOCK * weight / 8) <= 1


def test_sixty_four_programs_a_block_and_all_programs_soon():
    recipe = made(programs=200, source="twigl")
    one = Counter(plan.program for plan in block(recipe, 3))
    assert len(one) == 64
    assert set(one.values()) == {16}
    # 200 programs at 64 a block: systematic sampling meets all of them within ten blocks
    assert len({plan.program for number in range(10) for plan in block(recipe, number)}) == 200


def test_programs_are_drawn_evenly_in_the_long_run():
    recipe = made(programs=37, source="twigl")
    counts = Counter(plan.program for number in range(40) for plan in block(recipe, number))
    expected = 40 * BLOCK / 37
    assert max(abs(count - expected) for count in counts.values()) < 0.1 * expected


def test_the_images_of_a_program_stand_at_cyclic_steps_of_time():
    recipe = made(source="twigl")
    low, high = recipe.twigl.time
    by_program: dict[int, list[float]] = {}
    for plan in block(recipe, 0):
        by_program.setdefault(plan.program, []).append(plan.parameters["time"])
    for times in by_program.values():
        ordered = np.sort(times)
        gaps = np.diff(ordered, append=ordered[0] + high - low)
        # 16 steps with a jitter of less than a step: no two neighbours are two steps apart
        assert gaps.max() <= 2 * (high - low) / len(times) + 1e-4


def test_parameters_lie_in_their_ranges_and_fill_them():
    recipe = made(source="twigl")
    view, time = recipe.twigl.view, recipe.twigl.time
    found = [plan.parameters for number in range(8) for plan in block(recipe, number)]
    limits = {
        "time": time,
        "offset_x": (-view.offset, view.offset),
        "offset_y": (-view.offset, view.offset),
        "zoom": view.zoom,
        "turn": (0, view.turn),
    }
    for name, (low, high) in limits.items():
        values = np.array([p[name] for p in found])
        assert low <= values.min()
        assert values.max() <= high
        # the mean of 8,192 uniform values misses the middle by 6 standard errors once in 10**9 seeds
        assert abs(values.mean() - (low + high) / 2) < 6 * (high - low) / np.sqrt(12 * len(values))
    assert all(p["frame"] == 1 + np.floor(p["time"] * 60) for p in found)
    assert all(p["mouse_x"] == p["mouse_y"] == p["sound"] == 0 for p in found)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10 * BLOCK))
def test_attempts_redraw_parameters_first_and_programs_last(index: int):
    recipe = made(source="twigl")
    (first,) = plans(recipe, [index])
    later = again(recipe, [(first, attempt) for attempt in range(1, recipe.filter.attempts)])
    change = first_attempt_with_another_program(recipe)
    assert all(plan.program == first.program for plan in later[: change - 1])
    assert len({plan.program for plan in later[change - 1 :]}) > 2
    assert len({plan.parameters["time"] for plan in [first, *later]}) == recipe.filter.attempts
    # an attempt depends on the index and its number alone
    assert again(recipe, [(later[3], 9)]) == [later[8]]


def test_rejected_images_are_planned_together_as_alone():
    recipe = Recipe.parse({"source": {"twigl": 1, "synth": 1}}).resolve()
    rejected = [(plan, 1 + number % 12) for number, plan in enumerate(plans(recipe, range(1000, 1060)))]
    together = {plan.index: plan for plan in again(recipe, rejected)}
    assert {plan.source for plan in together.values()} == {"twigl", "synth"}
    assert together == {plan.index: again(recipe, [(plan, attempt)])[0] for plan, attempt in rejected}
    assert again(recipe, []) == []


@pytest.mark.parametrize("n", [300, 1000])
def test_a_small_dataset_is_already_varied(n: int):
    recipe = made(programs=100, source="twigl")
    assert len({plan.program for plan in plans(recipe, range(n))}) >= 60


def test_plans_never_change():
    # this digest moves only with GENERATOR: a library that changed it would change every dataset
    found = [asdict(plan) for plan in plans(RECIPE, range(5000, 5200))]
    drawn = [(plan, 9) for plan in plans(RECIPE, range(50)) if plan.program is not None]
    found += [asdict(plan) for plan in again(RECIPE, drawn)]
    digest = hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()
    assert digest[:16] == "8c8348cd83d5637d"


def test_programs_are_chosen_by_their_weights(library: Path):
    weights = {"bands": 3, "discs": 0}
    recipe = Recipe(source="twigl", shaders=library, twigl={"weights": weights}).resolve()
    assert [(p.name, p.weight) for p in recipe.programs] == [("bands", 3), ("still", 1), ("waves", 1)]
    count = Counter(plan.program for number in range(20) for plan in block(recipe, number))
    # systematic sampling: a block's shares are off by one group of 16 images at most
    assert count[0] / (20 * BLOCK) == pytest.approx(0.6, abs=2 * 16 / BLOCK)
    only = Recipe(source="twigl", shaders=library, twigl={"weights": {"waves": 1}, "others": 0}).resolve()
    assert [p.name for p in only.programs] == ["waves"]
    (library / "waves.glsl").write_text("// weight: 0.25\no=vec4(FC.xyx/r.x,1);")
    assert Recipe(source="twigl", shaders=library).resolve().programs[-1].weight == 0.25
    misspelt, none = weights | {"wave": 1}, dict.fromkeys(PROGRAMS, 0)
    for wrong, reason in ((misspelt, "did you mean 'waves'"), (none, "every program")):
        with pytest.raises(UsageError, match=reason):
            Recipe(source="twigl", shaders=library, twigl={"weights": wrong}).resolve()
