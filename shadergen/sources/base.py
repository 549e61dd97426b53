"""What a source is: something that turns plans into pictures."""

from abc import abstractmethod
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from shadergen.plan import ImagePlan


class CannotDraw(Exception):
    """A plan's program cannot be drawn at all; `str` says why. The plan counts as rejected by the rule `error`."""


@dataclass(frozen=True)
class Drawn:
    """What a source gives, row 0 at the top.

    Attributes:
        images: `(B, H, W, 3)` uint8.
        over_budget: `(B,)`: the program went over its iteration budget somewhere in the picture, which rejects it; None
            for sources without programs.
        shown: `(B, H, W, 3)` uint8: what programs show in them, where that is not all.
    """

    images: NDArray[np.uint8]
    over_budget: NDArray[np.bool_] | None = None
    shown: NDArray[np.uint8] | None = None

    @property
    def judged(self) -> NDArray[np.uint8]:
        """`(B, H, W, 3)` uint8: what the filter looks at."""
        return self.images if self.shown is None else self.shown


class AtOnce:
    """The part of a source that has drawn a batch when it gives it."""

    ahead = 0

    @abstractmethod
    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `Source`."""

    def begin(self, plans: Sequence[ImagePlan]) -> Callable[[], Drawn]:
        """See `Source`."""
        drawn = self.draw(plans)
        return lambda: drawn


class OneGroup(AtOnce):
    """The part of a source whose plans all cost the same and share batches, and whose images the filter does not judge.

    Attributes:
        batch: the most plans that one batch takes.
    """

    filtered = False
    batch: int

    def group(self, plan: ImagePlan) -> str:
        """See `Source`."""
        return plan.source

    def limit(self, plan: ImagePlan) -> int:  # noqa: ARG002  (all plans cost the same)
        """See `Source`."""
        return self.batch


class Source(Protocol):
    """A kind of image. Equal plans give equal pictures, whatever else is in their batch."""

    filtered: bool
    """Whether the filter judges its images."""
    ahead: int
    """How many batches may be under way when another is begun."""

    def group(self, plan: ImagePlan) -> Hashable:
        """Plans of one group may share a batch."""
        ...

    def limit(self, plan: ImagePlan) -> int:
        """The most plans of this one's group that one batch takes."""
        ...

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """Draw a batch and wait for it, see `begin`."""
        ...

    def begin(self, plans: Sequence[ImagePlan]) -> Callable[[], Drawn]:
        """Begin to draw a batch.

        Args:
            plans: `B` plans of one group, B at most `limit`.

        Returns:
            What waits until the batch is drawn, and gives it; it is called once, in the order of the batches.

        Raises:
            CannotDraw: the group's program does not compile.
        """
        ...
