"""Opening a headless OpenGL context: on a GPU, on the CPU, or behind an invisible window."""

import os
import re
from dataclasses import dataclass
from typing import Any, Literal

import moderngl
from glcontext import egl

from shadergen.errors import RunError, UsageError
from shadergen.gl.devices import EGL_LIBRARY, GL_LIBRARY, EglDevice, EglList, list_egl
from shadergen.gl.packages import advice

REQUIRED = 330
"""The lowest version code that can draw."""

COMPUTE = 430
"""The lowest version code that has compute shaders."""

_opened_by: set[int] = set()
"""Processes that opened a context: this one, and those from which it was forked."""

_SOFTWARE = re.compile("llvmpipe|softpipe|swrast|software rasterizer|swiftshader|lavapipe", re.IGNORECASE)


@dataclass(frozen=True)
class Device:
    """Where to draw.

    Attributes:
        kind: 'auto' takes a GPU that works, else the CPU; 'cpu' Mesa's software rasteriser; 'gpu' a GPU.
        index: the place among the hardware devices, from 0; None for the first that works.
    """

    kind: Literal["auto", "cpu", "gpu"]
    index: int | None = None

    def __str__(self) -> str:
        return self.kind if self.index is None else f"{self.kind}:{self.index}"


@dataclass(frozen=True)
class Renderer:
    """What draws.

    Attributes:
        vendor: GL_VENDOR.
        renderer: GL_RENDERER.
        version: GL_VERSION, which names the driver's version too.
        version_code: OpenGL's version as in 430.
        device: 'egl:K' for the K-th device of EGL's list, 'glfw' for a window's context.
        software: whether the CPU draws.
    """

    vendor: str
    renderer: str
    version: str
    version_code: int
    device: str
    software: bool

    @property
    def compute(self) -> bool:
        """Whether compute shaders are there."""
        return self.version_code >= COMPUTE


@dataclass(frozen=True)
class OpenedContext:
    """A current context and what draws in it."""

    ctx: moderngl.Context
    renderer: Renderer


def parse_device(text: str) -> Device:
    """Read 'auto', 'cpu', 'gpu' or 'gpu:K'.

    Raises:
        UsageError: the text is none of these.
    """
    match = re.fullmatch(r"(auto|cpu|gpu)|gpu:([0-9]{1,4})", text)
    if match is None:
        raise UsageError(f"device {text!r} is unknown: give auto, cpu, gpu, or gpu:K with K from 0, such as gpu:1")
    match match[1]:
        case "auto" | "cpu" | "gpu" as kind:
            return Device(kind)
        case _:
            return Device("gpu", int(match[2]))


def parse_devices(text: str) -> tuple[Device, ...]:
    """Read what `parse_device` reads, or several GPUs: 'gpu:0,1'.

    Raises:
        UsageError: the text is none of these, or names a GPU twice.
    """
    first, *more = text.split(",")
    if not more:
        return (parse_device(text),)
    if not re.fullmatch(r"gpu:[0-9]{1,4}(,[0-9]{1,4})+", text):
        raise UsageError(f"device {text!r} is unknown: several GPUs are given by their numbers, such as gpu:0,1")
    devices = (parse_device(first), *(Device("gpu", int(number)) for number in more))
    if len(set(devices)) < len(devices):
        raise UsageError(f"device {text!r} names a GPU twice; name each once")
    return devices


def worker_environment(device: Device) -> dict[str, str]:
    """Environment variables for a process that draws beside others, to be set before it first touches GL.

    One process per core beats Mesa's threads, so a software context draws in the thread that calls it. Mesa's
    shader cache on disk is left on: it turns a compilation of 40 ms into one of 1 ms.
    """
    return {} if device.kind == "gpu" else {"LP_NUM_THREADS": "0"}


def open_context(device: Device) -> OpenedContext:
    """Open a context of OpenGL 3.3 core or later and make it current in this thread.

    EGL needs no display and is tried first. Where it gives nothing for 'auto' or 'cpu' and a display is set, an
    invisible window does.

    Raises:
        UsageError: EGL lists fewer hardware devices than `device` asks for.
        RunError: nothing works; the line names what failed and what to install. Or this process was forked from one
            that had opened a context, which drivers do not survive: their threads are not forked, and they would wait
            for these for ever.
    """
    if _opened_by - {os.getpid()}:
        raise RunError(
            "this process was forked from one that had drawn with OpenGL, and cannot draw: start it by spawn or "
            "forkserver (of a DataLoader: multiprocessing_context='spawn'), or draw nothing before"
        )
    opened = _open(device)
    _opened_by.add(os.getpid())
    return opened


def _open(device: Device) -> OpenedContext:
    listed = list_egl()
    failures = [f"EGL: {listed.reason}"] if listed.reason else []
    for entry in candidates(device, listed):
        try:
            return open_egl(entry)
        except RunError as error:
            failures.append(str(error))
    if device.kind != "gpu":
        try:
            return open_window(cpu=device.kind == "cpu")
        except RunError as error:
            failures.append(str(error))
    remedy = "see `shadergen doctor`" if listed.software else f"install it with: {advice()}"
    raise RunError(f"no OpenGL {REQUIRED / 100} for device {device} ({'; '.join(failures)}): {remedy}")


