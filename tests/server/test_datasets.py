"""Finished datasets by URL: ranges, entity tags, real readers, and names that lead nowhere."""

import hashlib
import io
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import Service, serving

from server import datasets
from shadergen.recipe import Recipe
from shadergen.rendering import Options, render


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder: `plain` is finished, `begun` is not, and beside them lies what nobody may read."""
    data = tmp_path_factory.mktemp("datasets") / "data"
    recipe = Recipe.parse({"source": "noise", "size": 16, "shard_size": 25})
    render(recipe, data / "datasets" / "plain", n=100, options=Options(workers=1))
    shutil.copytree(data / "datasets" / "plain", data / "datasets" / "begun")
    (data / "datasets" / "begun" / "manifest.json").unlink()
    (data / "datasets" / "plain" / "notes.txt").write_text("not part of the dataset")
    (data / "secret.json").write_text("{}")
    (data / "datasets" / "away").symlink_to(data / "datasets" / "plain")
    return data


@pytest.fixture(scope="module")
def client(data: Path) -> Iterator[TestClient]:
    app = FastAPI()
    app.state.settings = SimpleNamespace(data=data)
    app.include_router(datasets.router)
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[Service]:
    with serving(data) as running:
        yield running


def test_datasets_are_listed_with_what_their_manifests_say(client: TestClient, data: Path) -> None:
    begun, plain = client.get("/v1/datasets").json()
    assert (begun["name"], begun["finished"], begun["images"]) == ("begun", False, None)
    assert (plain["name"], plain["finished"], plain["images"], plain["kind"]) == ("plain", True, 100, "render")
    assert plain["shards"] == [f"shard-{k:06d}.tar" for k in range(4)]
    assert client.get("/v1/datasets/begun").status_code == 409
    assert client.get("/v1/datasets/begun/shard-000000.tar").status_code == 409


@pytest.mark.parametrize("name", ["manifest.json", "shards.json", "recipe.json", "shard-000003.tar"])
def test_a_file_comes_whole_with_its_hash_as_entity_tag(client: TestClient, data: Path, name: str) -> None:
    expected = (data / "datasets" / "plain" / name).read_bytes()
    answer = client.get(f"/v1/datasets/plain/{name}")
    assert answer.content == expected
    tag = f'"{hashlib.sha256(expected).hexdigest()}"'
    assert answer.headers["etag"] == tag
    for condition in (tag, f'"other", W/{tag}', "*"):
        again = client.get(f"/v1/datasets/plain/{name}", headers={"If-None-Match": condition})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"/v1/datasets/plain/{name}", headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(f"/v1/datasets/plain/{name}")
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(expected)))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.integers(0, 120_000), length=st.integers(1, 120_000), form=st.sampled_from(["closed", "open", "suffix"])
)
def test_any_range_is_that_part_of_the_file(client: TestClient, data: Path, first: int, length: int, form: str) -> None:
    expected = (data / "datasets" / "plain" / "shard-000001.tar").read_bytes()
    wanted, part = {
        "closed": (f"bytes={first}-{first + length - 1}", expected[first : first + length]),
        "open": (f"bytes={first}-", expected[first:]),
        "suffix": (f"bytes=-{length}", expected[-length:]),
    }[form]
    answer = client.get("/v1/datasets/plain/shard-000001.tar", headers={"Range": wanted})
    if form != "suffix" and first >= len(expected):
        assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{len(expected)}")
        return
    assert (answer.status_code, answer.content) == (206, part)
    at = len(expected) - len(part) if form == "suffix" else first
    assert answer.headers["content-range"] == f"bytes {at}-{at + len(part) - 1}/{len(expected)}"


def test_a_range_of_another_version_is_answered_with_the_whole_file(client: TestClient) -> None:
    url = "/v1/datasets/plain/shard-000000.tar"
    tag = client.head(url).headers["etag"]
    assert client.get(url, headers={"Range": "bytes=0-9", "If-Range": tag}).status_code == 206
    assert client.get(url, headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "no-such/manifest.json",
        "plain/notes.txt",
        "plain/shard-000009.tar",
        "plain/.shadergen",
        "plain/..%2F..%2Fsecret.json",
        "plain/..%2fbegun%2frecipe.json",
        "..%2F..%2Fdata%2Fsecret.json",
        "..%2Fdatasets%2Fplain/manifest.json",
        "%2e%2e/secret.json",
        "plain/%00",
        "plain%00/manifest.json",
        "away/manifest.json",
        "Plain/manifest.json",
        "plain/%2Fetc%2Fpasswd",
        "plain//etc/passwd",
    ],
)
def test_no_name_leads_out_of_a_dataset(service: Service, path: str) -> None:
    # over a socket: an in-process client might tidy the path before the app sees it
    import http.client

    host, _, port = service.url.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=10)
    connection.request("GET", f"/v1/datasets/{path}")
    answer = connection.getresponse()
    assert answer.status == 404, answer.read()
    connection.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="webdataset reads URLs with curl")
def test_webdataset_reads_a_finished_dataset_by_its_url(service: Service) -> None:
    webdataset = pytest.importorskip("webdataset")
    url = f"{service.url}/v1/datasets/plain/shard-{{000000..000003}}.tar"
    samples = list(webdataset.WebDataset(url, shardshuffle=False).decode("rgb8"))
    assert [sample["__key__"] for sample in samples] == [f"{index:09d}" for index in range(100)]
    assert {sample["png"].shape for sample in samples} == {(16, 16, 3)}


def test_a_member_is_read_by_its_offset_without_the_rest(client: TestClient) -> None:
    url = "/v1/datasets/plain/shard-000002.tar"
    with tarfile.open(fileobj=io.BytesIO(client.get(url).content)) as tar:
        member = tar.getmember("000000060.png")
        expected = tar.extractfile(member).read()  # type: ignore[union-attr]
    span = f"bytes={member.offset_data}-{member.offset_data + member.size - 1}"
    assert client.get(url, headers={"Range": span}).content == expected
