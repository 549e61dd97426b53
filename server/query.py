"""What a URL's query asks for: a recipe by the command line's names, and which images of it."""

import asyncio
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final

import yaml
from fastapi import Depends, Query, Request

from server.settings import Limits
from shadergen.errors import UsageError
from shadergen.recipe import Recipe, Resolved

_OWN: Final = frozenset({"start", "n", "batch", "format"})
"""Names of the stream's own; `format` is the framing, so that a recipe's format goes by the name `encoding`."""
_TEXTS: Final = frozenset({"source", "size", "seed", "format"})
"""Fields that the command line takes as they stand; all others are YAML, as for `--set`."""
_LONGEST, _DEEPEST = 1000, 6


class _Loader(yaml.SafeLoader):
    """YAML without aliases, with which a short text means a large value."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not allowed")
        return super().compose_node(parent, index)


def _value(name: str, text: str) -> Any:
    if len(text) > _LONGEST:
        raise UsageError(f"{name}: {len(text)} characters; a value has at most {_LONGEST}")
    if name in _TEXTS and text[:1] not in ("[", "{"):
        return text
    try:
        value = yaml.load(text, _Loader)  # noqa: S506  (a safe loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UsageError(f"{name}={text[:80]}: the value is not YAML") from error
    if not _is_flat(value, _DEEPEST):
        raise UsageError(f"{name}={text[:80]}: lists and mappings are nested at most {_DEEPEST} deep")
    return value


def _is_flat(value: object, levels: int) -> bool:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple | set) else ()
    return levels > 0 and all(_is_flat(part, levels - 1) for part in parts)


def fields(items: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """A query's fields of the recipe, by dotted name.

    Raises:
        UsageError: a name is given twice, or a value cannot be read.
    """
    found: dict[str, Any] = {}
    for given, text in items:
        if given in _OWN:
            continue
        name = "format" if given == "encoding" else given
        if name in found:
            raise UsageError(f"{given} is given twice; give it once")
        found[name] = _value(name, text)
    return found


def _named_files(value: object, at: str = "") -> Iterator[str]:
    """The dotted names of the fields that hold paths."""
    if isinstance(value, Path) or (isinstance(value, str) and value.startswith("folder:")):
        yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list | tuple) else ()
    for name, part in items:
        yield from _named_files(part, f"{at}.{name}" if at else str(name))


def affordable(recipe: Recipe, limits: Limits) -> Recipe:
    """The same recipe, if a client may have it drawn.

    Raises:
        UsageError: it names files of this machine, or goes over a limit of the service.
    """
    if file := next(_named_files(recipe.model_dump()), None):
        raise UsageError(f"{file}: a recipe names no files or folders of this service; leave it out")
    asked = {
        "size": (max(recipe.size), limits.side),
        "filter.attempts": (recipe.filter.attempts, limits.attempts),
        "twigl.warmup": (recipe.twigl.warmup, limits.warmup),
        "twigl.budget": (recipe.twigl.budget, limits.budget),
        "synth.warmup": (recipe.synth.warmup, limits.warmup),
        "synth.budget": (recipe.synth.budget, limits.budget),
        "ifs.points": (recipe.ifs.points, limits.points),
        "leaves.samples": (recipe.leaves.samples or 1, limits.samples),
        "leaves.leaves": (recipe.leaves.leaves or 1, limits.leaves),
    }
    for name, (value, most) in asked.items():
        if value > most:
            raise UsageError(f"{name}: {value} is above this service's limit of {most}")
    return recipe


@lru_cache(maxsize=256)
def _resolved(document: str) -> Resolved:
    return Recipe.model_validate_json(document).resolve()


async def resolve(recipe: Recipe) -> Resolved:
    """A recipe resolved, as it was when it was first asked for; reading the programs takes a while.

    Raises:
        UsageError: it cannot be resolved.
    """
    return await asyncio.to_thread(_resolved, recipe.model_dump_json())


async def recipe_of(
    request: Request,
    source: Annotated[str | None, Query(description="Sources with weights: NAME[:WEIGHT],...")] = None,
    size: Annotated[str | None, Query(description="Side, or WxH, in pixels.")] = None,
    seed: Annotated[str | None, Query(description="Another seed is another dataset.")] = None,
    encoding: Annotated[str | None, Query(description="png, jpg, webp or ppm: a recipe's `format`.")] = None,
) -> Resolved:
    """The recipe of a query; any other field goes by its dotted name, such as `twigl.view.turn=0`."""
    del source, size, seed, encoding  # named for the document; they are read with the others
    limits: Limits = request.app.state.settings.limits
    wanted = Recipe.load(None, fields(request.query_params.multi_items()))
    return await resolve(affordable(wanted, limits))


QueryRecipe = Annotated[Resolved, Depends(recipe_of)]
