"""Kin: figures that are like given ones."""

import hashlib

import numpy as np
import pytest
from numpy.typing import NDArray

from shadergen.drawing import Drawer
from shadergen.errors import UsageError
from shadergen.figures import WORDS, Law, draw
from shadergen.philox import words
from shadergen.plan import plans
from shadergen.recipe import Recipe, Resolved
from shadergen.sources.figures import FiguresSource, KinSource

OF = {"ships": [[3, 7], [5, 2**40]], "birds": [[3, 11]]}


def recipe(**kin: object) -> Resolved:
    return Recipe.parse({"size": 32, "source": "kin", "seed": 9, "kin": {"of": OF} | kin}).resolve()


def pictures(of: Resolved, count: int) -> NDArray[np.uint8]:
    return KinSource(of).draw(plans(of, range(count))).images


def figure(seed: int, index: int) -> NDArray[np.uint8]:
    return draw(Law(), words(seed, "figures", [index], 0, WORDS), (32, 32))[0]


def test_equal_recipes_are_equal_pictures_for_ever():
    digest = hashlib.sha256(pictures(recipe(), 8).tobytes()).hexdigest()
    assert digest == "1c031a1846f94bc47a7d43a7a23b5de7559a9c79da1101666b2fdfba2560eaa4"


def test_with_nothing_changed_kin_are_the_given_figures_and_with_all_changed_they_are_not():
    same = recipe(changed=[0, 0])
    given = {figure(seed, index).tobytes() for its in OF.values() for seed, index in its}
    assert {picture.tobytes() for picture in pictures(same, 40)} == given
    assert not {picture.tobytes() for picture in pictures(recipe(changed=[1, 1]), 200)} & given


def test_kin_differ_from_each_other_and_are_nearer_to_their_figure_than_to_another():
    its = recipe()
    drawn = pictures(its, 300).astype(np.float64)
    # now and then all that is changed are words of parts that a figure does not have
    assert len({picture.tobytes() for picture in drawn}) >= 285
    kinds = [name for name, _ in its.kin.kinds]
    birds = np.array([kinds[int(plan.parameters["kind"])] == "birds" for plan in plans(its, range(300))])
    near, far = (np.abs(drawn[birds] - figure(*of)).mean((1, 2, 3)) for of in ((3, 11), (3, 7)))
    assert np.median(near) < 0.7 * np.median(far)
    wilder = pictures(recipe(changed=[0.6, 0.6]), 300).astype(np.float64)
    assert np.median(np.abs(wilder[birds] - figure(3, 11)).mean((1, 2, 3))) > 1.3 * np.median(near)


def test_kinds_are_drawn_as_often_as_they_weigh():
    its = recipe(weights={"birds": 3.0})
    assert [name for name, _ in its.kin.kinds] == ["birds", "ships"]
    share = np.mean([plan.parameters["kind"] == 0 for plan in plans(its, range(4096))])
    # five deviations of a binomial share
    assert share == pytest.approx(0.75, abs=5 * (0.75 * 0.25 / 4096) ** 0.5)
    # the order in which kinds are written is no part of the dataset
    other = Recipe.parse({"size": 32, "source": "kin", "seed": 9, "kin": {"of": dict(reversed(OF.items()))}}).resolve()
    assert other.fingerprint == recipe().fingerprint


def test_a_record_tells_which_figure_an_image_is_like_and_any_range_gives_the_same():
    its = Recipe.parse({"size": 32, "source": "kin,figures", "seed": 9, "kin": {"of": OF}}).resolve()
    drawer = Drawer(its, {"kin": KinSource(its), "figures": FiguresSource(its)})
    images, records = drawer.arrays(0, 64)
    part, _ = drawer.arrays(20, 30)
    assert (images[20:30] == part).all()
    kin = [record for record in records if record["source"] == "kin"]
    assert {(record["kind"], *record["of"]) for record in kin} == {(kind, *of) for kind in OF for of in OF[kind]}
    source, planned = KinSource(its), plans(its, range(64))
    assert all((images[one["index"]] == source.draw([planned[one["index"]]]).images[0]).all() for one in kin)
    plain = FiguresSource(its)
    assert all(
        (images[record["index"]] == plain.draw([plan]).images[0]).all()
        for record, plan in zip(records, plans(its, range(64)), strict=True)
        if record["source"] == "figures"
    )


def test_kin_follow_the_law_of_figures():
    grey = Recipe.parse({"size": 32, "source": "kin", "figures": {"grey": 1, "black": 1}, "kin": {"of": OF}}).resolve()
    drawn = pictures(grey, 50)
    assert (drawn == drawn[..., :1]).all()
    assert pictures(recipe(), 50).std(axis=-1).max() > 10


@pytest.mark.parametrize(
    ("kin", "message"),
    [
        ({}, "kin.of: source kin draws figures like given ones, and none are; give --set 'kin.of="),
        ({"of": {"a": []}}, "kin.of.a: "),
        ({"of": {"a": [[0, 2**48]]}}, "kin.of.a.0.1: "),
        ({"of": {"a": [[-1, 0]]}}, "kin.of.a.0.0: "),
        ({"of": OF, "weights": {"boats": 2}}, "kin: weights: no kind 'boats'; there are: birds, ships"),
        ({"of": OF, "changed": [0.2, 1.5]}, r"kin.changed.1: Input should be less than or equal to 1, not '1.5'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_a_line(kin: dict[str, object], message: str):
    with pytest.raises(UsageError, match=message.replace("'", ".")):
        Recipe.parse({"source": "kin", "kin": kin}).resolve()
