"""The likeliest mistakes: each gets one line that says what to do, an exit status, and no traceback."""

import os
import pickle
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from shadergen.cli import main as command_line
from shadergen.recipe import Recipe
from shadergen.rendering import Options, render

FASHION = "builtin:fashion-mnist"
SPEC = "factory: torch.nn:Linear\nargs: {{in_features: 4, out_features: 2}}\n{}\nclasses: 2\n"
INPUT = "input: {size: 8, mean: [0, 0, 0], std: [1, 1, 1]}"
VAST = """
import torch
from torch import nn

class Net(nn.Linear):
    def forward(self, x):
        return super().forward(x[:, 0, 0, :4]) + torch.empty(2**50 if len(x) > 2 else 1).sum()
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a dataset, a damaged one, SPECs of all kinds, and files where folders are expected."""
    home = tmp_path_factory.mktemp("home")
    render(Recipe(source="leaves", size=16, shard_size=20), home / "pool", n=40, options=Options(workers=1))
    shutil.copytree(home / "pool", home / "damaged")
    (home / "damaged" / "shard-000001.tar").write_bytes(os.urandom(3000))
    for name in ("empty", "test"):
        (home / name).mkdir()
    (home / "file").write_text("not a folder")
    (home / "list.pth").write_bytes(pickle.dumps([1, 2], protocol=2))
    torch.save({"a": torch.zeros(3)}, home / "other.pth")
    (home / "list.yaml").write_text(SPEC.format(f"weights: list.pth\n{INPUT}"))
    (home / "other.yaml").write_text(SPEC.format(f"weights: other.pth\n{INPUT}"))
    (home / "vast_network.py").write_text(VAST)
    torch.save(torch.nn.Linear(4, 2).state_dict(), home / "vast.pth")
    (home / "vast.yaml").write_text(
        SPEC.replace("torch.nn:Linear", "vast_network:Net").format(f"weights: vast.pth\n{INPUT}")
    )
    (home / "key.yaml").write_text(SPEC.format("wieghts: other.pth"))
    (home / "open.yaml").write_text("{")
    (home / "pipe.yaml").write_text(
        f"teacher: {FASHION}\nrender: {{n: 40}}\ndistill: {{student: cnn}}\nevaluate: {{data: 'ids:nowhere'}}\n"
    )
    return home


