"""A program: one TwiGL text with the header that says what it is, and the folders that hold many of them."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field

from shadergen.errors import UsageError
from shadergen.twigl.modes import MODES, find_mode, guess
from shadergen.twigl.tokens import GlslError
from shadergen.twigl.translate import translate

MAX_TEXT = 64 * 1024
SUFFIXES = (".glsl", ".frag")
_SAMPLES = re.compile("textur|texel")
_PACKAGE = Path(__file__).parent.parent
LIBRARY = next(p for p in (_PACKAGE / "shaders", _PACKAGE.parent / "shaders") if p.is_dir()) / "twigl"
"""The folder of our own programs: beside the package in a checkout, inside it when installed."""


Backbuffer = Literal["rgba32f", "rgba8"]


class Program(BaseModel):
    """A TwiGL text and how it is drawn; `name` identifies it in a recipe, `sha256` says that it is the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=200)
    mode: str = "geekest (300 es)"
    text: str = Field(min_length=1, max_length=MAX_TEXT)
    feedback: bool = False
    """Whether it reads the frames before: then its frames are drawn one after the other, and its view is not moved."""
    backbuffer: Backbuffer = "rgba32f"
    """In what the frame before is kept; programs from before March 2023 were made for `rgba8`."""
    weight: float = Field(default=1.0, gt=0, lt=1e9)
    """How often it is drawn, against the others."""
    ms_per_megapixel: float | None = Field(default=None, exclude=True)
    """What drawing it costs, by its folder's catalogue; for batching, so it is not part of the recipe's document."""

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def sha256(self) -> str:
        """The content hash over mode, backbuffer and text, in hexadecimal."""
        return hashlib.sha256(f"{self.mode}\n{self.backbuffer}\n{self.text}".encode()).hexdigest()


class Header(BaseModel):
    """What a program's leading comment lines say of it."""

    model_config = ConfigDict(frozen=True)

    title: str = ""
    mode: str = ""
    backbuffer: str = "rgba32f"
    weight: str = "1"
    licence: str = ""
    shows: str = ""


def parse(path: Path, name: str | None = None) -> tuple[Header, Program]:
    """Read one program file.

    The header's lines stay in the text, so that line numbers in errors are those of the file.

    Raises:
        UsageError: the file is missing, too large, not UTF-8, empty, or of a mode that does not exist.
    """
    try:
        if path.stat().st_size > MAX_TEXT:
            raise UsageError(f"{path}: {path.stat().st_size} bytes; a program has at most {MAX_TEXT}")
        text = path.read_text(encoding="utf-8-sig")  # some editors write a mark of the order of bytes
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; give a readable program file") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 at byte {error.start}; a program is a text file") from error
    if not text.strip():
        raise UsageError(f"{path}: the file is empty; a program sets a colour")
    if "\0" in text:
        raise UsageError(
            f"{path}: a NUL byte in line {text[: text.index(chr(0))].count(chr(10)) + 1}; a program is a text file"
        )
    header = _header(text)
    try:
        mode = find_mode(header.mode).name if header.mode else guess(text)[0].name
    except UsageError as error:
        raise UsageError(f"{path}: {error}") from error
    backbuffer: Backbuffer
    match header.backbuffer:
        case "rgba32f" | "rgba8" as backbuffer:
            pass
        case other:
            raise UsageError(f"{path}: backbuffer {other!r} does not exist; there are rgba32f and rgba8")
    try:
        weight = float(header.weight)
    except ValueError:
        weight = 0.0
    if not 0 < weight < 1e9:
        raise UsageError(f"{path}: weight {header.weight!r}; it is a number above 0, such as 0.5")
    program = Program(
        name=name or path.stem,
        mode=mode,
        text=text,
        feedback=reads_frames(text, mode),
        backbuffer=backbuffer,
        weight=weight,
    )
    return header.model_copy(update={"mode": mode}), program


def reads_frames(text: str, mode: str) -> bool:
    """Whether a text reads the frames before; a text that cannot be translated does not, since it cannot be drawn."""
    if not _SAMPLES.search(text):
        return False
    try:
        return bool(translate(text, MODES[mode]).feedback)
    except GlslError:
        return False


def _header(text: str) -> Header:
    fields = {}
    for line in text.splitlines():
        if not line.startswith("//"):
            break
        key, colon, value = line[2:].partition(":")
        if colon and key.strip() in Header.model_fields:
            fields[key.strip()] = value.strip()
    return Header(**fields)


def find(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """The (name, file) of every program below some folders, in name order, each name once.

    Raises:
        UsageError: a folder is missing or holds no program, or two files share a name.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        if not folder.is_dir():
            raise UsageError(
                f"shader folder {folder}: no such folder; give one that holds {' or '.join(SUFFIXES)} files"
            )
        files = sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.is_file())
        if not files:
            raise UsageError(f"shader folder {folder}: no program in it; it needs {' or '.join(SUFFIXES)} files")
        for file in files:
            name = file.relative_to(folder).with_suffix("").as_posix()
            if name in found:
                raise UsageError(f"two programs are named {name!r}: {found[name]} and {file}; rename one")
            found[name] = file
    yield from sorted(found.items())


def load(folders: Iterable[Path]) -> tuple[Program, ...]:
    """Every program below some folders, in name order (see `find` and `parse` for what is raised)."""
    return tuple(parse(file, name)[1] for name, file in find(folders))
