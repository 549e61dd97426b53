"""`shadergen bench filter`."""

import numpy as np
import pytest
from bench_report import bench_rows

from benchmarks import filter as bench
from shadergen.errors import RunError
from shadergen.filters import verdicts
from shadergen.options import Filter


def test_the_usual_way_gives_the_verdicts_of_ours():
    random = np.random.default_rng(0)
    noise = random.integers(0, 256, (4, 16, 16, 3), np.uint8)
    few = random.integers(0, 2, (8, 16, 16, 1), np.uint8) * random.integers(0, 256, (8, 1, 1, 3), np.uint8)
    plain = np.zeros((4, 16, 16, 3), np.uint8)
    plain[:, 0, :5] = random.integers(1, 256, (4, 5, 3))
    grey = random.integers(100, 104, (4, 16, 16, 3), np.uint8)
    images = np.concatenate([noise, few, plain, grey, np.full((2, 16, 16, 3), 7, np.uint8)])
    found = verdicts(Filter(), images)
    assert set(found) == {None, "constant", "simple", "plain", "flat"}
    assert found == bench._usual(Filter(), images)


def test_another_verdict_is_no_figure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(bench, "verdicts", lambda _, images: [None] * len(images))
    with pytest.raises(RunError, match="filter at 16 px: another verdict than the usual way's"):
        next(bench.measure([16], 0.1))


def test_the_command_prints_a_row_a_size():
    (row,) = bench_rows("filter", "--size", "16", "--seconds", "0.2")
    assert (row["size"], row["images"]) == (16, 1024)
    assert 0 < row["rejected"] < 1
    assert row["ratio_usual"] == pytest.approx(row["ours"] / row["usual"], rel=0.01)
    assert row["ratio_limit"] == pytest.approx(row["ours"] / row["limit"], rel=0.01)
    assert row["ratio_limit"] < 1 < row["ratio_usual"]
