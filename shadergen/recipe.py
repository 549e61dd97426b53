"""What is wanted: `Recipe` as the user writes it, and `Resolved`, which holds all that decides a pixel.

Resolving freezes the programs (their texts are in it, so that a dataset can be repaired long after a library changed),
turns names of statistics into numbers and drops what the sources at hand never read. The fingerprint is the SHA-256 of
the resolved recipe's canonical JSON. How many images, who draws them and where are not part of it.
"""

import difflib
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, TypeVar

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    Strict,
    ValidationError,
    field_validator,
    model_validator,
)

from shadergen.errors import UsageError
from shadergen.options import (
    MAX_SIDE,
    Crop,
    Encoder,
    Figures,
    Filter,
    Ifs,
    Kin,
    Leaves,
    Model,
    Noise,
    Palette,
    Pictures,
    Range,
    ResolvedCrop,
    ResolvedPictures,
    View,
)
from shadergen.philox import MAX_INDEX
from shadergen.synth.programs import GRAMMAR, SynthPrograms, frozen
from shadergen.twigl.catalogue import choose, first
from shadergen.twigl.program import LIBRARY, Program
from shadergen.twigl.translate import BUDGET

GENERATOR: Final = 1
"""Version of everything between a recipe and its pixels; it rises when a change of ours moves one."""

SOURCES = ("twigl", "leaves", "noise", "synth", "ifs", "crop", "pictures", "figures", "kin")
LIBRARY_MIX = {"twigl": 1.0, "synth": 2.0, "figures": 3.0}
"""The default library; docs/performance.md and docs/results.md have the mixes that were tried."""
PROGRAMS = ("twigl", "synth")
"""Sources that draw programs."""
MAX_IMAGES = 2**40


def _size(value: object) -> object:
    """64, '64', '64x48' and [64, 48] are all sizes."""
    if isinstance(value, str):
        value = [int(part) if part.strip().isdigit() else part for part in value.lower().split("x")]
        value = value[0] if len(value) == 1 else value
    return [value, value] if isinstance(value, int) else value


_Side = Annotated[int, Strict()]  # true is no 1


def _weights(value: object) -> object:
    """'twigl:2,leaves' and ['twigl', 'leaves'] become {'twigl': 2, 'leaves': 1}."""
    items: list[tuple[str, str]] = []
    if isinstance(value, str):
        items = [(name.strip(), weight) for name, _, weight in (part.partition(":") for part in value.split(","))]
    elif isinstance(value, list | tuple):
        items = [(str(name), "") for name in value]
    if not items:
        return value
    names = [name for name, _ in items]
    if len(set(names)) < len(names):
        raise ValueError(
            f"a source is named once; {', '.join(sorted({n for n in names if names.count(n) > 1}))} is repeated"
        )
    return {name: weight or 1.0 for name, weight in items}


def _known(value: dict[str, float]) -> dict[str, float]:
    unknown = sorted(set(value) - set(SOURCES))
    if unknown or not value:
        raise ValueError(f"unknown source {', '.join(unknown) or '(none given)'}; there are {', '.join(SOURCES)}")
    return {name: value[name] for name in SOURCES if name in value}


class Drawing(Model):
    """How programs are drawn."""

    time: Range = (0.0, 60.0)
    """Seconds; within a block a program's images stand at cyclic steps over this range."""
    fps: Annotated[float, Field(gt=0, le=1000)] = 60.0
    """The frame number `f` is 1 + floor(t * fps), as where the program runs from 0 seconds."""
    mouse: tuple[Range, Range] = ((0.0, 0.0), (0.0, 0.0))
    """Ranges of `m` in x and y; (0, 0) is where it rests."""
    sound: Range = (0.0, 0.0)
    """Range of `s`."""
    view: View = View()
    warmup: Annotated[int, Field(ge=1, le=10_000)] = 24
    """Frames of a program that reads the one before; the last of them is the image."""
    budget: Annotated[int, Field(ge=1, le=60_000)] = BUDGET
    """Iterations that a pixel may spend in all its loops; an image with a pixel that needs more is redrawn."""

    @field_validator("view", mode="before")
    @classmethod
    def _rest_of_the_view(cls, value: object) -> object:
        """What a view leaves out is this source's own default, which another's may not be."""
        own = cls.model_fields["view"].default.model_dump(exclude_defaults=True)
        return own | value if isinstance(value, dict) else value

    def as_written(self) -> Self:
        """The same in the programs' own colours, for what is said or shown of a program."""
        own = Palette(kinds={"written": 1.0})
        return self.model_copy(update={"view": self.view.model_copy(update={"palette": own})})


