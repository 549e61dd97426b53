"""The service as an ASGI app: its routes, what stands around them, and what lives as long as it does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from server import auth, catalogue, datasets, operations, page, pictures, streams
from server.auth import Doorkeeper
from server.bodies import BoundedBodies
from server.drawers import Drawers
from server.jobs import routes as jobs
from server.journal import Journal
from server.metrics import Metrics
from server.operations import Probe
from server.pictures import Places
from server.problems import ANSWERS, install
from server.settings import Settings
from server.streams import Slots
from server.telemetry import Telemetry
from shadergen.version import VERSION


def create_app(settings: Settings) -> FastAPI:
    """The service.

    `app.state` holds `settings`, `drawers` (who draws), `metrics`, `slots` (open streams), `places` (pictures under
    way) and `jobs`; all but the first three live as long as the app serves.

    Raises:
        UsageError: the settings would let strangers in, or name no device.
    """
    settings.check()
    metrics = Metrics()
    app = FastAPI(
        title="shadergen", version=VERSION, lifespan=_lifespan, docs_url=None, redoc_url=None, responses=ANSWERS
    )
    app.state.settings, app.state.metrics = settings, metrics
    install(app)
    for part in (operations, auth, streams, pictures, jobs, datasets, catalogue, page):
        app.include_router(part.router)
    app.add_middleware(BoundedBodies, limits=settings.limits)
    app.add_middleware(Doorkeeper, settings=settings)
    app.add_middleware(Telemetry, metrics=metrics)  # the last to be added is the outermost
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    settings.data.mkdir(parents=True, exist_ok=True)
    journal = Journal(settings.data / "journal.jsonl")
    drawers = Drawers(settings.devices, settings.processes, settings.hang_seconds, journal, app.state.metrics)
    app.state.drawers = drawers
    app.state.slots = Slots(settings.limits, app.state.metrics)
    app.state.places = Places(settings.limits.pictures)
    app.state.probe = Probe()
    await drawers.start()
    try:
        yield
    finally:
        await drawers.stop()


def begin_to_stop(app: FastAPI) -> None:
    """Let whatever is endless come to its end; what is bounded goes on."""
    app.state.drawers.closing.set()
    app.state.jobs.closing = True
