"""`shadergen bench render`."""

import json
import subprocess
import sys

import numpy as np
import pytest

from benchmarks import render
from shadergen.errors import RunError


def bench(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shadergen", "bench", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("form", render.FORMATS)
def test_the_command_prints_a_row_whose_ratios_are_those_of_its_figures(form: str) -> None:
    words = ["--size", "16", "--programs", "cheap", "--seconds", "0.1", "--format", form, "--json"]
    done = bench("render", *words)
    assert done.returncode == 0, done.stderr
    (row,) = json.loads(done.stdout)["rows"]
    assert (row["size"], row["programs"], row["format"]) == (16, "cheap", form)
    assert row["ratio_limit"] == pytest.approx(row["ours"] / row["limit"], abs=1e-3)
    assert row["ratio_usual"] == pytest.approx(row["ours"] / row["usual"], abs=1e-2)
    assert set(row["stages"]) == {"draw", "filter", "encode", "other"}


def test_other_pictures_give_no_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "_run", lambda *_: (1.0, {0: np.full((16, 16, 3), 77, np.uint8)}))
    with pytest.raises(RunError, match="draws other pictures than ours"):
        next(render.measure([16], ["cheap"], 0.1, "png"))


def test_what_no_part_reads_is_refused() -> None:
    for words in (("leaves", "--format", "ppm"), ("distill", "--programs", "cheap")):
        done = bench(*words)
        assert done.returncode == 2
        assert "leave them out" in done.stderr
    assert "there are: png, ppm" in bench("render", "--format", "webp").stderr
