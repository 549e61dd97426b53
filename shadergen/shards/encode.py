"""Samples as bytes: images encoded, their records as JSON, and both as members of a tar."""

import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

import deflate
import numpy as np
import PIL
from numpy.typing import NDArray
from PIL import Image, features

from shadergen.options import Encoder

TAR_END = bytes(2 * tarfile.BLOCKSIZE)
BESIDE_IMAGE: Final = 2560
"""About how many bytes a sample takes besides its image: headers, record, a selected one's class, and padding."""
_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"))
_PNG_UP = 2  # the filter type: each byte less the one above it


def encode(encoder: Encoder, images: NDArray[np.uint8]) -> list[bytes]:
    """Encode `(B, H, W, 3)` uint8 images."""
    match encoder.format:
        case "png":
            return _png(images, encoder.level)
        case "ppm":
            head = f"P6 {images.shape[2]} {images.shape[1]} 255\n".encode()
            return [head + image.tobytes() for image in images]
        case "jpg" if jpeg := _simplejpeg():
            return [jpeg.encode_jpeg(image, encoder.quality, "RGB", "444", fastdct=False) for image in images]
        case "jpg":
            return [_by_pillow(image, "jpeg", quality=encoder.quality, subsampling=0) for image in images]
        case "webp":
            return [_by_pillow(image, "webp", quality=encoder.quality) for image in images]


@cache
def _simplejpeg() -> ModuleType | None:
    """The extra `jpeg`, where it is installed: three times as fast as Pillow at 32 pixels."""
    return import_module("simplejpeg") if find_spec("simplejpeg") else None


def _by_pillow(image: NDArray[np.uint8], name: str, **options: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(image).save(out, name, **options)
    return out.getvalue()


def _png(images: NDArray[np.uint8], level: int) -> list[bytes]:
    """PNG (ISO/IEC 15948) with one filter for all rows.

    Ours, since what costs most at 32 pixels is Pillow's own work around zlib; the filter runs over the whole batch, and
    libdeflate compresses three times as fast as zlib to the same size, into bytes that depend on no processor.
    """
    count, height, width, _ = images.shape
    rows = images.reshape(count, height, 3 * width)
    filtered = np.empty((count, height, 1 + 3 * width), np.uint8)
    filtered[:, :, 0] = _PNG_UP
    filtered[:, 0, 1:] = rows[:, 0]
    np.subtract(rows[:, 1:], rows[:, :-1], out=filtered[:, 1:, 1:])
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    head = b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", size + b"\x08\x02\x00\x00\x00")
    end = _png_chunk(b"IEND", b"")
    return [head + _png_chunk(b"IDAT", deflate.zlib_compress(image, level)) + end for image in filtered]


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    checksum = deflate.crc32(data, deflate.crc32(kind))
    return b"".join((len(data).to_bytes(4, "big"), kind, data, checksum.to_bytes(4, "big")))


def decode(data: bytes) -> NDArray[np.uint8]:
    """The `(H, W, 3)` uint8 image of `encode`'s bytes.

    Raises:
        OSError: the bytes are not a whole picture.
    """
    with Image.open(io.BytesIO(data), formats=("PNG", "PPM", "JPEG", "WEBP")) as picture:
        return np.asarray(picture.convert("RGB"))


def encoder_version(encoder: Encoder) -> str:
    """The library that `encode` uses, whose version may decide the bytes (not the pixels, but for JPEG and WebP)."""
    match encoder.format:
        case "png":
            return f"libdeflate by deflate {version('deflate')}"
        case "ppm":
            return "none"
        case "jpg" if _simplejpeg():
            return f"simplejpeg {version('simplejpeg')}"
        case "jpg":
            return f"Pillow {PIL.__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}"
        case "webp":
            return f"Pillow {PIL.__version__}, libwebp {features.version('webp')}"


def key(index: int) -> str:
    """A sample's key: its index, zero-padded so that names sort as numbers do."""
    return f"{index:09d}"


def _header_template() -> tuple[bytes, bytes, bytes, int]:
    """A tar header around its name, size and checksum, and what its bytes without name and size sum to."""
    blank = tarfile.TarInfo("").tobuf(tarfile.USTAR_FORMAT)
    before, between, after = blank[100:124], blank[135:148], blank[156:]
    # the checksum counts itself as eight spaces
    return before, between, after, sum(before) + sum(between) + sum(after) + 8 * ord(" ")


_BEFORE, _BETWEEN, _AFTER, _SUM = _header_template()


def member(name: str, data: bytes) -> bytes:
    """One tar member (ustar), header and padding included, with pinned time, owner and mode.

    Args:
        name: at most 100 ASCII characters.
        data: below 8 GiB.
    """
    title, size = name.encode("ascii"), b"%011o" % len(data)
    checksum = b"%06o\0 " % (_SUM + sum(title) + sum(size))
    padding = bytes(-len(data) % tarfile.BLOCKSIZE)
    return b"".join((title.ljust(100, b"\0"), _BEFORE, size, _BETWEEN, checksum, _AFTER, data, padding))


def samples(encoder: Encoder, images: NDArray[np.uint8], documents: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """The two members of each sample: its image of `(B, H, W, 3)` and its record (see `shadergen.drawing.record`)."""
    found = []
    for document, picture in zip(documents, encode(encoder, images), strict=True):
        name = key(document["index"])
        text = _JSON.encode(document).encode()
        found.append(member(f"{name}.{encoder.format}", picture) + member(f"{name}.json", text))
    return found
