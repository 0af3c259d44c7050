"""Which kinds of event a condition is asked of.

A field implies the kinds that carry it, under `not` too. A kind that is named, or a field that
only some events carry, *chooses*. Where nothing chooses, an aggregate is asked of the events that
it counts, and everything else of messages: `when time in night` is about messages, and
`when count((text contains ads) per sender daily) > 2` about messages that contain ads.

Conditions are first brought into negation normal form, where `Not` stands on atoms only; there
`and` means intersection and `or` union, and nothing else has to be known.
"""

from __future__ import annotations

from typing import NamedTuple

from policyq.check.once import once
from policyq.syntax import tree
from policyq.vocabulary.contacts import CONTACTS
from policyq.vocabulary.events import ALL_KINDS, FIELDS, MESSAGES, PERSONAL

NOTHING: frozenset[str] = frozenset()


class Asked(NamedTuple):
    """The kinds that a condition allows, whether it chose them, and the kinds it counts."""

    kinds: frozenset[str]
    chosen: bool
    counted: frozenset[str] = NOTHING

    def settled(self) -> frozenset[str]:
        """The kinds in the end."""
        return self.kinds if self.chosen else self.kinds & (self.counted or MESSAGES)


@once
def kinds_of(condition: tree.Condition) -> frozenset[str]:
    """The kinds of event that a rule with this condition is asked of; empty: a contradiction."""
    return asked(normal(condition)).settled()


@once
def normal(condition: tree.Condition) -> tree.Condition:
    """The same condition with `Not` on atoms only (De Morgan holds for unknowns too)."""
    return _normal(condition, negated=False)


def _normal(condition: tree.Condition, *, negated: bool) -> tree.Condition:
    match condition:
        case tree.Not(part):
            return _normal(part, negated=not negated)
        case tree.And(parts) | tree.Or(parts):
            joined = tree.Or if isinstance(condition, tree.And) == negated else tree.And
            inside = tuple(_normal(part, negated=negated) for part in parts)
            return joined(inside, span=condition.span)
    return tree.Not(condition, span=condition.span) if negated else condition


@once
def asked(condition: tree.Condition) -> Asked:
    """What a condition in normal form says about kinds."""
    match condition:
        case tree.And(parts):
            return _all([asked(part) for part in parts])
        case tree.Or(parts):
            return _any([asked(part) for part in parts])
        case tree.Not(tree.KindIs() as kind):
            return Asked(ALL_KINDS - kinds_named(kind.kind), chosen=False)
        case tree.Not(atom):
            return asked(atom)
        case tree.KindIs(kind):
            return Asked(kinds_named(kind), chosen=True)
        case tree.Aggregate():
            return _aggregate(condition)
    kinds = carriers(condition)
    return Asked(kinds, chosen=not kinds >= PERSONAL)


def carriers(atom: tree.Condition) -> frozenset[str]:
    """The kinds of event that carry what an atom asks."""
    match atom:
        case tree.TextIs() | tree.ContactIs():
            return FIELDS["text"].carriers
        case tree.LinkIs():
            return FIELDS["links"].carriers
        case tree.MentionIs():
            return FIELDS["mentions"].carriers
        case tree.Becomes(_, negated):
            return frozenset({"tier_out" if negated else "tier_in"})
        case tree.InRow(counted, "reaches" | "%"):
            return kinds_of(counted)
        case tree.Balance() | tree.InRow():
            return PERSONAL
        case tree.AtTime():
            return frozenset({"scheduled"})
        case tree.MetricIs() | tree.Ranked():
            return frozenset({"day_end"})
        case tree.Removed():
            return PERSONAL
        case tree.WhoIs(subject):
            return FIELDS[subject].carriers
        case tree.Compare(field) | tree.Known(field) | tree.GroupIs(field):
            return FIELDS[field].carriers
    return ALL_KINDS


def kinds_named(kind: str) -> frozenset[str]:
    """The kinds behind one word: ``message`` covers many."""
    return MESSAGES if kind == "message" else frozenset({kind})


def contacts_named(kind: str) -> frozenset[str]:
    """The kinds of contact behind one word: ``any`` covers all."""
    return frozenset(CONTACTS) if kind == "any" else frozenset({kind})


def reached_by(condition: tree.Condition) -> tuple[tree.Condition, ...]:
    """What the aggregates among the parts of a condition in normal form count, if more of it makes
    them true: where nothing chooses, one of these has just happened. The parts of an `or` speak
    for themselves."""
    match condition:
        case tree.And(parts):
            return tuple(counted for part in parts for counted in reached_by(part))
        case tree.Aggregate(op=op) if op in _GROWING:
            return (condition.condition,)
    return ()


_GROWING = (">", ">=", "=")


def _aggregate(condition: tree.Aggregate) -> Asked:
    counted = kinds_of(condition.condition)
    if not {"text", "host", "alike"}.isdisjoint(condition.per):
        return Asked(MESSAGES, chosen=True, counted=counted)
    return Asked(PERSONAL if "sender" in condition.per else ALL_KINDS, False, counted)


def _all(parts: list[Asked]) -> Asked:
    kinds, counted = ALL_KINDS, NOTHING
    for part in parts:
        kinds, counted = kinds & part.kinds, counted | part.counted
    return Asked(kinds, any(part.chosen for part in parts), counted)


def _any(parts: list[Asked]) -> Asked:
    chosen = any(part.chosen for part in parts)
    kinds, counted = NOTHING, NOTHING
    for part in parts:
        kinds |= part.settled() if chosen else part.kinds
        counted |= part.counted
    return Asked(kinds, chosen, counted)
