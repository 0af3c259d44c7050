"""The law of possibility: conditions that can never hold, and some that always do.

Only what is certain is reported: numbers against numbers, one set against another, minutes of
the week against each other, an atom against its own negation, kinds of event. Conditions are
looked at in normal form, one `and` at a time; what an `or` inside it might do is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policyq.check import kinds, walk
from policyq.check.once import once
from policyq.check.ranges import problems as numbers_against_numbers
from policyq.check.ranges import span_of_numbers
from policyq.check.scope import Scope
from policyq.check.sets import problems as sets_against_sets
from policyq.check.weeks import never
from policyq.check.weeks import problems as times_against_times
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.catalog import meaning as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree
from policyq.vocabulary.events import FIELDS, KINDS, MESSAGES, PER, Field


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever can never hold, or always does."""
    for node in scope.declarations:
        for top in walk.tops(node):
            yield from _atoms(scope, top)
        match node:
            case tree.Rule():
                yield from _rule(scope, node, None)
            case tree.Section():
                yield from _whole(scope, node.when)
                for item in node.items:
                    if isinstance(item, tree.Rule):
                        yield from _rule(scope, item, node)
            case tree.Promise() | tree.Tier() | tree.Watch():
                yield from _whole(scope, node.when)
            case tree.Metric():
                for one in walk.measures(node):
                    if isinstance(one, tree.Counted):
                        yield from _whole(scope, counted_by(one))
            case tree.Ranking(measure=tree.Counted() as measure):
                yield from _whole(scope, measure.condition)


def counted_by(one: tree.Counted) -> tree.Condition:
    """What must hold for an event to count; a share is one of messages."""
    if one.what != "share":
        return one.condition
    message = tree.KindIs("message", span=one.condition.span)
    return tree.And((message, one.condition), span=one.condition.span)


@once
def whole_of(rule: tree.Rule) -> tree.Condition:
    """What must hold for a rule to fire, `unless` included."""
    if rule.unless is None:
        return rule.when
    without = tree.Not(rule.unless, span=rule.unless.span)
    return tree.And((rule.when, without), span=rule.when.span)


@once
def normal_of(rule: tree.Rule) -> tree.Condition:
    """What must hold for a rule to fire, in normal form. An `unless` that expires is left out:
    some day the rule fires without it."""
    return kinds.normal(rule.when if rule.unless_until is not None else whole_of(rule))


def together(scope: Scope, parts: tuple[tree.Condition, ...]) -> bool:
    """Whether nothing that is certain keeps some conditions from holding together."""
    clashes = (
        *numbers_against_numbers(scope, parts),
        *sets_against_sets(parts),
        *times_against_times(scope, parts),
    )
    return not clashes


def kinds_said(those: Iterable[str]) -> Words:
    """Kinds of event for a sentence; the many kinds of message as one."""
    named = set(those)
    first = [Words("消息", "a message")] if named >= MESSAGES else []
    if first:
        named -= MESSAGES
    said = first + [Words(*row.says) for row in KINDS.values() if row.id in named]
    rest = "…" if len(said) > 4 else ""
    zh = "、".join(one.zh for one in said[:4])
    en = " or ".join(one.en for one in said[:4])
    return Words(zh + rest, en + (" " + rest if rest else ""))


def _atoms(scope: Scope, top: tree.Condition) -> Iterator[Diagnostic]:
    """Comparisons that need no other to be impossible or idle, and counted conditions."""
    for atom in walk.conditions(top):
        allowed = span_of_numbers(scope, atom)
        if allowed is not None and allowed.is_empty():
            yield say.NEVER_TRUE.at(atom.span)
        elif allowed is not None and allowed.is_everything():
            yield lints.ALWAYS_TRUE.at(atom.span)
        if isinstance(atom, tree.Aggregate):
            yield from _whole(scope, atom.condition)


def _rule(scope: Scope, rule: tree.Rule, section: tree.Section | None) -> Iterator[Diagnostic]:
    whole = whole_of(rule)
    if not kinds.kinds_of(whole):
        yield from _no_event(whole)
        return
    if section is not None:
        whole = tree.And((section.when, whole), span=whole.span)
    yield from _whole(scope, whole)


def _whole(scope: Scope, condition: tree.Condition) -> Iterator[Diagnostic]:
    normal = kinds.normal(condition)
    if not kinds.asked(normal).kinds:
        yield from _no_event(condition)
        return
    denied = {id(node.part) for node in walk.conditions(normal) if isinstance(node, tree.Not)}
    for node in walk.conditions(normal):
        if isinstance(node, tree.And):
            if not kinds.asked(node).kinds:
                yield from _no_event(node)
            else:
                parts = tuple(flat(node))
                yield from numbers_against_numbers(scope, parts)
                yield from sets_against_sets(parts)
                yield from times_against_times(scope, parts)
        elif id(node) not in denied and never(scope, node):
            yield say.NEVER_TRUE.at(node.span)


def flat(node: tree.Condition) -> Iterator[tree.Condition]:
    """The parts of an `and`, and of those directly inside it; another condition is one part."""
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, tree.And):
            waiting.extend(reversed(part.parts))
        else:
            yield part


def uncarried(counted: tree.Aggregate) -> Iterator[Field]:
    """The fields by which an aggregate counts, and which no event that it counts has."""
    those = kinds.kinds_of(counted.condition)
    asked = [PER[key] for key in counted.per]
    if counted.of is not None:
        asked.append(FIELDS["links" if counted.of == "host" else counted.of])
    for field in dict.fromkeys(asked):
        if those and not those & field.carriers:
            yield field


def _no_event(condition: tree.Condition) -> Iterator[Diagnostic]:
    """Show the part that leaves no kind of event, and the one that it clashes with.

    An aggregate that cannot count at all is another law's report."""
    parts = walk.conditions(condition)
    if any(isinstance(one, tree.Aggregate) and any(uncarried(one)) for one in parts):
        return
    seen: list[tuple[tree.Condition, frozenset[str]]] = []
    left = frozenset(KINDS)
    for part in flat(kinds.normal(condition)):
        those = kinds.asked(part).kinds
        if those and not left & those:
            clash = next((one for one, other in seen if not other & those), seen[0][0])
            yield say.NO_EVENT.at(part.span, clash.span, kinds=kinds_said(those))
            return
        if those != frozenset(KINDS):
            seen.append((part, those))
        left &= those
    yield say.NO_EVENT.at(
        condition.span, kinds=kinds_said(kinds.asked(kinds.normal(condition)).kinds)
    )
