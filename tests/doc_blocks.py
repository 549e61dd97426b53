"""The code blocks of the README and of the pages in docs/, and the commands in them."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", *sorted(str(file.relative_to(ROOT)) for file in (ROOT / "docs").rglob("*.md")))
COMMAND = re.compile(r"(?:^|\s)(?:-m )?shadergen (?=[a-z-])")


@dataclass(frozen=True)
class Block:
    """A code block: its page and line, the fence's language ('' where it is indented) and title, and its text.

    `not_run` is the reason in the HTML comment `<!-- not run: REASON -->` before it.
    """

    page: str
    line: int
    kind: str
    title: str
    text: str
    not_run: str


def blocks(page: str) -> Iterator[Block]:
    tokens = MarkdownIt().enable("table").parse((ROOT / page).read_text(encoding="utf-8"))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type not in ("fence", "code_block"):
            continue
        kind, _, rest = token.info.partition(" ")
        titled = re.search(r'title="([^"]+)"', rest)
        comment = (
            re.match(r"<!-- not run: (.+) -->", before.content) if before and before.type == "html_block" else None
        )
        if token.type == "code_block" and COMMAND.search(token.content):
            kind = "sh"
        yield Block(
            page, token.map[0] + 1, kind, titled[1] if titled else "", token.content, comment[1] if comment else ""
        )


def commands(text: str) -> Iterator[list[str]]:
    """The arguments of each `shadergen` in a shell text, without comments, pipes and what follows them."""
    for line in text.replace("\\\n", " ").splitlines():
        if found := COMMAND.search(line):
            words = shlex.shlex(line[found.end() :], posix=True, punctuation_chars=True)
            words.whitespace_split = True
            yield list(_until_operator(words))


def _until_operator(words: Iterator[str]) -> Iterator[str]:
    for word in words:
        if set(word) <= set(";&|()<>"):
            return
        yield word


def mentioned(page: str) -> Iterator[list[str]]:
    """The arguments of each `shadergen` that stands in a sentence or a table."""
    for token in MarkdownIt().enable("table").parse((ROOT / page).read_text(encoding="utf-8")):
        for child in token.children or ():
            if child.type == "code_inline" and (found := re.match(r"shadergen ([a-z].*)", child.content)):
                yield shlex.split(found[1])
