"""The first half of the builder: where things stand, and the small things.

The builder has one method for each rule of the grammar, called as the parser reduces. Nothing
recurses, so depth costs nothing. Children are tokens (strings that know where they stand),
nodes, and `Bit`s: things that live only until the node around them is made. What is wrong
although it parses (a date that does not exist, `and` beside `or`) is reported on the way.

The parser reads *clean* text: narrow, in small letters (see `clean`). Names and texts are cut
from `Reading.narrow` and `Reading.raw`, which differ from it character by character only.
"""

from __future__ import annotations

import datetime
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, NamedTuple

from policyq.diagnostics.catalog import spelling as says
from policyq.diagnostics.catalog.syntax import TEXT_FOR_NAME
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.syntax.keywords import LOOKED_UP, NUMBERED, Keywords
from policyq.syntax.numerals import numerals_in

Children = Sequence[Any]

_NUMBER = re.compile(r"(\d+(?:\.\d+)?)[ \t]*(.*)")
_ESCAPE = re.compile(r"\\(.)")
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\", '"': '"', "”": "”", "“": "“", "」": "」", "「": "「"}
_MOST_DIGITS = 15
#: The deepest nesting of conditions that is read.
MOST_DEPTH = 100


class Bit(NamedTuple):
    """A part of a node that is no node itself."""

    span: Span
    name: str
    value: Any = None


@dataclass
class Reading:
    """The text that is being read, and what was found wrong with it on the way."""

    source: str
    raw: str
    narrow: str
    base: int = 0
    """Where the text begins in the source."""
    edits: tuple[tuple[int, int, int], ...] = ()
    """Mends tried: start, end in the source's text (from ``base``), and the new length of each."""
    reports: list[Diagnostic] = field(default_factory=list)

    def span(self, start: int, end: int) -> Span:
        """The span in the source of ``[start, end)`` in the text being read."""
        return Span(self.source, self.base + self._back(start), self.base + self._back(end))

    def _back(self, offset: int) -> int:
        longer = 0
        for start, end, length in self.edits:
            if offset <= start + longer:
                break
            if offset < start + longer + length:
                return end
            longer += length - (end - start)
        return offset - longer


def parts(children: Children) -> tuple[Any, ...]:
    """The children that are no tokens."""
    return tuple(child for child in children if not isinstance(child, str))


def nodes(children: Children) -> tuple[Any, ...]:
    """The children that are nodes of the tree."""
    return tuple(child for child in children if isinstance(child, tree.Node))


def find(children: Children, name: str) -> tuple[Any, ...] | None:
    """What the `Bit` called ``name`` holds, ``None`` if there is none."""
    for child in children:
        if isinstance(child, Bit) and child.name == name:
            return child.value  # type: ignore[no-any-return]
    return None


