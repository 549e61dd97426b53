"""The gallery page in a real browser, without a screen."""

import base64
import http.client
import io
import json
import os
import shlex
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest
from loopback import Service, serving
from PIL import Image
from typer.testing import CliRunner

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here")


class Browser:
    """A page in headless Chromium, over the DevTools protocol."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._last = 0
        self.complaints: list[str] = []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.tell(f"{domain}.enable")

    @classmethod
    @contextmanager
    def open(cls, profile: Path) -> Iterator[Self]:
        from websockets.sync.client import connect

        assert CHROMIUM
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--remote-debugging-port=0",
            f"--user-data-dir={profile}",
        ]
        process = subprocess.Popen([CHROMIUM, *flags], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            place = profile / "DevToolsActivePort"
            until = time.monotonic() + 30
            while not (place.exists() and place.read_text().count("\n")) and time.monotonic() < until:
                time.sleep(0.05)
            port = int(place.read_text().splitlines()[0])
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=10) as answer:
                page = next(target for target in json.load(answer) if target["type"] == "page")
            with connect(page["webSocketDebuggerUrl"], max_size=None) as socket:
                yield cls(socket)
        finally:
            process.terminate()
            process.wait(30)

    def tell(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result, keeping what the page complains of meanwhile."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": parameters}))
        while True:
            heard = json.loads(self._socket.recv(timeout=60))
            if heard.get("method") == "Log.entryAdded" and heard["params"]["entry"]["source"] == "security":
                self.complaints.append(heard["params"]["entry"]["text"])
            if heard.get("method") == "Runtime.exceptionThrown":
                self.complaints.append(json.dumps(heard["params"]["exceptionDetails"])[:500])
            if heard.get("id") == self._last:
                assert "error" not in heard, heard
                return heard["result"]

    def visit(self, url: str) -> None:
        self.tell("Page.navigate", url=url)

    def value(self, script: str) -> Any:
        """What a JavaScript expression gives."""
        found = self.tell("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, script: str, seconds: float = 30) -> Any:
        """What an expression gives, once it is true."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if value := self.value(script):
                return value
            time.sleep(0.1)
        raise AssertionError(f"never true: {script}; the page says {self.value('document.body.innerText')[:600]}")

    def fill(self, form: str, then: str = "dispatchEvent(new Event('input'))", **fields: Any) -> None:
        """Fill in a form's fields, then call something of it."""
        change = " ".join(f"f.elements[{name!r}].value = {value!r};" for name, value in fields.items())
        self.value(f"(f => {{ {change} f.{then}; }})(document.forms[{form!r}])")

    def screen(self, width: int, height: int, *, phone: bool = False, dark: bool = False) -> None:
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.tell("Emulation.setEmulatedMedia", features=scheme)

    def shoot(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.tell("Page.captureScreenshot", format="png")["data"]))


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("page") / "data") as running:
        yield running


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    pytest.importorskip("websockets")
    with Browser.open(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


DRAWN = "[...document.querySelectorAll('{}')].filter(i => i.complete && i.naturalWidth > 0).length"


@pytest.fixture(scope="module")
def page(service: Service, browser: Browser) -> Browser:
    """The page at desktop width, its first pictures drawn."""
    browser.screen(1280, 900)
    browser.visit(service.url + "/?source=noise&size=32")
    browser.until(DRAWN.format("#pictures img") + " == 24")
    browser.until("document.querySelectorAll('#shaders li').length")
    return browser


def test_it_shows_sources_pictures_and_programs_and_breaks_no_policy(page: Browser, service: Service) -> None:
    names = {source["name"] for source in service.ask("GET", "/v1/sources")[1]}
    page.until("document.querySelectorAll('#sources button').length")
    assert set(page.value("[...document.querySelectorAll('#sources strong')].map(e => e.textContent)")) == names
    assert page.until(DRAWN.format("#shaders img")) > 0
    assert page.value("document.querySelectorAll('#pictures img')[5].alt") == "image 5 of noise, seed 0"
    assert page.complaints == []


def test_the_lines_to_copy_give_the_pictures_that_are_shown(page: Browser, service: Service) -> None:
    import shadergen

    page.value("document.querySelector('#later').click()")
    line = page.until("document.querySelector('#python').textContent.includes(', 24)') && python.textContent")
    drawn = eval(line, {"shadergen": shadergen})  # the line that the page shows
    shown = page.until(
        """(async () => {
        const image = document.querySelector('#pictures img');
        if (!image.complete || !image.src.includes('/24.png')) return null;
        const canvas = Object.assign(document.createElement('canvas'), {width: 32, height: 32});
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        return [...context.getImageData(0, 0, 32, 32).data];
    })()"""
    )
    assert [v for k, v in enumerate(shown) if k % 4 < 3] == drawn.ravel().tolist()
    assert page.value("command.textContent") == "shadergen render --n 48 --source noise --size 32 --seed 0"


def test_a_wrong_recipe_is_answered_with_the_services_words(page: Browser) -> None:
    page.fill("recipe-form", source="nosie")
    assert "unknown source nosie" in page.until("!problem.hidden && problem.textContent")
    page.value("document.querySelector('#sources [data-name=noise]').click()")
    page.until("problem.hidden && " + DRAWN.format("#pictures img") + " == 24")


def test_search_finds_programs_and_shows_a_text_beside_its_picture(
    page: Browser, service: Service, tmp_path: Path
) -> None:
    from shadergen.cli.main import app

    found = service.ask("GET", "/v1/shaders?q=fur")[1]["shaders"]
    page.fill("search", q="fur")
    page.until(f"document.querySelectorAll('#shaders li').length == {len(found)}")
    page.value("document.querySelector('#shaders button').click()")
    page.until("shader.open && document.querySelector('#shader-picture').naturalWidth")
    text = service.ask("GET", f"/v1/shaders/{found[0]['id']}")[1]["text"]
    assert page.value("document.querySelector('#shader-text').textContent") == text
    line = page.value("document.querySelector('#shader-command').textContent")
    out = tmp_path / "sheet.png"
    assert CliRunner().invoke(app, [*shlex.split(line)[1:-1], str(out)]).exit_code == 0
    with urllib.request.urlopen(f"{service.url}/v1/shaders/{found[0]['id']}/preview.png", timeout=30) as answer:
        shown = Image.open(io.BytesIO(answer.read()))
    assert shown.tobytes() == Image.open(out).tobytes()
    for kind in ("keyDown", "keyUp"):
        page.tell("Input.dispatchKeyEvent", type=kind, key="Escape", code="Escape", windowsVirtualKeyCode=27)
    page.until("!shader.open")


def test_a_job_is_started_watched_and_its_dataset_listed(page: Browser) -> None:
    page.fill("render-form", "requestSubmit()", name="from-page", n=300)
    page.until("[...document.querySelectorAll('#job-list li')].some(e => e.innerText.includes('render, done'))")
    page.until("document.querySelector('#dataset-list').innerText.includes('from-page')")
    page.fill("render-form", "requestSubmit()", name="long", n=60_000)
    page.until("document.querySelector('#job-list progress')?.value > 0")
    page.value("document.querySelector('#job-list button').click()")
    page.until("document.querySelector('#job-list').innerText.includes('render, cancelled')")
    assert page.complaints == []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("width", "height", "name"), [(1280, 1400, "desktop"), (390, 844, "phone")])
