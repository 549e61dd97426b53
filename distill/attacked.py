"""Attacked sets: the boundary attack's offline pass, from a dataset folder to a WebDataset of four kinds of images."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path

import torch

from distill.attack import KINDS, Settings, attack, other_class
from distill.decoding import Chunk, Group
from distill.inputs import together
from distill.offline import Batch, Pass, Picture, encoded, rows_of, run_pass
from distill.scores import device_of
from distill.teachers.base import Teacher
from shadergen.errors import UsageError
from shadergen.shards.selected import Selected

STRATEGY = "attack"


@dataclass(frozen=True)
class Result:
    """An attacked set: its manifest, and how many of the pool's images the attack tried and brought over."""

    manifest: Selected
    attempted: int
    successes: int

    @property
    def success_rate(self) -> float:
        """Successes over attempts."""
        return self.successes / self.attempted


def attack_pool(
    folders: Sequence[Path | str],
    teacher: Teacher,
    out: Path | str,
    settings: Settings,
    seed: int = 0,
    *,
    max_bad: int = 16,
    workers: int | None = None,
    on_images: Callable[[int, int], None] = lambda _done, _all: None,
) -> Result:
    """Attack every image of a pool, each towards a random class that is not the teacher's own.

    An image that is brought over gives four PNG images, in the order of `distill.attack.KINDS`; the attack steps on
    their 256 levels. Records say which `kind` an image is, the teacher's `first` class of the image that it came
    from, and the `target`.

    Args:
        folders: dataset folders; any folder of WebDataset shards will do.
        teacher: a differentiable one of two classes or more.
        out: the new set's folder.
        settings: of the attack.
        seed: another seed takes other targets.
        max_bad: more images of the pool than these that do not decode end the run.
        workers: decoding processes; None takes one for each core.
        on_images: called with the number of images attacked, and of all.

    Raises:
        UsageError: a folder or the teacher cannot be used, or `out` was begun with something else.
        RunError: no image was brought over, too many images do not decode, or the disk failed.
    """
    if teacher.classes < 2 or not teacher.differentiable:
        raise UsageError(f"teacher {teacher.name} cannot be attacked: take one with gradients and two classes or more")
    settings, most = replace(settings, eight_bit=True), together(teacher.input, gradients=True)

    def change(batch: Batch) -> dict[int, list[Picture]]:
        found: dict[int, list[Picture]] = {}
        for chunk in batch.chunks:
            for group in chunk.groups:
                for start in range(0, len(group.positions), most):
                    part = Group(group.positions[start : start + most], group.images[start : start + most])
                    found |= _attacked(teacher, settings, seed, batch.first, chunk, part)
        return found

    none = "no image was brought over the boundary; give a larger epsilon or more iterations"
    what = Pass(STRATEGY, asdict(settings), change, none, each=len(KINDS))
    manifest = run_pass(folders, teacher, out, what, seed, max_bad=max_bad, workers=workers, on_images=on_images)
    return Result(manifest, manifest.pool_images, manifest.kept)


def _attacked(
    teacher: Teacher, settings: Settings, seed: int, first: int, chunk: Chunk, group: Group
) -> dict[int, list[Picture]]:
    """The four pictures of each success, by its row in the shard, whose first image is number `first` of all."""
    levels = torch.from_numpy(group.images).to(device_of(teacher))
    rows = chunk.rows[group.positions]
    with torch.no_grad():
        own = teacher.logits(levels).argmax(1)
    targets = other_class(own, teacher.classes, seed, 0, torch.from_numpy(first + rows))
    attacked = attack(teacher, levels.float() / 255, targets, settings)
    if not len(attacked.rows):
        return {}
    images = torch.stack([getattr(attacked, kind) for kind in KINDS], 1).flatten(0, 1)
    with torch.no_grad():
        confidence, label = teacher.logits(images).softmax(1).max(1)
    its = rows_of(chunk, group.positions[attacked.rows.cpu().numpy()])
    told = (values[attacked.rows].tolist() for values in (own, targets))
    pictures = zip(encoded(images), label.tolist(), confidence.tolist(), strict=True)
    return {
        row: [
            Picture(png, of, sure, {"kind": kind, "first": start, "target": target})
            for kind, (png, of, sure) in zip(KINDS, islice(pictures, len(KINDS)), strict=True)
        ]
        for row, start, target in zip(its, *told, strict=True)
    }
