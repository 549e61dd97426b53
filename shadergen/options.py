"""Options as a recipe states them, and as some are resolved; what chooses programs is in `shadergen.recipe`."""

import hashlib
import re
from abc import ABC, abstractmethod
from dataclasses import fields
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from leaves.look import Look
from leaves.model import SHAPES, LeafLaw
from shadergen import crops, figures, ifs, noise, palette
from shadergen.errors import UsageError
from shadergen.philox import MAX_INDEX
from shadergen.pictures import Listing, decode, listing, load
from shadergen.wavelet import MAX_CELL

MAX_SIDE = 4096
Unit = Annotated[float, Field(ge=0, le=1)]


class Model(BaseModel):
    """A part of a recipe: frozen, and no key is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Lawful(Model, ABC):
    """Options that state a law; a law checks itself when it is made."""

    @abstractmethod
    def law(self) -> object:
        """The law that these options state."""

    @model_validator(mode="after")
    def _law_holds(self) -> Self:
        self.law()
        return self


def _ordered(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError(f"a range is [low, high], and {value[0]} is above {value[1]}")
    return value


Range = Annotated[tuple[float, float], AfterValidator(_ordered)]
_Share = Annotated[float, Field(ge=0, le=1)]


class Palette(Lawful):
    """In what colours and before what grounds programs are seen, see `shadergen.palette.Law`."""

    kinds: dict[str, float] = dict(palette.Law().kinds)
    hue: float = palette.Law().hue
    saturation: Range = palette.Law().saturation
    grey: float = palette.Law().grey
    contrast: Range = palette.Law().contrast
    brightness: Range = palette.Law().brightness
    invert: float = palette.Law().invert
    bright: Range = palette.Law().bright
    dark: Range = palette.Law().dark
    radius: Range = palette.Law().radius

    def law(self) -> palette.Law:
        """The law that these options state."""
        return palette.Law(**self.model_dump())


class Ifs(Lawful):
    """Pictures of iterated function systems, see `shadergen.ifs.Law`."""

    maps: tuple[int, int] = ifs.Law().maps
    fill: Range = ifs.Law().fill
    layers: int = ifs.Law().layers
    points: float = ifs.Law().points
    grey: float = ifs.Law().grey
    plain: float = ifs.Law().plain

    def law(self) -> ifs.Law:
        """The law that these options state."""
        return ifs.Law(**self.model_dump())


class Figures(Lawful):
    """Single things on plain grounds, see `shadergen.figures.Law`."""

    parts: tuple[int, int] = figures.Law().parts
    fill: Range = figures.Law().fill
    mirrored: float = figures.Law().mirrored
    upright: float = figures.Law().upright
    grey: float = figures.Law().grey
    black: float = figures.Law().black

    def law(self) -> figures.Law:
        """The law that these options state."""
        return figures.Law(**self.model_dump())


_Figure = tuple[Annotated[int, Field(ge=0, lt=2**64)], Annotated[int, Field(ge=0, lt=MAX_INDEX)]]


class Kin(Model):
    """More figures like given ones: each has the random words of one of them, but for a share that is drawn anew.

    They follow the law of `figures`, which is the one that the given ones were drawn by.
    """

    of: dict[str, Annotated[tuple[_Figure, ...], Field(min_length=1)]] = {}
    """Given figures, by kind (any names): each is [seed, index] of a dataset's figure."""
    weights: dict[str, Annotated[float, Field(gt=0, lt=1e9)]] = {}
    """How often each kind is drawn, against the others; 1 where none is given."""
    changed: Annotated[tuple[_Share, _Share], AfterValidator(_ordered)] = (0.08, 0.2)
    """The share that is drawn anew, which each picture draws from the range: near 0 all are alike."""

    @model_validator(mode="after")
    def _weights_are_of_kinds(self) -> Self:
        if unknown := sorted(set(self.weights) - set(self.of)):
            raise ValueError(f"weights: no kind {unknown[0]!r}; there are: {', '.join(sorted(self.of)) or 'none'}")
        return self

    @cached_property
    def kinds(self) -> tuple[tuple[str, tuple[tuple[int, int], ...]], ...]:
        """Names and figures of the kinds, in name order."""
        return tuple(sorted(self.of.items()))

    def weights_of_kinds(self) -> list[float]:
        """How often each of `kinds` is drawn, against the others."""
        return [self.weights.get(name, 1.0) for name, _ in self.kinds]

    def resolve(self) -> Self:
        """The same, which has figures to be like.

        Raises:
            UsageError: it has none.
        """
        if not self.of:
            raise UsageError(
                "kin.of: source kin draws figures like given ones, and none are; "
                "give --set 'kin.of={liked: [[SEED, INDEX], ...]}'"
            )
        return self


