"""`shadergen doctor` as a user runs it, on this machine and on ones that lack something."""

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from shadergen.gl.devices import list_egl
from shadergen.gl.packages import advice, distribution

HIDE_EGL = """
import ctypes
class CDLL(ctypes.CDLL):
    def __init__(self, name, *args, **kwargs):
        if name == "libEGL.so.1":
            raise OSError(name + ": cannot open shared object file")
        super().__init__(name, *args, **kwargs)
ctypes.CDLL = CDLL
"""
"""A machine without libEGL.so.1, as Python starts on it."""

CRASH = """
import os, sys
if sys.orig_argv[-1] == "egl:0":
    os.abort()
"""
"""A machine whose first EGL device brings its driver down."""


def doctor(*arguments: str, startup: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY")}
    if startup:
        environment["PYTHONPATH"] = str(startup)
    return subprocess.run(
        [sys.executable, "-c", "from shadergen.cli.main import main; main()", "doctor", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


@pytest.fixture
def startup(tmp_path: Path) -> Path:
    return tmp_path


def test_the_report_is_one_json_object_that_names_what_draws() -> None:
    done = doctor("--json")
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 1
    report = json.loads(done.stdout)
    assert report["ok"] is True
    assert report["auto"]["renderer"]["version_code"] >= 330
    assert report["compute"] == (report["auto"]["renderer"]["version_code"] >= 430)
    assert report["auto"]["renderer"]["device"] in [f"egl:{each['device']['index']}" for each in report["egl"]]
    assert len(report["egl"]) == len(list_egl().devices)
    software = [each for each in report["egl"] if each["device"]["software"]]
    assert [each["opened"]["renderer"]["software"] for each in software] == [True]
    assert all(library["found"] for library in report["libraries"])
    assert report["machine"]["cores"] == len(os.sched_getaffinity(0))
    assert report["machine"]["memory"] > 2**28
    assert report["machine"]["supported"] is True


def test_torch_and_the_extras_are_reported_as_installed() -> None:
    report = json.loads(doctor("--json").stdout)
    assert (report["torch"] is not None) == (find_spec("torch") is not None)
    if report["torch"]:
        assert report["torch"]["devices"][0] == "cpu"
    extras = {extra["name"]: extra for extra in report["extras"]}
    assert {"distill", "service", "ray", "dev"} <= set(extras)
    for name, module in (("service", "fastapi"), ("ray", "ray"), ("dev", "pytest")):
        assert (module in extras[name]["missing"]) == (find_spec(module) is None)
        assert f"pip install 'shadergen[{name}]'" in extras[name]["install"]


def test_a_missing_library_is_named_with_its_package(startup: Path) -> None:
    (startup / "sitecustomize.py").write_text(HIDE_EGL)
    done = doctor("--json", startup=startup)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["ok"] is False
    assert report["egl"] == []
    assert report["egl_reason"] == "libEGL.so.1 is missing"
    packages = distribution()[1]
    expected = {"name": "libEGL.so.1", "found": False, "package": packages.egl if packages else None}
    assert expected in report["libraries"]
    assert "libEGL.so.1 is missing" in report["auto"]["failure"]
    assert f"libEGL.so.1 missing: {advice()}" in report["advice"]

    shown = doctor(startup=startup)
    assert shown.returncode == 1
    assert f"libEGL.so.1 missing: {advice()}" in shown.stdout
    assert "Rendering does not work." in shown.stdout


def test_a_driver_that_crashes_is_a_line_of_the_report(startup: Path) -> None:
    (startup / "sitecustomize.py").write_text(CRASH)
    done = doctor("--json", startup=startup)
    report = json.loads(done.stdout)
    assert report["egl"][0]["opened"]["renderer"] is None
    assert "stopped with status -6" in report["egl"][0]["opened"]["failure"]
    assert done.returncode == 0, "the crash of one device is not the machine's"


def test_the_printed_report_names_devices_and_what_to_do() -> None:
    done = doctor()
    assert done.returncode == 0
    for part in ("EGL device 0", "--device auto", "OpenGL", "compute shaders", "extra ray", "Rendering works."):
        assert part in done.stdout
