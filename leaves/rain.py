"""What falls: the random words of a batch of images' leaves, as any rasteriser needs them."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

LOOK_WORDS = 4
"""Further words of a leaf, for what lies on it; see `leaves.look`."""
SCENE_WORDS = 64
"""Words of an image, for its ground and palette."""


@dataclass(frozen=True)
class Counters:
    """Where the leaves' words come from, so that a shader can form them itself.

    Word `4 i + j` of an image is the j-th that Philox4x32-10 makes of `(i, *images[b])` under `key`; leaf n's are words
    `WORDS_PER_LEAF n` to `WORDS_PER_LEAF (n + 1) - 1`.

    Attributes:
        key: two words below 2**32.
        images: `(B, 3)` uint32.
    """

    key: tuple[int, int]
    images: NDArray[np.uint32]


class Rain(Protocol):
    """The random words of `B` images; all are uniform and each is a function of its own image only."""

    @property
    def counters(self) -> Counters:
        """Where the words of `fall` come from."""
        ...

    def fall(self, first: int, count: int) -> NDArray[np.uint32]:
        """Words `(B, count, WORDS_PER_LEAF)` of leaves `first` to `first + count - 1`."""
        ...

    def leaves(self, image: NDArray[np.intp], leaf: NDArray[np.intp]) -> NDArray[np.uint32]:
        """Words `(N, WORDS_PER_LEAF)` of single leaves, the same as of `fall`; `image` and `leaf` are `(N,)`."""
        ...

    def looks(self, image: NDArray[np.intp], leaf: NDArray[np.intp]) -> NDArray[np.uint32]:
        """Further words `(N, LOOK_WORDS)` of single leaves."""
        ...

    def scenes(self) -> NDArray[np.uint32]:
        """Words `(B, SCENE_WORDS)` of the images."""
        ...
