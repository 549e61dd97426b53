"""The command line as a whole: it starts at once, every command shows an example, and shells complete it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
import yaml

from shadergen.cli import completion
from shadergen.cli.main import app

ROOT = Path(__file__).parents[2]
HEAVY = set("torch numpy moderngl PIL pydantic fastapi uvicorn jinja2 kornia ray glfw yaml".split())


def commands(group: object, *path: str) -> Iterator[tuple[tuple[str, ...], object]]:
    """Every command that does something, with the words that call it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, *path, name)
        else:
            yield (*path, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))


def test_help_imports_nothing_heavy():
    code = (
        "import sys; sys.argv = ['shadergen', '--help']\n"
        "from shadergen.cli.main import main\n"
        "try:\n    main()\nfinally:\n    print('imported', *{name.partition('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    text, _, modules = done.stdout.rpartition("imported")
    assert all(name in text for name in ("render", "select", "distill", "serve"))
    assert HEAVY & set(modules.split()) == set()


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_the_help_of_each_command_ends_with_an_example_that_it_accepts(path: tuple[str, ...]):
    command = COMMANDS[path]
    label, *words = (command.epilog or "").split()
    assert [label, *words[: len(path) + 1]] == ["Example:", "shadergen", *path]
    # raises for an option that there is not, and for a value of another kind
    assert command.make_context(path[-1], words[len(path) + 1 :]).params


def complete(line: str, shell: str = "bash") -> list[str]:
    """What a shell is offered for a line whose last word is unfinished."""
    words = line.split(" ")
    asked = {
        "bash": {"COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }[shell]
    environment = os.environ | asked | {"_SHADERGEN_COMPLETE": f"complete_{shell}"}
    code = "import sys; sys.argv = ['shadergen']; from shadergen.cli.main import main; main()"
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("shadergen d", {"distill", "doctor"}),
        ("shadergen catalog pro", {"probe"}),
        ("shadergen render --sh", {"--shaders", "--shard-size"}),
        ("shadergen render --source twigl,le", {"twigl,leaves"}),
        ("shadergen render --format p", {"png", "ppm"}),
        ("shadergen select pool --strategy l", {"long-tail", "lenient"}),
        ("shadergen select pool --teacher b", {"builtin:fashion-mnist"}),
        ("shadergen distill set --student wrn", {"wrn16-2", "wrn40-2"}),
        ("shadergen distill set --augment f", {"flip-crop"}),
        ("shadergen evaluate m --data c", {"cifar:"}),
    ],
)
def test_bash_is_offered_commands_options_and_values(line: str, offered: set[str]):
    assert set(complete(line)) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_zsh_and_fish_are_offered_the_same(shell: str):
    assert all(name in "\n".join(complete("shadergen d", shell)) for name in ("distill", "doctor"))
    assert "long-tail" in "\n".join(complete("shadergen select pool --strategy l", shell))


@pytest.mark.parametrize(("shell", "begins"), [("bash", "complete "), ("zsh", "compdef "), ("fish", "complete ")])
def test_each_shell_gets_its_script(shell: str, begins: str):
    environment = os.environ | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    code = "import sys; sys.argv[0] = 'shadergen'; from shadergen.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--show-completion", shell], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert any(line.startswith(begins) for line in done.stdout.splitlines())


def test_what_is_offered_is_what_there_is():
    from distill.augment.regimes import REGIMES
    from distill.losses import LOSSES
    from distill.networks.registry import NETWORKS
    from distill.settings import PRESETS
    from distill.strategies.registry import STRATEGIES
    from distill.teachers.load import load_teacher
    from shadergen.recipe import SOURCES

    assert set(completion.SOURCES) == set(SOURCES)
    assert set(completion.NETWORKS) == set(NETWORKS)
    assert set(completion.STRATEGIES) == set(STRATEGIES)
    assert set(completion.REGIMES) == set(REGIMES)
    assert set(completion.LOSSES) == set(LOSSES)
    assert set(completion.PRESETS) == set(PRESETS)
    assert all(load_teacher(spec, "cpu") for spec in completion.TEACHERS if spec.startswith("builtin:"))


def test_the_demo_and_the_help_name_the_default_library():
    from shadergen.recipe import LIBRARY_MIX

    demo = yaml.safe_load((ROOT / "examples" / "demo.yaml").read_text())
    assert demo["render"]["source"] == LIBRARY_MIX
    mix = ",".join(f"{name}:{weight:g}" for name, weight in LIBRARY_MIX.items())
    option = next(option for option in COMMANDS["render",].params if option.name == "source")
    assert f"[default: {mix}]" in option.help
