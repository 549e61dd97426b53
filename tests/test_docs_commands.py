"""Every command that the README and docs show: it parses, and it runs, scaled down."""

import os
import re
import struct
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import yaml
from doc_blocks import PAGES, Block, blocks, commands, mentioned
from PIL import Image

SCALED = (
    (r"(--n|--budget) \d+", r"\1 20"),
    (r"--size \d+", "--size 32"),
    (r"--epochs \d+", "--epochs 1"),
    (r"--batch \d+", "--batch 4"),
    (r"(--student|--model) \S+", r"\1 cnn"),
    (r"(shadergen (?:distill|train-teacher)) ", r"\1 --batch 4 --epochs 1 "),
    (r"/usr/share/datasets/fashion-mnist", "labelled"),
    # in URLs, YAML and Python
    (r"\b(n: |n=)[\d_]+", r"\g<1>20"),
    (r"\b(batch(?:_size)?=)\d+", r"\g<1>10"),
    (r"\bepochs: \d+", "epochs: 1, batch: 4"),
    (r"\b10_000\b", "20"),
    (r"num_workers=\d+", "num_workers=0"),
)
"""What is made smaller before a block runs: patterns, and what takes their place."""
NOT_RUN = {
    "docs/performance.md": "its figures take hours",
    "docs/results.md": "its figures take hours",
}
"""Pages whose commands are parsed alone."""
SHOWN = [block for page in PAGES for block in blocks(page)]
RUN = [block for block in SHOWN if block.kind in ("sh", "python") and not block.title]


class Folder:
    """Where a page's blocks run, one after the other: with its files, and with what it takes for granted."""

    def __init__(self, path: Path) -> None:
        self.path, self.service, self.url = path, None, ""
        self.environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "OMP_NUM_THREADS": "1",
        }

    def run(self, block: Block) -> None:
        text = self.scaled(block.text)
        if block.kind == "python":
            self.call([sys.executable, "-W", "error::SyntaxWarning", "-c", text])
            return
        if serve := re.search(r"^shadergen serve\b[^#\n]*", text, re.MULTILINE):
            self.serve(serve[0].split())
            text = text.replace(serve[0], "", 1)
        self.call(["bash", "-euo", "pipefail", "-c", text.replace("http://127.0.0.1:8000", self.url)])

    def scaled(self, text: str) -> str:
        for pattern, smaller in SCALED:
            text = re.sub(pattern, smaller, text)
        return text.replace("http://127.0.0.1:8000", self.url) if self.url else text

    def call(self, command: list[str]) -> None:
        done = subprocess.run(
            command, cwd=self.path, env=self.environment, text=True, timeout=120, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )  # fmt: skip
        assert done.returncode == 0, f"{command[-1]}\n{done.stdout[-3000:]}"

    def serve(self, command: list[str]) -> None:
        self.service = subprocess.Popen(
            [*command, "--port", "0", "--workers", "1"], cwd=self.path, env=self.environment, text=True,
            stdout=subprocess.PIPE,
        )  # fmt: skip
        self.url = re.search(r"http://[\w.:]+\d", self.service.stdout.readline())[0]
        assert urllib.request.urlopen(f"{self.url}/readyz", timeout=60).status == 200

    def close(self) -> None:
        if self.service:
            self.service.terminate()
            self.service.communicate()


def given(folder: Path) -> None:
    """What pages speak of and do not make themselves: pictures by class, labelled images, programs, a checkpoint."""
    random = np.random.default_rng(0)
    for split in ("train", "test"):
        for kind in ("cats", "dogs"):
            (folder / "pictures" / split / kind).mkdir(parents=True)
            for number in range(6):
                picture = Image.fromarray(random.integers(0, 256, (32, 32, 3), dtype=np.uint8))
                picture.save(folder / "pictures" / split / kind / f"{number}.png")
    (folder / "labelled").mkdir()
    for prefix in ("train", "t10k"):
        images, labels = random.bytes(20 * 28 * 28), bytes(range(10)) * 2
        (folder / f"labelled/{prefix}-images-idx3-ubyte").write_bytes(struct.pack(">4i", 2051, 20, 28, 28) + images)
        (folder / f"labelled/{prefix}-labels-idx1-ubyte").write_bytes(struct.pack(">2i", 2049, 20) + labels)
    (folder / "pasted").mkdir()
    for name, text in {
        "bands": "o=vec4(hsv(FC.y/r.y+t*.1,.8,.5+.5*sin(FC.x)),1);",
        "dots": "o=vec4(sin(FC.xyy+t),1);",
    }.items():
        (folder / f"pasted/{name}.txt").write_text(text)