def said(capfd: pytest.CaptureFixture[str], words: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """The exit status and what stands on stderr, without lines of progress."""
    monkeypatch.setattr(sys, "argv", ["shadergen", *words.split()])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    lines = capfd.readouterr().err.splitlines()
    return int(ended.value.code or 0), [line for line in lines if not line.startswith(("epoch", "stage"))]


@pytest.fixture(autouse=True)
def _signals() -> object:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


MISTAKES = [
    ("rendr", 2, "'rendr'. Did you mean 'render'?; see: shadergen --help"),
    ("render", 2, "Missing option '--n'; see: shadergen render --help"),
    ("render --n many", 2, "'--n': Input should be a valid integer"),
    ("render --n 10 --nn 3", 2, "No such option: --nn"),
    ("render --n 0 --out x", 2, "n is 0; it is 1 to"),
    ("render --n 10 --size 0 --out x", 2, "size 0x0: each side is 1 to 4096 pixels"),
    ("render --n 10 --source twigel --out x", 2, "twigel; there are twigl, leaves"),
    ("render --n 10 --workers many --out x", 2, "'many'; it is auto or 1"),
    ("render --n 10 --engine slurm --out x", 2, "'slurm' is unknown; there is: local, ray"),
    (
        "select pool --teacher vast.yaml --n 4 --out x --no-report",
        1,
        "memory; give smaller images, a smaller network, fewer --workers, --device cpu or a device with more (",
    ),
    (
        "distill pool --teacher vast.yaml --student cnn --out x --batch 8 --augment none",
        1,
        "memory; give smaller images, a smaller network, a smaller --batch, fewer --workers, --device",
    ),
    ("invert pool --teacher nowhere.yaml --out x", 2, "nowhere.yaml"),
    (f"invert pool --teacher {FASHION} --steps 0 --out x", 2, "the inversion's steps is 0; it is 1 or more"),
    (f"invert nowhere --teacher {FASHION} --out x", 2, "nowhere"),
    (f"invert damaged --teacher {FASHION} --out x", 1, "shard-000001.tar"),
    ("render --n 10 --device gpu:99 --out x", 2, "device gpu:99 is not there"),
    ("render --n 10 --device cuda --out x", 2, "auto, cpu, gpu, or gpu:K"),
    ("render --n 10 --recipe nowhere.yaml", 2, "nowhere.yaml: No such file"),
    ("render --n 10 --recipe open.yaml", 2, "open.yaml: not YAML"),
    ("render --n 10 --set size", 2, "--set size: it takes KEY=VALUE"),
    ("render --n 10 --set sise=3", 2, "unknown key 'sise'; did you mean 'size'"),
    ("render --n 10 --shaders nowhere", 2, "nowhere: no such folder; give one"),
    ("render --n 10 --out file", 2, "file is a file; give --out a folder"),
    ("render --n 10 --out /proc/nowhere", 2, "/proc/nowhere cannot be written"),
    ("render --n 60 --size 32 --source leaves --shard-size 20 --out pool", 2, "pool"),
    ("render --n 60 --size 16 --source noise --shard-size 20 --out pool", 2, "pool"),
    ("verify empty", 2, "empty is no dataset folder"),
    ("preview nowhere --out s.png", 2, "nowhere: No such file or directory; give a readable program file"),
    ("select nowhere --teacher F --n 10 --out x", 2, "nowhere is no folder; give one with shards"),
    ("select empty --teacher F --n 10 --out x", 2, "empty holds no shard (*.tar); render one first"),
    ("select pool --teacher builtin:fashion --n 10 --out x", 2, "does not exist; there is fashion-mnist"),
    ("select pool --teacher fashion --n 10 --out x", 2, "'fashion' is unknown; give builtin:NAME"),
    ("select pool --teacher nowhere.yaml --n 10 --out x", 2, "nowhere.yaml: No such file"),
    ("select pool --teacher key.yaml --n 10 --out x", 2, "unknown key 'wieghts'; did you mean 'weights'?"),
    ("select pool --teacher list.yaml --n 10 --out x", 2, "list.pth"),
    ("select pool --teacher other.yaml --n 10 --out x", 2, "are of another network: weight is missing"),
    ("select pool --teacher F --n 0 --out x", 2, "n is 0"),
    ("select pool --teacher F --n 10 --out x --strategy best", 2, "'best' is unknown; there is: balanced"),
    ("select damaged --teacher F --n 10 --out x", 1, "shadergen verify damaged --repair"),
    ("distill damaged --teacher F --student cnn --out x", 1, "shadergen verify damaged --repair"),
    ("distill pool --teacher F --student cnnn --out x", 2, "'cnnn' is unknown; did you mean 'cnn'?"),
    ("distill pool --teacher F --student cnn --out x --eval idx:nowhere", 2, "nowhere is no folder"),
    ("distill pool --teacher F --student cnn --out x --eval pool", 2, "'pool' is unknown; give idx:DIR, folder:DIR"),
    ("distill pool --teacher F --student cnn --out x --batch 8 --augment strong", 2, "'strong'"),
    ("distill pool --teacher F --student cnn --out pool --batch 8", 2, "pool holds something else; give --out a new"),
    ("distill pool --teacher F --student cnn --out /proc/nowhere --batch 8", 1, "/proc/nowhere"),
    ("distill pool --teacher F --student cnn --out x --device gpu:99", 2, "device gpu:99"),
    ("evaluate F --data folder:empty", 2, "folder:empty"),
    ("evaluate F --data cifar:empty", 2, "no test files; it has data_batch_1"),
    ("evaluate nowhere.safetensors --data idx:empty", 2, "nowhere.json is not beside it"),
    ("pipeline nowhere.yaml --out x", 2, "nowhere.yaml: No such file"),
    ("pipeline pipe.yaml --out x", 2, "'ids:nowhere' is unknown; give idx:DIR"),
    ("pipeline pipe.yaml --eval idx:nowhere --out x", 2, "nowhere is no folder"),
    ("serve --port 99999", 2, "'--port': Input should be less than or equal to 65535"),
    ("serve --host 0.0.0.0", 2, "give --token-file or SHADERGEN_TOKEN"),
]


@pytest.mark.parametrize(("words", "status", "reason"), MISTAKES, ids=[words for words, *_ in MISTAKES])
def test_a_mistake_gets_one_line(
    home: Path, words: str, status: int, reason: str, capfd: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(home)
    found, lines = said(capfd, words.replace(" F ", f" {FASHION} "), monkeypatch)
    assert (found, len(lines)) == (status, 1), lines
    assert lines[0].startswith("shadergen: ")
    assert reason in lines[0]
    shutil.rmtree(home / "x", ignore_errors=True)


@pytest.mark.parametrize(
    ("module", "words", "extra"),
    [
        ("torch", "distill pool --teacher F --student cnn --out x", "distill"),
        ("torch", "select pool --teacher F --n 10 --out x", "distill"),
        ("torch", "evaluate F --data idx:empty", "distill"),
        ("torch", "pipeline pipe.yaml --out x", "distill"),
        ("fastapi", "serve", "service"),
        ("ray", "render --n 10 --engine ray", "ray"),
        ("upath", "render --n 10 --out s3://bucket/data", "cloud"),
        ("timm", "select pool --teacher timm:resnet18 --n 10 --out x", "timm"),
    ],
)
def test_a_missing_extra_is_named(home: Path, module: str, words: str, extra: str):
    code = f"import sys; sys.modules[{module!r}] = None; from shadergen.cli.main import main; main()"
    command = [sys.executable, "-c", code, *words.replace(" F ", f" {FASHION} ").split()]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1), done.stderr
    assert module in done.stderr.lower()
    assert f"pip install 'shadergen[{extra}]'" in done.stderr


def test_a_port_in_use(capfd: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, lines = said(capfd, f"serve --port {port} --data {tmp_path}", monkeypatch)
    assert status == 2
    assert lines == [
        f"shadergen: cannot listen at 127.0.0.1 port {port}: Address already in use; give another --host or --port"
    ]


def test_no_egl_library(home: Path):
    code = (
        "import ctypes, sys\n"
        "load = ctypes.CDLL\n"
        "def without(name, *rest, **more):\n"
        "    if name and 'EGL' in str(name):\n        raise OSError(f'{name}: cannot open shared object file')\n"
        "    return load(name, *rest, **more)\n"
        "ctypes.CDLL = without\n"
        "from shadergen.cli.main import main; main()"
    )
    command = [sys.executable, "-c", code, "shot", "a.glsl", "--out", "a.png"]
    (home / "a.glsl").write_text("// title: A\no=vec4(FC.x/r.x);")
    done = subprocess.run(command, cwd=home, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    assert done.stderr.count("\n") == 1
    assert "libEGL.so.1" in done.stderr
    assert "install" in done.stderr


def limited() -> None:
    """No file may grow beyond 20 kB: what a full disk looks like to who writes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


@pytest.mark.parametrize(
    "words",
    [
        "render --n 400 --size 32 --source noise --out full",
        "select pool --teacher F --n 40 --out full",
        "distill pool --teacher F --student cnn --out full --epochs 1 --batch 8 --augment none",
        "preview pool --out full.png",
    ],
)
def test_a_file_that_cannot_grow_is_one_line(home: Path, words: str):
    command = [sys.executable, "-m", "shadergen", *words.replace(" F ", f" {FASHION} ").split()]
    done = subprocess.run(command, cwd=home, capture_output=True, text=True, preexec_fn=limited)
    shutil.rmtree(home / "full", ignore_errors=True)
    said = [line for line in done.stderr.splitlines() if not line.startswith("epoch")]
    assert (done.returncode, len(said)) == (1, 1), done.stderr
    assert "full" in said[0] or "a file or folder: File too large; free space" in said[0]


def test_two_renders_into_one_folder_and_an_interrupt(home: Path):
    # minutes of drawing, and two gigabytes if it came to its end: what is free is asked for first
    asked = ["--n", "2000000", "--size", "16", "--source", "noise", "--out", "busy"]
    command = [sys.executable, "-m", "shadergen", "render", *asked]
    first = subprocess.Popen(command, cwd=home, stderr=subprocess.PIPE, text=True)
    try:
        while not (home / "busy" / "recipe.json").exists() and first.poll() is None:
            time.sleep(0.05)
        second = subprocess.run(command, cwd=home, capture_output=True, text=True)
        assert (second.returncode, second.stderr.count("\n")) == (2, 1)
        assert f"busy is being written by process {first.pid}; wait for it or stop it" in second.stderr
    finally:
        first.send_signal(signal.SIGINT)
        error = first.communicate(timeout=60)[1]
    assert first.returncode == 130
    last = error.splitlines()[-1]
    assert last == "shadergen: interrupted; what was finished is kept: run the same command again to go on"
