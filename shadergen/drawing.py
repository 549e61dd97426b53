"""The loop that turns indices into pictures: plan, draw, filter, and again what was rejected."""

from collections import Counter, deque
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from shadergen.filters import verdicts
from shadergen.plan import ImagePlan, Images, again, first_attempt_with_another_program, plans
from shadergen.recipe import Resolved
from shadergen.sources.base import CannotDraw, Drawn, Source

SET_ASIDE = "set aside"
"""The rule that rejects a plan whose program stopped a worker twice."""
BUDGET = "budget"
"""The rule that rejects an image in which a pixel went over the program's iteration budget."""


@dataclass(frozen=True)
class Batch:
    """What became of one batch of attempts; an image is finished when an attempt passes or was its last.

    Attributes:
        name: the program's name, or the source's where it has none.
        attempts: the plans that were drawn.
        rules: the rule that rejected each, or None.
        finished: of each, whether its image is finished.
        images: `(B, H, W, 3)` uint8: the finished ones.
        message: why the program cannot be drawn, if it cannot.
    """

    name: str
    attempts: list[ImagePlan]
    rules: list[str | None]
    finished: list[bool]
    images: NDArray[np.uint8]
    message: str | None = None

    @property
    def plans(self) -> list[ImagePlan]:
        """The plans of `images`."""
        return list(compress(self.attempts, self.finished))

    @property
    def rejected(self) -> list[str | None]:
        """The rule that still rejects each of `images`, or None."""
        return list(compress(self.rules, self.finished))


@dataclass
class Tally:
    """What happened on the way: images per source, attempts and rejections per program."""

    images: Counter[str] = field(default_factory=Counter)
    attempts: Counter[str] = field(default_factory=Counter)
    rejections: Counter[tuple[str, str]] = field(default_factory=Counter)
    exhausted: int = 0
    messages: dict[str, str] = field(default_factory=dict)
    """Per program that cannot be drawn, why."""

    def count(self, batch: Batch, positions: Sequence[int]) -> None:
        """Take in what became of some of a batch's attempts."""
        self.attempts[batch.name] += len(positions)
        if batch.message is not None:
            self.messages[batch.name] = batch.message
        self.images[batch.attempts[0].source] += sum(batch.finished[position] for position in positions)
        for position in positions:
            rule = batch.rules[position]
            if rule is not None:
                self.rejections[batch.name, rule] += 1
                self.exhausted += batch.finished[position]

    def add(self, other: "Tally") -> None:
        """Sum another tally into this one."""
        self.images += other.images
        self.attempts += other.attempts
        self.rejections += other.rejections
        self.exhausted += other.exhausted
        self.messages |= other.messages


@dataclass(frozen=True)
class _Begun:
    """A batch under way: what waits for it, why it cannot be drawn, or None where its program is set aside."""

    source: Source
    plans: list[ImagePlan]
    drawn: Callable[[], Drawn] | CannotDraw | None


