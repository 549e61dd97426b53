import os
import time
from pathlib import Path

import pytest

from shadergen.twigl.modes import MODES
from shadergen.twigl.shared import kept_folder, shared
from shadergen.twigl.translate import Shader, translate

TEXT = "o=texture(b,FC.xy/r)+.1;"


def translated() -> Shader:
    return translate(TEXT, MODES["geekest (300 es)"])


def never() -> Shader:
    raise AssertionError("it was there already")


def test_what_one_process_translates_the_others_find(tmp_path: Path):
    first = shared(tmp_path, "key", translated)
    assert first == shared(tmp_path, "key", never)
    assert (first.text, first.stage, first.feedback) == (translated().text, "fragment", ("b",))
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


def test_a_folder_that_cannot_be_written_costs_time_alone(tmp_path: Path):
    assert shared(tmp_path / "gone", "key", translated).text == translated().text
    assert shared(None, "key", translated).text == translated().text


def test_a_file_that_lost_its_content_is_translated_again(tmp_path: Path):
    first = shared(tmp_path, "key", translated)
    (tmp_path / "key").write_bytes(b"")
    assert shared(tmp_path, "key", translated) == first == shared(tmp_path, "key", never)


def test_what_another_version_left_goes_after_a_month_and_a_folder_never_outgrows_its_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ours = kept_folder(tmp_path)
    assert ours.parent == tmp_path
    month, week = tmp_path / "month", tmp_path / "week"
    for folder, days in ((month, 31), (week, 7)):
        folder.mkdir()
        (folder / "program").touch()
        os.utime(folder, (time.time() - days * 86400,) * 2)
    (ours / "program").touch()
    assert kept_folder(tmp_path) == ours
    assert sorted(tmp_path.iterdir()) == sorted([ours, week])
    assert (ours / "program").exists()
    monkeypatch.setattr("shadergen.twigl.shared._MOST", 0)
    assert kept_folder(tmp_path) == ours
    assert list(ours.iterdir()) == []


def test_another_translator_has_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    code = tmp_path / "twigl"
    code.mkdir()
    found = []
    for text in ("a = 1", "a = 2", "a = 1"):
        (code / "translate.py").write_text(text)
        monkeypatch.setattr("shadergen.twigl.shared.__file__", str(code / "shared.py"))
        found.append(kept_folder(tmp_path / "home").name)
    assert found[0] == found[2] != found[1]
