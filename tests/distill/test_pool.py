"""Pools: what a tar holds is found, and what it holds decodes as Pillow says, or is named."""

import io
import tarfile

import numpy as np
import pytest
from PIL import Image

from distill import decoding
from distill.decoding import decode_batch, open_decoders
from distill.pool import open_pool, read_records
from shadergen.errors import RunError, UsageError
from shadergen.options import Encoder
from shadergen.shards.encode import encode, samples


def picture(seed, mode="RGB", size=(12, 9)):
    pixels = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 4), np.uint8)
    return Image.fromarray(pixels, "RGBA" if mode == "RGBA" else None).convert(mode)


def encoded(image, name, **options):
    out = io.BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def write_tar(file, members, format_=tarfile.USTAR_FORMAT):
    with tarfile.open(file, "w", format=format_) as tar:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))


def by_position(groups):
    return {int(p): image for group in groups for p, image in zip(group.positions, group.images, strict=True)}


def test_every_format_decodes_as_pillow_says():
    rgb, grey = picture(0), picture(1, "L", (7, 5))
    data = [
        encoded(rgb, "PNG"),
        encoded(rgb, "JPEG"),
        encoded(rgb, "WEBP", lossless=True),
        encoded(rgb, "PPM"),
        encoded(grey, "PNG"),
        encoded(grey, "JPEG"),
        encoded(picture(2, "P"), "PNG"),
        encode(Encoder(format="png"), np.asarray(rgb)[None])[0],
        encode(Encoder(format="png"), np.asarray(picture(3, size=(4, 6)))[None])[0],
    ]
    groups, bad = decode_batch(data)
    images = by_position(groups)
    assert not bad
    assert len(images) == len(data)
    for position, its in enumerate(data):
        expected = Image.open(io.BytesIO(its))
        expected.info.pop("transparency", None)
        array = np.asarray(expected if expected.mode == "L" else expected.convert("RGB"))
        assert (images[position] == (array[None] if array.ndim == 2 else array.transpose(2, 0, 1))).all()


def test_transparent_and_sixteen_bit_images_decode():
    deep = Image.fromarray(np.full((3, 3), 0x8000, np.uint16))
    groups, bad = decode_batch([encoded(picture(4, "RGBA"), "PNG"), encoded(deep, "PNG")])
    assert not bad
    assert by_position(groups)[0].shape == (3, 9, 12)
    assert (by_position(groups)[1] == 0x80).all()


@pytest.mark.parametrize("where", [20, 30, 45, 60, -20, -10])
def test_a_damaged_png_of_ours_never_gives_other_pixels(where):
    image = np.random.default_rng(0).integers(0, 256, (1, 8, 8, 3), np.uint8)
    data = bytearray(encode(Encoder(format="png"), image)[0])
    data[where] ^= 0x5A
    groups, bad = decode_batch([bytes(data)])
    assert bad or (by_position(groups)[0] == image[0].transpose(2, 0, 1)).all()


def test_what_does_not_decode_is_named_and_the_rest_is_there():
    good = encoded(picture(0), "PNG")
    groups, bad = decode_batch([good, good[:80], b"", b"GIF89a", encoded(picture(0), "GIF"), good])
    assert sorted(by_position(groups)) == [0, 5]
    assert [position for position, _ in bad] == [1, 2, 3, 4]
    assert all(reason and "\n" not in reason for _, reason in bad)


