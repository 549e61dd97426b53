"""Ranks: the processes of one run, which torchrun starts, and what they do together."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

import torch
from torch import Tensor, distributed
from torch.nn import functional


@dataclass(frozen=True)
class Rank:
    """This process's place among those of a run: number `number` of `count`, and its device."""

    number: int
    count: int
    device: torch.device

    def part(self, rows: int) -> slice:
        """This rank's rows of a batch of `rows`, a multiple of `count`."""
        size = rows // self.count
        return slice(self.number * size, (self.number + 1) * size)

    def sum(self, values: Tensor) -> Tensor:
        """The sum of all ranks' `values`, in place."""
        if self.count > 1:
            distributed.all_reduce(values)
        return values

    def gather(self, rows: Tensor) -> Tensor:
        """All ranks' rows, `(count * B, ...)` in the order of ranks, of `(B, ...)` of each."""
        if self.count == 1:
            return rows
        whole = torch.empty((self.count * len(rows), *rows.shape[1:]), dtype=rows.dtype, device=rows.device)
        distributed.all_gather_into_tensor(whole, rows.contiguous())
        return whole

    def gather_parts(self, rows: Tensor, *, alike: bool) -> Tensor:
        """All ranks' rows in the order of ranks, this one's with their gradient.

        Args:
            rows: `(B, K)`.
            alike: whether B is the same everywhere; otherwise the ranks tell each other theirs, and wait for it.

        Returns:
            `(sum of B, K)`.
        """
        if self.count == 1:
            return rows
        here = torch.tensor([len(rows)], device=rows.device)
        sizes = [len(rows)] * self.count if alike else self.gather(here).tolist()
        longest = max(sizes)
        padded = functional.pad(rows.detach(), (0, 0, 0, longest - len(rows)))
        parts = [part[:size] for part, size in zip(torch.split(self.gather(padded), longest), sizes, strict=True)]
        parts[self.number] = rows
        return torch.cat(parts)

    def wait(self) -> None:
        """Until all ranks are here."""
        if self.count > 1:
            distributed.barrier()


@contextmanager
def ranks(device: torch.device) -> Iterator[Rank]:
    """This process's rank; under torchrun the processes find each other."""
    count = int(os.environ.get("WORLD_SIZE", "1"))
    if count == 1:
        yield Rank(0, 1, device)
        return
    number, local = int(os.environ["RANK"]), int(os.environ["LOCAL_RANK"])
    here = torch.device("cuda", local) if device.type == "cuda" else device
    distributed.init_process_group("nccl" if here.type == "cuda" else "gloo", timeout=timedelta(minutes=10))
    try:
        yield Rank(number, count, here)
    finally:
        distributed.destroy_process_group()
