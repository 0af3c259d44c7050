"""What the source of a log supplies, what was assumed in its place, and which rules that silences.

A condition on something unknown is unknown, and an unknown rule does not fire: where a source
never says something, whole rules fall silent, and a rate that does not name them misleads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from policyq.ir import nodes
from policyq.ir.meaning import COMPARE
from policyq.vocabulary.events import ALL_KINDS, FIELDS, MESSAGES, PER, PERSONAL, Event
from policyq.vocabulary.types import Instant, Truth, and_, not_, or_

#: What a source may leave out: attributes of events, and the kinds that carry them.
ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "sender": PERSONAL,
    "role": PERSONAL,
    "tags": PERSONAL,
    "joined": PERSONAL,
    "channel": PERSONAL,
    "text": MESSAGES,
    "links": MESSAGES,
    "mentions": MESSAGES,
    "amount": FIELDS["amount"].carriers,
    "members": ALL_KINDS,
    "group_tags": ALL_KINDS,
    "platform": ALL_KINDS,
}


class Passed(NamedTuple):
    """Messages that nobody looked at one by one."""

    kinds: frozenset[str]
    """Of which kinds they are, perhaps with some others of the log."""
    messages: int
    assumed: Counter[str]
    """For how many of them a field was assumed, by field; and ``any``."""
    told: frozenset[str]
    """What at least one event of the log says."""
    hours: Sequence[Instant]
    """An instant of each hour in which there were some."""
    back: int
    """Of all events: how many step back in time in their group."""
    late: int
    """By more than an event may be late."""


class Seen(NamedTuple):
    """What a `Supply` has seen, to be kept."""

    messages: int
    assumed: Counter[str]
    never: frozenset[str]
    """Those of `ATTRIBUTES` that no event had."""
    kinds: frozenset[str]


class Supply:
    """Watches the events of a source, after the roster was joined and gaps were assumed."""

    def __init__(self) -> None:
        self.messages = 0
        self.assumed: Counter[str] = Counter()
        """Messages for which a field was assumed, by field; and ``any``."""
        self._never = dict(ATTRIBUTES)
        self._kinds: set[str] = set()

    def see(self, event: Event, assumed: Iterable[str] = ()) -> None:
        """Takes in one event, and the fields that were assumed for it."""
        self._kinds.add(event.kind)
        for name in [name for name in self._never if getattr(event, name) is not None]:
            del self._never[name]
        if event.kind in MESSAGES:
            self.messages += 1
            if assumed:
                self.assumed.update(assumed)
                self.assumed["any"] += 1

    def pass_over(self, passed: Passed) -> None:
        """Takes in messages that nobody looked at."""
        self._kinds.update(passed.kinds)
        self.messages += passed.messages
        self.assumed.update(passed.assumed)
        for name in passed.told:
            self._never.pop(name, None)

    def add(self, other: Supply) -> None:
        """Takes in what another saw of the same source."""
        self._kinds |= other._kinds
        self.messages += other.messages
        self.assumed.update(other.assumed)
        for name in self._never.keys() - other._never.keys():
            del self._never[name]

    @property
    def seen(self) -> Seen:
        """What was seen, to be kept."""
        return Seen(self.messages, self.assumed, frozenset(self._never), frozenset(self._kinds))

    @classmethod
    def of(cls, seen: Seen) -> Supply:
        """One that has seen this."""
        made = cls()
        made.messages, made.assumed, made._kinds = seen.messages, seen.assumed, {*seen.kinds}
        made._never = {name: ATTRIBUTES[name] for name in ATTRIBUTES if name in seen.never}
        return made

    @property
    def missing(self) -> frozenset[str]:
        """The attributes that no event had, though some could have had them."""
        return frozenset(
            name for name, kinds in self._never.items() if not kinds.isdisjoint(self._kinds)
        )


class Lack(NamedTuple):
    """What a rule asks for and never gets."""

    fields: tuple[str, ...]
    silent: bool
    """Whether it can therefore never fire."""


def lacking(program: nodes.Program, missing: frozenset[str]) -> dict[str, Lack]:
    """By rule, those of the attributes that it asks for, and whether it can fire without them.

    What a rule says in a section and elsewhere is one rule: it is silent if it is so everywhere.
    """
    blamed: dict[str, set[str]] = {}
    firing: set[str] = set()
    for rule in program.rules if missing else ():
        asked = _Asked(program, missing)
        if True in asked.truths(rule.condition):
            firing.add(rule.name)
        if blame := asked.blame & missing:
            blamed.setdefault(rule.name, set()).update(blame)
    return {name: Lack(tuple(sorted(of)), name not in firing) for name, of in blamed.items()}


def silenced(program: nodes.Program, missing: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The rules that cannot fire while these attributes are unknown, each with those it asks for."""
    return {name: lack.fields for name, lack in lacking(program, missing).items() if lack.silent}