class Small:
    """What every callback needs, and the callbacks of small things.

    What is being read is held apart for each thread.
    """

    def __init__(self, table: Keywords) -> None:
        self._table = table
        self._local = threading.local()
        for group, rows in table.groups.items():
            if group not in ("keyword", *NUMBERED, *LOOKED_UP):
                for id in rows:
                    setattr(self, f"{group}_{id}", partial(self._bit, group, id))
        for name in ("both", "either", "never", "always", "override", "pending"):
            setattr(self, name, partial(self._bit, name, name))
        for name in ("at_least", "at_most"):
            setattr(self, name, partial(self._bit, name, name))
        for name in ("to", "scope", "pers", "steps", "actions", "clocks", "priority", "owner"):
            setattr(self, name, self._list(name))
        for name in ("stand_ins", "roster_gaps", "rules_named", "trial_time"):
            setattr(self, name, self._list(name))
        for name in (
            "inline_words",
            "inline_sites",
            "files",
            "who_list",
            "who_chain",
            "judges",
            "quorum",
            "expiry",
        ):
            setattr(self, name, self._list(name))
        for name in (
            "sites_named",
            "contexts",
            "categories",
            "word_files",
            "operands",
            "inside",
            "outside",
            "in_brackets",
            "come_from",
            "unless",
            "change",
            "adjustable",
            "amnesty",
            "given",
        ):
            setattr(self, name, self._list(name))
        for name in (
            "run",
            "ended",
            "wanted",
            "otherwise_done",
            "top",
            "across",
            "removed_for",
            "there",
        ):
            setattr(self, name, self._list(name))
        for name in ("pairs", "lasts", "cost", "failing", "other", "winners"):
            setattr(self, name, self._list(name))
        for name in ("late_always", "late_never", "late_within"):
            setattr(self, name, self._list(name))
        for name in ("yes", "no", "tagged", "not_tagged", "otherwise", "hours_meant"):
            setattr(self, name, self._list(name))

    # -- where things stand ----------------------------------------------------------------

    @property
    def reading(self) -> Reading:
        """What is being read in this thread."""
        return self._local.reading  # type: ignore[no-any-return]

    @reading.setter
    def reading(self, reading: Reading) -> None:
        self._local.reading = reading

    def _span(self, children: Children) -> Span:
        """From the first child to the last; asked for every node, and so written to be quick."""
        reading = self._local.reading
        first, last = children[0], children[-1]
        if not reading.edits:
            base = reading.base
            start = base + first.start_pos if isinstance(first, str) else first.span.start  # type: ignore[attr-defined]
            end = base + last.end_pos if isinstance(last, str) else last.span.end  # type: ignore[attr-defined]
            return Span(reading.source, start, end)
        return Span(reading.source, self._place(first).start, self._place(last).end)

    def _place(self, child: Any) -> Span:
        if isinstance(child, str):
            return self.reading.span(child.start_pos, child.end_pos)  # type: ignore[attr-defined]
        span: Span = child.span
        return span

    def _bit(self, name: str, value: Any, children: Children) -> Bit:
        return Bit(self._span(children), name, value)

    def _list(self, name: str) -> Any:
        def made(children: Children) -> Bit:
            return Bit(self._span(children), name, parts(children))

        return made

    def _raw(self, token: Any) -> str:
        return self.reading.raw[token.start_pos : token.end_pos]

    def _narrow(self, token: Any) -> str:
        return self.reading.narrow[token.start_pos : token.end_pos]

    def _report(self, report: Diagnostic) -> None:
        self.reading.reports.append(report)

    # -- small things ----------------------------------------------------------------------

    def name(self, children: Children) -> tree.Name:
        token = children[0]
        text = unicodedata.normalize("NFC", self._narrow(token).strip("`"))
        return tree.Name(text, span=self._span(children))

    def _ticked(self, name: tree.Name) -> bool:
        """Whether the name stands in backticks, and so is nothing but a name."""
        at = name.span.start - self.reading.base
        return not self.reading.edits and self.reading.narrow[at : at + 1] == "`"

    def _platform(self, name: tree.Name) -> tree.Name:
        if self._ticked(name):
            return name
        return replace(name, text=self._table.find("platform", name.text) or name.text)

    def zone(self, children: Children) -> tree.Name:
        return tree.Name(self._narrow(children[0]), span=self._span(children))

    def string(self, children: Children) -> tree.Str:
        return self.words_at([(children[0].start_pos, children[0].end_pos)])[0]

    def words_at(self, places: Sequence[tuple[int, int]]) -> list[tree.Str]:
        """Texts in quotes; of lists very many at once."""
        reading, made = self.reading, list[tree.Str]()
        whole, source, base = reading.raw, reading.source, reading.base
        for start, end in places:
            raw = whole[start:end]
            text = raw[1:-1] if len(raw) > 1 and raw[-1] in '"”」' else raw[1:]
            span = (
                Span(source, base + start, base + end)
                if not reading.edits
                else reading.span(start, end)
            )
            made.append(tree.Str(self._unescaped(text, span) if "\\" in text else text, span=span))
        return made

    def _unescaped(self, text: str, span: Span) -> str:
        def meant(match: re.Match[str]) -> str:
            known = _ESCAPES.get(match[1])
            if known is None:
                start = span.start + 1 + match.start()
                place = Span(span.source, start, start + 2)
                fix = Fix(place, "\\" + match[0], certain=False)
                self._report(says.BAD_ESCAPE.at(place, fixes=(fix,), escape=match[0]))
                return match[0]
            return known

        return _ESCAPE.sub(meant, text)

    def word(self, children: Children) -> tree.Str:
        text = children[0]
        options = self._options(children)
        if not options:
            return text  # type: ignore[no-any-return]
        return tree.Word(text.text, options, span=self._span(children))

    def _options(self, children: Children) -> tuple[tree.Option, ...]:
        return tuple(
            tree.Option(child.value, span=child.span)
            for child in children
            if isinstance(child, Bit) and child.name == "option"
        )

    def pattern(self, children: Children) -> tree.Pattern:
        return tree.Pattern(self._raw(children[0])[1:-1], span=self._span(children))

    def host(self, children: Children) -> tree.Str:
        if children[0].type == "STRING":
            return self.string(children)
        return tree.Str(self._narrow(children[0]), span=self._span(children))

    def plain_number(self, children: Children) -> tree.Number:
        value, unit = self._quantity(children)
        counter = self._table.find("counter", unit) or self._table.find("score", unit)
        return tree.Number(value, counter, span=self._span(children))

    def grade(self, children: Children) -> tree.Number:
        return tree.Number(self._quantity(children)[0], span=self._span(children))

    def length(self, children: Children) -> tree.Length:
        value, unit = self._quantity(children)
        id = self._table.find("unit", unit) or ""
        return tree.Length(value, id, span=self._span(children))

    def _quantity(self, children: Children) -> tuple[int | float, str]:
        match = _NUMBER.fullmatch(children[0])
        assert match is not None, children[0]
        digits = match[1]
        if len(digits) > _MOST_DIGITS:
            self._report(says.NUMBER_TOO_LARGE.at(self._span(children)))
            return 0, match[2]
        return (float(digits) if "." in digits else int(digits)), match[2]

    def amount(self, children: Children) -> tree.Amount:
        found: tree.Amount = children[0]
        if isinstance(found, tree.Name) and not self._ticked(found):
            return self._in_digits(found)
        return found

    def _in_digits(self, name: tree.Name) -> tree.Amount:
        """``十分钟`` would pass for the name of a value: reported, and read as ``10分钟``."""
        for start, end, digits in numerals_in(name.text):
            match = _NUMBER.fullmatch(digits + name.text[end:])
            unit = self._table.find("unit", match[2]) if match else None
            counter = self._table.find("counter", match[2]) if match else None
            if start == 0 and match and (unit or counter):
                span = Span(name.span.source, name.span.start, name.span.start + end)
                args = {"found": name.text[:end], "meant": digits}
                self._report(says.CHINESE_NUMERAL.at(span, fixes=(Fix(span, digits),), **args))
                value = int(match[1])
                if unit:
                    return tree.Length(value, unit, span=name.span)
                return tree.Number(value, counter, span=name.span)
        return name

    def constant(self, children: Children) -> tree.Number | tree.Length:
        return children[0]  # type: ignore[no-any-return]

    def date(self, children: Children) -> tree.Date:
        year, month, day = (int(part) for part in re.findall(r"\d+", children[0]))
        span = self._span(children)
        try:
            datetime.date(year, month, day)
        except ValueError:
            self._report(says.NO_SUCH_DATE.at(span, date=self._narrow(children[0])))
            return tree.Date(2000, 1, 1, span=span)
        return tree.Date(year, month, day, span=span)

    def clock(self, children: Children) -> tree.Clock:
        hour, minute = (int(part) for part in children[0].split(":"))
        span = self._span(children)
        if hour * 60 + minute > 24 * 60 or minute > 59:
            self._report(says.NO_SUCH_CLOCK.at(span, clock=self._narrow(children[0])))
            return tree.Clock(0, 0, span=span)
        return tree.Clock(hour, minute, span=span)

    def weekday(self, children: Children) -> tree.Weekday:
        number = self._table.find("weekday", children[0]) or "0"
        return tree.Weekday(int(number), span=self._span(children))

    def day_named(self, children: Children) -> tree.DayNamed:
        id = self._table.find("day_named", children[0]) or "workday"
        return tree.DayNamed(id, span=self._span(children))

    def days(self, children: Children) -> tree.Days:
        ends = nodes(children)
        return tree.Days(ends[0], ends[1] if len(ends) > 1 else None, span=self._span(children))

    def slot(self, children: Children) -> tree.Slot:
        days = tuple(c for c in children if isinstance(c, tree.Days))
        start, end = (nodes(find(children, "clocks") or ())) or (None, None)
        return tree.Slot(days, start, end, span=self._span(children))

    def person(self, children: Children) -> tree.Who:
        text = self._narrow(children[0])
        role = self._table.find("role", text)
        if role is not None:
            return tree.Role(role, span=self._span(children))
        return self.name(children)

    def quoted_name(self, children: Children) -> tree.Name:
        text = self.string(children).text
        if not text:
            self._report(TEXT_FOR_NAME.at(self._span(children), text=text))
        return tree.Name(text, span=self._span(children))

    def account(self, children: Children) -> tree.Account:
        return tree.Account(self.string(children).text, span=self._span(children))
