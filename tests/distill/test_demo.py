"""`make demo`: its document scaled down, with and without the test set, and the page that it ends with."""

import base64
import io
import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
import yaml
from PIL import Image
from typer.testing import CliRunner

from shadergen.cli.main import app
from tests.distill.test_pipeline import labelled

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("there", [True, False])
def test_make_measures_accuracy_where_the_test_set_is(tmp_path: Path, there: bool):
    data = tmp_path if there else tmp_path / "nowhere"
    command = ["make", "-n", "demo", f"DEMO_DATA={data}"]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    line = next(line for line in said.splitlines() if "pipeline examples/demo.yaml" in line)
    assert line.split()[-2:] == (["--eval", f"idx:{data}"] if there else ["--out", "demo"])
    last = [line for line in said.splitlines() if line.startswith("echo")][-1]
    assert re.search(r"The page: .*demo/report\.html", last)


def test_the_page_shows_what_was_drawn_and_chosen(tmp_path: Path):
    document = yaml.safe_load((ROOT / "examples" / "demo.yaml").read_text())
    document["render"] |= {"n": 300, "source": "leaves"}
    document["select"]["n"] = 100
    document["invert"] = {"n": 40, "steps": 2}
    document["distill"] |= {"epochs": 1, "batch": 32}
    (tmp_path / "small.yaml").write_text(yaml.safe_dump(document))
    labelled(tmp_path / "data", 40)
    words = ["pipeline", str(tmp_path / "small.yaml"), "--out", str(tmp_path / "run"), "--device", "cpu"]
    ran = CliRunner().invoke(app, [*words, "--workers", "1", "--eval", f"idx:{tmp_path / 'data'}"])
    assert ran.exit_code == 0, ran.exception
    assert "right on the test set" in ran.stdout
    page = (tmp_path / "run" / "report.html").read_text()
    assert "of 40 test images right" in page
    strips = re.findall(r'alt="Images of class (\d+)" src="data:image/png;base64,([^"]+)"', page)
    assert len(strips) > 1
    for _, data in strips:
        strip = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB"))
        pictures = [strip[:, x : x + 48].tobytes() for x in range(0, strip.shape[1], 50)]
        assert len(set(pictures)) == len(pictures) <= 8
    chosen, moved = (re.search(rf'alt="Images as {what}" src="([^"]+)"', page)[1] for what in ("chosen", "moved"))
    assert chosen != moved
