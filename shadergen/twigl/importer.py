"""Programs as they are pasted from posts and pages: what typography, markup and prose have done to them is undone.

The compiler is strict, so all tolerance is here. A text without such marks comes back as it was, comments are never
touched, and what no rule knows is left for the compiler to name.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

# what no rule may touch: comments, and directives that hold free text
_KEEP = r"//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z)|^[ \t]*\#[ \t]*(?:error|pragma)\b[^\n]*"
_DIRECTIVES = "define|undef|if|ifdef|ifndef|elif|else|endif|error|pragma|extension|version|line|include"
_NAMED = "lt|gt|amp|quot|apos|nbsp"


def _outside(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?P<keep>{_KEEP})|{pattern}", re.DOTALL | re.MULTILINE)


_LINK = _outside(
    r"(?<!\w)(?:https?://|www\.[\w-]{3,}\.[a-z]{2})[!-~]+|(?<![\w.])(?:t\.co/\w{8,}|pic\.(?:twitter|x)\.com/\w+|twigl\.app\b[!-~]*)"
)
_FENCE = _outside(r"^[ \t]*(?:```|~~~)[ \t]*\w*[ \t]*$")
_TICKS = _outside(r"^[ \t]*```[ \t]*\w*[ \t]*$|`+")
_ENTITY = _outside(rf"&(?:amp;)*(?P<entity>(?P<name>{_NAMED});|\#(?:[0-9]{{1,7}}|[xX][0-9a-fA-F]{{1,6}});)")
_OWN_NAME = _outside(rf"(?<![&\w])(?<!&amp;)(?<!;amp;)(?P<own>{_NAMED})\b")
_FOREIGN = _outside(r"[^\x00-\x7f]")
_QUOTES = _outside(r"[\"']")
_TAG = _outside(rf"(?<!\#)\#(?!(?:{_DIRECTIVES})(?!\w))\w+")
_MENTION = _outside(r"(?:\b(?:via|by|from|cc|RT)\b[ \t:]{0,4})?@\w+:?")
_COMMENT = re.compile(r"//(?:\\\n|[^\n])*|/\*.*?(?:\*/|\Z)", re.DOTALL)

_SIGNS: Final = {
    **dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\ufe63", "-"),
    **dict.fromkeys("\u00d7\u2217\u22c5\u00b7\u2219", "*"),
    **dict.fromkeys("\u00f7\u2215\u2044", "/"),
    **dict.fromkeys("\u02dc\u223c", "~"),
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2260": "!=",
    "\u02c6": "^",
    "\u2039": "<",
    "\u203a": ">",
    **dict.fromkeys("\u0085\u2028\u2029", "\n"),
}
_PRIVATE = "".join(map(chr, range(0xE000, 0xF900)))
_ARROWS = (range(0x2190, 0x2200), range(0x27F0, 0x2800), range(0x2900, 0x2980), range(0x2B00, 0x2C00))
# symbols, punctuation, marks over letters and what has no meaning: emoji are made of these
_ORNAMENT = {"So", "Sk", "Mn", "Me", "Co", "Cn", "Cs", "Po", "Ps", "Pe", "Pi", "Pf", "Pd", "Pc"}

_WORD = re.compile(r"[^\W\d]\w*")
_KEYWORD = re.compile(
    r"const|in|out|inout|uniform|highp|mediump|lowp|precision|flat|smooth|centroid|invariant|layout|if|else|for|while|do"
    r"|return|break|continue|discard|switch|case|default|struct|true|false|void|bool|u?int|float|[biu]?vec[234]"
    r"|mat[234](?:x[234])?|[iu]?sampler\w+"
)
_DEFINED = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)|\bstruct\s+(\w+)", re.MULTILINE)
_CONDITIONAL = re.compile(r"^[ \t]*#[ \t]*if", re.MULTILINE)
_SENTENCE = re.compile(r"[\w\s.,!?:~()&/+-]*")
_CODE = re.compile(r"[;{}=]|^\s*#")
_LETTER = re.compile(r"[^\W\d_\x00-\x7f]")


@dataclass(frozen=True)
class Imported:
    """A program taken out of what was pasted.

    Attributes:
        text: the program, with one newline at its end.
        notes: what was undone, one short sentence each; empty if nothing was.
    """

    text: str
    notes: tuple[str, ...]


def import_text(text: str) -> Imported:
    """Take the program out of a pasted text.

    Undone are: HTML entities, typographic quotes, signs, spaces and invisible characters, full-width ASCII, Markdown
    fences, links, hash tags, mentions, emoji and lines of prose. Directives such as `#define` are no hash tags.
    """
    notes: dict[str, list[str]] = {}
    text = re.sub(r"\r\n?", "\n", text)
    # stands where something was taken out, until its line is tidied
    gap = next((character for character in _PRIVATE if character not in text), _PRIVATE[0])

    def undo(pattern: re.Pattern[str], what: str, change: Callable[[re.Match[str]], str]) -> None:
        def put(match: re.Match[str]) -> str:
            if match["keep"] is not None:
                return match[0]
            changed = change(match)
            if changed != match[0]:
                notes.setdefault(what, []).append(match[0])
            return changed

        nonlocal text
        text = pattern.sub(put, text)

    undo(_LINK, "took out links", lambda _: gap)
    fences = [match.span() for match in _FENCE.finditer(text) if match["keep"] is None]
    if len(fences) > 1:
        text = "\n".join(text[a[1] + 1 : b[0]] for a, b in zip(fences[::2], fences[1::2], strict=False))
        notes["took what Markdown fences hold"] = []
    undo(_TICKS, "took out backticks", lambda _: gap)
    own = {match["own"] for match in _OWN_NAME.finditer(text)} - {None}
    undo(_ENTITY, "decoded HTML", lambda m: m[0] if m["name"] in own else html.unescape(f"&{m['entity']}"))
    undo(_FOREIGN, "replaced characters outside ASCII", lambda match: _ascii(match, gap))
    undo(_QUOTES, "took out quotes", lambda _: gap)
    undo(_TAG, "took out hash tags", lambda _: gap)
    undo(_MENTION, "took out mentions", lambda _: gap)
    lines = [tidied for line in text.split("\n") if (tidied := _tidy(line, gap)) is not None]
    code = _without_prose("\n".join(lines), notes)
    return Imported(f"{code.strip()}\n", tuple(_sentence(what, where) for what, where in notes.items()))


def _sentence(what: str, where: list[str]) -> str:
    different = list(dict.fromkeys(where))
    shown = ", ".join(each if len(each) <= 40 else f"{each[:37]}..." for each in different[:4])
    more = f" and {len(different) - 4} more" if len(different) > 4 else ""
    return f"{what}: {shown}{more}" if shown else what


def _tidy(line: str, gap: str) -> str | None:
    """A line without its gaps and the blanks around them; None if nothing else was in it."""
    if gap not in line:
        return line
    first, *others = line.split(gap)
    parts = [first.rstrip(), *(part.strip() for part in others)]
    return " ".join(part for part in parts if part) or None


def _ascii(match: re.Match[str], gap: str) -> str:
    """What a character outside ASCII stands for in code; letters and mathematics that mean nothing there stay."""
    character = match[0]
    category = unicodedata.category(character)
    if 0xFF01 <= ord(character) <= 0xFF5E:
        return chr(ord(character) - 0xFEE0)
    if character in _SIGNS:
        return _SIGNS[character]
    if category == "Zs":
        return " "
    if category == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F:
        return ""
    if character in "\u2014\u2015":
        # typography writes -- as one dash; between two operands it was a minus
        before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
        return "-" if re.fullmatch(r"[\w)\].][\w(.]", before + after) else "--"
    ornament = category in _ORNAMENT or any(ord(character) in arrows for arrows in _ARROWS)
    return gap if ornament else character


def _without_prose(text: str, notes: dict[str, list[str]]) -> str:
    """The text without sentences: whole lines, and such ends of lines as no program can have."""
    lines = text.split("\n")
    bare = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment[0]), text).split("\n")
    known = {name for pair in _DEFINED.findall("\n".join(bare)) for name in pair}
    conditional = _CONDITIONAL.search(text) is not None  # what it skips may be anything
    last = max((k for k, line in enumerate(bare) if _CODE.search(line)), default=len(lines))

    kept: list[str] = []
    following = ""  # the code of the next line that has any
    for k in reversed(range(len(lines))):
        line = rest = lines[k]
        # a line that a backslash continues belongs to a directive
        if bare[k] == line and line.strip() and not _continues(lines, k):
            if _LETTER.search(line):
                rest = _without_letters(line)
            elif k > last:
                rest = "" if _SENTENCE.fullmatch(line) and not known & set(_WORD.findall(line)) else line
            elif k == last:
                rest = _without_tail(line, known)
            elif not conditional and _is_prose(line, following, known):
                rest = ""
        if rest != line:
            taken = line.replace(rest, " ", 1) if rest else line
            notes.setdefault("took out prose", []).append(taken.strip())
        if rest or not line:
            kept.append(rest)
        following = bare[k].strip() or following
    notes.get("took out prose", []).reverse()
    return "\n".join(reversed(kept))


def _continues(lines: list[str], k: int) -> bool:
    return k > 0 and lines[k - 1].endswith("\\")


def _without_letters(line: str) -> str:
    """A line without the words of other scripts before its code and after it; nothing, if it has no code."""
    if line.lstrip().startswith("#"):
        return _LETTER.split(line, maxsplit=1)[0].rstrip()
    marks = [mark.start() for mark in re.finditer("[;{}=]", line)]
    if not marks:
        return ""
    before = max((letter.end() for letter in _LETTER.finditer(line, 0, marks[0])), default=0)
    after = _LETTER.search(line, marks[-1]) if line[marks[-1]] in ";}" else None
    if not before and not after:
        return line
    end = marks[-1] + 1 if after else len(line)
    start = before + len(line[before:]) - len(line[before:].lstrip(" \t!?:,~)]")) if before else 0
    return line[start:end].rstrip()


def _without_tail(line: str, known: set[str]) -> str:
    """The last line of code without a sentence behind its last statement."""
    end = 0 if line.lstrip().startswith("#") else max(line.rfind(";"), line.rfind("}")) + 1
    tail = line[end:]
    words = _WORD.findall(tail)
    if end and words and _SENTENCE.fullmatch(tail) and "(" not in tail and not known & set(words):
        return line[:end]
    return line


def _is_prose(line: str, following: str, known: set[str]) -> bool:
    """Whether a line has plain names side by side, as no statement has, and no sign of code."""
    if not _SENTENCE.fullmatch(line):
        return False
    words = [*line.split(), *following.split(maxsplit=1)[:1]] if len(line.split()) == 1 else line.split()
    run = 3 if "(" in line or ")" in line else 2
    length = 0
    for word in words:
        name = _WORD.match(word)
        # names that a type, a keyword or a macro could not join
        length += 1
        if name is None or name[0] in known or (length == 1 and _KEYWORD.fullmatch(name[0])):
            length = 0
        elif length == run:
            return True
        elif name[0] != word:
            length = 0
    return False
