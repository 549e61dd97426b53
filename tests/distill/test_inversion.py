"""Inversion: images that move towards what a teacher's batch normalisation keeps, and the sets of them."""

import inspect
import json
import math
import subprocess
import sys
import tarfile
from collections import defaultdict
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

from distill.inputs import Input
from distill.inversion import Settings, invert
from distill.inverted import invert_pool
from distill.samples import open_samples
from distill.selection import Settings as Selection
from distill.selection import select
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from distill.teachers.typical import batch_distance, batch_gradient
from shadergen.cli import invert as cli
from shadergen.errors import UsageError
from shadergen.rendering import verify
from shadergen.shards.encode import decode
from shadergen.shards.folder import Folder

FEW = Settings(steps=4, batch=40)


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    return load_teacher("builtin:fashion-mnist", "cpu")


@pytest.fixture(scope="module")
def chosen(pool: Path, teacher: Teacher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pool's 300 images in two shards, a third of them twice."""
    out = tmp_path_factory.mktemp("chosen") / "chosen"
    select([pool], teacher, 400, out, settings=Selection(shard_size=250, workers=1, report=False))
    return out


@pytest.fixture(scope="module")
def inverted(chosen: Path, teacher: Teacher, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chosen set, moved."""
    out = tmp_path_factory.mktemp("inverted") / "inverted"
    invert_pool([chosen], teacher, out, FEW, workers=1)
    return out


def contents(folder: Path) -> list[tuple[np.ndarray, dict, int]]:
    """Picture, record and class of each sample, in order."""
    found: dict[str, dict[str, bytes]] = defaultdict(dict)
    for file in sorted(folder.glob("*.tar")):
        with tarfile.open(file) as tar:
            for one in tar:
                stem, _, kind = one.name.partition(".")
                found[stem][kind] = tar.extractfile(one).read()
    return [(decode(its["png"]), json.loads(its["json"]), int(its["cls"])) for _, its in sorted(found.items())]


def test_moments_of_a_batch_are_those_of_all_its_pixels_and_the_data_itself_is_at_almost_no_distance():
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(3, 5, 3), nn.BatchNorm2d(5, momentum=None), nn.ReLU(), nn.Flatten())
    network.append(nn.Linear(180, 2))
    teacher = Teacher("x", "x", 2, Input(size=8, mean=(0, 0, 0), std=(1, 1, 1)), network, "0", True)
    data = torch.rand(64, 3, 8, 8) * 0.3
    network.train()(data)
    network.eval()
    # the data's own: 0 but for log(1.01)^2, and for a variance that is kept with Bessel's correction
    shifted = data + 0.4
    with torch.no_grad():
        assert float(batch_distance(teacher, data)) < 2e-4
        given, layer = network[0](shifted).transpose(0, 1).flatten(1), network[1]
        kept = layer.running_var + layer.eps
        far = (given.mean(1) - layer.running_mean) ** 2 / kept + (given.var(1, correction=0) / kept + 0.01).log() ** 2
        assert float(batch_distance(teacher, shifted)) == pytest.approx(float(far.mean()), rel=1e-4)


@pytest.mark.parametrize(
    ("layer", "shape"),
    [
        (nn.BatchNorm1d(7), (50, 7)),
        (nn.BatchNorm1d(3), (20, 3, 9)),
        (nn.BatchNorm2d(5), (30, 5, 5, 4)),
        (nn.BatchNorm3d(2), (4, 2, 5, 3, 3)),
    ],
)
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16])
def test_distance_and_gradient_are_those_of_the_formula_for_any_layer_and_precision(
    layer: nn.Module, shape: tuple[int, ...], dtype: torch.dtype
):
    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            self.layer = layer

        def forward(self, images: torch.Tensor) -> torch.Tensor:
            return self.layer(activations(images).to(dtype))

    def activations(images: torch.Tensor) -> torch.Tensor:
        return images.flatten(1)[:, : math.prod(shape[1:])].reshape(shape)

    torch.manual_seed(0)
    layer = layer.to(dtype).eval()
    layer.running_mean.normal_()
    layer.running_var.uniform_(0.5, 2)
    teacher = Teacher("x", "x", 2, Input(size=10, channels=1, mean=(0,), std=(1,)), Network(), "0", True)
    images = torch.rand(shape[0], 1, 10, 10, requires_grad=True)

    got = batch_distance(teacher, images)
    kept = layer.running_var.double() + layer.eps
    of_channel = activations(images.double()).transpose(0, 1).flatten(1)
    variance, mean = of_channel.var(1, correction=0), of_channel.mean(1)
    wanted = ((mean - layer.running_mean.double()) ** 2 / kept + (variance / kept + 0.01).log() ** 2).mean()
    near = {torch.bfloat16: 0.02, torch.float16: 2e-3}.get(dtype, 1e-5)
    assert float(got.detach()) == pytest.approx(float(wanted.detach()), rel=near)
    (slope,), (true,) = torch.autograd.grad(got, images), torch.autograd.grad(wanted, images)
    assert float((slope - true).norm() / true.norm()) < near


def test_a_channel_without_a_difference_is_far_and_has_a_gradient_that_is_a_number():
    network = nn.Sequential(nn.BatchNorm2d(1), nn.Flatten(), nn.Linear(16, 2)).eval()
    teacher = Teacher("x", "x", 2, Input(size=4, channels=1, mean=(0,), std=(1,)), network, "0", True)
    flat = torch.full((3, 1, 4, 4), 0.5, requires_grad=True)
    far = batch_distance(teacher, flat)
    assert float(far.detach()) == pytest.approx(0.25 + math.log(0.01) ** 2, rel=1e-3)
    assert bool(torch.autograd.grad(far, flat)[0].isfinite().all())


@pytest.mark.parametrize("most", [1, 7, 20])
def test_a_batch_shown_in_parts_has_the_gradient_of_the_whole(teacher: Teacher, most: int):
    torch.manual_seed(0)
    images = torch.rand(40, 1, 28, 28)
    shown: list[int] = []
    handle = teacher.network.register_forward_pre_hook(lambda _, given: shown.append(len(given[0])))
    try:
        whole, parts = (batch_gradient(teacher, images, at_once) for at_once in (40, most))
    finally:
        handle.remove()
    assert shown[0] == 40
    assert max(shown[1:]) == most
    assert float((parts - whole).norm() / whole.norm()) < 1e-4


def test_half_the_bits_bring_images_as_near(teacher: Teacher):
    torch.manual_seed(0)
    images = torch.rand(40, 1, 28, 28)
    full, half = (invert(teacher, images, Settings(steps=10, precision=its)) for its in ("float32", "bfloat16"))
    assert half.dtype == torch.float32
    assert not torch.equal(full, half)
    with torch.no_grad():
        assert float(batch_distance(teacher, half)) == pytest.approx(float(batch_distance(teacher, full)), rel=0.1)


def test_images_move_nearer_and_stay_images(teacher: Teacher):
    torch.manual_seed(0)
    images = torch.rand(40, 1, 28, 28)
    before = images.clone()
    moved = invert(teacher, images, Settings(steps=10))
    assert torch.equal(images, before)
    assert moved.shape == images.shape
    assert 0 <= float(moved.min()) <= float(moved.max()) <= 1
    with torch.no_grad():
        was, now = float(batch_distance(teacher, images)), float(batch_distance(teacher, moved))
    assert now < was / 2
    assert 0.01 < float((moved - images).abs().mean()) < 0.3
    assert torch.equal(moved, invert(teacher, images, Settings(steps=10)))
    assert all(weight.grad is None for weight in teacher.network.parameters())


def test_a_set_s_images_are_moved_and_known_for_the_same_images(teacher: Teacher, chosen: Path, inverted: Path):
    assert all(verdict.ok for verdict in verify(inverted))
    manifest = Folder(inverted).selected()
    before, after = contents(chosen), contents(inverted)
    assert manifest.images == manifest.request.n == len(after) == 400
    for (picture, record, label), (moved, its, now) in zip(before, after, strict=True):
        assert moved.shape == (28, 28, 3)
        assert its["invert"] == {"first": label}
        assert its["selected"]["class"] == now == int(teacher.logits(_tensor(moved)).argmax())
        for name in ("key", "shard", "origin"):
            assert its["selected"][name] == record["selected"][name]
        assert picture.shape == (16, 16, 3)
    assert manifest.histogram_before == np.bincount([label for *_, label in before], minlength=10).tolist()
    assert manifest.histogram == np.bincount([label for *_, label in after], minlength=10).tolist()
    with torch.no_grad():
        was, now = (
            float(batch_distance(teacher, torch.cat([_tensor(p) for p, *_ in these]))) for these in (before, after)
        )
    assert now < was
    # an image that is held out is so in all its forms
    both = open_samples([chosen, inverted], (28, 28), 1)
    assert np.array_equal(both.image[:400], both.image[400:])


def test_copies_of_an_image_part(inverted: Path):
    copied = defaultdict(list)
    for moved, record, _ in contents(inverted):
        copied[record["selected"]["key"]].append(moved.tobytes())
    pairs = [pictures for pictures in copied.values() if len(pictures) == 2]
    assert len(pairs) == 100
    # unless both were in one batch
    assert sum(first != second for first, second in pairs) > 60


def _tensor(picture: np.ndarray) -> torch.Tensor:
    images = torch.from_numpy(picture.copy()).permute(2, 0, 1)[None].float() / 255
    return images if picture.shape[0] == 28 else nn.functional.interpolate(images, (28, 28), mode="bilinear")


def test_only_the_first_are_moved_where_n_says_so(teacher: Teacher, chosen: Path, tmp_path: Path):
    manifest = invert_pool([chosen], teacher, tmp_path / "few", FEW, n=30, workers=1)
    assert (manifest.images, manifest.pool_images, len(manifest.shards)) == (30, 30, 1)
    more = invert_pool([chosen], teacher, tmp_path / "more", FEW, n=260, workers=1)
    assert [shard.images for shard in more.shards] == [250, 10]
    assert all(verdict.ok for verdict in verify(tmp_path / "more"))


def test_a_killed_pass_goes_on_to_the_same_bytes_and_other_settings_are_refused(
    teacher: Teacher, chosen: Path, inverted: Path, tmp_path: Path
):
    killed = tmp_path / "killed"

    told = []

    def die(done: int, total: int) -> None:
        told.append((done, total))
        if done == 250:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        invert_pool([chosen], teacher, killed, FEW, workers=1, on_images=die)
    # a shard of 250 is seven batches of 35 and 36
    assert told == [(done, 400) for done in (0, 36, 72, 108, 144, 180, 215, 250)]
    first = (killed / "shard-000000.tar").stat().st_mtime_ns
    assert not (killed / "manifest.json").exists()
    invert_pool([chosen], teacher, killed, FEW, workers=1)
    assert (killed / "shard-000000.tar").stat().st_mtime_ns == first
    for file in inverted.glob("*.tar"):
        assert (killed / file.name).read_bytes() == file.read_bytes()
    with pytest.raises(UsageError, match="begun by another selection; these differ: options"):
        invert_pool([chosen], teacher, killed, replace(FEW, steps=5), workers=1)
    with pytest.raises(UsageError, match="these differ: n"):
        invert_pool([chosen], teacher, killed, FEW, n=100, workers=1)


def test_what_cannot_be_inverted_is_refused_in_a_line(teacher: Teacher, chosen: Path, specs: Path, tmp_path: Path):
    plain = load_teacher(str(specs / "teacher.yaml"), "cpu")
    for its, why in ((plain, "has no batch normalisation"), (replace(teacher, differentiable=False), "no gradients")):
        with pytest.raises(UsageError, match=why):
            invert_pool([chosen], its, tmp_path / "no", FEW, workers=1)
    for bad, why in (
        ({"steps": 0}, "steps is 0"),
        ({"rate": 0.0}, "rate is 0.0"),
        ({"batch": 1}, "batch is 1"),
        ({"precision": "half"}, "precision is half; it is float32 or bfloat16"),
    ):
        with pytest.raises(UsageError, match=f"inversion's {why}"):
            Settings(**bad)
    weighed = tmp_path / "weighed"
    select([chosen], plain, 20, weighed, settings=Selection(replicate="weights", workers=1, report=False))
    with pytest.raises(UsageError, match="weighed has weights in place of copies"):
        invert_pool([chosen, weighed], teacher, tmp_path / "no", FEW, workers=1)
    with pytest.raises(UsageError, match="n is 0"):
        invert_pool([chosen], teacher, tmp_path / "no", FEW, n=0, workers=1)
    assert not (tmp_path / "no").exists()


def test_the_command_moves_images_and_prints_what_came_of_them(chosen: Path, tmp_path: Path):
    command = ["invert", chosen, "--teacher", "builtin:fashion-mnist", "--n", 40, "--steps", 2, "--batch", 20]
    flags = ["--rate", "0.05", "--precision", "bfloat16", "--out", tmp_path / "out", "--device", "cpu", "--json"]
    said = subprocess.run(
        [sys.executable, "-m", "shadergen", *map(str, [*command, *flags, "--workers", 1])],
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(said.stdout)
    assert found["images"] == 40 == sum(found["histogram"]) == sum(found["histogram_before"])
    asked = json.loads((tmp_path / "out" / "manifest.json").read_text())["request"]
    options = {"steps": 2, "rate": 0.05, "batch": 20, "precision": "bfloat16"}
    assert (asked["strategy"], asked["options"]) == ("invert", options)


def test_the_flags_that_are_left_out_are_the_settings():
    given = {name: one.default for name, one in inspect.signature(cli.command).parameters.items()}
    assert {name: given[name] for name in asdict(Settings())} == asdict(Settings())
