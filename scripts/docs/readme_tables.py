"""The README's tables of results and speed: the first tables of the pages that state them.

`python scripts/docs/readme_tables.py` writes them between their markers, `<!-- results:begin -->` and so on.
"""

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = {"results": ("docs/results.md", 12), "speed": ("docs/performance.md", 3)}
"""Of each block the page, and how many rows of its table are shown at most."""
MOST_COLUMNS: Final = 7


def filled(readme: str, root: Path = ROOT) -> str:
    """The README with its tables as the pages have them now; a page that is absent or has none leaves its block."""
    for name, (page, most) in PAGES.items():
        file = root / page
        if table := first_table(file.read_text(encoding="utf-8"), most) if file.is_file() else "":
            block = f"<!-- {name}:begin -->\n{table}\n<!-- {name}:end -->"
            readme = re.sub(f"<!-- {name}:begin -->.*?<!-- {name}:end -->", lambda _: block, readme, flags=re.DOTALL)  # noqa: B023
    return readme


def first_table(text: str, most: int) -> str:
    """The first `most` rows and `MOST_COLUMNS` columns of a Markdown text's first table; '' where it has none."""
    found = re.search(r"^\|.*\n\|[ :|-]+\|\n(?:\|.*(?:\n|$))+", text, flags=re.MULTILINE)
    if not found:
        return ""
    rows = (line.strip("|").split("|")[:MOST_COLUMNS] for line in found[0].splitlines()[: most + 2])
    return "\n".join(f"|{'|'.join(row)}|" for row in rows)


if __name__ == "__main__":
    file = ROOT / "README.md"
    file.write_text(filled(file.read_text(encoding="utf-8")), encoding="utf-8")