class Drawer:
    """Draws any images of a resolved recipe.

    Args:
        recipe: the resolved recipe.
        sources: a source for each name that the recipe has.
        before: called before each batch is begun, and before it is waited for if others were begun meanwhile, with its
            program's name (None where the source has none), so that a supervisor knows what stopped a worker.
        ahead: whether batches are begun before the one before them is read, as far as the sources can.
    """

    def __init__(
        self,
        recipe: Resolved,
        sources: Mapping[str, Source],
        before: Callable[[str | None], None] = lambda _: None,
        *,
        ahead: bool = True,
    ) -> None:
        self._recipe, self._sources, self._before = recipe, sources, before
        self._ahead = max((source.ahead for source in sources.values()), default=0) if ahead else 0

    def batches(self, images: Images, set_aside: Collection[str] = frozenset()) -> Iterator[Batch]:
        """Draw some images.

        Args:
            images: their numbers.
            set_aside: names of programs that are not drawn; their images take another program.

        Yields:
            Batches, in no order, that together finish every image once.
        """
        pending = plans(self._recipe, images)
        while pending:
            groups: dict[tuple[str, Hashable], list[ImagePlan]] = {}
            for plan in pending:
                groups.setdefault((plan.source, self._sources[plan.source].group(plan)), []).append(plan)
            rejected: list[tuple[ImagePlan, int]] = []
            for begun in self._begun(groups, set_aside):
                batch, failed = self._finish(begun)
                rejected += failed
                yield batch
            pending = again(self._recipe, rejected)

    def arrays(
        self, start: int, stop: int, set_aside: Collection[str] = frozenset()
    ) -> tuple[NDArray[np.uint8], list[dict[str, Any]]]:
        """Images `start` to `stop - 1`: `(B, H, W, 3)` uint8 and their B records, in index order."""
        width, height = self._recipe.size
        images = np.empty((stop - start, height, width, 3), np.uint8)
        records: list[dict[str, Any]] = [{}] * len(images)
        for batch in self.batches(range(start, stop), set_aside):
            for plan, image, rejected in zip(batch.plans, batch.images, batch.rejected, strict=True):
                images[plan.index - start] = image
                records[plan.index - start] = record(self._recipe, plan, rejected)
        return images, records

    def _begun(
        self, groups: Mapping[tuple[str, Hashable], list[ImagePlan]], set_aside: Collection[str]
    ) -> Iterator[_Begun]:
        """Begin batch after batch, and give each when so many have been begun after it as may be."""
        under_way: deque[_Begun] = deque()
        for (name, _), group in groups.items():
            source, members = self._sources[name], group
            while members:
                # asked anew each time, since a source learns what its programs cost
                count = source.limit(members[0])
                under_way.append(self._begin(source, members[:count], set_aside))
                members = members[count:]
                if len(under_way) > self._ahead:
                    yield under_way.popleft()
        yield from under_way

    def _begin(self, source: Source, members: list[ImagePlan], set_aside: Collection[str]) -> _Begun:
        if self._name(members[0]) in set_aside:
            return _Begun(source, members, None)
        self._announce(members[0])
        try:
            return _Begun(source, members, source.begin(members))
        except CannotDraw as error:
            return _Begun(source, members, error)

    def _finish(self, begun: _Begun) -> tuple[Batch, list[tuple[ImagePlan, int]]]:
        """What became of a batch, and the plans to be tried again with the number of the next attempt."""
        members, message = begun.plans, None
        width, height = self._recipe.size
        images = np.zeros((len(members), height, width, 3), np.uint8)
        if begun.drawn is None:
            rules: list[str | None] = [SET_ASIDE] * len(members)
        elif isinstance(begun.drawn, CannotDraw):
            message = str(begun.drawn)
            rules = ["error"] * len(members)
        else:
            if self._ahead:
                self._announce(members[0])
            drawn = begun.drawn()
            images = drawn.images
            rules = verdicts(self._recipe.filter, drawn.judged) if begun.source.filtered else [None] * len(members)
            if drawn.over_budget is not None:
                for position in np.flatnonzero(drawn.over_budget).tolist():
                    rules[position] = BUDGET
        attempts = [self._next_attempt(plan, rule) for plan, rule in zip(members, rules, strict=True)]
        finished = [attempt is None for attempt in attempts]
        rejected = [(plan, attempt) for plan, attempt in zip(members, attempts, strict=True) if attempt is not None]
        return Batch(self._name(members[0]), members, rules, finished, images[finished], message), rejected

    def _next_attempt(self, plan: ImagePlan, rule: str | None) -> int | None:
        """The number of the attempt after this one, or None where the image is finished."""
        if rule is None:
            return None
        # other parameters seldom help a program over its budget, and each try costs the whole of it
        hopeless = rule in (SET_ASIDE, BUDGET, "error")
        attempt = max(plan.attempt + 1, first_attempt_with_another_program(self._recipe) if hopeless else 0)
        return attempt if attempt < self._recipe.filter.attempts else None

    def _announce(self, plan: ImagePlan) -> None:
        self._before(None if plan.program is None else self._name(plan))

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
