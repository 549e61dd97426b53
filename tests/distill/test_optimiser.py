"""Optimisers, and the learning rate of a run's steps."""

import copy
import io
import json
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import nn
from torch.optim.optimizer import register_optimizer_step_pre_hook

from distill import optimiser
from distill.optimiser import build_optimiser, orthogonal, rate_at, set_rate
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
    sgd = torch.optim.SGD([torch.zeros(1, requires_grad=True)], 0.3)
    first = schedulers.LinearLR(sgd, 1 / (rising + 1), 1.0, rising)
    then = schedulers.CosineAnnealingLR(sgd, 100 - rising)
    schedule = schedulers.SequentialLR(sgd, [first, then], [rising]) if rising else then
    theirs = []
    for _ in range(100):
        theirs.append(schedule.get_last_lr()[0])
        sgd.step()
        schedule.step()
    set_rate(sgd, 0.3)
    assert [rate_at(step, 100, 0.3, rising / 100) for step in range(100)] == pytest.approx(theirs, rel=1e-6)


def test_students_and_teachers_are_trained_at_these_rates(pool: Path, specs: Path, stripes: str, tmp_path: Path):
    seen: list[float] = []

    def note(stepping: torch.optim.Optimizer, *_: object) -> None:
        seen.append(stepping.param_groups[0]["lr"])

    watch = register_optimizer_step_pre_hook(note)
    try:
        settings = Settings(epochs=2, batch=32, held_out=44, learning_rate=0.01, warmup=0.3)
        distill([pool], str(specs / "teacher.yaml"), "cnn", tmp_path / "run", settings)
        wanted = [rate_at(step, 16, 0.01, 0.3) for step in range(16)]
        assert seen == [rate for rate in wanted for _ in range(2)]  # Muon's matrices, and AdamW's rest
        lines = map(json.loads, (tmp_path / "run" / "log.jsonl").read_text().splitlines())
        assert [line["learning_rate"] for line in lines if "loss" in line] == wanted
        seen.clear()
        own = TeacherSettings(epochs=2, batch=32, learning_rate=0.01, warmup=0.3, regime="none")
        train_teacher(stripes, "cnn", tmp_path / "teacher.safetensors", own)
        assert seen == [rate_at(step, 6, 0.01, 0.3) for step in range(6)]
    finally:
        watch.remove()


class _Mixed(nn.Module):
    """A convolution, a normalisation, two layers of one weight, a frozen one, and one that nothing passes through."""

    def __init__(self) -> None:
        super().__init__()
        self.conv, self.norm = nn.Conv2d(3, 8, 3, bias=False), nn.BatchNorm2d(8)
        self.one, self.same = nn.Linear(8, 8), nn.Linear(8, 8)
        self.same.weight = self.one.weight
        self.frozen, self.unused = nn.Linear(8, 5).requires_grad_(False), nn.Linear(4, 4)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        features = self.norm(self.conv(images)).mean((2, 3))
        return self.frozen(self.same(self.one(features).relu()))


def _stepped(layout: torch.memory_format) -> tuple[_Mixed, _Mixed]:
    """A network before and after three steps of Muon at 0.01."""
    torch.manual_seed(0)
    network = _Mixed().to(memory_format=layout)  # type: ignore[call-overload]
    before, images = copy.deepcopy(network), torch.randn(16, 3, 6, 6)
    chosen = build_optimiser("muon", network, 0.01, 0.1)
    for _ in range(3):
        network.zero_grad()
        network(images).square().mean().backward()
        chosen.step()
    return before, network


def test_muon_turns_the_weights_of_layers_and_leaves_the_others_to_adamw():
    torch.manual_seed(0)
    network = _Mixed()
    before = copy.deepcopy(network)
    chosen = build_optimiser("muon", network, 0.01, 0.0)
    network(torch.randn(16, 3, 6, 6)).square().mean().backward()
    chosen.step()
    for layer, old in ((network.conv, before.conv), (network.one, before.one)):
        step, gradient = ((value.detach().flatten(1)) for value in (old.weight - layer.weight, layer.weight.grad))
        left, _, right = torch.linalg.svd(gradient, full_matrices=False)
        along = left.T @ step @ right.T / (0.01 * 0.2 * max(gradient.shape) ** 0.5)
        # five iterations bring the larger of the gradient's singular values near 1
        assert ((along.diagonal()[:4] > 0.6) & (along.diagonal()[:4] < 1.3)).all()
        assert (along - along.diagonal().diag()).abs().max() < 0.1
    for name in ("norm.weight", "norm.bias", "one.bias", "same.bias"):
        moved = (network.get_parameter(name) - before.get_parameter(name)).abs()
        assert ((moved - 0.01).abs() < 1e-4)[network.get_parameter(name).grad.abs() > 1e-5].all()


