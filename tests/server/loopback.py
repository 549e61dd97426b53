"""A service in a process of its own, on a free port of this machine, which tests may kill."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

ROOT = Path(__file__).parent.parent.parent


@dataclass
class Service:
    """A running service."""

    url: str
    process: subprocess.Popen[bytes]

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Status and parsed JSON of a request."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json"} | (headers or {})
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except HTTPError as error:
            with error:
                return error.code, json.load(error)

    def wait(self, key: str, *states: str, seconds: float = 60) -> dict[str, Any]:
        """The job, once it is in one of some states."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            status, job = self.ask("GET", f"/v1/jobs/{key}")
            assert status == 200, job
            if job["state"] in states:
                return job
            time.sleep(0.1)
        raise AssertionError(f"after {seconds} s the job is {job}")

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.wait()


@contextmanager
def serving(data: Path, token: str = "", **limits: Any) -> Iterator[Service]:
    """A service on a data folder, shut down at the end; `limits` are of its jobs."""
    with (data.parent / "service.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, __file__, str(data), token, json.dumps(limits)],
            stdout=subprocess.PIPE,
            stderr=log,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
    assert process.stdout
    with process.stdout as stdout:
        try:
            said = stdout.readline().decode()
            assert "http" in said, (data.parent / "service.log").read_text()[-2000:]
            yield Service(said.split()[-1], process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(30)


def _main(data: str, token: str, limits: str) -> None:
    from server.serving import serve
    from server.settings import JobLimits, Settings

    jobs = JobLimits(**json.loads(limits))
    serve(Settings(port=0, data=Path(data), token=token or None, workers=1, device="cpu", jobs=jobs))


if __name__ == "__main__":
    _main(*sys.argv[1:])
