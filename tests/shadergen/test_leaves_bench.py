"""`shadergen bench leaves`."""

import math

import numpy as np
import pytest
from bench_report import bench_rows

from benchmarks import leaves

cv2 = pytest.importorskip("cv2", reason="needs opencv-python-headless")


@pytest.mark.parametrize("way", ["usual", "literal"])
def test_what_it_is_compared_with_paints_the_same_law(way: str) -> None:
    """The share of neighbours that are alike, against ours; a wrong law of radii or shapes moves it by far more."""
    ours = leaves._alike(leaves._ours(64, 0)(0))
    draw = {"usual": leaves._usual, "literal": leaves._literal}[way](64, 0)
    pictures = np.concatenate([draw(turn) for turn in range(24)])
    assert pictures.shape == (24, 64, 64, 3)
    assert leaves._alike(pictures) == pytest.approx(ours, abs=leaves._ALIKE)


def test_radii_of_the_table_follow_the_law() -> None:
    radii, chances = leaves._table()
    exact = (math.log(1 / 0.03) - (1 - 0.03**3) / 3) / ((0.03**-2 - 1) / 2 - 0.97)
    assert (radii**2 * chances).sum() == pytest.approx(exact, rel=0.05)


def test_the_command_prints_a_row_a_size() -> None:
    (row,) = bench_rows("leaves", "--size", "32", "--seconds", "0.3")
    assert row["size"] == 32
    assert row["ratio_usual"] == pytest.approx(row["ours"] / row["usual"], rel=0.05)
    assert row["ratio_literal"] > row["ratio_usual"] > 1


def test_without_opencv_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaves, "find_spec", lambda _: None)
    monkeypatch.setattr(leaves, "_run", lambda *_: (10.0, 0.5))
    (row,) = leaves.measure([32], 0.1)
    assert row["ours"] == 10.0
    assert row["usual"] is row["ratio_usual"] is None
    assert "pip install opencv-python-headless" in row["note"]
