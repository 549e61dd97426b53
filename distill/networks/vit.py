"""A small vision transformer (Dosovitskiy et al., 'An Image is Worth 16x16 Words', 2021) for images of 28 to 64 pixels.

Norms stand before attention and feed-forward; the answer is read from the mean of all patches.
"""

import torch
from torch import Tensor, nn
from torch.nn import functional

PATCH = 4


class _Block(nn.Module):
    """Self-attention and a feed-forward network, each with a shortcut."""

    def __init__(self, width: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.heads = heads
        self.norm1, self.qkv, self.proj = nn.LayerNorm(width), nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.norm2, self.fc1, self.fc2 = nn.LayerNorm(width), nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, T, width)` to the same."""
        batch, patches, width = x.shape
        parts = self.qkv(self.norm1(x)).view(batch, patches, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(*parts.unbind())
        x = x + self.proj(mixed.transpose(1, 2).reshape(batch, patches, width))
        y: Tensor = x + self.fc2(functional.gelu(self.fc1(self.norm2(x))))
        return y


class VisionTransformer(nn.Module):
    """Patches of 4 x 4 pixels, learned positions, blocks of 96 channels, a linear layer; 380,000 parameters at 28 px.

    Args:
        channels: of the images.
        classes: of the answer.
        size: (height, width) of the images, each a multiple of 4.
        width: channels of a patch.
        depth: blocks.
        heads: of attention.
    """

    def __init__(
        self, *, channels: int, classes: int, size: tuple[int, int], width: int = 96, depth: int = 5, heads: int = 3
    ) -> None:
        super().__init__()
        self.patches = nn.Conv2d(channels, width, PATCH, PATCH)
        self.positions = nn.Parameter(0.02 * torch.randn(1, (size[0] // PATCH) * (size[1] // PATCH), width))
        self.blocks = nn.Sequential(*(_Block(width, heads, 2 * width) for _ in range(depth)))
        self.norm, self.fc = nn.LayerNorm(width), nn.Linear(width, classes)

    def forward(self, x: Tensor) -> Tensor:
        """`(B, channels, *size)` float to `(B, classes)`."""
        x = self.patches(x).flatten(2).transpose(1, 2) + self.positions
        answer: Tensor = self.fc(self.norm(self.blocks(x)).mean(1))
        return answer
