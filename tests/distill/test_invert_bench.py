"""The benchmark of inversion: its rows, and that it gives none for another gradient."""

from pathlib import Path

import pytest
import torch

from benchmarks import invert
from shadergen.errors import RunError, UsageError


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(invert, "_BATCH", 20)
    monkeypatch.setattr(
        invert, "_CASES", {"float32": ("float32", 20), "bfloat16": ("bfloat16", 20), "parts": ("float32", 7)}
    )


def test_each_case_is_held_against_bare_passes_and_the_usual_way():
    rows = list(invert.measure(invert.TEACHER, 0.1))
    assert [row["case"] for row in rows] == ["float32", "bfloat16", "parts"]
    for row in rows:
        assert row["ratio_limit"] == pytest.approx(row["ours"] / row["limit"], rel=0.05)
        assert row["ratio_usual"] == pytest.approx(row["ours"] / row["usual"], rel=0.05)
    assert rows[0]["alike"] > 0.9999 > rows[1]["alike"]


def test_another_gradient_has_no_figure(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(invert, "batch_gradient", lambda _, images, *_more: torch.ones_like(images))
    with pytest.raises(RunError, match="float32: ours is another gradient"):
        list(invert.measure(invert.TEACHER, 0.1))


def test_a_teacher_without_moments_is_refused(specs: Path):
    with pytest.raises(UsageError, match="has no batch normalisation"):
        list(invert.measure(str(specs / "teacher.yaml"), 0.1))