_BOTH: frozenset[Truth] = frozenset({True, False})
_ANY: frozenset[Truth] = frozenset({True, False, None})
_UNKNOWN: frozenset[Truth] = frozenset({None})

_NEEDS: dict[str, tuple[str, ...]] = {
    "tenure": ("joined",),
    "length": ("text",),
    "mention_count": ("mentions",),
    "target": ("sender",),
    "aimed": ("target",),
    "group": (),
    "time": (),
}


class _Asked:
    """Which truths a condition can have, and the missing attributes that it met."""

    def __init__(self, program: nodes.Program, missing: frozenset[str]) -> None:
        self._program = program
        self._missing = missing
        self.blame: set[str] = set()

    def truths(self, condition: nodes.Condition) -> frozenset[Truth]:
        match condition:
            case nodes.Always(value):
                return frozenset({value})
            case nodes.And(parts):
                return self._joined(parts, True)
            case nodes.Or(parts):
                return self._joined(parts, False)
            case nodes.Not(part):
                return frozenset(not_(truth) for truth in self.truths(part))
            case nodes.Surely(part):
                return frozenset(truth is True for truth in self.truths(part))
            case nodes.Known(field):
                return frozenset({False}) if self._lacks(field) else _BOTH
            case nodes.Windowed():
                return self._windowed(condition)
        return self._atom(condition)

    def _joined(self, parts: Iterable[nodes.Condition], conjunction: bool) -> frozenset[Truth]:
        truths: frozenset[Truth] = frozenset({conjunction})
        join = and_ if conjunction else or_
        for part in parts:
            truths = frozenset(join(*pair) for pair in product(truths, self.truths(part)))
        return truths

    def _atom(self, condition: nodes.Condition) -> frozenset[Truth]:
        match condition:
            case nodes.Text() | nodes.Near() | nodes.Contact():
                lacking = self._lacks("text")
            case nodes.Link():
                lacking = self._lacks("links")
            case nodes.Compare(field, _, _):
                lacking = self._lacks(field)
            case nodes.Mentions():
                lacking = self._lacks("mentions")
            case nodes.GroupIs(field, _):
                lacking = self._lacks(field)
            case nodes.WhoIs(roles, tags, accounts):
                lacking = self._lacks_all({"role": roles, "tags": tags, "sender": accounts})
            case nodes.OnDuty(rosters):
                people = [
                    who
                    for roster in self._program.rosters
                    if roster.name in rosters
                    for who in roster.everybody
                ]
                lacking = self._lacks_all(
                    {
                        "role": any(who.role for who in people),
                        "tags": any(who.tag for who in people),
                        "sender": any(who.account for who in people),
                    }
                )
            case nodes.MetricIs(name):
                metric = next(one for one in self._program.metrics if one.name == name)
                lacking = self._lacks_measure(metric.measure)
            case _:
                lacking = False
        return _UNKNOWN if lacking else _ANY

    def _lacks_measure(self, measure: nodes.Measure) -> bool:
        """Whether something that a metric is made of is never known."""
        match measure:
            case nodes.Members():
                return self._lacks("members")
            case nodes.Quotient(top, bottom):
                return self._lacks_measure(top) or self._lacks_measure(bottom)
            case nodes.Total(counter):
                counted = next(one for one in self._program.counters if one.id == counter)
                truths = self.truths(counted.condition)
                return True not in truths and None in truths
        return False

    def _windowed(self, condition: nodes.Windowed) -> frozenset[Truth]:
        counter = next(c for c in self._program.counters if c.id == condition.counter)
        if any(self._lacks(PER[per].id) for per in counter.per):
            return _UNKNOWN
        if True in self.truths(counter.condition):
            return _ANY
        if isinstance(condition.amount, nodes.Fixed):
            # Nothing is ever counted.
            return frozenset({COMPARE[condition.op](0, condition.amount.value)})
        return _BOTH

    def _lacks_all(self, asked: Mapping[str, object]) -> bool:
        """Whether nothing of what is asked is known: one that is can still make it true."""
        fields = [field for field, some in asked.items() if some]
        return bool(fields) and all(map(self._lacks, fields))

    def _lacks(self, field: str) -> bool:
        """Whether a field is unknown, by its attributes; they are remembered."""
        if field in ("links", "link_count"):
            # Links stand in the text as well.
            needs: tuple[str, ...] = ("links", "text")
            lacking = self._missing.issuperset(needs)
        else:
            needs = _NEEDS.get(field, (field,))
            lacking = not self._missing.isdisjoint(needs)
        if lacking:
            self.blame.update(needs)
        return lacking
