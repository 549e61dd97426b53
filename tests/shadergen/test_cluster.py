"""Rendering on a Ray cluster of two nodes on this machine, through the command line."""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from shadergen.engine.actor import gpu_of
from shadergen.gl.context import Device
from shadergen.gl.devices import EglDevice, EglList

ray = pytest.importorskip("ray", reason="the ray extra is not installed")
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")

N = 1500
FLAGS = ["--size", "16", "--source", "twigl:2,leaves,noise", "--shard-size", "150", "--device", "cpu"]
HANG = """vec3 p=vec3(FC.xy/r,t);
for(int i=0;i<60000;i++)p=p*.5+vec3(snoise4D(p.xyzx),snoise4D(p.yzxx),snoise4D(p.zxyy));
o=vec4(p,1);"""


def node(cluster: object, **more: object) -> object:
    return cluster.add_node(num_cpus=1, object_store_memory=100 * 2**20, include_dashboard=False, **more)


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """One node; tests add others and take them away."""
    from ray.cluster_utils import Cluster

    made = Cluster()
    try:
        node(made)
        yield made
    finally:
        made.shutdown()


@pytest.fixture(scope="module")
def shared_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.conftest import PROGRAMS

    folder = tmp_path_factory.mktemp("library")
    for name, text in PROGRAMS.items():
        (folder / f"{name}.glsl").write_text(text)
    return folder


def line(out: Path, library: Path, *more: object, n: int = N) -> list[str]:
    command = ["render", "--n", n, "--out", out, "--shaders", library, *FLAGS, *more]
    return [sys.executable, "-m", "shadergen", *map(str, command)]


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


def hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir()) if p.is_file()}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, shared_library: Path) -> Path:
    """What the local pool makes of the same recipe."""
    folder = tmp_path_factory.mktemp("data") / "local"
    done = run(line(folder, shared_library))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("victim", ["node", pytest.param("actor", marks=pytest.mark.slow)])
def test_what_dies_in_the_middle_is_drawn_again_to_the_local_pools_bytes(
    victim: str, cluster: object, reference: Path, shared_library: Path, tmp_path: Path
):
    second = node(cluster)
    try:
        out = tmp_path / "d"
        command = line(out, shared_library, "--engine", "ray", "--ray-address", cluster.address, "--hang-seconds", 10)
        # in lots of one shard, so that the first is there while the others are drawn
        code = "from shadergen import lots; lots.LEAST = 150; from shadergen.cli.main import main; main()"
        command[1:3] = ["-c", code]
        going = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        while not (out / "shard-000000.tar").exists():
            assert going.poll() is None, going.stderr.read()
            time.sleep(0.005)
        if victim == "node":
            cluster.remove_node(second, allow_graceful=False)
        else:
            os.kill(next(iter(actors())), signal.SIGKILL)
        said, log = going.communicate(timeout=120)
        assert going.returncode == 0, log
        assert "an actor is lost" in log
        assert "1,500 images in 10 shards" in said
        assert hashes(out) == hashes(reference)
    finally:
        if second in cluster.worker_nodes:
            cluster.remove_node(second)


