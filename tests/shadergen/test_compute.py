"""Compute and fragment shaders draw the same picture, byte for byte on llvmpipe."""

from pathlib import Path

import numpy as np
import pytest

from shadergen.gl.context import open_context, parse_device
from shadergen.gl.renderers import Renderers
from shadergen.plan import plans
from shadergen.recipe import Recipe
from shadergen.sources.twigl import TwiglSource
from shadergen.twigl.modes import MODES
from shadergen.twigl.translate import translate


@pytest.fixture(scope="module")
def opened():
    found = open_context(parse_device("cpu"))
    if not found.renderer.compute:
        pytest.skip("this OpenGL has no compute shaders")
    return found


@pytest.mark.parametrize("size", [(32, 32), (33, 21), (8, 70)])
def test_both_paths_draw_the_same_bytes(opened, size: tuple[int, int]):
    recipe = Recipe(size=size).resolve()
    wanted = {plan.program: plan for plan in plans(recipe, 0, 2048)}.values()
    fragment, compute = (TwiglSource(recipe, Renderers.on(opened, size, compute=c)) for c in (False, True))
    assert len(wanted) == len(recipe.programs)
    for plan in wanted:
        a, b = fragment.draw([plan]), compute.draw([plan])
        assert (a.images == b.images).all(), recipe.programs[plan.program].name
        assert (a.over_budget == b.over_budget).all()


def test_a_batch_of_one_dispatch_is_its_images(opened, library: Path):
    recipe = Recipe(size=(20, 12), shaders=library).resolve()
    source = TwiglSource(recipe, Renderers.on(opened, (20, 12), compute=True))
    together = [plan for plan in plans(recipe, 0, 1024) if plan.program == 0][:40]
    images = source.draw(together).images
    assert len(np.unique(images.reshape(40, -1), axis=0)) == 40
    for plan, image in zip(together, images, strict=True):
        assert (source.draw([plan]).images[0] == image).all()


def test_what_needs_a_fragment_shader_gets_one():
    mode = MODES["geekest (300 es)"]
    assert translate("o=vec4(FC.x);", mode, 430, "compute").stage == "compute"
    for text in ("o=vec4(dFdx(FC.x));", "o=fwidth(FC);", "if(FC.x<9.)discard;", "o=texture(b,FC.xy/r);"):
        assert translate(text, mode, 430, "compute").stage == "fragment"
    assert translate("// discard\no=vec4(1);", mode, 430, "compute").stage == "compute"


def test_the_cpu_draws_with_fragment_shaders(opened):
    assert Renderers.on(opened, (8, 8)).compute is None
