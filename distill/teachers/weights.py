"""Weights from files that cannot run code: safetensors, and pickles of tensors alone."""

import difflib
import logging
import pickle
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn.parameter import is_lazy
from torch.serialization import safe_globals

from distill.teachers.archives import kind_of
from distill.teachers.stand_ins import STAND_INS
from shadergen.errors import UsageError

_log = logging.getLogger(__name__)
_NESTS: Final = (
    "state_dict", "model_state_dict", "model_state", "model", "net", "network", "teacher", "params", "weights",
    "module", "state_dict_ema", "ema_state_dict", "model_ema", "ema_model", "ema", "params_ema",
)  # fmt: skip
"""Where checkpoints keep a state dict; what was trained stands before its average."""
_DEPTH: Final = 5
"""Of dictionaries in dictionaries, in which a state dict is looked for."""
# names that CIFAR's usual networks have, and torchvision's
_SYNONYMS: Final = ((".shortcut.", ".downsample."), ("linear.", "fc."))


def read_weights(file: Path, entry: str | None = None) -> dict[str, Any]:
    """A state dict, on the CPU: tensors, and what modules keep as `_extra_state`.

    Args:
        file: `.safetensors`, or what `torch.save` wrote: a state dict, or a checkpoint that holds one.
        entry: the key of one of several state dicts, or the first part of its names; None for the only one, or the
            first one, which the log then says.

    Raises:
        UsageError: the file is missing, would run code when loaded, or holds no state dict.
    """
    if not file.is_file():
        raise UsageError(f"weights {file}: no such file")
    found = _loaded(file)
    if entry is None:
        return _state_dict(found, file)
    if isinstance(found, Mapping) and isinstance(found.get(entry), Mapping):
        return _state_dict(found[entry], file)
    state = _state_dict(found, file)
    part = {name.removeprefix(f"{entry}."): value for name, value in state.items() if name.startswith(f"{entry}.")}
    if not part:
        keys = _listed([*(found if isinstance(found, Mapping) else ()), *state])
        raise UsageError(f"weights {file}: it has no entry {entry}; it has {keys}")
    return part


def _loaded(file: Path) -> Any:
    if (kind := kind_of(file)) is not None:
        raise UsageError(f"weights {file}: a whole program, and no weights; in its SPEC give {kind}: {file.name}")
    try:
        if file.suffix == ".safetensors":
            return load_file(file)
        with safe_globals(STAND_INS):
            return torch.load(file, map_location="cpu", weights_only=True)
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


def _state_dict(found: Any, file: Path) -> dict[str, Any]:
    for _ in range(_DEPTH):
        if not isinstance(found, Mapping):
            raise UsageError(f"weights {file}: it holds a {type(found).__name__}, and a state dict is needed")
        nests = [name for name in _NESTS if _has_tensors(found.get(name), _DEPTH)]
        if not nests and _has_tensors(found, 1):
            return {
                str(name): value
                for name, value in found.items()
                if isinstance(value, Tensor) or str(name).endswith("_extra_state")
            }
        others = nests or [name for name, value in found.items() if _has_tensors(value, 1)]
        if not nests and len(others) != 1:
            several = f"several, {_listed(others)}; say which by entry" if others else "none"
            raise UsageError(f"weights {file}: no state dict in it but {several}; its keys are {_listed(found)}")
        if len(others) > 1:
            _log.warning(
                "weights %s: %s is taken; it has %s too, which entry in a YAML SPEC takes",
                file, others[0], _listed(others[1:]),
            )  # fmt: skip
        found = found[others[0]]
    raise UsageError(f"weights {file}: no state dict in it, {_DEPTH} dictionaries deep")


def _has_tensors(found: Any, depth: int) -> bool:
    """Whether a dictionary has tensors, itself or where checkpoints keep them."""
    if not isinstance(found, Mapping):
        return False
    return any(isinstance(value, Tensor) for value in found.values()) or (
        depth > 1 and any(_has_tensors(found.get(name), depth - 1) for name in _NESTS)
    )


def _listed(names: Iterable[Any]) -> str:
    return ", ".join(str(name) for name in list(names)[:5])


