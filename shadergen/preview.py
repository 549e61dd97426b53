"""Pictures for people: contact sheets of datasets, recipes and programs, and exact shots of a program."""

import tarfile
from collections.abc import Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from shadergen.drawing import Drawer
from shadergen.errors import RunError, UsageError
from shadergen.gl.context import parse_device
from shadergen.pictures import fitted
from shadergen.plan import STILL, ImagePlan
from shadergen.recipe import Recipe, Resolved
from shadergen.shards.encode import decode, key
from shadergen.shards.location import locate
from shadergen.shards.remote import open_folder
from shadergen.sources.base import CannotDraw
from shadergen.sources.opened import open_sources
from shadergen.streaming import stream
from shadergen.twigl.modes import find_mode
from shadergen.twigl.program import Program, parse

_BESIDE = (".json", ".cls")
"""What stands beside an image in a sample."""
_LEAST_SIDE = 64
_GUTTER = 4
_GROUND = 32


def of_dataset(where: Path | str, n: int) -> NDArray[np.uint8]:
    """`(B, H, W, 3)` uint8: up to `n` images at even steps over a finished folder, rendered or selected.

    Images of another size than the first one's, which a selection may have, are scaled to it.

    Raises:
        UsageError: it is no finished dataset folder, or a shard is damaged.
    """
    folder, there = locate(where), open_folder(where)
    manifest = there.selected() or there.manifest()
    wanted = [i * manifest.images // min(n, manifest.images) for i in range(min(n, manifest.images))]
    pictures = []
    for shard in manifest.shards:
        here = [index for index in wanted if shard.start <= index < shard.start + shard.images]
        if not here:
            continue
        try:
            with (folder / shard.name).open("rb") as file, tarfile.open(fileobj=file) as tar:
                images = {name.partition(".")[0]: name for name in tar.getnames() if not name.endswith(_BESIDE)}
                for index in here:
                    member = tar.extractfile(images[key(index)])
                    assert member is not None
                    pictures.append(decode(member.read()))
        except (OSError, KeyError, tarfile.TarError) as error:
            raise UsageError(f"{folder / shard.name} is damaged; run: shadergen verify {folder} --repair") from error
    size = pictures[0].shape[1], pictures[0].shape[0]
    return np.stack([fitted(Image.fromarray(picture), size) for picture in pictures])


def of_recipe(recipe: Recipe, n: int, device: str) -> NDArray[np.uint8]:
    """`(n, H, W, 3)` uint8: the first images of a recipe."""
    return np.concatenate([images for images, _ in stream(recipe, 0, n, device=device)])


def of_program(file: Path, recipe: Recipe, n: int, device: str) -> NDArray[np.uint8]:
    """`(n, H, W, 3)` uint8: images of one program as a recipe's options draw it, the rejected ones too.

    Raises:
        UsageError: the program cannot be read or compiled.
    """
    resolved = recipe.alone(recipe.twigl.of([parse(file)[1]]))
    with closing(open_sources(resolved, parse_device(device))) as opened:
        batches = list(Drawer(resolved, opened.sources).batches(range(n)))
    if message := next(filter(None, (batch.message for batch in batches)), None):
        raise UsageError(f"{file}: {message.partition(': ')[2]}")
    order = np.argsort([plan.index for plan in chain.from_iterable(batch.plans for batch in batches)])
    return np.concatenate([batch.images for batch in batches])[order]


def usual_time(frame: int) -> float:
    """The seconds after which a browser draws a frame, from 1."""
    return (frame - 1) / 60


def shot(
    file: Path, size: tuple[int, int], time: float, frame: int, mode: str | None, device: str
) -> NDArray[np.uint8]:
    """`(1, H, W, 3)` uint8: one exact picture of a program at a time in seconds and a frame, from 1.

    Raises:
        UsageError: the program cannot be read or compiled.
    """
    program = parse(file)[1]
    if mode is not None:
        name = find_mode(mode).name
        program = program.model_copy(update={"mode": name})
    resolved, plan = of_moment(program, size, time, frame)
    with closing(open_sources(resolved, parse_device(device))) as opened:
        try:
            return opened.sources["twigl"].draw([plan]).images
        except CannotDraw as error:
            raise UsageError(f"{file}: {str(error).partition(': ')[2]}") from error


def of_moment(program: Program, size: tuple[int, int], time: float, frame: int) -> tuple[Resolved, ImagePlan]:
    """What draws one exact picture of a program, as its author saw it."""
    recipe = Recipe(size=size)
    moment = STILL | {"time": time, "frame": float(frame)}
    return recipe.alone(recipe.twigl.of([program])), ImagePlan(0, 0, "twigl", 0, moment)


def sheet(pictures: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Lay `(B, H, W, 3)` pictures out in a near-square grid on a dark ground, small ones enlarged by a whole factor."""
    count, height, width, _ = pictures.shape
    if count == 1:
        only: NDArray[np.uint8] = pictures[0]
        return only
    factor = max(1, -(-_LEAST_SIDE // min(height, width)))
    large = pictures.repeat(factor, axis=1).repeat(factor, axis=2)
    height, width = height * factor, width * factor
    columns = int(np.ceil(np.sqrt(count)))
    rows = -(-count // columns)
    page = np.full((rows * (height + _GUTTER) + _GUTTER, columns * (width + _GUTTER) + _GUTTER, 3), _GROUND, np.uint8)
    for number, picture in enumerate(large):
        row, column = divmod(number, columns)
        y, x = _GUTTER + row * (height + _GUTTER), _GUTTER + column * (width + _GUTTER)
        page[y : y + height, x : x + width] = picture
    return page


def write(pictures: NDArray[np.uint8], out: Path) -> None:
    """Write an `(H, W, 3)` picture, or the one of `(1, H, W, 3)`, in the format that the file's name ends in.

    Raises:
        RunError: the file cannot be written.
    """
    picture: Sequence[NDArray[np.uint8]] | NDArray[np.uint8] = pictures[0] if pictures.ndim == 4 else pictures
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.asarray(picture)).save(out)
    except OSError as error:
        raise RunError(f"{out} cannot be written: {error.strerror or error}") from error
