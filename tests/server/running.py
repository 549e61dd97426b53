"""The whole service as `shadergen serve` starts it, and what tests ask of it."""

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).parent.parent.parent
MIX = {
    "source": "twigl:2,leaves,noise",
    "size": "24",
    "twigl.others": "0",
    "twigl.weights": "{tea-cup: 1, honeycomb: 1, city-blocks: 1}",
}
"""A recipe with all sources that compiles in a moment, as a query has it."""


@dataclass
class Running:
    """A running service; `said` is what it printed when it was up."""

    process: subprocess.Popen[str]
    said: str
    log: Path

    @property
    def url(self) -> str:
        return self.said.split()[-1]

    @property
    def port(self) -> int:
        return urlsplit(self.url).port or 0

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        return [
            int(pid) for pid in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        ]

    def stop(self) -> int:
        """Ask it to stop, and wait until it has."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def target(self, path: str, *recipes: dict[str, Any], **more: Any) -> str:
        query = urlencode({name: value for recipe in (*recipes, more) for name, value in recipe.items()})
        return f"{path}?{query}" if query else path

    def get(self, path: str, *recipes: dict[str, Any], **more: Any) -> bytes:
        """The body of a good answer."""
        with urllib.request.urlopen(self.url + self.target(path, *recipes, **more), timeout=60) as answer:
            return bytes(answer.read())

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and body of any answer; the path goes out as it stands."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        connection.close()
        return found

    def problem(self, path: str, *recipes: dict[str, Any], **more: Any) -> tuple[int, str]:
        """Status and detail of a problem document."""
        status, headers, body = self.ask("GET", self.target(path, *recipes, **more))
        assert headers["content-type"] == "application/problem+json", body
        document = json.loads(body)
        assert document["status"] == status
        return status, document["detail"]

    def metric(self, name: str) -> float:
        """A metric's value now."""
        lines = self.get("/metrics").decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.split()[0].partition("{")[0] == name)

    def events(self) -> list[dict[str, Any]]:
        """The log so far."""
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@contextmanager
def running(folder: Path, *flags: object, **environment: str) -> Iterator[Running]:
    """A service on a free port, its data and log in a folder; stopped at the end if it still runs."""
    folder.mkdir(exist_ok=True)
    log = folder / "log.jsonl"
    arguments = ["serve", "--port", "0", "--data", str(folder / "data"), "--device", "cpu", *map(str, flags)]
    with log.open("a") as err:
        process = subprocess.Popen(
            [sys.executable, "-m", "shadergen", *arguments],
            stdout=subprocess.PIPE,
            stderr=err,
            text=True,
            cwd=ROOT,
            env=os.environ | environment,
        )
    assert process.stdout is not None
    with process.stdout:
        service = Running(process, process.stdout.readline(), log)
        try:
            assert service.said, log.read_text()
            yield service
        finally:
            if process.poll() is None:
                service.stop()


def until(true: Callable[[], object], seconds: float = 20) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)
