"""Measures of a set, and what is said about starved classes."""

import numpy as np
import pytest

from distill.report.measures import describe, distribution, diversity, spreads
from distill.starved import EXPLORED, advise, plan
from distill.tables import Feeder, Table, feeder

LEAVES, FUR, WAVES = Feeder("leaves", None), Feeder("twigl", "fur"), Feeder("twigl", "waves")


def test_copies_are_near_duplicates_and_do_not_add_to_the_effective_number():
    distinct = np.random.default_rng(0).integers(0, 256, (20, 3, 32, 32), np.uint8) // 4
    distinct += (np.arange(20, dtype=np.uint8) * 9)[:, None, None, None]  # far apart also in their cells' means
    copied = np.concatenate([distinct, distinct[:10], distinct[:10]])
    one, three = diversity(describe(distinct)), diversity(describe(copied))
    assert (one.near_duplicates, one.sample) == (0, 20)
    assert three.near_duplicates == pytest.approx(30 / 40)
    assert three.effective <= one.effective + 1e-6
    assert diversity(describe(np.repeat(distinct[:1], 50, 0))).effective == pytest.approx(1, abs=1e-3)


def test_cells_are_the_means_of_any_size_and_of_grey_images():
    image = np.zeros((1, 1, 64, 32), np.uint8)
    image[:, :, :, 16:] = 255
    cells = describe(image).reshape(3, 16, 16)
    assert (cells[:, :, :8] == 0).all()
    assert (cells[:, :, 8:] == 1).all()


def test_a_class_of_alike_images_has_little_spread():
    rng = np.random.default_rng(1)
    features = np.concatenate([rng.normal(size=(50, 6)), 0.01 * rng.normal(size=(50, 6)), rng.normal(size=(1, 6))])
    wide, narrow, single, none = spreads(features.astype(np.float32), np.array([0] * 50 + [1] * 50 + [2]), 4)
    assert wide > 1
    assert narrow < 0.05
    assert single is None
    assert none is None


def test_a_distribution_counts_repeats_in_the_set_alone():
    values = np.array([0.0, 0.05, 0.5, 1.0], np.float32)
    found = distribution(values, np.array([0, 6, 0, 2]), 0, 1)
    assert found.before == pytest.approx([0.25, 0.25] + [0] * 8 + [0.25] + [0] * 8 + [0.25])
    assert found.after == pytest.approx([0, 0.75] + [0] * 17 + [0.25])


def test_a_record_says_what_drew_it():
    assert feeder({"source": "twigl", "program": "fur"}) == FUR
    assert feeder({"source": "leaves"}) == LEAVES
    assert feeder({"caption": "a photograph"}) == feeder({"source": 7}) == Feeder("foreign", None)


def test_advice_names_the_best_feeders_and_how_many_to_render():
    table = Table((LEAVES, FUR, WAVES), np.array([[900, 0, 0], [40, 60, 0], [99, 1, 0]]))
    there = table.counts.sum(0)
    by_class = {one.label: one for one in advise(table, there, np.array([0, 300, 500]))}
    assert list(by_class) == [2, 1]
    assert by_class[1].same == -(-300 * 1100 // 61)
    assert [name for name, _ in by_class[1].best] == [FUR, WAVES]
    assert by_class[1].best[0][1] == pytest.approx(0.56, abs=0.02)
    assert 300 / 0.6 < by_class[1].of_best < 2 * 300 / 0.5
    assert (by_class[2].same, by_class[2].best, by_class[2].of_best) == (None, (), None)


def test_a_plan_weighs_what_feeds_the_starved_class_and_still_explores():
    table = Table((LEAVES, FUR, WAVES), np.array([[900, 0, 0], [40, 60, 0], [99, 1, 0]]))
    own = {LEAVES: 0.5, FUR: 0.25, WAVES: 0.2, Feeder("twigl", "never drawn"): 0.05}
    planned = plan(table, own, np.array([0, 300, 500]))
    assert sum(planned.weights.values()) == pytest.approx(1)
    assert planned.weights[FUR] > 0.5 > planned.weights[LEAVES] >= EXPLORED * 0.5
    assert planned.weights[Feeder("twigl", "never drawn")] > EXPLORED * 0.05
    assert planned.images == pytest.approx(300 / planned.shares[1], abs=1)
    assert planned.unknown == (2,)
    blind = plan(table, own, np.array([0, 0, 500]))
    assert blind.weights == pytest.approx(own)
    assert blind.images == 0