def candidates(device: Device, listed: EglList) -> tuple[EglDevice, ...]:
    """The EGL devices that `device` allows, best first.

    Raises:
        UsageError: `device` asks for hardware that is not listed.
    """
    software = (listed.software,) if listed.software else ()
    if device.kind == "cpu":
        return software
    if device.kind == "auto":
        return (*listed.hardware, *software)
    if len(listed.hardware) <= (device.index or 0):
        there = [f"gpu:{i}" for i in range(len(listed.hardware))]
        known, other = (", ".join(there), ", cpu or one of these") if there else ("no GPU", " or cpu")
        raise UsageError(f"device {device} is not there: EGL lists {known}; give auto{other}")
    return listed.hardware if device.index is None else (listed.hardware[device.index],)


def open_egl(entry: EglDevice) -> OpenedContext:
    """Open a context on one device of EGL's list.

    Raises:
        RunError: the driver refuses, or draws on the CPU in place of the hardware.
    """
    name = f"egl:{entry.index}"
    try:
        # not by moderngl's own way, where GLCONTEXT_DEVICE_INDEX would override the index
        native = egl.create_context(
            mode="standalone", libgl=GL_LIBRARY, libegl=EGL_LIBRARY, glversion=REQUIRED, device_index=entry.index
        )
        ctx = moderngl.create_context(require=REQUIRED, standalone=True, context=native)
    except Exception as error:  # glcontext raises nothing narrower
        raise RunError(f"{name}: {error}") from error
    opened = _describe(ctx, name)
    if opened.renderer.software and not entry.software:
        ctx.release()
        # Mesa does so for a card that it has no driver for
        raise RunError(f"{name}: is drawn on the CPU ({opened.renderer.renderer})")
    return opened


def open_window(*, cpu: bool) -> OpenedContext:
    """Open a context behind an invisible GLFW window, on X11 or Wayland.

    Args:
        cpu: take Mesa's software rasteriser, not the display's own renderer.

    Raises:
        RunError: no display is set, or the window or its context fails.
    """
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise RunError("window: no DISPLAY and no WAYLAND_DISPLAY is set")
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("PYGLFW_LIBRARY_VARIANT", "wayland")
    if cpu:
        os.environ["LIBGL_ALWAYS_SOFTWARE"] = "1"
    import glfw  # noqa: PLC0415 - loads a library that machines with EGL do not need

    glfw.ERROR_REPORTING = "ignore"  # get_error has the same text, and this function decides what it means
    if not glfw.init():
        raise RunError(f"window: {_glfw_error(glfw)}")
    window = None
    for major, minor in ((4, 3), (3, 3)):
        glfw.window_hint(glfw.VISIBLE, glfw.FALSE)
        glfw.window_hint(glfw.CONTEXT_VERSION_MAJOR, major)
        glfw.window_hint(glfw.CONTEXT_VERSION_MINOR, minor)
        glfw.window_hint(glfw.OPENGL_PROFILE, glfw.OPENGL_CORE_PROFILE)
        window = window or glfw.create_window(16, 16, "shadergen", None, None)
    if not window:
        raise RunError(f"window: {_glfw_error(glfw)}")
    native: Any = _WindowContext(glfw, window)  # moderngl's stub wants a dict
    try:
        ctx = moderngl.create_context(require=REQUIRED, standalone=True, context=native)
    except Exception as error:  # moderngl raises nothing narrower
        native.release()
        raise RunError(f"window: {error}") from error
    opened = _describe(ctx, "glfw")
    if cpu and not opened.renderer.software:
        ctx.release()
        raise RunError(f"window: is drawn by {opened.renderer.renderer}, not on the CPU")
    return opened


class _WindowContext:
    """A window's context as moderngl wants it, on GLX and EGL alike."""

    def __init__(self, glfw: Any, window: Any) -> None:
        self._glfw, self._window = glfw, window
        glfw.make_context_current(window)

    def load_opengl_function(self, name: str) -> int:
        """The address of a GL function, 0 where there is none."""
        return self._glfw.get_proc_address(name) or 0

    def release(self) -> None:
        """Destroy the window with its context."""
        self._glfw.destroy_window(self._window)

    def __enter__(self) -> None:
        self._glfw.make_context_current(self._window)

    def __exit__(self, *_: object) -> None:
        pass


def _glfw_error(glfw: Any) -> str:
    _, text = glfw.get_error()
    return text.decode(errors="replace") if text else "GLFW gives no reason"


def _describe(ctx: moderngl.Context, device: str) -> OpenedContext:
    vendor, name, version = (str(ctx.info[key]) for key in ("GL_VENDOR", "GL_RENDERER", "GL_VERSION"))
    renderer = Renderer(vendor, name, version, ctx.version_code, device, bool(_SOFTWARE.search(name)))
    return OpenedContext(ctx, renderer)
