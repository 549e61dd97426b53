"""Fixtures that several rooms share: a small program library, and a context on the CPU."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("LP_NUM_THREADS", "0")

PROGRAMS = {
    "bands": "o=vec4(hsv(FC.x/r.x*2.+t*.1,.8,.5+.5*sin(FC.y/r.y*20.+t)),1);",
    "discs": "vec2 p=fract(FC.xy/r*3.+t*.07)-.5;o=vec4(step(length(p),.3)*vec3(1.,.5+.4*sin(t),.2)+FC.y/r.y*.3,1);",
    "waves": "float h=snoise3D(vec3(FC.xy/r*4.,t));o=vec4(h,h*h,1.-h,1)*.5+.3;",
    "still": "o=vec4(.2,.4,.6,1);",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests that take minutes")
    parser.addoption("--update-golden", action="store_true", help="write the golden pictures anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        # a module's tests share its fixtures; those with Ray look at all of its processes
        with_ray = item.path.name in {"test_cluster.py", "test_stores.py"}
        item.add_marker(pytest.mark.xdist_group("ray" if with_ray else str(item.path)))
    if not config.getoption("--slow"):
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(pytest.mark.skip(reason="takes minutes; run with --slow"))


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache folder of the tests' own."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SHADERGEN_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder of three lively programs and one that draws a single colour."""
    folder = tmp_path / "library"
    folder.mkdir()
    for name, text in PROGRAMS.items():
        (folder / f"{name}.glsl").write_text(f"// title: {name}\n// mode: geekest (300 es)\n{text}\n")
    return folder


@pytest.fixture(scope="session")
def _renderer() -> object:
    from shadergen.gl.context import open_context, parse_device
    from shadergen.gl.fragment import FragmentRenderer

    return FragmentRenderer(open_context(parse_device("cpu")).ctx, (48, 32))


@pytest.fixture
def renderer(_renderer: object) -> Iterator[object]:
    """A fragment renderer of 48x32 pixels on the CPU, its context current."""
    with _renderer.ctx:
        yield _renderer
