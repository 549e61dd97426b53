"""The documentation's site: it builds without a warning, names all that is public, and loads nothing from elsewhere."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from doc_blocks import ROOT

import shadergen

PUBLIC = {f"shadergen.{name}" for name in shadergen.__all__} | {
    "shadergen.client.SurrogateStream",
    "shadergen.client.collate",
}
PYTHON_PAGE = (ROOT / "docs/reference/python.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(monkeypatch_module: pytest.MonkeyPatch) -> tuple[object, object, object]:
    pytest.importorskip("griffe", reason="the extra docs is not installed")
    monkeypatch_module.syspath_prepend(ROOT / "scripts/docs")
    return tuple(import_module(name) for name in ("models_page", "commands_page", "readme_tables"))


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


class Loaded(HTMLParser):
    """What a browser would load of itself for a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in ("script", "img", "iframe", "source"):
            self.addresses.append(given.get("src") or "")
        if tag == "link" and given.get("rel") != "canonical":
            self.addresses.append(given.get("href") or "")


@pytest.mark.slow
def test_the_site_builds_strictly_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("mkdocstrings_handlers", reason="the extra docs is not installed")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr
    for file in tmp_path.rglob("*.html"):
        loaded = Loaded()
        loaded.feed(file.read_text(encoding="utf-8"))
        assert not [address for address in loaded.addresses if re.match(r"(https?:)?//", address)], file
    built = (tmp_path / "reference/python/index.html").read_text(encoding="utf-8")
    # a name that is re-exported has the anchor of where it is defined, too
    assert {name for name in PUBLIC if f'id="{name}"' not in built} == set()
    for page, entry in {"recipe": "twigl.view.turn", "commands": "--until-balanced"}.items():
        assert entry in (tmp_path / f"reference/{page}/index.html").read_text(encoding="utf-8")


def test_every_public_name_is_on_the_page_of_the_python_interface() -> None:
    assert PUBLIC - set(re.findall(r"^::: (\S+)", PYTHON_PAGE, re.MULTILINE)) == set()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"^::: (\S+)", PYTHON_PAGE, re.MULTILINE))))
def test_every_name_on_the_page_has_a_docstring(name: str) -> None:
    try:
        documented = import_module(name)
    except ModuleNotFoundError:
        module, _, attribute = name.rpartition(".")
        documented = getattr(import_module(module), attribute)
    # a dataclass without a docstring gets its signature for one
    assert not (documented.__doc__ or "").startswith((f"{getattr(documented, '__name__', '')}(",)), name
    assert documented.__doc__, name


def test_every_field_of_a_recipe_is_explained(pages: tuple) -> None:
    models, _, _ = pages
    text = models.page()  # raises where a field has no docstring
    assert "| `twigl.view.turn` | number from 0 to 1 | `1` | Largest turn" in text
    assert "| `synth.view.turn` | number from 0 to 1 | `0` |" in text, "a default that the outer model sets"
    assert "| `leaves.samples` | integer, 1 to 8 | none |" in text, "a range that the model checks by itself"
    assert "| `select.n` | integer from 1 | required |" in text
    assert "| `attack.epsilon` | number, above 0 and at most 1 | `0.062745` |" in text
    for row in re.findall(r"^\| `.*$", text, re.MULTILINE):
        assert len(re.split(r"(?<!\\)\|", row)) == 6, row
        assert re.search(r"\w \|$", row) or row.endswith(". |"), row


def test_a_field_without_a_docstring_is_an_error(pages: tuple) -> None:
    from pydantic import BaseModel

    class Bare(BaseModel):
        field: int = 1

    with pytest.raises(LookupError, match="field has no docstring"):
        pages[0].meaning(Bare, "field")


def test_every_command_and_option_is_on_the_page(pages: tuple) -> None:
    _, commands, _ = pages
    from typer.main import get_command

    from shadergen.cli.main import app

    text = commands.page()
    for name, command in commands.commands(get_command(app)):
        section = text.partition(f"## {name}\n")[2].partition("\n## ")[0]
        for parameter in command.params:
            option = parameter.opts[0]
            assert re.search(rf"^\| `{re.escape(option)}[ `.,]", section, re.MULTILINE), f"{name} {option}"
    assert "## shadergen catalog import" in text
    assert "| `--n <int>` | required | Number of images" in text


def test_the_readme_has_the_tables_of_the_pages(pages: tuple) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert pages[2].filled(readme) == readme, "run: make docs"


def test_the_first_table_of_a_page_fills_its_block(tmp_path: Path, pages: tuple) -> None:
    tables = pages[2]
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/results.md").write_text("# R\n\n| a | b |\n|---|---|\n| 1 | \\2 |\n\n| x |\n|---|\n| 0 |\n")
    readme = (
        "before\n<!-- results:begin -->\nold\n<!-- results:end -->\n<!-- speed:begin -->\nkept\n<!-- speed:end -->\n"
    )
    filled = tables.filled(readme, tmp_path)
    assert "old" not in filled
    assert "| a | b |\n|---|---|\n| 1 | \\2 |\n<!-- results:end -->" in filled
    assert "<!-- speed:begin -->\nkept\n<!-- speed:end -->" in filled, "a page that is absent leaves its block"
    assert tables.filled(filled, tmp_path) == filled
    (tmp_path / "docs/results.md").write_text("no table yet\n")
    assert tables.filled(filled, tmp_path) == filled


def test_the_number_of_programs_is_that_of_the_library() -> None:
    from shadergen.twigl.program import LIBRARY, find

    for page in ("README.md", "docs/surrogate.md"):
        (said,) = re.findall(r"(\d+)(?: programs are written| that come with shadergen)", (ROOT / page).read_text())
        assert int(said) == len(list(find([LIBRARY]))), page


def test_links_of_the_readme_lead_to_files() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", readme) if not link.startswith("http")]
    assert len(links) > 10
    assert [link for link in links if not (ROOT / link).exists()] == []
