"""The parser itself: the one module that imports lark.

Keywords become terminals, one for each distinct *word*, named in ASCII capitals. `hand over to`
is a rule over three terminals, so two keywords that cannot be told apart are a conflict of the
grammar, and not a surprise at run time. `IDENT` is accepted in every state, so that no keyword
ever eats the front of a longer name.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from policyq import resources
from policyq.syntax.keywords import LOOKED_UP, NUMBERED, Keyword, Keywords, keywords
from policyq.vocabulary.events import KINDS

if TYPE_CHECKING:
    from lark import Lark

    from policyq.syntax.build import Builder

STARTS = ("start", "section_head")


@dataclass(frozen=True)
class Stop:
    """Where a text stops being policyq. Offsets count from the start of the text given."""

    start: int
    end: int
    terminal: str
    """``"$END"`` if the text ends too early, ``""`` for a character that no token begins with."""
    state: Any = field(default=None, repr=False)

    @cached_property
    def accepts(self) -> frozenset[str]:
        """The terminals that could have stood here."""
        if self.state is None:
            return frozenset()
        table, stack = self.state.parse_conf, self.state.state_stack
        choices = (name for name in table.states[stack[-1]] if name.isupper())
        return frozenset(name for name in choices if _may_follow(table, stack, name))


def _may_follow(table: Any, stack: list[Any], terminal: str) -> bool:
    """Whether the parser would shift ``terminal``: a table's state may promise too much."""
    states, stack = table.states, stack[:]
    while True:
        if stack[-1] == table.end_state:
            return terminal == "$END"
        action = states[stack[-1]].get(terminal)
        if action is None:
            return False
        rule = action[1]
        if not hasattr(rule, "expansion"):
            return True
        if rule.expansion:
            del stack[-len(rule.expansion) :]
        stack.append(states[stack[-1]][rule.origin.name][1])


class _WholeWords:
    """Makes the lexer try `IDENT` everywhere, so that `rulex` is never `rule` and `x`."""

    always_accept = ("IDENT",)

    def process(self, stream: Iterator[Any]) -> Iterator[Any]:
        return stream


def grammar_text(table: Keywords) -> str:
    """The whole grammar: the file, and what is made from the keyword table."""
    lines = [resources.read_text("grammar/policyq.lark"), ""]
    for row in table.grammatical:
        rule = f"_{row.id}" if row.group == "keyword" else f"{row.group}_{row.id}"
        lines.append(f"{rule}: " + "\n    | ".join(_sequences(row)))
    for group, rows in table.groups.items():
        if group not in ("keyword", *NUMBERED, *LOOKED_UP):
            lines.append(f"?{group}: " + " | ".join(f"{group}_{id}" for id in rows))
    personal = (id for id, kind in KINDS.items() if kind.personal and id in table.groups["kind"])
    lines.append("?personal_kind: " + " | ".join(f"kind_{id}" for id in personal))
    for word in table.words:
        lines.append(f'{terminal(word)}: "{word}"')
    for word in sorted({_last(s) for row in table.grammatical if row.tight for s in row.zh}):
        if word.isalpha():
            lines.append(f"{terminal(word, tight=True)}.1: /{word}(?=\\d)/")
    lines.extend(_numbered(table))
    return "\n".join(lines) + "\n"


@cache
def terminal(word: str, *, tight: bool = False) -> str:
    """The name of a word's terminal; lark wants ASCII capitals."""
    plain = word.isascii() and word.isalnum()
    name = word.upper() if plain else "_".join(f"X{ord(c):X}" for c in word)
    return ("T_" if tight else "W_") + name


def _last(spelling: str) -> str:
    return spelling.lower().split()[-1]


def _sequences(row: Keyword) -> Iterator[str]:
    for spelling in row.spellings:
        words = spelling.lower().split()
        yield " ".join(map(terminal, words))
        if row.tight and spelling in row.zh and words[-1].isalpha():
            yield " ".join([*map(terminal, words[:-1]), terminal(words[-1], tight=True)])


