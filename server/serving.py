"""The service on a socket: uvicorn with limits on headers, and an end at which streams stop between two samples."""

import asyncio
import logging
import os
import signal
import socket

import h11
from fastapi import FastAPI
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from server.app import begin_to_stop, create_app
from server.settings import Settings
from server.telemetry import log_to_stderr
from shadergen.errors import UsageError


def serve(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM; one line on stdout says where.

    Raises:
        UsageError: the settings are unsafe, or the address cannot be had.
    """
    app = create_app(settings)
    listener = _listen(settings.host, settings.port)
    log_to_stderr(logging.INFO)
    protocol = type("Protocol", (_Protocol,), {"head_seconds": settings.limits.head_seconds})
    config = Config(
        app,
        http=protocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=settings.limits.connections,
        h11_max_incomplete_event_size=settings.limits.head_bytes,
        timeout_graceful_shutdown=settings.shutdown_seconds,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        # uvicorn raises them once more at its end, when all that they ask for is done
        signal.signal(number, lambda *_: None)
    _Server(config, app, _url(settings.host, listener)).run([listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family, backlog=1024)
    except OSError as error:
        # create_server adds its own words to the error's, and failures of names have negative numbers
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise UsageError(f"cannot listen at {host} port {port}: {why}; give another --host or --port") from error


def _url(host: str, listener: socket.socket) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listener.getsockname()[1]}"


class _Server(Server):
    """Says where it serves once it does, and tells streams before it waits for them."""

    def __init__(self, config: Config, app: FastAPI, url: str) -> None:
        super().__init__(config)
        self._app, self._url = app, url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(f"shadergen serves at {self._url}", flush=True)  # noqa: T201  (what the command prints)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        begin_to_stop(self._app)
        await super().shutdown(sockets)


class _Protocol(H11Protocol):
    """HTTP/1.1 with a limit on the time from a connection, or from a request's first byte, to the end of its header."""

    head_seconds: float
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        self._rest()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._timer is None:
            self._watch()

    def _watch(self) -> None:
        self._timer = self.loop.call_later(self.head_seconds, self.transport.close)

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
