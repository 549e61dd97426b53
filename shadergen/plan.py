"""The plan: which source, program and parameters image `i` has, as a pure function of the resolved recipe and `i`.

Indices are planned in blocks of 1,024. Within a block the sources have their shares to within one image, programs (of
a source alone 64 written or 256 synthesised ones) are chosen by systematic sampling over the weighted, name-ordered
list (so neighbours in the library, which are alike, are seldom chosen together), each program's images stand at cyclic
steps of time, and all is permuted. Thus the first few hundred images are already varied, and every block can be
planned alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from shadergen import palette
from shadergen.philox import unit, words
from shadergen.recipe import PROGRAMS, Drawing, Resolved

BLOCK = 1024
IMAGES_PER_PROGRAM = {"twigl": 16, "synth": 4}
"""By source: the more programs there are, the fewer images of each in a block, so that a small set shows many."""
_GOLDEN = 0x9E3779B97F4A7C15  # 2**64 / golden ratio: successive multiples spread evenly over the circle
_PARAMETERS = 12
Images = Sequence[int] | NDArray[np.int64]
"""Numbers of images, such as a range."""
_CHOICE = np.dtype([("source", np.int64), ("program", np.int64), ("time", np.float64), ("palette", np.float64)])
"""Positions in the recipe's sources and in the source's programs; the parameters' places in (0, 1) that images share
out among them."""
UNMOVED = {"offset_x": 0.0, "offset_y": 0.0, "zoom": 1.0, "turn": 0.0}
"""The view as a program's author saw it."""
STILL = UNMOVED | {"mouse_x": 0.0, "mouse_y": 0.0, "sound": 0.0, "time": 0.0, "frame": 1.0}
"""The parameters of that view's first frame, as written."""


@dataclass(frozen=True, slots=True)
class ImagePlan:
    """One attempt at one image.

    Attributes:
        index: number of the image in its dataset.
        attempt: 0 for the first; each rejected image is planned again with the next one.
        source: a name of `shadergen.recipe.SOURCES`.
        program: position in the source's programs; None where it has none.
        parameters: what the source draws from, rounded so that JSON holds them exactly; of kin, which kind and which of
            its figures.
    """

    index: int
    attempt: int
    source: str
    program: int | None = None
    parameters: Mapping[str, float] = field(default_factory=dict)


def _cumulative(weights: list[float]) -> NDArray[np.float64]:
    total = np.cumsum(np.asarray(weights, dtype=np.float64))
    share: NDArray[np.float64] = total / total[-1]
    return share


def _pick(cumulative: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.int64]:
    return np.minimum(np.searchsorted(cumulative, points, side="right"), len(cumulative) - 1)


def _spread(low_high: tuple[float, float], u: NDArray[np.float64]) -> NDArray[np.float64]:
    low, high = low_high
    return np.rint((low + (high - low) * u) * 1e5) / 1e5


def _parameters(options: Drawing, u: NDArray[np.float64], palettes: NDArray[np.float64]) -> list[dict[str, float]]:
    """Parameters of `(N, _PARAMETERS)` and `(N, palette.WORDS)` numbers in (0, 1).

    Column 0 of the first is the time, of the second the kind of palette.
    """
    view = options.view
    time = _spread(options.time, u[:, 0])
    columns = {
        "time": time,
        "frame": 1.0 + np.floor(time * options.fps),
        "offset_x": _spread((-view.offset, view.offset), u[:, 1]),
        "offset_y": _spread((-view.offset, view.offset), u[:, 2]),
        "zoom": _spread(view.zoom, u[:, 3]),
        "turn": _spread((0.0, view.turn), u[:, 4]),
        "mouse_x": _spread(options.mouse[0], u[:, 5]),
        "mouse_y": _spread(options.mouse[1], u[:, 6]),
        "sound": _spread(options.sound, u[:, 7]),
    }
    rows = zip(*(c.tolist() for c in columns.values()), strict=True)
    seen = palette.draw(view.palette.law(), palettes)
    return [dict(zip(columns, row, strict=True)) | colours for row, colours in zip(rows, seen, strict=True)]


def _fitting(recipe: Resolved, source: str, program: int, parameters: dict[str, float]) -> dict[str, float]:
    """Parameters of a program that reads its frames: its view rests, and its image is the last frame of the warm-up."""
    if source != "twigl" or not recipe.programs[program].feedback:
        return parameters
    assert recipe.twigl is not None
    return parameters | UNMOVED | {"frame": float(recipe.twigl.warmup)}


@lru_cache(maxsize=16)
def _sources(recipe: Resolved) -> NDArray[np.float64]:
    return _cumulative(list(recipe.source.values()))


@lru_cache(maxsize=16)
def _programs(recipe: Resolved, source: str) -> NDArray[np.float64]:
    return _cumulative(recipe.drawing(source).weights_of_programs())


def _kin(recipe: Resolved, images: NDArray[np.int64]) -> list[dict[str, float]]:
    """Which kind each image is of, and which of the kind's figures it is like."""
    assert recipe.kin is not None
    u = unit(words(recipe.seed, "kin/of", images, 0, 2))
    kinds = _pick(_cumulative(recipe.kin.weights_of_kinds()), u[:, 0])
    sizes = np.array([len(figures) for _, figures in recipe.kin.kinds])[kinds]
    return [
        {"kind": float(kind), "of": float(of)}
        for kind, of in zip(kinds.tolist(), np.floor(u[:, 1] * sizes).tolist(), strict=True)
    ]


