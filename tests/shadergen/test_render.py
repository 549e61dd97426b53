"""Datasets on disk, through the command line as a user types it."""

import errno
import hashlib
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import shadergen
from shadergen.engine import local
from shadergen.engine.messages import Begin
from shadergen.errors import RunError, UsageError
from shadergen.gl.context import Device, parse_device
from shadergen.recipe import Recipe
from shadergen.rendering import Options, render
from shadergen.shards.chunk import Lot
from shadergen.shards.folder import Folder

N = 700
FLAGS = ["--size", "16", "--source", "twigl:2,leaves,noise", "--shard-size", "200", "--device", "cpu"]


def shadergen_cli(*arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shadergen", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=240, **options)


def command(out: Path, library: Path, *more: object, n: int = N) -> list[object]:
    return ["render", "--n", n, "--out", out, "--shaders", library, *FLAGS, *more]


def hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of everything that a run leaves for its readers."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()}


@pytest.fixture(scope="module")
def shared_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import PROGRAMS

    folder = tmp_path_factory.mktemp("library")
    for name, text in PROGRAMS.items():
        (folder / f"{name}.glsl").write_text(text)
    return folder


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory, shared_library: Path) -> Path:
    """A finished folder, drawn by one worker; tests copy it before they change it."""
    folder = tmp_path_factory.mktemp("data") / "dataset"
    done = shadergen_cli(*command(folder, shared_library, "--workers", 1))
    assert done.returncode == 0, done.stderr
    return folder


def copy(dataset: Path, to: Path) -> Path:
    subprocess.run(["cp", "-a", dataset, to], check=True)
    return to


def test_two_workers_give_the_bytes_of_one(dataset: Path, shared_library: Path, tmp_path: Path):
    done = shadergen_cli(*command(tmp_path / "d", shared_library, "--workers", 2, "--json"))
    assert done.returncode == 0, done.stderr
    assert hashes(tmp_path / "d") == hashes(dataset)
    said = json.loads(done.stdout)
    assert said["images"] == N
    assert sum(said["sources"].values()) == N


@pytest.mark.parametrize("victim", ["run", "worker"])
def test_killed_half_way_it_comes_to_the_same_bytes(victim: str, dataset: Path, shared_library: Path, tmp_path: Path):
    out = tmp_path / "d"
    arguments = [str(a) for a in command(out, shared_library, "--workers", 1)]
    # in lots of one shard, so that the first is there while the others are drawn
    code = "from shadergen import lots; lots.LEAST = 200; from shadergen.cli.main import main; main()"
    run = subprocess.Popen([sys.executable, "-c", code, *arguments], stderr=subprocess.PIPE)
    while not (out / "shard-000000.tar").exists():
        assert run.poll() is None
        time.sleep(0.005)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    os.kill(run.pid if victim == "run" else int(children[0]), signal.SIGKILL)
    said = run.communicate(timeout=120)[1]
    assert victim == "run" or b"is replaced" in said
    if victim == "run":
        assert not (out / "manifest.json").exists()
        deadline = time.monotonic() + 5
        while any(Path(f"/proc/{child}").exists() for child in children):
            assert time.monotonic() < deadline, "a worker outlives its run"
            time.sleep(0.05)
        before = (out / "shard-000000.tar").stat().st_mtime_ns
        (out / ".shadergen/tmp/shard-000009.tar").write_bytes(b"stale")
        assert shadergen_cli(*arguments).returncode == 0
        assert (out / "shard-000000.tar").stat().st_mtime_ns == before, "a finished shard was drawn again"
        assert not list((out / ".shadergen/tmp").iterdir())
    assert hashes(out) == hashes(dataset)


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_with_130_and_the_folder_resumes(
    sign: int, dataset: Path, shared_library: Path, tmp_path: Path
):
    out = tmp_path / "d"
    arguments = [str(a) for a in command(out, shared_library)]
    run = subprocess.Popen([sys.executable, "-m", "shadergen", *arguments], stderr=subprocess.PIPE, text=True)
    while not (out / "recipe.json").exists():
        assert run.poll() is None
        time.sleep(0.005)
    run.send_signal(sign)
    assert "run the same command again" in run.communicate(timeout=60)[1]
    assert run.returncode == 130
    assert not list((out / ".shadergen/tmp").iterdir())
    assert shadergen_cli(*arguments).returncode == 0
    assert hashes(out) == hashes(dataset)


