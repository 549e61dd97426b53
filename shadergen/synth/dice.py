"""Choices from raw random words, in integers: no library and no machine rounds them another way."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from shadergen.philox import words

_T = TypeVar("_T")
_BATCH = 256


class Dice:
    """The random choices of one program, in the order in which they are asked for.

    Args:
        seed: 0 to 2**64 - 1.
        stream: what the choices are for.
        index: number of the program, below 2**48.
    """

    def __init__(self, seed: int, stream: str, index: int) -> None:
        self._words = _words(seed, stream, index)

    def below(self, count: int) -> int:
        """A number from 0 to `count - 1`, count below 2**32."""
        return next(self._words) * count >> 32

    def pick(self, options: Sequence[tuple[int, _T]]) -> _T:
        """One of some (weight, option), weights whole numbers above 0."""
        at = self.below(sum(weight for weight, _ in options))
        for weight, option in options:
            at -= weight
            if at < 0:
                return option
        raise AssertionError(at)

    def steps(self, low: int, high: int, *, small: bool = False) -> int:
        """A number from `low` to `high`, both included; `small` ones more often, as the square of a uniform one."""
        at = self.below(high - low + 1)
        if small:
            at = at * self.below(2**16) >> 16
        return low + at


def _words(seed: int, stream: str, index: int) -> Iterator[int]:
    start = 0
    while True:
        yield from words(seed, stream, [index], 0, _BATCH, start)[0].tolist()
        start += _BATCH
