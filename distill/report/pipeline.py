"""A pipeline's report: what was drawn, what was chosen, and what the student learned, on one page."""

import base64
import io
import json
import tarfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any

from PIL import Image

from distill.report import charts
from distill.report.pages import template
from distill.report.run import curves
from distill.runfolder import place
from shadergen import preview
from shadergen.shards.encode import decode

_PICTURES = 64
_CLASSES, _STRIP, _SIDE = 10, 8, 48
_MOVED = 16
_LOOKED_AT = 2048


def write_report(out: Path, teacher: str, stages: Sequence[dict[str, Any]]) -> None:
    """Write `report.html` and `report.json` into a pipeline's folder.

    Args:
        out: the folder.
        teacher: its name.
        stages: the finished ones as plain data, see `distill.pipeline.Done`.

    Raises:
        RunError: the disk failed.
    """
    by_name = {stage["stage"]: stage for stage in stages}
    learned = json.loads((out / by_name["distill"]["place"] / "report.json").read_bytes())
    figures = {name: stage["figures"] for name, stage in by_name.items()}
    drawn = curves(learned)
    if "select" in figures:
        chosen = figures["select"]
        before, after = (
            [value / max(1, sum(values)) for value in values]
            for values in (chosen["histogram_before"], chosen["histogram"])
        )
        drawn["classes"] = charts.bars(before, after, charts.class_ticks(len(before)), "Share of each class")
    strips = _strips(out / by_name["select"]["place"]) if "select" in by_name else {}
    moved = [_first(out / by_name[name]["place"]) for name in ("select", "invert")] if "invert" in by_name else []
    page = template("pipeline").render(
        teacher=teacher, stages=stages, figures=figures, card=learned["card"], charts=drawn, strips=strips, moved=moved,
        sheet=_sheet(out / by_name["render"]["place"]) if "render" in by_name else "",
    )  # fmt: skip
    place(out / "report.json", (json.dumps({"teacher": teacher, "stages": list(stages)}, indent=1) + "\n").encode())
    place(out / "report.html", page.encode())


def _sheet(pool: Path) -> str:
    """Pictures of a pool as one PNG's data URI."""
    data = io.BytesIO()
    Image.fromarray(preview.sheet(preview.of_dataset(pool, _PICTURES))).save(data, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def _strips(chosen: Path) -> dict[int, str]:
    """Different images of each of the first classes of a selected set, among its first samples, as data URIs."""
    found: dict[int, dict[bytes, None]] = {c: {} for c in range(_CLASSES)}
    for picture, label in islice(_samples(chosen), _LOOKED_AT):
        if label in found and len(found[label]) < _STRIP:
            found[label][picture] = None
    return {label: _strip(pictures) for label, pictures in found.items() if pictures}


def _first(folder: Path) -> str:
    """The first images of a set as a data URI; the inverted set has the selected one's order."""
    return _strip(picture for picture, _ in islice(_samples(folder), _MOVED))


def _strip(pictures: Iterable[bytes]) -> str:
    return charts.strip([decode(picture).transpose(2, 0, 1) for picture in pictures], _SIDE)


def _samples(folder: Path) -> Iterator[tuple[bytes, int]]:
    """Each sample's image as encoded, and its class."""
    return chain.from_iterable(map(_samples_of, sorted(folder.glob("shard-*.tar"))))


def _samples_of(shard: Path) -> Iterator[tuple[bytes, int]]:
    sample: dict[str, bytes] = {}
    with tarfile.open(shard) as tar:
        for member in tar:
            data = tar.extractfile(member)
            assert data is not None
            sample[member.name.partition(".")[2]] = data.read()
            if len(sample) == 3:  # the image, its record and its class
                yield next(sample[kind] for kind in sample if kind not in ("json", "cls")), int(sample["cls"])
                sample = {}
