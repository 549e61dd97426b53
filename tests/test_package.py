"""A wheel and an sdist: built, installed where nothing else of the checkout is seen, and used from another folder."""

import json
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DATA = {"shaders/twigl/catalog.json", "distill/builtin/fashion-mnist/teacher.safetensors", "server/static/index.html"}


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an sdist and the wheel that is built from it."""
    pytest.importorskip("build", reason="build is not installed")
    pytest.importorskip("hatchling", reason="hatchling is not installed")
    folder = tmp_path_factory.mktemp("built")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    return folder


@pytest.mark.slow
def test_the_sdist_holds_what_a_checkout_needs(built: Path):
    with tarfile.open(next(built.glob("*.tar.gz"))) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    programs = {f"shaders/twigl/{file.name}" for file in (ROOT / "shaders" / "twigl").glob("*.glsl")}
    assert names >= DATA | programs | {"Makefile", "constraints.txt", "scripts/bootstrap", "examples/demo.yaml"}
    assert not [name for name in names if name.startswith((".venv", "demo/")) or "__pycache__" in name]


@pytest.mark.slow
def test_the_wheel_works_away_from_the_checkout(built: Path, tmp_path: Path):
    run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    python, shadergen = (tmp_path / "venv" / "bin" / name for name in ("python", "shadergen"))
    run(python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", next(built.glob("*.whl")), cwd=tmp_path)
    # the dependencies are those of this environment; its links to the checkout are not followed from here
    own = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])", cwd=tmp_path).strip())
    (own / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"])
    rooms = (
        "import shadergen, leaves, distill, server; print(*(m.__file__ for m in (shadergen, leaves, distill, server)))"
    )
    assert all(Path(file).is_relative_to(own) for file in run(python, "-c", rooms, cwd=tmp_path).split())
    listed = json.loads(run(shadergen, "catalog", "list", "--json", cwd=tmp_path))["programs"]
    assert len(listed) == len(list((ROOT / "shaders" / "twigl").glob("*.glsl")))
    teacher = ["--teacher", "builtin:fashion-mnist"]
    run(shadergen, "render", "--n", 64, "--size", 28, "--source", "twigl,leaves", "--out", "pool", cwd=tmp_path)
    run(shadergen, "select", "pool", *teacher, "--n", 64, "--out", "chosen", cwd=tmp_path)
    short = ["--epochs", 1, "--batch", 16, "--augment", "none"]
    run(shadergen, "distill", "chosen", *teacher, "--student", "cnn", "--out", "run", *short, cwd=tmp_path)
    assert (tmp_path / "run" / "student.safetensors").is_file()
    assert (tmp_path / "run" / "report.html").is_file()
