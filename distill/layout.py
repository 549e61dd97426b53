"""How weights and images lie in memory: channels-last where a network can take it, a fifth faster on a CPU."""

import copy

import torch
from torch import nn

from distill.inputs import Input
from shadergen.errors import of_memory


def lay_out(network: nn.Module, layout: torch.memory_format) -> None:
    """Bring a network's weights into a layout."""
    network.to(memory_format=layout)  # type: ignore[call-overload]  # torch's stubs lack it


def trainable_layout(network: nn.Module, wanted: Input) -> torch.memory_format:
    """Channels-last where a network can be trained so, else the usual one; the network stays as it is.

    Args:
        network: whose weights are initialised.
        wanted: the images that it expects.
    """
    weights = next(network.parameters(), torch.zeros(0))
    images = torch.zeros((2, wanted.channels, *wanted.size), device=weights.device)
    with torch.random.fork_rng(devices=[weights.device] if weights.is_cuda else []):
        try:
            trial = copy.deepcopy(network).train()
            lay_out(trial, torch.channels_last)
            trial(images.contiguous(memory_format=torch.channels_last)).sum().backward()
        except RuntimeError as error:  # such as `view` of what is laid out so
            if of_memory(error):
                raise
            return torch.contiguous_format
    return torch.channels_last
