"""Which of a group's usual duties a policy covers, and by what.

The duties come from a checklist, which is data. Each is recognised by what rules ask and do, never
by their names; so two things stay out of sight, and the result says so: what a list of words is
*for*, and what nobody writes into a policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policyq.check.checked import CheckedPolicy, CheckedRule
from policyq.ir import nodes
from policyq.study.reasons import breaking
from policyq.study.traits import Traits, effects, traits
from policyq.vocabulary.types import Said

#: What a policy as a whole may have.
HAD: Mapping[str, Said] = {
    "ladder": Said("至少两步的阶梯", "a ladder of two steps at least"),
    "confirmed_removal": Said("每次移出都要确认", "removals, each of them confirmed"),
    "exempt": Said("豁免", "exemptions"),
    "promise": Said("承诺", "promises"),
    "section": Said("分区", "sections"),
    "watch": Said("监测", "watches"),
    "described": Said("多数处罚规则有说明", "descriptions of most rules that penalize"),
    "example": Said("示例", "examples"),
}
PARTS: Mapping[str, Said] = {
    "base": Said("基础规则", "base rules"),
    "detail": Said("细则", "detail clauses"),
}
_MOST = 4, 5
"""Of so many of the rules that penalize so many must be described."""


class Pattern(NamedTuple):
    """One way to cover a duty: rules that are like this, or something that the policy has."""

    on: frozenset[str] = frozenset()
    """Kinds of event: on one of them the rule can fire. None: it does not matter."""
    only: frozenset[str] = frozenset()
    """It can fire on these and no others."""
    asks: frozenset[str] = frozenset()
    """Traits, all of which it has."""
    does: frozenset[str] = frozenset()
    """Traits, one of which it has; none: it does not matter."""
    least: int = 1
    """So many rules must be like this."""
    has: str = ""


class Duty(NamedTuple):
    """Something that a policy usually settles."""

    id: str
    says: Said
    part: str
    """An id of `PARTS`."""
    hint: Said
    any: tuple[Pattern, ...]
    unseen: bool = False
    """Whether no policy shows it: it is named, and not counted."""


class Reference(NamedTuple):
    """How complete policies of groups of a size are found to be."""

    below: int | None
    """Of groups with fewer members than this; None: of all others."""
    percent: float


class Checklist(NamedTuple):
    title: Said
    duties: tuple[Duty, ...]
    reference: tuple[Reference, ...] = ()


class By(NamedTuple):
    """What covers a duty."""

    what: str
    """``rule``, or an id of `HAD`."""
    name: str
    file: str = ""
    """The policy that a rule stands in."""
    section: str = ""
    """Where alone a rule holds."""


class Covered(NamedTuple):
    """A duty and what covers it: nothing, or rules of sections only (``partly``)."""

    duty: Duty
    by: tuple[By, ...]
    partly: bool = False


class Completeness(NamedTuple):
    """What became of a checklist."""

    checklist: Checklist
    duties: tuple[Covered, ...]
    """Those that are counted, in the order of the checklist."""
    unseen: tuple[Duty, ...]
    others: tuple[str, ...]
    """The rules that answer to none of the duties, sorted."""

    def points(self, part: str = "") -> tuple[float, int]:
        """What is covered of a part or of all, partly for a half; and of how many."""
        those = [one for one in self.duties if part in ("", one.duty.part)]
        return sum(0.5 if one.partly else bool(one.by) for one in those), len(those)

    def percent(self, part: str = "") -> float | None:
        """What is covered of a part or of all; unknown if there is nothing to cover."""
        points, whole = self.points(part)
        return round(100 * points / whole, 1) if whole else None


def completeness(
    checked: CheckedPolicy, program: nodes.Program, checklist: Checklist
) -> Completeness:
    """Goes through a checklist."""
    law = _Law(checked, program)
    found = tuple(law.covered(duty) for duty in checklist.duties if not duty.unseen)
    named = {by.name for one in found for by in one.by if by.what == "rule"}
    return Completeness(
        checklist,
        found,
        tuple(duty for duty in checklist.duties if duty.unseen),
        tuple(sorted({rule.name for rule in program.rules if rule.watch is None} - named)),
    )


class _Law:
    def __init__(self, checked: CheckedPolicy, program: nodes.Program) -> None:
        self._checked = checked
        self._program = program
        ordinary = [rule for rule in program.rules if rule.watch is None]
        both = zip(checked.rules, ordinary, strict=True)
        self._rules = [(one, traits(program, rule)) for one, rule in both]

    def covered(self, duty: Duty) -> Covered:
        by = [one for pattern in duty.any for one in self._by(pattern)]
        once = tuple(dict.fromkeys(by))
        return Covered(duty, once, bool(once) and all(one.section for one in once))

    def _by(self, pattern: Pattern) -> list[By]:
        if pattern.has == "confirmed_removal":
            return [
                _by_rule(one) for one, _ in self._rules if one.rule.name.text in self._removals()
            ]
        if pattern.has:
            return [By(pattern.has, name) for name in self._had(pattern.has)]
        rules = [_by_rule(one) for one, mine in self._rules if _like(pattern, mine)]
        return rules if len({one.name for one in rules}) >= pattern.least else []

    def _had(self, what: str) -> Iterable[str]:
        checked, program = self._checked, self._program
        match what:
            case "ladder":
                return [ladder.name for ladder in program.ladders if len(ladder.steps) > 1]
            case "exempt":
                return [""] if checked.exempt else []
            case "promise":
                return [promise.name for promise in program.promises]
            case "section":
                return sorted({one.section.name.text for one in checked.rules if one.section})
            case "described":
                return self._described()
            case "example":
                return [""] if checked.examples else []
        return [rule.name for rule in program.rules if rule.watch is not None]

    def _removals(self) -> list[str]:
        """The rules that remove, if every removal is confirmed."""
        removing = [
            (rule.name, confirmed)
            for rule in self._program.rules
            for confirmed in _removes(self._program, rule)
        ]
        return sorted(dict(removing)) if all(confirmed for _, confirmed in removing) else []

    def _described(self) -> list[str]:
        those = breaking(self._program)
        told = {rule.name for rule in self._program.rules if rule.description} & those
        return sorted(told) if told and len(told) * _MOST[1] >= len(those) * _MOST[0] else []


def _removes(program: nodes.Program, rule: nodes.Rule) -> Iterator[bool]:
    """For each removal that a rule may lead to, whether somebody must confirm it: what is laid over
    a climb is laid over every step."""
    laid = any(isinstance(one, nodes.Climb) and one.confirm is not None for one in rule.effects)
    for effect in effects(program, rule):
        if isinstance(effect, nodes.Do) and effect.action == "remove":
            yield effect.confirm is not None or (laid and effect not in rule.effects)


def _by_rule(one: CheckedRule) -> By:
    section = one.section.name.text if one.section is not None else ""
    return By("rule", one.rule.name.text, one.file, section)


def _like(pattern: Pattern, mine: Traits) -> bool:
    """Whether a rule is as a pattern wants it."""
    return (
        (not pattern.on or bool(pattern.on & mine.kinds))
        and (not pattern.only or (bool(mine.kinds) and mine.kinds <= pattern.only))
        and pattern.asks <= mine.asks
        and (not pattern.does or bool(pattern.does & mine.does))
    )
