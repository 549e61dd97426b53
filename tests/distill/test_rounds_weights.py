"""A round's recipe weighs written and synthesised programs by what they give to the classes that miss images."""

import numpy as np
import pytest

from distill.rounds import _own, weighted
from distill.starved import plan
from distill.tables import Feeder, Table
from shadergen.plan import plans
from shadergen.recipe import Recipe


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
    round_ = weighted(base, plan(Table(feeders, counts), own, np.array([0, 100])), 1)
    assert round_.source["synth"] > 0.6
    weights = dict(zip(names, round_.drawing("synth").weights_of_programs(), strict=True))
    assert weights[names[7]] > 0.7 * sum(weights.values())
    assert min(weights.values()) > 0  # what feeds a class may not have been seen yet
    drawn = [plan for plan in plans(round_, 0, 2048) if plan.source == "synth"]
    share = np.mean([round_.drawing("synth").programs[plan.program].name == names[7] for plan in drawn])
    assert share > 0.6
