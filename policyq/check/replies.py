"""The law of replies: an event gets one, so two rules that could both answer need a priority."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from policyq.check.kinds import kinds_of
from policyq.check.meaning import flat, normal_of, together
from policyq.check.scope import Placed, Scope, level_name
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.text.fold import fold

_MOST = 50
"""A rule is compared with so many earlier ones at most; nobody has more to say at one priority."""


class _Answers(NamedTuple):
    """A rule that replies."""

    placed: Placed
    kinds: frozenset[str]
    parts: tuple[tree.Condition, ...]
    reply: tree.Action
    texts: frozenset[str] | None
    """The only texts that it answers, folded, if its condition names them."""


@dataclass
class _Earlier:
    """The rules of one priority seen so far, those that answer certain texts only by text."""

    any: list[_Answers] = field(default_factory=list)
    by_text: dict[str, list[_Answers]] = field(default_factory=lambda: defaultdict(list))

    def beside(self, rule: _Answers) -> Iterator[_Answers]:
        yield from self.any[:_MOST]
        asked = self.by_text if rule.texts is None else sorted(rule.texts)
        for text in list(asked)[:_MOST]:
            yield from self.by_text.get(text, ())[:_MOST]

    def add(self, rule: _Answers) -> None:
        if rule.texts is None:
            self.any.append(rule)
        for text in rule.texts or ():
            self.by_text[text].append(rule)


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Rules of one priority whose replies could meet; each is reported with the first it meets."""
    seen: dict[float, _Earlier] = defaultdict(_Earlier)
    for placed in sorted(scope.placed, key=lambda one: one.rule.name.span):
        rule = _answers(scope, placed)
        if rule is None:
            continue
        priority = placed.rule.priority
        earlier = seen[priority.value if priority else 0]
        other = next((one for one in earlier.beside(rule) if _meet(scope, one, rule)), None)
        if other is not None:
            yield lints.REPLIES_MEET.at(
                rule.reply.span,
                other.reply.span,
                name=placed.rule.name.text,
                other=other.placed.rule.name.text,
            )
        earlier.add(rule)


def replying(scope: Scope) -> Iterator[tuple[Placed, tree.Action]]:
    """Every rule that replies at once, with the action that does, by where they stand."""
    for placed in sorted(scope.placed, key=lambda one: one.rule.name.span):
        reply = _reply(scope, placed.rule.actions)
        if reply is not None:
            yield placed, reply


def _answers(scope: Scope, placed: Placed) -> _Answers | None:
    reply = _reply(scope, placed.rule.actions)
    if reply is None:
        return None
    parts = list(flat(normal_of(placed.rule)))
    if placed.section is not None:
        parts += flat(placed.section.when)
    return _Answers(placed, kinds_of(normal_of(placed.rule)), tuple(parts), reply, _texts(parts))


def _reply(scope: Scope, actions: tuple[tree.Action, ...]) -> tree.Action | None:
    """The action that replies at once, or leads to a level that does."""
    return next((one for one in actions if _replies(scope, one)), None)


def _replies(scope: Scope, action: tree.Action) -> bool:
    waiting, seen = [action], set()
    for one in waiting:
        if one.confirm is not None:
            continue
        if isinstance(one, tree.Do) and one.action == "reply":
            return True
        if isinstance(one, tree.TreatAs) and (name := level_name(one.level)) not in seen:
            seen.add(name)
            found = scope.get("level", name)
            waiting += found.node.actions if found and isinstance(found.node, tree.Level) else ()
    return False


def _texts(parts: list[tree.Condition]) -> frozenset[str] | None:
    for part in parts:
        if isinstance(part, tree.TextIs) and part.op == "equals":
            literals = [one.text for one in part.operands if isinstance(one, tree.Str)]
            if len(literals) == len(part.operands):
                return frozenset(fold(text).strip() for text in literals)
    return None


def _meet(scope: Scope, one: _Answers, other: _Answers) -> bool:
    """Whether nothing rules out that both answer one event."""
    if _apart(scope, one.placed, other.placed) or _apart(scope, other.placed, one.placed):
        return False
    return bool(one.kinds & other.kinds) and together(scope, (*one.parts, *other.parts))


def _apart(scope: Scope, one: Placed, other: Placed) -> bool:
    """Whether the first rule does not hold where the second one does."""
    changed = scope.changed.get(one.rule.name.text, ())
    return one.section is None and other.section is not None and other.section in changed
