"""A context on the CPU."""

from collections.abc import Iterator

import moderngl
import pytest


@pytest.fixture(scope="session")
def _ctx() -> moderngl.Context:
    from shadergen.gl.context import open_context, parse_device

    return open_context(parse_device("cpu")).ctx


@pytest.fixture
def ctx(_ctx: moderngl.Context) -> Iterator[moderngl.Context]:
    """A context on the CPU, current."""
    with _ctx:
        yield _ctx
