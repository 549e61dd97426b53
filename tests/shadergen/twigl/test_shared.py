import os
import time
from pathlib import Path

import pytest

from shadergen.twigl import shared


def test_what_another_version_left_goes_after_a_month_and_a_folder_never_outgrows_its_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ours = shared.kept_folder(tmp_path)
    assert ours.parent == tmp_path
    month, week = tmp_path / "month", tmp_path / "week"
    for folder, days in ((month, 31), (week, 7)):
        folder.mkdir()
        (folder / "program").touch()
        os.utime(folder, (time.time() - days * 86400,) * 2)
    (ours / "program").touch()
    assert shared.kept_folder(tmp_path) == ours
    assert sorted(tmp_path.iterdir()) == sorted([ours, week])
    assert (ours / "program").exists()
    monkeypatch.setattr(shared, "_MOST", 0)
    assert shared.kept_folder(tmp_path) == ours
    assert list(ours.iterdir()) == []


def test_another_translator_has_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    code = tmp_path / "twigl"
    code.mkdir()
    found = []
    for text in ("a = 1", "a = 2", "a = 1"):
        (code / "translate.py").write_text(text)
        monkeypatch.setattr(shared, "__file__", str(code / "shared.py"))
        found.append(shared.kept_folder(tmp_path / "home").name)
    assert found[0] == found[2] != found[1]
