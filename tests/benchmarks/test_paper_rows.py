"""The evidence's rows, and the runner on a data set of noise."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
import yaml
from paper_logs import leave
from PIL import Image
from typer.testing import CliRunner

from benchmarks.paper import cifar, mnist
from benchmarks.paper.__main__ import app
from benchmarks.paper.logs import read_log
from benchmarks.paper.places import Missing, Places
from benchmarks.paper.rows import HERE, Run, all_runs, chosen, load_rows, load_tables
from benchmarks.paper.runner import Options, launch_line, run_all, state
from distill.data import load_data
from distill.pipeline import Pipeline
from distill.settings import Settings
from distill.strategies.registry import STRATEGIES
from shadergen.errors import RunError, UsageError
from shadergen.recipe import LIBRARY_MIX, Recipe

torch.set_num_threads(1)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> str:
    """DATA of 120 training and 30 test images of noise, as idx files."""
    folder = tmp_path_factory.mktemp("data")
    random = np.random.default_rng(0)
    for split, count in (("train", 120), ("t10k", 30)):
        images = random.integers(0, 256, (count, 28, 28), np.uint8)
        head = np.array([0x803, count, 28, 28], ">i4").tobytes()
        (folder / f"{split}-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + images.tobytes()))
        labels = np.array([0x801, count], ">i4").tobytes() + bytes(k % 10 for k in range(count))
        (folder / f"{split}-labels-idx1-ubyte").write_bytes(labels)
    return f"idx:{folder}"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("out")


def small(folder: Path, **changes: object) -> Path:
    """A base document of a few hundred images."""
    base = yaml.safe_load((HERE / "base.yaml").read_text())
    base |= {"presentations": 300, "render": {"n": 300, "size": 28, "shard_size": 300}, "select": {"n": 200}}
    base["distill"] |= {"batch": 16, "regime": "flip-crop", "learning_rate": 0.01}
    base["distill"] |= changes
    file = folder / "base.yaml"
    file.write_text(yaml.safe_dump(base))
    return file


def one(base: Path, name: str) -> Run:
    return next(run for run in all_runs(load_rows(base)) if run.name == name)


def options(data: str, out: Path, logs: Path, lines: list[str]) -> Options:
    return Options(Places(data, out, HERE / "teachers"), logs, "cpu", lines.append)


def test_every_committed_row_is_one_that_the_pipeline_takes():
    tables = load_tables()
    runs = all_runs(load_rows())
    assert {run.table for run in runs} | {"criteria"} == set(tables)
    for run in runs:
        asked = Pipeline.model_validate({k: v for k, v in run.document.items() if k != "presentations"})
        assert asked.select.strategy in STRATEGIES
        if asked.render:
            Recipe.parse({k: v for k, v in asked.render.items() if k != "n"})
        if run.student:
            settings = Settings.parse({k: v for k, v in asked.distill.items() if k != "student"})
            assert settings.seed == asked.select.seed == run.seed
            assert "epochs" not in asked.distill
    names = [run.name for run in runs]
    assert len(set(names)) == len(names)
    # what matters most comes first, and further seeds last
    shown = [run.name for run in chosen(runs, [])]
    first = [f"{table}/{row}.resnet.cnn.0" for row in ("original", "noise") for table in ("short", "table1")]
    assert shown[:4] == first
    assert shown[-1].endswith(".2")


def test_rows_of_the_default_library_render_what_a_recipe_without_a_source_does():
    named = [run for run in all_runs(load_rows()) if run.name.partition("/")[2].startswith("default")]
    assert named
    assert all(run.document["render"]["source"] == LIBRARY_MIX for run in named)


def test_a_run_is_named_by_its_table_row_or_itself_and_the_quick_table_only_by_its_name():
    runs = all_runs(load_rows())
    assert {run.table for run in chosen(runs, ["table1"])} == {"table1"}
    assert {run.student for run in chosen(runs, ["table1/leaves"], seeds=1)} == {"cnn", "resnet8"}
    assert [run.name for run in chosen(runs, ["quick/noise"])] == ["quick/noise.resnet.cnn.0"]
    everything = chosen(runs, [])
    assert not any(run.table == "quick" or run.row.long for run in everything)
    assert any(run.row.long for run in chosen(runs, [], long=True))
    with pytest.raises(UsageError, match="no table, row or run 'tabel1'"):
        chosen(runs, ["tabel1"])


def test_a_finished_run_is_skipped_and_one_whose_document_changed_is_made_again(data: str, out: Path, tmp_path: Path):
    base, logs, lines = small(tmp_path), tmp_path / "logs", []
    its = options(data, out, logs, lines)
    run = one(base, "table1/noise.resnet.cnn.0")
    assert state(run, its) == "due"
    assert run_all([run], its) == []
    log = read_log(run, logs)
    # 180 images are trained on, in 11 batches of 16; 2 passes are nearest to 300 images
    assert (log.student.epochs, log.student.steps, log.student.images) == (2, 22, 352)
    assert 0 <= log.student.accuracy <= 1
    assert log.pool_images == 300
    assert sum(log.classes) == 200
    assert log.criteria.spread_images == 200
    assert str(out) not in (logs / f"{run.name}.json").read_text()
    assert log.command.startswith("python -m benchmarks.paper run table1/noise.resnet.cnn.0 --data idx:")
    lines.clear()
    run_all([run], its)
    assert lines == []
    changed = one(small(tmp_path, temperature=7.0), run.name)
    assert state(changed, its) == "due"
    run_all([changed], its)
    assert read_log(changed, logs).document["distill"]["temperature"] == 7.0
    # the pool and the set are those of before
    assert len(list((out / "stages").glob("render-*"))) == len(list((out / "stages").glob("select-*"))) == 1
    assert len(list((out / "stages").glob("distill-*/student.safetensors"))) == 2
    stale = json.loads((logs / f"{run.name}.json").read_text()) | {"pool": "of another recipe"}
    (logs / f"{run.name}.json").write_text(json.dumps(stale))
    assert state(changed, its) == "stale"


def test_the_original_data_is_distilled_from_shards_that_lack_what_is_kept_out(data: str, out: Path, tmp_path: Path):
    its = options(data, out, tmp_path / "logs", [])
    run = one(small(tmp_path), "table1/original.resnet.cnn.0")
    run = Run(run.table, run.row_name, run.row.model_copy(update={"select": run.row.select | {"n": 100}}), "resnet",
              "cnn", 0)  # fmt: skip
    assert run_all([run], its) == []
    log = read_log(run, tmp_path / "logs")
    assert (log.pool_images, log.student.images) == (110, 4 * 5 * 16)
    whole = load_data(data, "train")
    held = load_data(f"wds:{its.places.split('held-out')}/*.tar", "train")
    assert held.labels.tolist() == whole.labels[110:].tolist()
    assert all((np.repeat(a, 3, 2) == b).all() for a, b in zip(whole.images[110:], held.images, strict=True))


def test_what_is_not_there_is_left_out_and_a_failure_does_not_stop_the_others(data: str, out: Path, tmp_path: Path):
    base, lines = small(tmp_path), []
    its = options(data, out, tmp_path / "logs", lines)
    pictures = one(base, "table1/pictures.resnet.cnn.0")
    assert state(pictures, its) == "missing: no folder of pictures is named; give --pictures DIR"
    with pytest.raises(Missing, match=r"nobody\.safetensors is not there"):
        its.places.put({"teacher": "$TEACHERS/nobody.safetensors"})
    noise = one(base, "table1/noise.resnet.cnn.0")
    broken = Run("table1", "broken", noise.row.model_copy(update={"select": {"n": 3}}), "resnet", "cnn", 0)
    assert run_all([pictures, broken, noise], its) == [broken.name]
    assert any("failed: n is 3, and teacher resnet8-wide has 10 classes" in line for line in lines)
    assert read_log(noise, tmp_path / "logs")


def test_rows_of_digits_are_judged_by_the_digits_that_are_named(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(mnist, "TRAIN", 120)
    made = CliRunner().invoke(app, ["digits", str(digit_files(tmp_path / "from")), str(tmp_path / "idx")])
    assert (made.exit_code, made.output) == (0, f"{tmp_path / 'idx'}: 120 digits to train on, 20 to test\n")
    whole = [load_data(f"idx:{tmp_path / 'idx'}", split) for split in ("train", "test")]
    assert np.bincount(np.concatenate([part.labels for part in whole])).tolist() == [14] * 10
    # a digit's pixels follow from its label here, so a swap of images would show
    assert all([int(image[0, 0, 0]) for image in part.images] == np.rint(part.labels * 25.5).tolist() for part in whole)
    run = one(small(tmp_path), "digits/original.digits.cnn.0")
    unnamed = options(data, tmp_path / "out", tmp_path / "logs", [])
    assert state(run, unnamed) == "missing: no digits are named; give --digits DATA"
    named = replace(unnamed, places=replace(unnamed.places, digits=f"idx:{tmp_path / 'idx'}"))
    assert state(run, named) == "due"
    assert launch_line(run, named).endswith(f"--data {data} --digits DATA")
    assert named.places.of("$DIGITS").put({"data": "$DATA"}) == {"data": f"idx:{tmp_path / 'idx'}"}
    named.places.of("$DIGITS").prepare()
    held = load_data(f"wds:{named.places.of('$DIGITS').split('held-out')}/*.tar", "train")
    assert held.labels.tolist() == whole[0].labels[-10:].tolist()


def test_rows_of_cifar_are_judged_by_the_images_that_are_named(
    data: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(cifar, "_BATCH", 24)
    made = CliRunner().invoke(app, ["cifar", str(cifar_files(tmp_path / "from")), str(tmp_path / "cifar")])
    assert (made.exit_code, made.output) == (0, f"{tmp_path / 'cifar'}: 144 images\n")
    for split, count in (("train", 120), ("test", 24)):
        whole = load_data(f"cifar:{tmp_path / 'cifar'}", split)
        assert whole.labels.tolist() == [k % 10 for k in range(count)]
        for k, image in enumerate(whole.images):  # the pixels tell the number, the row and the column of each image
            assert image[3, 7].tolist() == [k % 10, 3, 7]
    run = one(small(tmp_path), "cifar10/original.cifar10.resnet8.0")
    named = options(data, tmp_path / "out", tmp_path / "logs", [])
    with pytest.raises(Missing, match="no cifar are named; give --cifar DATA"):
        named.places.of(run.row.data)
    named = replace(named, places=replace(named.places, cifar=f"cifar:{tmp_path / 'cifar'}"))
    assert launch_line(run, named).endswith(f"--data {data} --cifar DATA")
    assert named.places.of(run.row.data).put({"data": "$DATA"}) == {"data": f"cifar:{tmp_path / 'cifar'}"}


def cifar_files(folder: Path) -> Path:
    """As the npm package's: an image in each row of a picture."""
    folder.mkdir()
    y, x = np.mgrid[:32, :32]
    for name, start in [(f"data_batch_{k + 1}", 24 * k) for k in range(5)] + [("test_batch", 0)]:
        rows = [np.stack([np.full_like(y, (start + k) % 10), y, x], axis=2).reshape(1024, 3) for k in range(24)]
        Image.fromarray(np.stack(rows).astype(np.uint8)).save(folder / f"{name}.png")
    for name, count in (("train", 120), ("test", 24)):
        (folder / f"{name}_lables.json").write_text(json.dumps([k % 10 for k in range(count)]))
    return folder


