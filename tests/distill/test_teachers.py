import json
import sys
from argparse import Namespace
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import save_file
from torch import Tensor, nn

from distill.inputs import Input
from distill.networks.registry import build_network
from distill.teachers.base import Teacher, fingerprint
from distill.teachers.files import Exported
from distill.teachers.load import load_teacher
from distill.teachers.normalisation import hold_normalisation, normalisations
from distill.teachers.typical import distances
from distill.teachers.weights import load_into, read_weights
from shadergen.errors import RunError, UsageError

FACTORY = """
import torch
from torch import nn

def make(width=4, classes=5):
    pool = nn.AdaptiveAvgPool2d(1)
    return nn.Sequential(nn.Conv2d(1, width, 3), nn.ReLU(), pool, nn.Flatten(), nn.Linear(width, classes))

def strings():
    return "no network"

def broken():
    raise ValueError("no width is given\\nat all")

class Flat(nn.Module):
    def __init__(self, act):
        super().__init__()
        self.fc, self.act = nn.Linear(144, 5), getattr(nn.functional, act)

    def forward(self, x):
        return self.act(self.fc(x.flatten(1)))
"""
YAML = """
factory: own_networks:make
args: {width: 6}
weights: own.safetensors
input: {size: 12, channels: 1, mean: [0.1], std: [0.3]}
classes: 5
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A YAML SPEC with its module and weights beside it."""
    (tmp_path / "own_networks.py").write_text(FACTORY)
    (tmp_path / "own.yaml").write_text(YAML)
    save_file(network(6).state_dict(), tmp_path / "own.safetensors")
    yield tmp_path
    sys.modules.pop("own_networks", None)


def network(width: int) -> nn.Sequential:
    torch.manual_seed(1)
    return nn.Sequential(
        nn.Conv2d(1, width, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 5)
    ).eval()


def test_a_factory_with_weights_is_a_teacher_of_images_of_any_kind(folder: Path):
    teacher = load_teacher(str(folder / "own.yaml"))
    assert (teacher.classes, teacher.input.size, teacher.differentiable) == (5, (12, 12), True)
    for shape in ((3, 1, 12, 12), (3, 3, 40, 31)):
        assert teacher.logits(torch.randint(0, 256, shape, dtype=torch.uint8)).shape == (3, 5)
    grey = torch.full((1, 1, 12, 12), 51, dtype=torch.uint8)
    with torch.no_grad():
        expected = network(6)(torch.full((1, 1, 12, 12), (0.2 - 0.1) / 0.3))
    assert torch.allclose(teacher.logits(grey), expected, atol=1e-5)
    assert teacher.features(grey).shape == (1, 6)


def test_a_fingerprint_is_of_the_weights_and_of_the_input(folder: Path):
    def of(**changed: str) -> str:
        text = YAML
        for old, new in changed.values():
            text = text.replace(old, new)
        (folder / "own.yaml").write_text(text)
        return load_teacher(str(folder / "own.yaml")).fingerprint

    first = of()
    assert of() == first
    assert of(a=("mean: [0.1]", "mean: [0.2]")) != first
    state = network(6).state_dict()
    state["4.bias"] += 1e-3
    save_file(state, folder / "own.safetensors")
    assert of() != first


def test_a_fingerprint_is_of_what_a_factory_is_told(folder: Path):
    save_file({"fc.weight": torch.randn(5, 144), "fc.bias": torch.zeros(5)}, folder / "own.safetensors")
    found = set()
    for act in ("relu", "gelu"):
        text = YAML.replace("own_networks:make", "own_networks:Flat").replace("{width: 6}", f"{{act: {act}}}")
        (folder / "own.yaml").write_text(text)
        found.add(load_teacher(str(folder / "own.yaml")).fingerprint)
    assert len(found) == 2


def test_a_fingerprint_is_of_a_factorys_source_and_of_what_it_imports(folder: Path):
    (folder / "own_parts").mkdir()
    (folder / "own_parts" / "__init__.py").write_text("")
    (folder / "own_parts" / "pools.py").write_text("from .sides import SIDE\n")
    (folder / "own_networks.py").write_text("from own_parts.pools import SIDE\n" + FACTORY)
    found = []
    for side, rest in (("1", ""), ("2", ""), ("1", ""), ("1", "\ndef more():\n    pass\n")):
        (folder / "own_parts" / "sides.py").write_text(f"SIDE = {side}\n{rest}")
        for name in [name for name in sys.modules if name.startswith("own_")]:
            del sys.modules[name]  # as in a new process
        found.append(load_teacher(str(folder / "own.yaml")).fingerprint)
    for name in [name for name in sys.modules if name.startswith("own_parts")]:
        del sys.modules[name]
    assert found[0] == found[2]
    assert len(set(found)) == 3


