"""Compiled shaders, the least recently used of which are freed."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import moderngl

from shadergen.gl.frame import compile_error

SIZE = 128
"""Shaders that are kept, at some 2 MB each: a driver's own cache on disk gives one back in 2 milliseconds."""


class _Releasable(Protocol):
    def release(self) -> None: ...


_Compiled = TypeVar("_Compiled", bound=_Releasable)


class ShaderCache(Generic[_Compiled]):
    """What `compiler` makes of shader texts."""

    def __init__(self, compiler: Callable[[str], _Compiled]) -> None:
        self._compiler = compiler
        self._kept: OrderedDict[str, _Compiled] = OrderedDict()

    def __call__(self, shader: str) -> _Compiled:
        """Compile a shader, or take it from what is kept.

        Raises:
            CompileError: the driver refuses it.
        """
        if shader in self._kept:
            self._kept.move_to_end(shader)
            return self._kept[shader]
        try:
            compiled = self._kept[shader] = self._compiler(shader)
        except moderngl.Error as error:
            raise compile_error(str(error)) from error
        if len(self._kept) > SIZE:
            self._kept.popitem(last=False)[1].release()
        return compiled
