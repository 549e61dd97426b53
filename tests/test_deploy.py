"""What a container engine or a cluster would run, as far as that can be tried without one."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())


def filled(text: str, environment: dict[str, str]) -> str:
    """The text as compose fills it: ${NAME:-default}."""
    return re.sub(r"\$\{(\w+):-([^}]*)\}", lambda found: environment.get(found[1], found[2]), text)


def steps(last: str) -> list[str]:
    """The services that end before `last` begins, in order, and it."""
    before = COMPOSE["services"][last].get("depends_on", {})
    assert all(how["condition"] == "service_completed_successfully" for how in before.values())
    return [step for name in before for step in steps(name)] + [last]


@pytest.mark.parametrize("last", ["distill", "distill-gpu"])
def test_the_steps_come_one_after_the_other_on_one_volume(last: str):
    order = steps(last)
    assert [name.removesuffix("-gpu") for name in order] == ["render", "select", "distill"]
    for name in order:
        service = COMPOSE["services"][name]
        assert "data:/data" in service["volumes"]
        assert ("gpu" in service.get("profiles", [])) == name.endswith("-gpu")
        wants_gpu = "graphics" in str(service.get("deploy", ""))
        assert wants_gpu == name.endswith("-gpu")
    # without a profile nothing but the steps on CPUs starts
    assert {n for n, s in COMPOSE["services"].items() if not s.get("profiles")} == {"render", "select", "distill"}


def test_the_steps_run_in_order_and_again(tmp_path: Path):
    small = {"N": "300", "SIZE": "16", "CHOSEN": "200", "EPOCHS": "1"}
    for _ in range(2):  # what is done is not done again, and is no fault
        for name in steps("distill"):
            command = shlex.split(filled(COMPOSE["services"][name]["command"], small).replace("/data", str(tmp_path)))
            # fewer images than a batch of the default size
            more = ["--batch", "64", "--device", "cpu"] if name == "distill" else []
            environment = os.environ | {"OMP_NUM_THREADS": "1"}
            subprocess.run([sys.executable, "-m", "shadergen", *command, *more], check=True, env=environment)
    assert (tmp_path / "run" / "student.safetensors").is_file()


def test_every_command_of_compose_and_kubernetes_parses():
    from typer.main import get_command

    from shadergen.cli.main import app

    commands = [filled(s["command"], {}) for s in COMPOSE["services"].values() if "entrypoint" not in s]
    asked = [shlex.split(command) for command in commands]
    for file in (ROOT / "deploy").glob("*.yaml"):
        for document in yaml.safe_load_all(file.read_text()):
            if "template" in document["spec"]:
                container = document["spec"]["template"]["spec"]["containers"][0]
                asked.append([part.replace("$(JOB_COMPLETION_INDEX)", "3") for part in container["args"]])
    group = get_command(app)
    for name, *rest in asked:
        group.commands[name].make_context(name, rest)  # raises where an option is unknown
    assert len(asked) >= 9


def test_the_manifests_follow_the_schema_of_kubernetes():
    validate = pytest.importorskip("kubernetes_validate", reason="kubernetes-validate is not installed")
    kinds = []
    for file in sorted((ROOT / "deploy").glob("*.yaml")):
        for document in yaml.safe_load_all(file.read_text()):
            validate.validate(document, validate.latest_version(), strict=True)
            kinds.append(document["kind"])
    assert kinds == ["Job", "Deployment", "Service", "PersistentVolumeClaim"]


def test_the_image_has_what_the_package_is_made_of():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == {line[1:] for line in ignored if line.startswith("!")}
    # a wheel takes these folders, and pip reads these files
    project = (ROOT / "pyproject.toml").read_text()
    packages = re.search(r"^packages = \[(.*)\]$", project, re.MULTILINE)[1]
    assert set(re.findall(r'"(\w+)"', packages)) <= names
    assert {"shaders", "pyproject.toml", "README.md", "LICENSE", "constraints.txt"} <= names


def test_the_training_job_of_compose_learns_from_a_service(tmp_path: Path):
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    serve = [sys.executable, "-m", "shadergen", "serve", "--port", "0", "--workers", "1", "--data", str(tmp_path / "s")]
    with subprocess.Popen(serve, env=environment, stdout=subprocess.PIPE, text=True) as service:
        try:
            url = re.search(r"http://\S+", service.stdout.readline())[0]
            entry, script = COMPOSE["services"]["train"]["entrypoint"]
            command = filled(COMPOSE["services"]["train"]["command"], {"N": "768"}).replace("/data", str(tmp_path))
            more = shlex.split(command.replace("http://serve:8000", url))
            said = subprocess.run(
                [sys.executable, ROOT / script.lstrip("/"), *more], check=True, env=environment, capture_output=True,
                text=True,
            )  # fmt: skip
        finally:
            service.terminate()
            service.wait()
    assert entry == "python"
    assert "step 12 of 12" in said.stdout
    assert (tmp_path / "streamed.safetensors").is_file()