def _numbered(table: Keywords) -> Iterator[str]:
    number = r"\d+(?:\.\d+)?[ \t]*"
    unit = _one_of(s for row in table.groups["unit"].values() for s in row.spellings)
    counter = _one_of(s for row in table.groups["counter"].values() for s in row.spellings)
    score = _one_of(s for row in table.groups["score"].values() for s in row.spellings)
    grade = _one_of(s for row in table.groups["grade"].values() for s in row.spellings)
    later = _one_of(s for row in table.groups["later"].values() for s in row.spellings)
    yield f"LENGTH.4: /{number}{unit}/"
    yield f"COUNTED.3: /{number}{counter}/"
    yield f"SCORED.3: /{number}{score}/"
    yield f"GRADE.4: /{number}{grade}/"
    yield f"LATER.5: /{number}{unit}[ \\t]*{later}/"
    days = [s for row in table.groups["weekday"].values() for s in row.spellings]
    between = _one_of(s for s in table.groups["keyword"]["to"].zh)
    yield f"WEEKDAY.5: /{_one_of(days)}(?!\\w)|{_one_of(days)}(?={between}{_one_of(days)})/"
    named = (s for row in table.groups["day_named"].values() for s in row.spellings)
    # `holidays from "…"` is a declaration, even where the next shift or entry may begin.
    file = _one_of(table.groups["keyword"]["from_file"].spellings)
    yield f"DAY_NAMED.5: /{_one_of(named)}(?!\\w)(?![ \\t\\r\\n]*{file})/"
    yield f"BETWEEN.5: /{between}(?={_one_of(days)})/"


def _one_of(spellings: Iterable[str]) -> str:
    """A pattern for any of them, the longest first; an English word must end where it ends."""
    ordered = sorted({s.lower() for s in spellings}, key=lambda s: (-len(s), s))
    return (
        "(?:" + "|".join(re.escape(s) + (r"(?!\w)" if s.isascii() else "") for s in ordered) + ")"
    )


def build(builder: object, **options: object) -> Lark:
    """A parser whose trees are built by ``builder`` as it goes."""
    from lark import Lark

    settings: dict[str, Any] = {
        "parser": "lalr",
        "lexer": "contextual",
        "start": list(STARTS),
        "transformer": builder,
        "postlex": _WholeWords(),
        "keep_all_tokens": True,
        "maybe_placeholders": False,
        **options,
    }
    return Lark(grammar_text(keywords()), **settings)


@cache
def parser(builder: Builder) -> Lark:
    """The parser, from the tables that an earlier run kept if there are any.

    Making the tables takes some ten times as long as reading them.
    """
    import lark

    text = grammar_text(keywords())
    key = hashlib.sha256(f"{lark.__version__}\n{text}".encode()).hexdigest()[:32]
    name = f"parser-{key}.json"
    kept = resources.recall(name)
    if kept is not None:
        try:
            return _restored(kept, builder)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            pass  # of another make; it is replaced
    made = build(builder)
    resources.remember(name, _tables(made))
    return made


def _tables(made: Lark) -> str:
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    data, memo = made.memo_serialize([TerminalDef, Rule])
    options = {k: v for k, v in data["options"].items() if k not in ("transformer", "postlex")}
    return json.dumps([{**data, "options": options}, memo])


def _restored(text: str, builder: Builder) -> Lark:
    from lark import Lark

    data, memo = json.loads(text)
    table = data["parser"]["parser"]
    table["tokens"] = _numbered_keys(table["tokens"])
    table["states"] = {int(n): _numbered_keys(row) for n, row in table["states"].items()}
    made: Lark = Lark._load_from_dict(  # type: ignore[no-untyped-call]
        data, _numbered_keys(memo), transformer=builder, postlex=_WholeWords()
    )
    return made


def _numbered_keys(found: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in found.items()}


def run(builder: Builder, text: str, start: str = "start") -> Any | Stop:
    """What ``builder`` makes of ``text``, or where it stops being policyq."""
    from lark.exceptions import UnexpectedInput

    try:
        return parser(builder).parse(text, start=start)
    except UnexpectedInput as error:
        return _stop(error, len(text))


def _stop(error: Any, length: int) -> Stop:
    parser = getattr(error, "interactive_parser", None)
    state = parser.parser_state if parser is not None else None
    token = getattr(error, "token", None)
    if token is None:
        at = error.pos_in_stream
        return Stop(at, at + 1, "", state)
    if token.type == "$END":
        return Stop(length, length, "$END", state)
    return Stop(token.start_pos, token.end_pos, token.type, state)
