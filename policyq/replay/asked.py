"""What a condition is of many events at once, never too little: where it may be true or unknown,
where it is surely true, and where it is surely unknown. The first of a `not` is the second turned
round.

What no column tells (windows, tiers, points, patterns, what is kept of a group) may be anything.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np

from policyq.ir import nodes
from policyq.ir.facts import text_key
from policyq.live.scene import all_fit, some_fit
from policyq.replay.columns import (
    ANY,
    Answer,
    Column,
    Columns,
    Guess,
    Mask,
    Numbers,
    by_value,
)
from policyq.text.listed import Word
from policyq.vocabulary.events import EVERYONE

OPS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq,
    "!=": operator.ne,
}  # fmt: skip

#: The fields that one column tells alone.
_TOLD: Final[dict[str, str]] = {
    "length": "text", "text": "text", "amount": "amount", "members": "members", "sender": "sender",
    "target": "sender", "mentions": "mentions", "answered": "refers", "group_tags": "group_tags",
    "platform": "platform",
}  # fmt: skip

_FIRST: Final = (nodes.Text, nodes.Near, nodes.Link)
"""What few messages have."""


class Asked:
    """The conditions of a program, asked of the rows of some columns."""

    def __init__(
        self,
        values: Mapping[str, Sequence[int | float]],
        columns: Columns,
        lists: Mapping[str, Sequence[Word]],
        sites: Mapping[str, Iterable[str]],
    ) -> None:
        self._values = values
        self._columns = columns
        self._lists = lists
        self._sites = sites
        self._whole: dict[nodes.Condition, Answer] = {}

    def linkless(self, rows: Numbers) -> Mask:
        """Which rows surely hold no link."""
        return self._columns.linkless.take(rows)

    def firsts(self, rows: Numbers) -> Numbers:
        """The first of some rows of each member of a group on each day."""
        columns = self._columns
        senders, groups = columns.column("sender"), columns.column("group")
        who = groups.codes.take(rows).astype(np.int64) * len(senders.values)
        who += senders.codes.take(rows)
        rows = rows[columns.times.take(rows).argsort(kind="stable")] if len(rows) else rows
        keys = np.stack((who, columns.days.take(rows)))
        _, firsts = np.unique(keys, axis=1, return_index=True)
        found: Numbers = rows.take(firsts)
        return found

    def perhaps(self, condition: nodes.Condition, rows: Numbers) -> Mask:
        """Of which rows a condition may be true or unknown."""
        match condition:
            case nodes.And(parts):
                return self._all(parts, rows, self.perhaps)
            case nodes.Or(parts):
                return self._some(parts, rows, self.perhaps)
            case nodes.Not(part):
                return ~self.surely(part, rows)
            case nodes.Surely(part):
                return self.perhaps(part, rows) & ~self.unknown(part, rows)
        return self._leaf(condition, rows, 0)

    def surely(self, condition: nodes.Condition, rows: Numbers) -> Mask:
        """Of which rows a condition is true, as far as columns tell."""
        match condition:
            case nodes.And(parts):
                return self._all(parts, rows, self.surely)
            case nodes.Or(parts):
                return self._some(parts, rows, self.surely)
            case nodes.Not(part):
                return ~self.perhaps(part, rows)
            case nodes.Surely(part):
                return self.surely(part, rows)
        return self._leaf(condition, rows, 1)

    def unknown(self, condition: nodes.Condition, rows: Numbers) -> Mask:
        """Of which rows a condition is unknown, as far as columns tell."""
        match condition:
            case nodes.And(parts):
                settled = [self.surely(part, rows) for part in parts]
            case nodes.Or(parts):
                settled = [~self.perhaps(part, rows) for part in parts]
            case nodes.Not(part):
                return self.unknown(part, rows)
            case nodes.Surely():
                return np.zeros(len(rows), np.bool_)
            case _:
                return self._leaf(condition, rows, 2)
        return _unknown([self.unknown(part, rows) for part in parts], settled)

    def _all(
        self,
        parts: Sequence[nodes.Condition],
        rows: Numbers,
        ask: Callable[[nodes.Condition, Numbers], Mask],
    ) -> Mask:
        left = np.ones(len(rows), np.bool_)
        for part in sorted(parts, key=lambda part: not isinstance(part, _FIRST)):
            left[left] = ask(part, rows[left])
            if not left.any():
                break
        return left

    def _some(
        self,
        parts: Sequence[nodes.Condition],
        rows: Numbers,
        ask: Callable[[nodes.Condition, Numbers], Mask],
    ) -> Mask:
        left = np.ones(len(rows), np.bool_)
        for part in parts:
            left[left] = ~ask(part, rows[left])
        return ~left

    def _leaf(self, condition: nodes.Condition, rows: Numbers, which: int) -> Mask:
        if condition not in self._whole:
            self._whole[condition] = self._of_all(condition)
        return self._whole[condition][which].take(rows)

    def _of_all(self, condition: nodes.Condition) -> Answer:
        """What a condition on the event itself is of every row."""
        columns = self._columns
        nowhere = np.zeros(len(columns), np.bool_)
        match condition:
            case nodes.Always(value):
                return Answer(~nowhere, ~nowhere, nowhere) if value else Answer(*[nowhere] * 3)
            case nodes.Text("contains") | nodes.Near():
                return Answer(~columns.wordless, nowhere, nowhere)
            case nodes.Text("equals" | "starts"):
                return columns.by_opening(self._opens(condition))
            case nodes.Known(field) if field in _TOLD:
                known = columns.where(_TOLD[field], lambda value: value is not None)
                return Answer(known, known, nowhere)
            case nodes.Link():
                return by_value(columns.hosts, self._linked(condition))
            case nodes.KindIn(kinds):
                return columns.by_value("kind", lambda kind: kind in kinds)
            case nodes.TimeIn(_, slots) if not any(slot.named for slot in slots):
                inside = nowhere.copy()
                for slot in slots:
                    inside |= self._in_slot(slot)
                return Answer(inside, inside, nowhere)
            case nodes.WhoIs(roles, tags, accounts):
                return _either(
                    columns.by_value("role", _one_of(roles)),
                    columns.by_value("tags", _some_of(tags)),
                    columns.by_value("sender", _one_of(accounts)),
                )
            case nodes.Mentions(everyone, accounts):
                wanted = accounts | ({EVERYONE} if everyone else set())
                return columns.by_value("mentions", _some_of(wanted))
            case nodes.GroupIs("group", values):
                return _either(
                    columns.by_value("group", _one_of(values)),
                    columns.by_value("group_name", _one_of(values)),
                )
            case nodes.GroupIs("platform", values):
                return columns.by_value("platform", _one_of(values))
            case nodes.GroupIs("group_tags", values):
                return columns.by_value("group_tags", _some_of(values))
            case nodes.Compare(field, op, amount):
                return self._compare(field, OPS[op], self._amounts(amount))
        return Answer(~nowhere, nowhere, nowhere)

    def _opens(self, condition: nodes.Text) -> Callable[[str], Guess]:
        """Whether the opening of a text is, or begins with, what a condition names."""
        words = [word for name in condition.lists for word in self._lists.get(name, ())]
        always = {text_key(text) for text in condition.literals}
        always |= {text_key(word.text) for word in words if not word.until}
        some = always | {text_key(word.text) for word in words}
        if condition.op == "equals":
            return lambda text: ANY if text in some - always else text in always
        first, perhaps = tuple(always), tuple(some)
        return lambda text: text.startswith(first) or (text.startswith(perhaps) and ANY)

    def _linked(self, condition: nodes.Link) -> Callable[[tuple[str, ...] | None], Guess]:
        """Whether hosts are what a condition asks for."""
        named = (host for name in condition.sites for host in self._sites.get(name, ()))
        sites, fit = frozenset({*named, *condition.hosts}), all_fit if condition.all else some_fit
        if not (condition.sites or condition.hosts):
            return lambda hosts: None if hosts is None else hosts != ()
        return lambda hosts: (
            None if hosts is None else hosts != () and fit(hosts, sites, condition.outside)
        )

    def _in_slot(self, slot: nodes.Slot) -> Mask:
        minutes = self._columns.minutes
        if slot.start < slot.end:
            return (slot.start <= minutes) & (minutes < slot.end) & self._on(slot, 0)
        late = (minutes >= slot.start) & self._on(slot, 0)
        return late | ((minutes < slot.start) & (minutes < slot.end) & self._on(slot, 1))

    def _on(self, slot: nodes.Slot, ago: int) -> Mask:
        """Whether the day ``ago`` days before is one of a slot's."""
        from policyq.live.times import day_number

        days = self._columns.days - ago
        if slot.weekdays is None and not slot.dates:
            return np.ones(len(days), np.bool_)
        on = np.isin((days + 3) % 7, sorted(slot.weekdays or ()))
        for first, last in slot.dates:
            on |= (day_number(first) <= days) & (days <= day_number(last))
        return on

    def _amounts(self, amount: nodes.Amount) -> Sequence[int | float]:
        """Everything that an amount ever is."""
        return self._values[amount.name] if isinstance(amount, nodes.Dated) else (amount.value,)

    def _compare(
        self, field: str, op: Callable[[Any, Any], Any], amounts: Sequence[int | float]
    ) -> Answer:
        columns = self._columns
        nowhere = np.zeros(len(columns), np.bool_)
        if field in ("amount", "members"):
            return columns.by_value(field, lambda value: _same(op, value, amounts))
        if field == "length":
            return columns.by_value("text", lambda text: _same(op, _long(text), amounts))
        if field == "mention_count":
            return columns.by_value("mentions", lambda some: _same(op, _mentioned(some), amounts))
        if field == "link_count":
            return by_value(columns.hosts, lambda hosts: _same(op, _many(hosts), amounts))
        if field == "tenure":
            return self._since(columns.column("joined"), op, amounts)
        return Answer(~nowhere, nowhere, nowhere)

    def _since(
        self, column: Column, op: Callable[[Any, Any], Any], amounts: Sequence[int | float]
    ) -> Answer:
        """A comparison of the time since an instant. Where a row does not tell it, others may."""
        told = np.array([at is not None for at in column.values], np.bool_).take(column.codes)
        at = np.array([at or 0 for at in column.values], np.int64).take(column.codes)
        since = self._columns.times - at
        truths = [op(since, amount) for amount in amounts]
        some, every = np.logical_or.reduce(truths), np.logical_and.reduce(truths)
        return Answer(some | ~told, every & told, np.zeros(len(told), np.bool_))


