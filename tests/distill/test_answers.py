import dataclasses
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest
import torch

from distill.answers import Answered, Stored, requests
from distill.attack import Settings as Attack
from distill.run import Options, distill
from distill.settings import Settings
from distill.teachers.base import Teacher
from distill.teachers.load import load_teacher
from distill.verify_answers import verify_answers
from shadergen.errors import RunError, UsageError
from shadergen.shards.selected import Chooser

ONCE = Settings(epochs=2, batch=64, held_out=44, regime="standard", mixup=True, seed=5)


def options(cache: Path) -> Options:
    return Options(workers=1, teacher_cache=cache)


@pytest.fixture
def asked(specs: Path) -> tuple[Teacher, list[int]]:
    """A teacher, and how many images it was asked about in each call."""
    teacher = load_teacher(str(specs / "teacher.yaml"))
    calls: list[int] = []
    teacher.network.register_forward_hook(lambda _, given, __: calls.append(len(given[0])))
    return teacher, calls


def losses(run: Path) -> list[float]:
    return [line["loss"] for line in map(json.loads, (run / "log.jsonl").read_text().splitlines()) if "loss" in line]


def test_a_second_run_costs_no_teacher_and_has_the_first_ones_losses(pool: Path, asked, tmp_path: Path):
    teacher, calls = asked
    distill([pool], teacher, "cnn", tmp_path / "one", ONCE, options(tmp_path / "cache"))
    views = 2 * (256 // 64) * 64
    assert sum(calls) == views + 2 * 44  # held-out images: once to train by, once for the report
    calls.clear()
    distill([pool], teacher, "cnn", tmp_path / "two", ONCE, options(tmp_path / "cache"))
    assert sum(calls) == 2 * 44
    assert losses(tmp_path / "two") == losses(tmp_path / "one")
    files = [(tmp_path / run / "student.safetensors").read_bytes() for run in ("one", "two")]
    assert files[0] == files[1]


def test_another_student_loss_and_rate_use_the_same_answers_and_other_views_do_not(pool: Path, asked, tmp_path: Path):
    teacher, calls = asked
    distill([pool], teacher, "cnn", tmp_path / "one", ONCE, options(tmp_path / "cache"))
    calls.clear()
    other = ONCE.model_copy(update={"loss": "mse", "learning_rate": 0.01, "epochs": 1, "ema": 0.9})
    distill([pool], teacher, "resnet8", tmp_path / "two", other, options(tmp_path / "cache"))
    assert sum(calls) == 2 * 44
    for number, change in enumerate(({"seed": 6}, {"batch": 32}, {"regime": "none"}, {"mixup": False})):
        calls.clear()
        settings = ONCE.model_copy(update={"epochs": 1} | change)
        distill([pool], teacher, "cnn", tmp_path / f"other{number}", settings, options(tmp_path / "cache"))
        assert sum(calls) == 256 + 2 * 44, change
    assert len(requests(tmp_path / "cache")) == 5


def test_with_the_attack_a_cache_is_refused_with_the_reason(pool: Path, asked, tmp_path: Path):
    settings = ONCE.model_copy(update={"attack": Attack()})
    with pytest.raises(UsageError, match="the teacher's gradients move the images"):
        distill([pool], asked[0], "cnn", tmp_path / "run", settings, options(tmp_path / "cache"))


def test_a_folder_begun_without_a_cache_is_not_gone_on_with_one(pool: Path, asked, tmp_path: Path):
    distill([pool], asked[0], "cnn", tmp_path / "run", ONCE, Options(workers=1))
    with pytest.raises(UsageError, match="these differ: stored_answers"):
        distill([pool], asked[0], "cnn", tmp_path / "run", ONCE, options(tmp_path / "cache"))


SCRIPT = """
import os, signal, sys
from pathlib import Path
from distill.answers import Stored
from distill.run import Options, distill
from distill.settings import Settings

pool, specs, out, cache, deadly = sys.argv[1:]
write, written = Stored.write, []

def write_and_die(self, *rest):
    found = write(self, *rest)
    written.append(1)
    if len(written) == int(deadly):
        os.kill(os.getpid(), signal.SIGKILL)
    return found

Stored.write = write_and_die
settings = Settings(epochs=2, batch=64, held_out=44, regime="standard", mixup=True, seed=5)
distill([pool], f"{specs}/teacher.yaml", f"{specs}/student.yaml", out, settings,
        Options(workers=1, teacher_cache=Path(cache), state_seconds=-1))
print(len(written))
"""


def test_killed_in_mid_epoch_the_answers_so_far_are_kept(pool: Path, specs: Path, tmp_path: Path):
    def run(out: str, deadly: int) -> subprocess.CompletedProcess[str]:
        arguments = [sys.executable, "-c", SCRIPT, pool, specs, tmp_path / out, tmp_path / "cache", deadly]
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        return subprocess.run(list(map(str, arguments)), env=environment, capture_output=True, text=True)

    assert run("died", 6).returncode == -signal.SIGKILL
    assert run("died", 0).stdout == "2\n"  # of 8 steps six were answered
    assert run("again", 0).stdout == "0\n"
    assert losses(tmp_path / "died") == losses(tmp_path / "again")


def test_verify_finds_answers_that_are_not_the_teachers(pool: Path, specs: Path, asked, tmp_path: Path):
    cache = tmp_path / "cache"
    teacher = dataclasses.replace(asked[0], spec=str(specs / "teacher.yaml"))
    distill([pool], teacher, "cnn", tmp_path / "run", ONCE, options(cache))
    (found,) = verify_answers(cache, 512)
    assert (found.ok, found.views, found.epochs, found.same_class) == (True, 512, 2, 1.0)
    assert 0 < found.difference < 0.001
    file = found.folder / "epoch-00001.npy"
    array = np.load(file, mmap_mode="r+")
    array[100] = array[100, ::-1]
    del array
    (found,) = verify_answers(cache, 512)
    assert not found.ok
    command = [sys.executable, "-m", "shadergen", "verify-cache", str(cache), "--n", "512", "--device", "cpu"]
    said = subprocess.run(command, capture_output=True, text=True)
    assert (said.returncode, said.stdout.split()[0]) == (1, "DIFFERENT")
    # other images in the same place
    request = requests(cache)[0]
    moved = request.model_copy(update={"samples": "0" * 16})
    (found.folder / "cache.json").write_text(moved.model_dump_json())
    with pytest.raises(UsageError, match=r"the images of .* have changed"):
        list(verify_answers(cache, 512))
    with pytest.raises(UsageError, match="holds no teacher outputs"):
        list(verify_answers(tmp_path / "run", 512))


def request_of(**more: object) -> Answered:
    chooser = Chooser(name="a/b: c", spec="s", classes=3, fingerprint="f")
    fields = {
        "teacher": chooser, "samples": "x", "folders": ("/a",), "size": (4, 4), "view": (4, 4), "channels": 1,
        "fill": (0.5,), "regime": "none", "mixup": False, "precision": "float32", "held_out": 0, "batch": 2, "seed": 0,
    }  # fmt: skip
    return Answered(**fields | more)


def test_answers_are_read_as_they_were_written_and_only_when_all_are_there(tmp_path: Path):
    stored = Stored(tmp_path, request_of(), 6)
    assert stored.read(0, slice(0, 2)) is None
    logits = torch.tensor([[1.0, 2.00001, -3], [70000, -70000, 0]])
    written = stored.write(0, slice(2, 4), logits)
    assert torch.equal(written, torch.tensor([[1.0, 2.0, -3], [65504, -65504, 0]]))
    assert torch.equal(stored.read(0, slice(2, 4)), written)
    assert stored.read(0, slice(1, 3)) is None
    assert stored.read(1, slice(2, 4)) is None
    # where images lie is no part of the key, what they are is
    assert Stored(tmp_path, request_of(folders=("/b",)), 6).folder == stored.folder
    assert Stored(tmp_path, request_of(samples="y"), 6).folder != stored.folder
    assert stored.folder.parent == tmp_path
    (stored.folder / "epoch-00000.npy").write_bytes(b"damaged")
    with pytest.raises(RunError, match="is damaged"):
        stored.read(0, slice(2, 4))
    np.save(stored.folder / "epoch-00000.npy", np.zeros((5, 3), np.float16))
    with pytest.raises(RunError, match=r"holds \(5, 3\)"):
        stored.read(0, slice(2, 4))


def test_a_disk_without_room_is_said_before_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    stored = Stored(tmp_path, request_of(), 1000)
    stored.hold(10)
    stored.write(0, slice(0, 1), torch.zeros(1, 3))
    monkeypatch.setattr(shutil, "disk_usage", lambda _: namedtuple("Usage", "free")(9 * 6000))
    stored.hold(10)  # nine are missing
    with pytest.raises(UsageError, match=r"answers of 11 epochs take .* free"):
        stored.hold(11)
