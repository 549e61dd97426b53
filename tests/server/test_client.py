"""`SurrogateStream` as a training job uses it: shares, broken connections, and services that send something else."""

import itertools
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from running import MIX, Running, running
from test_stream import recipe

torch = pytest.importorskip("torch")

from torch.utils.data import DataLoader  # noqa: E402

from shadergen.client import SurrogateStream, collate, shares  # noqa: E402
from shadergen.errors import RunError, UsageError  # noqa: E402
from shadergen.shards.encode import TAR_END, encode, member  # noqa: E402
from shadergen.streaming import stream  # noqa: E402

FIELDS: dict[str, Any] = {
    "source": {"twigl": 2, "leaves": 1, "noise": 1},
    "size": [24, 24],
    "twigl.others": 0,
    "twigl.weights": {"tea-cup": 1, "honeycomb": 1, "city-blocks": 1},
}
NOISE = {"source": "noise", "size": 8}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    token = "0123456789abcdef-for-tests"
    with running(tmp_path_factory.mktemp("client"), "--workers", 1, SHADERGEN_TOKEN=token) as service:
        service.said = service.said.replace("//", f"//user:{token}@")
        yield service


def test_images_are_the_recipe_s_and_come_in_order(service: Running) -> None:
    found = list(SurrogateStream(service.url, FIELDS, start=100, n=40))
    images, records = next(stream(recipe(MIX), 100, 40, 40, device="cpu"))
    assert [record for _, record in found] == records
    assert (torch.stack([image for image, _ in found]) == torch.from_numpy(images).permute(0, 3, 1, 2)).all()
    assert found[0][0].dtype == torch.uint8


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_loader_s_workers_and_ranks_have_every_index_once(service: Running) -> None:
    found: list[int] = []
    whole = SurrogateStream(service.url, NOISE, start=5, n=203)
    loader = DataLoader(whole, batch_size=16, num_workers=2, collate_fn=collate, multiprocessing_context="spawn")
    for images, records in loader:
        assert images.shape == (len(records), 3, 8, 8)
        found += [record["index"] for record in records]
    assert sorted(found) == list(range(5, 208))
    ranks = [SurrogateStream(service.url, NOISE, start=5, n=203, rank=rank, world=3) for rank in range(3)]
    assert sorted(record["index"] for part in ranks for _, record in part) == list(range(5, 208))


@pytest.mark.parametrize(("n", "of"), [(None, 1), (None, 3), (10, 3), (1, 4), (20_000, 2), (9000, 5)])
def test_shares_are_a_partition(n: int | None, of: int) -> None:
    parts = [itertools.islice(shares(7, n, share, of), 4) for share in range(of)]
    indices = sorted(i for part in parts for a, b in part for i in ((a, b) if n is None else range(a, b)))
    if n is not None:
        assert indices == list(range(7, 7 + n))
    else:
        bounds = sorted({*indices})
        assert bounds[0] == 7
        assert len(bounds) == (2 if of == 1 else 4 * of + 1)  # each block ends where another begins


def test_a_service_that_is_killed_and_started_again_costs_no_image(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    found: list[int] = []
    with running(tmp_path / "a", "--workers", 1, "--port", port) as service:
        reader = iter(SurrogateStream(service.url, NOISE | {"size": 64}, n=1500, patience=60))
        for _, record in itertools.islice(reader, 100):
            found.append(record["index"])
        service.process.kill()
        service.process.wait()
    with running(tmp_path / "b", "--workers", 1, "--port", port):
        found += [record["index"] for _, record in reader]
    assert found == list(range(1500))


def test_what_the_service_refuses_is_said_in_its_words(service: Running) -> None:
    with pytest.raises(UsageError, match="did you mean 'source'"):
        next(iter(SurrogateStream(service.url, {"sorce": "noise"})))
    with pytest.raises(UsageError, match="needs its token"):
        next(iter(SurrogateStream(f"http://127.0.0.1:{service.port}", NOISE)))
    with pytest.raises(RunError, match="fingerprint"):
        next(iter(SurrogateStream(service.url, NOISE, fingerprint="0" * 64)))
    with pytest.raises(UsageError, match="http://"):
        SurrogateStream("ftp://host")
    with pytest.raises(UsageError, match="ranks count from 0"):
        SurrogateStream(service.url, rank=2, world=2)


def test_a_service_that_stays_away_is_given_up(free_port: int) -> None:
    with pytest.raises(RunError, match="is the service running"):
        next(iter(SurrogateStream(f"http://127.0.0.1:{free_port}", NOISE, patience=0.5)))


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def sample(name: int, index: int, side: int = 8) -> bytes:
    import numpy as np

    from shadergen.options import Encoder

    picture = encode(Encoder(), np.zeros((1, side, side, 3), np.uint8))[0]
    return member(f"{name:09d}.png", picture) + member(f"{name:09d}.json", b'{"index":%d}' % index)


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (sample(0, 0) + sample(2, 2) + TAR_END, "image 1 is due"),
        (sample(0, 0) + sample(0, 0) + TAR_END, "image 1 is due"),
        (sample(0, 3) + TAR_END, "image 0 is due"),
        (sample(0, 0, side=9) + TAR_END, "is \\(9, 9, 3\\)"),
        (sample(0, 0)[:700], "no image 0"),
        (sample(0, 0) + TAR_END, "image 1 is due"),  # asked again at image 1, it sends image 0
    ],
)
def test_what_is_not_the_stream_is_never_taken_for_it(body: bytes, line: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nShadergen-Fingerprint: f\r\nShadergen-Size: 8x8\r\nContent-Length: %d\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            for _ in range(10):
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    client.recv(65536)
                    client.sendall(head % len(body) + body)

        thread = threading.Thread(target=answer)
        thread.start()
        port = listener.getsockname()[1]
        reader = iter(SurrogateStream(f"http://127.0.0.1:{port}", n=3, patience=0.3))
        with pytest.raises(RunError, match=line):
            list(reader)
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
