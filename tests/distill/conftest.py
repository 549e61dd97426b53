"""One thread for torch: what the tests compute is small, and several runs may share a machine."""

import torch

torch.set_num_threads(1)
