"""What this machine can do: EGL devices, what draws on them, torch, and what is missing and how to get it.

Everything that loads a driver or torch runs in a process of its own (`python -m shadergen.doctor PROBE`), so that a
driver's crash is a line of the report.
"""

import ctypes
import json
import os
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shadergen.errors import ShadergenError
from shadergen.gl.context import Renderer, open_context, open_egl, open_window, parse_device
from shadergen.gl.devices import EGL_LIBRARY, GL_LIBRARY, EglDevice, list_egl
from shadergen.gl.packages import advice, distribution

_PATIENCE = 60.0
"""Seconds that one probe may take; a GPU that hangs would hold the report for ever."""

_REQUIREMENT = re.compile(r"""([\w.-]+)(?P<own>\[.*?\])?.*;.*extra\s*==\s*["']([\w-]+)["']""")


@dataclass(frozen=True)
class Opened:
    """What came of opening a context: `renderer`, or else `failure` in one line."""

    renderer: Renderer | None
    failure: str | None


@dataclass(frozen=True)
class DeviceReport:
    """One EGL device; `gpu` is the K of `--device gpu:K`, None for software and for a card that is listed twice."""

    device: EglDevice
    gpu: int | None
    opened: Opened


@dataclass(frozen=True)
class Library:
    """A system library that OpenGL needs; `package` has it here, None on an unknown distribution."""

    name: str
    found: bool
    package: str | None


@dataclass(frozen=True)
class Display:
    """The display variables that are set, pyGLFW's version, and what a window's context gave (None without display)."""

    x11: str | None
    wayland: str | None
    glfw: str
    window: Opened | None


@dataclass(frozen=True)
class Torch:
    """The installed torch: its version and devices, or why it fails."""

    version: str
    devices: tuple[str, ...]
    failure: str | None


@dataclass(frozen=True)
class Extra:
    """An optional extra of the package, the distributions that it lacks, and the command that installs them."""

    name: str
    missing: tuple[str, ...]
    install: str


@dataclass(frozen=True)
class Machine:
    """The machine; `cores` are those this process may use, `memory` is in bytes, `supported` is about the platform."""

    system: str
    architecture: str
    distribution: str
    python: str
    cores: int
    memory: int
    supported: bool


