"""The recipe reference: a row for each field of the models that a user's documents are parsed with.

Types, ranges and defaults come from the models' JSON schemas, meanings from the docstrings under their fields.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NamedTuple, get_args, get_type_hints

import griffe
from pydantic import BaseModel, TypeAdapter, ValidationError
from typer.main import get_command

from distill import pipeline, settings
from shadergen import options, recipe
from shadergen.cli.main import app
from shadergen.errors import UsageError

Schema = Mapping[str, Any]

ROOT: Final = Path(__file__).parents[2]
FLAGS: Final[dict[type, str]] = {
    recipe.Recipe: "render",
    pipeline.Pipeline: "select",
    pipeline.Select: "select",
    pipeline.Evaluate: "evaluate",
}
"""Models whose fields are flags of a command too, which explains what is left."""
PARSED_FURTHER: Final = {
    "render": "The keys of a [recipe](#recipe), and `n`, the number of images.",
    "distill": "The keys of [distill](#distill), `preset`, and `student`, as the flags of `shadergen distill`.",
}
"""Of a pipeline: dictionaries, which its model hands on as they are."""
_REQUIRED: Final = object()
_PLAIN: Final = {
    "integer": "integer",
    "number": "number",
    "string": "text",
    "boolean": "`true`, `false`",
    "path": "path",
    "object": "keys",
}


class Row(NamedTuple):
    """A field: its dotted key, its type with the range, its default and its meaning, as Markdown."""

    key: str
    kind: str
    default: str
    meaning: str


def page() -> str:
    """The page as Markdown."""
    introduction = (
        "This page is made from the models that parse these documents. A dotted key is a nested one: "
        "`twigl.view.turn` is `twigl: {view: {turn: ...}}` in a YAML file, and `--set twigl.view.turn=0` on the "
        "command line. A key that is unknown is refused."
    )
    parts = [
        "# Recipe reference",
        introduction,
        "## Recipe",
        "What `shadergen render` draws; every field has a default. The flags of the command have the same names.",
        table(rows(recipe.Recipe, deep=False)),
    ]
    for name, model in _nested(recipe.Recipe).items():
        parts += [f"### {name}", _summary(model), table(rows(model, f"{name}.", _default(recipe.Recipe, name)))]
    parts += ["## Distill", _summary(settings.Settings), table(rows(settings.Settings))]
    parts += ["## Pipeline", "```yaml\n" + _example(pipeline) + "```", table(rows(pipeline.Pipeline, deep=False))]
    for name, model in _nested(pipeline.Pipeline).items():
        parts += [f"### {name} of a pipeline", _summary(model), table(rows(model, f"{name}."))]
    return "\n\n".join(parts) + "\n"


def table(found: Iterable[Row]) -> str:
    """Rows as a Markdown table."""
    head = [Row("Key", "Type and range", "Default", "Meaning"), Row("---", "---", "---", "---")]
    lines = (" | ".join(cell.replace("|", "\\|") for cell in row) for row in (*head, *found))
    return "\n".join(f"| {line} |" for line in lines)


def rows(model: type, prefix: str = "", defaults: Schema | None = None, *, deep: bool = True) -> Iterator[Row]:
    """The fields of a model, and those of the models in it under their dotted keys.

    Args:
        model: a pydantic model or a dataclass.
        prefix: what stands before each key.
        defaults: values of some fields that replace the model's own.
        deep: whether the models in it have rows of their own.

    Raises:
        LookupError: nothing says what a field is.
    """
    schema, nested = TypeAdapter(model).json_schema(), _nested(model)
    for name, said in schema["properties"].items():
        default = (defaults or {}).get(name, said.get("default", _REQUIRED))
        inner = nested.get(name)
        if inner and deep and default is not None:
            yield from rows(inner, f"{prefix}{name}.", default)
            continue
        kind = "keys" if inner else _kind(said, schema.get("$defs", {})) + _limits(model, name, said)
        yield Row(f"`{prefix}{name}`", kind, "" if inner and default else _shown(default), meaning(model, name))
        if inner and deep:
            yield from rows(inner, f"{prefix}{name}.")


def meaning(model: type, name: str) -> str:
    """What a field is, in Markdown, of the first place that says it.

    Raises:
        LookupError: none does.
    """
    for place in (model, *_seen(model)):
        if text := _described(place).get(name):
            return text
    if model is pipeline.Pipeline and name in PARSED_FURTHER:
        return PARSED_FURTHER[name]
    if f"`{name}`" in _summary(model):
        return "See above."
    if inner := _nested(model).get(name):
        return _summary(inner).splitlines()[0]
    for option in get_command(app).commands[FLAGS[model]].params if model in FLAGS else ():  # type: ignore[attr-defined]
        if option.name == name and option.help:
            return re.sub(r"\s*\[default: .*\]$", "", option.help)
    raise LookupError(f"{model.__module__}.{model.__qualname__}.{name} has no docstring")


def _seen(model: type) -> Iterator[type]:
    """The classes that a model's docstring, or that of one it inherits from, refers to: see `module.Class`."""
    for one in model.__mro__:
        for name in re.findall(r"see `([\w.]+)\.([A-Z]\w+)`", one.__doc__ or ""):
            yield getattr(import_module(name[0]), name[1])
    if model is recipe.Recipe:
        yield options.Encoder


