"""Counter-based random words: Philox4x32-10 of Salmon et al., 'Parallel Random Numbers: As Easy as 1, 2, 3' (2011).

A word is a pure function of (seed, stream, index, attempt, position), so any image can be drawn alone, on any
machine, in any order. The words are plain integers and `unit` uses one exact multiplication: no version of a
library changes them, and a compute shader can form the same ones with `umulExtended`.
"""

import hashlib

import numpy as np
from numpy.typing import ArrayLike, NDArray

_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_PIECE = 2**14  # blocks encrypted at once: their six arrays of words stay in a core's cache
ROUNDS = 10
MAX_INDEX = 2**48


def philox4x32(counter: NDArray[np.uint64], key: tuple[int, int]) -> NDArray[np.uint32]:
    """Encrypt counters.

    Args:
        counter: `(4, N)` words below 2**32, held as uint64.
        key: two words below 2**32.

    Returns:
        `(N, 4)` uint32, uniform.
    """
    c0, c1, c2, c3 = counter.copy()
    p0, p1 = np.empty_like(c0), np.empty_like(c0)
    k0, k1 = key
    for _ in range(ROUNDS):
        np.multiply(c0, _MULTIPLIERS[0], out=p0)
        np.multiply(c2, _MULTIPLIERS[1], out=p1)
        np.right_shift(p1, _SHIFT, out=c0)
        np.right_shift(p0, _SHIFT, out=c2)
        c0 ^= c1
        c2 ^= c3
        c0 ^= np.uint64(k0)
        c2 ^= np.uint64(k1)
        np.bitwise_and(p1, _LOW, out=c1)
        np.bitwise_and(p0, _LOW, out=c3)
        k0, k1 = (k0 + _WEYL[0]) & 0xFFFFFFFF, (k1 + _WEYL[1]) & 0xFFFFFFFF
    encrypted = np.empty((len(c0), 4), dtype=np.uint32)
    for column, c in enumerate((c0, c1, c2, c3)):
        encrypted[:, column] = c
    return encrypted


def stream_id(name: str) -> int:
    """The 32-bit number of a named stream, such as `plan` or `noise`: streams never share a word."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")


def words(
    seed: int, stream: str, index: ArrayLike, attempt: ArrayLike, count: int, start: int = 0
) -> NDArray[np.uint32]:
    """The random words of some images.

    Args:
        seed: 0 to 2**64 - 1.
        stream: what the words are for.
        index: `(N,)` image (or block) numbers, below 2**48.
        attempt: `(N,)` or scalar, below 2**16.
        count: words per image.
        start: position of the first of them, a multiple of 4.

    Returns:
        `(N, count)` uint32.
    """
    images = np.atleast_1d(np.asarray(index, dtype=np.uint64))
    attempts = np.broadcast_to(np.asarray(attempt, dtype=np.uint64), images.shape)
    blocks = -(-count // 4)
    position = np.arange(start // 4, start // 4 + blocks, dtype=np.uint64)
    low, high = images & _LOW, (images >> _SHIFT) | (attempts << np.uint64(16))
    key = (seed & 0xFFFFFFFF, seed >> 32)
    drawn = np.empty((len(images), blocks, 4), dtype=np.uint32)
    rows = max(1, _PIECE // max(1, blocks))
    for row in range(0, len(images), rows):
        for column in range(0, blocks, _PIECE):
            piece = drawn[row : row + rows, column : column + _PIECE]
            counter = np.empty((4, *piece.shape[:2]), dtype=np.uint64)
            counter[0] = position[column : column + _PIECE]
            counter[1] = low[row : row + rows, None]
            counter[2] = high[row : row + rows, None]
            counter[3] = stream_id(stream)
            piece[...] = philox4x32(counter.reshape(4, -1), key).reshape(piece.shape)
    return drawn.reshape(len(images), blocks * 4)[:, :count]


def unit(words: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Words as numbers in (0, 1): the middle of each of 2**32 equal cells, exactly."""
    return (words.astype(np.float64) + 0.5) * 2.0**-32
