"""Jobs over a real server on loopback: queue, processes, kills, cancels, events, limits."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from loopback import Service, serving

NOISE = {"source": "noise", "size": 16, "shard_size": 100}


def _files(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("jobs") / "data") as running:
        yield running


def test_a_render_job_leaves_what_a_render_leaves(service: Service, tmp_path: Path) -> None:
    from shadergen.recipe import Recipe
    from shadergen.rendering import render

    status, job = service.ask("POST", "/v1/jobs", {"kind": "render", "name": "plain", "n": 250, "recipe": NOISE})
    assert status == 201
    done = service.wait(job["id"], "done")
    assert done["outcome"]["result"]["images"] == 250
    assert done["progress"] == {"done": 250, "total": 250, "rejected": 0.0}
    status, dataset = service.ask("GET", "/v1/datasets/plain")
    assert (status, dataset["images"], len(dataset["shards"])) == (200, 250, 3)
    render(Recipe.parse(NOISE), tmp_path / "direct", n=250)
    data = Path(service.process.args[2])  # type: ignore[index]
    assert _files(data / "datasets" / "plain") == _files(tmp_path / "direct")


SLOW = {"source": "noise", "size": 128, "shard_size": 100}
ENDLESS = {"kind": "render", "name": "endless", "n": 100_000, "recipe": {"source": "noise", "size": 48}}


def _begun(service: Service, key: str, images: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        _, job = service.ask("GET", f"/v1/jobs/{key}")
        if (job["progress"] or {"done": 0})["done"] >= images:
            return
        time.sleep(0.05)
    raise AssertionError(f"the job did not get on: {job}")


def _pid(data: Path, key: str) -> int:
    return int((data / "jobs" / key / "pid").read_text())


def _held_in_the_middle(data: Path, key: str) -> int:
    """Stop a job's process once its first shard is there, as a slow machine would."""
    folder = data / "datasets" / "cut"
    until = time.monotonic() + 60
    while not (folder / "shard-000000.tar").exists():
        assert time.monotonic() < until, "no shard is written"
        time.sleep(0.005)
    pid = _pid(data, key)
    os.killpg(pid, signal.SIGSTOP)
    assert not (folder / "manifest.json").exists(), "it was over before it could be stopped"
    return pid


