"""For those who run the service: is it alive, does it draw, and what has it done."""

import asyncio
import time
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from server.drawers import Drawers
from server.problems import Unavailable
from shadergen.recipe import Recipe

router = APIRouter(tags=["operations"])

_PROBE_SECONDS: Final = 10.0
_FRESH_SECONDS: Final = 5.0


class Readiness(BaseModel):
    """What draws, and how long the last probe took."""

    renderer: str
    version: str
    seconds: float


class Probe:
    """A real draw, made again when the last is some seconds old; many who ask at once share one."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._last: tuple[float, Readiness] | None = None

    async def draw(self, drawers: Drawers) -> Readiness:
        """Draw an image of a program, or of noise where there is no OpenGL.

        Raises:
            Unavailable: it takes too long, or cannot be drawn.
        """
        async with self._lock:
            if self._last and time.monotonic() - self._last[0] < _FRESH_SECONDS:
                return self._last[1]
            began = time.monotonic()
            try:
                async with asyncio.timeout(_PROBE_SECONDS):
                    machine = await drawers.machine()
                    source = "noise" if machine.renderer == "none" else "twigl"
                    recipe = await asyncio.to_thread(Recipe(size=(16, 16), source={source: 1.0}).resolve)
                    await drawers.images(recipe, 0, 1)
            except TimeoutError as error:
                raise Unavailable(f"nothing is drawn within {_PROBE_SECONDS:g} s") from error
            now = time.monotonic()
            ready = Readiness(renderer=machine.renderer, version=machine.version, seconds=round(now - began, 4))
            self._last = now, ready
            return ready


@router.get("/healthz", response_class=PlainTextResponse)
def get_health() -> str:
    """Whether the service answers at all."""
    return "ok"


@router.get("/readyz")
async def get_readiness(request: Request) -> Readiness:
    """Whether images can be drawn: one is."""
    state = request.app.state
    if state.drawers.closing.is_set():
        raise Unavailable("the service is stopping")
    ready: Readiness = await state.probe.draw(state.drawers)
    return ready


@router.get("/metrics", response_class=PlainTextResponse)
def get_metrics(request: Request) -> Response:
    """What the service has done, in Prometheus's text format."""
    state = request.app.state
    state.metrics.queue.set(state.drawers.waiting())
    state.metrics.workers.set(len(state.drawers.pids()))
    return Response(generate_latest(state.metrics.registry), media_type=CONTENT_TYPE_LATEST)
