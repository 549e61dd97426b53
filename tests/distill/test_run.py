import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from torch import nn
from typer.main import get_command
from typer.testing import CliRunner

from distill import run
from distill.attack import Settings as Attack
from distill.decoding import open_decoders
from distill.inputs import Input
from distill.run import Options, Outcome, distill
from distill.samples import Reader, open_samples, order_of, split
from distill.settings import PRESETS, Settings
from distill.student import build_student
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from shadergen.cli.main import app
from shadergen.errors import RunError, UsageError

SMALL = Settings(epochs=3, batch=32, learning_rate=0.05, regime="standard", mixup=True, held_out=44, seed=5)


def log(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]


def options(**more: object) -> Options:
    return Options(workers=1, **more)


def test_a_student_comes_nearer_to_its_teacher_and_loads_as_one(pool: Path, specs: Path, tmp_path: Path):
    own = {"epochs": 12, "batch": 32, "held_out": 44, "learning_rate": 0.05, "temperature": 4, "regime": "flip-crop"}
    settings = Settings.parse({"preset": "paper", "ema": 0.9, "clip": 5.0} | own)
    teacher = load_teacher(str(specs / "teacher.yaml"))
    found = distill([pool], teacher, "cnn", tmp_path / "run", settings, options())
    lines = log(tmp_path / "run")
    losses = [line["loss"] for line in lines if "loss" in line]
    assert len(losses) == 12 * (256 // 32)
    assert np.mean(losses[-8:]) < 0.65 * np.mean(losses[:8])
    assert found.agreement == lines[-1]["held_out_agreement"]
    student = load_teacher(str(tmp_path / "run" / "student.safetensors"))
    assert (student.classes, student.input) == (4, teacher.input)
    images = torch.rand(5, 3, 16, 16)
    with torch.no_grad():
        own = build_student("cnn", teacher, 0).network.eval()
        own.load_state_dict(load_file(tmp_path / "run" / "student.safetensors"))
        assert torch.allclose(student.logits(images), own((images - 0.5) / 0.25), atol=1e-4)
    card = json.loads((tmp_path / "run" / "student.json").read_text())
    assert card["teacher"]["fingerprint"] == teacher.fingerprint
    assert card["agreement"] == found.agreement
    # finished: running it again trains nothing, and leaves the same
    before = (tmp_path / "run" / "student.safetensors").read_bytes()
    distill([pool], teacher, "cnn", tmp_path / "run", settings, options())
    assert (tmp_path / "run" / "student.safetensors").read_bytes() == before


def command(pool: Path, specs: Path, out: Path, *more: object) -> list[str]:
    flags = ("--epochs", 3, "--batch", 32, "--augment", "standard", "--mixup", "--seed", 5, "--held-out", 44)
    names = ("--teacher", specs / "teacher.yaml", "--student", specs / "student.yaml")
    found = ("distill", pool, *names, "--out", out, *flags, "--workers", 1, "--device", "cpu", *more)
    return ["-m", "shadergen", *map(str, found)]


ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1"}


SCRIPT = """
import os, signal, sys
import distill.run as run
from distill.runfolder import RunFolder
from distill.settings import Settings

pool, specs, out, state_seconds, deadly, regime = sys.argv[1:]
save, saved = RunFolder.save, []

def save_and_die(self, *rest):
    save(self, *rest)
    saved.append(1)
    if len(saved) == int(deadly):
        os.kill(os.getpid(), signal.SIGKILL)

RunFolder.save = save_and_die
settings = Settings(epochs=3, batch=32, regime=regime, mixup=regime != "none", held_out=44, seed=5)
options = run.Options(workers=1, state_seconds=float(state_seconds), on_event=print)
run.distill([pool], f"{specs}/teacher.yaml", f"{specs}/student.yaml", out, settings, options)
"""


@pytest.mark.parametrize("regime", ["standard", "none"])
def test_killed_in_mid_epoch_it_goes_on_with_the_same_losses(pool: Path, specs: Path, tmp_path: Path, regime: str):
    def run(out: str, state_seconds: int, deadly: int) -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, "-c", SCRIPT, pool, specs, tmp_path / out, state_seconds, deadly, regime]
        return subprocess.run(list(map(str, arguments)), env=ENVIRONMENT, capture_output=True, text=True)

    assert run("whole", 60, 0).returncode == 0
    # a state after each step, and dead after the eleventh
    assert run("died", -1, 11).returncode == -signal.SIGKILL
    assert not (tmp_path / "died" / "student.safetensors").exists()
    # what was logged after the state is done again, not twice
    with (tmp_path / "died" / "log.jsonl").open("a") as lines:
        lines.write('{"epoch": 9, "step": 9, "loss": 0.0}\n')
    again = run("died", 60, 0)
    assert "going on with epoch 2, step 4" in again.stdout, again.stderr
    for name in ("log.jsonl", "student.safetensors", "best.safetensors"):
        assert (tmp_path / "died" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), name


