"""Labelled images of the usual sets, for training teachers and for evaluation; DATA names one.

idx:DIR      MNIST's files (idx1 and idx3), gzipped or not
folder:DIR   a folder a class, in DIR or in DIR/train and DIR/test (or val)
cifar:DIR    CIFAR-10 or CIFAR-100, the binary or the Python version
wds:GLOB     WebDataset tars with a picture and a `.cls` a sample; braces and stars
"""

import gzip
import hashlib
import io
import math
import pickle
import re
import tarfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from glob import glob
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import torch
from braceexpand import braceexpand
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from distill.decoding import FORMATS, pixels
from distill.inputs import Input, to_unit
from shadergen.errors import UsageError

Split = Literal["train", "test"]
Keep = Callable[[NDArray[np.uint8]], NDArray[np.uint8]]
"""What is kept of a picture `(H, W, C)`, C 1 or 3, as another one."""
PICTURES: Final = (".png", ".jpg", ".jpeg", ".webp", ".ppm", ".bmp")
_MAX_BYTES = 2**34  # of one unpacked file
_MAX_MEMBER = 2**28
_FITTED_PIXELS = 2**22
"""Pixels that are held as floats at once, before they are brought to another size."""


@dataclass(frozen=True)
class Labelled:
    """Images with their classes.

    Attributes:
        images: uint8 arrays `(H, W, C)`, C 1 or 3; of one or of many sizes.
        labels: `(N,)` int64, from 0.
        classes: how many classes there are.
        names: of the classes, in order.
    """

    images: Sequence[NDArray[np.uint8]]
    labels: NDArray[np.int64]
    classes: int
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.labels)

    def fitted(self, wanted: Input) -> Tensor:
        """All images as a network's input has them: `(N, C, h, w)` uint8."""
        found = torch.empty((len(self), wanted.channels, *wanted.size), dtype=torch.uint8)
        shapes: dict[tuple[int, ...], list[int]] = {}
        for k, image in enumerate(self.images):
            shapes.setdefault(image.shape, []).append(k)
        for (height, width, _), members in shapes.items():
            step = max(1, _FITTED_PIXELS // (height * width))
            for start in range(0, len(members), step):
                part = members[start : start + step]
                found[part] = _fitted(np.stack([self.images[k] for k in part]), wanted)
        return found


def fit(wanted: Input) -> Keep:
    """Keep each picture as a network's input has it, so that no two large ones are held."""
    return lambda image: _fitted(np.stack([image]), wanted)[0].permute(1, 2, 0).numpy().copy()


def _fitted(images: NDArray[np.uint8], wanted: Input) -> Tensor:
    """`(B, H, W, 1 or 3)` as `(B, C, h, w)` uint8."""
    return (to_unit(torch.from_numpy(images).permute(0, 3, 1, 2), wanted) * 255).round().to(torch.uint8)


def whole(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Keep each picture as it is."""
    return image


def check_data(spec: str, split: Split) -> None:
    """Read a split of DATA and keep nothing of it.

    Raises:
        UsageError: as `load_data`.
    """
    load_data(spec, split, lambda image: image[:1, :1].copy())


def load_data(spec: str, split: Split, keep: Keep = whole) -> Labelled:
    """Read a split of DATA.

    Args:
        spec: see this module's first lines. `wds:` and a folder without `train` and `test` are the same in both splits.
        split: 'train' or 'test'.
        keep: what is kept of each picture of `folder:` and `wds:` when it is read.

    Raises:
        UsageError: DATA is none of these, is not there, or holds something else.
    """
    kind, colon, rest = spec.partition(":")
    readers: dict[str, Callable[[str, Split], Labelled]] = {
        "idx": lambda place, part: _idx(_folder(place), part),
        "folder": lambda place, part: _folders(_folder(place), part, keep),
        "cifar": lambda place, part: _cifar(_folder(place), part),
        "wds": lambda place, _: _wds(place, keep),
    }
    if not colon or kind not in readers:
        raise UsageError(f"data {spec!r} is unknown; give idx:DIR, folder:DIR, cifar:DIR or wds:GLOB")
    found = readers[kind](rest, split)
    if not len(found):
        raise UsageError(f"data {spec}: no image in its {split} split")
    return found


def identity(spec: str) -> str:
    """SHA-256 over DATA's files by name, size and time of change, in hexadecimal: another one means look again.

    Raises:
        UsageError: DATA is not there.
    """
    kind, _, rest = spec.partition(":")
    files = _tars(rest) if kind == "wds" else sorted(file for file in _folder(rest).rglob("*") if file.is_file())
    rows = [f"{file} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files]
    return hashlib.sha256("\n".join([spec, *rows]).encode()).hexdigest()


def _folder(place: str) -> Path:
    folder = Path(place).expanduser()
    if not folder.is_dir():
        raise UsageError(f"data: {folder} is no folder")
    return folder


def _bytes(file: Path) -> bytes:
    try:
        if file.suffix == ".gz":
            with gzip.open(file) as unpacked:
                return unpacked.read(_MAX_BYTES)
        return file.read_bytes()
    except (OSError, EOFError) as error:
        raise UsageError(f"{file}: cannot be read ({error})") from error


def _idx(folder: Path, split: Split) -> Labelled:
    prefix = "train" if split == "train" else "t(est|10k)"
    found = {}
    for kind, dimensions in (("images", 3), ("labels", 1)):
        pattern = re.compile(rf"{prefix}[-_.]?{kind}.*idx{dimensions}.*")
        files = sorted(file for file in folder.iterdir() if pattern.fullmatch(file.name))
        if not files:
            raise UsageError(
                f"data idx:{folder}: no {split} {kind}; a name is like {split}-{kind}-idx{dimensions}-ubyte.gz"
            )
        found[kind] = _idx_array(files[0], dimensions)
    images, labels = found["images"], found["labels"].astype(np.int64)
    if len(images) != len(labels):
        raise UsageError(f"data idx:{folder}: {len(images)} images and {len(labels)} labels")
    classes = int(labels.max(initial=0)) + 1
    return Labelled(list(images[..., None]), labels, classes, tuple(map(str, range(classes))))


def _idx_array(file: Path, dimensions: int) -> NDArray[np.uint8]:
    """The format is described at the end of http://yann.lecun.com/exdb/mnist."""
    data = _bytes(file)
    if len(data) < 4 + 4 * dimensions or data[:3] != b"\0\0\x08" or data[3] != dimensions:
        raise UsageError(f"{file}: no idx file of bytes with {dimensions} dimensions")
    shape = tuple(np.frombuffer(data, ">u4", dimensions, 4).tolist())
    if len(data) - 4 - 4 * dimensions != math.prod(shape):
        raise UsageError(f"{file}: says {shape}, and {len(data)} bytes are not that many")
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def _folders(folder: Path, split: Split, keep: Keep) -> Labelled:
    parts = {part.name: part for part in folder.iterdir() if part.is_dir()}
    wanted = ("train",) if split == "train" else ("test", "val", "valid", "validation")
    root = next((parts[name] for name in wanted if name in parts), folder)
    if root == folder and (there := parts.keys() & {"train", "test"}):
        raise UsageError(f"data folder:{folder}: it has {there.pop()}/ and no {split}/")
    # a class has one number in both splits, though one of them may lack its folder
    names = sorted(part.name for part in parts.get("train", root).iterdir() if part.is_dir())
    strange = sorted(part.name for part in root.iterdir() if part.is_dir() and part.name not in names)
    if strange:
        raise UsageError(f"data folder:{folder}: {root.name}/ has {strange[0]}/, and train/ has no such class")
    files = [
        (file, number)
        for number, name in enumerate(names)
        for file in sorted((root / name).rglob("*"))
        if file.suffix.lower() in PICTURES
    ]
    images = [keep(_picture(file.read_bytes(), str(file))) for file, _ in files]
    return Labelled(images, np.array([number for _, number in files], np.int64), len(names), tuple(names))


def _picture(data: bytes, name: str) -> NDArray[np.uint8]:
    """`(H, W, 1 or 3)`: grey stays grey."""
    try:
        with Image.open(io.BytesIO(data), formats=(*FORMATS, "BMP")) as picture:
            return pixels(picture)
    except Exception as error:  # a decoder's error on foreign bytes may be of any kind
        raise UsageError(f"{name}: does not decode ({' '.join(str(error).split())})") from error


def _cifar(folder: Path, split: Split) -> Labelled:
    folder = next((inner for inner in (folder, *sorted(folder.glob("cifar-*"))) if _cifar_files(inner, split)), folder)
    files = _cifar_files(folder, split)
    if not files:
        raise UsageError(f"data cifar:{folder}: no {split} files; it has data_batch_1(.bin) or train(.bin)")
    pixels, labels = zip(*(_cifar_batch(file) for file in files), strict=True)
    images = np.concatenate(pixels).reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    found = np.concatenate(labels).astype(np.int64)
    classes = 100 if files[0].stem in {"train", "test"} else 10
    if found.max(initial=0) >= classes:
        raise UsageError(f"data cifar:{folder}: a label is {found.max()} of {classes} classes")
    return Labelled(list(images), found, classes, tuple(map(str, range(classes))))


def _cifar_files(folder: Path, split: Split) -> list[Path]:
    stems = [f"data_batch_{k}" for k in range(1, 6)] if split == "train" else ["test_batch"]
    for names in (stems, [split]):
        for suffix in ("", ".bin"):
            files = [folder / f"{name}{suffix}" for name in names]
            if all(file.is_file() for file in files):
                return files
    return []


class _PlainUnpickler(pickle.Unpickler):
    """Reads dicts, lists, strings, numbers and NumPy arrays; a pickle that names anything else is refused."""

    _ALLOWED: Final = {
        ("numpy.core.multiarray", "_reconstruct"): ("numpy._core.multiarray", "_reconstruct"),
        ("numpy._core.multiarray", "_reconstruct"): ("numpy._core.multiarray", "_reconstruct"),
        ("numpy", "ndarray"): ("numpy", "ndarray"),
        ("numpy", "dtype"): ("numpy", "dtype"),
        ("_codecs", "encode"): ("_codecs", "encode"),
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._ALLOWED:
            raise pickle.UnpicklingError(f"it names {module}.{name}")
        return super().find_class(*self._ALLOWED[module, name])


def _cifar_batch(file: Path) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    data = _bytes(file)
    fine = int(file.stem in {"train", "test"})  # of a hundred classes, whose first byte is the coarse one
    if file.suffix == ".bin":
        record = 3072 + 1 + fine
        if not data or len(data) % record:
            raise UsageError(f"{file}: {len(data)} bytes are no records of {record}")
        rows = np.frombuffer(data, np.uint8).reshape(-1, record)
        return rows[:, 1 + fine :], rows[:, fine].astype(np.int64)
    try:
        batch = _PlainUnpickler(io.BytesIO(data), encoding="bytes").load()
        pixels = np.asarray(batch[b"data"], np.uint8).reshape(-1, 3072)
        return pixels, np.asarray(batch[b"fine_labels" if fine else b"labels"], np.int64)
    except Exception as error:  # a damaged pickle raises whatever it leads to
        raise UsageError(f"{file}: no batch of CIFAR's Python version ({error})") from error


def _tars(pattern: str) -> list[Path]:
    files = {Path(file) for part in braceexpand(pattern) for file in glob(str(Path(part).expanduser()))}  # noqa: PTH207
    if not files:
        raise UsageError(f"data wds:{pattern}: no such file")
    return sorted(files)


def _wds(pattern: str, keep: Keep) -> Labelled:
    images, labels = [], []
    for image, label in (sample for file in _tars(pattern) for sample in _samples(file)):
        images.append(keep(image))
        labels.append(label)
    classes = max(labels, default=-1) + 1
    return Labelled(images, np.array(labels, np.int64), classes, tuple(map(str, range(classes))))


def _samples(file: Path) -> Iterator[tuple[NDArray[np.uint8], int]]:
    """The samples of a tar in its order; members of one are neighbours and share their name up to the first dot."""
    key, picture, label = "", None, None
    try:
        with tarfile.open(file, "r:*") as tar:
            for member in tar:
                name, _, suffix = member.name.rpartition("/")[2].partition(".")
                handle = tar.extractfile(member) if member.isfile() else None
                if handle is None:
                    continue
                if name != key:
                    key, picture, label = name, None, None
                if f".{suffix.lower()}" in PICTURES:
                    picture = _picture(handle.read(_MAX_MEMBER), f"{file}:{member.name}")
                elif suffix == "cls":
                    label = int(handle.read(32))
                if picture is not None and label is not None:
                    yield picture, label
                    picture = label = None
    except (tarfile.TarError, OSError, ValueError) as error:
        raise UsageError(f"{file}: no tar of pictures and classes ({error})") from error
