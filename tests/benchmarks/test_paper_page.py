"""docs/results.md, and figure 2."""

from pathlib import Path

import numpy as np
import torch
from paper_logs import leave
from PIL import Image

from benchmarks.paper import figure
from benchmarks.paper.logs import Log
from benchmarks.paper.page import PAGE, page_text
from benchmarks.paper.rows import all_runs, load_rows
from distill.inputs import Input
from distill.networks.registry import build_network
from distill.teachers.base import Teacher


def section(page: str, title: str) -> str:
    return page.partition(f"## {title}")[2].partition("\n## ")[0]


def test_the_page_is_what_the_logs_say():
    assert PAGE.read_text() == page_text(), "run: python -m benchmarks.paper page"


def test_a_line_has_mean_and_spread_of_its_seeds_and_what_was_not_run_is_named(tmp_path: Path):
    runs = {run.name: run for run in all_runs(load_rows())}
    for seed, accuracy in enumerate((0.7, 0.72, 0.74)):
        leave(runs[f"table1/leaves.resnet.cnn.{seed}"], accuracy, tmp_path)
    leave(runs["table1/shaders.resnet.cnn.0"], 0.81, tmp_path)
    leave(runs["table1/default.resnet.cnn.0"], 0.80, tmp_path)
    leave(runs["table1/original.resnet.cnn.0"], 0.83, tmp_path)
    page = page_text(tmp_path)
    table = section(page, "Table 1")
    [leaves] = [line for line in table.splitlines() if line.startswith("| `leaves`")]
    assert "| 72.00 ± 2.00 |" in leaves
    assert leaves.endswith("| 977 | 3 | 2 |")
    [missing] = [line for line in table.splitlines() if line.startswith("Not run yet: ")]
    rows = {name.partition("/")[2] for name in load_rows() if name.startswith("table1/")}
    assert set(missing.removeprefix("Not run yet: ").rstrip(".").split(", ")) == rows - {
        "leaves",
        "shaders",
        "default",
        "original",
    }
    wanted = section(page, "What was wanted")
    assert "| missed: -3.00 points (80.00 and 83.00) |" in wanted
    assert "| shaders above leaves | met: +9.00 points (81.00 and 72.00) |" in wanted
    assert "| leaves above noise | not run yet |" in wanted
    assert "| 6 | a processor | 2 | 2 | 2 |" in section(page, "Machines")
    # the sets of table 1 by the four criteria
    assert "| `leaves` |" in section(page, "The four criteria")


def test_entropies_have_a_column_a_teacher_and_another_budget_is_a_line_of_its_own(tmp_path: Path):
    runs = {run.name: run for run in all_runs(load_rows())}
    leave(runs["table3/leaves.resnet.0"], 0, tmp_path, 0.875)
    leave(runs["table3/leaves.vit.0"], 0, tmp_path, 0.625)
    [longer] = [run for run in all_runs(load_rows(), 10) if run.name == "table1/leaves.resnet.cnn.0.x10"]
    leave(longer, 0.9, tmp_path)
    page = page_text(tmp_path)
    assert "| `leaves` | dead leaves | 0.875 | 0.625 |" in section(page, "Table 3")
    assert "| `leaves` | dead leaves (x 10) | resnet | cnn | 90.00 |" in section(page, "Table 1")


def test_a_figures_panel_shows_the_regions_of_the_last_layer_and_each_point_where_it_lies():
    wanted = Input(size=28, channels=1, mean=(0.0,), std=(1.0,))
    network = build_network("plane", 2, wanted).eval()
    with torch.no_grad():
        # class 1 right of x = 1
        network.fc.weight.copy_(torch.tensor([[0.0, 0.0], [1.0, 0.0]]))
        network.fc.bias.copy_(torch.tensor([0.0, -1.0]))
    teacher = Teacher("", "plane", 2, wanted, network, "", differentiable=True)
    points, classes = np.array([[3.0, 1.0], [0.0, 99.0]], np.float32), np.array([0, 1])
    panel = figure._Panel("a plane", teacher, points, classes, np.array([1.0, 1.0], np.float32), 4.0)
    picture = panel.draw()
    assert isinstance(picture, Image.Image)
    pixels = np.asarray(picture)[figure._CAPTION :].astype(int)
    side = figure._SIDE
    left, right = pixels[side - 5, 5], pixels[side - 5, side - 5]
    first, second = figure._COLOURS[:2]
    assert abs(left - (255 - (255 - first) * 0.3)).max() <= 1
    assert abs(right - (255 - (255 - second) * 0.3)).max() <= 1
    # (3, 1) lies right of the middle, at half of the reach; (0, 99) at the upper edge
    assert (pixels[side // 2, round(side * 0.75)] == first * 8 // 10).all()
    assert (pixels[:6, round(side * 0.375)] == second * 8 // 10).all(1).any()
    assert len(figure._asked(teacher, torch.zeros(3, 1, 28, 28))[0]) == 3


def test_a_line_of_a_pool_that_is_drawn_otherwise_today_is_marked(tmp_path: Path):
    runs = {run.name: run for run in all_runs(load_rows())}
    for name in ("table6/shaders-plain", "patience/shaders-1"):
        leave(runs[f"{name}.resnet.cnn.0"], 0.8, tmp_path)
    file = tmp_path / "patience/shaders-1.resnet.cnn.0.json"
    log = Log.model_validate_json(file.read_bytes())
    file.write_text(log.model_copy(update={"pool": "another"}).model_dump_json())
    page = page_text(tmp_path)
    assert "| `shaders-plain` | " in page
    assert "| `shaders-1` * | " in page
