"""Translated programs on a disk: each is translated by the process that draws it first, in this run or before it."""

import errno
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from shadergen.twigl.translate import Shader

_MOST = 20_000
_KEPT_SECONDS = 30 * 86400.0


def kept_folder(home: Path) -> Path:
    """The folder in `home` of what this translator has made; it is made, and what is no longer needed there removed.

    Raises:
        OSError: it cannot be written to.
    """
    code = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        code.update(file.read_bytes())
    folder = home / code.hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    os.utime(folder)
    for other in home.iterdir():
        crowded = other == folder and sum(1 for _ in other.iterdir()) > _MOST
        if crowded or time.time() - other.stat().st_mtime > _KEPT_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
    folder.mkdir(exist_ok=True)
    return folder


def shared(folder: Path | None, key: str, translated: Callable[[], Shader]) -> Shader:
    """A shader without its marks, as another process left it in a folder, or else translated and left there.

    Args:
        folder: of this translator; None shares nothing.
        key: a file name, which says what is translated and how.
        translated: translates it.
    """
    if folder is None:
        return replace(translated(), marks={})
    file = folder / key
    with suppress(FileNotFoundError, ValueError):  # a machine that lost its power may leave an empty file
        text, stage, feedback = json.loads(file.read_bytes())
        return Shader(text, stage, tuple(feedback), {})
    shader = replace(translated(), marks={})
    with suppress(OSError):  # a full disk costs others the time to translate it too
        own = file.with_suffix(f".{os.getpid()}")
        own.write_text(json.dumps([shader.text, shader.stage, shader.feedback]))
        own.replace(file)
    return shader
