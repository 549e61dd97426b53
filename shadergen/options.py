"""Options of sources as a recipe states them, and as they are resolved: fractals, crops and folders of pictures."""

import hashlib
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from shadergen import crops, ifs, palette
from shadergen.errors import UsageError
from shadergen.pictures import Listing, decode, listing, load

Unit = Annotated[float, Field(ge=0, le=1)]


class Model(BaseModel):
    """A part of a recipe: frozen, and no key is unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _ordered(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError(f"a range is [low, high], and {value[0]} is above {value[1]}")
    return value


Range = Annotated[tuple[float, float], AfterValidator(_ordered)]


class Palette(Model):
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

    @model_validator(mode="after")
    def _law_holds(self) -> Self:
        self.law()
        return self

    def law(self) -> palette.Law:
        """The law that these options state."""
        return palette.Law(**self.model_dump())


class Ifs(Model):
    """Pictures of iterated function systems, see `shadergen.ifs.Law`."""

    maps: tuple[int, int] = ifs.Law().maps
    fill: Range = ifs.Law().fill
    layers: int = ifs.Law().layers
    points: float = ifs.Law().points
    grey: float = ifs.Law().grey
    plain: float = ifs.Law().plain

    @model_validator(mode="after")
    def _law_holds(self) -> Self:
        self.law()
        return self

    def law(self) -> ifs.Law:
        """The law that these options state."""
        return ifs.Law(**self.model_dump())


class Cropping(Model):
    """How a picture is cut at random, see `shadergen.crops.Law`."""

    scale: Range = crops.Law().scale
    aspect: Range = crops.Law().aspect
    flip: bool = crops.Law().flip
    turn: float = crops.Law().turn
    jitter: float = crops.Law().jitter

    @model_validator(mode="after")
    def _law_holds(self) -> Self:
        self.law()
        return self

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
