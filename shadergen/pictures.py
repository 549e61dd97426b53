"""Pictures that the user gives: files read within limits, folders listed and hashed."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from shadergen.errors import UsageError
from shadergen.noise import SUFFIXES

MAX_BYTES = 2**28
MAX_PIXELS = 2**26
"""A picture's pixels, by its header: a small file may say that it holds gigabytes."""
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "PPM")


@dataclass(frozen=True)
class File:
    """A picture's name below its folder (with /), its length in bytes and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Listing:
    """A folder's pictures, in the order of their names."""

    files: tuple[File, ...]

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the lines 'SHA-256 size name'."""
        lines = (f"{file.sha256} {file.size} {file.name}\n" for file in self.files)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def listing(folder: Path) -> Listing:
    """Read all pictures below a folder once, to hash them, and look at their headers.

    Raises:
        UsageError: the folder is missing or has no picture, or the first one that cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder: give one that holds pictures")
    found = sorted(
        (path.relative_to(folder).as_posix(), path)
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file()
    )
    if not found:
        raise UsageError(f"{folder} holds no picture ({' '.join(sorted(SUFFIXES))}): give a folder that does")
    files = []
    for name, path in found:
        data = load(path)
        _opened(path, data).close()
        files.append(File(name, len(data), hashlib.sha256(data).hexdigest()))
    return Listing(tuple(files))


def load(path: Path, sha256: str | None = None) -> bytes:
    """A file's content, held against its hash.

    Raises:
        UsageError: it cannot be read, is too long, or is not what it was.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UsageError(f"{path} has over {MAX_BYTES >> 20} MiB: give a smaller picture")
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; the picture is part of the recipe: put it there") from error
    if sha256 is not None and hashlib.sha256(data).hexdigest() != sha256:
        raise UsageError(f"{path} has changed since the recipe was resolved: put the old one back, or begin anew")
    return data


def _opened(path: Path, data: bytes) -> Image.Image:
    """A picture whose header has been read.

    Raises:
        UsageError: it is no picture, or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError as error:
        raise UsageError(f"{path} has over {MAX_PIXELS >> 20} megapixels: give a smaller picture") from error
    except Exception as error:  # decoders raise many kinds
        raise _unreadable(path, error) from error
    if picture.width * picture.height > MAX_PIXELS:
        raise UsageError(f"{path} has over {MAX_PIXELS >> 20} megapixels: give a smaller picture")
    return picture


def _unreadable(path: Path, error: Exception) -> UsageError:
    why = " ".join(str(error).split()) or type(error).__name__
    return UsageError(f"{path} cannot be read as a picture ({why}): repair it, or take it away")


def decode(path: Path, data: bytes, least: int | None = None) -> Image.Image:
    """A picture as people see it: upright, eight bits of red, green and blue, transparency on white.

    Args:
        path: its name in errors.
        data: the file's content.
        least: a JPEG may be decoded smaller, with sides of at least so many pixels.

    Raises:
        UsageError: it cannot be read, or is too large.
    """
    with _opened(path, data) as picture:
        try:
            if least is not None:
                picture.draft(None, (least, least))
            picture.load()
            return _rgb(ImageOps.exif_transpose(picture))
        except Exception as error:  # decoders raise many kinds
            raise _unreadable(path, error) from error


def _rgb(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith("I"):
        values = np.asarray(picture).astype(np.int64)
        if values.min() < 0 or values.max() > 65535:
            raise ValueError("it has over 16 bits a channel")
        return Image.fromarray((values >> 8).astype(np.uint8)).convert("RGB")
    if picture.mode == "F":
        raise ValueError("its values are not whole numbers")
    if picture.has_transparency_data:
        alpha = picture.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", alpha.size, "white"), alpha).convert("RGB")
    return picture.convert("RGB")


def fitted(picture: Image.Image, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The largest middle part of a size's shape, scaled to `(H, W, 3)` uint8."""
    return np.asarray(ImageOps.fit(picture, size, Image.Resampling.BICUBIC))
