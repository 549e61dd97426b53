"""`scripts/bootstrap` on machines that are made of stand-ins: what it installs, and what it says when it may not."""

import platform
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from shadergen.gl.packages import PACKAGES

ROOT = Path(__file__).parents[2]
TOOLS = ("bash", "env", "dirname", "uname", "sed", "awk", "cat", "cut", "sha256sum", "mkdir", "chmod", "cp", "true")
ABI = {"x86_64": "x86-64", "aarch64": "AArch64"}[platform.machine()]
MANAGERS = {"debian": "apt-get", "fedora": "dnf", "arch": "pacman"}

PYTHON = """
echo "python $*" >>{log}
case "$*" in
  *"-m venv"*) for last; do :; done; mkdir -p "$last/bin"; cp "$0" "$last/bin/python" ;;
  *--extra-index-url*) exit {maker} ;;
  *"-m pip"*+cpu*) exit {configured} ;;
  --version) echo Python 3.11.0 ;;
esac
exit 0
"""


@dataclass(frozen=True)
class Machine:
    """A checkout, a folder of commands that is the whole PATH, and a log of the calls that would change something."""

    checkout: Path
    commands: Path
    log: Path

    def command(self, name: str, body: str) -> None:
        path = self.commands / name
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)

    def libraries(self, *names: str) -> None:
        lines = "\n".join(f"\t{name} (libc6,{ABI}) => {self.commands}/{name}" for name in names)
        self.command("ldconfig", f"cat <<'EOF'\n{lines}\nEOF")

    def python(self, *, configured: int = 0, maker: int = 0) -> None:
        self.command("python3", PYTHON.format(log=self.log, configured=configured, maker=maker))

    def bootstrap(self, *extras: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.checkout / "scripts/bootstrap", *extras],
            env={"PATH": str(self.commands), "HOME": str(self.commands)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def calls(self, word: str) -> list[str]:
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if word in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A Debian machine with all libraries, Xvfb and Python, whose user is not root and has no sudo."""
    checkout, commands = tmp_path / "checkout", tmp_path / "bin"
    (checkout / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts/bootstrap", checkout / "scripts/bootstrap")
    (checkout / "pyproject.toml").write_text("[project]\n")
    (checkout / "constraints.txt").write_text("numpy==2.4.6\ntorch==2.13.0\n")
    commands.mkdir()
    for tool in TOOLS:
        (commands / tool).symlink_to(str(shutil.which(tool)))
    built = Machine(checkout, commands, tmp_path / "log")
    for tool in ("apt-get", "Xvfb", "glslangValidator", "spirv-cross", "curl", "chromium"):
        built.command(tool, f'echo "{tool} $*" >>{built.log}')
    built.command("id", "echo 1000")
    built.python()
    (commands / "swrast_dri.so").touch()
    built.libraries("libEGL.so.1", "libGL.so.1")
    return built


@pytest.mark.parametrize("family", sorted(MANAGERS))
def test_without_root_it_prints_the_command_and_stops(machine: Machine, family: str) -> None:
    (machine.commands / "apt-get").unlink()
    machine.command(MANAGERS[family], f'echo "{MANAGERS[family]} $*" >>{machine.log}')
    machine.libraries()
    done = machine.bootstrap("none")
    assert done.returncode == 1
    assert done.stdout == f"{PACKAGES[family].command}\n", "the same packages as the doctor names"
    assert "missing: libEGL.so.1, libGL.so.1, Mesa's software driver; installing needs root" in done.stderr
    assert not machine.calls(MANAGERS[family])
    assert not (machine.checkout / ".venv").exists()


def test_only_what_is_missing_is_named(machine: Machine) -> None:
    (machine.commands / "swrast_dri.so").unlink()
    machine.command("sudo", "exit 1")  # it asks for a password
    done = machine.bootstrap("none")
    assert done.returncode == 1
    assert done.stdout == "sudo apt-get install -y --no-install-recommends libgl1-mesa-dri\n"


def test_the_driver_of_newer_mesa_counts_too(machine: Machine) -> None:
    (machine.commands / "swrast_dri.so").rename(machine.commands / "libgallium-25.0.7.so")
    assert machine.bootstrap("none").returncode == 0


def test_an_unknown_package_manager_is_told_what_is_missing(machine: Machine) -> None:
    (machine.commands / "apt-get").unlink()
    machine.libraries("libGL.so.1")
    done = machine.bootstrap("none")
    assert done.returncode == 1
    assert "missing: libEGL.so.1, Mesa's software driver; install them with" in done.stderr


@pytest.mark.parametrize("root", [True, False])
def test_root_and_sudo_without_password_install(machine: Machine, root: bool) -> None:
    machine.libraries("libGL.so.1")
    if root:
        machine.command("id", "echo 0")
    else:
        machine.command("sudo", '[[ $1 == -n ]] && shift; exec "$@"')
    assert machine.bootstrap("none").returncode == 0
    assert machine.calls("apt-get install") == [
        "apt-get install -y --no-install-recommends libegl1 libgl1-mesa-dri",
    ]


def test_an_old_python_is_refused(machine: Machine) -> None:
    machine.command("python3", "exit 1")
    done = machine.bootstrap("none")
    assert done.returncode == 1
    assert "Python 3.11 or later is needed" in done.stderr


def test_rendering_needs_no_torch(machine: Machine) -> None:
    assert machine.bootstrap("none").returncode == 0
    (install,) = machine.calls("-m pip")
    assert install.endswith("-c constraints.txt -e .")


def test_the_second_call_has_nothing_to_do_until_a_pin_changes(machine: Machine) -> None:
    def calls(*extras: str) -> int:
        machine.log.unlink(missing_ok=True)
        assert machine.bootstrap(*extras).returncode == 0
        return len(machine.calls("-m pip"))

    assert calls() > 0
    assert calls() == 0
    assert calls("none") == 0, "what dev installed holds what rendering needs"
    assert calls("distill") == 0
    assert calls("service") > 0
    assert calls("dev") == 0
    (machine.checkout / "constraints.txt").write_text("numpy==2.4.7\ntorch==2.13.0\n")
    assert calls("dev") > 0
    shutil.rmtree(machine.checkout / ".venv")
    assert calls("dev") > 0


def test_a_failed_install_is_no_success(machine: Machine) -> None:
    machine.python(configured=1, maker=1)
    body = (machine.commands / "python3").read_text().replace("exit 0\n", 'case "$*" in *"-m pip"*) exit 7; esac\n')
    machine.command("python3", body.removeprefix("#!/bin/bash\n"))
    assert machine.bootstrap("none").returncode == 7
    assert machine.bootstrap("none").returncode == 7, "a failed call leaves no stamp"


@pytest.mark.skipif(Path("/dev/nvidiactl").exists(), reason="this machine has an NVIDIA GPU")
@pytest.mark.parametrize(
    ("configured", "maker", "expected"),
    [
        (0, 0, ["torch==2.13.0+cpu"]),
        (1, 0, ["torch==2.13.0+cpu", "--extra-index-url https://download.pytorch.org/whl/cpu torch==2.13.0+cpu"]),
        (
            1,
            1,
            [
                "torch==2.13.0+cpu",
                "--extra-index-url https://download.pytorch.org/whl/cpu torch==2.13.0+cpu",
                "torch==2.13.0",
            ],
        ),
    ],
)
def test_torch_is_the_cpu_build_without_a_gpu(
    machine: Machine, configured: int, maker: int, expected: list[str]
) -> None:
    machine.python(configured=configured, maker=maker)
    assert machine.bootstrap("dev").returncode == 0
    assert [call.partition("constraints.txt ")[2] for call in machine.calls("torch")] == expected


def test_torch_is_the_usual_build_with_a_gpu(machine: Machine) -> None:
    machine.command("nvidia-smi", "echo GPU 0")
    assert machine.bootstrap("dev").returncode == 0
    assert [call.partition("constraints.txt ")[2] for call in machine.calls("torch")] == ["torch==2.13.0"]


def test_what_tests_need_is_installed_for_development_only_and_may_fail(machine: Machine) -> None:
    (machine.commands / "Xvfb").unlink()
    machine.command("id", "echo 0")
    assert machine.bootstrap("none").returncode == 0
    assert not machine.calls("xvfb")
    machine.command("apt-get", f'echo "apt-get $*" >>{machine.log}; exit 100')
    done = machine.bootstrap("dev")
    assert done.returncode == 0
    assert machine.calls("install -y --no-install-recommends xvfb")
    assert "tests that need them are skipped" in done.stderr
