"""The parser itself: the one module that imports lark.

Keywords become terminals, one for each distinct *word*, named in ASCII capitals. `hand over to`
is a rule over three terminals, so two keywords that cannot be told apart are a conflict of the
grammar, and not a surprise at run time. `IDENT` is accepted in every state, so that no keyword
ever eats the front of a longer name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from policyq import resources
from policyq.syntax.driver import Driver, Failed
from policyq.syntax.keywords import LOOKED_UP, NUMBERED, Keyword, Keywords, keywords
from policyq.syntax.tables import FORMAT, Rule, Tables, from_json, reduce, shift, to_json, written
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
    failed: Failed | None = field(default=None, repr=False)

    @cached_property
    def accepts(self) -> frozenset[str]:
        """The terminals that could have stood here."""
        return frozenset() if self.failed is None else self.failed.accepts()


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
def driver(builder: Builder) -> Driver:
    """The parser, by the tables that an earlier run kept if there are any.

    Making the tables takes some hundred times as long as reading them.
    """
    text = grammar_text(keywords())
    # Another lark may make other tables; to ask it for its version takes long.
    made_by = resources.read_text_of("lark", "__init__.py") or ""
    key = hashlib.sha256(f"{FORMAT}\n{made_by}\n{text}".encode()).hexdigest()[:32]
    name = f"tables-{key}.json"
    kept = resources.recall(name)
    if kept is not None:
        try:
            return Driver(from_json(kept), builder)
        except (AttributeError, LookupError, TypeError, ValueError):
            pass  # of another make; they are replaced
    tables = tables_of(build(builder))
    resources.remember(name, to_json(tables))
    return Driver(tables, builder)


def tables_of(made: Lark) -> Tables:
    """What lark made of the grammar."""
    from lark.parsers.lalr_analysis import Shift

    found: Any = made.parser.parser._parse_table
    rules = {rule: number for number, rule in enumerate(made.rules)}
    symbols = sorted({symbol for moves in found.states.values() for symbol in moves})
    numbers = {symbol: number for number, symbol in enumerate(symbols)}
    rows = [
        written(
            {
                numbers[symbol]: shift(to) if action is Shift else reduce(rules[to])
                for symbol, (action, to) in found.states[state].items()
            }
        )
        for state in range(len(found.states))
    ]
    lexers: Any = made.parser.lexer.lexer
    tried = [_tried(lexers.lexers[state]) for state in range(len(rows))]
    scanners = list(dict.fromkeys(tried))
    places = {names: place for place, names in enumerate(scanners)}
    return Tables(
        tuple(map(_rule, made.rules)),
        tuple(symbols),
        tuple(rows),
        (*scanners, _tried(lexers.root_lexer)),
        tuple(places[names] for names in tried),
        {one.name: one.pattern.to_regexp() for one in made.terminals},
        _words(made),
        tuple(made.lexer_conf.ignore),
        {one: (found.start_states[one], found.end_states[one]) for one in STARTS},
    )


def _rule(rule: Any) -> Rule:
    """Lark would leave out tokens that a rule does not keep, but this grammar keeps all."""
    return Rule(
        rule.origin.name,
        len(rule.expansion),
        rule.alias or rule.options.template_source or rule.origin.name,
        bool(rule.options.expand1 and not rule.alias),
        tuple(
            place
            for place, one in enumerate(rule.expansion)
            if not one.is_term and one.name.startswith("_")
        ),
    )


def _tried(lexer: Any) -> tuple[str, ...]:
    """What a lexer of lark tries, in its order; a word that looks like a name is tried as one."""
    from lark.lexer import _create_unless

    # Where it is private, tests hold what comes of it against what lark says.
    apart: Any = _create_unless
    left, _ = apart(lexer.terminals, lexer.g_regex_flags, lexer.re, lexer.use_bytes)
    return tuple(one.name for one in left)


def _words(made: Lark) -> dict[str, dict[str, str]]:
    """For each pattern the words that it matches wholly, with their terminals."""
    found: dict[str, dict[str, str]] = {}
    words = [one for one in made.terminals if one.pattern.type == "str"]
    for terminal in made.terminals:
        if terminal.pattern.type == "re":
            match = re.compile(terminal.pattern.to_regexp()).match
            some = (one for one in words if one.priority == terminal.priority)
            taken = {
                one.pattern.value: one.name
                for one in some
                if (whole := match(one.pattern.value)) and whole[0] == one.pattern.value
            }
            if taken:
                found[terminal.name] = taken
    return found


def run(builder: Builder, text: str, start: str = "start") -> Any | Stop:
    """What ``builder`` makes of ``text``, or where it stops being policyq."""
    found = driver(builder).read(text, start)
    if isinstance(found, Failed):
        return Stop(found.start, found.end, found.terminal, found)
    return found
