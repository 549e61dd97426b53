"""Strategies: quotas against a brute-force version, what is taken first, and that no order of the pool matters."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from distill.strategies.candidates import Candidates, Options, ranks, relative_entropy
from distill.strategies.mixture import lenient
from distill.strategies.orders import k_centre
from distill.strategies.registry import STRATEGIES, choose, find
from shadergen.errors import UsageError


def candidates(label, classes, confidence=None, margin=None, seed=0, features=None, distances=None):
    label = np.asarray(label)
    return Candidates(
        classes=classes,
        label=label,
        confidence=np.asarray(confidence if confidence is not None else np.ones(len(label)), np.float32),
        margin=np.asarray(margin if margin is not None else np.ones(len(label)), np.float32),
        rank=ranks(seed, "pool", [f"{i:09d}".encode() for i in range(len(label))]),
        features=features or (lambda rows: np.zeros((len(rows), 2), np.float32)),
        distances=distances or (lambda rows: np.zeros(len(rows), np.float32)),
    )


def brute_force(label, classes, n):
    """Deal n cards one by one to the classes that occur, those with most images first; then, within each class, one
    copy at a time to its images: the paper's rule without arithmetic."""
    there = Counter(label)
    turn = sorted(there, key=lambda c: (-there[c], c))
    quotas = [0] * classes
    for card in range(n):
        quotas[turn[card % len(turn)]] += 1
    counts = {c: sorted([0] * there[c]) for c in there}
    for c, images in counts.items():
        for copy in range(quotas[c]):
            images[copy % len(images)] += 1
    return quotas, {c: sorted(images) for c, images in counts.items()}


labels = st.integers(1, 9).flatmap(
    lambda classes: st.tuples(st.lists(st.integers(0, classes - 1), min_size=1, max_size=60), st.just(classes))
)


@given(labels, st.integers(0, 100), st.integers(0, 3))
def test_balanced_is_the_brute_force_rule(pool, extra, seed):
    label, classes = pool
    n = classes + extra
    choice = choose(STRATEGIES["balanced"], candidates(label, classes, seed=seed), n, Options())
    quotas, counts = brute_force(label, classes, n)
    assert choice.quotas.tolist() == quotas
    assert {c: sorted(choice.counts[np.asarray(label) == c].tolist()) for c in set(label)} == counts


@settings(deadline=None)
@given(labels, st.integers(0, 100), st.sampled_from(sorted(STRATEGIES)), st.floats(1, 1000))
def test_every_strategy_takes_n_by_its_quotas(pool, extra, name, imbalance):
    label, classes = pool
    n = classes + extra
    chosen = candidates(label, classes, confidence=np.linspace(0.2, 1, len(label)))
    choice = choose(STRATEGIES[name], chosen, n, Options(imbalance=imbalance))
    assert choice.counts.sum() == n == choice.quotas.sum()
    assert np.bincount(chosen.label, weights=choice.counts, minlength=classes).tolist() == choice.quotas.tolist()
    if name in ("margin", "diverse", "typical"):
        assert choice.quotas.tolist() == brute_force(label, classes, n)[0]


@settings(deadline=None)
@given(st.permutations(range(40)), st.sampled_from(sorted(STRATEGIES)))
def test_the_order_of_the_pool_does_not_matter(order, name):
    label = np.arange(40) % 3
    values = np.arange(40, dtype=np.float32) // 4 / 10  # with ties
    points = np.random.default_rng(0).normal(size=(40, 3)).astype(np.float32)

    def taken(order):
        order = np.asarray(order)
        straight = candidates(label, 3)
        shuffled = Candidates(
            classes=3,
            label=label[order],
            confidence=values[order],
            margin=values[order],
            rank=straight.rank[order],
            features=lambda rows: points[order[rows]],
            distances=lambda rows: values[order[rows]],
        )
        counts = choose(STRATEGIES[name], shuffled, 20, Options()).counts
        return sorted(order[np.flatnonzero(counts)].tolist())

    assert taken(order) == taken(range(40))


def test_another_seed_takes_other_images():
    first, second = (choose(STRATEGIES["balanced"], candidates([0] * 200, 1, seed=s), 50, Options()) for s in (0, 1))
    assert 5 < np.count_nonzero(first.counts & second.counts) < 25