class Twigl(Drawing):
    """How programs are drawn, and which of them how often."""

    weights: dict[str, Annotated[float, Field(ge=0, lt=1e9)]] = Field(default={})
    """Weights of programs by name, in place of their headers'; 0 leaves one out. Others keep theirs."""
    others: Annotated[float, Field(ge=0, le=1e6)] = 1.0
    """What the weights of all programs that `weights` does not name are multiplied by; 0 leaves them out."""
    first: Annotated[int | None, Field(ge=1)] = None
    """Only so many of each folder: those that add most, in its catalogue's order."""

    def choose(self, folders: tuple[Path, ...]) -> "ResolvedTwigl":
        """Freeze the programs of some folders.

        Raises:
            UsageError: a folder or a program cannot be used, a weight is of no program, none is left, or `first` is
                given and a folder has no order.
        """
        programs, left_out = choose(folders)
        if self.first is not None:
            programs = first(programs, folders, self.first)
        names = {program.name for program in programs}
        if unknown := sorted(set(self.weights) - names - set(left_out)):
            near = difflib.get_close_matches(unknown[0], names, n=1)
            raise UsageError(
                f"twigl.weights: no program {unknown[0]!r}{f'; did you mean {near[0]!r}?' if near else ''}"
            )
        weighed = []
        for program in programs:
            weight = self.weights.get(program.name, program.weight * self.others)
            if weight:
                weighed.append(program.model_copy(update={"weight": weight}))
        if not weighed:
            raise UsageError("twigl.weights: every program has the weight 0; leave one above it")
        return self.of(weighed, left_out)

    def of(self, programs: Sequence[Program], left_out: Mapping[str, str] | None = None) -> "ResolvedTwigl":
        """These programs, drawn as this says."""
        options = self.model_dump(exclude={"weights", "others", "first"})
        return ResolvedTwigl(**options, programs=tuple(programs), left_out=dict(left_out or {}))


class Synth(Drawing):
    """Programs that a grammar writes, see `shadergen.synth`, and how they are drawn."""

    view: View = View(offset=0.1, zoom=(0.75, 1.5), turn=0.0)
    """Programs turn and shift what they show themselves, textures by any angle, things by what suits them."""
    programs: Annotated[int, Field(ge=1, le=100_000)] = 2000
    """How many. Those of seed 0 have been tried once; they are the first of the catalogue's list of good ones."""
    seed: Annotated[int, Field(ge=0, lt=2**64)] = 0
    """Another seed is other programs; no one has tried them: all are used, and the filter judges."""

    def choose(self) -> "ResolvedSynth":
        """Freeze which programs these are.

        Raises:
            UsageError: there are fewer that have been tried.
        """
        indices = tuple(range(self.programs))
        if self.seed == 0:
            indices = frozen(GRAMMAR).indices[: self.programs]
            if len(indices) < self.programs:
                raise UsageError(
                    f"synth.programs: {self.programs} of seed 0, and {len(indices)} are in its catalogue; "
                    "give at most that many, or another synth.seed"
                )
        return self.of(indices)

    def of(self, indices: Sequence[int]) -> "ResolvedSynth":
        """These programs of the seed, drawn as this says."""
        return ResolvedSynth(**self.model_dump(exclude={"programs"}), indices=tuple(indices))


