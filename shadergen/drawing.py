"""The loop that turns a range of indices into pictures: plan, draw, filter, and again what was rejected."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shadergen.filters import verdicts
from shadergen.plan import ImagePlan, again, first_attempt_with_another_program, plans
from shadergen.recipe import Resolved
from shadergen.sources.base import CannotDraw, Source

SET_ASIDE = "set aside"
"""The rule that rejects a plan whose program stopped a worker twice."""
BUDGET = "budget"
"""The rule that rejects an image in which a pixel went over the program's iteration budget."""


@dataclass(frozen=True)
class Batch:
    """Finished images: `plans` of length B, `images` `(B, H, W, 3)` uint8, `rejected` the rule per exhausted image."""

    plans: list[ImagePlan]
    images: NDArray[np.uint8]
    rejected: list[str | None]


@dataclass
class Tally:
    """What happened on the way: images per source, attempts and rejections per program."""

    images: Counter[str] = field(default_factory=Counter)
    attempts: Counter[str] = field(default_factory=Counter)
    rejections: Counter[tuple[str, str]] = field(default_factory=Counter)
    exhausted: int = 0
    messages: dict[str, str] = field(default_factory=dict)
    """Per program that cannot be drawn, why."""

    def add(self, other: "Tally") -> None:
        """Sum another tally into this one."""
        self.images += other.images
        self.attempts += other.attempts
        self.rejections += other.rejections
        self.exhausted += other.exhausted
        self.messages |= other.messages


class Drawer:
    """Draws any range of a resolved recipe's images.

    Args:
        recipe: the resolved recipe.
        sources: a source for each name that the recipe has.
        before: called before each batch with its program's name (None where the source has none), so that a
            supervisor knows what stopped a worker.
    """

    def __init__(
        self, recipe: Resolved, sources: Mapping[str, Source], before: Callable[[str | None], None] = lambda _: None
    ) -> None:
        self._recipe, self._sources, self._before = recipe, sources, before

    def batches(self, start: int, stop: int, tally: Tally, set_aside: Collection[str] = frozenset()) -> Iterator[Batch]:
        """Draw images `start` to `stop - 1`, in no order.

        Args:
            start: first index.
            stop: index after the last.
            tally: what happens is counted into it.
            set_aside: names of programs that are not drawn; their images take another program.

        Yields:
            Batches that together hold every index once.
        """
        pending = list(plans(self._recipe, start, stop))
        while pending:
            groups: dict[tuple[str, Hashable], list[ImagePlan]] = {}
            for plan in pending:
                groups.setdefault((plan.source, self._sources[plan.source].group(plan)), []).append(plan)
            rejected: list[tuple[ImagePlan, int]] = []
            for (name, _), group in groups.items():
                source, members = self._sources[name], group
                while members:
                    # asked anew each time, since a source learns what its programs cost
                    count = source.limit(members[0])
                    batch, failed = self._draw(source, members[:count], tally, set_aside)
                    members = members[count:]
                    rejected += failed
                    if batch.plans:
                        yield batch
            pending = again(self._recipe, rejected)

    def arrays(
        self, start: int, stop: int, set_aside: Collection[str] = frozenset()
    ) -> tuple[NDArray[np.uint8], list[dict[str, Any]]]:
        """Images `start` to `stop - 1`: `(B, H, W, 3)` uint8 and their B records, in index order."""
        width, height = self._recipe.size
        images = np.empty((stop - start, height, width, 3), np.uint8)
        records: list[dict[str, Any]] = [{}] * len(images)
        for batch in self.batches(start, stop, Tally(), set_aside):
            images[[plan.index - start for plan in batch.plans]] = batch.images
            for plan, rejected in zip(batch.plans, batch.rejected, strict=True):
                records[plan.index - start] = record(self._recipe, plan, rejected)
        return images, records

    def _draw(
        self, source: Source, members: list[ImagePlan], tally: Tally, set_aside: Collection[str]
    ) -> tuple[Batch, list[tuple[ImagePlan, int]]]:
        """Draw a batch: the finished images, and the rejected plans with the number of each one's next attempt."""
        name = self._name(members[0])
        tally.attempts[name] += len(members)
        width, height = self._recipe.size
        images = np.zeros((len(members), height, width, 3), np.uint8)
        if name in set_aside:
            rules: list[str | None] = [SET_ASIDE] * len(members)
        else:
            self._before(None if members[0].program is None else name)
            try:
                drawn = source.draw(members)
            except CannotDraw as error:
                tally.messages[name] = str(error)
                rules = ["error"] * len(members)
            else:
                images = drawn.images
                rules = verdicts(self._recipe.filter, drawn.judged) if source.filtered else [None] * len(members)
                if drawn.over_budget is not None:
                    for position in np.flatnonzero(drawn.over_budget).tolist():
                        rules[position] = BUDGET
        kept, rejected = [], []
        for position, (plan, rule) in enumerate(zip(members, rules, strict=True)):
            if rule is None:
                kept.append(position)
                continue
            tally.rejections[name, rule] += 1
            # other parameters seldom help a program over its budget, and each try costs the whole of it
            hopeless = rule in (SET_ASIDE, BUDGET, "error")
            attempt = max(plan.attempt + 1, first_attempt_with_another_program(self._recipe) if hopeless else 0)
            if attempt < self._recipe.filter.attempts:
                rejected.append((plan, attempt))
            else:
                tally.exhausted += 1
                kept.append(position)
        for position in kept:
            tally.images[members[position].source] += 1
        finished = Batch([members[i] for i in kept], images[kept], [rules[i] for i in kept])
        return finished, rejected

    def _name(self, plan: ImagePlan) -> str:
        return plan.source if plan.program is None else self._recipe.drawing(plan.source).programs[plan.program].name


def record(recipe: Resolved, plan: ImagePlan, rejected: str | None = None) -> dict[str, Any]:
    """What a sample's `.json` says: enough to draw the image again.

    `rejected` names the rule that still rejected the image after its last attempt; it is absent for all others.
    """
    document: dict[str, Any] = {"index": plan.index, "source": plan.source, "attempt": plan.attempt}
    if plan.program is not None:
        program = recipe.drawing(plan.source).programs[plan.program]
        document |= {"program": program.name, "sha256": program.sha256, "parameters": dict(plan.parameters)}
    if plan.source == "kin":
        assert recipe.kin is not None
        kind, figures = recipe.kin.kinds[int(plan.parameters["kind"])]
        document |= {"kind": kind, "of": list(figures[int(plan.parameters["of"])])}
    if rejected is not None:
        document["rejected"] = rejected
    return document
