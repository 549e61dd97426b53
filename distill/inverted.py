"""Inverted sets: a dataset folder's images, moved towards what a teacher keeps of its own data, as a WebDataset."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from distill.inputs import to_unit, together
from distill.inversion import Settings, invert
from distill.offline import Batch, Pass, Picture, encoded, rows_of, run_pass
from distill.scores import device_of
from distill.teachers.base import Teacher
from distill.teachers.normalisation import hold_normalisation
from shadergen.errors import UsageError
from shadergen.shards.folder import Folder
from shadergen.shards.selected import Selected

STRATEGY = "invert"
_SETTINGS = Settings()


def invert_pool(
    folders: Sequence[Path | str],
    teacher: Teacher,
    out: Path | str,
    settings: Settings = _SETTINGS,
    *,
    n: int | None = None,
    max_bad: int = 16,
    workers: int | None = None,
    on_images: Callable[[int, int], None] = lambda _done, _all: None,
) -> Selected:
    """Move the images of a set towards the moments that a teacher's batch normalisation keeps.

    Images are brought to the teacher's size and moved in batches of neighbours, which a selected set mixes by class;
    a copy of an image is moved with others, and elsewhere. Each gives one PNG image, whose record says the teacher's
    `first` class, of the image as it was.

    Args:
        folders: dataset folders; any folder of WebDataset shards will do.
        teacher: a differentiable one with batch normalisation.
        out: the new set's folder; running it again goes on.
        settings: of the inversion.
        n: only so many images, the first ones; None takes all.
        max_bad: more images than these that do not decode end the run.
        workers: decoding processes; None takes one for each core.
        on_images: called with the number of images moved, and of all.

    Returns:
        The new set's manifest.

    Raises:
        UsageError: a folder or the teacher cannot be used, or `out` was begun with something else.
        RunError: too many images do not decode, or the disk failed.
    """
    check(teacher)
    for folder in folders:
        chosen = Folder(Path(folder)).selected()
        if chosen and chosen.request.replicate == "weights":
            raise UsageError(
                f"{folder} has weights in place of copies, so that rare classes are rare in its batches; select with "
                "--replicate physical"
            )
    if n is not None and n < 1:
        raise UsageError(f"n is {n}; it is 1 or more")
    none = "none of the images decode; look at them with `verify`"
    what = Pass(
        STRATEGY,
        asdict(settings),
        lambda batch: _inverted(teacher, settings, batch),
        none,
        together=settings.batch,
    )
    return run_pass(folders, teacher, out, what, 0, n=n, max_bad=max_bad, workers=workers, on_images=on_images)


def check(teacher: Teacher) -> None:
    """Refuse a teacher that no images can be moved for.

    Raises:
        UsageError: it gives no gradients, or keeps no moments.
    """
    if not teacher.differentiable:
        raise UsageError(
            f"teacher {teacher.name} gives no gradients, which inversion needs: take one that lets them through"
        )
    hold_normalisation(teacher, "whose moments inversion goes by", "distil from the set as it is")


def _inverted(teacher: Teacher, settings: Settings, batch: Batch) -> dict[int, list[Picture]]:
    rows = [row for chunk in batch.chunks for group in chunk.groups for row in rows_of(chunk, group.positions)]
    if not rows:
        return {}
    device = device_of(teacher)
    images = torch.cat(
        [
            to_unit(torch.from_numpy(group.images).to(device), teacher.input)
            for chunk in batch.chunks
            for group in chunk.groups
        ]
    )
    moved = torch.round(invert(teacher, images, settings) * 255) / 255
    first = _logits(teacher, images).argmax(1)
    confidence, label = _logits(teacher, moved).softmax(1).max(1)
    told = (values.tolist() for values in (label, confidence, first))
    return {
        row: [Picture(png, of, sure, {"first": was})]
        for row, png, of, sure, was in zip(rows, encoded(moved), *told, strict=True)
    }


@torch.inference_mode()
def _logits(teacher: Teacher, images: Tensor) -> Tensor:
    return torch.cat([teacher.logits(part) for part in torch.split(images, together(teacher.input))])
