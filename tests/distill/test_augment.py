"""Views: what each operation does, and that a view is a function of (seed, epoch, sample) alone."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageEnhance, ImageFilter, ImageOps
from torch import Tensor

from distill.augment import REGIMES, augment, mixup, operations, stages
from distill.augment.draws import decisions, field
from shadergen import philox
from shadergen.errors import UsageError


def _images(count: int, channels: int = 3, height: int = 28, width: int = 28, seed: int = 0) -> Tensor:
    """Smooth 8-bit pictures with both edges and flat parts."""
    generator = torch.Generator().manual_seed(seed)
    coarse = torch.rand(count, channels, 5, 5, generator=generator)
    images = torch.nn.functional.interpolate(coarse, (height, width), mode="bicubic", align_corners=True)
    return torch.round(images.clamp(0, 1) * 255) / 255


def _pillow(image: Tensor) -> Image.Image:
    levels = (image * 255).round().byte().permute(1, 2, 0).numpy()
    return Image.fromarray(levels if levels.shape[2] == 3 else levels[:, :, 0])


def _levels(picture: Image.Image) -> Tensor:
    return torch.from_numpy(np.atleast_3d(np.array(picture))).permute(2, 0, 1).float()


# --- operations against Pillow

_M = 14
_REFERENCES = {
    "identity": (lambda p, _: p, 0),
    "autocontrast": (lambda p, _: ImageOps.autocontrast(p), 1),
    "equalize": (lambda p, _: ImageOps.equalize(p), 0),
    "solarize": (lambda p, _: ImageOps.solarize(p, math.ceil(255 * (1 - _M / 30))), 0),
    "posterize": (lambda p, _: ImageOps.posterize(p, 8 - round(4 * _M / 30)), 0),
    "color": (lambda p, s: ImageEnhance.Color(p).enhance(1 + s * 0.9 * _M / 30), 1),
    "contrast": (lambda p, s: ImageEnhance.Contrast(p).enhance(1 + s * 0.9 * _M / 30), 1),
    "brightness": (lambda p, s: ImageEnhance.Brightness(p).enhance(1 + s * 0.9 * _M / 30), 1),
    "sharpness": (lambda p, s: ImageEnhance.Sharpness(p).enhance(1 + s * 0.9 * _M / 30), 1),
}


@pytest.mark.parametrize("channels", [1, 3])
@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("name", operations.TONAL)
def test_an_operation_does_what_pillow_does(name: str, sign: int, channels: int) -> None:
    images = _images(4, channels)
    images[3] = 0.2  # one colour
    done = operations.tonal(name, images, torch.full((4,), sign * _M / 30))
    reference, tolerance = _REFERENCES[name]
    for before, after in zip(images, done, strict=True):
        expected = _levels(reference(_pillow(before), sign))
        assert (after * 255 - expected).abs().max() <= tolerance + 0.51
    if name not in {"identity", *({"color"} if channels == 1 else ())}:
        assert (done[:3] - images[:3]).abs().max() > 0.01


def test_every_image_of_a_group_has_its_own_magnitude() -> None:
    images = _images(2)
    for name in ("solarize", "color", "posterize", "contrast", "brightness", "sharpness"):
        together = operations.tonal(name, images, torch.tensor([0.3, 0.9]))
        alone = [operations.tonal(name, images[i : i + 1], torch.tensor([m]))[0] for i, m in enumerate((0.3, 0.9))]
        assert torch.equal(together, torch.stack(alone)), name


def test_full_magnitude_solarizes_all_and_keeps_four_bits() -> None:
    images = _images(1)
    assert torch.allclose(operations.tonal("solarize", images, torch.ones(1)), 1 - images)
    levels = operations.tonal("posterize", images, torch.ones(1)) * 255
    assert torch.all(levels.round() % 16 == 0)


@pytest.mark.parametrize("name", operations.GEOMETRIC)
def test_a_geometric_operation_without_magnitude_changes_nothing(name: str) -> None:
    images = _images(2, height=20, width=31)
    places = operations.affine(torch.full((2,), operations.GEOMETRIC.index(name)), torch.zeros(2), (20, 31))
    assert torch.allclose(operations.read(images, places, torch.full((1, 3, 1, 1), 0.3)), images, atol=1e-5)


@pytest.mark.parametrize("sign", [-1, 1])
@pytest.mark.parametrize("name", operations.GEOMETRIC)
def test_a_geometric_operation_does_what_pillow_does(name: str, sign: int) -> None:
    side, s = 40, sign * _M / 30
    images = _images(1, 3, side, side)
    places = operations.affine(torch.tensor([operations.GEOMETRIC.index(name)]), torch.tensor([s]), (side, side))
    ours = operations.read(images, places, torch.full((1, 3, 1, 1), 0.5))[0]
    angle, shear, move, c = math.radians(30 * s), 0.3 * s, 150 / 331 * side * s, side / 2
    cos, sin = math.cos(angle), math.sin(angle)
    matrix = {
        "rotate": (cos, -sin, c - cos * c + sin * c, sin, cos, c - sin * c - cos * c),
        "shear_x": (1, shear, -shear * c, 0, 1, 0),
        "shear_y": (1, 0, 0, shear, 1, -shear * c),
        "translate_x": (1, 0, move, 0, 1, 0),
        "translate_y": (1, 0, 0, 0, 1, move),
    }[name]
    expected = _levels(
        _pillow(images[0]).transform((side, side), Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    )
    inside = _levels(
        Image.new("L", (side, side), 255).transform(
            (side, side), Image.Transform.AFFINE, matrix, Image.Resampling.NEAREST
        )
    )
    # Pillow does not blend with the outside: compare where the outside is two pixels away
    away = _levels(_pillow(inside / 255).filter(ImageFilter.MinFilter(5)))[0] == 255
    away[[0, 1, -2, -1]] = away[:, [0, 1, -2, -1]] = False  # the filter takes the border over as it is
    assert away.sum() > side * side / 4
    assert (ours * 255 - expected)[:, away].abs().max() < 2
    outside = _levels(_pillow(inside / 255).filter(ImageFilter.MaxFilter(5)))[0] == 0
    if outside.any():
        assert torch.allclose(ours[:, outside], torch.tensor(0.5))


# --- stages

_KEY = stages.Key(0, 0, torch.arange(64))


def test_a_crop_with_padding_is_a_window_of_the_padded_image_mirrored_or_not() -> None:
    images, fill = _images(64, 1, 32, 32), torch.full((1, 1, 1, 1), 0.25)
    out = stages.flip_and_crop(images, _KEY, fill)
    padded = torch.nn.functional.pad(images - 0.25, (4, 4, 4, 4)) + 0.25
    mirrored, places = 0, set()
    for image, view in zip(padded, out, strict=True):
        windows = {
            (flip, top, left): torch.flip(image, (-1,))[:, top : top + 32, left : left + 32]
            if flip
            else image[:, top : top + 32, left : left + 32]
            for flip in (0, 1)
            for top in range(9)
            for left in range(9)
        }
        found = [place for place, window in windows.items() if torch.allclose(window, view, atol=1e-6)]
        assert len(found) == 1
        mirrored += found[0][0]
        places |= {("top", found[0][1]), ("left", found[0][2])}
    assert len(places) == 18  # each is missed with probability 18 (8/9)^64 < 0.01; the seed is fixed
    assert 16 < mirrored < 48


@pytest.mark.parametrize(("side", "padding"), [(32, 4), (224, 12), (28, 4), (16, 2)])
def test_the_padding_scales(side: int, padding: int) -> None:
    out = stages.flip_and_crop(torch.ones(64, 1, side, side), _KEY, torch.zeros(1, 1, 1, 1))
    filled_rows = (out.amax((1, 3)) == 0).sum(1)
    assert int(filled_rows.max()) == padding


def test_a_random_crop_is_a_window_at_every_place() -> None:
    images = torch.arange(12 * 9).reshape(1, 1, 12, 9).expand(64, 1, 12, 9).float()
    out = stages.random_crop(images, _KEY, (10, 8))
    corner = out[:, 0, 0, 0]
    assert torch.equal(out - corner[:, None, None, None], images[:, :, :10, :8])
    assert set(corner.tolist()) == {9 * top + left for top in range(3) for left in range(2)}


def test_elastic_moves_half_of_the_images_by_the_stated_displacement() -> None:
    side = 112
    ramp = torch.linspace(0, 1, side).expand(64, 1, side, side).contiguous()
    out = stages.elastic(ramp, _KEY, torch.full((1, 1, 1, 1), 0.5))
    moved = (out != ramp).flatten(1).any(1)
    assert 20 <= int(moved.sum()) <= 44  # p < 0.003 for a fair choice; the seed is fixed
    inner = (slice(None), 0, slice(10, -10), slice(10, -10))
    shift = ((out - ramp)[inner] * (side - 1))[moved]  # in pixels
    # white noise of variance 1/3, smoothed by a Gaussian of sigma s, has deviation sqrt(1/3) / (2 sqrt(pi) s)
    assert float(shift.std()) == pytest.approx(6.25 * math.sqrt(1 / 3) / (2 * math.sqrt(math.pi) * 2.5), rel=0.05)


@pytest.mark.parametrize("side", [28, 56, 224])
def test_elastic_moves_by_the_same_share_of_the_side_at_every_size(side: int) -> None:
    ramp = torch.linspace(0, 1, side).expand(64, 1, side, side).contiguous()
    out = stages.elastic(ramp, _KEY, torch.full((1, 1, 1, 1), 0.5))
    inner = (slice(None), 0, slice(side // 8, -side // 8), slice(side // 8, -side // 8))
    shift = (out - ramp)[inner][(out != ramp).flatten(1).any(1)]
    assert float(shift.std()) == pytest.approx(25 * math.sqrt(1 / 3) / (2 * math.sqrt(math.pi) * 5) / 224, rel=0.15)


def test_invert_and_erase_take_their_share() -> None:
    key = stages.Key(3, 1, torch.arange(2000))
    images = torch.full((2000, 1, 30, 40), 0.25)
    inverted = (stages.invert(images, key) == 0.75).flatten(1).all(1)
    assert abs(int(inverted.sum()) - 200) < 4 * math.sqrt(2000 * 0.1 * 0.9)  # 4 deviations
    erased = stages.erase(images, key, torch.ones(1, 1, 1, 1))[:, 0] == 1
    hit = erased.flatten(1).any(1)
    assert abs(int(hit.sum()) - 1000) < 4 * math.sqrt(2000 * 0.25)
    tall, wide = erased[hit].any(2).sum(1), erased[hit].any(1).sum(1)
    assert torch.equal(erased[hit].flatten(1).sum(1), tall * wide)  # one whole rectangle
    area = (tall * wide).double() / 1200
    assert 0.01 < float(area.min()) < 0.04
    assert 0.29 < float(area.max()) < 0.35
    assert float(area.mean()) == pytest.approx(0.175, abs=0.01)


def test_each_operation_is_chosen_equally_often_by_each_sample() -> None:
    """Chi-squared over what step 0 and 1 do to one marked picture; error level 1e-6 a step, and the seed is fixed."""
    count = 4200
    drawn = decisions(5, 2, torch.arange(count), "randaugment", 4)
    chosen = (drawn[:, :2] * 14).astype(int)
    for step in range(2):
        observed = np.bincount(chosen[:, step], minlength=14)
        assert ((observed - 300) ** 2 / 300).sum() < 54.0  # the quantile 1 - 1e-6 of chi-squared with 13 degrees
    both = np.bincount(chosen[:, 0] * 14 + chosen[:, 1], minlength=196)
    expected = count / 196
    assert ((both - expected) ** 2 / expected).sum() < 301.0  # and with 195: the steps are independent


def test_rand_augment_applies_to_each_sample_the_operation_that_it_drew() -> None:
    """A batch through one step equals, sample by sample, the one operation with its sign; all 14 occur."""
    key, fill = stages.Key(0, 0, torch.arange(200)), torch.full((1, 3, 1, 1), 0.5)
    images = _images(200)
    out = stages.rand_augment(images, key, 1, 14, fill)
    seen = set()
    for image, view in zip(images, out, strict=True):
        matches = []
        for sign in (-1.0, 1.0):
            for number, name in enumerate(operations.OPERATIONS):
                amount = torch.tensor([sign * 14 / 30])
                if name in operations.GEOMETRIC:
                    places = operations.affine(torch.tensor([number]), amount, (28, 28))
                    done = operations.read(image[None], places, fill)
                else:
                    done = operations.tonal(name, image[None], amount)
                if torch.allclose(done[0], view, atol=1e-6):
                    matches.append((name, sign))
        assert matches
        seen |= {match for match in matches if match[0] not in ("identity", "autocontrast")}
    signed = {*operations.GEOMETRIC, "color", "contrast", "brightness", "sharpness"}
    assert {(name, sign) for name in signed for sign in (-1.0, 1.0)} <= seen
    assert {"equalize", "solarize", "posterize"} <= {name for name, _ in seen}


# --- regimes

_regimes = st.sampled_from(REGIMES[1:])


@settings(max_examples=25, deadline=None)
@given(
    regime=_regimes,
    seed=st.integers(0, 2**64 - 1),
    epoch=st.integers(0, 2**16 - 1),
    samples=st.lists(st.integers(0, 2**48 - 1), min_size=2, max_size=24, unique=True),
    channels=st.sampled_from([1, 3]),
    data=st.data(),
)
def test_a_view_does_not_depend_on_the_batch(regime, seed, epoch, samples, channels, data) -> None:
    images, keys = torch.rand(len(samples), channels, 24, 20), torch.tensor(samples)
    together = augment(images, regime, seed, epoch, keys)
    assert together.shape == images.shape
    assert float(together.min()) >= 0
    assert float(together.max()) <= 1
    rows = torch.tensor(data.draw(st.lists(st.integers(0, len(samples) - 1), min_size=1, max_size=8)))
    assert torch.allclose(augment(images[rows], regime, seed, epoch, keys[rows]), together[rows], rtol=0, atol=1e-6)


@pytest.mark.parametrize("regime", REGIMES[1:])
def test_views_repeat_and_differ_between_epochs_seeds_and_samples(regime: str) -> None:
    images = _images(1).expand(64, -1, -1, -1).contiguous()
    samples = torch.arange(64)
    views = augment(images, regime, 1, 0, samples)
    assert torch.equal(views, augment(images, regime, 1, 0, samples))

    def share(other: Tensor) -> float:
        return float((views != other).flatten(1).any(1).float().mean())

    assert share(augment(images, regime, 1, 1, samples)) > 0.95
    assert share(augment(images, regime, 2, 0, samples)) > 0.95
    assert share(views.roll(1, 0)) > 0.95


def test_the_regimes_are_those_of_the_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple] = []
    for name in ("random_crop", "rand_augment", "elastic", "invert", "flip_and_crop", "erase"):
        real = getattr(stages, name)

        def spy(images: Tensor, key: stages.Key, *rest: object, name: str = name, real=real) -> Tensor:
            calls.append((name, *(r for r in rest if isinstance(r, int))))
            return real(images, key, *rest)

        monkeypatch.setattr(stages, name, spy)
    images, samples = _images(4, 3, 40, 40), torch.arange(4)
    high = [("random_crop",), ("rand_augment", 4, 14), ("elastic",), ("invert",), ("flip_and_crop",)]
    expected = {
        "none": [],
        "flip-crop": [("flip_and_crop",)],
        "standard": [("rand_augment", 2, 14), ("flip_and_crop",)],
        "high": high,
        "extreme": [high[0], ("rand_augment", 8, 30), *high[2:], ("erase",)],
    }
    for regime in REGIMES:
        calls.clear()
        out = augment(images, regime, 0, 0, samples, crop=(32, 32))
        assert calls == expected[regime]
        assert out.shape[2:] == ((32, 32) if regime in ("high", "extreme") else (40, 40))
    assert torch.equal(augment(images, "none", 0, 0, samples), images)


def test_the_fill_is_a_number_or_one_a_channel() -> None:
    images, samples = torch.zeros(16, 3, 16, 16), torch.arange(16)
    paint = torch.tensor((0.1, 0.4, 0.9))
    padded = stages.flip_and_crop(images, stages.Key(0, 0, samples), paint.view(1, 3, 1, 1))
    assert torch.equal(padded.amax((0, 2, 3)), paint)
    views = augment(images, "standard", 0, 0, samples, fill=(0.1, 0.4, 0.9))
    assert not torch.equal(views[:, 0], views[:, 2])
    assert torch.equal(augment(images, "high", 0, 0, samples, 0.3), augment(images, "high", 0, 0, samples, (0.3,) * 3))


def test_an_unknown_regime_is_named() -> None:
    with pytest.raises(UsageError, match=r"'strong'.*none, .*standard, high, extreme"):
        augment(torch.zeros(1, 1, 8, 8), "strong", 0, 0, torch.zeros(1, dtype=torch.int64))  # type: ignore[arg-type]


def test_the_devices_draw_the_words_of_the_plan() -> None:
    samples = torch.tensor([0, 7, 2**48 - 1])
    for seed, epoch in ((0, 0), (2**64 - 1, 2**16 - 1), (12345, 6)):
        drawn = field(seed, epoch, samples, "x", 37, torch.device("cpu")).numpy()
        words = philox.words(seed, "augment x", samples.numpy(), epoch, 12)
        assert np.array_equal(drawn, words.astype("<u4").view(np.uint8)[:, :37])


# --- mixup


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 2**64 - 1),
    samples=st.lists(st.integers(0, 2**48 - 1), min_size=2, max_size=40, unique=True),
)
def test_mixup_pairs_each_image_with_another_whatever_the_order(seed: int, samples: list[int]) -> None:
    count, keys = len(samples), torch.tensor(samples)
    images = torch.eye(count).reshape(count, 1, 1, count)  # image i has a one at i, so its share can be read
    mixed = mixup(images, seed, 3, keys)
    weights = mixed[:, 0, 0]
    assert torch.allclose(weights.sum(1), torch.ones(count))
    assert torch.all((weights > 0).sum(1) == 2)
    others = weights - torch.diag(weights.diag())
    assert torch.equal((others > 0).sum(0), torch.ones(count, dtype=torch.int64))  # a permutation
    order = torch.randperm(count)
    assert torch.equal(mixup(images[order], seed, 3, keys[order]), mixed[order])


def test_mixups_shares_are_uniform() -> None:
    images = torch.eye(500).reshape(500, 1, 1, 500)
    shares = mixup(images, 0, 0, torch.arange(500)).reshape(500, 500).diag().double().sort().values
    grid = torch.arange(1, 501) / 500
    assert float((shares - grid).abs().max()) < 1.95 / math.sqrt(500)  # Kolmogorov-Smirnov at level 0.001
