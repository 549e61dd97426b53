"""Translated programs that the processes of one run share: each is translated by the first that draws it."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from shadergen.twigl.translate import Shader


def shared(folder: Path | None, key: str, translated: Callable[[], Shader]) -> Shader:
    """A shader without its marks, as another process left it in a folder, or else translated and left there.

    Args:
        folder: of this run alone; None shares nothing.
        key: a file name, which says what is translated and how.
        translated: translates it.
    """
    if folder is None:
        return replace(translated(), marks={})
    file = folder / key
    with suppress(FileNotFoundError):
        text, stage, feedback = json.loads(file.read_bytes())
        return Shader(text, stage, tuple(feedback), {})
    shader = replace(translated(), marks={})
    with suppress(OSError):  # a full disk costs others the time to translate it too
        own = file.with_suffix(f".{os.getpid()}")
        own.write_text(json.dumps([shader.text, shader.stage, shader.feedback]))
        own.replace(file)
    return shader