def test_a_factory_may_load_weights_of_its_own(folder: Path):
    load = f"""
def loaded():
    from safetensors.torch import load_file
    network = make(6)
    network.load_state_dict(load_file({str(folder / "own.safetensors")!r}))
    return network
"""
    (folder / "own_networks.py").write_text(FACTORY + load)
    text = YAML.replace("own_networks:make\nargs: {width: 6}\nweights: own.safetensors", "own_networks:loaded")
    (folder / "own.yaml").write_text(text)
    images = torch.rand(3, 1, 12, 12)
    with torch.no_grad():
        expected = network(6)((images - 0.1) / 0.3)
    assert torch.allclose(load_teacher(str(folder / "own.yaml")).logits(images), expected, atol=1e-5)


@pytest.mark.filterwarnings("ignore:.torch.jit:DeprecationWarning")
@pytest.mark.parametrize("kind", ["scripted", "frozen", "half"])
def test_a_program_of_torchscript_is_a_teacher(tmp_path: Path, kind: str):
    program = torch.jit.script(network(6).half() if kind == "half" else network(6))
    (torch.jit.freeze(program) if kind != "scripted" else program).save(tmp_path / "t.pt")
    (tmp_path / "t.yaml").write_text("script: t.pt\ninput: {size: 12, channels: 1, mean: [0], std: [1]}")
    teacher = load_teacher(str(tmp_path / "t.yaml"))
    images = torch.rand(5, 1, 12, 12)
    with torch.no_grad():
        assert torch.allclose(teacher.logits(images), network(6)(images), atol=1e-2 if kind == "half" else 1e-5)
    images.requires_grad_()
    teacher.logits(images).sum().backward()
    assert images.grad.abs().sum() > 0
    assert normalisations(teacher.network) == []
    with pytest.raises(UsageError, match="write a YAML SPEC with script"):
        load_teacher(f"script:{tmp_path / 't.pt'}")
    with pytest.raises(UsageError, match=r"no program of torch\.export.*; give script: t\.pt"):
        load_teacher(f"export:{tmp_path / 't.pt'}")
    with pytest.raises(UsageError, match=r"a whole program, and no weights; .* script: t\.pt"):
        read_weights(tmp_path / "t.pt")
    with pytest.raises(UsageError, match=r"unknown; give script:.*t\.pt$"):
        load_teacher(str(tmp_path / "t.pt"))


def test_a_file_that_is_given_as_it_is_is_told_its_form(tmp_path: Path):
    torch.save({}, tmp_path / "m.pt")
    (tmp_path / "config.json").write_text("{}")
    forms = {
        "m.pt": "a YAML SPEC with factory",
        "n.onnx": "onnx:",
        "p.pt2": "export:",
        "": "hf:",
        "k.keras": "onnx:FILE of",
    }
    for name, form in forms.items():
        with pytest.raises(UsageError, match=f"is unknown; give {form}"):
            load_teacher(str(tmp_path / name))


class _Hostile:
    def __reduce__(self):
        return (print, ("this must never run",))


def test_weights_are_found_in_checkpoints_and_code_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]):
    spec = folder / "own.yaml"
    spec.write_text(YAML.replace("own.safetensors", "own.pth"))
    state = network(6).state_dict()
    nested = {"epoch": 3, "state_dict": {f"module.{name}": value for name, value in state.items()}}
    for content in (state, nested, {"model": state, "optimizer": {"lr": 0.1}}):
        torch.save(content, folder / "own.pth")
        assert load_teacher(str(spec)).classes == 5
    for content in (network(6), {"model": state, "extra": _Hostile()}):
        torch.save(content, folder / "own.pth")
        with pytest.raises(UsageError, match="refused, since loading it would run code") as caught:
            load_teacher(str(spec))
        assert "\n" not in str(caught.value)
    assert "this must never run" not in capsys.readouterr().out
    torch.save([1, 2], folder / "own.pth")
    with pytest.raises(UsageError, match="holds a list"):
        load_teacher(str(spec))


