"""Verification: whether what lies in a folder is what its manifest says."""

import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from shadergen.shards.encode import decode, key
from shadergen.shards.manifest import Manifest, Shard
from shadergen.shards.selected import Selected


@dataclass(frozen=True)
class Verdict:
    """A shard's name, whether it is sound, and why not."""

    name: str
    ok: bool
    reason: str | None = None


def check(folder: Path, manifest: Manifest | Selected) -> Iterator[Verdict]:
    """Check every shard of a finished folder: its bytes, and every image and record in it."""
    for shard in manifest.shards:
        inside = (
            partial(_fault_selected, classes=manifest.request.teacher.classes)
            if isinstance(manifest, Selected)
            else partial(_fault_inside, manifest=manifest)
        )
        reason = _fault(folder / shard.name, shard, inside)
        yield Verdict(shard.name, reason is None, reason)


def _fault(file: Path, shard: Shard, fault_inside: Callable[[bytes, Shard], str | None]) -> str | None:
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return "the file is missing"
    except OSError as error:
        return f"the file cannot be read: {error.strerror}"
    inside = fault_inside(data, shard)
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


def _fault_selected(data: bytes, shard: Shard, classes: int) -> str | None:
    """A selected set holds KEY.IMAGE, KEY.json and KEY.cls a sample, and images of any size and format."""
    found = 0
    name = "the first member"
    try:
        with tarfile.open(fileobj=io.BytesIO(data)) as tar:
            for member in tar:
                name = member.name
                stem, _, suffix = name.partition(".")
                part = found % 3
                if stem != key(shard.start + found // 3) or (part > 0 and suffix != ("json", "cls")[part - 1]):
                    return f"member {name} stands where another of {key(shard.start + found // 3)} belongs"
                content = tar.extractfile(member)
                body = content.read() if content else b""
                match part:
                    case 0:
                        decode(body)
                    case 1:
                        label = json.loads(body)["selected"]["class"]
                    case _ if int(body) != label or not 0 <= label < classes:
                        return f"class {name} is not its record's"
                found += 1
    except (tarfile.TarError, OSError, SyntaxError, ValueError, KeyError, TypeError, EOFError) as error:
        return f"member {name} is damaged: {' '.join(str(error).split()) or type(error).__name__}"
    if found != 3 * shard.images:
        return f"it ends after {found // 3} of {shard.images} images"
    return None