@lru_cache(maxsize=64)
def _block(recipe: Resolved, number: int) -> NDArray[np.void]:
    """What a block decides as a whole: `(BLOCK,)` of dtype `_CHOICE`, in the order of indices."""
    first = number * BLOCK
    order = np.argsort(words(recipe.seed, "order", [number], 0, BLOCK)[0], kind="stable")
    u_source, u_program = unit(words(recipe.seed, "block", [0], 0, 2)[0])
    golden = (number * _GOLDEN % 2**64) / 2.0**64
    chosen = _pick(_sources(recipe), (np.arange(BLOCK) + (u_source + golden) % 1.0) / BLOCK)
    found = np.zeros(BLOCK, _CHOICE)
    found["source"][order] = chosen
    for number_of_source, name in enumerate(recipe.source):
        if name not in PROGRAMS:
            continue
        mine = order[chosen == number_of_source]
        groups = max(1, -(-len(mine) // IMAGES_PER_PROGRAM[name]))
        group = np.arange(len(mine)) * groups // max(1, len(mine))
        starts = np.searchsorted(group, np.arange(groups))
        counts = np.bincount(group, minlength=groups)
        found["program"][mine] = _pick(
            _programs(recipe, name), (np.arange(groups) + (u_program + golden) % 1.0) / groups
        )[group]
        # one phase a group, one step an image, a jitter of less than a step
        steps = np.arange(len(mine)) - starts[group]
        jitter = unit(words(recipe.seed, "parameters", first + mine, 0, 1))[:, 0]
        phase = unit(words(recipe.seed, "phase", [number], 0, groups)[0])[group]
        found["time"][mine] = ((steps + jitter) / counts[group] + phase) % 1.0
        # one kind of palette a step too, in an order that has nothing to do with the time's
        v = unit(words(recipe.seed, "palette", first + mine, 0, palette.WORDS))
        shuffled = np.empty(len(mine))
        shuffled[np.lexsort((v[:, -1], group))] = steps
        found["palette"][mine] = (shuffled + v[starts[group], 0]) / counts[group]
    return found


def _choices(recipe: Resolved, images: NDArray[np.int64]) -> NDArray[np.void]:
    """What the blocks of some images decide about them: `(B,)` of dtype `_CHOICE`."""
    blocks, which = np.unique(images // BLOCK, return_inverse=True)
    tables = [_block(recipe, number) for number in blocks.tolist()]
    found: NDArray[np.void] = np.concatenate([np.empty(0, _CHOICE), *tables])[which * BLOCK + images % BLOCK]
    return found


def plans(recipe: Resolved, images: Images) -> list[ImagePlan]:
    """The first attempts of some images, in their order; many at once take less time each."""
    wanted = np.asarray(images, np.int64)
    choices = _choices(recipe, wanted)
    found: list[ImagePlan | None] = [None] * len(wanted)
    for number, name in enumerate(recipe.source):
        places = np.flatnonzero(choices["source"] == number)
        mine, chosen = wanted[places], choices[places]
        programs: list[int | None] = [None] * len(mine)
        parameters: list[dict[str, float]] = [{}] * len(mine)
        if name == "kin":
            parameters = _kin(recipe, mine)
        elif name in PROGRAMS:
            u = unit(words(recipe.seed, "parameters", mine, 0, _PARAMETERS))
            v = unit(words(recipe.seed, "palette", mine, 0, palette.WORDS))
            u[:, 0], v[:, 0] = chosen["time"], chosen["palette"]
            numbers: list[int] = chosen["program"].tolist()
            drawn = zip(numbers, _parameters(recipe.drawing(name), u, v), strict=True)
            parameters = [_fitting(recipe, name, program, its) for program, its in drawn]
            programs = [*numbers]
        for place, image, program, its in zip(places.tolist(), mine.tolist(), programs, parameters, strict=True):
            found[place] = ImagePlan(image, 0, name, program, its)
    return [plan for plan in found if plan is not None]


def by_program(recipe: Resolved, images: Images) -> NDArray[np.int64]:
    """Some images, those of one source and program side by side: `(B,)`."""
    wanted = np.asarray(images, np.int64)
    choices = _choices(recipe, wanted)
    return wanted[np.lexsort((choices["program"], choices["source"]))]


def first_attempt_with_another_program(recipe: Resolved) -> int:
    """Attempts below this one redraw parameters alone; from it on they redraw the program too."""
    return -(-recipe.filter.attempts // 2)


def again(recipe: Resolved, rejected: Sequence[tuple[ImagePlan, int]]) -> list[ImagePlan]:
    """The images of rejected plans at another attempt each; many at once take hardly longer than one."""
    found: list[ImagePlan] = []
    for source in sorted({plan.source for plan, _ in rejected}):
        images, attempts = zip(*((plan.index, n) for plan, n in rejected if plan.source == source), strict=True)
        u = unit(words(recipe.seed, "parameters", images, attempts, _PARAMETERS))
        v = unit(words(recipe.seed, "palette", images, attempts, palette.WORDS))
        firsts = _choices(recipe, np.array(images))["program"].tolist()
        another = _pick(_programs(recipe, source), u[:, -1]).tolist()
        change = first_attempt_with_another_program(recipe)
        for image, attempt, first, other, parameters in zip(
            images, attempts, firsts, another, _parameters(recipe.drawing(source), u, v), strict=True
        ):
            program = other if attempt >= change else first
            fitting = _fitting(recipe, source, program, parameters)
            found.append(ImagePlan(image, attempt, source, program, fitting))
    return found
