"""Charts as inline SVG: bars for classes and distributions, and strips of pictures as data URIs."""

import base64
import io
from collections.abc import Sequence

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
