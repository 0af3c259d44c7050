"""From a rule's condition to what it needs: alternatives, each of them facts that hold together.

This follows `policyq.ir.from_checked` step by step, so that a rule fires exactly if all facts of
one alternative are true. What is no number, time or set becomes a question of its own, with the
answers yes, no and unknown, that is equal to itself only.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TypeAlias

from policyq.check import facts, settle, times
from policyq.check.facts import (
    Bits,
    Count,
    Fact,
    Facts,
    Implied,
    Kinds,
    Nothing,
    Number,
    Some,
    Week,
    kinds_mask,
    spans_of,
)  # fmt: skip
from policyq.check.header import language_version
from policyq.check.kinds import (
    asked,
    carriers,
    contacts_named,
    kinds_named,
    kinds_of,
    normal,
    reached_by,
)
from policyq.check.ranges import constant, length, opposite
from policyq.check.scope import Scope
from policyq.syntax import tree
from policyq.text.characters import hidden
from policyq.text.contacts import SHORTEST
from policyq.text.definition import form
from policyq.text.fold import fold
from policyq.text.folds import NORMALLY
from policyq.text.listed import Listed, Word
from policyq.vocabulary.events import ALL_KINDS

Ways: TypeAlias = list[Facts]
"""Alternatives, of which one is enough."""

MOST = 24
"""So many alternatives of one rule are looked at."""
_REAL = frozenset({"tenure", "silent", "late", "amount"})
_GROWING = frozenset({"count", "distinct"})


class TooMany(Exception):
    """A condition with more alternatives than anybody could follow."""


class Needs:
    """Lowers conditions. ``words`` are the entries of each word list."""

    def __init__(self, scope: Scope, words: Mapping[str, Listed]) -> None:
        self._scope = scope
        self._words = words
        self._version = language_version(scope)
        self._shortest: dict[str, int] = {}

    def asked(self, condition: tree.Condition) -> Ways:
        """What a rule's condition needs; raises `TooMany`."""
        return self._led(normal(condition), led=False)

    def of_group(self, condition: tree.Condition) -> Ways:
        """What a section's condition needs; raises `TooMany`."""
        return self._joined(normal(condition), led=True)

    def _led(self, condition: tree.Condition, led: bool) -> Ways:
        chosen = led or asked(condition).chosen
        ways = self._joined(condition, chosen)
        counted = () if chosen else reached_by(condition)
        if not counted:
            return ways
        happened: Ways = []
        for one in counted:
            happened += both([(Kinds(kinds_mask(kinds_of(one))),)], self.asked(one))
        return both(happened, ways)

    def _joined(self, condition: tree.Condition, led: bool) -> Ways:
        match condition:
            case tree.And(parts):
                ways: Ways = [()]
                for part in parts:
                    ways = both(ways, self._joined(part, led))
                return ways
            case tree.Or(parts):
                chosen = asked(condition).chosen
                return _few([way for part in parts for way in self._branch(part, chosen, led)])
            case tree.Not(tree.KindIs(kind)):
                return [(Kinds(kinds_mask(ALL_KINDS - kinds_named(kind))),)]
            case tree.Not(atom):
                return self._atom(atom, holds=False)
        return self._atom(condition, holds=True)

    def _branch(self, branch: tree.Condition, chosen: bool, led: bool) -> Ways:
        mine = asked(branch)
        ways = self._led(branch, led)
        if mine.chosen or not chosen:
            return ways
        return both([(Kinds(kinds_mask(mine.settled())),)], ways)

    def _atom(self, atom: tree.Condition, holds: bool) -> Ways:
        kinds = carriers(atom)
        carried: Facts = () if kinds == ALL_KINDS else (Kinds(kinds_mask(kinds)),)
        return [(*carried, *way) for way in self._facts(atom, holds)]

    def _facts(self, atom: tree.Condition, holds: bool) -> Ways:
        match atom:
            case tree.KindIs(kind):
                return [(Kinds(kinds_mask(kinds_named(kind))),)]
            case tree.TimeIn():
                return [self._time(atom, holds)]
            case tree.Compare(field, op, amount):
                value = constant(self._scope, amount)
                if value is not None:
                    op = op if holds else opposite(op)
                    return [(Number(field, spans_of(op, value, field not in _REAL)),)]
            case tree.Aggregate():
                value = constant(self._scope, atom.amount)
                if value is not None:
                    op = atom.op if holds else opposite(atom.op)
                    spans = spans_of(op, value, atom.of != "amount")
                    found: Facts = (Number(self.count(atom), spans),)
                    if op in (">", ">=") and not atom.across:
                        # What one group has, all together have.
                        everywhere = self.count(replace(atom, across=True))
                        found = (*found, Implied(Number(everywhere, spans)))
                    return [found]
            case tree.WhoIs(_, negated, who):
                return _who(who, holds != negated)
            case tree.GroupIs(field, negated, operands):
                return [_group(field, [one.text for one in operands], holds != negated)]
            case tree.Known(field, negated):
                return [(Bits(("known", field), _answer(holds != negated), facts.BOTH),)]
            case tree.TextIs(op, operands, None):
                return [self._text(op, operands, holds)]
            case tree.LinkIs():
                return [_link(atom, holds)]
            case tree.ContactIs(kind):
                return [_contact(kind, holds)]
            case tree.MentionIs(who):
                ones: frozenset[Hashable] = frozenset(
                    one.text for one in who if isinstance(one, tree.Account)
                )
                return [_set("mentions", ones or frozenset({"*"}), holds)]
        return [_own(atom, holds)]

    def _time(self, atom: tree.TimeIn, holds: bool) -> Facts:
        inside = holds != atom.negated
        slots = self.slots(atom.hours)
        if slots is None:
            return _own(atom, holds)
        surely, perhaps = times.weekly(slots)
        minutes = perhaps if inside else times.WHOLE_WEEK & ~surely
        if surely == perhaps:
            return (Week(minutes),)
        full = facts.BOTH | (facts.UNKNOWN if times.by_calendar(slots) else 0)
        dated = Bits(("dated", atom.hours), _answer(inside), full)
        return (dated, Implied(Week(minutes)))

    def slots(self, hours: tree.Name | tree.Slot) -> tuple[tree.Slot, ...] | None:
        """The slots behind a name, or the one that is written."""
        if isinstance(hours, tree.Slot):
            return (hours,)
        found = self._scope.get("hours", hours.text)
        return found.node.slots if found and isinstance(found.node, tree.Hours) else None

    def count(self, atom: tree.Aggregate) -> Count:
        """What an aggregate counts, and over which window."""
        base = (atom.what, atom.of, atom.condition, frozenset(atom.per), atom.across)
        trailing = None
        if isinstance(atom.window, tree.Trailing):
            trailing = length(self._scope, atom.window.length)
        window = atom.window if trailing is None else trailing
        return Count(base, window, trailing, atom.what in _GROWING)

    def word(self, word: tree.Str) -> Facts:
        """What a text needs that contains one word."""
        return self._text("contains", (word,), holds=True)

    def _text(self, op: str, operands: Iterable[tree.Operand], holds: bool) -> Facts:
        ones: set[Hashable] = set()
        least: float = float("inf")
        for operand in operands:
            if isinstance(operand, tree.Name):
                ones.add((op, operand.text, "list"))
                least = min(least, self._least(operand.text))
            elif op == "matches" or isinstance(operand, tree.Pattern):
                ones.add(("matches", operand.text, ""))
                least = 0
            elif op == "contains":
                word = settle.literal(operand, self._version)
                ones.add((op, word._replace(text=form(word.text, word.folds)), ""))
                least = min(least, _least(word))
            else:
                text = fold(operand.text).strip()
                ones.add((op, text, ""))
                least = min(least, len(text))
        found = _set("text", frozenset(ones), holds)
        if not holds or not 0 < least < float("inf"):
            return found
        return (*found, Implied(Number("length", spans_of(">=", least, whole=True))))

    def _least(self, name: str) -> int:
        """The length of the shortest word of a list."""
        if name not in self._shortest:
            self._shortest[name] = _shortest(self._words.get(name, Listed()).words)
        return self._shortest[name]


