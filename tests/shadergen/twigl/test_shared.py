from pathlib import Path

from shadergen.twigl.modes import MODES
from shadergen.twigl.shared import shared
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
