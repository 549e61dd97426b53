"""The shaders draw what `leaves.raster` draws, to the last pixel."""

from collections.abc import Callable

import moderngl
import numpy as np
import pytest

from leaves import gl, raster
from leaves.gl import ComputeRaster, FragmentRaster, open_raster
from leaves.model import SHAPES, LeafLaw
from leaves.view import View
from shadergen.sources.leaves import PhiloxRain

Open = Callable[[moderngl.Context, LeafLaw, View, int], ComputeRaster | FragmentRaster]


def on_hardware(ctx: moderngl.Context, law: LeafLaw, view: View, batch: int) -> ComputeRaster:
    raster = open_raster(ctx, law, view, batch, software=False)
    assert isinstance(raster, ComputeRaster)
    return raster


RASTERS = pytest.mark.parametrize("opened", [ComputeRaster, FragmentRaster, on_hardware])


def rain(*indices: int, seed: int = 2**40 + 3) -> PhiloxRain:
    return PhiloxRain(seed, np.array(indices, np.uint64))


@RASTERS
@pytest.mark.parametrize("size", [(32, 32), (61, 37), (9, 130), (1, 1)])
def test_every_pixel_is_that_of_numpy(opened: Open, size: tuple[int, int], ctx: moderngl.Context) -> None:
    falling = rain(0, 5, 2**33, 2**47 + 1, 7)
    view = View(*size)
    expected = raster.draw(LeafLaw(), falling.fall, size)
    drawer = opened(ctx, LeafLaw(), view, 6)
    np.testing.assert_array_equal(drawer.draw(falling), expected)
    np.testing.assert_array_equal(drawer.fronts(falling, view), raster.fronts(LeafLaw(), falling.fall, view))


@RASTERS
@pytest.mark.parametrize(
    "law",
    [
        LeafLaw((0.1, 2.0), 2, ("triangle", "quadrilateral")),
        LeafLaw((0.08, 0.5), 6, ("turned-square",)),
        LeafLaw((0.02, 0.5), 4, SHAPES[::-1]),
        LeafLaw((0.05, 0.06), 5, ("rectangle", "circle", "square")),
    ],
)
def test_every_law_is_that_of_numpy(opened: Open, law: LeafLaw, ctx: moderngl.Context) -> None:
    falling = rain(1, 2, 3)
    np.testing.assert_array_equal(
        opened(ctx, law, View(40, 33), 3).draw(falling), raster.draw(law, falling.fall, (40, 33))
    )


@RASTERS
@pytest.mark.parametrize("limit", [1, 31, 700])
def test_some_leaves_on_a_ground_seen_from_aside(opened: Open, limit: int, ctx: moderngl.Context) -> None:
    falling, view = rain(4, 9), View(50, 40, (-0.03, 0.05))
    law = LeafLaw((0.05, 1.0))
    fronts = opened(ctx, law, View(50, 40), 2).fronts(falling, view, limit)
    np.testing.assert_array_equal(fronts, raster.fronts(law, falling.fall, view, limit))
    assert fronts.max() < limit
    assert (fronts == -1).any() == (limit < 700)


@RASTERS
def test_a_picture_depends_neither_on_its_batch_nor_on_the_rounds(
    opened: Open, ctx: moderngl.Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer = opened(ctx, LeafLaw(), View(24, 24), 8)
    together = drawer.draw(rain(*range(8)))
    assert len({image.tobytes() for image in together}) == 8
    np.testing.assert_array_equal(drawer.draw(rain(6))[0], together[6])
    monkeypatch.setattr(gl, "CHUNK", 32)
    np.testing.assert_array_equal(opened(ctx, LeafLaw(), View(24, 24), 8).draw(rain(*range(8))), together)


def test_numpy_draws_where_shaders_cannot_or_would_be_slower(ctx: moderngl.Context) -> None:
    class Old:
        version_code = 330

    class Middle:
        version_code = 410

    view = View(8, 8)
    assert open_raster(Old(), LeafLaw(), view, 1, software=False) is None  # type: ignore[arg-type]
    assert open_raster(Middle(), LeafLaw(), view, 1, software=True) is None  # type: ignore[arg-type]
    assert isinstance(open_raster(ctx, LeafLaw(), view, 1, software=True), ComputeRaster)
