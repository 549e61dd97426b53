"""Devices, the choice among them, and contexts that really draw; GL runs in processes of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shadergen.errors import UsageError
from shadergen.gl.context import Device, candidates, parse_device, parse_devices, worker_environment
from shadergen.gl.devices import EglDevice, EglList, list_egl
from shadergen.gl.packages import advice, distribution

NO_DRIVER = {"__EGL_VENDOR_LIBRARY_FILENAMES": "/nonexistent.json"}
"""Hides every EGL driver from the loader, as on a machine that has none."""

DRAW_RED = """
import dataclasses, json, sys
from shadergen.errors import ShadergenError
from shadergen.gl.context import open_context, parse_device
try:
    opened = open_context(parse_device(sys.argv[1]))
except ShadergenError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
ctx = opened.ctx
target = ctx.simple_framebuffer((4, 4))
target.use()
program = ctx.program(
    "#version 330\\nvoid main() { gl_Position = vec4(vec2(gl_VertexID & 1, gl_VertexID >> 1) * 4.0 - 1.0, 0.0, 1.0); }",
    "#version 330\\nout vec4 o; void main() { o = vec4(1.0, 0.0, 0.0, 1.0); }",
)
ctx.vertex_array(program, []).render(vertices=3)
pixel = list(target.read(components=4)[:4])
threads = sum(open(path).read().startswith("llvmpipe-") for path in __import__("glob").glob("/proc/self/task/*/comm"))
ctx.release()
print(json.dumps({"pixel": pixel, "threads": threads, "renderer": dataclasses.asdict(opened.renderer)}))
"""


def draw(device: str, environment: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    inherited = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "LP_NUM_THREADS")}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", DRAW_RED, device],
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def display() -> Iterator[str]:
    """An X server without a screen."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed; scripts/bootstrap dev installs it where it may")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "64x64x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with server:
        assert server.stdout is not None
        number = server.stdout.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
        server.terminate()


def device(index: int, *, software: bool = False, file: str | None = None) -> EglDevice:
    return EglDevice(index, software, drm_file=file)


@pytest.mark.parametrize("text", ["auto", "cpu", "gpu", "gpu:0", "gpu:17"])
def test_a_device_is_read_and_printed_alike(text: str) -> None:
    assert str(parse_device(text)) == text


@given(st.text().filter(lambda text: not re.fullmatch("auto|cpu|gpu(:[0-9]{1,4})?", text)))
def test_any_other_text_is_refused_with_what_is_allowed(text: str) -> None:
    with pytest.raises(UsageError, match=r"auto, cpu, gpu, or gpu:K") as caught:
        parse_device(text)
    assert "\n" not in str(caught.value)


def test_auto_tries_hardware_first_and_a_card_of_two_drivers_once() -> None:
    nvidia, mesa = device(0, file="/dev/dri/card1"), device(1, file="/dev/dri/card1")
    software, other = device(2, software=True), device(3, file="/dev/dri/card0")
    listed = EglList((nvidia, mesa, software, other), None)
    assert candidates(Device("auto"), listed) == (nvidia, other, software)
    assert candidates(Device("gpu"), listed) == (nvidia, other)
    assert candidates(Device("gpu", 1), listed) == (other,)
    assert candidates(Device("cpu"), listed) == (software,)


def test_a_gpu_that_is_not_there_is_a_usage_error_that_names_those_that_are() -> None:
    listed = EglList((device(0), device(1), device(2, software=True)), None)
    with pytest.raises(UsageError, match=r"gpu:2 is not there: EGL lists gpu:0, gpu:1;"):
        candidates(Device("gpu", 2), listed)
    with pytest.raises(UsageError, match="EGL lists no GPU"):
        candidates(Device("gpu"), EglList((device(0, software=True),), None))


def test_a_missing_loader_is_a_list_without_devices_and_a_reason() -> None:
    assert list_egl("libNotThere.so.1") == EglList((), "libNotThere.so.1 is missing")


