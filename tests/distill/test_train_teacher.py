import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

from distill.evaluate import evaluate
from distill.teachers.load import load_teacher
from distill.train_teacher import Settings, Step, train_teacher
from shadergen.errors import RunError, UsageError

QUICK = Settings(epochs=3, batch=16, learning_rate=0.05, regime="flip-crop", seed=4)


def but(**changed: object) -> Settings:
    """`QUICK` with other values, which are validated."""
    return Settings.parse(QUICK.model_dump() | changed)


def shadergen(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shadergen", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=os.environ | {"OMP_NUM_THREADS": "1"}
    )


def test_a_trained_network_is_a_spec_that_does_as_its_card_says(stripes: str, tmp_path: Path):
    out, epochs, steps = tmp_path / "t.safetensors", [], []
    card = train_teacher(
        stripes,
        "resnet8",
        out,
        but(epochs=6, validation=0.25, half=True),
        test=stripes,
        on_epoch=epochs.append,
        on_step=steps.append,
    )
    assert card.test_accuracy > 0.9
    found = evaluate(str(out), stripes, str(out))
    assert (found.accuracy, found.agreement, found.n) == (card.test_accuracy, 1.0, 40)
    assert json.loads(out.with_suffix(".json").read_text()) == card.model_dump(mode="json")
    assert card.names == ("lying", "standing")
    assert load_file(out)["fc.weight"].dtype == torch.float16
    # 72 of 96 images, in full batches of 16
    assert [(s.epoch, s.step, s.steps) for s in steps] == [(e, s, 4) for e in range(6) for s in range(4)]
    log = [json.loads(line) for line in out.with_suffix(".jsonl").read_text().splitlines()]
    assert [line["epoch"] for line in log] == list(range(6))
    assert log[-1]["loss"] < log[0]["loss"]
    assert log[-1]["validation_accuracy"] == card.validation_accuracy > 0.8
    assert log[-1]["learning_rate"] < log[0]["learning_rate"] == 0.05
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_seed_decides_the_weights_and_another_seed_others(stripes: str, tmp_path: Path):
    hashes = [
        train_teacher(stripes, "cnn", tmp_path / f"{k}.safetensors", but(seed=seed)).sha256
        for k, seed in enumerate((1, 1, 2))
    ]
    assert hashes[0] == hashes[1] != hashes[2]


def test_the_input_has_the_statistics_of_the_images_that_are_trained_on(stripes: str, tmp_path: Path):
    card = train_teacher(stripes, "cnn", tmp_path / "t.safetensors", but(epochs=1, size=20))
    images = [np.asarray(Image.open(file)) for file in Path(stripes.partition(":")[2], "train").rglob("*.png")]
    assert card.input.size == (20, 20)
    assert card.input.channels == 1
    assert card.input.mean[0] == pytest.approx(np.mean(images) / 255, abs=0.01)
    assert card.input.std[0] < np.std(images) / 255  # enlarging smoothes


def test_what_cannot_be_trained_is_refused_before_training(stripes: str, tmp_path: Path):
    def refused(reason: str, out: str = "t.safetensors", test: str | None = None, **changed: object) -> None:
        steps: list[Step] = []
        with pytest.raises(UsageError, match=reason) as caught:
            train_teacher(stripes, "cnn", tmp_path / out, but(**changed), test=test, on_step=steps.append)
        assert "\n" not in str(caught.value)
        assert not steps

    refused("written as .safetensors", out="t.pth")
    refused("regime: .*'standard'.*, not 'strong'", regime="strong")
    refused("epochs: .*greater than or equal to 1, not '0'", epochs=0)
    refused("1 images are left to train on", validation=0.99)
    refused("validation: .*less than 1, not '1.0'", validation=1.0)
    refused("learning_rate: .*greater than 0, not '0.0'", learning_rate=0.0)
    refused("size: .*greater than or equal to 1, not '0'", size=0)
    refused("optimiser: .*'sgd', 'adamw' or 'muon', not 'adam'", optimiser="adam")
    refused("clip: .*greater than 0, not '0.0'", clip=0.0)
    refused("does not take images of 4x4", size=4)
    refused("no folder", test="folder:/nonexistent")
    with pytest.raises(UsageError, match="network 'cmm' is unknown"):
        train_teacher(stripes, "cmm", tmp_path / "t.safetensors", QUICK)


def test_adamw_and_a_limit_on_gradients_take_the_steps_that_they_say(stripes: str, tmp_path: Path):
    def trained(**changed: object) -> dict[str, torch.Tensor]:
        settings = but(epochs=1, batch=96, learning_rate=1e-3, weight_decay=0.0, **changed)
        train_teacher(stripes, "cnn", tmp_path / "t.safetensors", settings)
        return load_file(tmp_path / "t.safetensors")

    # one step from the same weights: AdamW moves each by the learning rate, SGD by the gradient, which is limited
    adamw, sgd = trained(optimiser="adamw")["fc.weight"], trained()["fc.weight"]
    limited = trained(clip=1e-6)["fc.weight"]
    assert torch.allclose((adamw - limited).abs(), torch.tensor(1e-3), rtol=0.01)
    assert (sgd - limited).abs().max() > 1e-6


def test_a_loss_that_diverges_stops_the_training_and_leaves_no_weights(stripes: str, tmp_path: Path):
    with pytest.raises(RunError, match=r"no number in epoch \d; lower the learning rate"):
        train_teacher(stripes, "cnn", tmp_path / "t.safetensors", but(learning_rate=1e30))
    assert not (tmp_path / "t.safetensors").exists()


def test_weights_of_another_training_are_not_taken_for_those_of_a_card(stripes: str, tmp_path: Path):
    out = tmp_path / "t.safetensors"
    train_teacher(stripes, "cnn", out, but(epochs=1))
    weights = load_file(out)
    weights["fc.bias"] += 1
    save_file(weights, out)
    with pytest.raises(UsageError, match=r"not the file that t\.json speaks of"):
        load_teacher(str(out))


def test_the_commands_train_and_evaluate(stripes: str, tmp_path: Path):
    out = tmp_path / "t.safetensors"
    arguments = ("train-teacher", "--data", stripes, "--model", "cnn", "--out", out, "--epochs", 2, "--batch", 16)
    trained = shadergen(*arguments, "--augment", "none", "--validation", "0.2", "--test", stripes, "--json")
    assert trained.returncode == 0, trained.stderr
    card = json.loads(trained.stdout)
    assert card["command"].startswith("shadergen train-teacher --data folder:")
    assert [line.partition(":")[0] for line in trained.stderr.splitlines()] == ["epoch 1 of 2", "epoch 2 of 2"]
    measured = shadergen("evaluate", out, "--data", stripes, "--teacher", out, "--json")
    assert json.loads(measured.stdout) == {"accuracy": card["test_accuracy"], "agreement": 1.0, "n": 40}
    refused = shadergen("evaluate", out, "--data", stripes, "--teacher", "builtin:fashion-mnist")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "has 2 classes, and resnet8-wide has 10" in refused.stderr