def test_translations_are_kept_for_later_runs_and_nothing_depends_on_them(
    dataset: Path, shared_library: Path, tmp_path: Path
):
    homes = {"HOME": "/proc", "SHADERGEN_CACHE": "", "XDG_CACHE_HOME": ""}, {"SHADERGEN_CACHE": str(tmp_path / "c")}
    nowhere, kept = ({**os.environ, **home} for home in homes)

    def drawn(environment: dict[str, str]) -> dict[str, str]:
        shutil.rmtree(tmp_path / "d", ignore_errors=True)
        done = shadergen_cli(*command(tmp_path / "d", shared_library), env=environment)
        assert done.returncode == 0, done.stderr
        return hashes(tmp_path / "d")

    assert drawn(nowhere) == drawn(kept) == hashes(dataset)
    files = [file for file in (tmp_path / "c" / "shaders").rglob("*") if file.is_file()]
    assert len(files) == 4  # one a program
    stamps = [file.stat().st_mtime_ns for file in files]
    assert drawn(kept) == hashes(dataset)
    assert [file.stat().st_mtime_ns for file in files] == stamps, "a program was translated again"
    files[0].write_bytes(b"")  # as a machine may leave it that lost its power
    files[1].unlink()
    assert drawn(kept) == hashes(dataset)
    assert all(file.stat().st_size > 1000 for file in files)


def test_a_larger_n_extends_and_a_smaller_is_refused(dataset: Path, shared_library: Path, tmp_path: Path):
    out = tmp_path / "d"
    assert shadergen_cli(*command(out, shared_library, n=250)).returncode == 0
    first = (out / "shard-000000.tar").stat().st_mtime_ns
    assert shadergen_cli(*command(out, shared_library)).returncode == 0
    assert (out / "shard-000000.tar").stat().st_mtime_ns == first
    assert hashes(out) == hashes(dataset)
    refused = shadergen_cli(*command(out, shared_library, n=250))
    assert refused.returncode == 2
    assert "give --n 700 or more" in refused.stderr
    assert hashes(out) == hashes(dataset)


def test_a_sample_is_what_draw_gives(dataset: Path, shared_library: Path):
    recipe = Folder(dataset).origin().recipe
    with tarfile.open(dataset / "shard-000001.tar") as tar:
        members = tar.getmembers()
        assert [m.name for m in members[:2]] == ["000000200.png", "000000200.json"]
        assert {(m.mtime, m.uid, m.gid, m.uname, m.gname, m.mode) for m in members} == {(0, 0, 0, "", "", 0o644)}
        for name in ("000000200", "000000317", "000000399"):
            image = np.asarray(Image.open(io.BytesIO(tar.extractfile(f"{name}.png").read())))
            assert (image == shadergen.draw(recipe, int(name), device="cpu")).all()
            assert json.loads(tar.extractfile(f"{name}.json").read())["index"] == int(name)