@cache
def _package(name: str) -> Any:
    return griffe.load(name, search_paths=[ROOT])


@cache
def _described(model: type) -> dict[str, str]:
    """What the docstrings of a class say of its fields, inherited ones too."""
    found: dict[str, str] = {}
    for one in reversed(model.__mro__):
        if one.__module__.split(".")[0] not in ("shadergen", "distill", "leaves"):
            continue
        top, _, rest = f"{one.__module__}.{one.__qualname__}".partition(".")
        parsed = _package(top)[rest]
        for section in parsed.docstring.parse("google") if parsed.docstring else ():
            if section.kind is griffe.DocstringSectionKind.attributes:
                found |= {item.name: _sentence(item.description) for item in section.value}
        for name, attribute in parsed.attributes.items():
            if attribute.docstring:
                found[name] = _sentence(attribute.docstring.value)
    return found


def _sentence(text: str) -> str:
    line = " ".join(text.split()).rstrip(".") + "."
    return line[0].upper() + line[1:] if line[1].isalpha() else line


def _summary(model: type) -> str:
    """What a class's docstring says before its sections."""
    return re.split(r"\n\n\w+:\n", _clean(model))[0]


def _clean(place: object) -> str:
    return "\n".join(line.removeprefix("    ") for line in (place.__doc__ or "").splitlines())


def _example(module: object) -> str:
    """The indented lines of a docstring."""
    lines = (module.__doc__ or "").splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.startswith("    "))


def _nested(model: type) -> dict[str, type]:
    """The fields that are models themselves."""
    found = {}
    for name, hint in get_type_hints(model).items():
        kinds = [kind for kind in (get_args(hint) or (hint,)) if kind is not type(None)]
        if (
            len(kinds) == 1
            and isinstance(kinds[0], type)
            and (issubclass(kinds[0], BaseModel) or is_dataclass(kinds[0]))
        ):
            found[name] = kinds[0]
    return found


def _default(model: type[BaseModel], name: str) -> Schema:
    default: Schema = model.model_json_schema()["properties"][name]["default"]
    return default


def _kind(said: Schema, models: Schema) -> str:
    """A JSON schema's type in words."""
    if "anyOf" in said:
        return " or ".join(_kind(part, models) for part in said["anyOf"] if part.get("type") != "null")
    if "$ref" in said:
        return "{" + ", ".join(models[said["$ref"].rsplit("/", 1)[1]]["properties"]) + "}"
    if "enum" in said:
        return ", ".join(f"`{value}`" for value in said["enum"])
    return _PLAIN.get(said.get("format") or said["type"], "") + _parts(said, models) + _range(said)


def _parts(said: Schema, models: Schema) -> str:
    """What an array or an object is made of."""
    if "prefixItems" in said:
        return f"[{', '.join(_kind(part, models) for part in said['prefixItems'])}]"
    if "items" in said:
        return f"list, each: {_kind(said['items'], models)}"
    held = said.get("additionalProperties")
    return f", each: {_kind(held, models)}" if isinstance(held, dict) else ""


def _range(said: Schema) -> str:
    """The limits that a schema states, in words."""
    words = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to", "exclusiveMaximum": "below"}
    return "".join(f" {word} {_number(said[limit])}" for limit, word in words.items() if limit in said)


def _number(value: float) -> str:
    return "2^64" if value == 2**64 else f"{value:,.10g}"


def _limits(model: type, name: str, said: Schema) -> str:
    """The limits that a model checks by itself, of a number or of several: what it says of a far value."""
    for part in said.get("anyOf", [said]):
        many = part.get("prefixItems", [])
        if _range(part) or not {item.get("type") for item in many or [part]} <= {"integer", "number"}:
            continue
        for far in (-(10**9), 10**9):
            try:
                TypeAdapter(model).validate_python({name: [far] * len(many) or far})
            except UsageError as error:
                text = str(error)
            except ValidationError as error:
                text = error.errors()[0]["msg"]
            else:
                continue
            if allowed := re.match(r".*\b(?:give|is|lies? in|within) (.*\d.*)", text.split(", not ")[0]):
                return f", {allowed[1]}"
    return ""


def _shown(value: object) -> str:
    if value is _REQUIRED:
        return "required"
    if value is None:
        return "none"
    if isinstance(value, dict):
        return f"`{{{', '.join(f'{key}: {_bare(item)}' for key, item in value.items())}}}`"
    return f"`{_bare(value)}`"


def _bare(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_bare, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.5g}" if isinstance(value, float) else str(value)
