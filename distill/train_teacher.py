"""Training a teacher on labelled images: the paper's recipe for teachers, with options to scale it down.

SGD with momentum 0.9 (or AdamW, or Muon), one half-period cosine over the whole run after a warm-up if one is asked
for, cross-entropy, the standard regime.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Annotated, Final, Literal

import numpy as np
import torch
from numpy.typing import NDArray
from pydantic import Field
from safetensors.torch import save
from torch import Tensor, nn
from torch.nn import functional

from distill.augment.regimes import Regime, augment
from distill.data import Keep, Labelled, fit, load_data, whole
from distill.inputs import Input, normalise
from distill.layout import lay_out
from distill.networks.registry import build_network
from distill.optimiser import build_optimiser, rate_at, set_rate
from distill.runfolder import place
from distill.settings import Training
from distill.teachers.trained import Card
from shadergen.errors import RunError, UsageError
from shadergen.version import VERSION

_LAST: Final = 2048
"""Images in one forward pass without gradients."""


class Settings(Training):
    """How a teacher is trained."""

    regime: Regime = "standard"
    """Of augmentation, see `distill.augment.regimes`."""
    validation: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Share of the training images that is held out."""
    size: Annotated[int, Field(ge=1, le=8192)] | None = None
    """Side in pixels to which images are brought; None keeps that of the first."""
    half: bool = False
    """Whether the weights are stored as float16."""


_SETTINGS = Settings()


@dataclass(frozen=True)
class Step:
    """Where a training is: after step `step` of `steps` of epoch `epoch`, all from 0, with this batch's loss."""

    epoch: int
    step: int
    steps: int
    loss: float


@dataclass(frozen=True)
class Epoch:
    """What an epoch came to; `validation_accuracy` is None where no image is held out, `learning_rate` its first."""

    epoch: int
    loss: float
    training_accuracy: float
    validation_accuracy: float | None
    learning_rate: float
    seconds: float


def train_teacher(
    data: str,
    model: str,
    out: Path,
    settings: Settings = _SETTINGS,
    *,
    test: str | None = None,
    device: torch.device | str = "cpu",
    command: str = "",
    on_epoch: Callable[[Epoch], None] = lambda _: None,
    on_step: Callable[[Step], None] = lambda _: None,
) -> Card:
    """Train a network and write its weights, its card (`.json`) and its log (`.jsonl`) beside each other.

    Args:
        data: DATA, of which the training split is used.
        model: a name of `distill.networks.registry`.
        out: the weights' file, `.safetensors`.
        settings: how.
        test: DATA whose test split the last epoch is measured on, once.
        device: where it computes.
        command: what the card says of how it was made.
        on_epoch: called at each epoch's end.
        on_step: called at each step's end.

    Raises:
        UsageError: the data, the network, the file or a setting cannot be used.
        RunError: the loss is no number any more.
    """
    if out.suffix != ".safetensors":
        raise UsageError(f"out is {out}; weights are written as .safetensors")
    keep = _sized(settings.size) if settings.size else whole
    labelled, tested = load_data(data, "train", keep), load_data(test, "test", keep) if test else None
    if tested and tested.classes > labelled.classes:
        raise UsageError(f"data {test} has {tested.classes} classes, and {data} has {labelled.classes}")
    its = _material(labelled, data, settings)
    torch.manual_seed(settings.seed)
    network = build_network(model, labelled.classes, its.input).to(device)
    _try(network, its.input, model)
    lay_out(network, torch.channels_last)
    out.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    last: Epoch | None = None
    with out.with_suffix(".jsonl").open("w", encoding="utf-8") as log:
        for trained in _epochs(network, its, settings, torch.device(device), on_step):
            right = accuracy(network, its.input, its.images[its.held], its.labels[its.held]) if len(its.held) else None
            last = replace(trained, validation_accuracy=right)
            log.write(json.dumps(asdict(last)) + "\n")
            log.flush()
            on_epoch(last)
    assert last is not None
    seconds = time.monotonic() - began
    digest = _write(network, out, half=settings.half)
    card = Card(
        network=model,
        classes=labelled.classes,
        names=labelled.names,
        input=its.input,
        command=command,
        version=VERSION,
        options=settings.model_dump(mode="json"),
        epochs=settings.epochs,
        seconds=round(seconds, 1),
        validation_accuracy=last.validation_accuracy,
        test_accuracy=_tested(network, its.input, tested) if tested else None,
        sha256=digest,
    )
    place(out.with_suffix(".json"), (json.dumps(card.model_dump(mode="json"), indent=1) + "\n").encode())
    return card


@dataclass(frozen=True)
class _Material:
    """Images `(N, C, h, w)` uint8 with labels `(N,)`, what a network expects of them, and the numbers of two parts.

    Attributes:
        held: what is not trained on.
        kept: all others.
    """

    input: Input
    images: Tensor
    labels: Tensor
    held: NDArray[np.int64]
    kept: NDArray[np.int64]


