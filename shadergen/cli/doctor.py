"""`shadergen doctor`: what this machine can do, what is missing and how to get it."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shadergen.doctor import DeviceReport, Opened, Report

EXAMPLE = "shadergen doctor --json"


def command(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout.")] = False,
) -> None:
    """Say what this machine can do: EGL devices, renderer, torch devices, what is missing and how to get it.

    Exits with 0 where rendering works, else with 1.
    """
    from shadergen.doctor import examine

    report = examine()
    if as_json:
        typer.echo(json.dumps(report.document()))
    else:
        _show(report)
    raise typer.Exit(0 if report.ok else 1)


def _show(report: "Report") -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    machine = report.machine
    platform = f"{machine.system} {machine.architecture}, {machine.distribution}"
    rows = [
        ("platform", platform if machine.supported else f"{platform} (not supported: Linux on x86_64 or aarch64 is)"),
        ("machine", f"{machine.cores} cores, {machine.memory / 2**30:.1f} GiB of memory"),
        ("python", machine.python),
        *((library.name, _library(library.found, library.package)) for library in report.libraries),
        *((f"EGL device {each.device.index}", _device(each)) for each in report.egl),
    ]
    if report.egl_reason:
        rows.append(("EGL devices", f"none: {report.egl_reason}"))
    rows += [
        ("--device auto", _opened(report.auto)),
        ("compute shaders", "yes" if report.compute else "no (they need OpenGL 4.3)"),
        ("display", _display(report)),
        ("torch", _torch(report)),
    ]
    rows += [
        (f"extra {extra.name}", f"lacks {', '.join(extra.missing)}" if extra.missing else "installed")
        for extra in report.extras
    ]
    for name, text in rows:
        table.add_row(escape(name), escape(text))
    console = Console()
    console.print(table)
    for line in report.advice:
        console.print(f"- {line}", markup=False, highlight=False, soft_wrap=True)
    console.print("[green]Rendering works.[/]" if report.ok else "[red]Rendering does not work.[/]")


def _library(found: bool, package: str | None) -> str:
    return "found" if found else f"MISSING, in package {package}" if package else "MISSING"


def _device(report: "DeviceReport") -> str:
    device = report.device
    facts = [
        f"--device gpu:{report.gpu}" if report.gpu is not None else "",
        "--device cpu" if device.software else "",
        f"cuda:{device.cuda}" if device.cuda is not None else "",
        device.drm_file or "",
    ]
    known = ", ".join(fact for fact in facts if fact)
    return f"{_opened(report.opened)} [{known}]" if known else _opened(report.opened)


def _opened(opened: "Opened") -> str:
    renderer = opened.renderer
    if renderer is None:
        return f"does not work: {opened.failure}"
    return f"{renderer.renderer} ({renderer.vendor}), OpenGL {renderer.version}, on {renderer.device}"


def _display(report: "Report") -> str:
    display = report.display
    names = {"DISPLAY": display.x11, "WAYLAND_DISPLAY": display.wayland}
    variables = " ".join(f"{name}={value}" for name, value in names.items() if value)
    window = f"; a window: {_opened(display.window)}" if display.window else " (none is needed where EGL works)"
    return f"{variables or 'none'}, pyGLFW {display.glfw}{window}"


def _torch(report: "Report") -> str:
    torch = report.torch
    if torch is None:
        return "not installed (rendering does not need it)"
    return f"{torch.version}: {torch.failure or ', '.join(torch.devices)}"
