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


@pytest.mark.parametrize(
    ("size", "step"),
    [((32, 32), 5), ((33, 21), 16), ((8, 70), 16), pytest.param((32, 32), 1, marks=pytest.mark.slow)],
)
def test_both_paths_draw_the_same_bytes(opened, size: tuple[int, int], step: int):
    recipe = Recipe(size=size, source="twigl").resolve()
    wanted = {plan.program: plan for plan in plans(recipe, range(64 * len(recipe.programs)))}
    fragment, compute = (TwiglSource(recipe, Renderers.on(opened, size, compute=c)) for c in (False, True))
    assert len(wanted) == len(recipe.programs)
    for plan in [wanted[number] for number in sorted(wanted)][::step]:
        a, b = fragment.draw([plan]), compute.draw([plan])
        assert (a.images == b.images).all(), recipe.programs[plan.program].name
        assert (a.over_budget == b.over_budget).all()


def test_a_batch_of_one_dispatch_is_its_images(opened, library: Path):
    recipe = Recipe(size=(20, 12), shaders=library).resolve()
    source = TwiglSource(recipe, Renderers.on(opened, (20, 12), compute=True))
    together = [plan for plan in plans(recipe, range(1024)) if plan.program == 0][:40]
    images = source.draw(together).images
    assert len(np.unique(images.reshape(40, -1), axis=0)) == 40
    for plan, image in zip(together, images, strict=True):
        assert (source.draw([plan]).images[0] == image).all()


READERS = {
    "trail": "vec4 c=.03*vec4(sin(t*3.+FC.x),FC.x/r.x,.5,1);"
    "o=texture(b,(FC.xy-vec2(1.3,.4))/r)*.97+c;if(f<2.)o=vec4(FC.xy/r,t,1);",
    "cells": "ivec2 p=ivec2(FC.xy),q=(p+ivec2(1,0))%textureSize(b,0);"
    "o=texelFetch(b,p,0)*.5+texelFetch(b,q,0)*.4+.1*sin(t+FC.xyxy);",
    "passed": "vec4 G(sampler2D q,vec2 p){return textureLod(q,p,0.);}"
    "void main(){o=G(b,FC.yx/r.yx)*.9+.1*fract(FC.xyyx*t);}",
    "old": "// mode: geek\n// backbuffer: rgba8\n"
    "precision highp float;uniform sampler2D b;uniform vec2 r;uniform float t;"
    "void main(){gl_FragColor=texture2D(b,gl_FragCoord.xy/r+.01)*.9+vec4(.1*fract(gl_FragCoord.xy*.1+t),.02,1);}",
    "foreign": "// mode: geeker\nuniform sampler2D u,v;"
    "void main(){vec4 F=gl_FragCoord;gl_FragColor=texture2D(v,F.xy/r)*.5+texture2D(u,F.yx/r.yx)*.4+.1*fract(F*t);}",
    "unwritten": "// mode: geek (MRT)\nuniform vec2 r;uniform float t;uniform sampler2D b0,b1;out vec4 A;"
    "void main(){vec2 p=gl_FragCoord.xy/r;A=texture(b0,p)*.8+texture(b1,p)+.1*fract(gl_FragCoord.xyxy*t);}",
    "two": "// mode: geekest (MRT)\no0=texture(b1,FC.xy/r)*.8+.1*fract(FC.xyxy*t);o1=texture(b0,FC.yx/r.yx)+.02;",
}


def test_the_frames_before_of_many_images_are_layers(opened, tmp_path: Path):
    for name, text in READERS.items():
        (tmp_path / f"{name}.glsl").write_text(text)
    recipe = Recipe(size=(20, 14), shaders=tmp_path, twigl={"warmup": 7}).resolve()
    fragment, compute = (TwiglSource(recipe, Renderers.on(opened, (20, 14), compute=c)) for c in (False, True))
    for number, program in enumerate(recipe.programs):
        assert program.feedback, program.name
        assert translate(program.text, MODES[program.mode], 430, "compute").stage == "compute", program.name
        wanted = [plan for plan in plans(recipe, range(1024)) if plan.program == number][:9]
        together = compute.draw(wanted).images
        assert len(np.unique(together.reshape(9, -1), axis=0)) == 9, program.name
        assert (fragment.draw(wanted).images == together).all(), program.name
        # what a batch before left in the layers is not seen
        assert (compute.draw(wanted[4:6]).images == together[4:6]).all(), program.name


def test_what_needs_a_fragment_shader_gets_one():
    mode = MODES["geekest (300 es)"]
    assert translate("o=vec4(FC.x);", mode, 430, "compute").stage == "compute"
    for text in ("o=vec4(dFdx(FC.x));", "o=fwidth(FC);", "if(FC.x<9.)discard;", "o=textureOffset(b,FC.xy/r,ivec2(1));"):
        assert translate(text, mode, 430, "compute").stage == "fragment"
    assert translate("// discard\no=vec4(1);", mode, 430, "compute").stage == "compute"


def test_the_cpu_draws_with_fragment_shaders(opened):
    assert Renderers.on(opened, (8, 8)).compute is None