def test_muon_leaves_what_has_no_gradient_and_does_not_ask_how_weights_lie():
    before, network = _stepped(torch.contiguous_format)
    for name in ("frozen.weight", "frozen.bias", "unused.weight", "unused.bias"):
        assert torch.equal(network.get_parameter(name), before.get_parameter(name))
    assert network.same.weight is network.one.weight
    assert not torch.equal(network.one.weight, before.one.weight)
    _, laid_out = _stepped(torch.channels_last)
    assert laid_out.conv.weight.is_contiguous(memory_format=torch.channels_last)
    for ours, theirs in zip(network.parameters(), laid_out.parameters(), strict=True):
        assert torch.allclose(ours, theirs, atol=2e-3)


@given(
    shape=st.tuples(st.integers(1, 3), st.integers(1, 24), st.integers(1, 24)),
    scale=st.sampled_from([1e-6, 1.0, 1e6]),
    seed=st.integers(0, 99),
)
def test_orthogonal_is_the_iteration_as_it_is_written(shape: tuple[int, int, int], scale: float, seed: int):
    given_ = torch.randn(shape, generator=torch.Generator().manual_seed(seed)) * scale
    found = orthogonal(given_)
    for ours, matrix in zip(found, given_.double(), strict=True):
        x = matrix / matrix.norm()
        for _ in range(5):
            x = 3.4445 * x - 4.7750 * x @ x.T @ x + 2.0315 * x @ x.T @ x @ x.T @ x
        assert (ours - x).abs().max() < 1e-3
        own = torch.linalg.svdvals(ours)
        large = torch.linalg.svdvals(matrix) > 0.1 * matrix.norm()
        assert ((own[large] > 0.65) & (own[large] < 1.25)).all()
    assert (orthogonal(torch.zeros(1, 4, 7)) == 0).all()


@pytest.mark.parametrize(
    "network",
    [nn.Linear(3, 3, bias=False), nn.Linear(3, 3, bias=False, dtype=torch.bfloat16), nn.BatchNorm1d(3)],
    ids=["matrices", "bfloat16", "none"],
)
def test_muon_trains_networks_of_matrices_alone_and_of_none(network: nn.Module):
    images = torch.randn(64, 3, generator=torch.Generator().manual_seed(0)).to(next(network.parameters()).dtype)
    chosen = build_optimiser("muon", network, 0.05, 0.0)
    losses = []
    for _ in range(50):
        network.zero_grad()
        loss = (network(images) - 2 * images - 1).square().mean()
        loss.backward()
        chosen.step()
        losses.append(loss.item())
    assert min(losses) < 0.8 * losses[0]


@pytest.mark.parametrize("name", ["sgd", "adamw", "muon"])
def test_an_optimiser_goes_on_from_its_state(name: optimiser.Name):
    def run(network: nn.Module, chosen: optimiser.Optimiser, steps: range) -> None:
        for step in steps:
            network.zero_grad()
            network(torch.full((4, 3, 6, 6), 0.1 * step)).square().sum().backward()
            set_rate(chosen, 0.01 / (1 + step))
            chosen.step()

    torch.manual_seed(0)
    whole = _Mixed().eval()
    parted = copy.deepcopy(whole)
    run(whole, build_optimiser(name, whole, 0.01, 0.1), range(6))
    first = build_optimiser(name, parted, 0.01, 0.1)
    run(parted, first, range(3))
    file = io.BytesIO()
    torch.save([parted.state_dict(), first.state_dict()], file)
    file.seek(0)
    weights, state = torch.load(file, weights_only=True)
    again = _Mixed().eval()
    then = build_optimiser(name, again, 0.01, 0.1)
    again.load_state_dict(weights)
    then.load_state_dict(state)
    run(again, then, range(3, 6))
    assert all(torch.equal(a, b) for a, b in zip(whole.parameters(), again.parameters(), strict=True))