def _prefixed(state: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    return {f"{prefix}{name}": value for name, value in state.items()}


STATE = network(6).state_dict()


@pytest.mark.parametrize(
    "content",
    [
        {"state_dict": STATE, "best_acc1": torch.tensor(0.9)},
        {"state_dict": {**_prefixed(STATE, "model."), "criterion.weight": torch.ones(5)}},
        _prefixed(STATE, "_orig_mod.module."),
        _prefixed(STATE, "backbone.net."),
        {"n_averaged": torch.tensor(3), **_prefixed(STATE, "module.")},
        {"epoch": 3, "ema": STATE},
        {"state_dict_ema": STATE},
        {"mine": STATE, "optimizer": {"state": {0: {"step": torch.tensor(1.0)}}, "param_groups": []}},
        {"model": {"depth": 3}, "weights": STATE},
        {"model": STATE, "args": Namespace(lr=0.1, out=Path("x"))},
        {"model": STATE, "loss": np.float64(0.1), "losses": np.arange(3.0), "at": datetime(2026, 1, 2, tzinfo=UTC)},
        {"model": STATE, "found": defaultdict(list, {"a": [1]}), "last": deque([1, 2])},
    ],
)
def test_checkpoints_as_they_are_usually_written_load(folder: Path, content: dict[str, object]):
    torch.save(content, folder / "own.pth")
    (folder / "own.yaml").write_text(YAML.replace("own.safetensors", "own.pth"))
    loaded = load_teacher(str(folder / "own.yaml")).network.state_dict().values()
    assert all(torch.equal(ours, theirs) for ours, theirs in zip(loaded, STATE.values(), strict=True))


NEXT = {name: value + 1 for name, value in STATE.items()}


@pytest.fixture
def takes(folder: Path) -> Callable[..., Tensor]:
    """Loads a checkpoint by an entry, or without; the first of the weights that were taken."""

    def load(content: dict[str, object], entry: str = "") -> Tensor:
        torch.save(content, folder / "own.pth")
        named = f"entry: {entry}" if entry else ""
        (folder / "own.yaml").write_text(YAML.replace("own.safetensors", "own.pth") + named)
        return next(iter(load_teacher(str(folder / "own.yaml")).network.state_dict().values()))

    return load


def test_of_several_networks_under_keys_the_trained_one_is_taken_and_said(
    takes: Callable[..., Tensor], caplog: pytest.LogCaptureFixture
):
    content = {"model": STATE, "model_ema": NEXT}
    assert torch.equal(takes(content), STATE["0.weight"])
    assert "model is taken; it has model_ema too" in caplog.text
    assert torch.equal(takes(content, "model_ema"), NEXT["0.weight"])
    with pytest.raises(UsageError, match="has no entry nobody"):
        takes(content, "nobody")


def test_of_several_networks_in_one_state_dict_one_has_to_be_named(takes: Callable[..., Tensor]):
    content = _prefixed(STATE, "student.") | _prefixed(NEXT, "teacher.")
    with pytest.raises(UsageError, match=r"student\., teacher\. fit; say which by entry"):
        takes(content)
    assert torch.equal(takes(content, "student"), STATE["0.weight"])
    assert torch.equal(takes(content, "teacher"), NEXT["0.weight"])


def test_weights_load_into_a_network_around_theirs():
    around = nn.ModuleDict({"net": network(6)})
    nn.init.zeros_(around["net"][0].weight)
    load_into(around, _prefixed(STATE, "model."), Path("w.pth"))
    assert torch.equal(around["net"][0].weight, STATE["0.weight"])


def test_of_another_network_both_names_are_said(folder: Path):
    save_file(_prefixed(STATE, "4"), folder / "own.safetensors")
    with pytest.raises(UsageError, match=r"0\.weight is missing; the file has 40\.weight and 6 more"):
        load_teacher(str(folder / "own.yaml"))


def test_a_checkpoint_that_holds_itself_is_no_state_dict(folder: Path):
    content: dict[str, object] = {"epoch": 1}
    content["model"] = content
    torch.save(content, folder / "own.pth")
    with pytest.raises(UsageError, match="no state dict in it"):
        read_weights(folder / "own.pth")


class _Unusual(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.lazy, self.norm = nn.Linear(4, 4), nn.LazyLinear(3), nn.Identity()
        self.tied = nn.Linear(4, 4)
        self.tied.weight = self.first.weight
        self.scale = 1.0

    def get_extra_state(self) -> dict[str, float]:
        return {"scale": self.scale}

    def set_extra_state(self, state: dict[str, float]) -> None:
        self.scale = state["scale"]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        answer: torch.Tensor = self.lazy(self.tied(self.first(x[:, 0, 0]))) * self.scale
        return answer


def test_tied_lazy_and_extra_state_are_loaded(tmp_path: Path):
    saved = _Unusual()
    saved(torch.zeros(1, 1, 1, 4))
    saved.scale = 7.0
    content = saved.state_dict()
    del content["tied.weight"]  # as safetensors' save_model leaves it
    torch.save(content, tmp_path / "w.pth")
    made = _Unusual()
    load_into(made, read_weights(tmp_path / "w.pth"), tmp_path / "w.pth")
    images = torch.rand(2, 1, 1, 4)
    assert torch.equal(made(images), saved(images))
    changed = _Unusual()
    load_into(changed, content | {"_extra_state": {"scale": 8.0}}, tmp_path / "w.pth")
    wanted = Input(size=(1, 4), channels=1, mean=(0,), std=(1,))
    assert fingerprint("x", wanted, made) != fingerprint("x", wanted, changed)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 10**6), st.sampled_from([True, False]), st.integers(0, 12))