@pytest.mark.parametrize("format_", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_a_foreign_tar_is_indexed(tmp_path, format_):
    long = "folder/" + "x" * 150
    write_tar(
        tmp_path / "any.tar",
        [
            ("readme", b"no dot"),
            ("a/one.json", b'{"source": "s"}'),
            ("a/one.JPG", encoded(picture(0), "JPEG")),
            ("two.seg.png", encoded(picture(1), "PNG")),
            ("three.cls", b"4"),
            ("four.png", encoded(picture(2), "PNG")),
            ("four.json", b"[1, 2]"),
            *([(f"{long}.webp", encoded(picture(3), "WEBP"))] if format_ != tarfile.USTAR_FORMAT else []),
        ],
        format_,
    )
    pool = open_pool([tmp_path])
    index = pool.index(0)
    keys = [index.key(row) for row in range(len(index))]
    assert keys == ["a/one", "four", *([long] if format_ != tarfile.USTAR_FORMAT else [])]
    assert list(read_records(pool.shards[0].file, index.records[:2])) == [{"source": "s"}, {}]


def test_a_shard_is_decoded_in_order_by_several_processes(tmp_path):
    images = np.random.default_rng(1).integers(0, 256, (1500, 6, 5, 3), np.uint8)
    documents = [{"index": i, "source": "noise"} for i in range(1500)]
    (tmp_path / "shard-000000.tar").write_bytes(
        b"".join(samples(Encoder(format="png"), images, documents)) + bytes(1024)
    )
    pool = open_pool([tmp_path])
    wanted = np.array([7, 3, *range(100, 1400)])
    with open_decoders(2) as decoders:
        chunks = list(decoders.chunks(pool, [(0, wanted)]))
    assert np.concatenate([chunk.rows for chunk in chunks]).tolist() == wanted.tolist()
    for chunk in chunks:
        for position, image in by_position(chunk.groups).items():
            assert (image == images[chunk.rows[position]].transpose(2, 0, 1)).all()


def test_folders_that_are_no_pool_are_refused(tmp_path):
    for folders, message in (
        ([tmp_path / "absent"], "is no folder"),
        ([tmp_path], "holds no shard"),
        ([], "holds no shard"),
        ([tmp_path, tmp_path / "."], "given once"),
    ):
        with pytest.raises(UsageError, match=message):
            open_pool(folders)
    (tmp_path / "recipe.json").write_text("{}")
    with pytest.raises(UsageError, match="not finished"):
        open_pool([tmp_path])


@pytest.mark.parametrize("data", [b"", b"not a tar" * 200])
def test_what_is_no_tar_is_named(tmp_path, data):
    (tmp_path / "x.tar").write_bytes(data)
    with pytest.raises(RunError, match=r"x\.tar is no tar"):
        open_pool([tmp_path]).index(0)


def test_large_images_behind_a_small_one_come_in_pieces(tmp_path, monkeypatch):
    large = encoded(Image.new("RGB", (1500, 1500), "teal"), "PNG")
    members = [("000.png", encoded(picture(0), "PNG")), *((f"{k:03}.png", large) for k in range(1, 12))]
    write_tar(tmp_path / "photos.tar", [*members, ("012.png", b"none"), ("013.png", members[0][1])])
    pool = open_pool([tmp_path])
    rows = np.arange(14)

    with open_decoders(1) as decoders:
        chunks = list(decoders.chunks(pool, [(0, rows), (0, rows[:2])]))
        monkeypatch.setattr(decoding, "_CHUNK_BYTES", 2 * len(large))
        by_bytes = list(decoders.chunks(pool, [(0, rows)]))
    assert max(sum(group.images[:, 0].size for group in chunk.groups) for chunk in chunks) < 2**24 + 1500**2
    assert np.concatenate([chunk.rows for chunk in chunks]).tolist() == [*range(14), 0, 1]
    assert [int(chunk.rows[at]) for chunk in chunks for at, _ in chunk.bad] == [12]
    for chunk in chunks:
        for position, image in by_position(chunk.groups).items():
            assert image.shape[1:] == ((9, 12) if chunk.rows[position] in (0, 13) else (1500, 1500))
    # many bytes are many pixels, which processes share
    assert max(len(chunk.rows) for chunk in by_bytes) == 3
    assert np.concatenate([chunk.rows for chunk in by_bytes]).tolist() == rows.tolist()
