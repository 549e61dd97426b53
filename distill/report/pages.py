"""Templates of the pages, each of which becomes one HTML file that needs nothing else."""

from typing import Any


def template(name: str) -> Any:
    """The page `name`.html.j2 of this folder; what it is given is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    loader = PackageLoader("distill.report", ".")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template(f"{name}.html.j2")