def _is_there(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def direct(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of 600 images that no service was between."""
    from shadergen.recipe import Recipe
    from shadergen.rendering import Options, render

    folder = tmp_path_factory.mktemp("direct") / "direct"
    render(Recipe.parse(SLOW), folder, n=600, options=Options(workers=1))
    return _files(folder)


@pytest.mark.parametrize("process_dies_too", [False, True])
def test_a_killed_service_goes_on_with_its_job(
    tmp_path: Path, direct: dict[str, bytes], process_dies_too: bool
) -> None:
    data = tmp_path / "data"
    with serving(data, workers=1) as service:
        body = {"kind": "render", "name": "cut", "n": 600, "recipe": SLOW}
        key = service.ask("POST", "/v1/jobs", body)[1]["id"]
        waiting = service.ask("POST", "/v1/jobs", body | {"name": "next", "n": 10})[1]["id"]
        pid = _held_in_the_middle(data, key)
        service.kill()
    os.killpg(pid, signal.SIGKILL if process_dies_too else signal.SIGCONT)
    with serving(data, workers=1) as service:
        assert service.wait(key, "done", "failed")["state"] == "done"
        assert service.wait(waiting, "done", "failed")["state"] == "done"
    assert not _is_there(pid)
    assert ("is started again" in (tmp_path / "service.log").read_text()) == process_dies_too
    assert not list((data / "jobs").iterdir())
    assert _files(data / "datasets" / "cut") == direct


@pytest.mark.slow
def test_a_service_that_is_shut_down_stops_its_jobs_and_goes_on_with_them(tmp_path: Path) -> None:
    data = tmp_path / "data"
    body = ENDLESS | {"recipe": SLOW}
    with serving(data, workers=1) as service:
        key = service.ask("POST", "/v1/jobs", body)[1]["id"]
        shard = data / "datasets" / "endless" / "shard-000000.tar"
        until = time.monotonic() + 60
        while not shard.exists():
            assert time.monotonic() < until, "no shard is written"
            time.sleep(0.05)
        pid = _pid(data, key)
    assert not _is_there(pid)
    written = shard.stat().st_mtime_ns
    before = len(list(shard.parent.glob("shard-*.tar")))
    with serving(data, workers=1) as service:
        assert service.ask("GET", f"/v1/jobs/{key}")[1]["state"] in {"queued", "running"}
        _begun(service, key, (before + 1) * 100)
        service.ask("DELETE", f"/v1/jobs/{key}")
        service.wait(key, "cancelled")
    assert shard.stat().st_mtime_ns == written


def test_cancelling_stops_the_process_and_keeps_what_it_finished(service: Service) -> None:
    data = Path(service.process.args[2])  # type: ignore[index]
    running = service.ask("POST", "/v1/jobs", ENDLESS | {"name": "running"})[1]["id"]
    waiting = service.ask("POST", "/v1/jobs", ENDLESS | {"name": "waiting"})[1]["id"]
    _begun(service, running, 1)
    pid = _pid(data, running)
    assert service.ask("DELETE", f"/v1/jobs/{waiting}")[1]["state"] == "cancelled"
    assert service.ask("DELETE", f"/v1/jobs/{running}")[1]["state"] == "cancelling"
    assert service.wait(running, "cancelled")["outcome"]["state"] == "cancelled"
    assert not _is_there(pid)
    assert service.ask("DELETE", f"/v1/jobs/{running}")[0] == 409
    assert service.ask("GET", "/v1/datasets/running/manifest.json")[0] == 409
    small = ENDLESS | {"name": "running", "n": 5, "recipe": NOISE}
    again = service.wait(service.ask("POST", "/v1/jobs", small)[1]["id"], "done", "failed")
    assert again["state"] == "failed"
    assert "begun with another recipe" in again["outcome"]["message"]
    assert str(data) not in again["outcome"]["message"]


def test_a_process_that_keeps_dying_fails_the_job(service: Service) -> None:
    data = Path(service.process.args[2])  # type: ignore[index]
    key = service.ask("POST", "/v1/jobs", ENDLESS | {"name": "doomed"})[1]["id"]
    killed: set[int] = set()
    until = time.monotonic() + 30
    while service.ask("GET", f"/v1/jobs/{key}")[1]["state"] != "failed" and time.monotonic() < until:
        with suppress(FileNotFoundError, ValueError, ProcessLookupError):
            pid = _pid(data, key)
            os.kill(pid, signal.SIGKILL)
            killed.add(pid)
        time.sleep(0.02)
    job = service.ask("GET", f"/v1/jobs/{key}")[1]
    assert "3 times" in job["outcome"]["message"]
    assert len(killed) == 3


def _events(service: Service, key: str, last: str = "0") -> Iterator[tuple[str, int, dict[str, object]]]:
    request = urllib.request.Request(f"{service.url}/v1/jobs/{key}/events", headers={"Last-Event-ID": last})
    with urllib.request.urlopen(request, timeout=30) as stream:
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        fields: dict[str, str] = {}
        for line in stream:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif fields:
                yield fields["event"], int(fields["id"]), json.loads(fields["data"])
                fields = {}


def test_events_follow_a_job_to_its_end_and_resume_after_the_last_one_seen(service: Service) -> None:
    body = {"kind": "render", "name": "watched", "n": 600, "recipe": SLOW}
    key = service.ask("POST", "/v1/jobs", body)[1]["id"]
    seen = list(_events(service, key))
    states = [job["state"] for event, _, job in seen if event == "state"]
    assert states[-2:] == ["running", "done"]
    assert [event for event, _, _ in seen].count("progress") >= 1
    ids = [number for _, number, _ in seen]
    assert ids == sorted(set(ids))
    assert [number for _, number, _ in _events(service, key, str(ids[-2]))] == [ids[-1]]
    assert list(_events(service, key, str(ids[-1]))) == []


def test_limits_on_jobs_images_and_disk(tmp_path: Path) -> None:
    with serving(tmp_path / "data", per_client=2, images=10**12) as service:
        assert service.ask("POST", "/v1/jobs", ENDLESS | {"name": "one"})[0] == 201
        status, problem = service.ask("POST", "/v1/jobs", ENDLESS | {"name": "one"})
        assert (status, problem["detail"]) == (409, "a job writes dataset 'one' now; wait for it or cancel it")
        assert service.ask("POST", "/v1/jobs", ENDLESS | {"name": "two"})[0] == 201
        request = urllib.request.Request(
            f"{service.url}/v1/jobs",
            json.dumps(ENDLESS | {"name": "three"}).encode(),
            {"Content-Type": "application/json"},
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=30)
        assert (refused.value.code, int(refused.value.headers["Retry-After"])) == (429, 30)
        refused.value.close()
        status, problem = service.ask("POST", "/v1/jobs", ENDLESS | {"name": "big", "n": 10**10})
        assert status == 507
        assert "GB are left for jobs" in problem["detail"]
    with serving(tmp_path / "other", images=100) as service:
        assert service.ask("POST", "/v1/jobs", ENDLESS)[0] == 422


def test_followers_are_counted_and_let_go(tmp_path: Path) -> None:
    with serving(tmp_path / "data", watchers=1) as service:
        key = service.ask("POST", "/v1/jobs", ENDLESS)[1]["id"]
        first = _events(service, key)
        next(first)
        assert service.ask("GET", f"/v1/jobs/{key}/events")[0] == 429
        first.close()
        until = time.monotonic() + 10
        while True:
            second = _events(service, key)
            try:
                assert next(second)[2]["id"] == key
                break
            except urllib.error.HTTPError as error:
                error.close()
                assert time.monotonic() < until, "the first one's place was not given back"
                time.sleep(0.2)
        second.close()


def test_two_services_never_share_a_data_folder(service: Service) -> None:
    data = Path(service.process.args[2])  # type: ignore[index]
    with pytest.raises(AssertionError, match="belongs to another service"), serving(data):
        pass


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"recipe": {"sizes": 32}}, "unknown key 'sizes'; did you mean 'size'?"),
        ({"recipe": {"source": "nosie"}}, "unknown source nosie"),
        ({"recipe": {"twigl": {"weights": {"no-such": 2}}}}, "no program 'no-such'"),
        ({"recipe": {"shaders": ["/etc"]}}, "shaders"),
        ({"recipe": {"source": "noise", "noise": {"statistics": "folder:/etc"}}}, "noise.statistics"),
        ({"recipe": {"source": "crop", "crop": {"picture": "/etc/passwd"}}}, "crop.picture: a recipe names no files"),
        ({"recipe": {"source": "pictures", "pictures": {"folder": "/etc"}}}, "pictures.folder: a recipe names no"),
        ({"name": "../up"}, "name"),
        ({"name": "Capital"}, "name"),
        ({"n": 0}, "n"),
        ({"kind": "shell"}, "kind"),
        ({"n": 10**30}, "at most"),
        ({"recipe": {"size": 2000}}, "limit"),
        ({"kind": "select", "dataset": "no-such", "teacher": "builtin:x", "recipe": ...}, "does not exist"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(service: Service, change: dict[str, object], words: str) -> None:
    body = {"kind": "render", "name": "wrong", "n": 10, "recipe": {}} | change
    status, problem = service.ask("POST", "/v1/jobs", {k: v for k, v in body.items() if v is not ...})
    assert status in {404, 422}
    assert words in json.dumps(problem).replace('\\"', '"')


def test_a_teacher_selects_from_a_finished_dataset(service: Service) -> None:
    pytest.importorskip("torch")
    recipe = {"source": "leaves", "size": 28}
    pool = service.ask("POST", "/v1/jobs", {"kind": "render", "name": "pool", "n": 300, "recipe": recipe})[1]
    body = {"kind": "select", "name": "chosen", "n": 40, "dataset": "pool", "teacher": "builtin:fashion-mnist"}
    assert service.ask("POST", "/v1/jobs", body)[0] in {404, 409}, "the pool is not finished"
    service.wait(pool["id"], "done")
    assert service.ask("POST", "/v1/jobs", body | {"strategy": "no-such"})[0] == 422
    key = service.ask("POST", "/v1/jobs", body)[1]["id"]
    assert service.wait(key, "done", "failed")["state"] == "done"
    status, chosen = service.ask("GET", "/v1/datasets/chosen")
    assert (status, chosen["images"], chosen["kind"]) == (200, 40, "selection")
    with urllib.request.urlopen(f"{service.url}/v1/datasets/chosen/report.html") as page:
        assert "sandbox" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("spec", ["timm:resnet18", "export:/etc/passwd", "onnx:../net.onnx", "../net.yaml", "net.yaml"])
def test_teachers_come_from_the_service_alone(tmp_path: Path, spec: str) -> None:
    from server.jobs.queue import teacher_spec
    from shadergen.errors import UsageError

    folder = tmp_path / "teachers"
    folder.mkdir()
    for name in ("net.yaml", "net.onnx"):
        (tmp_path / name).touch()
    with pytest.raises(UsageError, match="teachers folder"):
        teacher_spec(spec, folder)
    (folder / "net.onnx").touch()
    assert teacher_spec("onnx:net.onnx", folder) == f"onnx:{folder / 'net.onnx'}"
    assert teacher_spec("builtin:fashion-mnist", folder) == "builtin:fashion-mnist"


def test_a_teacher_of_a_relative_folder_is_found_from_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.jobs.queue import teacher_spec

    (tmp_path / "teachers").mkdir()
    (tmp_path / "teachers" / "net.yaml").touch()
    monkeypatch.chdir(tmp_path)
    assert teacher_spec("net.yaml", Path("teachers")) == str(tmp_path / "teachers" / "net.yaml")


def test_a_job_that_is_cancelled_meanwhile_neither_begins_nor_comes_back(tmp_path: Path) -> None:
    from server.jobs.documents import RenderRequest
    from server.jobs.store import Store

    store = Store(tmp_path / "jobs.sqlite")
    request = RenderRequest(kind="render", name="x", n=1)

    def add() -> str:
        return store.add(request, "{}", client="", size=0, per_client=9, in_all=9).id

    waiting = add()
    store.cancel(waiting)
    assert not store.begin(waiting)
    running = add()
    assert store.begin(running)
    store.cancel(running)
    store.again(running)
    assert [job.state for job in store.live()] == ["cancelling"]