def _sized(side: int) -> Keep:
    """Keep pictures at the size that they are trained on, with the channels that they have."""
    by_channels = {
        channels: fit(Input(size=(side, side), channels=channels, mean=(0.0,) * channels, std=(1.0,) * channels))
        for channels in (1, 3)
    }
    return lambda image: by_channels[image.shape[2]](image)


def _material(labelled: Labelled, data: str, settings: Settings) -> _Material:
    first = labelled.images[0].shape
    channels: Literal[1, 3] = 1 if all(image.shape[2] == 1 for image in labelled.images) else 3
    plain = Input(
        size=(settings.size, settings.size) if settings.size else (int(first[0]), int(first[1])),
        channels=channels,
        mean=(0.0,) * channels,
        std=(1.0,) * channels,
    )
    images, labels = labelled.fitted(plain), torch.from_numpy(labelled.labels)
    order = np.random.Generator(np.random.PCG64(settings.seed)).permutation(len(labels))
    held, kept = np.split(order, [round(settings.validation * len(labels))])
    if len(kept) < 2:
        raise UsageError(f"data {data}: {len(kept)} images are left to train on; hold out fewer")
    return _Material(_with_statistics(plain, images[kept]), images, labels, held, kept)


def _write(network: nn.Module, out: Path, *, half: bool) -> str:
    """Write a network's weights, which it then has to the last bit; returns their SHA-256."""
    state = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    if half:
        state = {name: value.half() if value.is_floating_point() else value for name, value in state.items()}
        network.load_state_dict(state)
    weights = save(state)
    place(out, weights)
    return hashlib.sha256(weights).hexdigest()


@torch.no_grad()
def _try(network: nn.Module, wanted: Input, model: str) -> None:
    zeros = torch.zeros((1, wanted.channels, *wanted.size), device=next(network.parameters()).device)
    try:
        network.eval()(zeros)
    except RuntimeError as error:
        height, width = wanted.size
        raise UsageError(f"network {model} does not take images of {height}x{width}; give a larger size") from error


def _with_statistics(plain: Input, images: Tensor) -> Input:
    """The input with mean and deviation of `(N, C, h, w)` uint8 images, to four digits."""
    values = images.permute(1, 0, 2, 3).flatten(1).double() / 255
    mean, std = (tuple(round(v, 4) for v in f(values, 1).tolist()) for f in (torch.mean, torch.std))
    return plain.model_copy(update={"mean": mean, "std": tuple(max(v, 1e-4) for v in std)})


def _epochs(
    network: nn.Module, its: _Material, settings: Settings, device: torch.device, on_step: Callable[[Step], None]
) -> Iterator[Epoch]:
    """Train, and yield an `Epoch` after each pass over what is kept."""
    optimiser = build_optimiser(settings.optimiser, network, settings.learning_rate, settings.weight_decay)
    # a last batch of few images would unsettle batch statistics
    steps = max(1, len(its.kept) // settings.batch)
    for epoch in range(settings.epochs):
        began = time.monotonic()
        network.train()
        order = np.random.Generator(np.random.PCG64([settings.seed, epoch])).permutation(its.kept)
        loss_sum, right, seen = 0.0, 0, 0
        rates = [
            rate_at(epoch * steps + step, settings.epochs * steps, settings.learning_rate, settings.warmup)
            for step in range(steps)
        ]
        for step, rate in enumerate(rates):
            set_rate(optimiser, rate)
            chosen = torch.from_numpy(order[step * settings.batch : (step + 1) * settings.batch])
            batch = its.images[chosen].to(device).float() / 255
            views = augment(batch, settings.regime, settings.seed, epoch, chosen, fill=its.input.mean)
            targets = its.labels[chosen].to(device)
            answers = network(normalise(views, its.input).contiguous(memory_format=torch.channels_last))
            loss = functional.cross_entropy(answers, targets)
            network.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            if settings.clip is not None:
                nn.utils.clip_grad_norm_(network.parameters(), settings.clip)
            optimiser.step()
            value = float(loss.detach())
            loss_sum += value * len(chosen)
            right += int((answers.argmax(1) == targets).sum())
            seen += len(chosen)
            on_step(Step(epoch, step, steps, value))
        if not np.isfinite(loss_sum):
            raise RunError(
                f"the loss is no number in epoch {epoch}; lower the learning rate ({settings.learning_rate})"
            )
        seconds = round(time.monotonic() - began, 2)
        yield Epoch(epoch, round(loss_sum / seen, 5), round(right / seen, 5), None, round(rates[0], 6), seconds)


@torch.no_grad()
def accuracy(network: nn.Module, wanted: Input, images: Tensor, labels: Tensor) -> float:
    """The share of `(N, C, h, w)` uint8 images, already of the network's size, that get their label."""
    network.eval()
    device = next(network.parameters()).device
    right = 0
    for start in range(0, len(images), _LAST):
        batch = images[start : start + _LAST].to(device).float() / 255
        right += int((network(normalise(batch, wanted)).argmax(1).cpu() == labels[start : start + _LAST]).sum())
    return round(right / len(images), 5)


def _tested(network: nn.Module, wanted: Input, labelled: Labelled) -> float:
    return accuracy(network, wanted, labelled.fitted(wanted), torch.from_numpy(labelled.labels))
