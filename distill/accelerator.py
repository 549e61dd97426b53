"""Devices that torch computes on, and with what precision, by the names that the command line uses."""

from typing import Literal

import torch

from shadergen.errors import UsageError

Precision = Literal["float32", "bfloat16"]


def parse_device(text: str) -> torch.device:
    """The device of 'auto' (a GPU if there is one), 'cpu', 'gpu' or 'gpu:K'.

    Raises:
        UsageError: it is none of them, or torch sees no such GPU.
    """
    kind, _, number = text.partition(":")
    if text == "cpu" or (text == "auto" and not torch.cuda.is_available()):
        return torch.device("cpu")
    if text != "auto" and (kind != "gpu" or not (number.isdigit() or text == "gpu")):
        raise UsageError(f"device {text!r} is unknown; it is auto, cpu, gpu or gpu:K")
    if int(number or 0) >= torch.cuda.device_count():
        raise UsageError(
            f"device {text}: torch sees {torch.cuda.device_count()} GPUs; take cpu, or install its CUDA build"
        )
    return torch.device("cuda", int(number or 0))


def in_precision(device: torch.device, precision: Precision) -> torch.autocast:
    """Where networks are called with a precision; their weights keep their own."""
    return torch.autocast(device.type, torch.bfloat16, enabled=precision == "bfloat16")