def test_it_fits_its_screen(page: Browser, tmp_path: Path, width: int, height: int, name: str, dark: bool) -> None:
    page.screen(width, height, phone=name == "phone", dark=dark)
    page.until(f"innerWidth == {width}")
    assert page.value("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    ground = page.value("getComputedStyle(document.body).backgroundColor")
    assert (sum(json.loads(ground.replace("rgb(", "[").replace(")", "]"))) < 200) == dark
    folder = Path(os.environ.get("SHADERGEN_SCREENSHOTS", tmp_path))
    page.until(DRAWN.format("#shaders img"))
    time.sleep(0.3)
    page.shoot(folder / f"page-{name}{'-dark' if dark else ''}.png")


def test_everything_that_can_be_pressed_or_filled_in_has_a_name(page: Browser) -> None:
    page.tell("Accessibility.enable")
    nodes = page.tell("Accessibility.getFullAXTree")["nodes"]
    roles = {"button", "textbox", "searchbox", "spinbutton", "combobox", "link", "image", "progressbar"}
    unnamed = [
        node
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in roles and not node.get("name", {}).get("value")
    ]
    assert not unnamed
    assert sum(node["role"].get("value") == "button" for node in nodes) > 10


def test_no_file_but_the_pages_own_is_sent(service: Service) -> None:
    host, _, port = service.url.removeprefix("http://").partition(":")
    for path, status in (
        ("/", 200),
        ("/static/page.js", 200),
        ("/static/..%2fpage.py", 404),
        ("/static/../page.py", 404),
    ):
        connection = http.client.HTTPConnection(host, int(port), timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.status == status
        if status == 200:
            policy = answer.headers["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "script-src 'self'" in policy
            assert b"style=" not in answer.read()
        connection.close()


def test_the_token_is_asked_for_once(browser: Browser, tmp_path: Path) -> None:
    token = "sixteen-or-more-characters"
    browser.tell("Network.setBlockedURLs", urls=["*/v1/shaders/*"])  # thumbnails take a while to draw
    with serving(tmp_path / "data", token) as service:
        browser.visit(service.url + "/?source=noise&size=8")
        browser.until("document.forms.length == 1 && document.querySelectorAll('input[type=password]').length")
        browser.value(f"document.querySelector('input').value = {token!r}; document.forms[0].requestSubmit()")
        browser.until(DRAWN.format("#pictures img") + " == 24")
        assert not browser.value("document.cookie")
        browser.visit(service.url + "/?source=noise&size=9")
        browser.until("location.search.includes('size=9') && " + DRAWN.format("#pictures img") + " == 24")
