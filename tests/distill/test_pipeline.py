import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
import yaml

from distill.pipeline import Options, Pipeline, _Book, _Stage, run_pipeline
from shadergen.errors import UsageError


@pytest.fixture
def document(specs: Path, tmp_path: Path) -> dict:
    labelled(tmp_path / "data", 40)
    return {
        "teacher": str(specs / "teacher.yaml"),
        "render": {"n": 300, "size": 16, "source": "leaves,noise", "shard_size": 100},
        "select": {"n": 150},
        "distill": {"student": "cnn", "epochs": 1, "batch": 32, "regime": "flip-crop"},
        "evaluate": {"data": f"idx:{tmp_path / 'data'}"},
    }


def labelled(folder: Path, count: int) -> None:
    """A test set of grey pictures as idx files."""
    folder.mkdir(exist_ok=True)
    images = np.random.default_rng(0).integers(0, 256, (count, 16, 16), np.uint8)
    head = np.array([0x803, count, 16, 16], ">i4").tobytes()
    (folder / "t10k-images-idx3-ubyte.gz").write_bytes(gzip.compress(head + images.tobytes()))
    labels = np.array([0x801, count], ">i4").tobytes() + bytes(k % 4 for k in range(count))
    (folder / "t10k-labels-idx1-ubyte").write_bytes(labels)


def go(document: dict, out: Path) -> dict[str, bool]:
    """Whether each stage was skipped."""
    done = run_pipeline(Pipeline.model_validate(document), out, Options(device="cpu", workers=1))
    return {one.stage: one.skipped for one in done}


def test_what_did_not_change_is_skipped_and_what_follows_a_change_is_done_again(document: dict, tmp_path: Path):
    out = tmp_path / "run"
    names = ("render", "select", "distill", "evaluate")
    assert go(document, out) == dict.fromkeys(names, False)
    assert go(document, out) == dict.fromkeys(names, True)
    document["distill"]["learning_rate"] = 0.03
    assert go(document, out) == {"render": True, "select": True, "distill": False, "evaluate": False}
    document["select"]["seed"] = 1
    assert go(document, out) == {"render": True, "select": False, "distill": False, "evaluate": False}
    labelled(tmp_path / "data", 30)
    assert go(document, out) == {"render": True, "select": True, "distill": True, "evaluate": False}
    # and back: what was done before still stands
    document["select"]["seed"] = 0
    del document["distill"]["learning_rate"], document["evaluate"]
    assert go(document, out) == {"render": True, "select": True, "distill": True}
    document["render"]["n"] = 200
    assert go(document, out)["render"] is False


def test_a_stage_lies_where_its_key_says_whatever_pipeline_json_says(tmp_path: Path):
    """A stage's place is written to (scores lie beside a pool), and a stranger's folder may name any."""
    out = tmp_path / "out"
    stage = _Stage("render", 1, lambda to: to.mkdir() or {})
    place = _Book(out).run(stage).place
    said = json.loads((out / "pipeline.json").read_bytes())
    said["stages"][0]["place"] = "../victim"
    (tmp_path / "victim").mkdir()
    (out / "pipeline.json").write_text(json.dumps(said))
    again = _Book(out).run(stage)
    assert (again.place, again.skipped) == (place, True)


def test_without_select_the_whole_pool_is_learned_from(document: dict, tmp_path: Path):
    del document["select"], document["evaluate"]
    assert list(go(document, tmp_path / "run")) == ["render", "distill"]
    figures = json.loads((tmp_path / "run" / "report.json").read_text())["stages"][1]["figures"]
    assert figures["images"] == (300 - 30) // 32 * 32


def test_a_pool_that_is_there_takes_the_place_of_a_render(document: dict, pool: Path, tmp_path: Path):
    del document["render"], document["evaluate"]
    document["pool"] = str(pool)
    out = tmp_path / "run"
    assert go(document, out) == {"pool": True, "select": False, "distill": False}
    assert "300 images given, 150 chosen" in (out / "report.html").read_text()
    # another folder with the same shards is the same pool, and one that lost a shard is not
    shutil.copytree(pool, tmp_path / "moved")
    document["pool"] = str(tmp_path / "moved")
    assert go(document, out) == {"pool": True, "select": True, "distill": True}
    for name in ("manifest.json", "recipe.json", "shard-000002.tar"):
        (tmp_path / "moved" / name).unlink()
    assert go(document, out) == {"pool": True, "select": False, "distill": False}


def test_without_distill_it_ends_with_the_selection(document: dict, tmp_path: Path):
    del document["distill"], document["evaluate"]
    (tmp_path / "p.yaml").write_text(yaml.safe_dump(document))
    command = [sys.executable, "-m", "shadergen", "pipeline", tmp_path / "p.yaml", "--out", tmp_path / "run", "--json"]
    said = subprocess.run([*map(str, command), "--device", "cpu"], check=True, capture_output=True, text=True)
    found = json.loads(said.stdout)
    assert [one["stage"] for one in found["stages"]] == ["render", "select"]
    assert found["agreement"] is found["accuracy"] is found["report"] is None


