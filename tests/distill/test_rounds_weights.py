"""A round's recipe weighs written and synthesised programs by what they give to the classes that miss images."""

import numpy as np
import pytest

from distill.kin import believed, feeder
from distill.rounds import _own, weighted
from distill.starved import plan
from distill.tables import Feeder, Table
from shadergen.plan import plans
from shadergen.recipe import Recipe


def test_a_feeder_that_stands_for_many_counts_as_so_many():
    one, kin = Feeder("synth", "one"), Feeder("kin", "class 1")
    counts = np.array([[92, 8], [92, 8]])
    own, missing = {one: 1.0, kin: 0.0}, np.array([0, 100])
    alike = plan(Table((one, kin), counts), own, missing).weights
    # a fifth keeps the recipe's own weights
    assert alike == pytest.approx({one: 0.6, kin: 0.4})
    assert plan(Table((one, kin), counts), own, missing, {kin: 7}).weights == pytest.approx({one: 0.3, kin: 0.7})


def test_a_round_of_a_recipe_with_kin_keeps_these_and_adds_those_it_is_given():
    own_kin = {"of": {"liked": [[4, 2]]}, "weights": {"liked": 2.0}}
    base = Recipe.parse({"source": "figures:3,kin:1", "size": 16, "kin": own_kin}).resolve()
    own = _own(base)
    assert own == {Feeder("figures", None): 0.75, Feeder("kin", "liked"): 0.25}
    found = {1: ((0, 5), (0, 9))}
    table = believed(Table(tuple(own), np.array([[50, 0], [10, 0]])), found, 2)
    planned = plan(table, own | {feeder(1): 0.0}, np.array([0, 100]), {feeder(1): 2})
    round_ = weighted(base, planned, 1, found)
    assert dict(round_.kin.kinds) == {"class 1": ((0, 5), (0, 9)), "liked": ((4, 2),)}
    weights = dict(zip(("class 1", "liked"), round_.kin.weights_of_kinds(), strict=True))
    assert weights["class 1"] / weights["liked"] == pytest.approx(
        planned.weights[feeder(1)] / planned.weights[Feeder("kin", "liked")], rel=1e-4
    )
    assert round_.source["kin"] > 0.75


def test_a_round_draws_more_often_what_feeds_a_starved_class():
    base = Recipe.parse({"source": "twigl:1,synth:2,leaves:1", "size": 16, "synth": {"programs": 30}}).resolve()
    own = _own(base)
    assert sum(own.values()) == pytest.approx(1)
    assert own[Feeder("leaves", None)] == pytest.approx(0.25)
    assert sum(weight for feeder, weight in own.items() if feeder.source == "synth") == pytest.approx(0.5)
    names = [program.name for program in base.drawing("synth").programs]
    assert len(set(names)) == 30
    # class 1 comes from one synthesised program alone
    feeders = tuple(own)
    counts = np.array([[20, 0] if feeder.program != names[7] else [0, 20] for feeder in feeders])
    round_ = weighted(base, plan(Table(feeders, counts), own, np.array([0, 100])), 1, {})
    assert round_.source["synth"] > 0.6
    weights = dict(zip(names, round_.drawing("synth").weights_of_programs(), strict=True))
    assert weights[names[7]] > 0.7 * sum(weights.values())
    assert min(weights.values()) > 0  # what feeds a class may not have been seen yet
    drawn = [plan for plan in plans(round_, range(2048)) if plan.source == "synth"]
    share = np.mean([round_.drawing("synth").programs[plan.program].name == names[7] for plan in drawn])
    assert share > 0.6
