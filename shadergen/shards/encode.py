"""Samples as bytes: an image encoded, its record as JSON, and both as members of a tar."""

import io
import json
import tarfile
from collections.abc import Mapping
from typing import Any

import numpy as np
import PIL
from numpy.typing import NDArray
from PIL import Image, features

from shadergen.recipe import Encoder

TAR_END = bytes(2 * tarfile.BLOCKSIZE)


def encode(encoder: Encoder, image: NDArray[np.uint8]) -> bytes:
    """Encode one `(H, W, 3)` uint8 image."""
    out = io.BytesIO()
    picture = Image.fromarray(image)
    if encoder.format == "png":
        picture.save(out, "png", compress_level=encoder.level)
    elif encoder.format == "jpg":
        picture.save(out, "jpeg", quality=encoder.quality, subsampling=0)
    else:
        picture.save(out, "webp", quality=encoder.quality)
    return out.getvalue()


def decode(data: bytes) -> NDArray[np.uint8]:
    """The `(H, W, 3)` uint8 image of `encode`'s bytes.

    Raises:
        OSError: the bytes are not a whole picture.
    """
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
        return np.asarray(picture.convert("RGB"))


def encoder_version(encoder: Encoder) -> str:
    """The library that `encode` uses, whose version decides the bytes (not the pixels) of a PNG."""
    part = {"png": "zlib", "jpg": "libjpeg_turbo", "webp": "webp"}[encoder.format]
    version = features.version("zlib_ng") if part == "zlib" and features.check("zlib_ng") else None
    name, version = ("zlib-ng", version) if version else (part, features.version(part))
    return f"Pillow {PIL.__version__}, {name} {version}"


def key(index: int) -> str:
    """A sample's key: its index, zero-padded so that names sort as numbers do."""
    return f"{index:09d}"


def member(name: str, data: bytes) -> bytes:
    """One tar member, header and padding included, with pinned time, owner and mode."""
    header = tarfile.TarInfo(name)
    header.size = len(data)
    padding = bytes(-len(data) % tarfile.BLOCKSIZE)
    return header.tobuf(tarfile.USTAR_FORMAT) + data + padding


def sample(encoder: Encoder, image: NDArray[np.uint8], document: Mapping[str, Any]) -> bytes:
    """The two members of one sample: `document` is its record (see `shadergen.drawing.record`)."""
    name = key(document["index"])
    text = json.dumps(document, sort_keys=True, separators=(",", ":")).encode()
    return member(f"{name}.{encoder.format}", encode(encoder, image)) + member(f"{name}.json", text)
