"""How a program grows: rules are GLSL function bodies with holes, and each hole becomes a number or a function.

In a body,

- `<0.2,0.7>` is a number: fixed for the program, or one that each time step draws anew from a part of the range, by
  the helper `z` in the function `vary`, which the main function calls when it knows the time step; after the second
  bound `!` fixes it, `*` draws it from the whole range at each step, `i` makes it whole, `~` favours small ones;
- `@kind(..)` calls a function of a kind, which is grown from one of its rules; `@kind:a(..)` is the same
  function wherever it stands in the body.

A kind has a signature, so whatever is chosen the program is well-typed. Helpers are taken in where their names stand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shadergen.synth.dice import Dice

_NUMBER = re.compile(r"<(-?[\d.]+),(-?[\d.]+)([!*i~]*)>")
_HOLE = re.compile(r"@(\w+)(?::(\w+))?")
_LOOP = re.compile(r"for \(int \w+ = 0; \w+ < (\d+); \w+\+\+\) \{")
_TOKEN = re.compile(r"\w[\w.]*|[^\s\w]")
_DIGITS = 2


@dataclass(frozen=True)
class Rule:
    """One way to make a function of a kind.

    Attributes:
        weight: how often it is chosen, against the others of its kind.
        label: what it makes, in a word or two; may be empty.
        body: the function's body.
    """

    weight: int
    label: str
    body: str

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of the functions that it calls."""
        return frozenset(kind for kind, _ in _HOLE.findall(self.body))


@dataclass(frozen=True)
class Kind:
    """Functions of one signature.

    Attributes:
        returns: the type of what they give.
        arguments: the names and types of what they take.
        rules: how they are made.
    """

    returns: str
    arguments: str
    rules: Sequence[Rule]


@dataclass(frozen=True)
class Grammar:
    """All rules of one version.

    Attributes:
        version: its number.
        start: the kind of the whole program, whose function is `void main()`.
        kinds: by name.
        helpers: GLSL functions and globals by name, each after those that it calls.
        depth: how deep calls of grown functions may nest; there only rules without such calls are chosen, or, where
            a kind has none, those that do not call their own kind.
        most: the largest cost of a program, in tokens that a pixel executes.
    """

    version: int
    start: str
    kinds: Mapping[str, Kind]
    helpers: Mapping[str, str]
    depth: int
    most: int


@dataclass(frozen=True)
class Grown:
    """A program: its text, what it composes (`figure`, `texture` or `scene` first), and its cost in executed tokens."""

    text: str
    labels: tuple[str, ...]
    cost: int


def name(version: int, seed: int, index: int) -> str:
    """What a program is called in texts, recipes, records and journals."""
    return f"synth-{version}-{seed}-{index:06d}"


def grow(grammar: Grammar, seed: int, index: int) -> Grown:
    """The program of a seed and an index: the first of its own random sequence that is not too costly."""
    dice = Dice(seed, f"synth/{grammar.version}", index)
    while True:
        growth = _Growth(grammar, dice)
        growth.function(grammar.start, "main", 0)
        if growth.costs["main"] <= grammar.most:
            title = f"// {name(grammar.version, seed, index)}: {', '.join(growth.labels)}\n"
            return Grown(title + growth.text(), tuple(growth.labels), growth.costs["main"])


@dataclass
class _Growth:
    """A program under way: its functions in the order in which they can be declared."""

    grammar: Grammar
    dice: Dice
    functions: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    costs: dict[str, int] = field(default_factory=dict)
    names: dict[str, int] = field(default_factory=dict)
    drawn: dict[str, str] = field(default_factory=dict)

    def function(self, kind_name: str, name: str, depth: int) -> None:
        """Grow a function of a kind, and before it those that it calls."""
        kind = self.grammar.kinds[kind_name]
        options = kind.rules
        if depth >= self.grammar.depth:
            leaves = [each for each in options if not each.kinds]
            options = leaves or [each for each in options if kind_name not in each.kinds]
        rule = self.dice.pick([(each.weight, each) for each in options])
        if rule.label and rule.label not in self.labels:
            self.labels.append(rule.label)
        called: dict[str, str] = {}

        def call(hole: re.Match[str]) -> str:
            key = hole[2] and hole[0]
            if key in called:
                return called[key]
            count = self.names[hole[1]] = self.names.get(hole[1], 0) + 1
            grown = f"{hole[1]}{count if count > 1 else ''}"
            self.function(hole[1], grown, depth + 1)
            if key:
                called[key] = grown
            return grown

        body = _HOLE.sub(call, _NUMBER.sub(self._number, rule.body.strip("\n")))
        self.costs[name] = self._cost(body)
        self.functions.append(f"{kind.returns} {name}({kind.arguments}) {{\n{body}\n}}\n")

    def _number(self, hole: re.Match[str]) -> str:
        scale = 1 if "i" in hole[3] else 10**_DIGITS
        low, high = round(float(hole[1]) * scale), round(float(hole[2]) * scale)
        whole = "*" in hole[3]
        ends = [low, high] if whole else [self.dice.steps(low, high, small="~" in hole[3]) for _ in range(2)]
        first, last = (_decimal(end, scale) for end in sorted(ends))
        if "!" in hole[3] or first == last or (not whole and self.dice.below(4) < 1):
            return _decimal(ends[0], scale)
        name = f"z{len(self.drawn) + 1}"
        drawn = f"z({len(self.drawn) + 1}., {first}, {last})"
        self.drawn[name] = f"floor({drawn} + 0.5)" if scale == 1 else drawn
        return name

    def _cost(self, body: str) -> int:
        """Tokens that one call executes, those in loops as often as they run, those of called functions too."""
        loops = {match.end() - 1: int(match[1]) for match in _LOOP.finditer(body)}
        times, cost = [1], 0
        for token in _TOKEN.finditer(body):
            match token[0]:
                case "{":
                    times.append(times[-1] * loops.get(token.start(), 1))
                case "}":
                    times.pop()
                case name:
                    cost += times[-1] * (1 + self._cost_of(name))
        return cost

    def _cost_of(self, name: str) -> int:
        if name not in self.costs and name in self.grammar.helpers:
            self.costs[name] = 0  # its own name stands in its declaration
            self.costs[name] = self._cost(self.grammar.helpers[name])
        return self.costs.get(name, 0)

    def text(self) -> str:
        """The program, with the helpers that it needs."""
        own = f"float {', '.join(self.drawn)};\n" if self.drawn else ""
        own += "void vary() {\n" + "".join(f"  {name} = {value};\n" for name, value in self.drawn.items()) + "}\n"
        own += "".join(self.functions)
        needed: list[str] = []
        words = set(re.findall(r"\w+", own))
        for name in reversed(list(self.grammar.helpers)):
            if name in words:
                needed.insert(0, self.grammar.helpers[name])
                words |= set(re.findall(r"\w+", self.grammar.helpers[name]))
        return "".join(needed) + own


def _decimal(value: int, scale: int) -> str:
    """A whole number of `scale`-ths as a GLSL float."""
    if scale == 1:
        return f"{value}."
    sign, value = "-" if value < 0 else "", abs(value)
    return f"{sign}{value // scale}.{value % scale:0{_DIGITS}d}"
