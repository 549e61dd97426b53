"""What a student is taught from its teacher's logits: losses by name.

Each takes the student's and the teacher's logits `(B, K)`, any float dtype, and the temperature, computes in float32
and returns the batch's mean, a scalar. No label is used.
"""

from collections.abc import Callable
from typing import Final

from torch import Tensor
from torch.nn import functional

from shadergen.errors import UsageError

Loss = Callable[[Tensor, Tensor, float], Tensor]
SMOOTHING: Final = 0.1
"""The share that label smoothing spreads over all classes, as in Szegedy et al. (2016)."""


def kl(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """tau^2 KL(softmax(teacher / tau) || softmax(student / tau)), of Hinton et al., 'Distilling the Knowledge' (2015).

    The factor keeps the gradient's size when tau changes.
    """
    predicted = functional.log_softmax(student.float() / temperature, 1)
    wanted = functional.log_softmax(teacher.float() / temperature, 1)
    return temperature**2 * functional.kl_div(predicted, wanted, reduction="batchmean", log_target=True)


def one_hot(student: Tensor, teacher: Tensor, _: float) -> Tensor:
    """-log softmax(student)[argmax teacher]: cross-entropy with the teacher's class, without a temperature."""
    return functional.cross_entropy(student.float(), teacher.argmax(1))


def smooth(student: Tensor, teacher: Tensor, _: float) -> Tensor:
    """Cross-entropy with 0.9 onehot(argmax teacher) + 0.1 / K.

    Source: Szegedy et al., 'Rethinking the Inception Architecture for Computer Vision' (2016).
    """
    return functional.cross_entropy(student.float(), teacher.argmax(1), label_smoothing=SMOOTHING)


def l1(student: Tensor, teacher: Tensor, _: float) -> Tensor:
    """Mean |student - teacher| over batch and classes, of Truong et al., 'Data-Free Model Extraction' (2021)."""
    return functional.l1_loss(student.float(), teacher.float())


def mse(student: Tensor, teacher: Tensor, _: float) -> Tensor:
    """Mean (student - teacher)^2 over batch and classes.

    Source: Ba and Caruana, 'Do Deep Nets Really Need to be Deep?' (2014).
    """
    return functional.mse_loss(student.float(), teacher.float())


def dist(student: Tensor, teacher: Tensor, temperature: float) -> Tensor:
    """tau^2 (inter + intra), of Huang et al., 'Knowledge Distillation from A Stronger Teacher' (2022), weights 1 and 1.

    With p and q the softmaxes at tau and rho Pearson's correlation: inter is the mean of 1 - rho(p[b], q[b]) over
    the images, intra the mean of 1 - rho(p[:, k], q[:, k]) over the classes.
    """
    p = functional.softmax(student.float() / temperature, 1)
    q = functional.softmax(teacher.float() / temperature, 1)
    return temperature**2 * (_unlike(p, q) + _unlike(p.T, q.T))


def _unlike(p: Tensor, q: Tensor) -> Tensor:
    """The rows' mean of 1 - Pearson's correlation."""
    p, q = p - p.mean(1, keepdim=True), q - q.mean(1, keepdim=True)
    return 1 - functional.cosine_similarity(p, q).mean()


LOSSES: Final[dict[str, Loss]] = {"kl": kl, "onehot": one_hot, "smooth": smooth, "l1": l1, "mse": mse, "dist": dist}
"""Losses by the name that a user gives."""


def named(name: str) -> Loss:
    """The loss of a name.

    Raises:
        UsageError: there is none.
    """
    if name not in LOSSES:
        raise UsageError(f"loss {name!r} is unknown: give one of {', '.join(LOSSES)}")
    return LOSSES[name]
