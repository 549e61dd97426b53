"""What a text takes and gives: its uniforms, inputs and outputs, which the frame around it declares."""

from collections.abc import Iterator, Sequence
from typing import Final

from shadergen.twigl.conditions import integer
from shadergen.twigl.lower import top_level
from shadergen.twigl.modes import Mode
from shadergen.twigl.scope import QUALIFIERS, ZEROS, arguments, partners
from shadergen.twigl.tokens import Token
from shadergen.twigl.wrap import WIDENED, Interface

_LOCATIONS: Final = range(8)


def taken(tokens: Sequence[Token], mode: Mode) -> tuple[list[Token], Interface]:
    """Take out declarations of uniforms, inputs and outputs, and say what the program takes and gives.

    Raises:
        GlslError: an output is none that a picture can be made of, or there is none.
    """
    values = {name: (kind, _expression(name, kind, mode)) for name, kind in mode.uniforms.items() if mode.head}
    samplers = [name for name in mode.samplers if mode.head]
    outputs = dict(enumerate((name, "vec4") for name in (mode.outputs if mode.es300 else ("sg_out0",))))
    kept: list[Token] = []
    for start, stop in top_level(tokens):
        item = tokens[start:stop]
        qualifiers, location, rest = _qualified(item)
        if item[0].text == "precision" or qualifiers == {"invariant"}:
            continue
        declares = len(rest) >= 3 and rest[-1].text == ";"
        if "uniform" in qualifiers and declares:
            kind = rest[0].text
            for name, brackets in _names(rest):
                if brackets:  # nobody gives it a value: a variable that is zero
                    kept += [rest[0], name, *brackets, rest[-1]]
                elif kind.startswith("sampler"):
                    samplers += [name.text] if name.text not in samplers else []
                else:
                    values[name.text] = (kind, _expression(name.text, kind, mode))
        elif "out" in qualifiers and declares:
            outputs |= _outputs(rest, len(outputs) if location is None else location)
        else:
            kept += rest if qualifiers & {"in", "varying"} else item
    if not outputs:
        raise tokens[0].error("the text declares no output; a program of this mode has an `out vec4`")
    if not mode.es300 and any(token.text == "sg_out1" for token in kept):
        outputs[1] = ("sg_out1", "vec4")
    given = tuple((name, kind, how) for name, (kind, how) in values.items() if not kind.startswith("sampler"))
    return kept, Interface(given, tuple(outputs[k] for k in sorted(outputs)), _declared(samplers, mode))


def _outputs(rest: Sequence[Token], location: int) -> dict[int, tuple[str, str]]:
    """By location the (name, type) of each output that a declaration has."""
    kind = rest[0].text
    if kind not in WIDENED or any(brackets for _, brackets in _names(rest)):
        raise rest[0].error(f"an output is one of {', '.join(WIDENED)}, and no array")
    return {location + n: (name.text, kind) for n, (name, _) in enumerate(_names(rest))}


def _qualified(item: Sequence[Token]) -> tuple[set[str], int | None, Sequence[Token]]:
    """The qualifiers that a declaration begins with, the location that it says, and what follows them."""
    found: set[str] = set()
    location = None
    k = 0
    while k < len(item):
        if item[k].text == "layout" and k + 1 < len(item) and item[k + 1].text == "(":
            words = [token.text for token in item]
            stop = words.index(")", k)
            if "location" in words[k:stop]:
                at = words.index("location", k) + 2
                location = integer(words[at]) if words[at - 1] == "=" else None
                if location not in _LOCATIONS:
                    raise item[k].error("a location is given as layout(location = 0)")
            k = stop
        elif item[k].text in QUALIFIERS:
            found.add(item[k].text)
        else:
            break
        k += 1
    return found, location, item[k:]


def _names(rest: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """The (name, array brackets) of the variables of a declaration, which begins with their type."""
    # the places between type and semicolon are those within parentheses
    close = partners(rest) | {0: len(rest) - 1}
    for start, stop in arguments(rest, 0, close):
        yield rest[start], rest[start + 1 : stop]


def _expression(name: str, kind: str, mode: Mode) -> str:
    """The value of a uniform: the mode's own by its name, whatever type the text gives it, else zero."""
    places = {mode.size: "sg_size", mode.mouse: "sg_mouse"}
    numbers = {mode.time: "sg_time.x", mode.frame: "sg_time.y", mode.sound: "sg_time.z"}
    given = places | numbers
    if name not in given:
        return ZEROS.get(kind, f"{kind}(0)")
    if kind == mode.uniforms[name]:
        return given[name]
    more = int(kind[-1]) - 2 if name in places and kind[-4:] in {"vec3", "vec4"} else 0
    return f"{kind}({given[name]}{', 0' * more})"


def _declared(samplers: Sequence[str], mode: Mode) -> tuple[str, ...]:
    """The mode's own samplers, one per target, whichever of them a text declares, and then those of other names."""
    return (*mode.samplers, *(name for name in samplers if name not in mode.samplers)) if samplers else ()
