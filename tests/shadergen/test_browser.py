"""Programs as Chromium draws them: its WebGL zeroes, orders and compiles by other code, on the same rasteriser."""

import base64
import html
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
import yaml
from numpy.typing import NDArray

from shadergen.preview import shot
from shadergen.synth.programs import program
from shadergen.twigl.library import LIBRARY_GLSL
from shadergen.twigl.modes import MODES, brings_main
from shadergen.twigl.program import LIBRARY, Program, load

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SIZE, TIME, FRAME = (96, 64), 3.25, 5
HERE = Path(__file__).parent / "browser"
TOGETHER = 40
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")


def wrapped(text: str, mode: str) -> str:
    """A text as TwiGL gives it to WebGL, in the precision that desktop browsers compute in."""
    of = MODES[mode]
    text = re.sub(r"(?m)^[ \t]*#version.*$", "", text)
    text = re.sub(r"\b(mediump|lowp)\b", "highp", text)
    head = ("#version 300 es\n" if of.es300 else "") + "precision highp int;\n"
    if not of.head:
        return head + text
    head += "precision highp float;\n" + "".join(f"uniform {kind} {name};\n" for name, kind in of.uniforms.items())
    if of.es300:
        head += "".join(f"layout(location={k}) out vec4 {name};\n" for k, name in enumerate(of.outputs))
    if of.library:
        head += "#define FC gl_FragCoord\n" + LIBRARY_GLSL
        text = text if brings_main(text) else f"void main(){{\n{text}\n}}"
    return head + text


def in_browser(programs: Sequence[tuple[str, str]], folder: Path) -> list[NDArray[np.uint8] | str]:
    """`(H, W, 3)` uint8 of each (text, mode), row 0 at the top; a string says why WebGL refuses it."""
    assert CHROMIUM
    job = [
        {"source": wrapped(text, mode), "es300": MODES[mode].es300, "targets": 1 + MODES[mode].mrt}
        for text, mode in programs
    ]
    told = json.dumps({"programs": job, "size": SIZE, "time": TIME, "frame": FRAME}).replace("<", "\\u003c")
    page = folder / "page.html"
    page.write_text((HERE / "page.html").read_text().replace("JOB,", told + ",", 1))
    # Mesa's rasteriser, so that no digit of a sine differs
    flags = ["--headless", "--no-sandbox", "--use-gl=angle", "--use-angle=gl-egl", "--ignore-gpu-blocklist"]
    flags += ["--ozone-platform=headless", f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()]
    document = subprocess.run([CHROMIUM, *flags], capture_output=True, text=True, timeout=240, check=True).stdout
    found = re.search(r'<pre id="drawn">(.*?)</pre>', document, re.DOTALL)
    assert found
    drawn = json.loads(html.unescape(found[1]))
    if "llvmpipe" not in drawn["renderer"]:
        pytest.skip(f"this Chromium draws WebGL by {drawn['renderer'] or 'nothing'}, not by Mesa on the CPU")
    return [
        one.get("error")
        or np.frombuffer(base64.b64decode(one["pixels"]), np.uint8).reshape(*SIZE[::-1], 4)[::-1, :, :3]
        for one in drawn["programs"]
    ]


def others(programs: Sequence[Program], folder: Path) -> dict[str, str]:
    """What differs from the browser, or is refused by one of both, by name."""
    found = {}
    for k in range(0, len(programs), TOGETHER):
        some = programs[k : k + TOGETHER]
        for one, theirs in zip(some, in_browser([(one.text, one.mode) for one in some], folder), strict=True):
            if isinstance(theirs, str):
                found[one.name] = theirs
                continue
            file = folder / "program.glsl"
            file.write_text(one.text)
            ours = shot(file, SIZE, TIME, FRAME, one.mode, "cpu")[0]
            share = (np.abs(ours.astype(int) - theirs).max(axis=2) > 3).mean()
            if share > 0.01:
                found[one.name] = f"{share:.0%} of the pixels differ"
    return found


def test_what_the_dialect_allows_looks_as_in_a_browser(tmp_path: Path) -> None:
    texts = yaml.safe_load((HERE / "programs.yaml").read_text())
    programs = [Program(name=name, mode=one["mode"], text=one["text"]) for name, one in texts.items()]
    assert others(programs, tmp_path) == {}


def test_one_in_ten_of_the_library_looks_as_in_a_browser(tmp_path: Path) -> None:
    assert others([*load([LIBRARY])[::10], *(program(1, 0, k) for k in range(20))], tmp_path) == {}


@pytest.mark.slow
def test_the_library_looks_as_in_a_browser(tmp_path: Path) -> None:
    assert others([*load([LIBRARY]), *(program(1, 0, k) for k in range(500))], tmp_path) == {}
