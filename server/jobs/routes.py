"""Jobs over HTTP: put one in the queue, look at it, follow it by server-sent events, cancel it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, FastAPI, Header, HTTPException, Query, status
from fastapi import Request as HttpRequest
from fastapi.sse import EventSourceResponse, ServerSentEvent

from server.clients import client_of
from server.jobs.documents import Job, RenderRequest, Request
from server.jobs.queue import Jobs, Limits
from server.problems import Busy

__all__ = ["Limits", "router"]

_EVENT_SECONDS = 0.25


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Look after the jobs while the app serves; they are `app.state.jobs`."""
    settings = app.state.settings
    jobs = await asyncio.to_thread(Jobs, settings.data, settings.jobs)
    app.state.jobs = jobs
    jobs.supervisor.start()
    try:
        yield
    finally:
        await asyncio.to_thread(jobs.close)


_ANSWERS: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is none of that name."},
    409: {"description": "It does not go with what is there."},
    429: {"description": "Too many at present; Retry-After says when to try again."},
    507: {"description": "The disk has no room for it."},
}
router = APIRouter(prefix="/v1/jobs", tags=["jobs"], lifespan=lifespan, responses=_ANSWERS)


def _jobs(request: HttpRequest) -> Jobs:
    jobs: Jobs = request.app.state.jobs
    return jobs


def _job(jobs: Annotated[Jobs, Depends(_jobs)], key: str) -> Job:
    job = jobs.store.get(key)
    if job is None:
        raise HTTPException(404, f"job {key[:80]!r} does not exist; GET /v1/jobs lists those that do")
    return job


def _watched(jobs: Annotated[Jobs, Depends(_jobs)]) -> Jobs:
    if jobs.watchers >= jobs.limits.watchers:
        raise Busy(f"{jobs.watchers} clients follow jobs, as many as may; ask GET /v1/jobs now and then")
    return jobs


_WatchedJobs = Annotated[Jobs, Depends(_watched)]
_SomeJobs = Annotated[Jobs, Depends(_jobs)]
_SomeJob = Annotated[Job, Depends(_job)]


@router.post("", status_code=status.HTTP_201_CREATED)
def post_job(http: HttpRequest, jobs: _SomeJobs, wanted: Annotated[Request, Body()]) -> Job:
    """Put a render or a selection at the queue's end; its dataset appears under /v1/datasets when it is done."""
    from server.query import affordable  # noqa: PLC0415  (it imports the settings, which import this module)

    if isinstance(wanted, RenderRequest):
        affordable(wanted.recipe, http.app.state.settings.limits)
    return jobs.submit(wanted, client_of(http))


@router.get("")
def list_jobs(jobs: _SomeJobs, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> list[Job]:
    """The newest jobs, the newest first."""
    return jobs.store.newest(limit)


@router.get("/{key}")
def get_job(job: _SomeJob) -> Job:
    """A job as it stands."""
    return job


@router.delete("/{key}")
def cancel_job(jobs: _SomeJobs, job: _SomeJob) -> Job:
    """Cancel a job that is not over; what it finished is kept, and the same request goes on with it."""
    if not job.is_live:
        raise HTTPException(409, f"job {job.id} is over: {job.state}")
    jobs.store.cancel(job.id)
    return _job(jobs, job.id)


@router.get("/{key}/events", response_class=EventSourceResponse)
async def follow_job(
    jobs: _WatchedJobs, job: _SomeJob, last_event_id: Annotated[str, Header(max_length=20)] = ""
) -> AsyncIterator[ServerSentEvent]:
    """The job at every change: event `state` where that changed, else `progress`; it ends with the job.

    Every event holds the whole job, so one that was missed is made up for by the next.
    """
    seen = int(last_event_id) if last_event_id.isdecimal() else 0
    state = ""
    jobs.watchers += 1
    try:
        while not jobs.closing:
            if job.revision > seen:
                event = "progress" if job.state == state else "state"
                yield ServerSentEvent(data=job.model_dump(mode="json"), event=event, id=str(job.revision))
            seen, state = max(seen, job.revision), job.state
            if not job.is_live:
                return
            await asyncio.sleep(_EVENT_SECONDS)
            job = await asyncio.to_thread(_job, jobs, job.id)
    finally:
        jobs.watchers -= 1