class Cropping(Lawful):
    """How a picture is cut at random, see `shadergen.crops.Law`."""

    scale: Range = crops.Law().scale
    aspect: Range = crops.Law().aspect
    flip: bool = crops.Law().flip
    turn: float = crops.Law().turn
    jitter: float = crops.Law().jitter

    def law(self) -> crops.Law:
        """The law that these options state."""
        return crops.Law(**{field.name: getattr(self, field.name) for field in fields(crops.Law)})


class Crop(Cropping):
    """Random crops of one picture."""

    picture: Path | None = None
    """The picture's file: one that is large and rich in detail serves best."""

    def resolve(self) -> "ResolvedCrop":
        """Hash the picture.

        Raises:
            UsageError: there is none, or it cannot be read.
        """
        if self.picture is None:
            raise UsageError("crop.picture: source crop needs a picture; give --set crop.picture=FILE")
        file = self.picture.absolute()
        data = load(file)
        decode(file, data)
        options = self.model_dump(exclude={"picture"})
        return ResolvedCrop(**options, picture=file, sha256=hashlib.sha256(data).hexdigest())


class ResolvedCrop(Cropping):
    """`Crop` with the picture's hash; where the picture is is not part of the fingerprint."""

    picture: Path
    sha256: str


class Pictures(Model):
    """A folder's pictures, in an order that is drawn anew for each pass over them."""

    folder: Path | None = None
    """Pictures may lie at any depth."""
    crop: Cropping | None = None
    """Random crops, such as {scale: [0.2, 1], turn: 0}; without it, the middle of each picture."""

    def resolve(self) -> "ResolvedPictures":
        """List and hash the pictures.

        Raises:
            UsageError: there is no folder, or no picture, or one cannot be read.
        """
        if self.folder is None:
            raise UsageError("pictures.folder: source pictures needs a folder; give --set pictures.folder=DIR")
        folder = self.folder.absolute()
        known = listing(folder)
        return ResolvedPictures(folder=folder, sha256=known.sha256, crop=self.crop, known=known)


class ResolvedPictures(Model):
    """`Pictures` with the hash of what the folder holds; where the folder is is not part of the fingerprint."""

    folder: Path
    sha256: str
    """See `shadergen.pictures.Listing`."""
    crop: Cropping | None = None
    known: Listing | None = Field(default=None, exclude=True)
    """What the hash is of, where it has been listed; not part of the document, which would grow with the folder."""


class View(Model):
    """How a program's plane is moved before it is drawn: each picture draws one of each, uniformly."""

    offset: Annotated[float, Field(ge=0, le=100)] = 0.25
    """Shift in picture sizes, from -offset to offset on each axis."""
    zoom: Range = (0.6, 1.6)
    """Magnification about the middle; 2 shows half of what 1 shows."""
    turn: Unit = 1.0
    """Largest turn about the middle, in full turns; 0 keeps it upright."""
    palette: Palette = Palette()
    """In what colours, and before what grounds."""

    @model_validator(mode="after")
    def _zoom_is_positive(self) -> Self:
        if self.zoom[0] < 0.01 or self.zoom[1] > 100:
            raise ValueError(f"zoom lies in [0.01, 100], not {list(self.zoom)}")
        return self


def _colour(value: object) -> object:
    """'#rrggbb' and [red, green, blue] are colours."""
    if isinstance(value, str) and re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        return tuple(bytes.fromhex(value[1:]))
    if isinstance(value, list | tuple) and len(value) == 3 and all(isinstance(c, int) and 0 <= c <= 255 for c in value):
        return tuple(value)
    raise ValueError(f"a colour is '#rrggbb' or three numbers from 0 to 255, not {value!r}")


def _palette(value: object) -> object:
    return tuple(_colour(colour) for colour in value) if isinstance(value, list | tuple) else value


Colour = Annotated[tuple[int, int, int], BeforeValidator(_colour)]


