"""Verification: whether what lies in a folder is what its manifest says."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shadergen.shards.encode import decode, key
from shadergen.shards.manifest import Manifest, Shard


@dataclass(frozen=True)
class Verdict:
    """A shard's name, whether it is sound, and why not."""

    name: str
    ok: bool
    reason: str | None = None


def check(folder: Path, manifest: Manifest) -> Iterator[Verdict]:
    """Check every shard of a finished folder: its bytes, and every image and record in it."""
    for shard in manifest.shards:
        reason = _fault(folder / shard.name, shard, manifest)
        yield Verdict(shard.name, reason is None, reason)


def _fault(file: Path, shard: Shard, manifest: Manifest) -> str | None:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return "the file is missing"
    except OSError as error:
        return f"the file cannot be read: {error.strerror}"
    inside = _fault_inside(data, shard, manifest)
    if inside is not None:
        return inside
    if len(data) != shard.bytes:
        return f"it has {len(data)} bytes, and the manifest says {shard.bytes}"
    digest = hashlib.sha256(data).hexdigest()
    if digest != shard.sha256:
        return f"its SHA-256 is {digest[:12]}..., and the manifest says {shard.sha256[:12]}..."
    return None


def _fault_inside(data: bytes, shard: Shard, manifest: Manifest) -> str | None:
    suffix = manifest.recipe["encoder"]["format"]
    width, height = manifest.recipe["size"]
    expected = [
        f"{key(index)}.{part}" for index in range(shard.start, shard.start + shard.images) for part in (suffix, "json")
    ]
    found = 0
    name = "the first member"
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                name = member.name
                if found == len(expected) or name != expected[found]:
                    return (
                        f"member {name} stands where {expected[found] if found < len(expected) else 'the end'} belongs"
                    )
                content = tar.extractfile(member)
                body = content.read() if content else b""
                if name.endswith(".json"):
                    if json.loads(body)["index"] != shard.start + found // 2:
                        return f"record {name} is of another image"
                elif decode(body).shape != (height, width, 3):
                    return f"image {name} is not {width}x{height}"
                found += 1
    except (tarfile.TarError, OSError, SyntaxError, ValueError, KeyError, TypeError, EOFError) as error:
        return f"member {name} is damaged: {' '.join(str(error).split()) or type(error).__name__}"
    if found != len(expected):
        return f"it ends after {found // 2} of {shard.images} images"
    return None
