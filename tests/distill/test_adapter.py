"""Networks as others write them: views, other answers, other batches, other precisions."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load, save_file
from torch import nn

from distill.run import Options, distill
from distill.settings import Settings
from distill.student import build_student, weights_of
from distill.teachers.load import load_teacher
from shadergen.errors import UsageError

NETWORKS = """
import torch
from torch import nn
from torch.nn import functional as F

class Base(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.norm, self.fc = nn.Conv2d(3, 4, 3, 2), nn.BatchNorm2d(4), nn.Linear(4 * 49, 5)

    def plain(self, x):
        x = F.relu(self.norm(self.conv(x)))
        return self.fc(x.view(-1, 4 * 49))

    def forward(self, x):
        return self.plain(x)

class Tuple(Base):
    def forward(self, x):
        return self.plain(x), torch.zeros(len(x), 5)

class Pair(Base):
    def forward(self, x):
        return {"features": x.flatten(1)[:, :7], "answers": (self.plain(x), None)}

class Named(Base):
    def forward(self, x):
        return {"features": x.flatten(1)[:, :7], "logits": self.plain(x)}

class Map(Base):
    def forward(self, x):
        return self.plain(x)[:, :, None, None]

class Single(Base):
    def forward(self, x):
        return self.fc(F.relu(self.norm(self.conv(x))).view(1, 4 * 49))

class Squeezing(Base):
    def forward(self, x):
        return self.fc(F.relu(self.norm(self.conv(x))).flatten(1).squeeze())[:, :]

class Four(Base):
    def forward(self, x):
        assert len(x) == 4
        return self.plain(x)

class Probable(Base):
    def forward(self, x):
        return self.plain(x).softmax(1)

class One(Base):
    def forward(self, x):
        return self.plain(x)[:, 0] * 5

class Sure(Base):
    def forward(self, x):
        return (self.plain(x)[:, :1] * 5).sigmoid()

class Shut(Base):
    def forward(self, x):
        return self.plain(x.detach())

class Auxiliary(Base):
    def forward(self, x):
        return (self.plain(x), x) if self.training else self.plain(x)

class Half(Base):
    def __init__(self):
        super().__init__()
        self.half()

class Pictures(Base):
    def forward(self, x):
        return self.conv(x)

class Labels(Base):
    def forward(self, x):
        return self.plain(x).argmax(1)

class Last(Base):
    def forward(self, x):
        return self.plain(x.permute(0, 3, 1, 2).contiguous())

class Bytes(Base):
    def forward(self, x):
        assert x.dtype == torch.uint8
        return self.plain(x / 127.5 - 1)
"""
INPUT = "input: {size: 16, mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}\n"


class Folder:
    """SPECs of `NETWORKS`, and the numbers that the plain network answers."""

    def __init__(self, path: Path, plain: nn.Module) -> None:
        self.path, self.plain = path, plain

    def spec(self, name: str, more: str = "") -> str:
        file = self.path / f"{name}.yaml"
        file.write_text(f"factory: others_networks:{name}\nweights: w.safetensors\n{INPUT}{more}")
        return str(file)

    def file(self, kind: str, name: str) -> str:
        spec = self.path / f"{kind}.yaml"
        spec.write_text(f"{kind}: {name}\n{INPUT}")
        return str(spec)

    def export(self, network: nn.Module, count: int = 2, **dimension: int) -> str:
        shapes = ({0: torch.export.Dim("batch", **dimension)},)
        images = torch.zeros(count, 3, 16, 16, dtype=next(network.parameters()).dtype)
        program = torch.export.export(network, (images,), dynamic_shapes=shapes)
        torch.export.save(program, self.path / "t.pt2")
        return self.file("export", "t.pt2")

    def answers(self, images: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            found: torch.Tensor = self.plain(((images - 0.5) / 0.25).contiguous())
        return found


@pytest.fixture
def others(tmp_path: Path) -> Iterator[Folder]:
    (tmp_path / "others_networks.py").write_text(NETWORKS)
    made: dict[str, type[nn.Module]] = {}
    exec(NETWORKS, made)
    torch.manual_seed(4)
    plain = made["Base"]().eval()
    with torch.no_grad():
        plain.norm.running_mean.normal_()
        plain.fc.weight *= 4
    save_file(plain.state_dict(), tmp_path / "w.safetensors")
    yield Folder(tmp_path, plain)
    sys.modules.pop("others_networks", None)


def pictures(count: int) -> torch.Tensor:
    """As decoders give them: channels last in memory."""
    return torch.rand(count, 16, 16, 3, generator=torch.Generator().manual_seed(count)).permute(0, 3, 1, 2)


@pytest.mark.parametrize("count", [1, 6])
def test_a_network_that_views_is_asked_as_it_lies_in_memory(others: Folder, count: int):
    images = pictures(count)
    for spec in (others.spec("Base"), others.export(others.plain)):
        answered = load_teacher(spec).logits(images)
        assert torch.allclose(answered, others.answers(images), atol=1e-4)


def test_a_network_that_views_can_be_teacher_and_student_of_a_run(others: Folder, pool: Path):
    student = others.path / "student.yaml"
    student.write_text("factory: others_networks:Base\n")
    settings = Settings(epochs=1, batch=64, regime="none", held_out=40, ema=0.9)
    out = others.path / "run"
    found = distill([pool], others.spec("Base"), str(student), out, settings, Options(workers=1, report=False))
    assert found.agreement is not None
    assert load_teacher(str(out / "student.yaml")).logits(pictures(3)).shape == (3, 5)


def test_a_network_that_lies_channels_last_keeps_that_layout(specs: Path):
    teacher = load_teacher(str(specs / "teacher.yaml"))
    weight = next(weight for weight in teacher.network.parameters() if weight.ndim == 4)
    assert weight.is_contiguous(memory_format=torch.channels_last)
    assert not weight.is_contiguous()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("Tuple", ""),
        ("Pair", "classes: 5\n"),
        ("Named", ""),
        ("Map", ""),
        ("Squeezing", ""),
        ("Single", ""),
        ("Four", "batch: 4\n"),
    ],
)
def test_answers_and_batches_of_other_shapes_are_logits(others: Folder, name: str, more: str):
    teacher = load_teacher(others.spec(name, more))
    for count in (1, 3, 9):
        assert torch.allclose(teacher.logits(pictures(count)), others.answers(pictures(count)), atol=1e-4)
    if name not in {"Four", "Single"}:
        assert teacher.features(pictures(1)).shape == (1, 4 * 49)


@pytest.mark.parametrize("count", [1, 7])
def test_a_network_of_images_whose_channels_come_last_is_given_them_so(others: Folder, count: int):
    teacher = load_teacher(others.spec("Last"))
    images = pictures(count).requires_grad_()
    found = teacher.logits(images)
    assert torch.allclose(found, others.answers(images.detach()), atol=1e-4)
    found.sum().backward()
    assert images.grad.abs().sum() > 0
    assert teacher.features(pictures(count)).shape == (count, 4 * 49)


def test_a_program_of_bytes_is_given_them_whole(others: Folder):
    made: dict[str, type[nn.Module]] = {}
    exec(NETWORKS, made)
    network = made["Bytes"]().eval()
    network.load_state_dict(others.plain.state_dict())
    shapes = ({0: torch.export.Dim("batch")},)
    images = torch.zeros(2, 3, 16, 16, dtype=torch.uint8)
    torch.export.save(torch.export.export(network, (images,), dynamic_shapes=shapes), others.path / "t.pt2")
    spec = others.path / "t.yaml"
    with pytest.raises(UsageError, match=r"it takes uint8, and its input says none above 2\.0; for bytes say"):
        load_teacher(others.file("export", "t.pt2"))
    spec.write_text("export: t.pt2\ninput: {size: 16, mean: [0, 0, 0], std: [0.003921569, 0.003921569, 0.003921569]}")
    teacher = load_teacher(str(spec))
    images = torch.randint(256, (5, 3, 16, 16), dtype=torch.uint8, generator=torch.Generator().manual_seed(2))
    with torch.no_grad():
        assert torch.allclose(teacher.logits(images / 255), network(images), atol=1e-5)
    assert not teacher.differentiable


def test_a_program_that_answers_a_tuple_at_a_fixed_batch_is_a_teacher(others: Folder):
    made: dict[str, type[nn.Module]] = {}
    exec(NETWORKS, made)
    network = made["Tuple"]().eval()
    network.load_state_dict(others.plain.state_dict())
    torch.export.save(torch.export.export(network, (torch.zeros(4, 3, 16, 16),)), others.path / "t.pt2")
    teacher = load_teacher(others.file("export", "t.pt2"))
    assert torch.allclose(teacher.logits(pictures(6)), others.answers(pictures(6)), atol=1e-4)


def test_a_network_that_lets_no_gradient_through_is_known_before_an_attack(others: Folder):
    assert not load_teacher(others.spec("Shut")).differentiable
    assert load_teacher(others.spec("Base")).differentiable


def test_half_precision_is_brought_to_the_images(others: Folder):
    save_file({k: v.half() for k, v in others.plain.state_dict().items()}, others.path / "w.safetensors")
    images = pictures(5)
    expected = others.answers(images)
    assert torch.allclose(load_teacher(others.spec("Half")).logits(images), expected, atol=0.05)
    exported = load_teacher(others.export(others.plain.half()))
    assert torch.allclose(exported.logits(images), expected, atol=0.05)
    images.requires_grad_()
    exported.logits(images).sum().backward()
    assert images.grad.dtype == torch.float32


@pytest.mark.parametrize("bounds", [{"min": 4}, {"max": 6}, {"min": 3, "max": 4}])
def test_a_program_is_given_as_many_images_as_it_takes(others: Folder, bounds: dict[str, int]):
    teacher = load_teacher(others.export(others.plain, 4, **bounds))
    for count in (1, 4, 13):
        assert torch.allclose(teacher.logits(pictures(count)), others.answers(pictures(count)), atol=1e-4)


def test_probabilities_are_taken_as_such_and_said(others: Folder, caplog: pytest.LogCaptureFixture):
    images = pictures(6)
    expected = others.answers(images).softmax(1)
    found = load_teacher(others.spec("Probable"))
    assert torch.allclose(found.logits(images).softmax(1), expected, atol=1e-5)
    assert "answers probabilities" in caplog.text
    caplog.clear()
    stated = load_teacher(others.spec("Probable", "output: probabilities\n"))
    assert not caplog.text
    assert stated.fingerprint == found.fingerprint
    bare = load_teacher(others.spec("Probable", "output: logits\n"))
    assert torch.allclose(bare.logits(images), expected, atol=1e-5)
    assert bare.fingerprint != found.fingerprint


def test_one_number_an_image_tells_two_classes_apart(others: Folder):
    images = pictures(6)
    chance = (others.answers(images)[:, 0] * 5).sigmoid()
    for spec in (others.spec("One"), others.spec("Sure", "output: probabilities\nclasses: 2\n")):
        teacher = load_teacher(spec)
        assert teacher.classes == 2
        assert torch.allclose(teacher.logits(images).softmax(1), torch.stack([1 - chance, chance], 1), atol=1e-4)


@pytest.mark.parametrize(
    ("name", "more", "reason"),
    [
        ("Sure", "", "one number an image, all in .* say output: logits or output: probabilities"),
        ("Pair", "", "tensors of 7 and 5 numbers an image; say which are its logits by classes"),
        ("Pictures", "", r"answers 2 images with \(2, 4, 7, 7\) float32; logits of shape \(2, classes\)"),
        ("Labels", "", r"answers 2 images with \(2,\) int64"),
        ("Four", "", "does not take images of 3x16x16 .* batch: N"),
    ],
)
def test_what_cannot_be_told_is_asked_for_in_one_line(others: Folder, name: str, more: str, reason: str):
    with pytest.raises(UsageError, match=reason) as caught:
        load_teacher(others.spec(name, more))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("factory: others_networks:Tuple", "two images with tuple, .* are needed"),
        ("factory: others_networks:Auxiliary", "two images with tuple in training"),
        ("factory: others_networks:Base\ninput: {size: 18, mean: [0, 0, 0], std: [1, 1, 1]}", "not take .* 3x18x18"),
        ("factory: others_networks:Base\nweights: w.safetensors", "weights is for teachers"),
        ("factory: others_networks:Base\noutput: logits\nbatch: 4", "output, batch are for teachers"),
        ("factory: others_networks:Base\nclasses: 4", "it says 4 classes, and teacher .* has 5"),
        ("export: t.pt2", "export is for teachers"),
    ],
)
def test_a_student_that_cannot_be_trained_is_refused_in_one_line(others: Folder, text: str, reason: str):
    (others.path / "student.yaml").write_text(text)
    with pytest.raises(UsageError, match=reason) as caught:
        build_student(str(others.path / "student.yaml"), load_teacher(others.spec("Base")), 0)
    assert "\n" not in str(caught.value)


def test_a_student_is_as_it_was_before_it_was_tried(others: Folder):
    teacher = load_teacher(others.spec("Base"))
    (others.path / "student.yaml").write_text("factory: others_networks:Base")
    network = build_student(str(others.path / "student.yaml"), teacher, 0).network
    assert torch.equal(network.norm.running_mean, torch.zeros(4))
    assert int(network.norm.num_batches_tracked) == 0
    with pytest.raises(UsageError, match="student cnn: it does not take images of 3x4x4"):
        build_student("cnn", replace(teacher, input=teacher.input.model_copy(update={"size": (4, 4)})), 0)


def test_tied_weights_of_a_student_can_be_left():
    network = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    network[1].weight = network[0].weight
    left = load(weights_of(network))
    assert torch.equal(left["0.weight"], left["1.weight"])
