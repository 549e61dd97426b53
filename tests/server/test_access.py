"""Who may come in, what a request may be, and what the command refuses before it serves."""

import base64
import json
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import Running, running, until

from shadergen.cli.main import app
from shadergen.errors import UsageError

TOKEN = "0123456789abcdef-for-tests"
NOISE = {"source": "noise", "size": "16"}


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service with a token, that draws clients' programs and is short of patience."""
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "token").write_text(TOKEN + "\n")
    flags = ["--workers", 1, "--token-file", folder / "token", "--allow-programs", "--hang-seconds", 2]
    with running(folder, *flags, "--max-streams-per-client", 2, "--max-side", 256) as service:
        yield service


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service without a token."""
    with running(tmp_path_factory.mktemp("local"), "--workers", 1) as service:
        yield service


def basic(password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"anyone:{password}".encode()).decode()}


def bearer(token: str = TOKEN) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize(
    "path", ["/", "/metrics", "/openapi.json", "/v1/stream?n=1", "/v1/jobs", "/v1/no-such", "/static/x"]
)
def test_nothing_but_the_probes_is_there_without_the_token(guarded: Running, path: str) -> None:
    status, headers, body = guarded.ask("GET", path)
    assert (status, headers["content-type"]) == (401, "application/problem+json")
    assert headers["www-authenticate"].startswith("Bearer")
    assert TOKEN not in body.decode()


@pytest.mark.parametrize(
    "headers",
    [
        bearer("wrong"),
        bearer(TOKEN[:-1]),
        bearer(""),
        bearer("ünïcode"),
        basic("wrong"),
        {"Authorization": "Basic ???"},
        {"Authorization": f"Token {TOKEN}"},
        {"Cookie": f"shadergen={TOKEN}"},
        {"Cookie": "shadergen=99999999999.0000"},
        {"Cookie": "shadergen=x.y"},
    ],
)
def test_a_wrong_token_is_refused(guarded: Running, headers: dict[str, str]) -> None:
    raw = {name: value.encode("latin-1") for name, value in headers.items()}
    assert guarded.ask("GET", "/v1/jobs", headers=raw)[0] == 401  # type: ignore[arg-type]


def test_the_token_opens_as_bearer_and_as_password(guarded: Running) -> None:
    for headers in (bearer(), basic(TOKEN)):
        assert guarded.ask("GET", guarded.target("/v1/stream", NOISE, n=3), headers=headers)[0] == 200


@pytest.mark.skipif(shutil.which("curl") is None, reason="it is curl that is asked")
def test_curl_takes_the_token_from_the_url(guarded: Running) -> None:
    done = subprocess.run(
        ["curl", "-sf", guarded.url.replace("//", f"//user:{TOKEN}@") + guarded.target("/v1/stream", NOISE, n=3)],
        capture_output=True,
        check=True,
    )
    assert len(done.stdout) > 1024


def test_the_page_logs_in_once_with_a_cookie_that_scripts_do_not_see(guarded: Running) -> None:
    status, headers, _ = guarded.ask("GET", "/", headers={"Accept": "text/html"})
    assert (status, headers["location"]) == (303, "/login")
    assert b'type="password"' in guarded.ask("GET", "/login")[2]
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert guarded.ask("POST", "/login", b"token=wrong", form)[0] == 401
    status, headers, _ = guarded.ask("POST", "/login", f"token={TOKEN}".encode(), form)
    assert (status, headers["location"]) == (303, "/")
    cookie = headers["set-cookie"]
    assert TOKEN not in cookie
    assert {"httponly", "samesite=strict"} <= set(cookie.lower().replace(" ", "").split(";"))
    value = cookie.split(";")[0]
    assert guarded.ask("GET", "/v1/jobs", headers={"Cookie": f"other=1; {value}"})[0] == 200
    until, _, seal = value.partition("=")[2].partition(".")
    late = f"shadergen={int(until) + 1}.{seal}"
    assert guarded.ask("GET", "/v1/jobs", headers={"Cookie": late})[0] == 401
    # another site's form or script, with the cookie sent along
    foreign = {"Cookie": value, "Origin": "http://evil.example", "Content-Type": "application/json"}
    assert guarded.ask("POST", "/v1/jobs", b"{}", foreign)[0] == 403
    assert guarded.ask("POST", "/v1/jobs", b"{}", foreign | {"Origin": guarded.url})[0] == 422


def test_without_a_token_only_this_machine_s_names_are_answered(local: Running) -> None:
    assert local.ask("GET", "/v1/jobs")[0] == 200
    assert local.ask("GET", "/v1/jobs", headers={"Host": f"localhost:{local.port}"})[0] == 200
    assert local.ask("GET", "/v1/jobs", headers={"Host": "evil.example"})[0] == 403
    assert local.ask("GET", "/v1/jobs", headers={"Host": f"127.0.0.1.evil.example:{local.port}"})[0] == 403


def test_answers_carry_an_id_and_headers_that_keep_browsers_careful(local: Running) -> None:
    _, headers, _ = local.ask("GET", "/healthz", headers={"X-Request-ID": "mine-1"})
    assert headers["x-request-id"] == "mine-1"
    assert headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "server" not in headers
    _, headers, _ = local.ask("GET", "/v1/no-such", headers={"X-Request-ID": 'bad "id"\t'})
    assert re.fullmatch("[0-9a-f]{16}", headers["x-request-id"])
    until(lambda: any(event.get("request_id") == headers["x-request-id"] for event in local.events()))
    (line,) = [event for event in local.events() if event.get("request_id") == headers["x-request-id"]]
    assert (line["status"], line["message"]) == (404, "GET /v1/no-such")


def test_streams_of_one_client_are_limited(guarded: Running) -> None:
    target = guarded.target("/v1/stream", NOISE)
    request = f"GET {target} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\n\r\n".encode()
    clients = [socket.create_connection(("127.0.0.1", guarded.port)) for _ in range(2)]
    for client in clients:
        client.sendall(request)
        assert client.recv(12) == b"HTTP/1.1 200"
    status, headers, body = guarded.ask("GET", target, headers=bearer())
    assert (status, headers["content-type"]) == (429, "application/problem+json")
    assert int(headers["retry-after"]) >= 1
    assert "2 of them yours" in json.loads(body)["detail"]
    for client in clients:
        client.close()
    for _ in range(100):
        if guarded.ask("GET", guarded.target("/v1/stream", NOISE, n=1), headers=bearer())[0] == 200:
            return
        time.sleep(0.05)
    raise AssertionError("the places are still taken")


def test_long_and_slow_bodies_are_refused(local: Running) -> None:
    big = b"x" * (300 * 1024)
    json_type = {"Content-Type": "application/json"}
    assert local.ask("POST", "/v1/jobs", big, json_type)[0] == 413
    with socket.create_connection(("127.0.0.1", local.port), timeout=30) as client:
        head = b"POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        client.sendall(
            head
            + b"Transfer-Encoding: chunked\r\n\r\n"
            + b"40000\r\n"
            + b" " * 0x40000
            + b"\r\n"
            + b"10\r\n"
            + b" " * 16
            + b"\r\n"
        )
        assert client.recv(12) == b"HTTP/1.1 413"
    with socket.create_connection(("127.0.0.1", local.port), timeout=30) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 400_000)
        assert client.recv(12) == b"HTTP/1.1 400"


def test_a_header_that_does_not_end_is_cut_off(tmp_path: Path) -> None:
    code = (
        "from server.serving import serve; from server.settings import Limits, Settings;"
        "limits = Limits(head_seconds=1, body_seconds=1);"
        f"serve(Settings(port=0, workers=1, data={str(tmp_path)!r}, limits=limits))"
    )
    root = Path(__file__).parent.parent.parent
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=root
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().rpartition(":")[2])
        try:
            for opening in (b"", b"GET / HTTP/1.1\r\nHost: local"):
                with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
                    client.sendall(opening)
                    began = time.monotonic()
                    assert client.recv(100) == b""
                    assert time.monotonic() - began < 5
            with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
                client.sendall(b"POST /v1/jobs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{")
                assert client.recv(12) == b"HTTP/1.1 408"
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.parametrize(
    ("flags", "environment", "words"),
    [
        (["--host", "0.0.0.0"], {}, "--token-file"),
        (["--host", "0.0.0.0"], {"SHADERGEN_TOKEN": "short"}, "fewer than 16"),
        (["--allow-programs"], {}, "needs --token-file"),
        (["--token-file", "/no/such"], {}, "/no/such"),
        (["--device", "tpu"], {}, "tpu"),
        (["--workers", "0"], {}, "workers"),
        (["--host", "192.0.2.1", "--insecure"], {}, "cannot listen"),
        ([], {"SHADERGEN_TOKEN": "with a space in it"}, "token"),
    ],
)
def test_what_cannot_be_served_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: list[str], environment: dict[str, str], words: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=words) as raised:
        app(["serve", "--data", str(tmp_path / "data"), "--port", "0", *flags], standalone_mode=False)
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "data").exists()


def test_a_port_in_use_is_one_line(tmp_path: Path, local: Running) -> None:
    command = [sys.executable, "-m", "shadergen", "serve", "--data", str(tmp_path / "data"), "--port", str(local.port)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "Address already in use; give another --host or --port" in done.stderr


def shot(service: Running, text: str, **more: object) -> tuple[int, dict[str, str], bytes]:
    body = json.dumps({"text": text, "size": 32} | more).encode()
    return service.ask("POST", "/v1/shots", body, bearer() | {"Content-Type": "application/json"})


def test_a_client_s_program_is_drawn_where_it_is_allowed(guarded: Running, local: Running) -> None:
    import numpy as np

    from shadergen.shards.encode import decode

    status, headers, body = shot(guarded, "o=vec4(.2,.4,.6,1);", mode="geekest (300 es)")
    assert (status, headers["content-type"]) == (200, "image/png")
    assert (decode(body) == np.array([51, 102, 153])).all()
    assert shot(local, "o=vec4(.2,.4,.6,1);")[0] == 403
    status, _, body = shot(guarded, "o=vec4(nothing,1);", mode="geekest (300 es)")
    assert status == 422
    assert "nothing" in json.loads(body)["detail"]
    assert shot(guarded, "o=vec4(1);", mode="no such mode")[0] == 422
    assert shot(guarded, "o=vec4(1);", size=300)[0] == 422
    assert shot(guarded, "o=vec4(1);", frame=10_000)[0] == 422


def test_a_client_s_program_that_hangs_costs_its_worker_alone(guarded: Running) -> None:
    hang = """vec3 p=vec3(FC.xy/r,t);
    for(int i=0;i<60000;i++)p=p*.5+vec3(snoise4D(p.xyzx),snoise4D(p.yzxx),snoise4D(p.zxyy));o=vec4(p,1);"""
    status, _, body = shot(guarded, hang, size=256)
    assert status == 422
    assert "stopped its worker" in json.loads(body)["detail"]
    assert shot(guarded, "o=vec4(.2,.4,.6,1);")[0] == 200