def network(folder: Path) -> None:
    """The network of docs/teacher.md, for other pages that name it."""
    import torch

    (shown,) = (block for block in SHOWN if block.title == "my_package/networks.py")
    names: dict[str, type] = {}
    exec(shown.text, names)
    torch.save(names["Net"](width=16).state_dict(), folder / "checkpoint.pth")
    write(folder, shown)


def write(folder: Path, block: Block) -> None:
    file = folder / block.title
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(block.text)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Folder]]:
    opened: dict[str, Folder] = {}
    yield opened
    for folder in opened.values():
        folder.close()


def opened(page: str, folders: dict[str, Folder], factory: pytest.TempPathFactory) -> Folder:
    if page not in folders:
        folder = folders[page] = Folder(factory.mktemp("page"))
        given(folder.path)
        titled = [block for block in SHOWN if block.page == page and block.title]
        for block in titled:
            write(folder.path, Block(**vars(block) | {"text": folder.scaled(block.text)}))
        if any("checkpoint.pth" in block.text for block in titled):
            network(folder.path)
    return folders[page]


def name(block: Block) -> str:
    return f"{block.page}:{block.line}"


def marked(block: Block) -> object:
    """A block as a parameter; the README's run always, those of docs/ take a minute or two together."""
    if reason := block.not_run or NOT_RUN.get(block.page):
        return pytest.param(block, id=name(block), marks=pytest.mark.skip(reason=f"{name(block)}: {reason}"))
    return pytest.param(block, id=name(block), marks=() if block.page == "README.md" else pytest.mark.slow)


@pytest.mark.parametrize("block", [marked(block) for block in RUN])
def test_it_runs(block: Block, folders: dict[str, Folder], tmp_path_factory: pytest.TempPathFactory) -> None:
    opened(block.page, folders, tmp_path_factory).run(block)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_parses(page: str) -> None:
    for block in blocks(page):
        for arguments in commands(block.text) if block.kind == "sh" else ():
            command, rest = found(arguments)
            assert not unknown(command, rest), f"{name(block)}: {arguments}"
            if not set("${*") & set(" ".join(rest)):
                command.make_context(arguments[0], rest)  # raises where a value is missing or wrong
    for arguments in mentioned(page):
        assert not unknown(*found(arguments)), f"{page}: {arguments}"


def found(arguments: list[str]) -> tuple[object, list[str]]:
    """The command that arguments name, and the rest of them."""
    from typer.main import get_command

    from shadergen.cli.main import app

    command, rest = get_command(app), arguments
    while rest and hasattr(command, "commands") and not rest[0].startswith("-"):
        assert rest[0] in command.commands, f"no such command: shadergen {' '.join(arguments)}"
        command, rest = command.commands[rest[0]], rest[1:]
    return command, rest


def unknown(command: object, rest: list[str]) -> set[str]:
    """The options that a command does not have."""
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    return {word.split("=")[0] for word in rest if re.match(r"-{1,2}[a-z]", word)} - known - {"--help", "-h"}


def test_the_teachers_shown_are_ones() -> None:
    from distill.teachers.spec import Spec

    shown = [yaml.safe_load(block.text) for block in SHOWN if block.page == "docs/teacher.md" and block.kind == "yaml"]
    assert [Spec.model_validate(document).kind for document in shown] == ["factory", "timm"]


def test_the_examples_of_the_help_parse() -> None:
    from typer.main import get_command

    from shadergen.cli.main import app

    pending, examples = [get_command(app)], 0
    while pending:
        command = pending.pop()
        pending += getattr(command, "commands", {}).values()
        for arguments in commands(f"{command.help}\n{command.epilog or ''}"):
            example, rest = found(arguments)
            example.make_context(arguments[0], rest)
            examples += 1
    assert examples >= 15


def test_the_blocks_are_found() -> None:
    per_page = {page: sum(block.page == page for block in RUN) for page in PAGES}
    assert per_page["README.md"] >= 5
    assert per_page["docs/index.md"] >= 8
    arguments = list(
        commands("shadergen render --n 5  # few\nX=1 shadergen verify a && b\npython -m shadergen shot \\\n f")
    )
    assert arguments == [["render", "--n", "5"], ["verify", "a"], ["shot", "f"]]


@pytest.mark.parametrize("text", ["shadergen rendr --n 5", "shadergen render --n 5 --sise 3", "shadergen catalog lst"])
def test_a_wrong_command_is_found(text: str) -> None:
    (arguments,) = commands(text)
    try:
        wrong = unknown(*found(arguments))
    except AssertionError:
        return
    assert wrong == {"--sise"}