@pytest.mark.parametrize(
    "more",
    [
        ("--loss", "kl", "--lr", "0.05"),
        ("--loss", "kl", "--lr", "0.05", "--augment", "none", "--no-mixup"),
        ("--loss", "dist", "--lr", "0.001"),  # larger gradients amplify rounding
        ("--loss", "mse", "--lr", "0.01", "--attack"),
    ],
    ids=" ".join,
)
def test_two_processes_have_the_losses_of_one(pool: Path, specs: Path, tmp_path: Path, more: tuple[str, ...]):
    # AdamW's first steps are as long for the smallest gradient as for the largest, so that rounding decides them
    more = ("--optimiser", "sgd", *more)
    subprocess.run([sys.executable, *command(pool, specs, tmp_path / "one", *more)], check=True, env=ENVIRONMENT)
    torchrun = ["-m", "torch.distributed.run", "--nproc-per-node", "2", "--standalone"]
    subprocess.run(
        [sys.executable, *torchrun, *command(pool, specs, tmp_path / "two", *more)], check=True, env=ENVIRONMENT,
        capture_output=True, timeout=120,
    )  # fmt: skip
    one, two = ([line for line in log(tmp_path / name) if "loss" in line] for name in ("one", "two"))
    assert [line["loss"] for line in two] == pytest.approx([line["loss"] for line in one], rel=1e-4)
    ours, theirs = (load_file(tmp_path / name / "student.safetensors") for name in ("one", "two"))
    assert all(torch.allclose(ours[name], theirs[name], atol=1e-4) for name in ours)


