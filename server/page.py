"""The gallery page at `/`: files as they stand, with headers that let no other code run in it."""

from pathlib import Path
from typing import Final

from fastapi import APIRouter, HTTPException
from fastapi.responses import FileResponse

router = APIRouter(include_in_schema=False)

_STATIC: Final = {path.name: path for path in (Path(__file__).parent / "static").iterdir()}
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


def _send(name: str) -> FileResponse:
    path = _STATIC.get(name)
    if path is None:
        raise HTTPException(404, f"the page has no file {name[:80]!r}")
    return FileResponse(path, headers=_HEADERS, media_type=_TYPES[path.suffix])


@router.get("/")
def get_page() -> FileResponse:
    """The page."""
    return _send("index.html")


@router.get("/static/{name}")
def get_static(name: str) -> FileResponse:
    """A file that the page loads."""
    return _send(name)
