"""Streams over a real socket: the bytes of `render`, from any index on, whatever happens to workers and clients."""

import io
import itertools
import os
import random
import shutil
import signal
import socket
import subprocess
import tarfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from running import MIX, Running, running, until

from shadergen.recipe import SOURCES, Recipe
from shadergen.rendering import Options, render
from shadergen.shards.encode import TAR_END
from shadergen.streaming import stream

N = 600
STREAMS = 64


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    flags = ["--workers", 2, "--hang-seconds", 2, "--max-streams-per-client", STREAMS]
    with running(tmp_path_factory.mktemp("stream"), *flags) as service:
        yield service


def recipe(query: dict[str, str]) -> Recipe:
    texts = {"source", "size", "seed"}
    names = {"encoding": "format"}
    fields = {names.get(k, k): v if k in texts else yaml.safe_load(v) for k, v in query.items()}
    return Recipe.load(None, fields)


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """The tar members of images 0 to N - 1 of MIX, a sample each, as `render` wrote them."""
    folder = tmp_path_factory.mktemp("rendered") / "out"
    render(recipe(MIX), folder, n=N, options=Options(workers=1, device="cpu"))
    data = (folder / "shard-000000.tar").read_bytes()
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        bounds = [member.offset for member in tar if member.name.endswith(".png")]
    return [data[a:b] for a, b in itertools.pairwise([*bounds, len(data) - len(TAR_END)])]


@pytest.mark.parametrize("ranges", [40, pytest.param(1000, marks=pytest.mark.slow)])
def test_any_range_is_what_render_writes_for_it(service: Running, samples: list[bytes], ranges: int) -> None:
    dice = random.Random(5)
    for _ in range(ranges):
        start = dice.randrange(N)
        n = dice.randint(1, min(60, N - start))
        more = {"batch": dice.randint(1, 40)} if dice.random() < 0.5 else {}
        assert (
            service.get("/v1/stream", MIX, start=start, n=n, **more) == b"".join(samples[start : start + n]) + TAR_END
        )
    assert service.get("/v1/stream", MIX, n=N) == b"".join(samples) + TAR_END


@pytest.mark.parametrize("encoding", ["jpg", "webp", "ppm"])
def test_images_come_in_the_encoding_that_is_asked_for(service: Running, tmp_path: Path, encoding: str) -> None:
    query = {"source": "noise", "size": "20x10", "encoding": encoding, "seed": "9"}
    render(recipe(query), tmp_path / "out", n=30, options=Options(workers=1))
    assert service.get("/v1/stream", query, n=30) == (tmp_path / "out" / "shard-000000.tar").read_bytes()


def test_arrays_come_one_by_one_with_the_pixels_of_the_recipe(service: Running) -> None:
    body = io.BytesIO(service.get("/v1/stream", MIX, start=7, n=50, batch=20, format="npy"))
    expected = stream(recipe(MIX), 7, 50, 20, device="cpu")
    for images, _ in expected:
        array = np.load(body)
        assert (array.dtype, array.shape) == (np.uint8, images.shape)
        assert (array == images).all()
    assert body.read() == b""


@pytest.mark.skipif(shutil.which("curl") is None, reason="webdataset reads URLs with curl")
def test_webdataset_reads_an_endless_stream_as_it_stands(service: Running) -> None:
    webdataset = pytest.importorskip("webdataset")
    url = service.url + service.target("/v1/stream", MIX, start=123)
    dataset = webdataset.WebDataset(url, shardshuffle=False).decode("rgb8")
    reader = iter(dataset)
    found = list(itertools.islice(reader, 300))
    reader.close()
    assert [sample["__key__"] for sample in found] == [f"{index:09d}" for index in range(123, 423)]
    assert [sample["json"]["index"] for sample in found] == list(range(123, 423))
    images, _ = next(stream(recipe(MIX), 123, 300, 300, device="cpu"))
    assert (np.stack([sample["png"] for sample in found]) == images).all()
    until(lambda: service.metric("shadergen_streams") == 0)


def test_a_client_that_goes_away_frees_its_share_at_once(service: Running) -> None:
    # a big recipe whose parts take long: the workers must drop what they draw
    slow = {"source": "noise", "size": "512", "encoding": "ppm"}
    with socket.create_connection(("127.0.0.1", service.port)) as client:
        client.sendall(f"GET {service.target('/v1/stream', slow)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
        assert client.recv(10)
        assert service.metric("shadergen_streams") == 1
    until(lambda: service.metric("shadergen_streams") == 0, 3)
    drawn = service.metric("shadergen_images_total")
    time.sleep(0.5)
    assert service.metric("shadergen_images_total") == drawn
    assert service.metric("shadergen_queue_depth") == 0


def test_a_slow_client_holds_a_batch_and_nobody_else(service: Running, samples: list[bytes]) -> None:
    large = {"source": "noise", "size": "256", "encoding": "ppm"}  # 197 kB an image
    before = service.metric("shadergen_images_total")
    with socket.create_connection(("127.0.0.1", service.port)) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2**16)
        client.sendall(
            f"GET {service.target('/v1/stream', large, batch=16)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
        )
        assert client.recv(10)
        time.sleep(2)
        held = service.metric("shadergen_images_total") - before
        # the batch, and what lies in the kernel's buffers on both sides (some megabytes)
        assert held <= 16 + 60
        assert service.get("/v1/stream", MIX, n=200) == b"".join(samples[:200]) + TAR_END
        # it is still there, and goes on where it stopped
        got = 0
        while got < 60 * 2**20:
            got += len(client.recv(2**20))


