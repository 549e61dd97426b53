"""Single pictures: an image by its index, a contact sheet of a recipe, and one of a text that the client sends."""

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Annotated, Any, Final

import numpy as np
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from numpy.typing import NDArray
from PIL import Image
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from server.datasets import names_tag
from server.drawers import Drawers
from server.problems import Busy
from server.query import QueryRecipe
from shadergen.errors import UsageError
from shadergen.plan import ImagePlan
from shadergen.preview import of_moment, sheet, usual_time
from shadergen.recipe import MAX_IMAGES, Resolved
from shadergen.shards.encode import encode
from shadergen.twigl.modes import find_mode, guess
from shadergen.twigl.program import MAX_TEXT, Program

router = APIRouter(prefix="/v1", tags=["images"])

_SHEET_PIXELS: Final = 2**22
_KEEP: Final = "private, max-age=3600"
_PNG: Final[dict[int | str, dict[str, Any]]] = {
    200: {"content": {"image/png": {}}},
    304: {"description": "The client's picture is still the same."},
}


class Places:
    """How many pictures are drawn or wait, in all."""

    def __init__(self, most: int) -> None:
        self._most, self._taken = most, 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A picture's place.

        Raises:
            Busy: as many are under way as there may be.
        """
        if self._taken >= self._most:
            raise Busy(f"{self._taken} pictures are under way, as many as there may be; try again in some seconds")
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1


async def _place(request: Request) -> AsyncIterator[None]:
    with request.app.state.places.taken():
        yield


_Place = Depends(_place)


async def _tag(drawers: Drawers, recipe: Resolved, what: str) -> str:
    """What decides a picture's bytes, as a strong entity tag."""
    machine = await drawers.machine()
    aside = sorted(drawers.journal.programs(recipe))
    text = "\n".join((recipe.fingerprint, machine.renderer, machine.version, what, *aside))
    return hashlib.sha256(text.encode()).hexdigest()


def _headers(recipe: Resolved, tag: str) -> dict[str, str]:
    return {"ETag": f'"{tag}"', "Cache-Control": _KEEP, "Shadergen-Fingerprint": recipe.fingerprint}


def _unchanged(request: Request, tag: str) -> bool:
    return names_tag(request.headers.get("if-none-match", ""), tag)


@router.get("/images/{index}.png", response_class=Response, responses=_PNG, dependencies=[_Place])
async def get_image(
    request: Request, recipe: QueryRecipe, index: Annotated[int, Path(ge=0, lt=MAX_IMAGES)]
) -> Response:
    """Image `index` of a recipe, as PNG; its bytes are those of a rendered dataset in that format."""
    drawers: Drawers = request.app.state.drawers
    tag = await _tag(drawers, recipe, f"image {index}")
    headers = _headers(recipe, tag)
    if _unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    images, _ = await drawers.images(recipe, index, index + 1)
    encoder = recipe.encoder.model_copy(update={"format": "png"})
    return Response(encode(encoder, images)[0], media_type="image/png", headers=headers)


@router.get("/preview.png", response_class=Response, responses=_PNG, dependencies=[_Place])
async def get_preview(
    request: Request,
    recipe: QueryRecipe,
    start: Annotated[int, Query(ge=0, lt=MAX_IMAGES, description="The first index.")] = 0,
    n: Annotated[int, Query(ge=1, le=256, description="How many images.")] = 16,
) -> Response:
    """A contact sheet: `n` images of a recipe from an index on."""
    width, height = recipe.size
    if n * width * height > _SHEET_PIXELS:
        raise UsageError(f"n: {n} images of {width}x{height} are too many for one sheet; give fewer, or a smaller size")
    if start + n > MAX_IMAGES:
        raise UsageError(f"indices end at {MAX_IMAGES - 1}, and {start + n - 1} is asked for")
    drawers: Drawers = request.app.state.drawers
    tag = await _tag(drawers, recipe, f"sheet {start} {n}")
    headers = _headers(recipe, tag)
    if _unchanged(request, tag):
        return Response(status_code=304, headers=headers)
    images, _ = await drawers.images(recipe, start, start + n)
    return Response(await asyncio.to_thread(_png, sheet(images)), media_type="image/png", headers=headers)


class ShotRequest(BaseModel):
    """A program's text, and which moment of it is drawn."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)]
    mode: str | None = None
    """One of TwiGL's modes; without it, the likeliest."""
    size: Annotated[int, Field(ge=1)] = 256
    """The side in pixels."""
    time: Annotated[float | None, Field(ge=0, le=1e6)] = None
    """Seconds; without them, those after which a browser draws the frame."""
    frame: Annotated[int, Field(ge=1)] = 1


@router.post("/shots", response_class=Response, responses={200: {"content": {"image/png": {}}}}, dependencies=[_Place])
async def post_shot(request: Request, wanted: ShotRequest) -> Response:
    """One picture of a program that the client sends, as its author saw it; only where the service allows it."""
    settings = request.app.state.settings
    if not settings.allow_programs:
        raise HTTPException(
            403, "this service draws no texts that clients send; it was started without --allow-programs"
        )
    if wanted.size > settings.limits.side:
        raise UsageError(f"size: {wanted.size} is above this service's limit of {settings.limits.side}")
    if wanted.frame > settings.limits.warmup:
        raise UsageError(f"frame: {wanted.frame} is above this service's limit of {settings.limits.warmup}")
    recipe, plan = await asyncio.to_thread(_shot, wanted)
    image = await request.app.state.drawers.shot(recipe, plan)
    return Response(await asyncio.to_thread(_png, image), media_type="image/png")


def _shot(wanted: ShotRequest) -> tuple[Resolved, ImagePlan]:
    """What draws one exact picture of a program.

    Raises:
        UsageError: the mode does not exist.
    """
    mode = find_mode(wanted.mode).name if wanted.mode else guess(wanted.text)[0].name
    # a worker translates the text, where it can be stopped
    program = Program(name="program", mode=mode, text=wanted.text)
    time = usual_time(wanted.frame) if wanted.time is None else wanted.time
    return of_moment(program, (wanted.size, wanted.size), time, wanted.frame)


def _png(picture: NDArray[np.uint8]) -> bytes:
    out = io.BytesIO()
    Image.fromarray(picture).save(out, "png")
    return out.getvalue()
