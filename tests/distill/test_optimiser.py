"""The learning rate of a run's steps."""

import json
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.optim.optimizer import register_optimizer_step_pre_hook

from distill.optimiser import rate_at, set_rate
from distill.run import distill
from distill.settings import Settings
from distill.train_teacher import Settings as TeacherSettings
from distill.train_teacher import train_teacher


@given(
    steps=st.integers(1, 300),
    rate=st.floats(1e-6, 10),
    warmup=st.floats(0, 1, exclude_max=True),
)
def test_the_rate_rises_to_the_highest_and_falls_from_there_to_nothing(steps: int, rate: float, warmup: float):
    rates = [rate_at(step, steps, rate, warmup) for step in range(steps)]
    top = rates.index(max(rates))
    assert max(rates) == pytest.approx(rate)
    assert top / steps <= warmup < (top + 1) / steps or top == 0
    assert min(rates) > 0
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)


@pytest.mark.parametrize("rising", [0, 10])
def test_the_rates_are_those_of_torchs_schedulers(rising: int):
    schedulers = torch.optim.lr_scheduler
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 0.3)
    first = schedulers.LinearLR(optimiser, 1 / (rising + 1), 1.0, rising)
    then = schedulers.CosineAnnealingLR(optimiser, 100 - rising)
    schedule = schedulers.SequentialLR(optimiser, [first, then], [rising]) if rising else then
    theirs = []
    for _ in range(100):
        theirs.append(schedule.get_last_lr()[0])
        optimiser.step()
        schedule.step()
    set_rate(optimiser, 0.3)
    assert [rate_at(step, 100, 0.3, rising / 100) for step in range(100)] == pytest.approx(theirs, rel=1e-6)


def test_students_and_teachers_are_trained_at_these_rates(pool: Path, specs: Path, stripes: str, tmp_path: Path):
    seen: list[float] = []

    def note(optimiser: torch.optim.Optimizer, *_: object) -> None:
        seen.append(optimiser.param_groups[0]["lr"])

    watch = register_optimizer_step_pre_hook(note)
    try:
        settings = Settings(epochs=2, batch=32, held_out=44, learning_rate=0.01, warmup=0.3)
        distill([pool], str(specs / "teacher.yaml"), "cnn", tmp_path / "run", settings)
        wanted = [rate_at(step, 16, 0.01, 0.3) for step in range(16)]
        assert seen == wanted
        lines = map(json.loads, (tmp_path / "run" / "log.jsonl").read_text().splitlines())
        assert [line["learning_rate"] for line in lines if "loss" in line] == wanted
        seen.clear()
        own = TeacherSettings(epochs=2, batch=32, learning_rate=0.01, warmup=0.3, regime="none")
        train_teacher(stripes, "cnn", tmp_path / "teacher.safetensors", own)
        assert seen == [rate_at(step, 6, 0.01, 0.3) for step in range(6)]
    finally:
        watch.remove()
