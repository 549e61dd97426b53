import io
import json
import shutil
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from typer.testing import CliRunner

from shadergen import crops, pictures
from shadergen.cli.main import app
from shadergen.errors import UsageError
from shadergen.philox import words
from shadergen.pictures import load
from shadergen.plan import ImagePlan
from shadergen.recipe import Recipe, Resolved
from shadergen.rendering import Options, render, verify
from shadergen.shards.folder import Folder
from shadergen.sources.crop import CropSource
from shadergen.sources.pictures import PicturesSource


def busy(height: int, width: int, seed: int = 0) -> np.ndarray:
    """A picture whose smooth shades say where a pixel is."""
    y, x = np.mgrid[:height, :width]
    blue = np.random.default_rng(seed).integers(0, 256)
    return np.stack([255 * x // max(1, width - 1), 255 * y // max(1, height - 1), np.full_like(x, blue)], -1).astype(
        np.uint8
    )


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "busy.png"
    Image.fromarray(busy(90, 120)).save(file)
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Seven pictures of one colour each, whose red tells them apart, at two depths."""
    where = tmp_path / "pictures"
    (where / "deep").mkdir(parents=True)
    for k in range(7):
        Image.new("RGB", (20 + k, 30), (10 * k, 0, 0)).save(where / ("deep" if k % 2 else ".") / f"{k}.png")
    (where / "notes.txt").write_text("no picture")
    return where


def of_folder(folder: Path, **more: object) -> Resolved:
    return Recipe.parse({"source": "pictures", "size": 16, "pictures": {"folder": str(folder), **more}}).resolve()


def of_picture(file: Path, **more: object) -> Resolved:
    return Recipe.parse({"source": "crop", "size": 24, "crop": {"picture": str(file), **more}}).resolve()


def drawn(source: CropSource | PicturesSource, count: int, name: str, first: int = 0) -> np.ndarray:
    plans = [ImagePlan(first + index, 0, name) for index in range(count)]
    return np.concatenate([source.draw([plan]).images for plan in plans])


@settings(max_examples=60, deadline=None)
@given(
    st.tuples(st.floats(1e-4, 1), st.floats(1e-4, 1)).map(sorted),
    st.tuples(st.floats(0.1, 10), st.floats(0.1, 10)).map(sorted),
    st.floats(0, 0.5),
    st.tuples(st.integers(1, 500), st.integers(1, 500)),
    st.tuples(st.integers(1, 64), st.integers(1, 64)),
)
def test_crops_stay_inside_the_picture(
    scale: list[float], aspect: list[float], turn: float, picture: tuple[int, int], size: tuple[int, int]
) -> None:
    law = crops.Law(scale=(scale[0], scale[1]), aspect=(aspect[0], aspect[1]), turn=turn)
    where = crops.places(law, words(1, "crop", range(50), 0, crops.WORDS), picture, size)
    for across in (-1, 1):
        for down in (-1, 1):
            corner = where.middle + across * where.right + down * where.down
            assert (corner >= -1e-9).all()
            assert (corner <= np.array(picture) + 1e-9).all()


def test_crops_have_the_shares_and_shapes_asked_for() -> None:
    law = crops.Law(scale=(0.01, 0.25), aspect=(0.5, 2.0), turn=0.0)
    where = crops.places(law, words(1, "crop", range(4000), 0, crops.WORDS), (400, 400), (32, 32))
    width, height = (2 * np.hypot(side[:, 0], side[:, 1]) for side in (where.right, where.down))
    share, ratio = width * height / 400**2, width / height
    # evenly on a logarithmic scale: 4,000 draws, five deviations of the mean
    for found, low, high in ((share, 0.01, 0.25), (ratio, 0.5, 2.0)):
        assert low - 1e-9 <= found.min()
        assert found.max() <= high + 1e-9
        span = np.log(high / low)
        assert np.log(found / low).mean() == pytest.approx(span / 2, abs=5 * span / 12**0.5 / 4000**0.5)
    assert np.mean(where.right[:, 0] < 0) == pytest.approx(0.5, abs=0.04)


def test_the_whole_picture_is_the_picture() -> None:
    whole = busy(48, 48)
    law = crops.Law(scale=(1.0, 1.0), aspect=(1.0, 1.0), flip=False, turn=0.0, jitter=0.0)
    drawn_words = words(1, "crop", [0], 0, crops.WORDS)
    for side in (48, 24, 12):
        where = crops.places(law, drawn_words, (48, 48), (side, side))
        cut = crops.recoloured(law, drawn_words, crops.cut(crops.pyramid(whole), where, (side, side)))[0]
        step = 48 // side
        means = whole.reshape(side, step, side, step, 3).mean(axis=(1, 3))
        assert np.abs(cut - means).max() <= 1


def test_a_crop_shows_what_lies_there(picture: Path) -> None:
    recipe = of_picture(picture, turn=0, flip=False, jitter=0, scale=[0.04, 0.04], aspect=[1, 1])
    assert recipe.crop is not None
    images = drawn(CropSource(recipe), 20, "crop").astype(float)
    where = crops.places(recipe.crop.law(), words(0, "crop", range(20), 0, crops.WORDS), (120, 90), (24, 24))
    np.testing.assert_allclose(images[..., 0].mean(axis=(1, 2)), where.middle[:, 0] / 120 * 255, atol=3)
    np.testing.assert_allclose(images[..., 1].mean(axis=(1, 2)), where.middle[:, 1] / 90 * 255, atol=3)


def test_a_crop_does_not_depend_on_its_batch_nor_on_where_the_picture_is(picture: Path, tmp_path: Path) -> None:
    recipe = of_picture(picture)
    (tmp_path / "elsewhere").mkdir()
    moved = of_picture(Path(shutil.copy(picture, tmp_path / "elsewhere" / "other.png")))
    assert moved.fingerprint == recipe.fingerprint
    assert str(tmp_path) not in recipe.canonical
    source = CropSource(recipe)
    together = source.draw([ImagePlan(index, 0, "crop") for index in range(9)]).images
    np.testing.assert_array_equal(drawn(CropSource(moved), 9, "crop"), together)
    assert len({image.tobytes() for image in together}) == 9


def test_a_pass_shows_each_picture_once_and_passes_differ(folder: Path) -> None:
    source = PicturesSource(of_folder(folder))
    first, second = (drawn(source, 7, "pictures", start)[:, 8, 8, 0].tolist() for start in (0, 7))
    assert sorted(first) == sorted(second) == [10 * k for k in range(7)]
    assert first != second


def test_a_folder_is_known_by_names_and_contents(folder: Path, tmp_path: Path) -> None:
    recipe = of_folder(folder)
    shutil.copytree(folder, tmp_path / "copy")
    assert of_folder(tmp_path / "copy").fingerprint == recipe.fingerprint
    (tmp_path / "copy" / "0.png").rename(tmp_path / "copy" / "a.png")
    assert of_folder(tmp_path / "copy").fingerprint != recipe.fingerprint


def test_a_folder_is_rendered_extended_and_repaired(folder: Path, tmp_path: Path) -> None:
    recipe, out = of_folder(folder), tmp_path / "out"
    options = Options(workers=1)
    render(recipe, out, n=5, options=options)
    # from recipe.json alone, whose listing is made anew
    render(Folder(out).origin().recipe, out, n=14, options=options)
    shard = out / "shard-000000.tar"
    whole = shard.read_bytes()
    shard.write_bytes(whole[:700] + b"!" + whole[701:])
    assert [verdict.ok for verdict in verify(out, repair=True, options=options)] == [True]
    assert shard.read_bytes() == whole
    assert "folder" not in json.loads((out / "manifest.json").read_text())["recipe"]["pictures"]


def test_random_crops_of_a_folder(folder: Path) -> None:
    Image.fromarray(busy(64, 64)).save(folder / "busy.png")
    images = drawn(PicturesSource(of_folder(folder, crop={"scale": [0.1, 0.2], "jitter": 0})), 16, "pictures")
    shown = [image for image in images if image[..., 1].any()]
    assert len(shown) == 2
    assert not np.array_equal(shown[0], shown[1])
    assert np.ptp(shown[0][..., 1]) < 200


@pytest.mark.parametrize("crop", [None, {"scale": [0.1, 0.5]}])
def test_a_batch_reads_each_file_once_and_shows_what_single_images_show(
    crop: dict[str, object] | None, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.fromarray(busy(64, 64)).save(folder / "busy.png")
    source = PicturesSource(of_folder(folder, crop=crop))
    single = drawn(source, 40, "pictures")
    read: list[Path] = []

    def load_and_count(path: Path, sha256: str) -> bytes:
        read.append(path)
        return load(path, sha256)

    monkeypatch.setattr("shadergen.sources.pictures.load", load_and_count)
    together = source.draw([ImagePlan(index, 0, "pictures") for index in range(40)]).images
    np.testing.assert_array_equal(together, single)
    assert len(read) == len(set(read)) == 8


def test_a_batch_of_large_images_is_small(folder: Path) -> None:
    limits = []
    for side in (16, 512, 4096):
        fields = {"source": "pictures", "size": side, "pictures": {"folder": str(folder)}}
        limits.append(PicturesSource(Recipe.parse(fields).resolve()).limit(ImagePlan(0, 0, "pictures")))
    assert limits == [128, 16, 1]


def encoded(picture: Image.Image, name: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, name, **options)
    return out.getvalue()


def exif_turned() -> bytes:
    tags = Image.Exif()
    tags[0x0112] = 6  # a quarter turn to the right shows it upright
    return encoded(Image.fromarray(np.rot90(busy(8, 12))), "png", exif=tags)


KINDS = {
    "grey": (encoded(Image.new("L", (12, 8), 77), "png"), (77, 77, 77)),
    "bits": (encoded(Image.new("1", (12, 8), 1), "png"), (255, 255, 255)),
    "palette": (encoded(Image.new("RGB", (12, 8), (0, 204, 51)).convert("P"), "gif"), (0, 204, 51)),
    "alpha": (encoded(Image.new("RGBA", (12, 8), (0, 0, 0, 51)), "png"), (204, 204, 204)),
    "clear palette": (encoded(Image.new("P", (12, 8), 0), "png", transparency=0), (255, 255, 255)),
    "cmyk": (encoded(Image.new("CMYK", (12, 8), (0, 0, 0, 0)), "jpeg"), (255, 255, 255)),
    "sixteen bits": (encoded(Image.fromarray(np.full((8, 12), 0x8155, np.uint16)), "png"), (0x81, 0x81, 0x81)),
    "sixteen bits, tiff": (encoded(Image.fromarray(np.full((8, 12), 0x8155, np.uint16)), "tiff"), (0x81, 0x81, 0x81)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_of_pictures(kind: str) -> None:
    data, colour = KINDS[kind]
    found = np.asarray(pictures.decode(Path(kind), data))
    assert found.shape == (8, 12, 3)
    assert np.abs(found.astype(int) - colour).max() <= 2


def test_a_turned_photograph_is_shown_upright() -> None:
    np.testing.assert_array_equal(np.asarray(pictures.decode(Path("turned"), exif_turned())), busy(8, 12))


def test_a_large_photograph_is_decoded_smaller_and_looks_the_same() -> None:
    data = encoded(Image.fromarray(busy(600, 800)), "jpeg", quality=95)
    small, whole = (pictures.decode(Path("large"), data, least) for least in (64, None))
    assert 64 <= min(small.size) < 200
    difference = pictures.fitted(small, (32, 32)).astype(int) - pictures.fitted(whole, (32, 32))
    assert np.abs(difference).mean() < 2


@settings(max_examples=40, deadline=None)
@given(*[st.tuples(st.integers(1, 40), st.integers(1, 40))] * 2)
def test_crops_of_any_picture_to_any_size_hold_its_colours(shape: tuple[int, int], size: tuple[int, int]) -> None:
    whole = np.random.default_rng(shape).integers(60, 180, (*shape, 3)).astype(np.uint8)
    law, drawn_words = crops.Law(jitter=0.0, turn=0.5), words(2, "crop", range(5), 0, crops.WORDS)
    where = crops.places(law, drawn_words, (shape[1], shape[0]), size)
    cut = crops.recoloured(law, drawn_words, crops.cut(crops.pyramid(whole), where, size))
    assert cut.shape == (5, size[1], size[0], 3)
    assert cut.min() >= whole.min()
    assert cut.max() <= whole.max()


def test_the_middle_is_kept_and_scaled() -> None:
    wide = np.zeros((10, 40, 3), np.uint8)
    wide[:, 15:25] = 200
    assert (pictures.fitted(Image.fromarray(wide), (5, 5))[:, 1:-1] > 150).all()
    assert pictures.fitted(Image.fromarray(wide), (40, 10)).shape == (10, 40, 3)


def png(width: int, height: int, data: bytes, *more: tuple[bytes, bytes]) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", head), *(chunk(*part) for part in more), chunk(b"IDAT", data), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


BOMBS = {
    "says it is huge": png(60_000, 60_000, zlib.compress(b"")),
    "says it is large": png(9_000, 9_000, zlib.compress(b"")),
    "holds a bomb of text": png(8, 8, zlib.compress(bytes(72)), (b"zTXt", b"a\0\0" + zlib.compress(bytes(2**27), 9))),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_before_they_unfold(bomb: str, folder: Path) -> None:
    (folder / "bomb.png").write_bytes(BOMBS[bomb])
    with pytest.raises(UsageError, match=r"bomb\.png") as caught:
        of_folder(folder)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "data"),
    [("text.png", b"this is no picture"), ("empty.jpg", b""), ("postscript.png", b"%!PS-Adobe-3.0 EPSF-3.0\n")],
)
def test_files_that_are_no_pictures_are_named(name: str, data: bytes, folder: Path) -> None:
    (folder / name).write_bytes(data)
    with pytest.raises(UsageError, match=name) as caught:
        of_folder(folder)
    assert "\n" not in str(caught.value)


def test_a_picture_that_is_cut_short_is_named_when_it_is_met(folder: Path) -> None:
    whole = encoded(Image.fromarray(busy(64, 64)), "png")
    (folder / "cut.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError, match=r"cut\.png") as caught:
        drawn(PicturesSource(of_folder(folder)), 8, "pictures")
    assert "\n" not in str(caught.value)


def test_what_is_missing_or_has_changed_is_said(folder: Path, picture: Path, tmp_path: Path) -> None:
    for fields, word in (
        ({"source": "crop"}, "crop.picture"),
        ({"source": "pictures"}, "pictures.folder"),
        ({"source": "crop", "crop": {"picture": str(tmp_path / "none.png")}}, "none.png"),
        ({"source": "pictures", "pictures": {"folder": str(tmp_path / "none")}}, "none"),
        ({"source": "pictures", "pictures": {"folder": str(tmp_path / "no")}}, "no picture"),
    ):
        (tmp_path / "no").mkdir(exist_ok=True)
        with pytest.raises(UsageError, match=word):
            Recipe.parse(fields).resolve()
    of_one, of_many = of_picture(picture), of_folder(folder)
    known, anew = PicturesSource(of_many), Resolved.model_validate_json(of_many.model_dump_json())
    Image.new("RGB", (9, 9)).save(picture)
    Image.new("RGB", (9, 9)).save(folder / "0.png")
    with pytest.raises(UsageError, match=r"busy\.png has changed"):
        CropSource(of_one)
    with pytest.raises(UsageError, match=r"0\.png has changed"):
        drawn(known, 7, "pictures")
    with pytest.raises(UsageError, match="other pictures"):
        PicturesSource(anew)
    picture.unlink()
    with pytest.raises(UsageError, match=r"busy\.png: No such file"):
        CropSource(of_one)


def test_a_picture_that_changes_while_it_is_drawn_ends_the_run_with_2(picture: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    flags = ["render", "--n", "8", "--source", "crop", "--set", f"crop.picture={picture}", "--size", "16", "--workers"]
    assert CliRunner().invoke(app, [*flags, "1", "--out", str(out)]).exit_code == 0
    Image.new("RGB", (9, 9)).save(picture)
    (out / "shard-000000.tar").unlink()
    ran = CliRunner().invoke(app, ["verify", str(out), "--repair"])
    assert isinstance(ran.exception, UsageError)
    assert str(ran.exception).endswith("has changed since the recipe was resolved: put the old one back, or begin anew")


@pytest.mark.parametrize("options", [{"scale": [0, 1]}, {"aspect": [0.01, 1]}, {"turn": 0.6}, {"jitter": 2}])
def test_options_out_of_range_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(UsageError, match=next(iter(options))):
        Recipe.parse({"crop": options})