@dataclass(frozen=True)
class Report:
    """All findings. `auto` is what `--device auto` gives; `advice` says what to do, one line each."""

    machine: Machine
    libraries: tuple[Library, ...]
    egl: tuple[DeviceReport, ...]
    egl_reason: str | None
    auto: Opened
    display: Display
    torch: Torch | None
    extras: tuple[Extra, ...]
    advice: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether rendering works."""
        return self.auto.renderer is not None

    @property
    def compute(self) -> bool:
        """Whether compute shaders are there with 'auto'."""
        return self.auto.renderer is not None and self.auto.renderer.compute

    def document(self) -> dict[str, Any]:
        """The report as JSON types."""
        return {"ok": self.ok, "compute": self.compute, **asdict(self)}


def examine() -> Report:
    """Examine this machine; takes a second or two, and some more where torch is installed."""
    name, packages = distribution()
    listed = list_egl()
    numbers = {entry.index: number for number, entry in enumerate(listed.hardware)}
    egl = tuple(
        DeviceReport(entry, numbers.get(entry.index), _opened(f"egl:{entry.index}")) for entry in listed.devices
    )
    libraries = (
        Library(EGL_LIBRARY, _loads(EGL_LIBRARY), packages.egl if packages else None),
        Library(GL_LIBRARY, _loads(GL_LIBRARY), packages.gl if packages else None),
    )
    auto, extras = _opened("auto"), _extras()
    return Report(
        machine=_machine(name),
        libraries=libraries,
        egl=egl,
        egl_reason=listed.reason,
        auto=auto,
        display=_display(),
        torch=_torch(),
        extras=extras,
        advice=tuple(_advice(libraries, egl, auto, extras)),
    )


def _advice(
    libraries: Sequence[Library], egl: Sequence[DeviceReport], auto: Opened, extras: Sequence[Extra]
) -> list[str]:
    lines = []
    missing = [library.name for library in libraries if not library.found]
    if missing:
        lines.append(f"{' and '.join(missing)} missing: {advice()}")
    elif auto.renderer is None or not any(report.device.software for report in egl):
        lines.append(f"Mesa's software driver missing or broken: {advice()}")
    nvidia = any(report.device.cuda is not None for report in egl)
    if Path("/dev/nvidiactl").exists() and not nvidia:
        lines.append(
            "an NVIDIA GPU is here and EGL does not list it: install the driver's EGL library (libEGL_nvidia.so.0); "
            "start a container with NVIDIA_DRIVER_CAPABILITIES=compute,utility,graphics"
        )
    lines += [f"for what needs the extra {extra.name}: {extra.install}" for extra in extras if extra.missing]
    return lines


def _machine(name: str) -> Machine:
    system, architecture = platform.system(), platform.machine()
    return Machine(
        system=system,
        architecture=architecture,
        distribution=name,
        python=platform.python_version(),
        cores=len(os.sched_getaffinity(0)),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        supported=system == "Linux" and architecture in ("x86_64", "aarch64"),
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _display() -> Display:
    x11, wayland = os.environ.get("DISPLAY") or None, os.environ.get("WAYLAND_DISPLAY") or None
    return Display(x11, wayland, metadata.version("glfw"), _opened("window") if x11 or wayland else None)


def _extras() -> tuple[Extra, ...]:
    found: dict[str, list[str]] = {}
    for line in metadata.requires("shadergen") or ():
        match = _REQUIREMENT.match(line)
        if match and not match["own"]:
            found.setdefault(match[3], []).append(match[1])
    return tuple(
        Extra(
            name,
            tuple(dependency for dependency in dependencies if not _installed(dependency)),
            f"{shlex.quote(sys.executable)} -m pip install 'shadergen[{name}]'",
        )
        for name, dependencies in sorted(found.items())
    )


def _installed(dependency: str) -> bool:
    try:
        metadata.version(dependency)
    except metadata.PackageNotFoundError:
        return False
    return True


def _torch() -> Torch | None:
    if find_spec("torch") is None:
        return None
    answer = _probed("torch")
    if isinstance(answer, str):
        return Torch(metadata.version("torch"), (), answer)
    return Torch(answer["version"], tuple(answer["devices"]), None)


def _opened(probe: str) -> Opened:
    answer = _probed(probe)
    if isinstance(answer, str):
        return Opened(None, answer)
    return Opened(Renderer(**answer), None)


def _probed(probe: str) -> dict[str, Any] | str:
    """Run a probe in a process of its own: its answer, or in one line why there is none."""
    try:
        process = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "shadergen.doctor", probe],
            capture_output=True, text=True, errors="replace", timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"gave no answer in {_PATIENCE:.0f} s"
    if process.returncode == 0:
        answer: dict[str, Any] = json.loads(process.stdout.splitlines()[-1])  # a driver may print before us
        return answer
    last = (process.stderr.strip().splitlines() or ["it printed nothing"])[-1]
    return last if process.returncode == 1 else f"stopped with status {process.returncode}: {last}"


def _probe(name: str) -> dict[str, Any]:
    if name == "torch":
        import torch  # noqa: PLC0415 - only where it is installed, and only in this process

        cuda = [f"cuda:{i} {torch.cuda.get_device_name(i)}" for i in range(torch.cuda.device_count())]
        return {"version": torch.__version__, "devices": ["cpu", *cuda]}
    if name.startswith("egl:"):
        opened = open_egl(list_egl().devices[int(name[4:])])
    elif name == "window":
        opened = open_window(cpu=False)
    else:
        opened = open_context(parse_device(name))
    return asdict(opened.renderer)


if __name__ == "__main__":
    try:
        sys.stdout.write(json.dumps(_probe(sys.argv[1])) + "\n")
    except ShadergenError as error:
        sys.exit(str(error))