def test_the_cpu_device_draws() -> None:
    # a variable that would make glcontext take another device
    done = draw("cpu", {"GLCONTEXT_DEVICE_INDEX": "40"})
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["pixel"] == [255, 0, 0, 255]
    renderer = answer["renderer"]
    software = list_egl().software
    assert software is not None
    assert renderer["device"] == f"egl:{software.index}"
    assert renderer["software"]
    assert renderer["version_code"] >= 330
    assert "llvmpipe" in renderer["renderer"]


def test_auto_draws() -> None:
    done = draw("auto")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pixel"] == [255, 0, 0, 255]


@pytest.mark.gpu
def test_the_first_gpu_draws() -> None:
    if not list_egl().hardware:
        pytest.skip("EGL lists no hardware device")
    done = draw("gpu:0")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["pixel"] == [255, 0, 0, 255]
    assert not answer["renderer"]["software"]


def test_a_card_that_is_drawn_on_the_cpu_does_not_pass_for_a_gpu() -> None:
    code = """
from shadergen.errors import RunError
from shadergen.gl.context import open_egl
from shadergen.gl.devices import EglDevice, list_egl
try:
    open_egl(EglDevice(list_egl().software.index, software=False))
except RunError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert "is drawn on the CPU (llvmpipe" in done.stdout


@pytest.mark.parametrize("name", ["auto", "cpu"])
def test_without_egl_an_invisible_window_draws(name: str, display: str) -> None:
    done = draw(name, {**NO_DRIVER, "DISPLAY": display})
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["renderer"]["device"] == "glfw"
    assert answer["pixel"] == [255, 0, 0, 255]


@pytest.mark.parametrize(
    ("variables", "reason"),
    [({}, "no DISPLAY"), ({"DISPLAY": ":4711"}, ":4711"), ({"WAYLAND_DISPLAY": "none"}, "Wayland")],
)
def test_where_nothing_works_one_line_says_what_failed_and_what_to_install(
    variables: Mapping[str, str], reason: str, tmp_path: Path
) -> None:
    done = draw("auto", {**NO_DRIVER, **variables, "XDG_RUNTIME_DIR": str(tmp_path)})
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    for part in ("libEGL.so.1 has no driver", "window:", reason, advice()):
        assert part in done.stderr


def test_a_worker_draws_in_its_own_thread_and_keeps_the_shader_cache(tmp_path: Path) -> None:
    environment = worker_environment(Device("cpu"))
    cache = tmp_path / "cache"
    alone = json.loads(draw("cpu", {"LP_NUM_THREADS": "2"}).stdout)
    worker = json.loads(draw("cpu", {**environment, "XDG_CACHE_HOME": str(cache)}).stdout)
    assert alone["threads"] > 0
    assert worker["threads"] == 0
    assert worker["pixel"] == alone["pixel"]
    assert any(path.is_file() for path in cache.rglob("*")), "Mesa's shader cache is off"


@pytest.mark.parametrize(
    ("text", "package"),
    [
        ('ID=ubuntu\nID_LIKE=debian\nPRETTY_NAME="Ubuntu 24.04"\n', "libegl1"),
        ("ID=debian\nPRETTY_NAME='Debian'\n", "libegl1"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "mesa-libEGL"),
        ("ID=manjaro\nID_LIKE=arch\n", "libglvnd"),
    ],
)
def test_the_package_is_named_as_the_distribution_names_it(text: str, package: str, tmp_path: Path) -> None:
    release = tmp_path / "os-release"
    release.write_text(text)
    _, packages = distribution(release)
    assert packages is not None
    assert packages.egl == package
    assert package in advice(release)


def test_an_unknown_distribution_is_told_all_of_them(tmp_path: Path) -> None:
    assert distribution(tmp_path / "none")[1] is None
    for part in ("apt-get install", "dnf install", "pacman -S"):
        assert part in advice(tmp_path / "none")


def test_several_gpus_are_named_by_number() -> None:
    assert parse_devices("gpu:0,3,1") == (Device("gpu", 0), Device("gpu", 3), Device("gpu", 1))
    assert parse_devices("cpu") == (Device("cpu"),)
    for wrong in ("gpu:0,0", "cpu,gpu", "gpu:0,", "gpu:0,gpu:1", "gpu,1"):
        with pytest.raises(UsageError, match=re.escape(repr(wrong))):
            parse_devices(wrong)
