"""What a source is: something that turns plans into pictures."""

from collections.abc import Hashable, Sequence
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


class OneGroup:
    """The part of a source whose plans all cost the same and share batches, and whose images the filter does not judge.

    Attributes:
        batch: the most plans that one call of `draw` takes.
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

    def group(self, plan: ImagePlan) -> Hashable:
        """Plans of one group may share a batch."""
        ...

    def limit(self, plan: ImagePlan) -> int:
        """The most plans of this one's group that one call of `draw` takes."""
        ...

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """Draw a batch.

        Args:
            plans: `B` plans of one group, B at most `limit`.

        Raises:
            CannotDraw: the group's program does not compile.
        """
        ...