class Recipe(Model):
    """What a dataset is made of; every field has a default, and `shadergen render`'s flags have the same names."""

    size: Annotated[tuple[_Side, _Side], BeforeValidator(_size)] = (64, 64)
    """Width and height in pixels; one number stands for both."""
    source: Annotated[dict[str, float], BeforeValidator(_weights), AfterValidator(_known)] = LIBRARY_MIX
    """Sources and their weights: 'twigl:2,leaves' or {twigl: 2, leaves: 1}. Without it the written and the synthesised
    programs and as many figures, or where `shaders` are given those alone."""
    shaders: Annotated[tuple[Path, ...], BeforeValidator(lambda v: [v] if isinstance(v, str | Path) else v)] = ()
    """Folders of programs; without any, the library that comes with shadergen."""
    seed: Annotated[int, Field(ge=0, lt=2**64)] = 0
    format: Literal["png", "jpg", "webp", "ppm"] = "png"
    level: Annotated[int, Field(ge=0, le=9)] = 1
    quality: Annotated[int, Field(ge=1, le=100)] = 90
    shard_size: Annotated[int, Field(ge=1, le=1_000_000)] = 10_000
    twigl: Twigl = Twigl()
    synth: Synth = Synth()
    leaves: Leaves = Leaves()
    noise: Noise = Noise()
    ifs: Ifs = Ifs()
    figures: Figures = Figures()
    kin: Kin = Kin()
    crop: Crop = Crop()
    pictures: Pictures = Pictures()
    filter: Filter = Filter()

    @model_validator(mode="before")
    @classmethod
    def _own_programs_alone(cls, fields: Any) -> Any:
        if isinstance(fields, dict) and fields.get("shaders") and "source" not in fields:
            return fields | {"source": {"twigl": 1.0}}
        return fields

    @model_validator(mode="after")
    def _in_range(self) -> Self:
        if not all(1 <= side <= MAX_SIDE for side in self.size):
            raise ValueError(f"size {'x'.join(map(str, self.size))}: each side is 1 to {MAX_SIDE} pixels")
        if not all(0 < weight < 1e9 for weight in self.source.values()):
            raise ValueError("source: a weight is a number above 0; leave a source out instead of weighing it 0")
        return self

    @classmethod
    def parse(cls, fields: Mapping[str, Any]) -> "Recipe":
        """Validate plain data, such as a YAML file's.

        Raises:
            UsageError: one line that names the field, what was given and what is allowed.
        """
        return parsed(cls, fields)

    @classmethod
    def load(cls, file: Path | None, overrides: Mapping[str, Any]) -> "Recipe":
        """A YAML file's recipe with dotted keys set over it: `{'seed': 3, 'twigl.view.turn': 0}`.

        Raises:
            UsageError: the file cannot be read or does not hold a recipe.
        """
        fields: dict[str, Any] = {}
        if file is not None:
            try:
                fields = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
            except OSError as error:
                raise UsageError(f"recipe {file}: {error.strerror}") from error
            except (yaml.YAMLError, UnicodeDecodeError) as error:
                raise UsageError(f"recipe {file}: not YAML: {' '.join(str(error).split())}") from error
            if not isinstance(fields, dict):
                raise UsageError(f"recipe {file}: it holds a {type(fields).__name__}, and a recipe is a mapping")
        for key, value in overrides.items():
            *parents, last = key.split(".")
            place = fields
            for parent in parents:
                place = place.setdefault(parent, {})
                if not isinstance(place, dict):
                    raise UsageError(f"{key}: {parent} is a value, and has no fields of its own")
            place[last] = value
        return cls.parse(fields)

    def alone(self, drawing: "ResolvedTwigl | ResolvedSynth") -> "Resolved":
        """This recipe with some programs in place of its sources; every image is its first attempt."""
        name = "twigl" if isinstance(drawing, ResolvedTwigl) else "synth"
        return self._resolved({name: 1.0}, {name: drawing, "filter": Filter(attempts=1)})

    def resolve(self) -> "Resolved":
        """Freeze all that decides a pixel.

        Raises:
            UsageError: a shader folder or statistics cannot be used.
        """
        total = sum(self.source.values())
        options: dict[str, Any] = {}
        if "twigl" in self.source or ("leaves" in self.source and self.leaves.textures == "twigl"):
            options["twigl"] = self.twigl.choose(self.shaders or (LIBRARY,))
            options["filter"] = self.filter
        elif self.shaders:
            raise UsageError(f"shaders are given, and source {', '.join(self.source)} draws none; add twigl to it")
        if "synth" in self.source:
            options |= {"synth": self.synth.choose(), "filter": self.filter}
        if "leaves" in self.source:
            options["leaves"] = self.leaves.fitting(self.size)
        if "noise" in self.source:
            options["noise"] = self.noise.resolve()
        if "ifs" in self.source:
            options["ifs"] = self.ifs
        if "figures" in self.source or "kin" in self.source:
            options["figures"] = self.figures
        if "kin" in self.source:
            options["kin"] = self.kin.resolve()
        if "crop" in self.source:
            options["crop"] = self.crop.resolve()
        if "pictures" in self.source:
            options["pictures"] = self.pictures.resolve()
        return self._resolved({name: weight / total for name, weight in self.source.items()}, options)

    def _resolved(self, source: dict[str, float], options: Mapping[str, Any]) -> "Resolved":
        return Resolved(
            size=self.size,
            source=source,
            seed=self.seed,
            shard_size=self.shard_size,
            encoder=Encoder(format=self.format, level=self.level, quality=self.quality),
            **options,
        )


class ResolvedTwigl(Drawing):
    """`Twigl` with its frozen programs, in name order."""

    programs: tuple[Program, ...]
    left_out: dict[str, str] = Field(default={}, exclude=True)
    """Why programs of the folders are not among them; not part of the document, since no image comes of them."""

    def weights_of_programs(self) -> list[float]:
        """How often each program is drawn, against the others."""
        return [program.weight for program in self.programs]

    @model_validator(mode="before")
    @classmethod
    def _without_hashes(cls, fields: Any) -> Any:
        # the hashes stand in the document for its readers; a program forms its own
        if isinstance(fields, dict) and isinstance(fields.get("programs"), list):
            plain = [{k: v for k, v in p.items() if k != "sha256"} for p in fields["programs"] if isinstance(p, dict)]
            return fields | {"programs": plain}
        return fields


