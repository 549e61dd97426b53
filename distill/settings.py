"""How teachers and students are trained, as a user says it."""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from distill import attack as boundary
from distill.accelerator import Precision
from distill.augment.regimes import Regime
from distill.optimiser import Name
from shadergen.errors import UsageError
from shadergen.recipe import parsed

_Positive = Annotated[float, Field(gt=0)]


class Training(BaseModel):
    """What teachers and students share of how they are trained; the paper's values are the defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    epochs: Annotated[int, Field(ge=1, lt=2**16)] = 400
    """Passes over the training images."""
    batch: Annotated[int, Field(ge=2)] = 256
    """Images a step, over all ranks."""
    optimiser: Name = "sgd"
    """SGD with momentum 0.9, AdamW, or Muon with AdamW for what is no matrix."""
    learning_rate: _Positive = 0.1
    """The highest; it falls as half a cosine."""
    warmup: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """Share of the run in which the learning rate rises, before it falls."""
    weight_decay: Annotated[float, Field(ge=0)] = 1e-4
    """Of all parameters."""
    clip: _Positive | None = None
    """Largest norm of the gradient; None for no limit."""
    seed: Annotated[int, Field(ge=0, lt=2**64)] = 0
    """Of the order, the views and the network's weights."""

    @classmethod
    def parse(cls, fields: Mapping[str, Any]) -> Self:
        """Validate plain data, such as a YAML file's or flags.

        Raises:
            UsageError: one line that names the field, what was given and what is allowed.
        """
        return parsed(cls, fields)


class Settings(Training):
    """What decides a student's training besides teacher, student and images.

    A document may have the key `preset`, of which the defaults below are `short`, and `paper` the paper's.
    """

    epochs: Annotated[int, Field(ge=1, lt=2**16)] = 20
    """Passes over the training images."""
    batch: Annotated[int, Field(ge=2)] = 64
    """Images a step, over all ranks."""
    optimiser: Name = "muon"
    """SGD with momentum 0.9, AdamW, or Muon with AdamW for what is no matrix."""
    learning_rate: _Positive = 0.02
    """The highest; it falls as half a cosine."""
    weight_decay: Annotated[float, Field(ge=0)] = 0.02
    """Of all parameters."""
    loss: Literal["kl", "onehot", "smooth", "l1", "mse", "dist"] = "dist"
    """A name of `distill.losses.LOSSES`."""
    temperature: _Positive = 8.0
    """Of both softmaxes."""
    regime: Regime = "none"
    """Of augmentation, see `distill.augment.regimes`."""
    mixup: bool = False
    """Whether images are mixed before teacher and student see them."""
    ema: Annotated[float, Field(gt=0, lt=1)] | None = None
    """Decay a step of an average of the student's weights, which is then what is kept; None for none."""
    precision: Precision = "float32"
    """Of both forward passes."""
    channels_last: bool = True
    """Memory layout of a student that can be trained so, and of its images; a teacher has its own."""
    compiled: bool = False
    """Whether the student runs through torch.compile."""
    attack: boundary.Settings | None = None
    """How views are moved to the teacher's border; what succeeds is added to the batch. The target of each is the class
    that the teacher gives to the image as it is. None for no attack."""
    held_out: Annotated[int, Field(ge=0)] | None = None
    """Different images that are not trained on, in no copy, to measure agreement after each epoch. None takes 1,024, or
    a tenth of the different images where that is fewer."""

    @model_validator(mode="after")
    def _attack_has_a_border_to_cross(self) -> Self:
        if self.attack is not None and self.regime == "none" and not self.mixup:
            raise ValueError(
                "an attack moves views to the class of their image as it is, of which they are already without "
                "augmentation and mixup; take a regime or mixup (the preset paper has both), or leave the attack out"
            )
        return self

    @classmethod
    def parse(cls, fields: Mapping[str, Any]) -> Self:
        """As of all training; the key `preset` names the values of fields that are not given."""
        given = dict(fields)
        preset = given.pop("preset", DEFAULT_PRESET)
        if preset not in tuple(PRESETS):
            raise UsageError(f"preset {preset!r} is unknown; give {' or '.join(PRESETS)}")
        return super().parse(PRESETS[preset] | given)


DEFAULT_PRESET: Final = "short"

PRESETS: Final[Mapping[str, dict[str, Any]]] = {
    DEFAULT_PRESET: {},
    # for hundreds of epochs of synthetic images
    "paper": {
        "epochs": 400,
        "batch": 256,
        "optimiser": "sgd",
        "learning_rate": 0.1,
        "weight_decay": 1e-4,
        "loss": "kl",
        "temperature": 20.0,
        "regime": "high",
        "mixup": True,
    },
}
"""What a preset says in place of the defaults of `Settings`."""
