import gzip
import io
import pickle
import struct
import tarfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from distill import data, inputs
from distill.data import fit, load_data
from distill.decoding import decode_batch
from distill.evaluate import evaluate
from distill.inputs import Input
from distill.train_teacher import _sized
from shadergen.errors import UsageError

RNG = np.random.default_rng(0)
FASHION = Path("/usr/share/datasets/fashion-mnist")


def idx(array: np.ndarray) -> bytes:
    return struct.pack(">BBBB", 0, 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


def png(image: np.ndarray) -> bytes:
    out = io.BytesIO()
    Image.fromarray(image.squeeze()).save(out, "png")
    return out.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_idx_files_are_read(tmp_path: Path, packed: bool):
    images, labels = RNG.integers(0, 256, (7, 5, 4), np.uint8), np.array([0, 1, 2, 0, 1, 2, 2], np.uint8)
    for prefix in ("train", "t10k"):
        for kind, array in (("images-idx3", images), ("labels-idx1", labels)):
            data = idx(array)
            name = f"{prefix}-{kind}-ubyte{'.gz' if packed else ''}"
            (tmp_path / name).write_bytes(gzip.compress(data) if packed else data)
    for split in ("train", "test"):
        found = load_data(f"idx:{tmp_path}", split)
        assert found.classes == 3
        assert (np.stack(found.images)[..., 0] == images).all()
        assert (found.labels == labels).all()


def test_damaged_idx_files_are_named(tmp_path: Path):
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(np.zeros((2, 3, 3), np.uint8))[:-1])
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(idx(np.zeros(2, np.uint8)))
    with pytest.raises(UsageError, match="bytes are not that many"):
        load_data(f"idx:{tmp_path}", "train")
    (tmp_path / "train-images-idx3-ubyte").write_bytes(idx(np.zeros((3, 3, 3), np.uint8)))
    with pytest.raises(UsageError, match="3 images and 2 labels"):
        load_data(f"idx:{tmp_path}", "train")
    with pytest.raises(UsageError, match="no test images"):
        load_data(f"idx:{tmp_path}", "test")


def test_folders_are_classes_and_grey_stays_grey(tmp_path: Path):
    for split in ("train", "val"):
        for name, shape in (("cat", (6, 5, 3)), ("ant", (4, 4))):
            (tmp_path / split / name).mkdir(parents=True)
            (tmp_path / split / name / "a.png").write_bytes(png(np.full(shape, 9, np.uint8)))
    found = load_data(f"folder:{tmp_path}", "test")
    assert found.names == ("ant", "cat")
    assert [image.shape for image in found.images] == [(4, 4, 1), (6, 5, 3)]
    assert found.labels.tolist() == [0, 1]
    fitted = found.fitted(Input(size=8, mean=(0,) * 3, std=(1,) * 3))
    assert fitted.shape == (2, 3, 8, 8)
    assert (fitted == 9).all()
    (tmp_path / "val" / "ant" / "b.png").write_bytes(b"no picture")
    with pytest.raises(UsageError, match=r"b\.png: does not decode"):
        load_data(f"folder:{tmp_path}", "test")


def test_a_class_has_one_number_in_both_splits(tmp_path: Path):
    for place in ("train/ant", "train/bee", "train/cat", "test/cat"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "a.png").write_bytes(png(np.zeros((4, 4), np.uint8)))
    found = load_data(f"folder:{tmp_path}", "test")
    assert (found.labels.tolist(), found.classes) == ([2], 3)
    (tmp_path / "test" / "dog").mkdir()
    with pytest.raises(UsageError, match="test/ has dog/, and train/ has no such class"):
        load_data(f"folder:{tmp_path}", "test")


@pytest.mark.parametrize(("there", "missing"), [("train", "test"), ("test", "train")])
def test_a_split_that_is_missing_is_not_taken_for_a_class(tmp_path: Path, there: str, missing: str):
    (tmp_path / there / "ant").mkdir(parents=True)
    (tmp_path / there / "ant" / "a.png").write_bytes(png(np.zeros((4, 4), np.uint8)))
    with pytest.raises(UsageError, match=f"it has {there}/ and no {missing}/"):
        load_data(f"folder:{tmp_path}", missing)


def test_both_versions_of_cifar_are_read(tmp_path: Path):
    pixels, labels = RNG.integers(0, 256, (20, 3072), np.uint8), np.arange(20) % 10
    binary, python = tmp_path / "binary", tmp_path / "python" / "cifar-10-batches-py"
    binary.mkdir()
    python.mkdir(parents=True)
    for number in range(1, 6):
        rows = slice((number - 1) * 4, number * 4)
        records = np.concatenate([labels[rows, None].astype(np.uint8), pixels[rows]], axis=1)
        (binary / f"data_batch_{number}.bin").write_bytes(records.tobytes())
        batch = {b"data": pixels[rows], b"labels": labels[rows].tolist()}
        (python / f"data_batch_{number}").write_bytes(pickle.dumps(batch, protocol=2))
    for folder in (binary, tmp_path / "python"):
        found = load_data(f"cifar:{folder}", "train")
        assert found.classes == 10
        assert (found.labels == labels).all()
        assert (np.stack(found.images).transpose(0, 3, 1, 2).reshape(20, -1) == pixels).all()


class _Hostile:
    def __reduce__(self):
        return (print, ("this must never run",))