def _unknown(unknown: Sequence[Mask], settled: Sequence[Mask]) -> Mask:
    """Where parts are unknown together: some are, and the others do not settle it."""
    some = np.zeros(len(unknown[0]), np.bool_)
    all_ = ~some
    for one, other in zip(unknown, settled, strict=True):
        some |= one
        all_ &= one | other
    return some & all_


def _same(op: Callable[[Any, Any], Any], value: Any, amounts: Sequence[int | float]) -> Guess:
    """A comparison with whatever of some amounts holds."""
    if value is None or value is ANY:
        return ANY if value is ANY else None
    truths = {bool(op(value, one)) for one in amounts}
    return truths.pop() if len(truths) == 1 else ANY


def _long(text: str | None) -> int | None:
    return None if text is None else len(text)


def _many(hosts: tuple[str, ...] | None) -> int | None:
    return None if hosts is None else len(hosts)


def _mentioned(mentions: tuple[str, ...] | None) -> Any:
    """How many are mentioned, if that does not depend on how many members there are."""
    if mentions is None:
        return None
    return ANY if EVERYONE in mentions else len(set(mentions))


def _one_of(wanted: frozenset[str]) -> Callable[[Any], Guess]:
    if not wanted:
        return lambda value: False
    return lambda value: None if value is None else value in wanted


def _some_of(wanted: frozenset[str] | set[str]) -> Callable[[Any], Guess]:
    if not wanted:
        return lambda value: False
    return lambda value: None if value is None else not wanted.isdisjoint(value)


def _either(*some: Answer) -> Answer:
    perhaps, surely = some[0].perhaps.copy(), some[0].surely.copy()
    for one in some[1:]:
        perhaps |= one.perhaps
        surely |= one.surely
    unknown = _unknown([one.unknown for one in some], [~one.perhaps for one in some])
    return Answer(perhaps, surely, unknown)
