"""Sources and programs over HTTP: what is said of them, search, texts, thumbnails."""

import io
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote

import numpy as np
import pytest
from loopback import Service, serving
from PIL import Image

from shadergen.recipe import SOURCES, Recipe
from shadergen.twigl.program import LIBRARY


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("catalogue") / "data") as running:
        yield running


def test_every_source_is_there_with_what_it_is_and_its_options(service: Service) -> None:
    status, sources = service.ask("GET", "/v1/sources")
    assert status == 200
    assert [source["name"] for source in sources] == list(SOURCES)
    for source in sources:
        assert len(source["about"]) > 10
        options = type(getattr(Recipe(), source["name"])).model_fields
        assert set(source["options"]["properties"]) == set(options)
        Recipe.parse({source["name"]: source["defaults"]})  # the defaults are a recipe's words
    by_name = {source["name"]: source for source in sources}
    assert by_name["leaves"]["defaults"]["exponent"] == 3
    assert by_name["noise"]["missing"] is None
    assert "crop.picture" in by_name["crop"]["missing"], "a client cannot name the picture that it needs"


def test_shaders_are_the_librarys_and_a_search_narrows_them(service: Service) -> None:
    everything = service.ask("GET", "/v1/shaders")[1]
    names = [shader["id"] for shader in everything["shaders"]]
    assert names == sorted(p.relative_to(LIBRARY).with_suffix("").as_posix() for p in LIBRARY.rglob("*.glsl"))
    assert "text" not in everything["shaders"][0]
    some = everything["shaders"][3]
    word = some["shows"].split()[0].strip(",").upper()
    found = service.ask("GET", f"/v1/shaders?q={quote(word)}&mode={quote(some['mode'])}")[1]
    assert some["id"] in [shader["id"] for shader in found["shaders"]]
    assert 0 < len(found["shaders"]) < found["total"] == len(names)
    assert {shader["mode"] for shader in found["shaders"]} == {some["mode"]}
    assert service.ask("GET", "/v1/shaders?q=no-such-word-anywhere")[1]["shaders"] == []


def test_a_shader_comes_with_its_text(service: Service) -> None:
    name = service.ask("GET", "/v1/shaders")[1]["shaders"][0]["id"]
    shader = service.ask("GET", f"/v1/shaders/{name}")[1]
    assert shader["text"] == (LIBRARY / f"{name}.glsl").read_text()
    assert shader["licence"]


@pytest.mark.parametrize("name", ["no-such", "..%2fcatalog", "../../README", "%2Fetc%2Fpasswd", "catalog.json"])
def test_other_files_are_no_shaders(service: Service, name: str) -> None:
    assert service.ask("GET", f"/v1/shaders/{name}")[0] == 404
    assert service.ask("GET", f"/v1/shaders/{name}/preview.png")[0] == 404


def test_a_preview_shows_several_pictures_and_is_drawn_once(service: Service) -> None:
    name = next(s["id"] for s in service.ask("GET", "/v1/shaders")[1]["shaders"] if s["verdict"] == "ok")
    url = f"{service.url}/v1/shaders/{name}/preview.png"
    with urllib.request.urlopen(url, timeout=60) as answer:
        tag, picture = answer.headers["ETag"], np.asarray(Image.open(io.BytesIO(answer.read())))
    half = picture.shape[0] // 2
    quarters = [picture[y : y + half - 6, x : x + half - 6] for y in (4, half + 2) for x in (4, half + 2)]
    assert all(quarter.std() > 2 for quarter in quarters)
    assert len({quarter.tobytes() for quarter in quarters}) == 4
    data = Path(service.process.args[2])  # type: ignore[index]
    (kept,) = (data / "previews").iterdir()
    written = kept.stat().st_mtime_ns
    with pytest.raises(HTTPError) as unchanged:
        urllib.request.urlopen(urllib.request.Request(url, headers={"If-None-Match": tag}), timeout=60)
    assert unchanged.value.code == 304
    unchanged.value.close()
    assert kept.stat().st_mtime_ns == written
