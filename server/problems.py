"""Errors as problem documents (RFC 9457), with the line that the command line would print as their detail."""

import http
import logging
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from shadergen.errors import RunError, UsageError

_log = logging.getLogger("shadergen.server")


class Problem(BaseModel):
    """RFC 9457: `detail` is one line for people."""

    type: str
    title: str
    status: int
    detail: str


ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    "default": {
        "description": "What went wrong.",
        "content": {"application/problem+json": {"schema": Problem.model_json_schema()}},
    }
}
"""For the OpenAPI document: what every route may answer besides."""


class Unavailable(RunError):
    """Nothing can be drawn at present, whatever is asked for."""


class Busy(RunError):
    """All places are taken; the same request may succeed in some seconds."""

    retry_seconds = 5


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    """A problem document."""
    document = Problem(type="about:blank", title=http.HTTPStatus(status).phrase, status=status, detail=detail)
    return JSONResponse(document.model_dump(), status, headers, "application/problem+json")


def install(app: FastAPI) -> None:
    """Answer every error of an app with a problem document."""
    for kind, answer in _ANSWERS.items():
        app.add_exception_handler(kind, answer)


def _usage(_: Request, error: Exception) -> JSONResponse:
    return problem(422, str(error))


def _run(_: Request, error: Exception) -> JSONResponse:
    _log.error("%s", error)
    return problem(503 if isinstance(error, Unavailable) else 500, str(error))


def _busy(_: Request, error: Exception) -> JSONResponse:
    return problem(429, str(error), {"Retry-After": str(Busy.retry_seconds)})


def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return problem(error.status_code, error.detail, error.headers)


def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place, *names = first["loc"]
    where = ".".join(map(str, names)) or str(place)
    given = "" if first["type"] == "missing" else f", not {str(first.get('input'))[:80]!r}"
    return problem(422, f"{where}: {first['msg'].removeprefix('Value error, ')}{given}")


def _unforeseen(_: Request, _error: Exception) -> JSONResponse:
    return problem(500, "the service failed; its log says why")  # which the framework writes, with the trace


_ANSWERS = {
    UsageError: _usage,
    RunError: _run,
    Busy: _busy,
    HTTPException: _http,
    RequestValidationError: _invalid,
    Exception: _unforeseen,
}
