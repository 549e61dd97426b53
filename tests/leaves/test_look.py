import numpy as np
import pytest
from numpy.typing import NDArray

from leaves import raster
from leaves.look import PLAIN, Look, draw
from leaves.model import LeafLaw, place
from leaves.view import View
from shadergen.sources.leaves import PhiloxRain

LAW = LeafLaw((0.08, 1.0))
SIZE = (36, 30)


def rain(*indices: int) -> PhiloxRain:
    return PhiloxRain(3, np.array(indices, np.uint64))


def looking(
    look: Look,
    *indices: int,
    law: LeafLaw = LAW,
    size: tuple[int, int] = SIZE,
    textures: NDArray[np.uint8] | None = None,
) -> NDArray[np.uint8]:
    falling = rain(*indices)
    return draw(look, law, falling, lambda v, limit: raster.fronts(law, falling.fall, v, limit), size, textures)


def fronts(look: Look, index: int, law: LeafLaw = LAW, size: tuple[int, int] = SIZE) -> NDArray[np.int32]:
    return raster.fronts(law, rain(index).fall, View(*size), look.leaves)[0]


def test_the_plain_look_is_the_rasters_picture() -> None:
    np.testing.assert_array_equal(looking(PLAIN, 0, 1, 2**40), raster.draw(LAW, rain(0, 1, 2**40).fall, SIZE))


EVERYTHING = Look(leaves=70, palette=5, gradient=0.5, shading=0.5, shadow=0.4, samples=2)


@pytest.mark.parametrize("look", [EVERYTHING, Look(palette=5), Look(leaves=3), Look(shadow=0.7, gradient=1.0)])
def test_a_picture_depends_neither_on_its_batch_nor_on_strips(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    textures = np.random.default_rng(0).integers(0, 256, (3, 12, 12, 3), np.uint8)
    for filling in (None, textures):
        together = looking(look, 4, 5, 6, textures=filling)
        assert len({image.tobytes() for image in together}) == 3
        with monkeypatch.context() as patch:
            patch.setattr("leaves.look._POINTS", 300)
            np.testing.assert_array_equal(looking(look, 6, textures=filling)[0], together[2])


@pytest.mark.parametrize("number", [1, 6])
def test_few_leaves_lie_on_a_ground(number: int) -> None:
    look = Look(leaves=number, ground=(1, 2, 3))
    image, front = looking(look, 8, law=LeafLaw((0.3, 1.0)))[0], fronts(look, 8, LeafLaw((0.3, 1.0)))
    assert 0 < (front == -1).sum() < front.size
    np.testing.assert_array_equal((image == (1, 2, 3)).all(axis=-1), front == -1)
    assert len(np.unique(image.reshape(-1, 3), axis=0)) <= number + 1


def test_grounds_are_uniform_unless_given() -> None:
    images = looking(Look(leaves=1), *range(600), size=(2, 2), law=LeafLaw((0.002, 0.0021)))
    observed = np.bincount(images[:, 0, 0].ravel() >> 5, minlength=8)
    # chi-square with 7 degrees of freedom: passes with chance 1 - 1e-6 if the law is right
    assert ((observed - 225) ** 2 / 225).sum() < 40.5


def test_a_palettes_colours_are_equally_likely_and_no_others_appear() -> None:
    palette = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (9, 9, 9), (250, 250, 250))
    images = looking(Look(palette=palette), *range(2000), size=(1, 1)).reshape(-1, 3)
    observed = np.array([(images == colour).all(axis=1).sum() for colour in palette])
    assert observed.sum() == 2000
    # chi-square with 4 degrees of freedom: passes with chance 1 - 1e-6 if the law is right
    assert ((observed - 400) ** 2 / 400).sum() < 33.4


def test_each_picture_may_draw_a_palette_of_its_own() -> None:
    images = looking(Look(palette=3), *range(20), size=(64, 64))
    palettes = [frozenset(map(tuple, np.unique(image.reshape(-1, 3), axis=0).tolist())) for image in images]
    assert {len(palette) for palette in palettes} == {3}
    assert len(set(palettes)) == 20


def test_samples_are_the_mean_of_a_finer_picture() -> None:
    fine = looking(PLAIN, 5, size=(SIZE[0] * 3, SIZE[1] * 3))[0].astype(int)
    mean = fine.reshape(SIZE[1], 3, SIZE[0], 3, 3).sum(axis=(1, 3)) / 9
    smooth = looking(Look(samples=3), 5)[0]
    np.testing.assert_array_equal(smooth, np.floor(mean + 0.5))
    assert (smooth != looking(PLAIN, 5)[0]).any()


