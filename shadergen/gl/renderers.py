"""The renderers of one context, and which of them draws what."""

from dataclasses import dataclass
from typing import Literal, Self

import moderngl

from shadergen.gl.compute import ComputeRenderer
from shadergen.gl.context import COMPUTE, OpenedContext
from shadergen.gl.fragment import FragmentRenderer

_AHEAD = 2
"""Batches under way on hardware while one is filtered and encoded: one would not last where these take longer."""


@dataclass(frozen=True)
class Renderers:
    """A fragment renderer for every program, and a compute renderer where that is faster.

    Attributes:
        fragment: draws every program.
        compute: draws those that need no fragment shader; None where compute shaders are missing, and on the CPU,
            where they gain nothing.
        ahead: how many batches may be under way when another is begun.
    """

    fragment: FragmentRenderer
    compute: ComputeRenderer | None
    ahead: int

    @classmethod
    def on(
        cls, opened: OpenedContext, size: tuple[int, int], *, compute: bool | None = None, ahead: int | None = None
    ) -> Self:
        """The renderers of a context for images of one size.

        Args:
            opened: the context.
            size: (width, height) in pixels.
            compute: whether to use compute shaders; None does so on hardware that has them.
            ahead: how many batches may be under way; None has none on the CPU, which would draw them in turn.
        """
        hardware = not opened.renderer.software
        able = opened.renderer.version_code >= COMPUTE
        if ahead is None:
            ahead = _AHEAD if hardware else 0
        with opened.ctx as ctx:
            fragment = FragmentRenderer(ctx, size, apart=ahead > 0)
            wanted = hardware if compute is None else compute
            return cls(fragment, ComputeRenderer(ctx, size) if able and wanted else None, ahead)

    @property
    def ctx(self) -> moderngl.Context:
        """The context."""
        return self.fragment.ctx

    @property
    def stage(self) -> Literal["fragment", "compute"]:
        """The kind of shader that programs should be translated to."""
        return "compute" if self.compute else "fragment"

    @property
    def glsl(self) -> int:
        """The GLSL version that fragment shaders may use."""
        return self.fragment.glsl

    @property
    def batch(self) -> int:
        """The most images that one call draws."""
        return self.fragment.batch

    def of(self, stage: Literal["fragment", "compute"]) -> FragmentRenderer | ComputeRenderer:
        """The renderer of a kind of shader."""
        if stage == "compute":
            assert self.compute is not None
            return self.compute
        return self.fragment