def test_damaged_weights_are_one_line(tmp_path: Path, seed: int, zipped: bool, changes: int):
    file, random = tmp_path / "w.pth", Random(seed)
    torch.save(network(2).state_dict(), file, _use_new_zipfile_serialization=zipped)
    content = bytearray(file.read_bytes())
    for _ in range(changes):
        content[random.randrange(len(content))] = random.randrange(256)
    file.write_bytes(content if changes else content[: random.randrange(len(content))])
    try:
        read_weights(file)
    except UsageError as error:
        assert "\n" not in str(error)  # noqa: PT017


def test_factories_of_two_folders_may_share_a_modules_name(folder: Path, tmp_path_factory: pytest.TempPathFactory):
    other = tmp_path_factory.mktemp("other")
    (other / "own_networks.py").write_text(FACTORY.replace("nn.ReLU()", "nn.GELU()"))
    for name in ("own.yaml", "own.safetensors"):
        (other / name).write_bytes((folder / name).read_bytes())
    first, second, again = (load_teacher(str(place / "own.yaml")).network.network for place in (folder, other, folder))
    assert [type(n[1]) for n in (first, second, again)] == [nn.ReLU, nn.GELU, nn.ReLU]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("width: 6", "width: 8"), r"0\.weight is \(6, 1, 3, 3\), not \(8, 1, 3, 3\)"),
        (("classes: 5", "classes: 6"), "it says 6 classes and answers 5"),
        (("channels: 1", "channels: 3"), "one number for each of the 3 channels"),
        (("own_networks:make", "own_networks:missing"), "AttributeError"),
        (("own_networks:make", "nowhere:make"), "ModuleNotFoundError"),
        (("own_networks:make", "own_networks"), "package.module:Callable"),
        (("args: {width: 6}", "args: {depth: 6}"), "TypeError"),
        (("own_networks:make\nargs: {width: 6}", "own_networks:broken"), "ValueError: no width is given"),
        (("factory: own_networks:make", "network: cnn"), "network takes no args"),
        (("own_networks:make\nargs: {width: 6}", "own_networks:strings"), "gives a str"),
        (("weights: own.safetensors", "weights: none.safetensors"), "no such file"),
        (("weights: own.safetensors", ""), "needs weights: FILE, or has to load its own"),
        (("mean: [0.1]", "mean: [33.3]"), "divide those of bytes by 255"),
        (("std: [0.3]", "std: [78.6]"), "divide those of bytes by 255"),
        (("args:", "arguments:"), "did you mean 'args'"),
        (("classes: 5", "classes: 5\nhf: x"), "not factory and hf"),
        (("mean: [0.1], std: [0.3]", "mean: [0.1, 0.1, 0.1], std: [0.3, 0.1, 0.1]"), "one number"),
    ],
)
def test_a_spec_that_cannot_be_used_says_why_in_one_line(folder: Path, change: tuple[str, str], reason: str):
    (folder / "own.yaml").write_text(YAML.replace(*change))
    with pytest.raises(UsageError, match=reason) as caught:
        load_teacher(str(folder / "own.yaml"))
    assert "\n" not in str(caught.value)


def test_an_input_that_the_network_does_not_take_is_found_at_load(folder: Path):
    text = YAML.replace("channels: 1, mean: [0.1], std: [0.3]", "mean: [0.1, 0.1, 0.1], std: [0.3, 0.3, 0.3]")
    (folder / "own.yaml").write_text(text)
    with pytest.raises(UsageError, match="does not take images of 3x12x12"):
        load_teacher(str(folder / "own.yaml"))