def test_shadows_fall_where_a_leaf_in_front_is_thrown() -> None:
    # a whole number of pixels, so that the thrown leaves are the leaves, shifted
    look = Look(leaves=40, shadow=0.5, shadow_shift=(2 / 30, 3 / 30))
    lit, dark = looking(Look(leaves=40), 7)[0].astype(int), looking(look, 7)[0].astype(int)
    front = np.where(fronts(look, 7) < 0, 10**6, fronts(look, 7))
    thrown = np.full_like(front, 10**6)
    thrown[3:, 2:] = front[:-3, :-2]
    shaded = thrown < front
    inner = np.zeros_like(shaded)
    inner[3:, 2:] = True  # what lies beyond the picture may throw its shadow into it, too
    assert shaded.any()
    np.testing.assert_array_equal(dark[shaded], np.rint(lit[shaded] * 0.5 + 1e-9))
    np.testing.assert_array_equal(dark[inner & ~shaded], lit[inner & ~shaded])


def test_shadows_end_where_no_leaf_reaches_beyond_the_picture() -> None:
    small = LeafLaw((0.04, 0.05), shapes=("circle",))
    assert looking(Look(shadow=0.5, shadow_shift=(0.1, 0.1)), 1, law=small).shape == (1, 30, 36, 3)


def one_circle(look: Look, textures: NDArray[np.uint8] | None = None) -> tuple[NDArray[np.uint8], ...]:
    """A picture of one circle, where it is, and its pixels' distances (dx, dy) from its middle in radii."""
    law = LeafLaw((0.3, 0.6), shapes=("circle",))
    size = (200, 200)
    image = looking(look, 2, law=law, size=size, textures=textures)[0]
    placed = place(law, rain(2).fall(0, 1)[0])
    view = View(*size)
    dx = np.broadcast_to((view.x - placed.x[0]) / placed.radius[0], (200, 200))
    dy = np.broadcast_to(((view.y - placed.y[0]) / placed.radius[0])[:, None], (200, 200))
    return image, dx * dx + dy * dy <= 1, dx, dy


def test_shading_darkens_towards_the_circle() -> None:
    plain, inside, dx, dy = one_circle(Look(leaves=1, palette=((200, 100, 50),)))
    shaded = one_circle(Look(leaves=1, palette=((200, 100, 50),), shading=0.6))[0]
    share = shaded[inside][:, 0] / 200
    np.testing.assert_allclose(share, 1 - 0.6 * (dx**2 + dy**2)[inside], atol=0.004)
    np.testing.assert_array_equal(shaded[~inside], plain[~inside])


def test_a_gradient_is_linear_in_a_direction_of_the_leafs_own() -> None:
    image, inside, dx, dy = one_circle(Look(leaves=1, palette=((100, 100, 100),), gradient=0.5))
    values = image[inside][:, 0] / 100 - 1
    (a, b), *_ = np.linalg.lstsq(np.stack([dx[inside], dy[inside]], axis=1), values, rcond=None)
    assert np.hypot(a, b) == pytest.approx(0.5, abs=0.005)
    np.testing.assert_allclose(values, a * dx[inside] + b * dy[inside], atol=0.008)


def test_a_leaf_shows_one_texture_texel_by_texel() -> None:
    side = 200  # as the picture's side, so that a texel is a pixel
    ramp = np.arange(side * side).reshape(side, side)
    textures = np.stack([np.full((side, side), 7), ramp // 256, ramp % 256], axis=-1).astype(np.uint8)[None]
    image, inside, *_ = one_circle(Look(leaves=1), textures)
    assert (image[inside][:, 0] == 7).all()
    number = image[..., 1].astype(int) * 256 + image[..., 2]
    rows, columns = np.nonzero(inside)
    x, y = number[inside] % side, number[inside] // side
    # one shift for the whole leaf, but for a texel where a pixel's middle is at a texel's edge in float32
    shift_x, shift_y = (x - columns) % side, (y - rows) % side
    for shift in (shift_x, shift_y):
        common = np.bincount(shift).argmax()
        assert ((shift - common + 1) % side <= 2).all()


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"leaves": 0}, "leaves"),
        ({"palette": ()}, "palette"),
        ({"palette": 64}, "palette"),
        ({"gradient": 1.5}, "gradient"),
        ({"shading": -0.1}, "shading"),
        ({"shadow": float("nan")}, "shadow"),
        ({"shadow_shift": (0.0, 0.5)}, "shift"),
        ({"samples": 9}, "samples"),
    ],
)
def test_a_look_out_of_range_is_refused_in_one_line(options: dict[str, object], word: str) -> None:
    with pytest.raises(ValueError, match=word) as caught:
        Look(**options)  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