def digit_files(folder: Path) -> Path:
    """As the npm package's: 14 digits a file, of one grey that tells the label, and half a digit behind them."""
    folder.mkdir()
    for label in range(10):
        (folder / f"{label}.json").write_text(json.dumps({"data": [label / 10] * (14 * 784 + 392)}))
    return folder


def test_a_pool_alone_is_scored_and_nothing_is_trained(data: str, out: Path, tmp_path: Path):
    run = one(small(tmp_path), "table3/noise.resnet.0")
    run = Run(run.table, run.row_name, run.row.model_copy(update={"select": {"n": 50}}), "resnet", None, 0)
    assert run_all([run], options(data, out, tmp_path / "logs", [])) == []
    log = read_log(run, tmp_path / "logs")
    assert log.student is None
    assert set(log.seconds) == {"render", "select"}


def test_compare_fails_where_the_difference_is_too_small(tmp_path: Path):
    better, worse = (one(HERE / "base.yaml", f"quick/{row}.resnet.cnn.0") for row in ("shaders", "noise"))
    words = ["compare", better.name, worse.name, "--by", "10", "--logs", str(tmp_path)]
    assert isinstance(CliRunner().invoke(app, words).exception, UsageError)
    for run, accuracy in ((better, 0.7), (worse, 0.59)):
        leave(run, accuracy, tmp_path)
    assert CliRunner().invoke(app, words).exit_code == 0
    leave(worse, 0.61, tmp_path)
    assert isinstance(CliRunner().invoke(app, words).exception, RunError)