@pytest.mark.parametrize("name", ["resnet34", "resnet50"])
def test_state_dicts_in_the_names_of_cifars_networks_load(tmp_path: Path, name: str):
    wanted = Input(size=32, mean=(0.5,) * 3, std=(0.5,) * 3)
    torch.manual_seed(2)
    own = build_network(name, 10, wanted).eval()
    theirs = {k.replace("downsample", "shortcut").replace("fc.", "linear."): v for k, v in own.state_dict().items()}
    torch.save({"net": theirs}, tmp_path / "w.pth")
    said = {"network": name, "weights": "w.pth", "classes": 10, "input": wanted.model_dump(mode="json")}
    (tmp_path / "t.yaml").write_text(json.dumps(said))
    teacher = load_teacher(str(tmp_path / "t.yaml"))
    images = torch.rand(2, 3, 32, 32)
    with torch.no_grad():
        assert torch.allclose(teacher.logits(images), own((images - 0.5) / 0.5), atol=1e-4)


def test_onnx_runs_batches_of_any_size_without_gradients(tmp_path: Path):
    pytest.importorskip("onnxruntime", reason="the extra onnx is not installed")
    onnx = pytest.importorskip("onnx", reason="the extra onnx is not installed")
    from onnx import TensorProto, helper, numpy_helper

    weight = torch.randn(48, 4)
    for batch in ("B", 2):
        nodes = [
            helper.make_node("Flatten", ["x"], ["flat"]),
            helper.make_node("MatMul", ["flat", "w"], ["y"]),
        ]
        given = helper.make_tensor_value_info("x", TensorProto.FLOAT, [batch, 3, 4, 4])
        answered = helper.make_tensor_value_info("y", TensorProto.FLOAT, [batch, 4])
        graph = helper.make_graph(nodes, "g", [given], [answered], [numpy_helper.from_array(weight.numpy(), "w")])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        onnx.save(model, tmp_path / "t.onnx")
        with pytest.raises(UsageError, match="write a YAML SPEC"):
            load_teacher(f"onnx:{tmp_path / 't.onnx'}")
        (tmp_path / "t.yaml").write_text("onnx: t.onnx\ninput: {size: 4, mean: [0, 0, 0], std: [1, 1, 1]}")
        teacher = load_teacher(str(tmp_path / "t.yaml"))
        assert not teacher.differentiable
        images = torch.rand(5, 3, 4, 4)
        assert torch.allclose(teacher.logits(images), images.flatten(1) @ weight, atol=1e-5)
        with pytest.raises(RunError, match="shows no features"):
            teacher.features(images)
    onnx.helper.set_model_props(model, {"input": "somebody else's note"})
    onnx.save(model, tmp_path / "t.onnx")
    with pytest.raises(UsageError, match="write a YAML SPEC"):
        load_teacher(f"onnx:{tmp_path / 't.onnx'}")
    (tmp_path / "t.onnx").write_bytes(b"no network")
    with pytest.raises(UsageError, match="cannot be loaded"):
        load_teacher(str(tmp_path / "t.yaml"))


@pytest.mark.parametrize("kind", ["FLOAT", "UINT8"])
def test_an_onnx_file_as_keras_leaves_it_is_a_teacher(tmp_path: Path, kind: str):
    pytest.importorskip("onnxruntime", reason="the extra onnx is not installed")
    onnx = pytest.importorskip("onnx", reason="the extra onnx is not installed")
    from onnx import TensorProto, helper, numpy_helper

    weight = torch.randn(4, 3, 3, 3)
    nodes = [
        helper.make_node("Cast", ["x"], ["bytes"], to=TensorProto.FLOAT),
        helper.make_node("Transpose", ["bytes"], ["first"], perm=[0, 3, 1, 2]),
        helper.make_node("Conv", ["first", "w"], ["map"]),
        helper.make_node("GlobalAveragePool", ["map"], ["y"]),
    ]
    given = helper.make_tensor_value_info("x", getattr(TensorProto, kind), ["B", None, None, 3])
    answered = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["B", 4, 1, 1])
    graph = helper.make_graph(nodes, "g", [given], [answered], [numpy_helper.from_array(weight.numpy(), "w")])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9), tmp_path / "t.onnx")
    (tmp_path / "t.yaml").write_text(
        "onnx: t.onnx\ninput: {size: 6, mean: [0, 0, 0], std: [0.003921569, 0.003921569, 0.003921569]}"
    )
    images = torch.randint(256, (5, 3, 6, 6), dtype=torch.uint8)
    found = load_teacher(str(tmp_path / "t.yaml")).logits(images / 255)
    expected = torch.nn.functional.conv2d(images.float(), weight).mean((2, 3))
    assert torch.allclose(found, expected, rtol=1e-4, atol=1e-2)