def load_into(network: nn.Module, weights: Mapping[str, Any], file: Path) -> None:
    """Put a state dict into a network; all of its names and shapes must fit, but for what all names begin with.

    Raises:
        UsageError: they do not; the first ones that are wrong are named.
    """
    whole = network.state_dict()
    outer = _outer(whole)
    own, prefix = whole, _prefix(weights, whole, file)
    if prefix is None and outer:  # a network around the one whose weights they are
        inner = {name.removeprefix(outer): value for name, value in whole.items()}
        if (inside := _prefix(weights, inner, file)) is not None:
            own, prefix = inner, inside
    state = _renamed(weights, own, prefix or "")
    ties = _ties(own)
    known = {name: next((other for other in ties[name] if other in state), None) for name in own}
    missing = [name for name, other in known.items() if other is None and not name.endswith("num_batches_tracked")]
    unknown = [name for name in weights if name.startswith(prefix or "") and _unknown(name, own, prefix or "")]
    shapes = [
        f"{name} is {tuple(value.shape)}, not {tuple(own[name].shape)}"
        for name, value in state.items()
        if name in own and isinstance(value, Tensor) and not is_lazy(own[name]) and value.shape != own[name].shape
    ]
    if missing or unknown or shapes:
        raise UsageError(f"weights {file} are of another network: {_differences(missing, unknown, shapes)}")
    added = outer if own is not whole else ""
    filled = {name: own[name] if other is None else state[other] for name, other in known.items()}
    network.load_state_dict({f"{added}{name}": value for name, value in filled.items()})


def _outer(own: Mapping[str, Any]) -> str:
    """The first part of all of a network's names, where they share it."""
    first = {name.partition(".")[0] for name in own}
    return f"{first.pop()}." if len(first) == 1 else ""


def _unknown(name: str, own: Mapping[str, Any], prefix: str) -> bool:
    return _known_as(name.removeprefix(prefix), own) not in own


def _differences(missing: list[str], unknown: list[str], shapes: list[str]) -> str:
    said = [f"{missing[0]} is missing"] if missing else []
    if unknown:
        near = difflib.get_close_matches(missing[0], unknown, 1, 0.0) if missing else unknown
        said.append(f"the file has {near[0]}" if missing else f"{near[0]} is unknown")
    said += shapes[: 3 - len(said)]
    more = len(missing) + len(unknown) + len(shapes) - len(said)
    return "; ".join(said) + (f" and {more} more" if more else "")


def _ties(own: Mapping[str, Any]) -> dict[str, list[str]]:
    """The names of the same numbers, for each name; files of safetensors keep one of them."""
    places: dict[Any, list[str]] = {}
    for name, value in own.items():
        tensor = isinstance(value, Tensor) and not is_lazy(value) and value.numel()
        places.setdefault((value.data_ptr(), value.shape) if tensor else name, []).append(name)
    return {name: [name, *(other for other in names if other != name)] for names in places.values() for name in names}


def _prefix(weights: Mapping[str, Any], own: Mapping[str, Any], file: Path) -> str | None:
    """What the names of a file have before a network's own, such as `module.`; None where nothing makes them fit."""
    ties = _ties(own)
    groups = {names[0] for names in map(sorted, ties.values()) if not names[0].endswith("num_batches_tracked")}
    counts = Counter(
        ".".join([*parts[:depth], ""]) for parts in (name.split(".") for name in weights) for depth in range(len(parts))
    )
    fitting = []
    for prefix in [prefix for prefix, count in counts.items() if count >= len(groups)]:
        state = _renamed(weights, own, prefix)
        if all(any(other in state for other in ties[name]) for name in groups):
            fitting.append(prefix)
    if len(fitting) > 1 and "" not in fitting:
        raise UsageError(
            f"weights {file}: those of {_listed(fitting)} fit; say which by entry: {fitting[0].rstrip('.')} in a YAML "
            "SPEC"
        )
    return ("" if "" in fitting else fitting[0]) if fitting else None


def _renamed(weights: Mapping[str, Any], own: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {
        _known_as(name.removeprefix(prefix), own): value for name, value in weights.items() if name.startswith(prefix)
    }


def _known_as(name: str, own: Mapping[str, Any]) -> str:
    if name in own:
        return name
    other = name
    for theirs, ours in _SYNONYMS:
        other = other.replace(theirs, ours) if not other.startswith(theirs) else ours + other.removeprefix(theirs)
    return other if other in own else name
