"""Charts as inline SVG: bars, curves and matrices; and strips of pictures as data URIs."""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup
from numpy.typing import NDArray
from PIL import Image

WIDE, NARROW = 960, 460
"""Widths of a chart that stands alone, and of one beside another."""
_HEIGHT = 200
_LEFT, _BOTTOM, _TOP = 52, 26, 10
_GAP = 2


def bars(
    before: Sequence[float], after: Sequence[float], ticks: Sequence[tuple[float, str]], title: str, width: int = WIDE
) -> Markup:
    """Two series of shares, side by side over the same places.

    Args:
        before: the pool's values `(B,)`, at least 0.
        after: the set's values `(B,)`.
        ticks: labels below the axis, at places from 0 (left) to 1 (right).
        title: what a screen reader says.
        width: in units of which the chart is 200 high.
    """
    top = max([*before, *after, 1e-12])
    plot_width, plot_height = width - _LEFT - 4, _HEIGHT - _BOTTOM - _TOP
    step = plot_width / max(1, len(before))
    parts = [
        f'<svg viewBox="0 0 {width} {_HEIGHT}" role="img" aria-label="{Markup.escape(title)}" class="chart">',
    ]
    for share in (0.0, 0.5, 1.0):
        y = _TOP + plot_height * (1 - share)
        value = top * share
        text = f"{value:.0%}" if top > 0.05 else f"{value:.2%}"
        parts.append(f'<line x1="{_LEFT}" x2="{width - 4}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{text}</text>')
    for series, values, shift in (("before", before, 0.1), ("after", after, 0.5)):
        path = []
        for place, value in enumerate(values):
            height = plot_height * value / top
            if height > 0:
                x = _LEFT + step * (place + shift)
                path.append(f"M{x:.2f} {_TOP + plot_height:.1f}v{-height:.2f}h{0.4 * step:.2f}v{height:.2f}z")
        parts.append(f'<path d="{"".join(path)}" class="{series}"/>')
    for at, label in ticks:
        anchor = {0.0: "start", 1.0: "end"}.get(at, "middle")
        x = _LEFT + plot_width * at
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 8}" text-anchor="{anchor}">{Markup.escape(label)}</text>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704  (numbers, and labels escaped above)


@dataclass(frozen=True)
class Line:
    """A curve: its places `(N,)`, ascending, its values `(N,)`, and its style in the page."""

    x: Sequence[float]
    y: Sequence[float]
    style: str


def lines(series: Sequence[Line], title: str, *, percent: bool = False, width: int = NARROW) -> Markup:
    """Curves over a common axis of places; the axis of values begins at 0 and ends at the largest.

    Args:
        series: at least one, each with at least one finite value at or above 0.
        title: what a screen reader says.
        percent: values are shares.
        width: in units of which the chart is 200 high.
    """
    right = max(max(one.x) for one in series) or 1.0
    top = max(max(one.y) for one in series) or 1.0
    plot_width, plot_height = width - _LEFT - 8, _HEIGHT - _BOTTOM - _TOP
    parts = [f'<svg viewBox="0 0 {width} {_HEIGHT}" role="img" aria-label="{Markup.escape(title)}" class="chart">']
    for share in (0.0, 0.5, 1.0):
        y = _TOP + plot_height * (1 - share)
        text = f"{top * share:.0%}" if percent else f"{top * share:.3g}"
        parts.append(f'<line x1="{_LEFT}" x2="{width - 8}" y1="{y:.1f}" y2="{y:.1f}" class="grid"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{text}</text>')
        anchor = {0.0: "start", 1.0: "end"}.get(share, "middle")
        x = _LEFT + plot_width * share
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 8}" text-anchor="{anchor}">{right * share:.4g}</text>')
    for one in series:
        points = [
            f"{_LEFT + plot_width * x / right:.1f} {_TOP + plot_height * (1 - y / top):.1f}"
            for x, y in zip(one.x, one.y, strict=True)
        ]
        drawn = points if len(points) > 1 else points * 2
        parts.append(f'<path d="M{"L".join(drawn)}" class="{one.style}"/>')
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704  (numbers, and a title escaped above)


def matrix(counts: NDArray[np.int64], title: str) -> Markup:
    """Counts `(K, K)` as a square of cells, each as dark as its share of its row; a cell's title says the count."""
    classes = len(counts)
    side = max(4, min(26, 520 // classes))
    shares = counts / np.maximum(counts.sum(1, keepdims=True), 1)
    size = 26 + side * classes
    label = Markup.escape(title)
    parts = [f'<svg viewBox="0 0 {size} {size}" width="{size}" role="img" aria-label="{label}" class="chart matrix">']
    for tick in range(0, classes, max(1, -(-classes // 20))):
        middle = 26 + side * (tick + 0.5)
        parts.append(f'<text x="{middle:.1f}" y="16" text-anchor="middle">{tick}</text>')
        parts.append(f'<text x="20" y="{middle + 4:.1f}" text-anchor="end">{tick}</text>')
    for row, column in np.argwhere(counts > 0).tolist():
        style = "same" if row == column else "other"
        parts.append(
            f'<rect x="{26 + side * column}" y="{26 + side * row}" width="{side - 1}" height="{side - 1}" '
            f'class="{style}" opacity="{0.08 + 0.92 * shares[row, column]:.3f}"><title>teacher {row}, student '
            f"{column}: {counts[row, column]}</title></rect>"
        )
    return Markup("".join([*parts, "</svg>"]))  # noqa: S704  (numbers, and a title escaped above)


def class_ticks(classes: int) -> list[tuple[float, str]]:
    """Labels of at most twenty classes, each below the middle of its bars."""
    step = max(1, -(-classes // 20))
    return [((c + 0.5) / classes, str(c)) for c in range(0, classes, step)]


def edge_ticks(edges: Sequence[float]) -> list[tuple[float, str]]:
    """Labels of five of a distribution's edges."""
    return [(share, f"{edges[0] + (edges[-1] - edges[0]) * share:.3g}") for share in (0.0, 0.25, 0.5, 0.75, 1.0)]


def strip(images: Sequence[NDArray[np.uint8]], side: int) -> str:
    """Images `(C, H, W)` in a row as one PNG's data URI; each is fitted into a square of `side` pixels."""
    sheet = Image.new("RGBA", (len(images) * (side + _GAP) - _GAP, side), (0, 0, 0, 0))
    for place, image in enumerate(images):
        picture = Image.fromarray(
            np.repeat(image, 3, 0).transpose(1, 2, 0) if len(image) == 1 else image.transpose(1, 2, 0)
        )
        scale = side / max(picture.size)
        width, height = (max(1, round(length * scale)) for length in picture.size)
        picture = picture.resize((width, height), Image.Resampling.NEAREST if scale >= 1 else Image.Resampling.LANCZOS)
        sheet.paste(picture, (place * (side + _GAP) + (side - width) // 2, (side - height) // 2))
    out = io.BytesIO()
    sheet.save(out, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()