def test_the_command_prints_its_stages_and_leaves_a_page_that_needs_nothing_else(document: dict, tmp_path: Path):
    (tmp_path / "p.yaml").write_text(yaml.safe_dump(document))
    out = tmp_path / "run"
    command = [sys.executable, "-m", "shadergen", "pipeline", tmp_path / "p.yaml", "--out", out, "--device", "cpu"]
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    said = subprocess.run([*map(str, command), "--json"], check=True, capture_output=True, text=True, env=environment)
    found = json.loads(said.stdout)
    assert [one["stage"] for one in found["stages"]] == ["render", "select", "distill", "evaluate"]
    assert 0 <= found["accuracy"] <= 1
    pages = [out / "report.html", *out.glob("*/report.html")]
    assert len(pages) == 3
    for page in pages:
        reader = Links()
        reader.feed(page.read_text())
        assert reader.pictures
        assert all(link.startswith("data:image/png") for link in reader.pictures)
        assert all((page.parent / link).is_file() for link in reader.links)
    student = found["stages"][2]["place"]
    report = json.loads((out / student / "report.json").read_text())
    counts = np.array(report["confusion"]["counts"])
    assert counts.sum() == report["confusion"]["images"]
    assert np.trace(counts) / counts.sum() == pytest.approx(found["agreement"], abs=1e-4)
    assert [one["kl"] for one in report["disagreements"]] == sorted(o["kl"] for o in report["disagreements"])[::-1]
    assert len(report["disagreements"]) == min(24, counts.sum() - np.trace(counts))
    assert all(one["teacher"][0][0] != one["student"][0][0] for one in report["disagreements"])


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.pictures: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in ("script", "link"):
            raise AssertionError(f"the page loads a {tag}")
        if tag == "img":
            self.pictures.append(dict(attrs)["src"])
        if tag == "a":
            self.links.append(dict(attrs)["href"])


def test_killed_in_any_stage_it_goes_on(document: dict, tmp_path: Path):
    document["render"]["n"] = 3000
    document["distill"]["epochs"] = 3
    (tmp_path / "p.yaml").write_text(yaml.safe_dump(document))

    def start(out: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "shadergen", "pipeline", tmp_path / "p.yaml", "--out", tmp_path / out]
        environment = os.environ | {"OMP_NUM_THREADS": "1"}
        return subprocess.Popen(
            [*map(str, command), "--device", "cpu", "--json"], env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    for stage in ("render", "select", "distill"):
        process = start("died")
        while line := process.stderr.readline():
            if line == f"stage: {stage}\n":
                break
        time.sleep(0.5)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    died, whole = (json.loads(start(out).communicate()[0]) for out in ("died", "whole"))
    for ours, theirs in zip(died["stages"], whole["stages"], strict=True):
        assert (ours["key"], ours["figures"]) == (theirs["key"], theirs["figures"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"selekt": {}}, "unknown key 'selekt'; did you mean 'select'"),
        ({"teacher": "builtin:nobody"}, "nobody"),
        ({"render": {"size": 16}}, "render.n is None"),
        ({"pool": "somewhere"}, "give render or pool"),
        ({"render": None}, "give render or pool"),
        ({"distill": None}, "nothing to evaluate"),
        ({"render": {"n": 10, "sise": 16}}, "unknown key 'sise'"),
        ({"distill": {"epochs": 1}}, "distill.student is missing"),
        ({"distill": {"student": "cnnn"}}, "did you mean 'cnn'"),
        ({"distill": {"student": "cnn", "loss": "huber"}}, "loss: .*'kl'.* not 'huber'"),
        ({"distill": {"student": "cnn", "ema": 2}}, "ema"),
        ({"select": {"n": 0}}, "select.n"),
        ({"evaluate": {"data": "idx:/nowhere"}}, "/nowhere is no folder"),
    ],
)
def test_what_cannot_be_done_is_said_before_the_first_stage(document: dict, tmp_path: Path, change: dict, reason: str):
    (tmp_path / "p.yaml").write_text(yaml.safe_dump(document | change))
    with pytest.raises(UsageError, match=reason):
        run_pipeline(Pipeline.load(tmp_path / "p.yaml"), tmp_path / "run", Options(device="cpu"))
    assert not list(tmp_path.glob("run/*"))


def test_images_that_moved_are_learned_from_beside_those_that_were_chosen(document: dict, tmp_path: Path):
    document |= {"teacher": "builtin:fashion-mnist", "invert": {"n": 100, "steps": 1}}
    del document["evaluate"]
    out = tmp_path / "run"
    names = ("render", "select", "invert", "distill")
    assert go(document, out) == dict.fromkeys(names, False)
    stages = {one["stage"]: one for one in json.loads((out / "report.json").read_text())["stages"]}
    assert stages["invert"]["figures"]["images"] == 100
    # 250 samples, less those of the 15 images that are held out, in whole batches of 32
    assert 6 * 32 <= stages["distill"]["figures"]["images"] <= 7 * 32
    assert "150 chosen, 100 of them moved" in (out / "report.html").read_text()
    assert go(document, out) == dict.fromkeys(names, True)
    document["invert"]["steps"] = 2
    assert go(document, out) == {"render": True, "select": True, "invert": False, "distill": False}
    del document["invert"]
    assert go(document, out) == {"render": True, "select": True, "distill": False}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"invert": {"steps": 0}}, "the inversion's steps is 0"),
        ({"invert": {}}, "teacher .* has no batch normalisation"),
        ({"invert": {}, "select": None}, "give both"),
        ({"invert": {}, "select": {"n": 150, "replicate": "weights"}}, "take replicate: physical"),
    ],
)
def test_an_inversion_that_cannot_be_is_refused_before_anything_is_drawn(
    document: dict, tmp_path: Path, change: dict, why: str
):
    with pytest.raises((UsageError, ValueError), match=why):
        go(document | change, tmp_path / "run")
    assert not (tmp_path / "run").exists()
