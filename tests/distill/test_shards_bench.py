"""`shadergen bench shards`."""

from collections.abc import Iterator

import pytest
import torch
from bench_report import bench_rows

from benchmarks import shards
from shadergen.errors import RunError


def test_the_command_prints_reading_and_writing_for_each_size():
    read, write = bench_rows("shards", "--size", "16", "--seconds", "0.1")
    assert (read["case"], write["case"]) == ("read", "write")
    assert all((row["size"], row["images"]) == (16, 8192) for row in (read, write))
    for row, ways in ((read, ("limit", "pillow", "usual")), (write, ("limit", "usual"))):
        for way in ways:
            assert row[f"ratio_{way}"] == pytest.approx(row["ours"] / row[way], rel=0.01, abs=6e-4)
    assert write["pillow"] is write["ratio_pillow"] is None
    assert read["ratio_limit"] < 1 < read["ratio_usual"]
    assert write["ratio_usual"] > 1


def test_other_pixels_are_no_figure(monkeypatch: pytest.MonkeyPatch):
    made = shards.by_webdataset

    def darker(files: list) -> Iterator[torch.Tensor]:
        for images in made(files):
            yield images // 2

    monkeypatch.setattr(shards, "by_webdataset", darker)
    monkeypatch.setattr(shards, "_MOST", 512)
    with pytest.raises(RunError, match="shards at 16 px: not all ways read the same pixels"):
        next(shards.measure([16], 0.1))
