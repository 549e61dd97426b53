"""Leaves as a recipe draws them."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from shadergen.errors import RunError, UsageError
from shadergen.gl.context import open_context, parse_device
from shadergen.plan import ImagePlan
from shadergen.recipe import Recipe
from shadergen.sources import opened as opening
from shadergen.sources.leaves import LeavesSource
from shadergen.sources.opened import open_sources


def images(source: object, count: int = 3) -> NDArray[np.uint8]:
    assert source.limit(ImagePlan(0, 0, "leaves")) >= count
    return source.draw([ImagePlan(index, 0, "leaves") for index in range(count)]).images


def drawn(fields: dict[str, object], library: Path | None = None, **more: object) -> NDArray[np.uint8]:
    shaders = {"shaders": [str(library)]} if library else {}
    recipe = Recipe.parse({"size": "40x32", "source": "leaves", "leaves": fields, **shaders, **more}).resolve()
    return images(open_sources(recipe, parse_device("cpu")).sources["leaves"])


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"palette": ["#ff0000", [0, 128, 0]], "leaves": 30, "ground": "#ffffff"},
        {"gradient": 0.5, "shading": 0.5, "shadow": 0.5, "shadow_shift": [0.02, 0.0], "samples": 3},
        {"textures": "noise", "exponent": 4, "radius": [0.05, 0.5], "shapes": ["triangle"]},
    ],
)
def test_with_and_without_opengl_the_pictures_are_the_same(
    fields: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_gl = drawn(fields)

    def no_context(device: object) -> None:
        raise RunError("no driver")

    monkeypatch.setattr(opening, "open_context", no_context)
    np.testing.assert_array_equal(drawn(fields), with_gl)


def test_opengl_is_used_where_it_is_there() -> None:
    recipe = Recipe(source="leaves", size=32).resolve()
    with_gl = open_sources(recipe, parse_device("cpu")).sources["leaves"]
    assert with_gl._raster is not None
    assert LeavesSource(recipe)._raster is None


def test_a_gpu_that_was_asked_for_and_fails_is_no_reason_to_draw_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_context(device: object) -> None:
        raise RunError("no driver")

    monkeypatch.setattr(opening, "open_context", no_context)
    with pytest.raises(RunError):
        open_sources(Recipe(source="leaves").resolve(), parse_device("gpu"))


def test_options_that_are_not_used_are_not_part_of_the_recipe() -> None:
    plain = Recipe(source="leaves,noise", size=32).resolve()
    assert '"leaves":{"exponent":3,"radius":[0.03,1.0],"shapes":' in plain.canonical
    for name in ("palette", "samples", "textures", "null"):
        assert name not in plain.canonical
    assert plain.fingerprint != Recipe.parse({"source": "leaves,noise", "size": 32, "leaves": {"samples": 2}})


def test_a_resolved_look_survives_its_document() -> None:
    recipe = Recipe.parse({"source": "leaves", "leaves": {"palette": ["#010203"], "ground": [4, 5, 6], "leaves": 9}})
    look = type(recipe.resolve()).model_validate_json(recipe.resolve().canonical).leaves.look()
    assert (look.palette, look.ground, look.leaves) == (((1, 2, 3),), (4, 5, 6), 9)


@pytest.mark.parametrize("kind", ["noise", "twigl"])
def test_textures_fill_the_leaves_and_are_the_same_each_time(kind: str, library: Path) -> None:
    shaders = library if kind == "twigl" else None
    textured = drawn({"textures": kind}, shaders)
    np.testing.assert_array_equal(textured, drawn({"textures": kind}, shaders))
    assert (textured != drawn({"textures": kind}, shaders, seed=1)).any()
    flat, filled = (len(np.unique(p[0].reshape(-1, 3), axis=0)) for p in (drawn({}), textured))
    assert filled > 2 * flat


def test_textures_of_programs_do_not_make_programs_a_source(library: Path) -> None:
    recipe = Recipe.parse({"source": "leaves", "shaders": [str(library)], "leaves": {"textures": "twigl"}}).resolve()
    opened = open_sources(recipe, parse_device("cpu"))
    assert set(opened.sources) == {"leaves"}
    assert opened.renderer is not None, "what draws the textures decides pixels"


def test_programs_without_a_picture_that_passes_are_no_textures(library: Path) -> None:
    for file in library.glob("*.glsl"):
        if file.stem != "still":
            file.unlink()
    with pytest.raises(RunError, match="passes the filter") as caught:
        drawn({"textures": "twigl"}, library)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"palette": ["red"]}, "#rrggbb"),
        ({"palette": 0}, "palette"),
        ({"ground": [1, 2, 300]}, "255"),
        ({"leaves": 0}, "leaves"),
        ({"textures": "fire"}, "twigl"),
        ({"shadow": 2}, "shadow"),
        ({"samples": 9}, "samples"),
    ],
)
def test_a_look_out_of_range_is_refused_in_one_line(fields: dict[str, object], word: str) -> None:
    with pytest.raises(UsageError, match=word) as caught:
        Recipe.parse({"source": "leaves", "leaves": fields})
    assert "\n" not in str(caught.value)


def test_more_points_than_any_picture_has_are_refused() -> None:
    with pytest.raises(UsageError, match="samples"):
        Recipe.parse({"source": "leaves", "size": 2048, "leaves": {"samples": 3}}).resolve()


def test_a_context_of_another_source_may_be_current() -> None:
    recipe = Recipe(source="leaves", size=32).resolve()
    source = open_sources(recipe, parse_device("cpu")).sources["leaves"]
    expected = images(source)
    with open_context(parse_device("cpu")).ctx:
        np.testing.assert_array_equal(images(source), expected)
