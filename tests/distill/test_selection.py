"""Selection end to end: what is scored, kept, chosen and written, with a small fixed teacher."""

import io
import json
import signal
import subprocess
import sys
import tarfile
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
import webdataset
from PIL import Image
from torch import nn

import shadergen
from distill import inputs
from distill.attack import Settings as Attack
from distill.attacked import attack_pool
from distill.decoding import open_decoders
from distill.evaluate import classes_of
from distill.inputs import Input
from distill.pool import open_pool
from distill.rounds import select_until_balanced
from distill.scored import load
from distill.scores import Scoring, read_logits, read_scores, score, scores_file
from distill.selection import Settings, select
from distill.strategies.candidates import Options
from distill.teachers.base import Teacher
from shadergen import figures
from shadergen.cli.main import main
from shadergen.errors import RunError, UsageError
from shadergen.options import Encoder
from shadergen.philox import words
from shadergen.preview import of_dataset
from shadergen.recipe import Recipe
from shadergen.rendering import render, verify
from shadergen.shards.encode import member, samples

CLASSES = 4
QUIET = Settings(report=False, workers=1)


class Network(nn.Module):
    """Logits that are a fixed map of an image's mean colour, and a count of the images that it saw."""

    def __init__(self, classes=CLASSES):
        super().__init__()
        self.linear = nn.Linear(3, classes)
        self.seen = self.most = 0
        self.break_after = None
        with torch.no_grad():
            self.linear.weight.copy_(torch.from_numpy(np.random.default_rng(3).normal(size=(classes, 3)) * 8))
            self.linear.bias.zero_()

    def forward(self, images):
        self.seen += len(images)
        self.most = max(self.most, len(images))
        if self.break_after is not None and self.seen > self.break_after:
            self.break_after()
        return self.linear(images.mean((2, 3)))


def teacher_of(network, classes=CLASSES, fingerprint="7" * 64):
    its_input = Input(size=8, channels=3, mean=(0.5, 0.5, 0.5), std=(1.0, 1.0, 1.0))
    return Teacher(
        spec="test", name="test", classes=classes, input=its_input, network=network.eval(), fingerprint=fingerprint,
        differentiable=True,
    )  # fmt: skip


@pytest.fixture
def teacher():
    return teacher_of(Network())


def write_shard(file, seed, count, start=0, broken=(), side=8):
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (count, 1, 1, 3)) * np.ones((1, side, side, 1)) * 0.8 + rng.integers(
        0, 50, (count, side, side, 3)
    )
    documents = [
        {"index": start + i, "source": "twigl" if i % 3 else "leaves"} | ({"program": f"p{i % 5}"} if i % 3 else {})
        for i in range(count)
    ]
    members = samples(Encoder(format="png"), images.astype(np.uint8), documents)
    for i in broken:
        members[i] = member(f"{start + i:09d}.png", b"\x89PNG no image")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"".join(members) + bytes(1024))


@pytest.fixture
def pool(tmp_path):
    folder = tmp_path / "pool"
    for number in range(3):
        write_shard(folder / f"shard-{number:06d}.tar", number, 60, 60 * number)
    return folder


def contents(folder):
    found = {}
    for file in sorted(Path(folder).glob("*.tar")):
        found |= contents_of(file.read_bytes())
    return found


