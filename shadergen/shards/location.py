"""Where a dataset lies: a folder of this machine, or a prefix of an object store that fsspec reaches."""

import importlib
from pathlib import Path
from typing import Any, cast

from shadergen.errors import UsageError

_SETTINGS: dict[str, dict[str, Any]] = {
    # botocore's own retries: of 500, 502, 503, 504, throttling and connections that break, with growing pauses; s3fs
    # tries again what these give up
    "s3": {"config_kwargs": {"retries": {"max_attempts": 5, "mode": "standard"}}},
}


def is_remote(where: Path | str) -> bool:
    """Whether a place is not a folder of this machine; `file://` is one."""
    text = str(where)
    return "://" in text and not text.startswith("file://")


def locate(where: Path | str) -> Path:
    """A place as a path; a remote one is a `upath.UPath`, which reads as a path does and is no `os.PathLike`.

    Raises:
        UsageError: the protocol is not known, or what speaks it is not installed.
    """
    if not is_remote(where):
        return Path(str(where).removeprefix("file://"))
    url = str(where).rstrip("/")
    protocol, _, rest = url.partition("://")
    if not rest:
        raise UsageError(f"{where} names no bucket; give {protocol}://BUCKET/PREFIX")
    try:
        path = importlib.import_module("upath").UPath(url, use_listings_cache=False, **_SETTINGS.get(protocol, {}))
        path.fs  # noqa: B018  (imports what speaks the protocol)
    except ImportError as error:
        raise UsageError(f"{where} needs more packages ({error}): pip install 'shadergen[cloud]'") from error
    except ValueError as error:
        raise UsageError(f"{where}: protocol {protocol!r} is unknown; give a folder, s3://... or gs://...") from error
    return cast("Path", path)