def test_of_an_onnx_files_answers_the_one_of_its_classes_counts(tmp_path: Path):
    pytest.importorskip("onnxruntime", reason="the extra onnx is not installed")
    onnx = pytest.importorskip("onnx", reason="the extra onnx is not installed")
    from onnx import TensorProto, helper

    nodes = [helper.make_node("Flatten", ["x"], ["flat"]), helper.make_node("ReduceMean", ["x"], ["y"], axes=[2, 3])]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["B", 3, 4, 4])
    answers = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in ("flat", "y")]
    model = helper.make_model(
        helper.make_graph(nodes, "g", [given], answers), opset_imports=[helper.make_opsetid("", 17)], ir_version=9
    )
    onnx.save(model, tmp_path / "t.onnx")
    text = "onnx: t.onnx\ninput: {size: 4, mean: [0, 0, 0], std: [1, 1, 1]}\n"
    (tmp_path / "t.yaml").write_text(text)
    with pytest.raises(UsageError, match="tensors of 48 and 3 numbers an image; say which"):
        load_teacher(str(tmp_path / "t.yaml"))
    (tmp_path / "t.yaml").write_text(f"{text}classes: 3")
    images = torch.rand(2, 3, 4, 4)
    assert torch.allclose(load_teacher(str(tmp_path / "t.yaml")).logits(images), images.mean((2, 3)), atol=1e-5)


def test_weights_beside_an_onnx_file_are_in_its_fingerprint(tmp_path: Path):
    pytest.importorskip("onnxruntime", reason="the extra onnx is not installed")
    onnx = pytest.importorskip("onnx", reason="the extra onnx is not installed")
    from onnx import TensorProto, helper, numpy_helper

    (tmp_path / "t.yaml").write_text("onnx: t.onnx\ninput: {size: 4, mean: [0, 0, 0], std: [1, 1, 1]}")
    nodes = [helper.make_node("Flatten", ["x"], ["flat"]), helper.make_node("MatMul", ["flat", "w"], ["y"])]
    given = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["B", 3, 4, 4])
    answered = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["B", 4])
    found = []
    for value in (1.0, 2.0, 1.0):
        weight = numpy_helper.from_array(torch.full((48, 4), value).numpy(), "w")
        graph = helper.make_graph(nodes, "g", [given], [answered], [weight])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
        (tmp_path / "w.data").unlink(missing_ok=True)
        onnx.save(model, tmp_path / "t.onnx", save_as_external_data=True, location="w.data", size_threshold=0)
        found.append(load_teacher(str(tmp_path / "t.yaml")).fingerprint)
    assert found[0] != found[1]
    assert found[0] == found[2]


@pytest.mark.parametrize("batch", [None, 1, 4])
def test_an_exported_program_is_a_teacher_of_batches_of_any_size(tmp_path: Path, batch: int | None):
    shapes = None if batch else ({0: torch.export.Dim("batch")},)
    program = torch.export.export(network(6), (torch.zeros(batch or 2, 1, 12, 12),), dynamic_shapes=shapes)
    torch.export.save(program, tmp_path / "t.pt2")
    (tmp_path / "t.yaml").write_text("export: t.pt2\ninput: {size: 12, channels: 1, mean: [0], std: [1]}")
    teacher = load_teacher(str(tmp_path / "t.yaml"))
    for count in (1, 7):
        images = torch.rand(count, 1, 12, 12)
        with torch.no_grad():
            assert torch.allclose(teacher.logits(images), network(6)(images), atol=1e-5)
    images = torch.rand(3, 1, 12, 12, requires_grad=True)
    teacher.logits(images).sum().backward()
    assert images.grad.abs().sum() > 0


def test_a_fingerprint_is_of_an_exported_programs_steps(tmp_path: Path):
    (tmp_path / "t.yaml").write_text("export: t.pt2\ninput: {size: 12, channels: 1, mean: [0], std: [1]}")
    found = set()
    for last in (nn.ReLU(), nn.GELU()):
        program = torch.export.export(nn.Sequential(network(6), last), (torch.zeros(2, 1, 12, 12),))
        torch.export.save(program, tmp_path / "t.pt2")
        found.add(load_teacher(str(tmp_path / "t.yaml")).fingerprint)
    assert len(found) == 2


