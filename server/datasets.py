"""Finished datasets by URL: their manifests, and their files with ranges and strong entity tags.

No path is formed from what a client sends: names are looked up in listings of what is there.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse
from pydantic import BaseModel, ConfigDict

from shadergen.shards.manifest import Shard

router = APIRouter(
    prefix="/v1/datasets",
    tags=["datasets"],
    responses={404: {"description": "There is none of that name."}, 409: {"description": "It is not finished."}},
)

_NAME = re.compile(r"[a-z0-9-]{1,64}")
_DOCUMENTS = (
    "manifest.json",
    "shards.json",
    "recipe.json",
    "selection.json",
    "journal.jsonl",
    "report.json",
    "report.html",
)
_TYPES = {".tar": "application/x-tar", ".json": "application/json", ".jsonl": "application/jsonl", ".html": "text/html"}
_REPORT_POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_EVERY_TIME = "private, no-cache"
"""A reader may keep a file, and asks whether it is still the same: a name may be given again after a removal."""


class Dataset(BaseModel):
    """A dataset folder of the service."""

    model_config = ConfigDict(frozen=True)

    name: str
    finished: bool
    kind: str | None = None
    """'render' or 'selection', once it is finished."""
    images: int | None = None
    bytes: int | None = None
    fingerprint: str | None = None
    shards: list[str] = []


class Summary(BaseModel):
    """What a finished folder's manifest says to readers of its files."""

    model_config = ConfigDict(frozen=True)

    kind: str = "render"
    images: int
    bytes: int
    fingerprint: str
    shards: list[Shard]


def folders(root: Path) -> dict[str, Path]:
    """The dataset folders below a folder, by name, whether finished or not."""
    if not root.is_dir():
        return {}
    there = (p for p in root.iterdir() if _NAME.fullmatch(p.name) and p.is_dir() and not p.is_symlink())
    return {path.name: path for path in sorted(there)}


def summary(folder: Path) -> Summary | None:
    """What the manifest of a folder says; None if it is not finished."""
    file = folder / "manifest.json"
    try:
        return _summary(file, file.stat().st_mtime_ns)
    except FileNotFoundError:
        return None


@lru_cache(maxsize=256)
def _summary(file: Path, _changed: int) -> Summary:
    return Summary.model_validate_json(file.read_bytes())


@lru_cache(maxsize=1024)
def _sha256(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _describe(name: str, folder: Path) -> Dataset:
    there = summary(folder)
    if there is None:
        return Dataset(name=name, finished=False)
    fields = there.model_dump(exclude={"shards"})
    return Dataset(name=name, finished=True, shards=[shard.name for shard in there.shards], **fields)


def _file(folder: Path, there: Summary, name: str) -> tuple[Path, str] | None:
    """A file that readers may have, and its SHA-256; None if there is no such file."""
    path = next((p for p in folder.iterdir() if p.name == name and p.is_file()), None)
    if path is None:
        return None
    if name in _DOCUMENTS:
        return path, _sha256(path, path.stat().st_mtime_ns)
    return next(((path, shard.sha256) for shard in there.shards if shard.name == name), None)


def _root(request: Request) -> Path:
    root: Path = request.app.state.settings.data / "datasets"
    return root


def finished(root: Path, name: str) -> tuple[Path, Summary]:
    """A finished dataset's folder and what its manifest says.

    Raises:
        HTTPException: 404 there is none of that name, 409 it is not finished.
    """
    folder = folders(root).get(name)
    if folder is None:
        raise HTTPException(404, f"dataset {name[:80]!r} does not exist; GET /v1/datasets lists those that do")
    there = summary(folder)
    if there is None:
        raise HTTPException(409, f"dataset {name!r} is not finished; GET /v1/jobs says how far its job is")
    return folder, there


@router.get("")
def list_datasets(request: Request) -> list[Dataset]:
    """The datasets of this service, finished or not, by name."""
    return [_describe(name, folder) for name, folder in folders(_root(request)).items()]


@router.get("/{name}")
def show_dataset(request: Request, name: str) -> Dataset:
    """One finished dataset and its files' names."""
    return _describe(name, finished(_root(request), name)[0])


@router.head("/{name}/{file}", response_class=FileResponse, include_in_schema=False)
@router.get("/{name}/{file}", response_class=FileResponse)
def get_file(request: Request, name: str, file: str) -> Response:
    """A file of a finished dataset, or a range of it; its entity tag is its SHA-256."""
    folder, there = finished(_root(request), name)
    found = _file(folder, there, file)
    if found is None:
        raise HTTPException(
            404, f"dataset {name!r} has no file {file[:80]!r}; GET /v1/datasets/{name} lists its shards"
        )
    path, digest = found
    headers = {"ETag": f'"{digest}"', "Cache-Control": _EVERY_TIME}
    if names_tag(request.headers.get("if-none-match", ""), digest):
        return Response(status_code=304, headers=headers)
    if path.suffix == ".html":
        headers["Content-Security-Policy"] = _REPORT_POLICY
    return FileResponse(path, headers=headers, media_type=_TYPES[path.suffix])


def names_tag(condition: str, digest: str) -> bool:
    """Whether an If-None-Match names an entity tag, weakly compared (RFC 9110, 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in condition.split(",")]
    return f'"{digest}"' in tags or tags == ["*"]