def test_streams_that_run_together_are_all_right(service: Running, samples: list[bytes]) -> None:
    right: list[int] = []

    def read(number: int) -> None:
        start = number * 8
        body = service.get("/v1/stream", MIX, start=start, n=90)
        assert body == b"".join(samples[start : start + 90]) + TAR_END
        right.append(number)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(STREAMS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(right) == list(range(STREAMS))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_workers_that_die_or_hang_leave_no_gap(service: Running, samples: list[bytes], number: int) -> None:
    before = service.metric("shadergen_worker_restarts_total")
    url = service.url + service.target("/v1/stream", MIX, n=N, batch=64)
    with urllib.request.urlopen(url, timeout=60) as answer:
        body = answer.read(1000)
        for pid in service.workers():
            os.kill(pid, number)
        body += answer.read()
    assert body == b"".join(samples) + TAR_END
    assert service.metric("shadergen_worker_restarts_total") >= before + 1
    assert any(e["message"] == "a worker is replaced" for e in service.events())


def read_until_stop(service: Running, target: str) -> bytes:
    """A stream's whole body, of a service that is asked to stop in its middle."""
    with urllib.request.urlopen(service.url + target, timeout=60) as answer:
        body = answer.read(100_000)
        service.process.send_signal(signal.SIGTERM)
        body += answer.read()  # raises if the body does not end as HTTP says it must
    assert service.process.wait(30) == 0
    return bytes(body)


def test_a_stop_ends_streams_between_two_samples(tmp_path: Path, samples: list[bytes]) -> None:
    with running(tmp_path / "a", "--workers", 1) as service:
        pids = service.workers()
        body = read_until_stop(service, service.target("/v1/stream", {"source": "noise", "size": "48"}))
        with tarfile.open(fileobj=io.BytesIO(body)) as tar:
            names = tar.getnames()
        assert body.endswith(TAR_END)
        assert len(names) > 10
        assert names == [f"{k:09d}.{kind}" for k in range(len(names) // 2) for kind in ("png", "json")]
        assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_stop_ends_arrays_as_a_whole(tmp_path: Path) -> None:
    with running(tmp_path / "a", "--workers", 1) as service:
        noise: dict[str, Any] = {"source": "noise", "size": "48", "format": "npy", "batch": 32}
        body = io.BytesIO(read_until_stop(service, service.target("/v1/stream", noise)))
        arrays = []
        while body.tell() < len(body.getvalue()):
            arrays.append(np.load(body))
        assert {array.shape for array in arrays} == {(32, 48, 48, 3)}


@pytest.mark.skipif(shutil.which("curl") is None, reason="it is curl that is asked")
def test_curl_sees_that_a_killed_service_ends_too_early(tmp_path: Path) -> None:
    with running(tmp_path / "a", "--workers", 1) as service:
        url = service.url + service.target("/v1/stream", {"source": "noise", "size": "48"})
        with subprocess.Popen(["curl", "-sN", url], stdout=subprocess.PIPE) as curl:
            assert curl.stdout is not None
            curl.stdout.read(100_000)
            service.process.kill()
            service.process.wait()
            curl.stdout.read()
        assert curl.returncode != 0


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ({"sorce": "noise"}, "unknown key 'sorce'; did you mean 'source'?"),
        ({"source": "nois"}, "source: unknown source nois; there are " + ", ".join(SOURCES)),
        ({"twigl.view.turn": "2"}, "twigl.view.turn: Input should be less than or equal to 1, not '2'"),
        ({"twigl.weights": "{tea-cp: 1}"}, "twigl.weights: no program 'tea-cp'; did you mean 'tea-cup'?"),
        ({"size": "2000"}, "size: 2000 is above this service's limit of 1024"),
        ({"twigl.warmup": "5000"}, "twigl.warmup: 5000 is above this service's limit of 240"),
        ({"shaders": "/etc"}, "shaders.0: a recipe names no files or folders of this service; leave it out"),
        ({"batch": "5000"}, "batch: 5000 is above this service's limit of 4096 for this size"),
        ({"n": "0"}, "n: Input should be greater than or equal to 1, not '0'"),
        ({"format": "zip"}, "format: Input should be 'tar' or 'npy', not 'zip'"),
        ({"start": str(2**40 - 1), "n": "2"}, f"indices end at {2**40 - 1}, and {2**40} is asked for"),
        ({"leaves.radius": "&a [*a, *a]"}, "leaves.radius=&a [*a, *a]: the value is not YAML"),
        ({"leaves.radius": "[" * 900}, None),
        ({"noise.statistics": "folder:/etc"}, None),
        ({"source": "crop", "crop.picture": "/etc/hostname"}, None),
        ({"source": "pictures", "pictures.folder": "/usr/share"}, None),
    ],
)
def test_a_bad_query_is_told_what_the_command_line_would_say(
    service: Running, query: dict[str, str], line: str | None
) -> None:
    status, detail = service.problem("/v1/stream", query)
    assert status == 422
    assert "\n" not in detail
    assert line in (None, detail)


def test_a_name_that_is_given_twice_is_refused(service: Running) -> None:
    assert service.problem("/v1/stream?seed=1&seed=2") == (422, "seed is given twice; give it once")