def contents_of(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        return {m.name: tar.extractfile(m).read() for m in tar}


def check_samples(pool, out, teacher):
    """Each sample is the pool's, and its class and scores are the teacher's; returns how often each class occurs."""
    there, taken = contents(pool), contents(out)
    labels = Counter()
    for name in (name for name in taken if name.endswith(".json")):
        key, record = name.removesuffix(".json"), json.loads(taken[name])
        its = record["selected"]
        assert taken[f"{key}.png"] == there[f"{its['key']}.png"]
        assert {k: v for k, v in record.items() if k != "selected"} == json.loads(there[f"{its['key']}.json"])
        image = np.asarray(Image.open(io.BytesIO(taken[f"{key}.png"])))
        with torch.no_grad():
            logits = teacher.logits(torch.from_numpy(image.copy()).permute(2, 0, 1)[None])[0]
        assert its["class"] == int(taken[f"{key}.cls"]) == int(logits.argmax())
        assert its["confidence"] == pytest.approx(float(logits.softmax(0).max()), abs=1e-5)
        labels[its["class"]] += 1
    return [labels[c] for c in range(CLASSES)]


def run_score(pool, teacher, **options):
    with open_decoders(1) as decoders:
        return score(open_pool([pool]), teacher, decoders, Scoring(**options))


# --- scoring ---------------------------------------------------------------------------------------------------------


def test_scores_are_what_the_teacher_says_of_each_image(pool, teacher):
    assert run_score(pool, teacher) == 180
    shard = open_pool([pool]).shards[1]
    scores = read_scores(shard, teacher)
    names = [name for name in contents(pool) if name.endswith(".png")][60:120]
    images = np.stack([np.asarray(Image.open(io.BytesIO(contents(pool)[name]))) for name in names])
    with torch.no_grad():
        logits = teacher.network(torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255 - 0.5)
    p = logits.softmax(1).sort(descending=True).values
    assert scores.label.tolist() == logits.argmax(1).tolist()
    assert scores.confidence == pytest.approx(p[:, 0].numpy(), abs=1e-5)
    assert scores.margin == pytest.approx((p[:, 0] - p[:, 1]).numpy(), abs=1e-5)
    assert scores.entropy == pytest.approx(-(p * p.log()).sum(1).numpy(), abs=1e-4)
    assert read_logits(shard, teacher) == pytest.approx(logits.numpy(), abs=1e-2)
    assert read_logits(shard, teacher).dtype == np.float16


def test_a_teacher_is_asked_about_fewer_images_at_once_the_larger_they_are(pool, teacher, tmp_path, monkeypatch):
    """512 of 224 pixels took gigabytes, and there was no flag to say fewer."""
    network, shard = teacher.network, pool / "shard-000000.tar"
    write_shard(tmp_path / "other.tar", 9, 25, 60, side=12)
    shard.write_bytes(shard.read_bytes()[:-1024] + (tmp_path / "other.tar").read_bytes())  # images of two sizes
    other = replace(teacher, fingerprint="8" * 64)
    assert run_score(pool, other) == 205
    assert network.most == 85
    monkeypatch.setattr(inputs, "_PIXELS", 20 * 8 * 8)
    monkeypatch.setattr(inputs, "_PIXELS_OF_GRADIENTS", 5 * 8 * 8)
    network.most = 0
    assert run_score(pool, teacher) == 205
    for its in open_pool([pool]).shards:
        ours, theirs = read_scores(its, teacher), read_scores(its, other)
        assert (ours.label == theirs.label).all()
        assert ours.entropy == pytest.approx(theirs.entropy, abs=1e-6)
    with open_decoders(1) as decoders:
        scored = load(open_pool([pool]), teacher, 0, decoders)
        assert len(scored.candidates.features(np.arange(205))) == 205
    assert len(classes_of(teacher, torch.zeros((50, 3, 8, 8), dtype=torch.uint8))) == 50
    assert network.most == 20
    network.most = 0
    attack_pool([pool], teacher, tmp_path / "attacked", Attack(epsilon=0.5), workers=1)
    assert network.most <= 4 * 5


def test_scores_serve_later_selections_until_the_shard_or_the_teacher_is_another(pool, teacher):
    run_score(pool, teacher)
    assert run_score(pool, teacher) == 0
    write_shard(pool / "shard-000001.tar", 9, 50, 60)
    assert run_score(pool, teacher) == 50
    assert run_score(pool, replace(teacher, fingerprint="8" * 64)) == 170
    assert run_score(pool, replace(teacher, fingerprint="7" * 63 + "8")) == 170
    assert run_score(pool, teacher) == 170
    scores_file(open_pool([pool]).shards[0], teacher).write_bytes(b"cut off")
    assert run_score(pool, teacher) == 60


def test_a_killed_run_goes_on_after_its_last_whole_shard(pool, teacher, tmp_path):
    code = f"""
import os, signal, sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
import distill.decoding
distill.decoding._CHUNK_IMAGES = 20
from test_selection import *
network = Network()
def die(module, inputs):
    if module.seen >= 140:
        os.kill(os.getpid(), signal.SIGKILL)
network.register_forward_pre_hook(die)
run_score({str(pool)!r}, teacher_of(network))
"""
    died = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert run_score(pool, teacher) == 60


def test_images_that_do_not_decode_are_named_counted_and_bounded(pool, teacher):
    write_shard(pool / "shard-000001.tar", 1, 60, 60, broken=(5, 7))
    said = []
    with pytest.raises(RunError, match="2 images do not decode, and 1 are allowed"):
        run_score(pool, teacher, max_bad=1, on_event=said.append)
    assert "000000065" in said[0]
    assert "shard-000001.tar" in said[0]
    assert run_score(pool, teacher, max_bad=2) == 120  # the first shard had its scores
    result = select([pool], teacher, 40, pool.parent / "out", settings=QUIET)
    assert (result.manifest.pool_images, result.manifest.pool_bad) == (178, 2)
    assert check_samples(pool, pool.parent / "out", teacher) == [10] * 4
    with pytest.raises(RunError, match="2 images"):  # stored ones count too
        run_score(pool, teacher, max_bad=1)


def test_images_of_several_sizes_and_grey_ones_are_scored(tmp_path, teacher):
    folder = tmp_path / "mixed"
    folder.mkdir()
    parts = []
    for number, (mode, size) in enumerate([("RGB", (8, 8)), ("L", (20, 10)), ("RGB", (9, 30)), ("RGB", (8, 8))]):
        out = io.BytesIO()
        Image.new(mode, size, 200 if mode == "L" else (10, 200, 30)).save(out, "PNG")
        parts.append(member(f"k{number}.png", out.getvalue()))
    (folder / "a.tar").write_bytes(b"".join(parts) + bytes(1024))
    assert run_score(folder, teacher) == 4
    logits = read_logits(open_pool([folder]).shards[0], teacher)
    with torch.no_grad():
        grey, green = (teacher.network(torch.tensor(c).view(1, 3, 1, 1) / 255 - 0.5)[0] for c in
                       ((200.0, 200.0, 200.0), (10.0, 200.0, 30.0)))  # fmt: skip
    for row, expected in enumerate((green, grey, green, green)):
        assert logits[row] == pytest.approx(expected.numpy(), abs=2e-2)


def test_logits_that_are_not_finite_name_their_image(pool, teacher):
    def poison(_module, _inputs, logits):
        logits[37] = float("nan")

    teacher.network.register_forward_hook(poison)
    with pytest.raises(
        RunError, match=r"answers image 000000037 of .*shard-000000.tar with logits that are not finite"
    ):
        run_score(pool, teacher)


def test_a_teacher_of_another_class_count_than_it_says_is_refused(pool):
    with pytest.raises(UsageError, match=r"shape \(60, 3\), and it says that it has 4 classes"):
        run_score(pool, teacher_of(Network(3), classes=4))


def test_a_disk_that_refuses_is_one_line(pool, teacher):
    (pool / "scores").write_text("a file where the folder belongs")
    with pytest.raises(RunError, match="the scores cannot be written"):
        run_score(pool, teacher)


# --- the selected set ------------------------------------------------------------------------------------------------


def test_a_selected_set_holds_the_pool_s_bytes_with_class_and_scores(pool, teacher, tmp_path):
    result = select([pool], teacher, 100, tmp_path / "out", settings=replace(QUIET, shard_size=40))
    labels = check_samples(pool, tmp_path / "out", teacher)
    assert labels == result.manifest.quotas == result.manifest.histogram == [25] * 4
    assert result.manifest.relative_entropy_after == pytest.approx(1)
    assert len(contents(tmp_path / "out")) == 300
    assert len(result.manifest.shards) == 3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # webdataset leaves the tar open
def test_another_reader_opens_it_and_classes_are_mixed(pool, teacher, tmp_path):
    select([pool], teacher, 100, tmp_path / "out", settings=QUIET)
    urls = [str(file) for file in sorted((tmp_path / "out").glob("*.tar"))]
    seen = [(int(label), image.shape) for image, label in
            webdataset.WebDataset(urls, shardshuffle=False).decode("rgb8").to_tuple("png", "cls")]  # fmt: skip
    assert len(seen) == 100
    assert {shape for _, shape in seen} == {(8, 8, 3)}
    changes = sum(a != b for (a, _), (b, _) in pairwise(seen))
    assert changes > 55  # of 99; grouped classes would give 3


def test_verify_knows_a_selected_set_and_sees_every_kind_of_damage(pool, teacher, tmp_path):
    out = tmp_path / "out"
    select([pool], teacher, 40, out, settings=QUIET)
    assert [verdict.ok for verdict in verify(out)] == [True]
    file = out / "shard-000000.tar"
    sound = file.read_bytes()
    for damaged in (sound[:-5000], sound.replace(b"IDAT", b"IDAX", 1), sound[:-1] + b"x", b""):
        file.write_bytes(damaged)
        assert [verdict.ok for verdict in verify(out)] == [False]
    held = contents_of(sound)
    other = str(9 - int(held["000000003.cls"])).encode()
    for changes, reason in (
        ({"000000003.cls": ("000000003.cls", other)}, "class 000000003.cls is not its record's"),
        ({"000000003.png": ("000000004.png", held["000000003.png"])}, "000000004.png stands where"),
        ({"000000003.png": ("000000003.png", held["000000003.png"][:60])}, "000000003.png is damaged"),
    ):
        members = [changes.get(name, (name, data)) for name, data in held.items()]
        file.write_bytes(b"".join(member(*its) for its in members) + bytes(1024))
        assert reason in verify(out)[0].reason
    with pytest.raises(UsageError, match="was selected, not drawn"):
        verify(out, repair=True)


def test_it_is_the_same_for_any_order_of_folders_and_another_for_another_seed(pool, teacher, tmp_path):
    other = tmp_path / "other"
    write_shard(other / "part.tar", 5, 80)
    sets = {
        name: (select(folders, teacher, 60, tmp_path / name, seed=seed, settings=QUIET), contents(tmp_path / name))
        for name, folders, seed in (
            ("a", [pool, other], 0), ("b", [other, pool], 0), ("c", [pool, other], 1)
        )
    }  # fmt: skip
    assert sets["a"][1] == sets["b"][1]
    assert sets["a"][0].manifest.fingerprint == sets["b"][0].manifest.fingerprint
    taken = {
        name: {json.loads(v)["selected"]["key"] for k, v in held.items() if k.endswith("json")}
        for name, (_, held) in sets.items()
    }
    assert len(taken["a"] & taken["c"]) < 45


def test_running_it_again_keeps_what_is_there_and_another_request_is_refused(pool, teacher, tmp_path):
    out = tmp_path / "out"
    settings = replace(QUIET, shard_size=20)
    first = select([pool], teacher, 60, out, settings=settings)
    (out / "manifest.json").unlink()
    (out / "shard-000001.tar").unlink()
    kept = (out / "shard-000000.tar").stat().st_mtime_ns
    again = select([pool], teacher, 60, out, settings=settings)
    assert again.manifest == first.manifest
    assert (out / "shard-000000.tar").stat().st_mtime_ns == kept
    assert all(verdict.ok for verdict in verify(out))
    with pytest.raises(UsageError, match="differ: n, seed"):
        select([pool], teacher, 61, out, seed=4, settings=settings)
    with pytest.raises(UsageError, match="holds something else"):
        select([pool], teacher, 60, pool, settings=settings)


def test_a_preview_shows_what_was_selected_of_pools_of_two_sizes(pool, teacher, tmp_path):
    large = samples(Encoder(format="jpg"), np.full((9, 16, 16, 3), 200, np.uint8), [{"index": i} for i in range(9)])
    (pool / "shard-000009.tar").write_bytes(b"".join(large) + bytes(1024))
    select([pool], teacher, 150, tmp_path / "out", settings=QUIET)
    shown = of_dataset(tmp_path / "out", 1000)
    first = shown[0].shape
    assert shown.shape == (150, *first)
    assert first[0] in (8, 16)
    assert any((np.abs(image.astype(int) - 200) < 4).all() for image in shown)


def test_weights_stand_for_copies(pool, teacher, tmp_path):
    n = 400
    physical = select([pool], teacher, n, tmp_path / "p", settings=QUIET).manifest
    weighted = select([pool], teacher, n, tmp_path / "w", settings=replace(QUIET, replicate="weights")).manifest
    assert physical.images == n
    assert weighted.images == round(n * (1 - weighted.replicated)) <= 180
    assert physical.histogram == weighted.histogram
    assert physical.replicated == weighted.replicated
    copies = Counter(json.loads(v)["selected"]["key"] for k, v in contents(tmp_path / "p").items() if "json" in k)
    weights = {its["key"]: its["weight"] for k, v in contents(tmp_path / "w").items() if "json" in k
               for its in [json.loads(v)["selected"]]}  # fmt: skip
    assert copies == weights


def test_what_cannot_be_selected_is_refused_before_anything_is_scored(pool, teacher, tmp_path):
    out = tmp_path / "out"
    for n, strategy, settings, message in (
        (3, "balanced", QUIET, "n is 3, and teacher test has 4 classes"),
        (0, "balanced", QUIET, "n is 0"),
        (9, "best", QUIET, "strategy 'best' is unknown"),
        (9, "balanced", replace(QUIET, replicate="twice"), "physical or weights"),
        (9, "long-tail", replace(QUIET, options=Options(imbalance=0.5)), "imbalance is 0.5"),
        (9, "lenient", replace(QUIET, options=Options(mixture="both")), "pool or class"),
        (9, "typical", QUIET, "teacher test has no batch normalisation"),
    ):
        with pytest.raises(UsageError, match=message):
            select([pool], teacher, n, out, strategy, settings=settings)
    assert not (pool / "scores").exists()
    assert not out.exists()


def test_typical_takes_the_images_whose_colours_the_teacher_s_normalisation_has_seen(pool, tmp_path):
    network = nn.Sequential(nn.BatchNorm2d(3), Network())
    with torch.no_grad():  # as if trained on dark and flat pictures; inputs are those in [0, 1], less a half
        network[0].running_mean.fill_(-0.4)
        network[0].running_var.fill_(0.01)
    select([pool], teacher_of(network), 40, tmp_path / "out", "typical", settings=QUIET)
    means = {}
    for name, folder in (("pool", pool), ("out", tmp_path / "out")):
        pictures = [Image.open(io.BytesIO(data)) for file, data in contents(folder).items() if file.endswith(".png")]
        means[name] = np.mean([np.asarray(picture).mean() for picture in pictures])
    assert means["out"] < means["pool"] - 10


def test_a_pool_without_an_image_is_refused(tmp_path, teacher):
    folder = tmp_path / "empty"
    write_shard(folder / "a.tar", 0, 0)
    with pytest.raises(UsageError, match="holds no image that decodes"):
        select([folder], teacher, 10, tmp_path / "out", settings=QUIET)


def test_the_command_prints_one_json_object_and_one_line_for_an_error(pool, teacher, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("distill.selection.load_teacher", lambda _spec, _device: teacher)
    monkeypatch.setattr("signal.signal", lambda *_: None)
    flags = ["shadergen", "select", str(pool), "--teacher", "mine", "--workers", "1", "--json"]
    monkeypatch.setattr(sys, "argv", [*flags, "--n", "100", "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code
    printed = json.loads(capsys.readouterr().out)
    assert printed["n"] == sum(printed["histogram"]) == 100
    assert 0 < printed["relative_entropy_before"] < printed["relative_entropy_after"] == 1
    assert printed["replicated"] >= 0
    assert printed["images_per_s"] > 0
    assert (tmp_path / "out" / "report.html").is_file()
    for more, code, message in (
        (["--n", "2"], 2, "n is 2, and teacher test has 4 classes"),
        (["--n", "9", "--budget", "5"], 2, "--budget is what --until-balanced may render"),
        (["--n", "9", "--until-balanced"], 2, "has no recipe.json"),
        (["--n", "9", "--workers", "some"], 2, "workers is 'some'"),
    ):
        monkeypatch.setattr(sys, "argv", [*flags, *more, "--out", str(tmp_path / "other")])
        with pytest.raises(SystemExit) as end:
            main()
        assert end.value.code == code
        said = capsys.readouterr().err.strip().splitlines()
        assert len(said) == 1
        assert message in said[0]


def test_select_is_exported():
    assert shadergen.select is select


# --- the report ------------------------------------------------------------------------------------------------------


def test_the_report_answers_the_four_criteria_and_needs_no_network(pool, teacher, tmp_path):
    out = tmp_path / "out"
    manifest = select([pool], teacher, 120, out, settings=replace(QUIET, report=True)).manifest
    report = json.loads((out / "report.json").read_bytes())
    assert report["classes"]["histogram_before"] == manifest.histogram_before
    assert report["classes"]["histogram_after"] == [30] * 4
    assert all(0 < value < 1.5 for value in report["regions"]["spread"])
    assert 1 < report["diversity"]["effective"] <= report["diversity"]["sample"]
    assert sum(report["border"]["margin"]["before"]) == pytest.approx(1)
    assert sum(map(sum, report["feeders"]["sources_before"].values())) == 180
    starved = {one["class"]: one for one in report["starved"]["classes"]}
    for label, there in enumerate(manifest.histogram_before):
        assert (label in starved) == (there < 30)
        if label in starved:
            assert starved[label]["missing"] == 30 - there
            assert starved[label]["same"] == -(-(30 - there) * 180 // there)
    assert Recipe.parse(report["starved"]["round"]["recipe"]).twigl.weights.keys() == {f"p{i}" for i in range(5)}
    page = (out / "report.html").read_text()
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("data:image/png;base64,") == CLASSES
    assert "{{" not in page
    assert "None" not in page


def test_a_teacher_without_features_still_gets_a_report(pool, teacher, tmp_path):
    class Blind(Teacher):
        def features(self, _images):
            raise RunError("this network has no features")

    blind = Blind(**{name: getattr(teacher, name) for name in Teacher.__dataclass_fields__})
    select([pool], blind, 40, tmp_path / "out", settings=replace(QUIET, report=True))
    report = json.loads((tmp_path / "out" / "report.json").read_bytes())
    assert report["regions"]["why_not"] == "this network has no features"
    assert "this network has no features" in (tmp_path / "out" / "report.html").read_text()


# --- rounds ----------------------------------------------------------------------------------------------------------


class Roughness(nn.Module):
    """Class 1 for images whose neighbouring pixels mostly differ (noise), 0 for others (leaves)."""

    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(1, 2)
        with torch.no_grad():
            self.linear.weight.copy_(torch.tensor([[-40.0], [40.0]]))
            self.linear.bias.copy_(torch.tensor([34.0, -34.0]))

    def forward(self, images):
        differs = (images[:, :, 1:] - images[:, :, :-1]).abs() > 1e-3
        return self.linear(differs.float().mean((1, 2, 3))[:, None])


def rough_teacher():
    its = Input(size=16, channels=3, mean=(0.0,) * 3, std=(1.0,) * 3)
    return Teacher("rough", "rough", 2, its, Roughness().eval(), "9" * 64, True)


def test_rounds_render_what_feeds_the_starved_class_until_none_is_left(tmp_path):
    recipe = Recipe(size=(16, 16), source={"leaves": 0.95, "noise": 0.05})
    folder, out = tmp_path / "pool", tmp_path / "out"
    render(recipe, folder, n=600)
    before = select([folder], rough_teacher(), 1200, tmp_path / "plain", settings=QUIET).manifest
    assert before.replicated > 0.4
    result = select_until_balanced([folder], rough_teacher(), 1200, out, budget=6000, settings=QUIET)
    assert result.rounds.ended == "balanced"
    assert result.manifest.replicated == 0
    assert result.manifest.histogram == [600, 600]
    first = json.loads((folder / "round-1" / "manifest.json").read_bytes())["recipe"]
    assert first["source"]["noise"] > 0.2
    assert first["seed"] != recipe.seed
    images = result.rounds.rendered
    again = select_until_balanced([folder], rough_teacher(), 1200, out, budget=6000, settings=QUIET)
    assert (again.rounds.rendered, again.timing.scored) == (images, 0)


class Wide(nn.Module):
    """Class 1 for bright things on black that are much wider than high, which few figures are."""

    def forward(self, images):
        seen = images.amax(1) > 0.3
        across, down = seen.any(1).sum(1), seen.any(2).sum(1)
        wide = (across > 3 * down) & (down > 0) & (images[:, :, 0].amax((1, 2)) < 0.1)
        return torch.stack([(~wide).float(), wide.float()], 1) * 9


def test_rounds_draw_kin_of_the_figures_that_show_a_starved_class(tmp_path):
    its = Input(size=16, channels=3, mean=(0.0,) * 3, std=(1.0,) * 3)
    teacher = Teacher("wide", "wide", 2, its, Wide().eval(), "8" * 64, True)
    folder = tmp_path / "pool"
    base = Recipe(size=(16, 16), source={"figures": 0.5, "noise": 0.5})
    render(base, folder, n=2000)
    settings = replace(QUIET, report=True)
    result = select_until_balanced([folder], teacher, 600, tmp_path / "out", budget=6000, settings=settings)
    assert (result.rounds.ended, result.manifest.replicated) == ("balanced", 0)
    recipe = json.loads((folder / "round-1" / "manifest.json").read_bytes())["recipe"]
    assert list(recipe["kin"]["of"]) == ["class 1"]
    assert recipe["source"]["kin"] > 0.5
    # the figures that are named show the class, and so do many of their kin
    named = recipe["kin"]["of"]["class 1"]
    drawn = figures.draw(figures.Law(), words(0, "figures", [at for _, at in named], 0, figures.WORDS), (16, 16))
    assert all(seed == 0 for seed, _ in named)
    assert (Wide()(torch.from_numpy(drawn).permute(0, 3, 1, 2) / 255).argmax(1) == 1).all()
    there = json.loads((tmp_path / "out" / "report.json").read_bytes())["feeders"]["sources_before"]
    assert there["kin"][1] / sum(there["kin"]) > 5 * there["figures"][1] / sum(there["figures"])


def test_rounds_end_when_the_budget_is_spent_and_say_what_is_missing(tmp_path):
    folder = tmp_path / "pool"
    render(Recipe(size=(16, 16), source={"leaves": 1.0}), folder, n=200)
    result = select_until_balanced([folder], rough_teacher(), 300, tmp_path / "out", budget=300, settings=QUIET)
    assert result.rounds.ended == "budget"
    assert result.rounds.rendered == 300
    assert result.rounds.missing == {1: 150}
    assert "budget is spent; starved: 1 (misses 150)" in result.rounds.text()
    with pytest.raises(UsageError, match="no equal quotas"):
        select_until_balanced([folder], rough_teacher(), 300, tmp_path / "o2", "random", settings=QUIET)
