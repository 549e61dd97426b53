import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadergen import philox
from shadergen.philox import philox4x32, unit, words

INDICES = [0, 1, 2**32 - 1, 2**32, 2**48 - 1]


@pytest.mark.parametrize(
    ("counter", "key", "answer"),
    [  # of Random123's kat_vectors, philox4x32 with 10 rounds
        ([0, 0, 0, 0], (0, 0), [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]),
        ([0xFFFFFFFF] * 4, (0xFFFFFFFF, 0xFFFFFFFF), [0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD]),
        (
            [0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344],
            (0xA4093822, 0x299F31D0),
            [0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1],
        ),
    ],
)
def test_known_answers(counter: list[int], key: tuple[int, int], answer: list[int]) -> None:
    counters = np.array([counter, [1, 2, 3, 4]], dtype=np.uint64).T.copy()
    kept = counters.copy()
    assert philox4x32(counters, key)[0].tolist() == answer
    np.testing.assert_array_equal(counters, kept)


def reference_word(seed: int, stream: str, index: int, attempt: int, position: int) -> int:
    """One word by the cipher's definition, in Python's integers."""
    c = [position // 4, index % 2**32, index // 2**32 + attempt * 2**16, philox.stream_id(stream)]
    k = [seed % 2**32, seed // 2**32]
    for _ in range(10):
        high0, low0 = divmod(0xD2511F53 * c[0], 2**32)
        high1, low1 = divmod(0xCD9E8D57 * c[2], 2**32)
        c = [high1 ^ c[1] ^ k[0], low1, high0 ^ c[3] ^ k[1], low0]
        k = [(k[0] + 0x9E3779B9) % 2**32, (k[1] + 0xBB67AE85) % 2**32]
    return c[position % 4]


@given(
    st.integers(0, 2**64 - 1),
    st.lists(st.integers(0, 2**48 - 1), min_size=1, max_size=4),
    st.integers(0, 2**16 - 1),
    st.integers(0, 1000),
    st.integers(1, 40),
)
def test_a_word_is_a_function_of_its_key(seed: int, index: list[int], attempt: int, block: int, count: int) -> None:
    drawn = words(seed, "leaves", index, attempt, count, start=4 * block)
    assert drawn.shape == (len(index), count)
    assert drawn.dtype == np.uint32
    for row, image in enumerate(index):
        for column in {0, count // 2, count - 1}:
            assert drawn[row, column] == reference_word(seed, "leaves", image, attempt, 4 * block + column)


@pytest.mark.parametrize("piece", [1, 3, 16, 2**14])
def test_words_do_not_depend_on_how_they_are_cut(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = words(7, "noise", INDICES, 3, 103)
    monkeypatch.setattr(philox, "_PIECE", piece)
    np.testing.assert_array_equal(words(7, "noise", INDICES, 3, 103), whole)
    np.testing.assert_array_equal(words(7, "noise", INDICES, 3, 50, start=20), whole[:, 20:70])
    np.testing.assert_array_equal(words(7, "noise", INDICES[2], 3, 103), whole[2:3])


def test_an_attempt_for_all_is_one_for_each() -> None:
    np.testing.assert_array_equal(words(7, "plan", INDICES, 5, 8), words(7, "plan", INDICES, [5] * len(INDICES), 8))


def test_keys_that_differ_give_other_words() -> None:
    keys = [
        (seed, stream, index, attempt)
        for seed in (0, 1, 2**32)
        for stream in ("plan", "noise")
        for index in (0, 1, 2**32, 2**47)
        for attempt in (0, 1, 2**15)
    ]
    drawn = {tuple(words(seed, stream, index, attempt, 4)[0].tolist()) for seed, stream, index, attempt in keys}
    assert len(drawn) == len(keys)


def test_unit_is_within_the_open_interval_and_symmetric() -> None:
    ends = unit(np.array([0, 2**31 - 1, 2**31, 2**32 - 1], dtype=np.uint32))
    assert ends[0] == 2.0**-33
    assert ends[-1] == 1 - 2.0**-33
    assert ends[1] + ends[2] == 1