def test_where_each_epoch_shows_the_images_themselves_the_teacher_is_asked_once(
    pool: Path, specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    teacher = load_teacher(str(specs / "teacher.yaml"))
    asked: list[int] = []
    teacher.network.register_forward_hook(lambda _, given, __: asked.append(len(given[0])))
    settings = Settings(epochs=3, batch=32, held_out=44, optimiser="sgd", learning_rate=1e-3)
    losses = []
    for out, rounds, room in (("once", 1, run._KNOWN_BYTES), ("always", 3, 0)):
        monkeypatch.setattr(run, "_KNOWN_BYTES", room)
        asked.clear()
        distill([pool], teacher, "cnn", tmp_path / out, settings, options())
        assert sum(asked) == rounds * 256 + 2 * 44  # held-out images: once to train by, once for the report
        losses.append([line["loss"] for line in log(tmp_path / out) if "loss" in line])
    assert losses[0] == pytest.approx(losses[1], rel=1e-3)


def test_the_attack_adds_images_at_the_border_to_each_batch(pool: Path, specs: Path, tmp_path: Path):
    settings = Settings(
        epochs=1, batch=64, held_out=44, regime="flip-crop", attack=Attack(epsilon=64 / 255, step=4 / 255)
    )
    teacher = load_teacher(str(specs / "teacher.yaml"))
    seen: list[int] = []
    teacher.network.register_forward_hook(lambda _, given, __: seen.append(len(given[0])))
    distill([pool], teacher, "cnn", tmp_path / "run", settings, options())
    rates = [line["attack_success"] for line in log(tmp_path / "run") if "loss" in line]
    assert len(rates) == 4
    assert max(rates) > 0
    assert max(seen) > 64
    blind = dataclasses.replace(teacher, differentiable=False)
    with pytest.raises(UsageError, match="has no gradients for the attack"):
        distill([pool], blind, "cnn", tmp_path / "other", settings, options())


def test_views_are_as_high_and_as_wide_as_either_network_takes_them(
    pool: Path, specs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = run.make_lesson
    lessons = []
    monkeypatch.setattr(run, "make_lesson", lambda *given: lessons.append(made(*given)) or lessons[-1])
    for name, size in (("teacher", "[16, 32]"), ("student", "[20, 10]")):
        text = (specs / f"{name}.yaml").read_text().split("input:")[0]
        spec = f"{text}input: {{size: {size}, mean: [0, 0, 0], std: [1, 1, 1]}}\n"
        (specs / f"wide_{name}.yaml").write_text(spec)
    settings = Settings(epochs=1, batch=256, held_out=0, regime="none", mixup=False)
    wide = [str(specs / f"wide_{name}.yaml") for name in ("teacher", "student")]
    distill([pool], *wide, tmp_path / "run", settings, options())
    assert lessons[0].views.size == lessons[0].samples.size == (20, 32)


def test_a_preset_fills_in_what_flags_leave_out(monkeypatch: pytest.MonkeyPatch):
    seen: list[Settings] = []
    monkeypatch.setattr(run, "distill", lambda *given: seen.append(given[4]) or Outcome(None, None, 1, 1, 1.0))
    words = ["distill", "pool", "--teacher", "builtin:fashion-mnist", "--student", "cnn", "--out", "run"]
    more = ["--epochs", "3", "--augment", "standard", "--no-mixup"]
    for flags in ([], ["--preset", "paper"], ["--preset", "paper", *more], more):
        assert CliRunner().invoke(app, [*words, *flags]).exit_code == 0
    short, paper, papers_own, own = seen
    assert short == Settings() == Settings.parse({"preset": "short"})
    assert paper == Settings.parse({"preset": "paper"}) == Settings(**PRESETS["paper"])
    paper_says = {
        "epochs": 400,
        "batch": 256,
        "optimiser": "sgd",
        "learning_rate": 0.1,
        "warmup": 0.0,
        "weight_decay": 1e-4,
        "loss": "kl",
        "temperature": 20.0,
        "regime": "high",
        "mixup": True,
    }
    assert paper_says.items() <= paper.model_dump().items()
    changed = {"epochs": 3, "regime": "standard", "mixup": False}
    assert (papers_own, own) == (paper.model_copy(update=changed), short.model_copy(update=changed))
    with pytest.raises(UsageError, match="preset 'long' is unknown; give short or paper"):
        Settings.parse({"preset": "long"})


def test_the_help_says_what_presets_come_to():
    said = " ".join(next(p.help for p in get_command(app).commands["distill"].params if p.name == "preset").split())
    short, paper = said.split("paper, for long runs:")
    for part, settings in ((short, Settings()), (paper, Settings.parse({"preset": "paper"}))):
        for text in (
            f"{settings.epochs} epochs, batches of {settings.batch}, ",
            f"{settings.optimiser} at {settings.learning_rate:g}",
            f"weight decay {settings.weight_decay:.4f}".rstrip("0"),
            f"{settings.loss} at temperature {settings.temperature:g}",
        ):
            assert text in part
    assert (Settings().regime, Settings().mixup, Settings().warmup) == ("none", False, 0.0)


def test_an_attack_on_views_that_are_the_images_themselves_is_refused():
    for changed in ({"regime": "standard"}, {"mixup": True}):
        assert Settings.parse({"attack": {}, "regime": "none", "mixup": False} | changed).attack == Attack()
    with pytest.raises(UsageError, match="already without augmentation and mixup; take a regime or mixup"):
        Settings.parse({"attack": {}, "regime": "none", "mixup": False})


@pytest.mark.parametrize("cache", ["memory", "none"])
def test_samples_come_in_the_order_of_seed_and_epoch_from_memory_and_from_disk(pool: Path, cache: str):
    samples = open_samples([pool], (16, 16), 3)
    assert len(samples) == 300
    with open_decoders(1) as decoders:
        reader = Reader(samples, decoders, memory=torch.device("cpu") if cache == "memory" else None)
        order = order_of(np.arange(300), 7, 2)
        found = list(reader.batches(order, 70))
        assert [len(numbers) for numbers, _ in found] == [70] * 4
        assert (np.concatenate([numbers for numbers, _ in found]) == order[:280]).all()
        alone = {
            int(n): image
            for numbers, images in reader.batches(np.arange(300), 1)
            for n, image in zip(numbers, images, strict=True)
        }
        for numbers, images in found:
            assert all(torch.equal(alone[int(n)], image) for n, image in zip(numbers, images, strict=True))
    assert len({tuple(order_of(np.arange(300), s, e)[:20].tolist()) for s in (0, 1) for e in (0, 1)}) == 4


def test_held_out_images_are_trained_on_in_no_copy(pool: Path):
    samples = open_samples([pool], (16, 16), 3)
    copies = dataclasses.replace(samples, image=np.arange(300) // 3)  # each three times
    trained, held = split(copies, 20, 3)
    assert len(held) == len(set(copies.image[held])) == 20
    assert len(trained) == 300 - 60
    assert not set(copies.image[trained]) & set(copies.image[held])
    assert (split(copies, 20, 4)[1] != held).any()


def test_a_diverging_loss_ends_the_run_and_the_last_state_stands(pool: Path, specs: Path, tmp_path: Path):
    settings = Settings(epochs=3, batch=32, held_out=44, learning_rate=1e30, regime="none", loss="mse")
    with pytest.raises(RunError, match=r"the loss is (nan|inf) in epoch 0, step \d+, at learning rate .* on samples"):
        distill([pool], str(specs / "teacher.yaml"), "cnn", tmp_path / "run", settings, options(state_seconds=-1))
    state = torch.load(tmp_path / "run" / "state.pt", weights_only=True)
    assert all(torch.isfinite(value).all() for value in state["trainer"]["student"].values())
    assert state["place"]["step"] >= 1


def test_what_cannot_be_trained_is_said_before_anything_is_written(pool: Path, specs: Path, tmp_path: Path):
    teacher = str(specs / "teacher.yaml")
    (tmp_path / "plain_networks.py").write_bytes((specs / "plain_networks.py").read_bytes())
    (tmp_path / "seven.yaml").write_text("factory: plain_networks:make\nargs: {classes: 7}")
    for student, settings, reason in (
        ("cnnn", SMALL, "did you mean 'cnn'"),
        (str(tmp_path / "seven.yaml"), SMALL, r"answers two images with \(2, 7\), and teacher .* has 4 classes"),
        ("cnn", Settings(batch=512, held_out=44), "fewer than a batch of 512"),
    ):
        with pytest.raises(UsageError, match=reason):
            distill([pool], teacher, student, tmp_path / "run", settings, options())
        assert not (tmp_path / "run" / "state.pt").exists()
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UsageError, match="holds no shard"):
        distill([empty], teacher, "cnn", tmp_path / "run2", SMALL, options())


def test_a_student_whose_code_was_edited_is_another_run(pool: Path, specs: Path, tmp_path: Path):
    teacher, student = str(specs / "teacher.yaml"), tmp_path / "student.yaml"
    source = (specs / "plain_networks.py").read_text()
    (tmp_path / "plain_networks.py").write_text(source)
    student.write_text("factory: plain_networks:make")
    once = Settings(epochs=1, batch=64, held_out=44, regime="none")
    distill([pool], teacher, str(student), tmp_path / "run", once, options())
    distill([pool], teacher, str(student), tmp_path / "run", once, options())  # it is done
    (tmp_path / "plain_networks.py").write_text(source + "\n# another\n")
    with pytest.raises(UsageError, match="holds another run; these differ: student"):
        distill([pool], teacher, str(student), tmp_path / "run", once, options())


def test_a_folder_of_another_run_is_refused(pool: Path, specs: Path, tmp_path: Path):
    teacher = str(specs / "teacher.yaml")
    once = Settings(epochs=1, batch=64, held_out=44, regime="none")
    distill([pool], teacher, "cnn", tmp_path / "run", once, options())
    with pytest.raises(UsageError, match="holds another run; these differ: settings"):
        distill(
            [pool],
            teacher,
            "cnn",
            tmp_path / "run",
            Settings(epochs=2, batch=64, held_out=44, regime="none"),
            options(),
        )
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").touch()
    with pytest.raises(UsageError, match="something else"):
        distill([pool], teacher, "cnn", tmp_path / "other", once, options())
    (tmp_path / "run" / "state.pt").write_bytes(b"damaged")
    with pytest.raises(RunError, match=r"state\.pt is damaged"):
        distill([pool], teacher, "cnn", tmp_path / "run", once, options())


def test_teacher_and_student_may_expect_other_images(pool: Path, tmp_path: Path):
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Conv2d(1, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(2), nn.Flatten(), nn.Linear(16, 3)
    ).eval()
    grey = Input(size=12, channels=1, mean=(0.4,), std=(0.3,))
    teacher = Teacher("t", "t", 3, grey, network, "a" * 64, differentiable=True)
    (tmp_path / "student.yaml").write_text("network: cnn\ninput: {size: 24, mean: [0.5, 0.5, 0.5], std: [1, 1, 1]}")
    once = Settings(epochs=1, batch=64, held_out=44)
    distill([pool], teacher, str(tmp_path / "student.yaml"), tmp_path / "run", once, options())
    student = load_teacher(str(tmp_path / "run" / "student.safetensors"))
    assert (student.input.size, student.input.channels) == ((24, 24), 3)


def test_the_student_as_onnx_answers_alike(pool: Path, specs: Path, tmp_path: Path):
    pytest.importorskip("onnxruntime", reason="the extra onnx is not installed")
    pytest.importorskip("onnxscript", reason="the extra onnx is not installed")
    once = Settings(epochs=1, batch=64, held_out=44, regime="none")
    distill([pool], str(specs / "teacher.yaml"), "cnn", tmp_path / "run", once, options(onnx=True))
    images = torch.rand(3, 3, 16, 16)
    with torch.no_grad():
        ours = load_teacher(str(tmp_path / "run" / "student.safetensors")).logits(images)
        assert torch.allclose(load_teacher(f"onnx:{tmp_path / 'run' / 'student.onnx'}").logits(images), ours, atol=1e-4)


def test_weighted_samples_count_so_often(pool: Path, tmp_path: Path):
    import io
    import tarfile

    with tarfile.open(pool / "shard-000000.tar") as source, tarfile.open(tmp_path / "a.tar", "w") as target:
        for member in list(source)[:6]:
            data = source.extractfile(member).read()
            if member.name.endswith(".json"):
                data = json.dumps(json.loads(data) | {"selected": {"weight": 1 + int(member.name[8])}}).encode()
            copied = tarfile.TarInfo(member.name)
            copied.size = len(data)
            target.addfile(copied, io.BytesIO(data))
    assert np.bincount(open_samples([tmp_path], (16, 16), 3).row).tolist() == [1, 2, 3]


def test_the_clock_knows_what_is_left():
    from distill.trainer import Clock

    clock = Clock(1000, 200)
    time.sleep(0.05)
    speed, left = clock.at(600)
    assert speed == pytest.approx(400 / 0.05, rel=0.5)
    assert left == pytest.approx(0.05, rel=0.5)


def test_tensorboard_is_told_what_the_log_says(pool: Path, specs: Path, tmp_path: Path):
    pytest.importorskip("tensorboard", reason="the extra tensorboard is not installed")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    distill([pool], str(specs / "teacher.yaml"), "cnn", tmp_path / "run", SMALL, options(tensorboard=True))
    events = EventAccumulator(str(tmp_path / "run" / "events"))
    events.Reload()
    steps = [line for line in log(tmp_path / "run") if "loss" in line]
    told = events.Scalars("step/loss")
    assert [one.value for one in told] == pytest.approx([line["loss"] for line in steps], rel=1e-6)
    assert [one.step for one in told] == list(range(len(steps)))
    assert len(events.Scalars("held_out/agreement")) == SMALL.epochs


def test_images_larger_than_the_networks_are_kept_larger_for_a_random_crop(pool: Path, tmp_path: Path):
    from distill.samples import room_to_crop

    samples = open_samples([pool], (14, 14), 3)
    assert room_to_crop(samples, (14, 14)).size == (16, 16)  # 8/7
    assert room_to_crop(samples, (15, 15)).size == (16, 16)  # no image is larger
    assert room_to_crop(samples, (16, 16)).size == (16, 16)
    assert room_to_crop(samples, (20, 7)).size == (20, 8)
    torch.manual_seed(0)
    network = nn.Sequential(nn.Flatten(), nn.Linear(3 * 14 * 14, 3)).eval()
    wanted = Input(size=14, mean=(0.4,) * 3, std=(0.3,) * 3)
    teacher = Teacher("t", "t", 3, wanted, network, "b" * 64, differentiable=True)
    seen = set()
    network.register_forward_hook(lambda _, given, __: seen.add(tuple(given[0].shape[1:])))
    distill([pool], teacher, "cnn", tmp_path / "run", Settings(epochs=1, batch=64, regime="high"), options())
    assert seen == {(3, 14, 14)}


def test_decoding_goes_on_while_a_batch_is_used(pool: Path):
    samples = open_samples([pool], (16, 16), 3)
    with open_decoders(1) as decoders:
        asked: list[int] = []
        reader = Reader(samples, decoders, memory=None)
        decoded = reader._decoded
        reader._decoded = lambda wanted: asked.append(len(wanted)) or decoded(wanted)
        batches = reader.batches(np.arange(300), 10)
        next(batches)
        deadline = time.monotonic() + 10
        while len(asked) < 2 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert asked == [30, 30]
        batches.close()  # and a reader that is left early leaves no thread behind
        assert next(reader.batches(np.arange(10), 10))[1].shape == (10, 3, 16, 16)
