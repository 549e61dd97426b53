"""What can be drawn: the sources with their options, and the programs with texts and thumbnails."""

import hashlib
import io
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Final

import numpy as np
from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from numpy.typing import NDArray
from PIL import Image
from pydantic import BaseModel, ConfigDict

from server.datasets import names_tag
from server.drawers import Drawers
from shadergen.errors import UsageError
from shadergen.preview import sheet
from shadergen.recipe import GENERATOR, SOURCES, Recipe, Resolved
from shadergen.twigl import catalogue
from shadergen.twigl.program import LIBRARY, Program, find, parse

router = APIRouter(prefix="/v1", tags=["catalogue"], responses={404: {"description": "There is none of that name."}})

_SIDE: Final = 96
_PICTURES: Final = 4
_KEEP: Final = "private, max-age=3600"


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class SourceInfo(_Model):
    """A source: what it draws, its options' defaults, and their JSON schema as recipes have it."""

    name: str
    about: str
    missing: str | None
    """Why it draws nothing with its defaults, such as a folder of pictures; None if it does."""
    defaults: dict[str, Any]
    options: dict[str, Any]


class ShaderInfo(_Model):
    """A program of the library, without its text."""

    id: str
    title: str
    mode: str
    licence: str
    shows: str
    weight: float
    feedback: bool
    sha256: str
    verdict: str | None
    """As the library's catalogue says; None if it has not tried this text."""
    ms_per_megapixel: float | None
    """What drawing costs, on the catalogue's renderer."""


class Shader(ShaderInfo):
    """A program with its text."""

    text: str


class ShaderList(_Model):
    """Programs that a search finds, in name order, and every mode that there is."""

    total: int
    modes: list[str]
    shaders: Sequence[ShaderInfo]


@cache
def _source(name: str) -> SourceInfo:
    options: BaseModel = getattr(Recipe(), name)
    home = f"shadergen.sources.{name}"
    text = import_module(home).__doc__ if find_spec(home) else type(options).__doc__
    return SourceInfo(
        name=name,
        about=(text or "").partition("\n")[0],
        missing=_missing(name),
        defaults=options.model_dump(mode="json", exclude_none=True),
        options=type(options).model_json_schema(),
    )


def _missing(name: str) -> str | None:
    try:
        Recipe(source={name: 1.0}).resolve()
    except UsageError as error:
        return str(error)
    return None


@router.get("/sources")
def list_sources() -> list[SourceInfo]:
    """The sources that a recipe may name."""
    return [_source(name) for name in SOURCES]


def _shader(name: str, file: Path, known: catalogue.Catalogue | None) -> Shader:
    header, program = parse(file, name)
    entry = known.programs.get(name) if known else None
    if entry and entry.sha256 != program.sha256:
        entry = None
    return Shader(
        id=name,
        title=header.title or name,
        mode=program.mode,
        licence=header.licence,
        shows=header.shows,
        weight=program.weight,
        feedback=program.feedback,
        sha256=program.sha256,
        verdict=entry.verdict if entry else None,
        ms_per_megapixel=entry.ms_per_megapixel if entry else None,
        text=program.text,
    )


@router.get("/shaders")
def list_shaders(
    q: Annotated[str, Query(max_length=100, description="Words that name, title or description hold.")] = "",
    mode: Annotated[str, Query(max_length=40, description="Only programs of this mode.")] = "",
) -> ShaderList:
    """The programs of the library."""
    known = catalogue.read(LIBRARY)
    shaders = [_shader(name, file, known) for name, file in find([LIBRARY])]
    words = q.lower().split()
    found = [
        shader
        for shader in shaders
        if (not mode or shader.mode == mode)
        and all(word in f"{shader.id} {shader.title} {shader.shows}".lower() for word in words)
    ]
    return ShaderList(total=len(shaders), modes=sorted({shader.mode for shader in shaders}), shaders=found)


def _file(name: str) -> Path:
    file = dict(find([LIBRARY])).get(name)
    if file is None:
        raise HTTPException(404, f"shader {name[:80]!r} does not exist; GET /v1/shaders lists those that do")
    return file


@router.get(
    "/shaders/{name:path}/preview.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, 429: {"description": "Too many pictures are under way."}},
)
async def get_preview(request: Request, name: str) -> Response:
    """A contact sheet: the program at a few times and in a few views."""
    program = await run_in_threadpool(_program, name)
    cache: Path = request.app.state.settings.data / "previews"
    file = cache / f"{program.sha256}-{GENERATOR}-{_SIDE}x{_PICTURES}.png"
    if not await run_in_threadpool(file.is_file):
        recipe = await run_in_threadpool(_recipe, program)
        drawers: Drawers = request.app.state.drawers
        with request.app.state.places.taken():
            images, _ = await drawers.images(recipe, 0, _PICTURES)
        await run_in_threadpool(_keep, images, file)
    content = await run_in_threadpool(file.read_bytes)
    digest = hashlib.sha256(content).hexdigest()
    headers = {"ETag": f'"{digest}"', "Cache-Control": _KEEP}
    if names_tag(request.headers.get("if-none-match", ""), digest):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type="image/png")


@router.get("/shaders/{name:path}")
def get_shader(name: str) -> Shader:
    """A program and its text."""
    return _shader(name, _file(name), catalogue.read(LIBRARY))


def _program(name: str) -> Program:
    return parse(_file(name), name)[1]


def _recipe(program: Program) -> Resolved:
    """The recipe of one program alone, whose rejected images are shown too."""
    recipe = Recipe(size=(_SIDE, _SIDE))
    return recipe.alone(recipe.twigl.of([program]))


def _keep(images: NDArray[np.uint8], file: Path) -> None:
    """Write the contact sheet, so that it appears whole."""
    page = io.BytesIO()
    Image.fromarray(sheet(images)).save(page, "png", optimize=True)
    file.parent.mkdir(exist_ok=True)
    temporary = file.with_suffix(f".{id(page)}.new")
    temporary.write_bytes(page.getvalue())
    temporary.replace(file)
