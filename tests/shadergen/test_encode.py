import io
import tarfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PIL import Image

from shadergen.options import Encoder
from shadergen.shards.encode import TAR_END, decode, encode, encoder_version, member, samples

IMAGES = arrays(np.uint8, st.tuples(st.integers(1, 3), st.integers(1, 9), st.integers(1, 9), st.just(3)))


@settings(deadline=None)
@given(IMAGES, st.sampled_from(["png", "ppm"]), st.integers(0, 9))
def test_lossless_formats_come_back(images: np.ndarray, suffix: str, level: int):
    for image, data in zip(images, encode(Encoder(format=suffix, level=level), images), strict=True):
        with Image.open(io.BytesIO(data)) as picture:
            picture.load()
            assert picture.mode == "RGB"
            assert (np.asarray(picture) == image).all()
        assert (decode(data) == image).all()


@pytest.mark.parametrize("suffix", ["jpg", "webp"])
def test_lossy_formats_come_near(suffix: str):
    ramp = np.linspace(0, 255, 32 * 32 * 3).reshape(1, 32, 32, 3).astype(np.uint8)
    assert np.abs(decode(encode(Encoder(format=suffix), ramp)[0]).astype(int) - ramp[0]).mean() < 4


def test_png_is_smaller_than_the_pixels_and_level_9_no_larger():
    smooth = np.add.outer(np.arange(64), np.arange(64))[None, :, :, None].repeat(3, axis=3).astype(np.uint8)
    fast, best = (len(encode(Encoder(level=level), smooth)[0]) for level in (1, 9))
    assert best <= fast < smooth.size / 10


@given(st.text("abcxyz0189./_-", min_size=1, max_size=100), st.binary(max_size=1500))
def test_a_member_is_what_tarfile_writes(name: str, data: bytes):
    expected = tarfile.TarInfo(name)
    expected.size = len(data)
    assert member(name, data)[:512] == expected.tobuf(tarfile.USTAR_FORMAT)
    with tarfile.open(fileobj=io.BytesIO(member(name, data) + TAR_END)) as tar:
        (found,) = tar.getmembers()
        assert tar.extractfile(found).read() == data


def test_a_sample_is_an_image_and_its_record():
    data = samples(Encoder(format="ppm"), np.zeros((1, 2, 2, 3), np.uint8), [{"index": 7, "b": 1, "a": 2}])[0]
    with tarfile.open(fileobj=io.BytesIO(data + TAR_END)) as tar:
        assert tar.getnames() == ["000000007.ppm", "000000007.json"]
        assert tar.extractfile("000000007.json").read() == b'{"a":2,"b":1,"index":7}'


def test_every_format_names_what_decides_its_bytes():
    assert encoder_version(Encoder()).startswith("libdeflate")
    assert "turbo" in encoder_version(Encoder(format="jpg")) or "simplejpeg" in encoder_version(Encoder(format="jpg"))


def test_both_jpeg_libraries_keep_the_picture(monkeypatch: pytest.MonkeyPatch):
    y, x = np.mgrid[:24, :40]
    image = np.stack([x * 6, y * 10, 255 - x * 6], axis=-1).astype(np.uint8)
    found = {}
    for absent in (False, True):
        if absent:
            monkeypatch.setattr("shadergen.shards.encode._simplejpeg", lambda: None)
        encoder = Encoder(format="jpg", quality=95)
        found[encoder_version(encoder)] = decode(encode(encoder, image[None])[0])
    for decoded in found.values():
        assert np.abs(decoded.astype(int) - image).mean() < 2
    pytest.importorskip("simplejpeg", reason="the extra jpeg is not installed")
    assert len(found) == 2
