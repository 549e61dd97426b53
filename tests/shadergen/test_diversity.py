import io
from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from shadergen import diversity
from shadergen.recipe import Recipe
from shadergen.streaming import stream

Images = NDArray[np.uint8]


def drawn(source: str, count: int, **options: object) -> Images:
    recipe = Recipe.parse({"source": source, "size": 32, "seed": 4, **options}).resolve()
    return np.concatenate([images for images, _ in stream(recipe, 0, count, device="cpu")])


@pytest.fixture(scope="module")
def sets() -> dict[str, Images]:
    """Pictures of sources that need no OpenGL, all unlike each other."""
    return {
        "ifs": drawn("ifs", 150),
        "leaves": drawn("leaves", 150),
        "noise": drawn("noise", 150),
        "pink": drawn("noise", 150, noise={"exponent": [0.5, 2.5]}),
    }


def encoded(image: Images) -> Images:
    out = io.BytesIO()
    Image.fromarray(image).save(out, "jpeg", quality=90)
    return np.asarray(Image.open(out).convert("RGB"))


COPIES: dict[str, Callable[[Images], Images]] = {
    "equal": lambda image: image,
    "encoded again": encoded,
    "brighter": lambda image: np.clip(np.rint(image * 1.08), 0, 255).astype(np.uint8),
    "shifted": lambda image: np.roll(image, 1, axis=1),
    "noisier": lambda image: np.clip(image + np.random.default_rng(0).normal(0, 3, image.shape), 0, 255).astype(
        np.uint8
    ),
}


@pytest.mark.parametrize("name", COPIES)
def test_copies_are_found(name: str, sets: dict[str, Images]) -> None:
    everything = np.concatenate(list(sets.values()))
    copies = np.stack([COPIES[name](image) for image in everything[::5]])
    near = diversity.near_duplicates(np.concatenate([everything, copies]))
    assert near[len(everything) :].mean() > 0.97
    # the originals too, and none else
    assert near[: len(everything) : 5].mean() > 0.97
    others = np.delete(near[: len(everything)], np.s_[::5])
    assert not others.any()


def test_pictures_of_a_kind_are_no_copies(sets: dict[str, Images]) -> None:
    for images in sets.values():
        assert not diversity.near_duplicates(images).any()


def test_changed_colours_places_and_contrasts_are_no_copies(sets: dict[str, Images]) -> None:
    images = sets["ifs"]
    for other in (images[..., ::-1], 255 - images, images[:, ::-1], np.roll(images, 4, axis=1), images // 2):
        changed = np.abs(other.astype(int) - images).mean(axis=(1, 2, 3)) > 24
        near = diversity.near_duplicates(np.concatenate([images, other]))[len(images) :]
        assert near[changed].mean() < 0.05


def test_plain_pictures_of_one_shade_are_copies() -> None:
    plain = np.full((4, 32, 32, 3), 100, np.uint8)
    plain[1] += 3
    plain[2:] += 80
    plain[3, ..., 0] = 0
    assert diversity.near_duplicates(plain).tolist() == [True, True, False, False]


def test_the_spread_counts_unlike_pictures(sets: dict[str, Images]) -> None:
    features = {name: diversity.features(images) for name, images in sets.items()}
    one = features["ifs"][:1]
    assert diversity.spread(np.repeat(one, 50, axis=0)) == pytest.approx(1, abs=1e-6)
    # two unlike pictures, a hundred times each
    two = np.concatenate([one, features["noise"][:1]])
    assert diversity.spread(np.repeat(two, 100, axis=0)) == pytest.approx(2, abs=0.02)
    spreads = {name: diversity.spread(of) for name, of in features.items()}
    assert 1 < spreads["noise"] < 3 < spreads["leaves"] < spreads["ifs"] < 150


def test_features_and_verdicts_do_not_depend_on_order_or_batch(sets: dict[str, Images]) -> None:
    images = np.concatenate([sets["ifs"], sets["ifs"][:30], sets["leaves"]])
    shuffled = np.random.default_rng(2).permutation(len(images))
    features = diversity.features(images)
    np.testing.assert_array_equal(diversity.features(images[shuffled]), features[shuffled])
    np.testing.assert_array_equal(diversity.features(images[7:8]), features[7:8])
    near = diversity.near_duplicates(images)
    np.testing.assert_array_equal(diversity.near_duplicates(images[shuffled]), near[shuffled])
    assert near.sum() == 60


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 100), st.integers(1, 100))
def test_any_size_is_brought_to_one(width: int, height: int) -> None:
    image = np.random.default_rng(width * 101 + height).integers(0, 256, (2, height, width, 3)).astype(np.uint8)
    small = diversity.reduced(image)
    assert small.shape == (2, 32, 32, 3)
    # means of areas keep the mean, but for their rounding
    assert np.abs(small.mean(axis=(1, 2)) - image.mean(axis=(1, 2))).max() < 0.6


def test_large_pictures_are_reduced_by_means() -> None:
    image = np.random.default_rng(3).integers(0, 256, (1, 64, 96, 3)).astype(np.uint8)
    means = image.reshape(1, 32, 2, 32, 3, 3).mean(axis=(2, 4))
    np.testing.assert_allclose(diversity.reduced(image), means, atol=0.51)


def test_an_order_takes_what_adds_and_leaves_copies_to_the_end(sets: dict[str, Images]) -> None:
    features = [diversity.features(images) for images in sets.values()]
    halves = [part for of in features for part in (of[:75], of[75:])]
    systems = [features[0][k : k + 1] for k in range(20)]
    programs = [*halves, *systems, features[0][3:4]]
    order = diversity.order(programs)
    assert sorted(place.position for place in order) == list(range(len(programs)))
    gains = [place.gain for place in order]
    assert gains[0] == pytest.approx(1)
    assert all(a >= b - 1e-9 for a, b in pairwise(gains))
    assert gains[-1] == pytest.approx(0, abs=1e-6)
    last = [place.position for place in order if place.gain < 0.05]
    # of two halves of one source, and of a picture that is there twice, one comes last
    for pair in ((2, 3), (4, 5), (11, 28)):
        assert sum(position in last for position in pair) == 1


def test_figures_are_those_of_the_parts(sets: dict[str, Images]) -> None:
    images = np.concatenate([sets["leaves"], sets["leaves"][:15]])
    found = diversity.measure(images)
    assert (found.images, found.near_duplicates) == (165, round(30 / 165, 5))
    assert found.spread == pytest.approx(diversity.spread(diversity.features(images)), abs=0.01)