class Leaves(Lawful):
    """The dead-leaves law, see `leaves.model.LeafLaw`; and what they look like, see `leaves.look.Look`.

    Fields that are None are the plain model's, and not part of the fingerprint.
    """

    radius: Range = LeafLaw().radius
    exponent: int = LeafLaw().exponent
    shapes: tuple[str, ...] = SHAPES
    leaves: int | None = None
    """How many leaves fall; without it, as many as it takes to cover all. 1 draws silhouettes."""
    palette: Annotated[int | tuple[Colour, ...] | None, BeforeValidator(_palette)] = None
    """Colours ('#rrggbb' or [r, g, b]), or how many each picture draws for itself; without it, any colour."""
    ground: Colour | None = None
    """The colour behind few leaves; without it, each picture draws one."""
    textures: Literal["noise", "twigl"] | None = None
    """What fills the leaves in place of colours: 1/f noise, or pictures of the recipe's programs."""
    gradient: Unit | None = None
    """How much brighter a leaf is on one side, and darker on the other."""
    shading: Unit | None = None
    """How much darker a leaf is at its circle than in its middle."""
    shadow: Unit | None = None
    """How dark a leaf's shadow on what lies behind is."""
    shadow_shift: tuple[float, float] | None = None
    """How far shadows fall, right and down, in units of the shorter side."""
    samples: int | None = None
    """Points per pixel along each axis, for smooth edges."""

    @model_validator(mode="after")
    def _look_holds(self) -> Self:
        self.look()
        return self

    def law(self) -> LeafLaw:
        """The law that these options state."""
        return LeafLaw(radius=self.radius, exponent=self.exponent, shapes=self.shapes)

    def look(self) -> Look:
        """The look that these options state."""
        names = ("leaves", "palette", "ground", "gradient", "shading", "shadow", "shadow_shift", "samples")
        return Look(**{name: getattr(self, name) for name in names if getattr(self, name) is not None})

    def fitting(self, size: tuple[int, int]) -> Self:
        """These options, for pictures of a size.

        Raises:
            UsageError: there are too many samples.
        """
        samples = self.look().samples
        if samples * max(size) > MAX_SIDE:
            raise UsageError(
                f"leaves.samples: {samples} times {max(size)} pixels is above {MAX_SIDE}; give fewer, or a smaller size"
            )
        return self


class Noise(Model):
    """Gaussian noise; `statistics` is a data set's name, `folder:DIR`, or {mean: [..], std: [..]} in [0, 1].

    It is white unless `exponent` or `wavelet` is given.
    """

    statistics: str | noise.Statistics = "cifar10"
    exponent: Range | None = None
    """Amplitudes fall as frequency to minus this, which each picture draws from the range."""

    wavelet: Range | None = None
    """Wavelet noise, whose cells are this many pixels wide, which each picture draws on a logarithmic scale."""

    @model_validator(mode="after")
    def _one_kind_in_range(self) -> Self:
        if self.exponent and self.wavelet:
            raise ValueError("exponent and wavelet are two kinds of noise; give one of them")
        if self.wavelet and not 1 <= self.wavelet[0] <= self.wavelet[1] <= MAX_CELL:
            raise ValueError(f"wavelet lies in [1, {MAX_CELL:g}] pixels, not {list(self.wavelet)}")
        if self.exponent and not 0 <= self.exponent[0] <= self.exponent[1] <= noise.MAX_EXPONENT:
            raise ValueError(f"exponent lies in [0, {noise.MAX_EXPONENT}], not {list(self.exponent)}")
        return self

    def resolve(self) -> "Noise":
        """The same with the numbers in place of a name.

        Raises:
            UsageError: the name is unknown, or the folder cannot be measured.
        """
        if isinstance(self.statistics, noise.Statistics):
            return self
        name = self.statistics
        if name.startswith("folder:"):
            return self._with(noise.measure(Path(name.removeprefix("folder:"))))
        if name not in noise.PUBLISHED:
            raise UsageError(
                f"noise.statistics: {name!r} is unknown; give folder:DIR, {{mean, std}} or one of: "
                f"{', '.join(sorted(noise.PUBLISHED))}"
            )
        return self._with(noise.PUBLISHED[name].statistics)

    def _with(self, statistics: noise.Statistics) -> "Noise":
        return Noise(statistics=statistics, exponent=self.exponent, wavelet=self.wavelet)


class Filter(Model):
    """Which images of programs are redrawn; the first rule that holds rejects. Other sources are not filtered."""

    min_colours: Annotated[int, Field(ge=1, le=256)] = 3
    """`constant` has one colour; `simple` has fewer than this many distinct ones."""
    max_coverage: Unit = 0.95
    """`plain`: the commonest colour covers a larger share of the pixels than this."""
    min_contrast: Annotated[float, Field(ge=0, le=128)] = 4.0
    """`flat`: the standard deviation of luma (0 to 255) is below this."""
    attempts: Annotated[int, Field(ge=1, le=1000)] = 16
    """How often an image is drawn at most: the first half redraws its parameters, the rest its program too."""
    max_exhausted: Unit = 0.1
    """The largest share of a shard's images that may stay rejected after all attempts."""


class Encoder(Model):
    """How an image becomes bytes."""

    format: Literal["png", "jpg", "webp", "ppm"] = "png"
    level: Annotated[int, Field(ge=0, le=9)] = 1
    """PNG: libdeflate's level."""
    quality: Annotated[int, Field(ge=1, le=100)] = 90
    """JPEG and WebP."""
