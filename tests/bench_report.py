"""What `shadergen bench` prints for programs."""

import json
import subprocess
import sys
from typing import Any


def bench_rows(part: str, *flags: str) -> list[dict[str, Any]]:
    """The rows of one part, by the command line."""
    words = [sys.executable, "-m", "shadergen", "bench", part, *flags, "--json"]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["part"] == part
    rows: list[dict[str, Any]] = report["rows"]
    return rows
