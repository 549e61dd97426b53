"""Pictures: those of a folder that the user gives."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from shadergen import crops
from shadergen.errors import UsageError
from shadergen.philox import words
from shadergen.pictures import decode, fitted, listing, load
from shadergen.plan import ImagePlan
from shadergen.recipe import Resolved
from shadergen.sources.base import Drawn, OneGroup


@lru_cache(maxsize=4)
def permutation(seed: int, turn: int, count: int) -> NDArray[np.int64]:
    """The order `(count,)` in which a pass over a folder shows its pictures."""
    return np.argsort(words(seed, "pictures/order", [turn], 0, count)[0], kind="stable")


class PicturesSource(OneGroup):
    """Shows a folder's pictures: image `i` is number `i` of a permutation that is drawn anew for each pass.

    Raises:
        UsageError: the folder's pictures are not those that the recipe was resolved with; and in `draw`, one that is
            gone, changed or cannot be read.
    """

    def __init__(self, recipe: Resolved) -> None:
        assert recipe.pictures is not None
        self._size, self._seed, self._options = recipe.size, recipe.seed, recipe.pictures
        # a file of a small folder is decoded once for several crops; fewer where these are large
        self.batch = max(1, min(128, 2**22 // (recipe.size[0] * recipe.size[1])))
        self._law = self._options.crop.law() if self._options.crop else None
        self._listing = self._options.known or listing(self._options.folder)
        if self._listing.sha256 != self._options.sha256:
            raise UsageError(
                f"{self._options.folder} holds other pictures than when the recipe was resolved: put those back, "
                "or begin anew"
            )

    def draw(self, plans: Sequence[ImagePlan]) -> Drawn:
        """See `shadergen.sources.base.Source`."""
        width, height = self._size
        images = np.empty((len(plans), height, width, 3), np.uint8)
        of_file: defaultdict[int, list[int]] = defaultdict(list)
        for place, plan in enumerate(plans):
            of_file[self._number(plan.index)].append(place)
        for number, places in of_file.items():
            images[places] = self._draw(number, [plans[place].index for place in places])
        return Drawn(images)

    def _number(self, index: int) -> int:
        """Which file image `index` shows."""
        count = len(self._listing.files)
        turn, position = divmod(index, count)
        return int(permutation(self._seed, turn, count)[position])

    def _draw(self, number: int, indices: Sequence[int]) -> NDArray[np.uint8]:
        """Images `(N, H, W, 3)` of one file."""
        file = self._listing.files[number]
        path = self._options.folder / file.name
        data = load(path, file.sha256)
        if self._law is None:
            return fitted(decode(path, data, least=2 * max(self._size)), self._size)[None]
        picture = decode(path, data)
        drawn = words(self._seed, "pictures", indices, 0, crops.WORDS)
        where = crops.places(self._law, drawn, picture.size, self._size)
        cut = crops.cut(crops.pyramid(np.asarray(picture)), where, self._size)
        return crops.recoloured(self._law, drawn, cut)
