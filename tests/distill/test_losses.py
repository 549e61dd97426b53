"""Losses against their formulas, written out in NumPy, and their gradients against differences."""

import numpy as np
import pytest
import torch

from distill.losses import LOSSES, named
from shadergen.errors import UsageError

_GENERATOR = np.random.default_rng(4)
_STUDENT, _TEACHER = 3 * _GENERATOR.standard_normal((2, 6, 5))


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def _by_hand(name: str, s: np.ndarray, t: np.ndarray, tau: float) -> float:
    p, q = _softmax(s / tau), _softmax(t / tau)
    hard = np.eye(s.shape[1])[t.argmax(1)]
    match name:
        case "kl":
            return tau**2 * (q * np.log(q / p)).sum(1).mean()
        case "onehot":
            return -(hard * np.log(_softmax(s))).sum(1).mean()
        case "smooth":
            return -((0.9 * hard + 0.1 / s.shape[1]) * np.log(_softmax(s))).sum(1).mean()
        case "l1":
            return np.abs(s - t).mean()
        case "mse":
            return ((s - t) ** 2).mean()
        case "dist":
            inter = np.mean([1 - np.corrcoef(a, b)[0, 1] for a, b in zip(p, q, strict=True)])
            intra = np.mean([1 - np.corrcoef(a, b)[0, 1] for a, b in zip(p.T, q.T, strict=True)])
            return tau**2 * (inter + intra)
    raise AssertionError(name)


@pytest.mark.parametrize("tau", [1.0, 2.0, 20.0])
@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_is_its_formula(name: str, tau: float) -> None:
    loss = named(name)(torch.tensor(_STUDENT), torch.tensor(_TEACHER), tau)
    assert loss.shape == ()
    assert loss.dtype == torch.float32
    assert float(loss) == pytest.approx(_by_hand(name, _STUDENT, _TEACHER, tau), rel=2e-5)


@pytest.mark.parametrize("name", LOSSES)
def test_a_gradient_is_the_losses_slope(name: str) -> None:
    student = torch.tensor(_STUDENT, requires_grad=True)
    (gradient,) = torch.autograd.grad(named(name)(student, torch.tensor(_TEACHER), 2.0), student)
    h = 1e-5
    for b, k in np.ndindex(_STUDENT.shape):
        step = np.zeros_like(_STUDENT)
        step[b, k] = h
        slope = (_by_hand(name, _STUDENT + step, _TEACHER, 2.0) - _by_hand(name, _STUDENT - step, _TEACHER, 2.0)) / (
            2 * h
        )
        assert float(gradient[b, k]) == pytest.approx(slope, rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("name", ["kl", "l1", "mse", "dist"])
def test_an_equal_student_has_no_loss(name: str) -> None:
    logits = torch.tensor(_TEACHER)
    assert float(named(name)(logits, logits, 20.0)) == pytest.approx(0, abs=1e-4)


def test_the_kls_gradient_keeps_its_size_at_high_temperatures() -> None:
    """At tau >> logits it is (s - t) / K less the means, whatever tau (Hinton et al., section 2.1)."""
    student = torch.tensor(_STUDENT, requires_grad=True)
    (gradient,) = torch.autograd.grad(named("kl")(student, torch.tensor(_TEACHER), 300.0), student)
    difference = _STUDENT - _TEACHER
    expected = (difference - difference.mean(1, keepdims=True)) / difference.size
    assert np.allclose(gradient, expected, atol=0.02 * np.abs(expected).max())


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_of_half_precision_logits_is_finite_where_all_agree(name: str) -> None:
    """A flat teacher has no correlation; nothing may become NaN."""
    student = torch.zeros(4, 3, dtype=torch.bfloat16, requires_grad=True)
    loss = named(name)(student, torch.zeros(4, 3, dtype=torch.float16), 20.0)
    (gradient,) = torch.autograd.grad(loss, student)
    assert torch.isfinite(loss)
    assert torch.isfinite(gradient).all()


def test_an_unknown_loss_is_named() -> None:
    with pytest.raises(UsageError, match=r"'hinge'.*kl, onehot"):
        named("hinge")