def test_random_keeps_the_pool_s_shares_and_repeats_only_beyond_the_pool():
    label = [0] * 900 + [1] * 100
    few = choose(STRATEGIES["random"], candidates(label, 2), 200, Options())
    assert few.counts.max() == 1
    assert 165 <= few.quotas[0] <= 195
    many = choose(STRATEGIES["random"], candidates(label, 2), 2500, Options())
    assert set(many.counts.tolist()) == {2, 3}


def test_a_long_tail_falls_by_the_imbalance():
    choice = choose(STRATEGIES["long-tail"], candidates(np.repeat(np.arange(5), 500), 5), 1000, Options(imbalance=100))
    assert choice.quotas[0] / choice.quotas[4] == pytest.approx(100, rel=0.15)
    assert np.diff(np.log(choice.quotas)) == pytest.approx(np.log(100) / -4, abs=0.15)


@pytest.mark.parametrize("name", ["margin", "typical"])
def test_the_smallest_of_each_class_are_taken(name):
    value = np.random.default_rng(1).random(300).astype(np.float32)
    label = np.arange(300) % 3
    known = {"margin": value} if name == "margin" else {"distances": lambda rows: value[rows]}
    counts = choose(STRATEGIES[name], candidates(label, 3, **known), 60, Options()).counts
    for c in range(3):
        mine = value[label == c]
        assert sorted(mine[counts[label == c] == 1]) == sorted(mine)[:20]


def test_lenient_keeps_the_sure_ones_and_falls_back_where_nothing_differs():
    rng = np.random.default_rng(2)
    sure = np.concatenate([rng.uniform(0.97, 1, 300), rng.uniform(0.2, 0.5, 300)])
    kept = lenient(candidates(np.zeros(600, int), 2, confidence=sure), Options())
    assert set(range(300)) >= set(kept.tolist()) and len(kept) > 250  # noqa: PT018
    for equal in (np.full(50, 0.7), np.ones(3)):
        assert len(lenient(candidates([0] * len(equal), 2, confidence=equal), Options())) == len(equal)


def test_lenient_by_class_keeps_some_of_a_class_that_the_teacher_is_never_sure_of():
    rng = np.random.default_rng(3)
    label = np.repeat([0, 1], 300)
    confidence = np.concatenate([rng.uniform(0.97, 1, 300), rng.uniform(0.2, 0.5, 300)])
    pool = candidates(label, 2, confidence=confidence)
    assert not (label[lenient(pool, Options(mixture="pool"))] == 1).any()
    assert (label[lenient(pool, Options(mixture="class"))] == 1).sum() > 50


def test_k_centre_reaches_every_cluster_before_it_takes_a_second():
    rng = np.random.default_rng(4)
    centres = rng.normal(size=(12, 5)) * 50
    points = (centres.repeat([100] + [5] * 11, axis=0) + rng.normal(size=(155, 5))).astype(np.float32)
    cluster = np.arange(12).repeat([100] + [5] * 11)
    assert set(cluster[k_centre(points, 12)]) == set(range(12))


def test_diverse_covers_more_than_random():
    rng = np.random.default_rng(5)
    cluster = np.arange(20).repeat([400] + [3] * 19)
    points = (rng.normal(size=(20, 4)) * 50)[cluster].astype(np.float32)
    pool = candidates(np.zeros(len(cluster), int), 1, features=lambda rows: points[rows])
    covered = {
        name: len(set(cluster[choose(STRATEGIES[name], pool, 30, Options()).counts > 0]))
        for name in ("balanced", "diverse")
    }
    assert covered["diverse"] == 20 > covered["balanced"]


def test_relative_entropy():
    assert relative_entropy(np.array([5, 5, 5, 5])) == pytest.approx(1)
    assert relative_entropy(np.array([9, 0, 0])) == 0
    assert relative_entropy(np.array([5, 5, 0, 0])) == pytest.approx(0.5)


def test_an_unknown_strategy_names_the_known_ones():
    with pytest.raises(UsageError, match="balanced, random, long-tail, lenient, typical, margin, diverse"):
        find("best")
