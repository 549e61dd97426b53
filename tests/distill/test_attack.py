"""The boundary attack on a small trained classifier: what is promised of its pairs, checked by asking again."""

import json
import math
import subprocess
import sys
import tarfile
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
import webdataset
from torch import Tensor, nn
from torch.nn import functional

from distill import attack as attacks
from distill.attack import KINDS, Attacked, Settings, attack, other_class
from distill.attacked import attack_pool
from distill.inputs import Input
from distill.teachers.base import Teacher
from shadergen.errors import RunError, UsageError
from shadergen.options import Encoder
from shadergen.recipe import Recipe
from shadergen.rendering import Options as Rendering
from shadergen.rendering import render, verify
from shadergen.shards.encode import decode, member, samples

_CLASSES, _SIDE = 4, 12


def _blobs(count: int, seed: int) -> tuple[Tensor, Tensor]:
    """A soft bright blob in one of the four quarters of a noisy picture, and the quarter."""
    generator = torch.Generator().manual_seed(seed)
    labels = torch.arange(count) % _CLASSES
    centre = torch.stack((labels // 2, labels % 2), 1) * 5 + 3 + torch.rand(count, 2, generator=generator) * 1.5
    at = torch.arange(_SIDE)
    y, x = ((at - centre[:, i : i + 1]) ** 2 for i in (0, 1))
    images = 0.35 + 0.25 * torch.exp(-(y[:, :, None] + x[:, None, :]) / 8)
    return (images + 0.05 * torch.randn(images.shape, generator=generator)).clamp(0, 1)[:, None], labels


@pytest.fixture(scope="module")
def teacher() -> Teacher:
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(1, 8, 3, 2, 1), nn.ReLU(), nn.Flatten(), nn.Linear(8 * 36, _CLASSES))
    images, labels = _blobs(512, 1)
    wanted = Input(size=_SIDE, channels=1, mean=(0.4,), std=(0.1,))
    toy = Teacher("test", "toy", _CLASSES, wanted, network, "0" * 64, differentiable=True)
    optimiser = torch.optim.Adam(network.parameters(), 0.01)
    for _ in range(60):
        optimiser.zero_grad()
        functional.cross_entropy(toy.logits(images), labels).backward()
        optimiser.step()
    network.eval()
    optimiser.zero_grad()
    return toy


def _probabilities(teacher: Teacher, images: Tensor) -> Tensor:
    with torch.no_grad():
        return teacher.logits(images).softmax(1)


def _check(teacher: Teacher, images: Tensor, targets: Tensor, found: Attacked, settings: Settings) -> None:
    rows = found.rows
    assert torch.equal(rows, rows.unique())
    pre, post = _probabilities(teacher, found.pre), _probabilities(teacher, found.post)
    assert torch.all(_probabilities(teacher, images)[rows].argmax(1) != targets[rows])
    assert torch.all(pre.argmax(1) != targets[rows])
    assert torch.all(post.argmax(1) == targets[rows])
    assert float(torch.maximum(pre.amax(1), post.amax(1)).max()) < settings.threshold
    for kind in KINDS:
        attacked = getattr(found, kind)
        assert float((attacked - images[rows]).abs().max()) <= settings.epsilon + 1e-6
        assert 0 <= float(attacked.min()) <= float(attacked.max()) <= 1


@pytest.mark.parametrize(
    "settings",
    [
        Settings(),
        Settings(threshold=0.51),
        Settings(epsilon=12 / 255),
        Settings(step=8 / 255, iterations=30),
        Settings(eight_bit=True),
    ],
)
def test_every_pair_straddles_the_boundary_below_the_threshold_and_inside_the_ball(teacher, settings) -> None:
    images, labels = _blobs(200, 2)
    if settings.eight_bit:
        images = torch.round(images * 255) / 255
    targets = other_class(labels, _CLASSES, 0, 0, torch.arange(200))
    found = attack(teacher, images, targets, settings)
    _check(teacher, images, targets, found, settings)
    wrong = _probabilities(teacher, images).argmax(1) != targets
    assert found.attempted == int(wrong.sum())
    assert found.success_rate == len(found.rows) / found.attempted
    assert found.success_rate > (0.8 if settings == Settings() else 0.1)
    if settings.eight_bit:
        for kind in KINDS:
            levels = getattr(found, kind) * 255
            assert torch.allclose(levels, levels.round(), atol=1e-4)
    assert all(parameter.grad is None for parameter in teacher.network.parameters())


def test_the_deeper_images_are_surer_of_their_own_class(teacher) -> None:
    images, labels = _blobs(200, 3)
    targets = (labels + 1) % _CLASSES
    found = attack(teacher, images, targets)
    own = _probabilities(teacher, found.pre).argmax(1)[:, None]
    goal = targets[found.rows][:, None]
    for shallow, deeper, label in ((found.pre, found.pre_deeper, own), (found.post, found.post_deeper, goal)):
        before, after = (_probabilities(teacher, x).gather(1, label) for x in (shallow, deeper))
        # where the ball leaves room, a step against the loss lowers it
        assert float((after > before).float().mean()) > 0.95


def _by_the_text(teacher: Teacher, image: Tensor, target: int, settings: Settings) -> tuple[Tensor, ...] | None:
    """The procedure as it is written, for one sample."""

    def downhill(x: Tensor, label: int) -> Tensor:
        x = x.detach().requires_grad_()
        loss = functional.cross_entropy(teacher.logits(x[None]), torch.tensor([label]))
        return -torch.autograd.grad(loss, x)[0].sign()

    def move(x: Tensor, label: int) -> Tensor:
        moved = x + step * downhill(x, label)
        return torch.minimum(torch.maximum(moved, image - settings.epsilon), image + settings.epsilon).clamp(0, 1)

    def predict(x: Tensor) -> tuple[int, float]:
        confidence, label = _probabilities(teacher, x[None])[0].max(0)
        return int(label), float(confidence)

    x, step = image, settings.step
    if predict(x)[0] == target:
        return None
    for _ in range(settings.iterations):
        ahead = move(x, target)
        if predict(ahead)[0] != target:
            x, step = ahead, step * 1.1
        elif max(predict(ahead)[1], predict(x)[1]) >= settings.threshold:
            step *= 0.5
        else:
            return x, ahead, move(x, predict(x)[0]), move(ahead, target)
    return None


@pytest.mark.parametrize("threshold", [0.9, 0.6])
def test_a_batch_does_what_the_text_says_of_one_sample(teacher, threshold) -> None:
    settings = Settings(threshold=threshold, step=8 / 255, iterations=10)
    images, labels = _blobs(48, 4)
    targets = other_class(labels, _CLASSES, 5, 0, torch.arange(48))
    targets[::6] = _probabilities(teacher, images)[::6].argmax(1)
    found = attack(teacher, images, targets, settings)
    expected = {i: _by_the_text(teacher, images[i], int(targets[i]), settings) for i in range(48)}
    succeeded = [i for i, four in expected.items() if four is not None]
    assert 0 < len(succeeded) < 48
    assert found.rows.tolist() == succeeded
    for place, row in enumerate(succeeded):
        for kind, image in zip(KINDS, expected[row], strict=True):
            assert torch.allclose(getattr(found, kind)[place], image, atol=1e-5), kind


def test_finished_samples_leave_the_batch(teacher, monkeypatch) -> None:
    asked = []
    look = attacks._look
    monkeypatch.setattr(attacks, "_look", lambda t, x, wanted: asked.append(len(x)) or look(t, x, wanted))
    images, labels = _blobs(64, 5)
    found = attack(teacher, images, (labels + 1) % _CLASSES)
    during, last = asked[1:-1], asked[-1]
    assert during[0] == found.attempted
    assert sorted(during, reverse=True) == during
    assert during[-1] < during[0] / 2
    assert last == len(found.rows)


def test_nothing_to_attack_and_nothing_found_are_no_errors(teacher) -> None:
    images, _ = _blobs(8, 6)
    own = _probabilities(teacher, images).argmax(1)
    none = attack(teacher, images, own)
    assert (none.attempted, len(none.rows), none.success_rate) == (0, 0, 0.0)
    assert none.post_deeper.shape == (0, 1, _SIDE, _SIDE)
    far = attack(teacher, images, (own + 1) % _CLASSES, Settings(epsilon=1e-4, step=1e-4))
    assert (far.attempted, len(far.rows), far.success_rate) == (8, 0, 0.0)


def test_it_works_under_no_grad_and_leaves_the_images_alone(teacher) -> None:
    images, labels = _blobs(16, 7)
    copy = images.clone()
    with torch.no_grad():
        found = attack(teacher, images, (labels + 1) % _CLASSES)
    assert torch.equal(images, copy)
    assert not found.post.requires_grad


def test_a_teacher_without_gradients_and_bad_numbers_are_refused(teacher) -> None:
    images, labels = _blobs(4, 8)
    with pytest.raises(UsageError, match="no gradients"):
        attack(replace(teacher, differentiable=False), images, labels)
    for numbers in ({"epsilon": 0.0}, {"iterations": 0}, {"step": 0.5}, {"threshold": math.nan}):
        with pytest.raises(UsageError, match=next(iter(numbers))):
            Settings(**numbers)


def test_the_other_classes_are_uniform_and_a_function_of_the_sample() -> None:
    count, classes = 6000, 7
    labels, samples = torch.full((count,), 3), torch.arange(count)
    drawn = other_class(labels, classes, 1, 2, samples)
    counts = torch.bincount(drawn, minlength=classes)
    assert counts[3] == 0
    expected = count / (classes - 1)
    # the quantile 1 - 1e-6 of chi-squared with 5 degrees; the seed is fixed
    assert float(((counts[counts > 0] - expected) ** 2 / expected).sum()) < 35.9
    assert torch.equal(other_class(labels[:5], classes, 1, 2, samples[100:105]), drawn[100:105])
    assert not torch.equal(other_class(labels, classes, 1, 3, samples), drawn)


# --- the offline pass

_SURE = Settings(epsilon=20 / 255, threshold=0.8)


@pytest.fixture
def pool(tmp_path) -> Path:
    """Two shards of 30 blobs in 8 bits."""
    folder = tmp_path / "pool"
    folder.mkdir()
    for number in range(2):
        images = (_blobs(30, 20 + number)[0] * 255).round().byte().permute(0, 2, 3, 1).expand(-1, -1, -1, 3)
        documents = [{"index": 30 * number + i, "source": "twigl" if i % 3 else "leaves"} for i in range(30)]
        tar = b"".join(samples(Encoder(), np.ascontiguousarray(images), documents)) + bytes(1024)
        (folder / f"shard-{number:06d}.tar").write_bytes(tar)
    return folder


def _contents(folder: Path) -> dict[str, bytes]:
    found = {}
    for file in sorted(folder.glob("*.tar")):
        with tarfile.open(file) as tar:
            found |= {m.name: tar.extractfile(m).read() for m in tar}
    return found


def _tensor(picture: bytes) -> Tensor:
    return torch.from_numpy(decode(picture).copy()).permute(2, 0, 1)


def test_the_offline_pass_writes_four_images_a_success_that_hold_what_the_attack_promises(
    teacher, pool, tmp_path
) -> None:
    out = tmp_path / "attacked"
    result = attack_pool([pool], teacher, out, _SURE, workers=1)
    there, written = _contents(pool), _contents(out)
    by_source = defaultdict(dict)
    for name, text in written.items():
        if name.endswith(".json"):
            record, stem = json.loads(text), name.removesuffix(".json")
            assert int(written[f"{stem}.cls"]) == record["selected"]["class"]
            by_source[record["selected"]["key"]][record["attack"]["kind"]] = (record, _tensor(written[f"{stem}.png"]))
    assert len(by_source) == result.successes == result.manifest.kept
    assert 4 * result.successes == result.manifest.images == len(written) // 3
    assert result.attempted == 60
    assert 0.5 < result.success_rate <= 1
    targets = Counter()
    for source, four in by_source.items():
        assert tuple(four) == KINDS
        image, document = _tensor(there[f"{source}.png"]), json.loads(there[f"{source}.json"])
        first = int(_probabilities(teacher, image[None])[0].argmax())
        classes = {}
        for kind, (record, attacked) in four.items():
            assert {k: record[k] for k in document} == document
            assert record["attack"] | {"kind": kind, "first": first} == record["attack"]
            assert int((attacked.int() - image.int()).abs().max()) <= 20
            confidence, label = _probabilities(teacher, attacked[None])[0].max(0)
            assert record["selected"]["class"] == int(label)
            assert record["selected"]["confidence"] == pytest.approx(float(confidence), abs=1e-5)
            classes[kind] = int(label)
            if kind in ("pre", "post"):
                assert float(confidence) < 0.8
        target = four["pre"][0]["attack"]["target"]
        assert first != target != classes["pre"]
        assert classes["post"] == target
        targets[target] += 1
    assert len(targets) == _CLASSES
    assert result.manifest.histogram_before == [
        sum(f["pre"][0]["attack"]["first"] == c for f in by_source.values()) for c in range(_CLASSES)
    ]
    assert sum(result.manifest.histogram) == result.manifest.images


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # webdataset leaves that to the collector
def test_other_readers_and_verify_open_an_attacked_set(teacher, pool, tmp_path) -> None:
    out = tmp_path / "attacked"
    result = attack_pool([pool], teacher, out, _SURE, workers=1)
    assert all(verdict.ok for verdict in verify(out))
    urls = [str(file) for file in sorted(out.glob("*.tar"))]
    read = list(webdataset.WebDataset(urls, shardshuffle=False).decode("rgb8"))
    assert len(read) == result.manifest.images
    assert [sample["json"]["attack"]["kind"] for sample in read[:4]] == list(KINDS)
    again = attack_pool([out], teacher, tmp_path / "twice", _SURE, workers=1)  # a pool like any other
    assert again.attempted == result.manifest.images


def test_a_killed_pass_goes_on_to_the_same_bytes_and_another_seed_is_refused(
    teacher, pool, tmp_path, monkeypatch
) -> None:
    whole = attack_pool([pool], teacher, tmp_path / "whole", _SURE, workers=1)
    asked: list[int] = []

    def die(done: int, _: int) -> None:
        asked.append(done)
        if done == 30:
            raise KeyboardInterrupt

    out = tmp_path / "killed"
    with pytest.raises(KeyboardInterrupt):
        attack_pool([pool], teacher, out, _SURE, workers=1, on_images=die)
    assert not (out / "manifest.json").exists()
    first = (out / "shard-000000.tar").stat().st_mtime_ns
    resumed = attack_pool([pool], teacher, out, _SURE, workers=1)
    assert (out / "shard-000000.tar").stat().st_mtime_ns == first
    assert resumed == whole
    for file in (tmp_path / "whole").glob("*.tar"):
        assert (out / file.name).read_bytes() == file.read_bytes()
    with pytest.raises(UsageError, match="seed"):
        attack_pool([pool], teacher, out, _SURE, seed=1, workers=1)
    other = attack_pool([pool], teacher, tmp_path / "other", _SURE, seed=1, workers=1)
    assert [s.sha256 for s in other.manifest.shards] != [s.sha256 for s in whole.manifest.shards]


def test_bad_images_are_counted_and_bounded_and_no_success_is_an_error(teacher, pool, tmp_path) -> None:
    with (pool / "shard-000001.tar").open("r+b") as file:
        data = file.read()
        file.seek(len(data) - 1024)
        file.write(member("000000099.png", b"no image") + bytes(1024))
    result = attack_pool([pool], teacher, tmp_path / "a", _SURE, workers=1)
    assert (result.manifest.pool_bad, result.manifest.pool_images, result.attempted) == (1, 60, 60)
    with pytest.raises(RunError, match="1 images of the pool do not decode, and 0 may"):
        attack_pool([pool], teacher, tmp_path / "b", _SURE, max_bad=0, workers=1)
    with pytest.raises(RunError, match="larger epsilon"):
        attack_pool([pool], teacher, tmp_path / "c", Settings(epsilon=1 / 255), workers=1)
    with pytest.raises(UsageError, match="gradients"):
        attack_pool([pool], replace(teacher, differentiable=False), tmp_path / "d", _SURE)


def test_the_command_writes_the_four_kinds_and_says_how_many_were_brought_over(tmp_path: Path) -> None:
    render(Recipe(source="leaves", size=16), tmp_path / "pool", n=40, options=Rendering(workers=1))
    command = ["attack", tmp_path / "pool", "--teacher", "builtin:fashion-mnist", "--out", tmp_path / "out"]
    flags = ["--epsilon", "32", "--device", "cpu", "--workers", "1", "--json"]
    said = subprocess.run(
        [sys.executable, "-m", "shadergen", *map(str, command), *flags], check=True, capture_output=True, text=True
    )
    found = json.loads(said.stdout)
    assert found["attempted"] == 40
    assert found["successes"] > 0
    assert found["images"] == sum(found["kinds"].values()) == 4 * found["successes"] == sum(found["histogram"])
    assert all(verdict.ok for verdict in verify(tmp_path / "out"))
