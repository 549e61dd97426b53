"""Who may come in: a bearer token, the token as password, or the page's cookie."""

import base64
import binascii
import hashlib
import hmac
import re
import time
from typing import Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from server.problems import problem
from server.settings import Settings

COOKIE: Final = "shadergen"
_COOKIE_SECONDS: Final = 7 * 24 * 3600
_OPEN: Final = frozenset({"/healthz", "/readyz", "/login"})
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "[::1]"})
_PORT: Final = re.compile(":[0-9]*$")
_LOGIN = """<!doctype html><html lang="en"><meta charset="utf-8"><title>shadergen</title>
<meta name="viewport" content="width=device-width"><form method="post" action="/login">
<p>{line}</p><label>Token
<input type="password" name="token" autofocus required autocomplete="current-password"></label>
<button>Enter</button></form></html>"""


class Doorkeeper:
    """ASGI middleware that answers 401 to requests without the token, and 403 to those that another site sends.

    Without a token, a service on loopback answers only to loopback's names, so that no site that points its own name at
    127.0.0.1 reads from it.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._token = settings.token.get_secret_value() if settings.token else None
        self._local_names_only = settings.token is None and settings.is_loopback

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host, origin = headers.get("host", ""), headers.get("origin")
        if self._local_names_only and _PORT.sub("", host) not in _LOCAL:
            return problem(403, f"host {host[:80]!r} is not this machine's own; a service for others needs a token")
        if scope["method"] not in _SAFE and origin is not None and origin.partition("://")[2] != host:
            return problem(403, f"a page of {origin[:80]!r} may not change anything here")
        if self._token is None or scope["path"] in _OPEN or allowed(headers, self._token):
            return None
        if scope["path"] == "/" and "text/html" in headers.get("accept", ""):
            return RedirectResponse("/login", 303)
        return problem(
            401,
            "this service needs its token: Authorization: Bearer TOKEN, or http://user:TOKEN@host/...",
            {"WWW-Authenticate": 'Bearer realm="shadergen"'},
        )


def allowed(headers: Headers, token: str) -> bool:
    """Whether a request's headers hold the token or a cookie that was made of it."""
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    match scheme.lower():
        case "bearer":
            return _equal(credentials.strip(), token)
        case "basic":
            return _equal(_password(credentials), token)
    cookies = (part.strip().partition("=") for part in headers.get("cookie", "").split(";"))
    return any(name == COOKIE and _is_fresh(value, token) for name, _, value in cookies)


def _equal(ours: str, theirs: str) -> bool:
    return hmac.compare_digest(ours.encode(), theirs.encode())


def _password(credentials: str) -> str:
    try:
        return base64.b64decode(credentials, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _seal(until: str, token: str) -> str:
    return hmac.digest(token.encode(), f"page {until}".encode(), hashlib.sha256).hex()


def _cookie(token: str) -> str:
    until = str(int(time.time()) + _COOKIE_SECONDS)
    return f"{until}.{_seal(until, token)}"


def _is_fresh(cookie: str, token: str) -> bool:
    until, _, seal = cookie.partition(".")
    return _equal(seal, _seal(until, token)) and int(until) > time.time()


router = APIRouter(tags=["page"], include_in_schema=False)


@router.get("/login")
def show_login() -> HTMLResponse:
    """The form that asks for the token."""
    return HTMLResponse(_LOGIN.format(line="This service asks for its token."))


@router.post("/login")
async def log_in(request: Request) -> Response:
    """Set the page's cookie if the form holds the token."""
    settings: Settings = request.app.state.settings
    token = settings.token.get_secret_value() if settings.token else None
    given = parse_qs((await request.body()).decode("latin-1")).get("token", [""])[0]
    if token is not None and not _equal(given, token):
        return HTMLResponse(_LOGIN.format(line="That is not the token."), 401)
    answer = RedirectResponse("/", 303)
    if token is not None:
        secure = request.url.scheme == "https"
        answer.set_cookie(
            COOKIE, _cookie(token), max_age=_COOKIE_SECONDS, httponly=True, samesite="strict", secure=secure
        )
    return answer
