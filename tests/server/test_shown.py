"""Single pictures with entity tags, contact sheets, probes and metrics."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from running import MIX, Running, running
from test_stream import recipe

from shadergen.preview import sheet
from shadergen.shards.encode import decode, encode
from shadergen.streaming import draw, stream


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("pictures"), "--workers", 1) as service:
        yield service


@pytest.mark.parametrize("index", [0, 7, 2**40 - 1])
def test_an_image_has_the_bytes_that_a_dataset_holds(service: Running, index: int) -> None:
    resolved = recipe(MIX).resolve()
    expected = encode(resolved.encoder, draw(resolved, index, device="cpu")[None])[0]
    assert service.get(f"/v1/images/{index}.png", MIX) == expected


def test_an_entity_tag_stands_for_the_recipe_and_the_index(service: Running) -> None:
    def ask(index: int, tag: str = "", **more: object) -> tuple[int, dict[str, str], bytes]:
        target = service.target(f"/v1/images/{index}.png", MIX, more)
        return service.ask("GET", target, headers={"If-None-Match": tag} if tag else {})

    status, headers, body = ask(5)
    tag = headers["etag"]
    assert (status, headers["content-type"]) == (200, "image/png")
    assert re.fullmatch('"[0-9a-f]{64}"', tag)
    drawn = service.metric("shadergen_images_total")
    for condition in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        status, headers, body = ask(5, condition)
        assert (status, headers["etag"], body) == (304, tag, b"")
    assert service.metric("shadergen_images_total") == drawn
    for other in (ask(6, tag), ask(5, tag, seed=1), ask(5, tag, encoding="jpg")):
        assert other[0] == 200
        assert other[1]["etag"] != tag


@pytest.mark.parametrize("index", ["-1", str(2**40), "1.5", "x", "1e3"])
def test_an_index_that_does_not_exist_is_refused(service: Running, index: str) -> None:
    status, detail = service.problem(f"/v1/images/{index}.png", MIX)
    assert status == 422
    assert "index" in detail


def test_a_contact_sheet_shows_the_first_images(service: Running) -> None:
    images, _ = next(stream(recipe(MIX), 3, 9, 9, device="cpu"))
    assert (decode(service.get("/v1/preview.png", MIX, start=3, n=9)) == sheet(images)).all()
    assert service.problem("/v1/preview.png", MIX, size=1024, n=64)[0] == 422


def test_the_service_says_that_it_lives_draws_and_has_drawn(service: Running) -> None:
    assert service.get("/healthz") == b"ok"
    assert b"llvmpipe" in service.get("/readyz")
    service.get("/v1/stream", MIX, n=40)
    assert service.metric("shadergen_workers") == 1
    text = service.get("/metrics").decode()
    for stage in ("wait", "open", "draw", "encode", "send"):
        assert float(re.search(rf'shadergen_stage_seconds_total{{stage="{stage}"}} (\S+)', text)[1]) >= 0  # type: ignore[index]
    assert 'route="/v1/stream",status="200"' in text


def test_many_sizes_and_recipes_pass_through_one_worker(service: Running) -> None:
    # more of both than a worker keeps: what is closed is opened again, and the images stay what they are
    first = {}
    for turn in range(2):
        for number in range(10):
            more = {"size": 8 + 2 * (number % 6), "seed": number}
            body = service.get("/v1/images/1.png", MIX, more)
            assert first.setdefault(number, body) == body, turn
    assert len(set(first.values())) == 10
    assert np.all([decode(first[number]).shape[0] == 8 + 2 * (number % 6) for number in range(10)])