def _shortest(words: Sequence[Word]) -> int:
    """The `_least` of all; nothing if there are none. Most lists hold nothing that is passed over."""
    folds = frozenset[str]().union(*{word.folds for word in words})
    characters = {*"".join([word.text for word in words])}
    passed = characters & hidden(folds).keys() or any(map(str.isspace, characters))
    least = _least if passed or not folds <= NORMALLY else lambda word: len(word.text)
    return min(map(least, words), default=0)


def _least(word: Word) -> int:
    """The length of the shortest text that a word is found in, as far as that is certain."""
    if not word.folds <= NORMALLY:
        return min(1, len(word.text))
    passed = hidden(word.folds)
    spaced = "separators" in word.folds
    return sum(one not in passed and not (spaced and one.isspace()) for one in word.text)


def both(left: Ways, right: Ways) -> Ways:
    """Each alternative of one with each of the other."""
    if len(left) == 1 == len(right):
        return [(*left[0], *right[0])]
    _bounded(len(left) * len(right))
    return [(*one, *other) for one, other in product(left, right)]


def _few(ways: Ways) -> Ways:
    _bounded(len(ways))
    return ways


def _bounded(count: int) -> None:
    if count > MOST:
        raise TooMany


def _answer(holds: bool) -> int:
    return facts.YES if holds else facts.NO