def test_a_pickle_that_would_run_code_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "test_batch").write_bytes(pickle.dumps({b"data": _Hostile(), b"labels": []}, protocol=2))
    with pytest.raises(UsageError, match=r"it names __builtin__\.print"):
        load_data(f"cifar:{tmp_path}", "test")
    assert not capsys.readouterr().out


def test_webdataset_tars_are_read(tmp_path: Path):
    with tarfile.open(tmp_path / "a-0.tar", "w") as tar:
        for number in range(3):
            image = np.full((4, 4, 3), number * 10, np.uint8)
            for name, data in ((f"{number:03}.png", png(image)), (f"{number:03}.cls", str(number).encode())):
                member = tarfile.TarInfo(name)
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
    found = load_data(f"wds:{tmp_path}/a-{{0..0}}.tar", "train")
    assert found.labels.tolist() == [0, 1, 2]
    assert [int(image[0, 0, 0]) for image in found.images] == [0, 10, 20]


@pytest.mark.parametrize("spec", ["mnist", "idx:/nonexistent", "wds:/nonexistent/*.tar", "tfds:mnist"])
def test_data_that_is_none_is_refused(spec: str):
    with pytest.raises(UsageError, match="data"):
        load_data(spec, "train")


@pytest.mark.skipif(not FASHION.is_dir(), reason="the package dataset-fashion-mnist is not installed")
def test_debians_fashion_mnist_is_read():
    found = load_data(f"idx:{FASHION}", "test")
    assert len(found) == 10_000
    assert np.bincount(found.labels).tolist() == [1000] * 10
    assert found.fitted(Input(size=28, channels=1, mean=(0.0,), std=(1.0,))).float().mean().item() == pytest.approx(
        73.15, abs=0.5
    )
    assert torch.equal(
        found.fitted(Input(size=28, channels=1, mean=(0.0,), std=(1.0,)))[3, 0],
        torch.tensor(found.images[3][..., 0]),
    )


def sixteen_bits(name: str) -> bytes:
    grey = np.arange(0, 2**16, 2**13, dtype=np.uint16)[None]
    if name == "pgm":
        return b"P5 8 1 65535\n" + grey.astype(">u2").tobytes()
    out = io.BytesIO()
    Image.fromarray(grey).save(out, name)
    return out.getvalue()


@pytest.mark.parametrize("name", ["png", "pgm"])
def test_grey_of_sixteen_bits_keeps_its_upper_eight_in_data_and_in_pools(tmp_path: Path, name: str):
    (tmp_path / "ant").mkdir()
    (tmp_path / "ant" / f"a.{name.replace('pgm', 'ppm')}").write_bytes(sixteen_bits(name))
    (image,) = load_data(f"folder:{tmp_path}", "test").images
    (group,), _ = decode_batch([sixteen_bits(name)])
    assert image[..., 0].tolist() == group.images[0, 0].tolist() == [list(range(0, 256, 32))]


def test_what_is_kept_of_pictures_is_what_is_fitted_later(tmp_path: Path):
    kinds = {"L": (31, 17, 1), "RGB": (17, 31, 3), "LA": (9, 9, 1)}
    for mode, (height, width, _) in kinds.items():
        (tmp_path / mode).mkdir()
        for k in range(3):
            pixels = RNG.integers(0, 256, (height, width, 4), np.uint8)
            Image.fromarray(pixels, "RGBA").convert(mode).save(tmp_path / mode / f"{k}.png")
    whole = load_data(f"folder:{tmp_path}", "test")
    assert [image.shape for image in whole.images] == [kinds[name] for name in sorted(kinds) for _ in range(3)]
    for channels in (1, 3):
        wanted = Input(size=(12, 10), channels=channels, mean=(0.5,) * channels, std=(0.5,) * channels)
        kept = load_data(f"folder:{tmp_path}", "test", fit(wanted))
        assert {image.shape for image in kept.images} == {(12, 10, channels)}
        assert torch.equal(kept.fitted(wanted), whole.fitted(wanted))
    kept, wanted = load_data(f"folder:{tmp_path}", "test", _sized(9)), Input(size=9, mean=(0,) * 3, std=(1,) * 3)
    assert {image.shape for image in kept.images} == {(9, 9, 1), (9, 9, 3)}
    assert torch.equal(kept.fitted(wanted), whole.fitted(wanted))


def test_few_large_pictures_are_held_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Forty of 12 megapixels took 14 GB to evaluate a network of 64 pixels."""
    (tmp_path / "ant").mkdir()
    for k in range(9):
        Image.new("RGB", (600, 500), (k, 0, 0)).save(tmp_path / "ant" / f"{k}.png")
    seen = []

    def to_unit(images: torch.Tensor, wanted: Input) -> torch.Tensor:
        seen.append(images[:, 0].numel() if tuple(images.shape[2:]) != wanted.size else 0)
        return inputs.to_unit(images, wanted)

    monkeypatch.setattr(data, "to_unit", to_unit)
    assert evaluate("builtin:fashion-mnist", f"folder:{tmp_path}").n == 9
    assert max(seen) == 600 * 500
    seen.clear()
    one = np.full((2048, 2048, 1), 7, np.uint8)
    fitted = data.Labelled([one] * 5, np.zeros(5, np.int64), 1, ("x",)).fitted(
        Input(size=4, mean=(0,) * 3, std=(1,) * 3)
    )
    assert (fitted == 7).all()
    assert (len(seen), max(seen)) == (5, 2**22)
