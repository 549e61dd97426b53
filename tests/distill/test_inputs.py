import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import ValidationError

from distill.inputs import Input, normalise, prepare, to_unit

GREY = Input(size=28, channels=1, mean=(0.3,), std=(0.25,))
COLOUR = Input(size=(20, 30), mean=(0.5, 0.4, 0.3), std=(0.2, 0.2, 0.1), interpolation="bicubic")


@settings(deadline=None, max_examples=40)
@given(
    st.integers(1, 40),
    st.integers(1, 40),
    st.sampled_from([1, 3]),
    st.sampled_from([GREY, COLOUR, GREY.model_copy(update={"interpolation": "nearest"})]),
    st.booleans(),
)
def test_any_image_becomes_what_a_network_expects(height, width, channels, wanted, as_float):
    images = torch.randint(0, 256, (2, channels, height, width), dtype=torch.uint8)
    found = prepare(images.float() / 255 if as_float else images, wanted)
    assert found.shape == (2, wanted.channels, *wanted.size)
    assert found.dtype == torch.float32
    unit = to_unit(images, wanted)
    assert unit.min() >= 0
    assert unit.max() <= 1
    assert torch.allclose(found, normalise(unit, wanted), atol=1e-5)


def test_grey_is_luma_and_colour_from_grey_is_repeated():
    red = torch.zeros(1, 3, 28, 28, dtype=torch.uint8)
    red[:, 0] = 255
    assert to_unit(red, GREY).mean().item() == pytest.approx(0.299, abs=1e-5)
    grey = torch.full((1, 1, 20, 30), 51, dtype=torch.uint8)
    assert torch.allclose(to_unit(grey, COLOUR), torch.tensor(0.2))


def test_shrinking_is_antialiased_as_pillow_does_it():
    y, x = np.mgrid[:64, :64]
    image = (((x // 2 + y // 3) % 2) * 200 + 20).astype(np.uint8)
    wanted = Input(size=16, channels=1, mean=(0.0,), std=(1.0,))
    ours = to_unit(torch.from_numpy(image)[None, None], wanted)[0, 0] * 255
    theirs = np.asarray(Image.fromarray(image).resize((16, 16), Image.Resampling.BILINEAR), np.float32)
    assert np.abs(ours.numpy() - theirs).max() < 1.5


def test_gradients_flow_to_the_image():
    images = torch.rand(1, 3, 32, 32, requires_grad=True)
    prepare(images, GREY).sum().backward()
    assert images.grad.abs().sum() > 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0, "mean": (0.5,) * 3, "std": (0.5,) * 3},
        {"size": True, "mean": (0.5,) * 3, "std": (0.5,) * 3},
        {"size": 8, "mean": (0.5,), "std": (0.5,) * 3},
        {"size": 8, "channels": 1, "mean": (0.5,), "std": (0.0,)},
        {"size": 8, "channels": 2, "mean": (0.5,) * 2, "std": (0.5,) * 2},
    ],
)
def test_an_input_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValidationError):
        Input(**wrong)
