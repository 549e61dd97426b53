"""The boundary attack: pairs of images just before and just behind a teacher's decision boundary.

From the paper 'What Makes a Good Dataset for Knowledge Distillation?' (Frank and Davis). Its epsilon and number of
iterations are not published: 16/255 and 20 are what we begin with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Final, Self

import torch
from torch import Tensor
from torch.nn import functional

from distill.augment.draws import decisions
from distill.teachers.base import Teacher
from shadergen.errors import UsageError

KINDS: Final = ("pre", "post", "pre_deeper", "post_deeper")
"""The four images of a success, as attributes of `Attacked`."""
_LONGER, _SHORTER = 1.1, 0.5
_ROUNDING = 1e-6


@dataclass(frozen=True)
class Settings:
    """How an attack goes.

    Attributes:
        epsilon: how far any pixel may move, in units of [0, 1].
        iterations: steps tried a sample.
        step: length of the first step, in units of [0, 1].
        threshold: both images of a pair have a largest softmax probability below it.
        eight_bit: every step ends on one of a file's 256 levels, as the images must that come in; pairs that are
            rounded afterwards mostly lose the boundary between them.

    Raises:
        UsageError: a number is out of range.
    """

    epsilon: float = 16 / 255
    iterations: int = 20
    step: float = 1 / 255
    threshold: float = 0.9
    eight_bit: bool = False

    def __post_init__(self) -> None:
        for name, allowed, ok in (
            ("epsilon", "above 0 and at most 1", 0 < self.epsilon <= 1),
            ("iterations", "1 or more", self.iterations >= 1),
            ("step", "above 0 and at most epsilon", 0 < self.step <= self.epsilon),
            ("threshold", "above 0 and at most 1", 0 < self.threshold <= 1),
        ):
            if not ok:
                raise UsageError(f"the attack's {name} is {getattr(self, name)}; it is {allowed}")


@dataclass(frozen=True)
class Attacked:
    """The successes of an attack on B images.

    Attributes:
        rows: `(S,)` int64, which of the B images, ascending.
        pre: `(S, C, H, W)` float32 within [0, 1], the last images that are not of the target class.
        post: `(S, C, H, W)`, the first ones that are.
        pre_deeper: `(S, C, H, W)`, `pre` one step further into its class.
        post_deeper: `(S, C, H, W)`, `post` one step further into the target class.
        attempted: how many of the B were not of the target class to begin with.
    """

    rows: Tensor
    pre: Tensor
    post: Tensor
    pre_deeper: Tensor
    post_deeper: Tensor
    attempted: int

    @property
    def success_rate(self) -> float:
        """Successes over attempts; 0 without an attempt."""
        return len(self.rows) / max(1, self.attempted)


@dataclass(frozen=True)
class _Walk:
    """M samples under attack.

    Attributes:
        rows: `(M,)` int64, places in the batch.
        targets: `(M,)` int64.
        low: `(M, C, H, W)`, where the ball and [0, 1] end.
        high: `(M, C, H, W)`.
        step: `(M,)`, length of the next step.
        x: `(M, C, H, W)`, where they are.
        label: `(M,)` int64, the teacher's class of `x`.
        confidence: `(M,)`, of that class.
        uphill: `(M, C, H, W)`, sign of the gradient of the cross-entropy with the target at `x`.
    """

    rows: Tensor
    targets: Tensor
    low: Tensor
    high: Tensor
    step: Tensor
    x: Tensor
    label: Tensor
    confidence: Tensor
    uphill: Tensor

    def at(self, which: Tensor) -> Self:
        """Some of the samples."""
        return type(self)(*(getattr(self, f.name)[which] for f in fields(self)))


def attack(teacher: Teacher, images: Tensor, targets: Tensor, settings: Settings = Settings()) -> Attacked:
    """Push each image over the boundary to its target class, in steps along the gradient's sign.

    A sample steps inside its epsilon ball until it is of the target class. Where it is not yet, its next step is 1.1
    times as long; where it is, but is too confident on one side, it goes back and halves its step; else it is a
    success. Each iteration asks the teacher once, only about samples that are not finished.

    Args:
        teacher: a differentiable one.
        images: `(B, C, H, W)` float32 within [0, 1], augmented and mixed.
        targets: `(B,)` int64; for synthetic images the own pseudo-label (see `other_class` for real ones).
        settings: of the steps.

    Returns:
        The successes. `pre` is not of the target class, `post` is, both are less confident than the threshold, and
        all four images are in the ball and within [0, 1].

    Raises:
        UsageError: no gradient flows through the teacher.
    """
    if not teacher.differentiable:
        raise UsageError(
            f"teacher {teacher.name} gives no gradients, which the attack needs: take one that lets them through"
        )
    rows = torch.arange(len(images), device=images.device)
    reach = int(settings.epsilon * 255 + 1e-4) / 255 if settings.eight_bit else settings.epsilon
    low, high = (images - reach).clamp_(0, 1), (images + reach).clamp_(0, 1)
    step = images.new_full((len(images),), settings.step)
    walk = _Walk(rows, targets, low, high, step, images, *_look(teacher, images, targets))
    walk = walk.at(walk.label != targets)
    attempted = len(walk.rows)
    pairs = [(walk.at(rows[:0]), walk.at(rows[:0]))]
    for _ in range(settings.iterations):
        if not len(walk.rows):
            break
        x = _stepped(walk, settings)
        label, confidence, uphill = _look(teacher, x, walk.targets)
        ahead = replace(walk, x=x, label=label, confidence=confidence, uphill=uphill)
        crossed = label == walk.targets
        success = crossed & (torch.maximum(confidence, walk.confidence) < settings.threshold)
        pairs.append((walk.at(success), ahead.at(success)))
        # those that crossed go back and shorten their step, the others go on and lengthen theirs
        back = replace(walk, step=walk.step * _SHORTER)
        walk = _where(crossed, back, replace(ahead, step=walk.step * _LONGER)).at(~success)
    before, behind = (_joined(walks) for walks in zip(*pairs, strict=True))
    order = before.rows.argsort()
    return _successes(teacher, images, before.at(order), behind.at(order), attempted, settings)


def _stepped(walk: _Walk, settings: Settings) -> Tensor:
    """`x` after one step downhill, inside the bounds."""
    x = torch.clamp(walk.x - walk.step[:, None, None, None] * walk.uphill, walk.low, walk.high)
    return torch.round(x * 255) / 255 if settings.eight_bit else x


def _where(condition: Tensor, a: _Walk, b: _Walk) -> _Walk:
    """Sample by sample `a` where the condition `(M,)` holds, `b` elsewhere."""
    pairs = ((getattr(a, f.name), getattr(b, f.name)) for f in fields(_Walk))
    return _Walk(*(torch.where(condition.view(-1, *[1] * (p.ndim - 1)), p, q) for p, q in pairs))


def _joined(walks: Sequence[_Walk]) -> _Walk:
    return _Walk(*(torch.cat([getattr(walk, f.name) for walk in walks]) for f in fields(_Walk)))


def _successes(
    teacher: Teacher, images: Tensor, before: _Walk, behind: _Walk, attempted: int, settings: Settings
) -> Attacked:
    _, _, uphill = _look(teacher, before.x, before.label) if len(before.rows) else (None, None, before.uphill)
    back = replace(before, uphill=uphill)
    found = Attacked(before.rows, before.x, behind.x, _stepped(back, settings), _stepped(behind, settings), attempted)
    assert bool((before.label != before.targets).all()), "a pre image is of the target class"
    assert bool((behind.label == behind.targets).all()), "a post image is not of the target class"
    assert bool((torch.maximum(before.confidence, behind.confidence) < settings.threshold).all()), "a pair is too sure"
    for kind in KINDS:
        moved: Tensor = getattr(found, kind) - images[found.rows]
        assert bool((moved.abs() <= settings.epsilon + _ROUNDING).all()), f"a {kind} image left the ball"
    return found


def _look(teacher: Teacher, images: Tensor, wanted: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Ask the teacher once: class, confidence, and the sign of the gradient of the cross-entropy with `wanted`."""
    with torch.enable_grad():
        x = images.detach().requires_grad_()
        logits = teacher.logits(x)
        (gradient,) = torch.autograd.grad(functional.cross_entropy(logits, wanted, reduction="sum"), x)
    confidence, label = logits.detach().softmax(1).max(1)
    return label, confidence, gradient.sign()


def other_class(labels: Tensor, classes: int, seed: int, epoch: int, samples: Tensor) -> Tensor:
    """A target for each sample that is uniform among the classes but its own.

    Args:
        labels: `(B,)` int64, the teacher's classes.
        classes: how many there are, 2 or more.
        seed: 0 to 2**64 - 1.
        epoch: below 2**16.
        samples: `(B,)` int64, the images' numbers in their data set.

    Returns:
        `(B,)` int64.
    """
    drawn = torch.from_numpy(decisions(seed, epoch, samples, "attack", 1)[:, 0]).to(labels.device)
    return (labels + 1 + (drawn * (classes - 1)).long()) % classes