def test_the_manifest_accounts_for_everything(dataset: Path):
    manifest = json.loads((dataset / "manifest.json").read_text())
    assert manifest["format"] == 1
    assert manifest["images"] == N
    assert [s["images"] for s in manifest["shards"]] == [200, 200, 200, 100]
    for shard in manifest["shards"]:
        data = (dataset / shard["name"]).read_bytes()
        assert (shard["sha256"], shard["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    still = manifest["programs"]["still"]
    # on the edge of a level of luma, rounding may leave two colours
    assert sum(still["rejected"].values()) == still["attempts"]
    assert set(still["rejected"]) <= {"constant", "simple"}
    kept = sum(p["attempts"] - sum(p["rejected"].values()) for p in manifest["programs"].values())
    assert kept == N
    assert manifest["sources"]["twigl"] == pytest.approx(N / 2, abs=60)
    assert manifest["machine"]["renderer"]
    assert manifest["recipe"]["twigl"]["programs"]["still"]


# webdataset leaves its files to the garbage collector
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_webdataset_reads_it_by_braces_by_index_and_through_a_loader(dataset: Path):
    pytest.importorskip("torch", reason="the distill extra is not installed")
    webdataset = pytest.importorskip("webdataset", reason="the distill extra is not installed")
    wids = pytest.importorskip("wids", reason="the distill extra is not installed")
    from torch.utils.data import DataLoader

    braces = f"{dataset}/shard-{{000000..000003}}.tar"
    samples = webdataset.WebDataset(braces, shardshuffle=False).decode("rgb8").to_tuple("png", "json")
    found = list(samples)
    assert [record["index"] for _, record in found] == list(range(N))
    assert found[5][0].shape == (16, 16, 3)
    decoder = partial(wids.wids.default_decoder, format="PIL")
    indexed = wids.ShardListDataset(str(dataset / "shards.json"), keep=True, transformations=[decoder])
    assert len(indexed) == N
    assert (np.asarray(indexed[654][".png"]) == np.asarray(found[654][0])).all()
    loader = DataLoader(samples.batched(64), batch_size=None, num_workers=2)
    loaded = sorted(record["index"] for _, records in loader for record in records)
    assert loaded == list(range(N))


def test_verify_names_a_flipped_byte_and_repair_restores_it(dataset: Path, tmp_path: Path):
    out = copy(dataset, tmp_path / "d")
    sound = hashes(out)
    assert shadergen_cli("verify", out).returncode == 0
    for name, at in (("shard-000001.tar", 700), ("shard-000003.tar", 512 * 3)):
        data = bytearray((out / name).read_bytes())
        data[at] ^= 1
        (out / name).write_bytes(data)
    (out / "shard-000002.tar").unlink()
    checked = shadergen_cli("verify", out, "--json")
    assert checked.returncode == 1
    said = json.loads(checked.stdout)
    assert not said["ok"]
    assert said["images"] == N
    assert [s["name"] for s in said["shards"] if not s["ok"]] == [f"shard-00000{k}.tar" for k in (1, 2, 3)]
    assert "000000200.png" in said["shards"][1]["reason"]
    assert "missing" in said["shards"][2]["reason"]
    repaired = shadergen_cli("verify", out, "--repair", "--device", "cpu")
    assert repaired.returncode == 0, repaired.stderr
    assert hashes(out) == sound
    assert shadergen_cli("verify", out, "--json").returncode == 0


@pytest.mark.parametrize("damage", ["padding", "truncated", "swapped", "appended", "empty"])
def test_verify_sees_every_kind_of_damage(damage: str, dataset: Path, tmp_path: Path):
    out = copy(dataset, tmp_path / "d")
    file = out / "shard-000000.tar"
    data = bytearray(file.read_bytes())
    if damage == "padding":
        data[-1] ^= 1
    elif damage == "truncated":
        data = data[: len(data) // 2]
    elif damage == "swapped":
        data = (out / "shard-000001.tar").read_bytes()
    elif damage == "appended":
        data += b"x"
    else:
        data = b""
    file.write_bytes(data)
    verdicts = shadergen.verify(out)
    assert [v.ok for v in verdicts] == [False, True, True, True]
    assert verdicts[0].reason


def test_a_folder_begun_with_another_recipe_is_refused_with_the_fields(
    dataset: Path, shared_library: Path, tmp_path: Path
):
    out = copy(dataset, tmp_path / "d")
    refused = shadergen_cli(*command(out, shared_library, "--seed", 1, "--set", "twigl.view.turn=0"))
    assert refused.returncode == 2
    assert "these differ: seed, twigl.view.turn" in refused.stderr
    assert hashes(out) == hashes(dataset)


def test_a_folder_of_another_renderer_is_refused_unless_told(dataset: Path, shared_library: Path, tmp_path: Path):
    out = copy(dataset, tmp_path / "d")
    document = json.loads((out / "recipe.json").read_text())
    document["machine"]["renderer"] = "Voodoo 2"
    (out / "recipe.json").write_text(json.dumps(document))
    refused = shadergen_cli(*command(out, shared_library, n=N + 1))
    assert refused.returncode == 2
    assert "Voodoo 2" in refused.stderr
    assert "--allow-other-machine" in refused.stderr
    assert shadergen_cli(*command(out, shared_library, "--allow-other-machine", n=N + 1)).returncode == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("render --n 0 --out OUT", "n is 0; it is 1 to"),
        ("render --out OUT", "--n"),
        ("render --n 1 --size 9999 --out OUT", "each side is 1 to 4096"),
        ("render --n 1 --source fire --out OUT", "there are twigl, leaves, noise"),
        ("render --n 1 --shaders TMP/nowhere --out OUT", "no such folder"),
        ("render --n 1 --shaders TMP/none --out OUT", "no program in it"),
        ("render --n 1 --source noise --out TMP/file", "is a file"),
        ("render --n 1 --source noise --out TMP/full", "holds something else"),
        ("render --n 1 --source noise --out /proc/shadergen", "cannot be written"),
        ("render --n 1 --source noise --workers 0 --out OUT", "workers is '0'"),
        ("render --n 1 --workers many --out OUT", "workers is 'many'"),
        ("render --n 1 --device tpu --out OUT", "tpu"),
        ("render --n 1 --engine slurm --out OUT", "there is: local"),
        ("render --n 1 --set seed --out OUT", "KEY=VALUE"),
        ("render --n 1 --set sede=1 --out OUT", "did you mean 'seed'?"),
        ("render --n 1 --recipe TMP/no.yaml --out OUT", "no.yaml"),
        ("verify TMP/none", "no dataset folder"),
        ("preview TMP/none", "not finished"),
        ("preview TMP/none.glsl", "none.glsl"),
        ("preview --source noise --out TMP/sheet.tiff", "sheet.tiff: give a name that ends in .png"),
        ("shot TMP/add.glsl --out TMP/picture", "picture: give a name that ends in .png"),
        ("render --n 1 --colour", "--colour"),
        ("bench teapot", "there is: render"),
    ],
)
def test_bad_input_gets_one_clear_line_and_exit_2(line: str, says: str, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").write_text("x")
    (tmp_path / "none").mkdir()
    out = tmp_path / "out"
    done = shadergen_cli(*line.replace("OUT", str(out)).replace("TMP", str(tmp_path)).split())
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (out / "recipe.json").exists()


def test_a_folder_that_another_process_writes_is_refused(tmp_path: Path):
    with Folder(tmp_path / "d").locked():
        refused = shadergen_cli("render", "--n", 1, "--source", "noise", "--out", tmp_path / "d")
    assert refused.returncode == 2
    assert f"being written by process {os.getpid()}" in refused.stderr


def test_a_library_of_nothing_but_dull_programs_fails_and_says_which(tmp_path: Path):
    folder = tmp_path / "dull"
    folder.mkdir()
    (folder / "grey.glsl").write_text("o=vec4(.5);")
    failed = shadergen_cli("render", "--n", 20, "--shaders", folder, "--size", 16, "--out", tmp_path / "d")
    assert failed.returncode == 1
    assert "grey is rejected as 'constant'" in failed.stderr
    (folder / "grey.glsl").write_text("o=vec4(undefined);")
    failed = shadergen_cli("render", "--n", 20, "--shaders", folder, "--size", 16, "--out", tmp_path / "e")
    assert failed.returncode == 1
    assert "grey: line 1" in failed.stderr
    assert not list((tmp_path / "e").glob("shard-*"))


HANG = """vec3 p=vec3(FC.xy/r,t);
for(int i=0;i<60000;i++)p=p*.5+vec3(snoise4D(p.xyzx),snoise4D(p.yzxx),snoise4D(p.zxyy));
o=vec4(p,1);"""


def test_a_hanging_program_is_set_aside_and_resume_and_repair_agree(tmp_path: Path, library: Path):
    (library / "hang.glsl").write_text(HANG)
    flags = ["--workers", 2, "--hang-seconds", 2]
    once = shadergen_cli(*command(tmp_path / "once", library, *flags, n=500))
    assert once.returncode == 0, once.stderr
    assert "hang is set aside: hang, twice" in once.stderr
    assert "set aside: hang (hang)" in once.stdout
    assert (tmp_path / "once" / "journal.jsonl").read_text() == '{"program":"hang","reason":"hang"}\n'
    manifest = json.loads((tmp_path / "once" / "manifest.json").read_text())
    assert manifest["programs"]["hang"]["rejected"]["set aside"] == manifest["programs"]["hang"]["attempts"]
    # a folder with the same journal whose shards are lost comes back the same, without another hang
    lost = copy(tmp_path / "once", tmp_path / "lost")
    for file in (lost / "shard-000001.tar", lost / "manifest.json"):
        file.unlink()
    again = shadergen_cli(*command(lost, library, *flags, n=500))
    assert again.returncode == 0, again.stderr
    assert "replaced" not in again.stderr
    assert hashes(lost) == hashes(tmp_path / "once")
    (lost / "shard-000000.tar").write_bytes(b"")
    assert shadergen_cli("verify", lost, "--repair", "--device", "cpu").returncode == 0
    assert hashes(lost) == hashes(tmp_path / "once")


def test_a_worker_in_place_of_one_that_died_draws_one_batch_after_the_other(
    library: Path, monkeypatch: pytest.MonkeyPatch
):
    # so that the program it names is the one that stops it, also where batches are begun ahead
    begun: list[Begin] = []
    monkeypatch.setattr(local, "Begin", lambda *fields: begun.append(Begin(*fields)) or begun[-1])
    recipe = Recipe(source="twigl", shaders=[library], size=16).resolve()
    with local.LocalPool(recipe, [parse_device("cpu")], 1) as pool:
        pool.identify()
        os.kill(pool.pids()[0], signal.SIGKILL)
        assert sum(chunk.stop - chunk.start for chunk in pool.run([Lot(((0, 64),))], frozenset())) == 64
    assert [message.ahead for message in begun] == [True, False]


def test_a_shard_drawn_before_a_program_was_set_aside_is_repaired_with_it(dataset: Path, tmp_path: Path):
    out = copy(dataset, tmp_path / "d")
    sound = hashes(out)
    (out / "journal.jsonl").write_text('{"program":"bands","reason":"hang"}\n')
    (out / "shard-000000.tar").write_bytes(b"")
    assert all(verdict.ok for verdict in shadergen.verify(out, repair=True, options=Options(device="cpu")))
    assert {name: digest for name, digest in hashes(out).items() if name != "journal.jsonl"} == sound


def test_a_repair_that_comes_to_other_bytes_is_refused(dataset: Path, tmp_path: Path):
    out = copy(dataset, tmp_path / "d")
    (out / "shard-000000.tar").write_bytes(b"")
    document = json.loads((out / "manifest.json").read_text())
    document["shards"][0]["sha256"] = "0" * 64
    (out / "manifest.json").write_text(json.dumps(document))
    with pytest.raises(RunError, match="drawn again it has SHA-256"):
        shadergen.verify(out, repair=True, options=Options(device="cpu"))
    assert (out / "shard-000000.tar").read_bytes() == b""


@pytest.fixture
def small_disk(tmp_path: Path):
    """A file system of 300 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("only root may mount a small file system")
    yield place
    subprocess.run(["umount", place], check=True)


def test_a_full_disk_ends_with_1_and_nothing_half_written(small_disk: Path):
    arguments = [
        "render",
        "--n",
        2000,
        "--size",
        16,
        "--source",
        "noise",
        "--shard-size",
        50,
        "--out",
        small_disk / "d",
    ]
    failed = shadergen_cli(*arguments)
    assert failed.returncode == 1, failed.stderr
    assert "free" in failed.stderr
    assert "Traceback" not in failed.stderr
    tars = sorted((small_disk / "d").glob("shard-*.tar"))
    assert tars
    for tar in tars:
        with tarfile.open(tar) as content:
            assert len(content.getmembers()) == 100
    assert not (small_disk / "d" / "manifest.json").exists()


def test_a_disk_that_fills_while_a_shard_is_written_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    real = os.fsync

    def full(descriptor: int) -> None:
        if "shard-000001.tar" in str(Path(f"/proc/self/fd/{descriptor}").readlink()):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    recipe = Recipe(source="noise", size=8, shard_size=10)
    with pytest.raises(RunError, match="the disk is full; finished shards are kept"):
        render(recipe, tmp_path / "d", n=30)
    assert sorted(p.name for p in (tmp_path / "d").iterdir() if p.is_file()) == ["recipe.json", "shard-000000.tar"]
    assert not list((tmp_path / "d/.shadergen/tmp").iterdir())
    monkeypatch.undo()
    assert render(recipe, tmp_path / "d", n=30).images == 30


def test_a_run_that_would_not_fit_ends_at_its_first_shard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Folder, "free_bytes", lambda _: 10_000)
    with pytest.raises(RunError, match="are still to be written"):
        render(Recipe(source="noise", size=16, shard_size=1000), tmp_path / "d", n=5000)


def test_a_dry_run_writes_nothing_and_foretells_the_bytes(shared_library: Path, dataset: Path, tmp_path: Path):
    told = shadergen_cli(*command(tmp_path / "d", shared_library, "--dry-run", "--json"))
    assert told.returncode == 0, told.stderr
    said = json.loads(told.stdout)
    assert not (tmp_path / "d").exists()
    assert said["missing"] == N
    assert said["shards"] == 4
    real = json.loads((dataset / "manifest.json").read_text())["bytes"]
    assert said["bytes"] == pytest.approx(real, rel=0.1)
    assert shadergen_cli(*command(dataset, shared_library, "--dry-run")).stdout.count("0 still to draw")


def test_the_default_folder_is_named_after_source_size_and_fingerprint(tmp_path: Path):
    done = shadergen_cli("render", "--n", 5, "--source", "noise,leaves", "--size", "8x9", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    fingerprint = Recipe(source="noise,leaves", size="8x9").resolve().fingerprint
    assert [p.name for p in tmp_path.iterdir()] == [f"leaves-noise-8x9-{fingerprint[:8]}"]


@pytest.mark.parametrize(("suffix", "magic"), [("jpg", b"\xff\xd8"), ("webp", b"RIFF"), ("ppm", b"P6 32 32 255")])
def test_other_formats(suffix: str, magic: bytes, tmp_path: Path):
    manifest = render(Recipe(source="leaves", size=32, format=suffix), tmp_path / "d", n=4)
    assert manifest.images == 4
    with tarfile.open(tmp_path / "d" / "shard-000000.tar") as tar:
        assert tar.extractfile(f"000000000.{suffix}").read().startswith(magic)
    assert all(verdict.ok for verdict in shadergen.verify(tmp_path / "d"))


def test_rendering_never_imports_torch(tmp_path: Path):
    code = (
        "import sys, shadergen; shadergen.render(shadergen.Recipe(source='noise', size=8), sys.argv[1], n=3);"
        "from shadergen.cli import main; assert 'torch' not in sys.modules, 'torch'"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "d"], check=True, timeout=120)


def test_the_pictures_of_a_preview(dataset: Path, library: Path, tmp_path: Path):
    for what in ([dataset], [library / "bands.glsl"], ["--source", "leaves", "--size", "20"]):
        assert shadergen_cli("preview", *what, "--n", 9, "--out", tmp_path / "sheet.png").returncode == 0
        sheet = np.asarray(Image.open(tmp_path / "sheet.png"))
        assert sheet.shape[0] == sheet.shape[1] >= 3 * 64
        assert len(np.unique(sheet.reshape(-1, 3), axis=0)) > 50


@pytest.mark.parametrize(("name", "form"), [("sheet.jpg", "JPEG"), ("sheet.WEBP", "WEBP"), ("deep/sheet.png", "PNG")])
def test_a_picture_has_the_format_that_its_name_says(name: str, form: str, tmp_path: Path):
    done = shadergen_cli("preview", "--source", "noise", "--size", 16, "--n", 4, "--out", tmp_path / name)
    assert done.returncode == 0, done.stderr
    with Image.open(tmp_path / name) as picture:
        assert picture.format == form


def test_a_shot_is_exact(library: Path, tmp_path: Path):
    (library / "exact.glsl").write_text("o=vec4(FC.x/255.,t*.1,f/255.,1);")
    shot = [
        "shot",
        library / "exact.glsl",
        "--size",
        "8",
        "--time",
        "4",
        "--frame",
        "9",
        "--out",
        tmp_path / "shot.png",
    ]
    assert shadergen_cli(*shot).returncode == 0
    image = np.asarray(Image.open(tmp_path / "shot.png"))
    assert image[0, 7].tolist() in ([7, 102, 9], [8, 102, 9])
    (library / "exact.glsl").write_text("\no=vec4(q);")
    failed = shadergen_cli(*shot)
    assert failed.returncode == 2
    assert "exact.glsl: line 2" in failed.stderr


def test_a_script_without_a_main_guard_may_render(tmp_path: Path):
    script = tmp_path / "script.py"
    recipe = "shadergen.Recipe(source='noise', size=8)"
    script.write_text(f"import shadergen\nprint('once')\nshadergen.render({recipe}, {str(tmp_path / 'd')!r}, n=3)\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout == "once\n"


def test_a_manifest_of_a_later_format_is_refused(dataset: Path, tmp_path: Path):
    out = copy(dataset, tmp_path / "d")
    document = json.loads((out / "manifest.json").read_text()) | {"format": 2}
    (out / "manifest.json").write_text(json.dumps(document))
    with pytest.raises(UsageError, match="another version"):
        shadergen.verify(out)


def test_workers_are_spread_over_devices_and_the_manifest_says_which_drew_what(
    dataset: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # two names for the CPU stand for two GPUs
    devices = (Device("cpu"), Device("auto"))
    monkeypatch.setattr("shadergen.rendering.parse_devices", lambda _: devices)
    resolved = Folder(dataset).origin().recipe
    manifest = shadergen.render(resolved, tmp_path / "d", n=N, options=Options(device="gpu:0,1", workers=2))
    assert all(sum(shard.devices.values()) == shard.images for shard in manifest.shards)
    assert {name for shard in manifest.shards for name in shard.devices} == {"auto", "cpu"}
    tars = {name: digest for name, digest in hashes(dataset).items() if name.endswith(".tar")}
    assert {name: digest for name, digest in hashes(tmp_path / "d").items() if name.endswith(".tar")} == tars


def test_the_rate_is_of_this_run_and_counts_what_goes_back_and_forth(monkeypatch: pytest.MonkeyPatch):
    from shadergen.cli import progress

    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    rate = progress._Rate()
    rate(5000, 20000)  # they were there before
    for done, seconds, expected in ((6000, 10, 100), (5900, 1, 900 / 11), (9400, 33, 100)):
        now[0] += seconds
        assert rate(done, 20000) == pytest.approx(expected)
    now[0] += 7
    rate(0, 1000)  # a round of the same command
    now[0] += 2
    assert rate(500, 1000) == pytest.approx(250)