class ResolvedSynth(Drawing):
    """`Synth` with the numbers of its programs: their texts follow from them, and are formed when they are drawn."""

    grammar: Literal[1] = GRAMMAR
    seed: int
    indices: Annotated[tuple[Annotated[int, Field(ge=0, lt=MAX_INDEX)], ...], Field(min_length=1)]
    weights: tuple[Annotated[float, Field(gt=0, lt=1e9)], ...] | None = None
    """How often each is drawn, against the others; without it, all as often."""

    @model_validator(mode="after")
    def _weights_fit(self) -> Self:
        if self.weights is not None and len(self.weights) != len(self.indices):
            raise ValueError(f"{len(self.weights)} weights of {len(self.indices)} programs; give one a program")
        return self

    def weights_of_programs(self) -> list[float]:
        """How often each program is drawn, against the others."""
        return [1.0] * len(self.indices) if self.weights is None else list(self.weights)

    @cached_property
    def programs(self) -> SynthPrograms:
        """The programs."""
        return SynthPrograms(self.grammar, self.seed, self.indices)


class Resolved(Model):
    """A recipe with nothing left open: image `i` is a pure function of this and `i`."""

    generator: Literal[1] = GENERATOR
    size: tuple[int, int]
    source: Annotated[dict[str, float], AfterValidator(_known)]
    """Weights that sum to 1, in the order of `SOURCES`: the plan counts on it."""
    seed: int
    shard_size: int
    encoder: Encoder
    twigl: ResolvedTwigl | None = None
    synth: ResolvedSynth | None = None
    leaves: Leaves | None = None
    noise: Noise | None = None
    ifs: Ifs | None = None
    figures: Figures | None = None
    kin: Kin | None = None
    crop: ResolvedCrop | None = None
    pictures: ResolvedPictures | None = None
    filter: Filter = Filter()

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Resolved) and self.fingerprint == other.fingerprint

    @property
    def document(self) -> dict[str, Any]:
        """All that decides a pixel, as plain data: where pictures are does not, and is left out."""
        places = {"crop": {"picture"}, "pictures": {"folder"}}
        return self.model_dump(mode="json", exclude_none=True, exclude=places)

    @cached_property
    def canonical(self) -> str:
        """The canonical JSON of the document: keys sorted, no spaces, absent parts left out."""
        return json.dumps(self.document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @property
    def programs(self) -> tuple[Program, ...]:
        """The written programs that the plan chooses from."""
        return self.twigl.programs if self.twigl else ()

    def members(self, source: str) -> dict[str | None, float]:
        """The programs, or kinds of kin, of which a source takes one for each image; None where it has but one way.

        By name, with weights that sum to 1.
        """
        if source in PROGRAMS:
            drawing = self.drawing(source)
            names, weights = [program.name for program in drawing.programs], drawing.weights_of_programs()
        elif source == "kin":
            assert self.kin is not None
            names, weights = [name for name, _ in self.kin.kinds], self.kin.weights_of_kinds()
        else:
            return {None: 1.0}
        total = sum(weights)
        return {name: weight / total for name, weight in zip(names, weights, strict=True)}

    def drawing(self, source: str) -> "ResolvedTwigl | ResolvedSynth":
        """The programs of a source that draws programs, and how they are drawn."""
        options = {"twigl": self.twigl, "synth": self.synth}[source]
        assert options is not None
        return options


def differences(ours: Mapping[str, Any], theirs: Mapping[str, Any], at: str = "") -> list[str]:
    """The dotted names of the fields in which two documents differ."""
    fields = []
    for key in sorted(set(ours) | set(theirs)):
        a, b = ours.get(key), theirs.get(key)
        if isinstance(a, Mapping) and isinstance(b, Mapping):
            fields += differences(a, b, f"{at}{key}.")
        elif a != b:
            fields.append(f"{at}{key}")
    return fields


_Parsed = TypeVar("_Parsed", bound=BaseModel)


def parsed(model: type[_Parsed], fields: Mapping[str, Any]) -> _Parsed:
    """Plain data as a model.

    Raises:
        UsageError: one line that names the field, what was given and what is allowed.
    """
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        raise UsageError(explain(error, model)) from error


def explain(error: ValidationError, model: type[BaseModel]) -> str:
    """A validation error's first complaint in one line; an unknown key names its nearest neighbour."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        fields = _fields_at(model, first["loc"][:-1])
        near = difflib.get_close_matches(str(first["loc"][-1]), fields, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(fields)}"
        return f"unknown key {where!r}; {hint}"
    message = first["msg"].removeprefix("Value error, ")
    given = "" if first["type"] in {"value_error", "missing"} else f", not {str(first['input'])[:80]!r}"
    return f"{where + ': ' if where else ''}{message}{given}"


def _fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    for part in path:
        field = model.model_fields.get(str(part))
        kind = field.annotation if field else None
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return []
        model = kind
    return list(model.model_fields)