def test_a_file_that_is_no_exported_program_is_refused_without_noise(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    (tmp_path / "t.pt2").write_bytes(b"no program")
    with pytest.raises(UsageError, match=r"no program of torch\.export") as caught:
        load_teacher(f"export:{tmp_path / 't.pt2'}")
    assert "\n" not in str(caught.value)
    assert not caplog.text


@pytest.fixture
def vit(tmp_path: Path) -> Path:
    """A Hugging Face folder of a tiny network for images of 16 pixels."""
    transformers = pytest.importorskip("transformers", reason="the extra hf is not installed")
    config = transformers.ViTConfig(
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=8,
        image_size=16,
        patch_size=8,
        num_labels=3,
    )
    transformers.ViTForImageClassification(config).save_pretrained(tmp_path)
    return tmp_path


def preprocessor(folder: Path, **said: object) -> None:
    standard = {"size": {"height": 16, "width": 16}, "image_mean": [0.1, 0.2, 0.3], "image_std": [0.4] * 3}
    (folder / "preprocessor_config.json").write_text(json.dumps(standard | said))


def test_a_hugging_face_folder_says_what_it_expects(vit: Path):
    preprocessor(vit, resample=3)
    teacher = load_teacher(f"hf:{vit}")
    assert teacher.input == Input(size=16, mean=(0.1, 0.2, 0.3), std=(0.4,) * 3, interpolation="bicubic")
    assert teacher.logits(torch.rand(2, 3, 20, 20)).shape == (2, 3)
    assert teacher.features(torch.rand(2, 3, 20, 20)).shape[0] == 2


@pytest.mark.parametrize(
    ("said", "mean"),
    [
        ({"rescale_factor": 1 / 127.5}, 0.05),
        ({"do_rescale": False}, 0.1 / 255),
        ({"do_normalize": False}, 0.0),
    ],
)
def test_other_scales_of_pixels_are_understood(vit: Path, said: dict[str, object], mean: float):
    preprocessor(vit, **said)
    assert load_teacher(f"hf:{vit}").input.mean[0] == pytest.approx(mean)


@pytest.mark.parametrize("said", [{"do_flip_channel_order": True}, {"size": None}])
def test_a_preprocessor_that_says_too_little_can_be_replaced_by_an_input(vit: Path, said: dict[str, object]):
    preprocessor(vit, **said)
    with pytest.raises(UsageError, match="write a YAML SPEC with hf and input"):
        load_teacher(f"hf:{vit}")
    (vit / "preprocessor_config.json").unlink()
    with pytest.raises(UsageError, match=r"no settings of a preprocessor .* write a YAML SPEC with hf and input"):
        load_teacher(f"hf:{vit}")
    (vit / "t.yaml").write_text(f"hf: {vit}\ninput: {{size: 16, mean: [0, 0, 0], std: [1, 1, 1]}}")
    assert load_teacher(str(vit / "t.yaml")).input.mean == (0, 0, 0)


@pytest.mark.parametrize("kind", ["timm", "torchvision"])
def test_an_absent_library_is_one_line_that_says_what_to_install(kind: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, kind, None)
    with pytest.raises(UsageError, match=rf"pip install 'shadergen\[{kind}\]'"):
        load_teacher(f"{kind}:resnet18")


def test_torchvisions_networks_load_with_a_files_weights(tmp_path: Path):
    torchvision = pytest.importorskip("torchvision", reason="the extra torchvision is not installed")
    torch.save(torchvision.models.resnet18(num_classes=4).state_dict(), tmp_path / "w.pth")
    (tmp_path / "t.yaml").write_text("torchvision: resnet18\nweights: w.pth\nclasses: 4")
    teacher = load_teacher(str(tmp_path / "t.yaml"))
    assert (teacher.classes, teacher.input.size) == (4, (224, 224))


def test_timms_networks_load_with_a_files_weights(tmp_path: Path):
    timm = pytest.importorskip("timm", reason="the extra timm is not installed")
    torch.save(timm.create_model("resnet18", num_classes=4).state_dict(), tmp_path / "w.pth")
    (tmp_path / "t.yaml").write_text("timm: resnet18\nweights: w.pth\nclasses: 4")
    teacher = load_teacher(str(tmp_path / "t.yaml"))
    assert (teacher.classes, teacher.input.mean) == (4, (0.485, 0.456, 0.406))


def test_published_weights_are_not_given_another_number_of_classes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    timm = pytest.importorskip("timm", reason="the extra timm is not installed")
    build = timm.create_model
    # as with the published weights, without fetching them
    monkeypatch.setattr(
        timm, "create_model", lambda name, pretrained, **options: build(name, pretrained=not pretrained, **options)
    )
    (tmp_path / "t.yaml").write_text("timm: resnet18\nclasses: 7")
    with pytest.raises(UsageError, match="says 7 classes and answers 1000"):
        load_teacher(str(tmp_path / "t.yaml"))


@pytest.mark.parametrize(
    "spec", ["resnet18", "builtin:nothing", "keras:x", "onnx:none.onnx", "none.yaml", "x.safetensors"]
)
def test_a_spec_that_is_none_is_refused_in_one_line(spec: str):
    with pytest.raises(UsageError, match="teacher") as caught:
        load_teacher(spec)
    assert "\n" not in str(caught.value)


def test_distances_are_those_of_each_image_s_moments_from_what_normalisation_keeps():
    torch.manual_seed(0)
    network = nn.Sequential(nn.Conv2d(3, 5, 3), nn.BatchNorm2d(5), nn.ReLU(), nn.Conv2d(5, 4, 3), nn.BatchNorm2d(4))
    for layer in (network[1], network[4]):
        layer.running_mean.normal_()
        layer.running_var.uniform_(0.2, 2)
    whole = nn.Sequential(*network, nn.Flatten(), nn.Linear(64, 3)).eval()
    teacher = Teacher("x", "x", 3, Input(size=8, channels=3, mean=(0, 0, 0), std=(1, 1, 1)), whole, "0", True)
    images = torch.rand(3, 3, 8, 8)
    expected = np.zeros(3)
    with torch.no_grad():
        before = teacher.logits(images)
        for depth in (1, 4):
            given, layer = whole[:depth](images).numpy(), whole[depth]
            for image in range(3):
                for channel in range(given.shape[1]):
                    pixels, kept = given[image, channel].ravel(), float(layer.running_var[channel]) + layer.eps
                    far = (pixels.mean() - float(layer.running_mean[channel])) ** 2 / kept
                    flat = np.log(pixels.var() / kept + 0.01) ** 2
                    expected[image] += (far + flat) / given.shape[1]
        assert distances(teacher, images).numpy() == pytest.approx(expected, rel=1e-4)
        assert torch.equal(teacher.logits(images), before)
    assert len(normalisations(whole)) == 2


def test_layers_that_a_network_never_calls_measure_no_distance():
    class Idle(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.norm, self.last = nn.BatchNorm2d(3), nn.Linear(3, 2)

        def forward(self, images: torch.Tensor) -> torch.Tensor:
            answer: torch.Tensor = self.last(images.mean((2, 3)))
            return answer

    wanted = Input(size=8, channels=3, mean=(0, 0, 0), std=(1, 1, 1))
    with pytest.raises(RunError, match="uses no batch normalisation"):
        distances(Teacher("x", "x", 2, wanted, Idle().eval(), "0", True), torch.rand(2, 3, 8, 8))


def test_an_exported_program_has_no_normalisation_to_listen_to(tmp_path: Path):
    network = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Flatten(), nn.Linear(4 * 36, 3)).eval()
    torch.export.save(torch.export.export(network, (torch.zeros(2, 3, 8, 8),)), tmp_path / "t.pt2")
    assert normalisations(Exported(tmp_path / "t.pt2")) == []
    (tmp_path / "t.yaml").write_text("export: t.pt2\ninput: {size: 8, mean: [0, 0, 0], std: [1, 1, 1]}")
    with pytest.raises(UsageError, match=r"shows no batch normalisation, which x, as a program.* as a factory"):
        hold_normalisation(load_teacher(str(tmp_path / "t.yaml")), "which x", "y")


def test_a_network_without_a_linear_layer_shows_no_features():
    plain = nn.Sequential(nn.Conv2d(1, 3, 3), nn.AdaptiveAvgPool2d(1), nn.Flatten())
    wanted = Input(size=8, channels=1, mean=(0.5,), std=(0.5,))
    teacher = Teacher("t", "t", 3, wanted, plain, "0" * 64, differentiable=True)
    with pytest.raises(RunError, match="shows no features"):
        teacher.features(torch.rand(1, 1, 8, 8))
