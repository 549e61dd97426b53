import hashlib
import json
from pathlib import Path

import pytest
import torch

from distill.data import load_data
from distill.evaluate import evaluate
from distill.teachers.load import BUILTIN, load_teacher

FASHION = Path("/usr/share/datasets/fashion-mnist")
FILE = BUILTIN / "fashion-mnist" / "teacher.safetensors"


def test_the_weights_are_those_of_the_card():
    card = json.loads(FILE.with_suffix(".json").read_text())
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == card["sha256"]
    assert card["command"].startswith("shadergen train-teacher --data")
    log = [json.loads(line) for line in FILE.with_suffix(".jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in log] == list(range(card["epochs"]))
    assert FILE.stat().st_size < 1_000_000


def test_the_teacher_answers_colour_images_of_any_size():
    teacher = load_teacher("builtin:fashion-mnist")
    assert sum(p.numel() for p in teacher.network.parameters()) < 400_000
    assert teacher.logits(torch.randint(0, 256, (2, 3, 64, 50), dtype=torch.uint8)).shape == (2, 10)


@pytest.mark.skipif(not FASHION.is_dir(), reason="the package dataset-fashion-mnist is not installed")
def test_it_is_right_on_93_of_100_test_images():
    card = json.loads(FILE.with_suffix(".json").read_text())
    found = evaluate("builtin:fashion-mnist", f"idx:{FASHION}", "builtin:fashion-mnist")
    assert found.accuracy >= 0.93
    assert found.accuracy == pytest.approx(card["test_accuracy"], abs=5e-4)
    assert (found.agreement, found.n) == (1.0, len(load_data(f"idx:{FASHION}", "test")))