def actors() -> list[int]:
    """The processes of our actors, by the name that Ray gives them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if (place / "cmdline").read_bytes().startswith(b"ray::Actor"):
                found.append(int(place.name))
        except OSError:
            continue
    return found


def test_a_program_that_hangs_is_set_aside_as_in_the_local_pool(cluster: object, library: Path, tmp_path: Path):
    (library / "hang.glsl").write_text(HANG)
    flags = ["--engine", "ray", "--ray-address", cluster.address, "--hang-seconds", 2, "--json"]
    done = run(line(tmp_path / "d", library, *flags, n=600))
    assert done.returncode == 0, done.stderr
    assert "hang is set aside: hang, twice" in done.stderr
    assert json.loads(done.stdout)["set_aside"] == ["hang"]
    assert (tmp_path / "d" / "journal.jsonl").read_text() == '{"program":"hang","reason":"hang"}\n'
    deadline = time.monotonic() + 10
    while actors():
        assert time.monotonic() < deadline, "an actor outlives its run"
        time.sleep(0.1)


def test_nodes_of_different_renderers_are_refused_unless_told_and_recorded(
    cluster: object, reference: Path, shared_library: Path, tmp_path: Path
):
    other = node(cluster, env_vars={"MESA_GL_VERSION_OVERRIDE": "4.1"})
    try:
        command = line(tmp_path / "d", shared_library, "--engine", "ray", "--ray-address", cluster.address)
        refused = run(command)
        assert refused.returncode == 2, refused.stderr
        assert "the nodes of the Ray cluster differ (version" in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1
        assert not (tmp_path / "d" / "recipe.json").exists()
        done = run([*command, "--allow-other-machine"])
        assert done.returncode == 0, done.stderr
        shards = json.loads((tmp_path / "d" / "manifest.json").read_text())["shards"]
        assert {label.count("4.1") for shard in shards for label in shard["devices"]} == {0, 1}
        assert all(sum(shard["devices"].values()) == shard["images"] for shard in shards)
    finally:
        cluster.remove_node(other)


def columns(file: Path) -> dict[str, object]:
    """What a scores file holds; the order of its header is chance."""
    from safetensors import safe_open

    with safe_open(file, "np") as scores:
        return scores.metadata() | {name: scores.get_tensor(name).tobytes() for name in scores.keys()}  # noqa: SIM118


@pytest.mark.slow
def test_scoring_on_the_cluster_gives_the_files_of_a_local_run(cluster: object, reference: Path, tmp_path: Path):
    pytest.importorskip("torch", reason="the distill extra is not installed")
    second = node(cluster)
    try:
        found = {}
        for engine in ("local", "ray"):
            pool = tmp_path / engine / "pool"
            shutil.copytree(reference, pool)
            flags = ["--teacher", "builtin:fashion-mnist", "--n", 60, "--no-report", "--device", "cpu"]
            where = ["--engine", engine, "--ray-address", cluster.address] if engine == "ray" else []
            command = ["select", pool, *flags, "--out", tmp_path / engine / "set", *where, "--json"]
            done = run([sys.executable, "-m", "shadergen", *map(str, command)])
            assert done.returncode == 0, done.stderr
            assert json.loads(done.stdout)["scored"] == N
            scores = {p.name: columns(p) for p in (pool / "scores").rglob("*.safetensors")}
            found[engine] = (scores, hashes(tmp_path / engine / "set"))
        assert len(found["ray"][0]) == 10
        assert found["ray"] == found["local"]
    finally:
        cluster.remove_node(second)


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--ray-address", "127.0.0.1:PORT"], "no Ray cluster answers at '127.0.0.1:"),
        (["--ray-address", "here"], "it is auto, local or HOST:PORT"),
        (["--ray-address", "CLUSTER", "--device", "gpu:1"], "Ray gives out GPUs itself"),
        (["--ray-address", "CLUSTER", "--device", "gpu"], "no node of the Ray cluster has a GPU"),
    ],
)
def test_bad_addresses_and_devices_get_one_line_and_exit_2(
    flags: list[str], says: str, cluster: object, shared_library: Path, tmp_path: Path
):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
    flags = [flag.replace("PORT", port).replace("CLUSTER", cluster.address) for flag in flags]
    done = run(line(tmp_path / "d", shared_library, "--engine", "ray", *flags))
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "d" / "recipe.json").exists()


def test_without_ray_one_line_names_the_extra(tmp_path: Path):
    code = "import sys; sys.modules['ray'] = None; from shadergen.cli.main import main; main()"
    flags = ["render", "--n", "1", "--source", "noise", "--out", str(tmp_path / "d"), "--engine", "ray"]
    done = run([sys.executable, "-c", code, *flags])
    assert done.returncode == 2
    assert done.stderr == "shadergen: --engine ray needs Ray: pip install 'shadergen[ray]'\n"


def test_a_gpu_is_found_by_cudas_number(monkeypatch: pytest.MonkeyPatch):
    listed = EglList((EglDevice(0, False, "a", 1), EglDevice(1, False, "b", 0), EglDevice(2, True)), None)
    monkeypatch.setattr("shadergen.engine.actor.list_egl", lambda: listed)
    assert gpu_of([0]) == Device("gpu", 1)
    assert gpu_of([1]) == Device("gpu", 0)
