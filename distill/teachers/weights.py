"""Weights from files that cannot run code: safetensors, and pickles of tensors alone."""

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from shadergen.errors import UsageError

_NESTS: Final = ("state_dict", "model_state_dict", "model_state", "model", "net", "network", "teacher", "params")
_PREFIXES: Final = ("module.", "_orig_mod.")
# names that CIFAR's usual networks have, and torchvision's
_SYNONYMS: Final = ((".shortcut.", ".downsample."), ("linear.", "fc."))


def read_weights(file: Path) -> dict[str, Tensor]:
    """A state dict, on the CPU.

    Args:
        file: `.safetensors`, or what `torch.save` wrote: a state dict, or a checkpoint that holds one.

    Raises:
        UsageError: the file is missing, would run code when loaded, or holds no state dict.
    """
    if not file.is_file():
        raise UsageError(f"weights {file}: no such file")
    try:
        if file.suffix == ".safetensors":
            return load_file(file)
        found = torch.load(file, map_location="cpu", weights_only=True)
    except SafetensorError as error:
        raise UsageError(f"weights {file}: no safetensors file ({error})") from error
    except Exception as error:  # torch.load's parts raise whatever a damaged file leads them to
        said = str(error).partition("GLOBAL ")[2].partition(" ")[0]
        if isinstance(error, pickle.UnpicklingError) and said:
            raise UsageError(
                f"weights {file}: refused, since loading it would run code (it names {said}); where you trust it, "
                "load it yourself and save its state_dict() with safetensors.torch.save_file"
            ) from error
        raise UsageError(
            f"weights {file}: neither a state dict of torch.save nor .safetensors, or damaged ({type(error).__name__})"
        ) from error
    return _state_dict(found, file)


def _state_dict(found: Any, file: Path) -> dict[str, Tensor]:
    while isinstance(found, Mapping) and not any(isinstance(value, Tensor) for value in found.values()):
        inner = next((found[name] for name in _NESTS if isinstance(found.get(name), Mapping)), None)
        if inner is None:
            raise UsageError(
                f"weights {file}: no state dict in it; its keys are {', '.join(map(str, list(found)[:5]))}"
            )
        found = inner
    if not isinstance(found, Mapping):
        raise UsageError(f"weights {file}: it holds a {type(found).__name__}, and a state dict is needed")
    return {str(name): value for name, value in found.items() if isinstance(value, Tensor)}


def load_into(network: nn.Module, weights: Mapping[str, Tensor], file: Path) -> None:
    """Put a state dict into a network; all of its names and shapes must fit.

    Raises:
        UsageError: they do not; the first ones that are wrong are named.
    """
    state = dict(weights)
    for prefix in _PREFIXES:
        if state and all(name.startswith(prefix) for name in state):
            state = {name.removeprefix(prefix): value for name, value in state.items()}
    own = network.state_dict()
    state = {_known_as(name, own): value for name, value in state.items()}
    counters = {name for name in own if name.endswith("num_batches_tracked")}
    wrong = [
        *(f"{name} is missing" for name in own if name not in state and name not in counters),
        *(f"{name} is unknown" for name in state if name not in own),
        *(
            f"{name} is {tuple(value.shape)}, not {tuple(own[name].shape)}"
            for name, value in state.items()
            if name in own and value.shape != own[name].shape
        ),
    ]
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        raise UsageError(f"weights {file} are of another network: {'; '.join(wrong[:3])}{more}")
    network.load_state_dict({name: state.get(name, own[name]) for name in own})


def _known_as(name: str, own: Mapping[str, Tensor]) -> str:
    if name in own:
        return name
    other = name
    for theirs, ours in _SYNONYMS:
        other = other.replace(theirs, ours) if not other.startswith(theirs) else ours + other.removeprefix(theirs)
    return other if other in own else name