def _own(atom: tree.Condition, holds: bool) -> Facts:
    """A question that is equal to itself only."""
    full = facts.BOTH | facts.UNKNOWN
    if isinstance(atom, tree.Compare | tree.Aggregate) and atom.op in ("<", "<=", "!="):
        return (Bits(replace(atom, op=opposite(atom.op)), _answer(not holds), full),)
    return (Bits(atom, _answer(holds), full),)


def _set(family: str, ones: frozenset[Hashable], holds: bool) -> Facts:
    return (Some(family, ones) if holds else Nothing(family, ones),)


def role_fact(roles: Iterable[str], holds: bool) -> Fact:
    """The sender's role is, or is not, one of some."""
    mask = sum(facts.ROLE_BIT[one] for one in set(roles))
    full = facts.ROLES_KNOWN
    return Bits("role", mask if holds else full & ~mask, full | facts.UNKNOWN)


def split_who(
    who: Iterable[tree.Who],
) -> tuple[frozenset[str], frozenset[Hashable], frozenset[Hashable]]:
    """Roles, tags and accounts."""
    roles = frozenset(one.id for one in who if isinstance(one, tree.Role))
    tags: frozenset[Hashable] = frozenset(one.text for one in who if isinstance(one, tree.Name))
    accounts: frozenset[Hashable] = frozenset(
        one.text for one in who if isinstance(one, tree.Account)
    )
    return roles, tags, accounts


def _who(who: tuple[tree.Who, ...], holds: bool) -> Ways:
    roles, tags, accounts = split_who(who)
    parts: list[Fact] = []
    if roles:
        parts.append(role_fact(roles, holds))
    if tags:
        parts += _set("tags", tags, holds)
    if accounts:
        parts += _set("account", accounts, holds)
    return [(one,) for one in parts] if holds else [tuple(parts)]


def _group(field: str, ones: list[str], holds: bool) -> Facts:
    if field == "platform":
        mask = sum(facts.PLATFORM_BIT.get(one, 0) for one in set(ones))
        full = facts.PLATFORMS_KNOWN
        return (Bits("platform", mask if holds else full & ~mask, full | facts.UNKNOWN),)
    return _set(field, frozenset(ones), holds)


def _contact(kind: str, holds: bool) -> Facts:
    found = _set("contacts", contacts_named(kind), holds)
    least = spans_of(">=", SHORTEST, whole=True)
    return (*found, Implied(Number("length", least))) if holds else found


def _link(atom: tree.LinkIs, holds: bool) -> Facts:
    some = spans_of(">=", 1, whole=True)
    if not atom.sites:
        return (Number("link_count", some if holds else spans_of("=", 0, whole=True)),)
    ones: frozenset[Hashable] = frozenset(
        ("list", one.text) if isinstance(one, tree.Name) else ("host", one.text.lower())
        for one in atom.sites
    )
    if atom.quantifier == "any" and not atom.negated:
        found = _set("links", ones, holds)
    else:
        key = ("links", atom.quantifier, atom.negated, ones)
        found = (Bits(key, _answer(holds), facts.BOTH | facts.UNKNOWN),)
    return (*found, Implied(Number("link_count", some))) if holds else found
