"""Datasets in object stores: a real S3 server on loopback that also fails, and fsspec's memory."""

import hashlib
import io
import itertools
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest

import shadergen
from shadergen.errors import RunError, UsageError
from shadergen.recipe import Recipe
from shadergen.rendering import Options, render
from shadergen.shards import remote
from shadergen.shards.location import locate
from shadergen.shards.remote import RemoteFolder, open_folder

pytest.importorskip("upath", reason="the cloud extra is not installed")
pytest.importorskip("s3fs", reason="the cloud extra is not installed")
moto_server = pytest.importorskip("moto.server", reason="moto[server] is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

RECIPE = Recipe(source="leaves,noise", size=16, shard_size=100)
N = 1000
FLAGS = ["--n", N, "--source", "leaves,noise", "--size", 16, "--shard-size", 100]


class Store:
    """moto's S3 server, which lets a share of the requests fail: with 500, with 503, or with a broken connection."""

    def __init__(self) -> None:
        from werkzeug.serving import make_server

        self.share, self.failed, self.answered, self.forbidden = 0.0, 0, 0, ""
        self._requests = itertools.count()
        self._app = moto_server.DomainDispatcherApplication(moto_server.create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def _answer(self, environ: WSGIEnvironment, start: StartResponse) -> object:
        if self.forbidden and environ["REQUEST_METHOD"] in {"PUT", "POST"} and self.forbidden in environ["PATH_INFO"]:
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start("403 Forbidden", [("Content-Type", "application/xml")])
            return [b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"]
        # the n-th of each run of 20 or so, so that every run of a test meets about as many
        if self.share and next(self._requests) % round(1 / self.share) == 7:
            self.failed += 1
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            if self.failed % 3 == 0:
                environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
                raise ConnectionResetError  # there is no answer
            start("503 Slow Down" if self.failed % 3 == 1 else "500 Internal Server Error", [("Content-Length", "0")])
            return [b""]
        self.answered += 1
        return self._app(environ, start)

    def end(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture(scope="module")
def served() -> Iterator[Store]:
    made = Store()
    yield made
    made.end()


@pytest.fixture
def store(served: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The server with an empty bucket, and what an S3 client reads from the environment."""
    import boto3
    import s3fs

    settings = {
        "AWS_ENDPOINT_URL": served.url,
        "AWS_ACCESS_KEY_ID": "key",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    served.share, served.failed, served.answered, served.forbidden = 0.0, 0, 0, ""
    bucket = boto3.resource("s3", endpoint_url=served.url).Bucket("data")
    bucket.create()
    bucket.objects.delete()
    return served


def contents(url: str) -> dict[str, str]:
    """SHA-256 of every object that readers of a dataset see."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in locate(url).iterdir() if p.is_file()}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "local"
    render(RECIPE, folder, n=N)
    return folder


def cli(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shadergen", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def test_a_run_that_is_killed_resumes_to_the_bytes_of_a_local_one(store: Store, reference: Path):
    out = "s3://data/some/prefix"
    command = [sys.executable, "-m", "shadergen", *map(str, ["render", *FLAGS, "--out", out])]
    going = subprocess.Popen(command, stderr=subprocess.PIPE)
    while not (locate(out) / "shard-000002.tar").exists():
        assert going.poll() is None, going.stderr.read()
    os.kill(going.pid, signal.SIGKILL)
    going.communicate()
    left = contents(out)
    assert "manifest.json" not in left
    assert "shard-000009.tar" not in left
    done = cli("render", *FLAGS, "--out", out)
    assert done.returncode == 0, done.stderr
    assert contents(out) == contents(str(reference))
    assert not (locate(out) / ".shadergen/lock").exists()
    assert cli("verify", out).returncode == 0
    preview = cli("preview", out, "--n", 4, "--out", reference.parent / "sheet.png")
    assert preview.returncode == 0, preview.stderr


@pytest.mark.parametrize("engine", ["local", "ray"])
def test_with_failing_requests_nothing_is_lost(engine: str, store: Store, reference: Path):
    more = []
    if engine == "ray":
        pytest.importorskip("ray", reason="the ray extra is not installed")
        more = ["--engine", "ray", "--ray-address", "local", "--device", "cpu"]
    store.share = 0.05
    done = cli("render", *FLAGS, "--out", "s3://data/failing", "--workers", 2, *more)
    assert done.returncode == 0, done.stderr
    assert store.failed >= 3, f"{store.failed} of {store.answered} requests failed"
    store.share = 0
    assert contents("s3://data/failing") == contents(str(reference))


def test_large_shards_go_in_parts_with_failing_requests(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(remote, "_PART_BYTES", 5 * 2**20)
    recipe = Recipe(source="noise", size=128, shard_size=400, format="ppm")
    store.share = 0.05
    manifest = render(recipe, "s3://data/large", n=400)
    assert manifest.bytes > 15 * 2**20
    assert store.failed
    store.share = 0
    render(recipe, tmp_path / "d", n=400)
    assert contents("s3://data/large") == contents(str(tmp_path / "d"))


def test_damage_is_repaired_in_place(store: Store):
    url = "s3://data/damaged"
    render(RECIPE, url, n=200)
    sound = contents(url)
    shard = locate(url) / "shard-000001.tar"
    shard.write_bytes(shard.read_bytes()[:-1] + b"x")
    assert [verdict.ok for verdict in shadergen.verify(url)] == [True, False]
    assert all(verdict.ok for verdict in shadergen.verify(url, repair=True))
    assert contents(url) == sound


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("s3://nowhere/d", "cannot be written"),
        ("s3://data/forbidden", "cannot be written"),
        ("s3://data/full", "holds something else (thesis.tex, ...)"),
        ("s3://", "names no bucket"),
        ("teapot://x/y", "protocol 'teapot' is unknown"),
    ],
)
def test_a_place_that_cannot_be_written_gets_one_line_and_exit_2(out: str, says: str, store: Store):
    (locate("s3://data/full") / "thesis.tex").write_bytes(b"x")
    store.forbidden = "forbidden"
    done = cli("render", *FLAGS, "--out", out)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not [name for name in contents("s3://data/full") if name != "thesis.tex"]


def test_a_prefix_that_another_run_writes_is_refused_until_its_lock_expires(
    store: Store, monkeypatch: pytest.MonkeyPatch
):
    url = "s3://data/locked"
    with open_folder(url).locked(), pytest.raises(UsageError, match=f"written by process {os.getpid()} of"):
        render(RECIPE, url, n=10)
    assert render(RECIPE, url, n=10).images == 10
    monkeypatch.setattr(remote, "_EXPIRY_SECONDS", 0.3)
    hung = open_folder(url)
    with hung.locked():
        time.sleep(0.4)
        with pytest.raises(RunError, match="the lock was not renewed in time"):
            hung.write("manifest.json", b"{}")
        monkeypatch.setattr(remote, "_EXPIRY_SECONDS", 60)
        with open_folder(url).locked():
            assert (locate(url) / ".shadergen/lock").exists()
    assert open_folder(url).manifest().images == 10


def test_the_lock_is_renewed_while_a_run_goes_on(store: Store, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(remote, "_EXPIRY_SECONDS", 1.0)
    monkeypatch.setattr(remote, "_RENEW_SECONDS", 0.2)
    folder = open_folder("s3://data/renewed")
    assert isinstance(folder, RemoteFolder)
    with folder.locked():
        time.sleep(1.5)
        folder.hold()
        with pytest.raises(UsageError, match="being written"), open_folder("s3://data/renewed").locked():
            pass


def test_memory_and_file_urls(tmp_path: Path, reference: Path):
    render(RECIPE, "memory://test/d", n=N)
    assert contents("memory://test/d") == contents(str(reference))
    render(RECIPE, f"file://{tmp_path}/d", n=N)
    assert contents(str(tmp_path / "d")) == contents(str(reference))


def test_a_store_that_dies_for_good_fails_with_one_line_and_resumes(store: Store, monkeypatch: pytest.MonkeyPatch):
    from shadergen.shards import location

    monkeypatch.setitem(location._SETTINGS, "s3", {"config_kwargs": {"retries": {"max_attempts": 1}}})
    url = "s3://data/dying"
    cut = threading.Event()

    def watch(status: object) -> None:
        if status.done >= 300 and not cut.is_set():
            cut.set()
            store.forbidden = "shard-"

    with pytest.raises(RunError, match="cannot be written; all finished shards are kept"):
        render(RECIPE, url, n=N, options=Options(workers=1, on_status=watch))
    store.forbidden = ""
    assert "manifest.json" not in contents(url)
    assert render(RECIPE, url, n=N).images == N


def test_local_folders_need_no_fsspec(tmp_path: Path):
    code = (
        "import sys; sys.modules['fsspec'] = sys.modules['upath'] = None; import shadergen;"
        "shadergen.render(shadergen.Recipe(source='noise', size=8), sys.argv[1], n=3); shadergen.verify(sys.argv[1])"
    )
    subprocess.run([sys.executable, "-c", code, tmp_path / "d"], check=True, timeout=120)
    code = "import sys; sys.modules['upath'] = None; from shadergen.cli.main import main; main()"
    flags = ["render", "--n", "1", "--source", "noise", "--out", "s3://a/b"]
    done = subprocess.run([sys.executable, "-c", code, *flags], capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert "pip install 'shadergen[cloud]'" in done.stderr


def test_selection_from_a_store_into_a_store_is_a_local_ones(store: Store, reference: Path, tmp_path: Path):
    pytest.importorskip("torch", reason="the distill extra is not installed")
    from distill.selection import select

    render(RECIPE, "s3://data/pools/local", n=N)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("SHADERGEN_CACHE", str(tmp_path / "cache"))
        for pool, out in ((reference, tmp_path / "set"), ("s3://data/pools/local", "s3://data/set")):
            select([pool], "builtin:fashion-mnist", 40, out)
    ours, theirs = contents("s3://data/set"), contents(str(tmp_path / "set"))
    assert ours["shard-000000.tar"] == theirs["shard-000000.tar"]
    assert ours["manifest.json"] == theirs["manifest.json"]
    assert all(verdict.ok for verdict in shadergen.verify("s3://data/set"))
    refused = cli(
        "distill", "s3://data/set", "--teacher", "builtin:fashion-mnist", "--student", "cnn", "--out", "s3://x/y"
    )
    assert refused.returncode == 2


def test_copies_are_whole_and_bounded(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from shadergen.shards import mirror

    monkeypatch.setenv("SHADERGEN_CACHE", str(tmp_path))
    sizes = {}
    for seed in (1, 2):
        sizes[seed] = render(Recipe(source="noise", size=16, seed=seed), f"s3://data/copied/{seed}", n=100).bytes
    first = mirror.local_copy("s3://data/copied/1")
    assert contents(str(first)) == contents("s3://data/copied/1")
    before = store.answered
    (first / "shard-000000.tar").write_bytes(b"")
    assert mirror.local_copy("s3://data/copied/1") == first
    assert contents(str(first)) == contents("s3://data/copied/1"), f"{store.answered - before} requests"
    monkeypatch.setenv("SHADERGEN_CACHE_GB", str(sizes[2] * 1.5 / 1e9))
    mirror.local_copy("s3://data/copied/2")
    assert first.exists(), "a copy that this process reads was removed"
    os.close(mirror._held.pop(first.parent))
    shard = locate("s3://data/copied/2") / "shard-000000.tar"
    mirror.local_copy("s3://data/copied/2")
    assert not first.exists()
    monkeypatch.setenv("SHADERGEN_CACHE_GB", "0.00001")
    with pytest.raises(UsageError, match="raise SHADERGEN_CACHE_GB"):
        mirror.local_copy("s3://data/copied/1")
    monkeypatch.delenv("SHADERGEN_CACHE_GB")
    shard.write_bytes(shard.read_bytes()[:-1] + b"x")
    (mirror.local_copy("s3://data/copied/2") / "shard-000000.tar").unlink()
    with pytest.raises(RunError, match="is damaged; run: shadergen verify"):
        mirror.local_copy("s3://data/copied/2")
    with pytest.raises(UsageError, match="not finished"):
        mirror.local_copy("s3://data/copied")


@pytest.fixture
def stranger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a small dataset; its copies lie in `cache` below the test's folder."""
    monkeypatch.setenv("SHADERGEN_CACHE", str(tmp_path / "cache"))
    url = f"memory://{tmp_path.name}/one/two/three/set"
    render(Recipe(source="noise", size=8), url, n=3, options=Options(workers=1))
    return url


def told(where: Path | str, change: dict[str, object], **more: object) -> None:
    """Let a dataset's manifest say something else of its first shard, and `more` of all."""
    file = locate(where) / "manifest.json"
    document = json.loads(file.read_bytes()) | more
    document["shards"][0] |= change
    file.write_bytes(json.dumps(document).encode())


def test_a_manifest_of_a_stranger_names_no_file_outside_its_copy(
    stranger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from shadergen.shards import mirror

    payload, victim = b"ssh-ed25519 stranger", tmp_path / "victim" / "authorized_keys"
    victim.parent.mkdir()
    monkeypatch.setattr(type(locate(stranger)), "open", lambda *_: io.BytesIO(payload))  # whatever is asked for
    for start in ("./../../..", "/../../..", "../../..", ""):
        name = f"{start}{'/..' * 20 if start else ''}{victim}"
        told(stranger, {"name": name, "bytes": len(payload), "sha256": hashlib.sha256(payload).hexdigest()})
        with pytest.raises(UsageError, match=r"manifest\.json is damaged.*shards\.0\.name"):
            mirror.local_copy(stranger)
        assert not victim.exists()


@pytest.mark.parametrize("name", ["../victim.tar", "shard-000000.tar/../../victim.tar", "lock", "shard-000000.tar\n"])
def test_names_of_shards_are_ours_wherever_a_folder_is_read(name: str, reference: Path, tmp_path: Path):
    pytest.importorskip("torch", reason="the distill extra is not installed")
    from distill.pool import open_pool

    folder = tmp_path / "folder"
    shutil.copytree(reference, folder)
    shutil.copy(folder / "shard-000000.tar", tmp_path / "victim.tar")
    told(folder, {"name": name})
    record = folder / ".shadergen/shard-000000.json"
    record.write_text(json.dumps(json.loads(record.read_text()) | {"name": name}))
    for read in (lambda: shadergen.verify(folder), lambda: open_pool([folder]), open_folder(folder).finished_shards):
        with pytest.raises(UsageError, match=r"name: String should match"):
            read()


def test_a_store_that_sends_more_than_its_manifest_says_is_left(
    stranger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from shadergen.shards import mirror

    sent = 0

    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            nonlocal sent
            sent += size
            assert sent < 2**24, "it is read without end"
            return bytes(size)

    monkeypatch.setattr(type(locate(stranger)), "open", lambda *_: Endless())
    with pytest.raises(RunError, match="is damaged"):
        mirror.local_copy(stranger)
    assert not list((tmp_path / "cache").rglob("*.tar"))


def test_a_copy_takes_what_its_shards_take_whatever_their_sum_is_said_to_be(stranger: str):
    from shadergen.shards import mirror

    told(stranger, {"bytes": 10**13}, bytes=0)
    with pytest.raises(UsageError, match=r"the dataset has 10000\.00 GB"):
        mirror.local_copy(stranger)
    told(stranger, {"bytes": -1})
    with pytest.raises(UsageError, match=r"shards\.0\.bytes: Input should be greater"):
        mirror.local_copy(stranger)


def test_a_dataset_in_a_bucket_itself_has_a_place_of_its_own(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from shadergen.shards import mirror

    monkeypatch.setenv("SHADERGEN_CACHE", str(tmp_path))
    render(Recipe(source="noise", size=8), "s3://data", n=3, options=Options(workers=1))
    copy = mirror.local_copy("s3://data")
    assert copy.parent.parent == tmp_path / "datasets"
    assert (copy.parent / "lock").exists()
