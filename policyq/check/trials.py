"""The law of trials: rules that there are, each set once in a file, for days that are known.

What a file says of a rule takes the place of what its bases say.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

from policyq.check import texts, times, walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import trials as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.near import Near
from policyq.syntax import tree
from policyq.vocabulary.actions import PLACEHOLDERS
from policyq.vocabulary.types import DAY, UNITS

#: No trial is longer.
MOST_DAYS = 3660
_ADVICE = frozenset(PLACEHOLDERS["advice"].spellings)


class OnTrial(NamedTuple):
    """How a rule is taken: never as ``enforce``."""

    trial: tree.Trial
    name: tree.Name
    """Where the rule is named."""
    end: date | None
    """From this day on it is enforced; ``None``: nobody knows."""


def on_trial(scope: Scope) -> dict[str, OnTrial]:
    """The rules that are on trial, by name."""
    found: dict[str, OnTrial] = {}
    for _, node, name in _named(scope):
        if node.mode == "enforce":
            found.pop(name.text, None)
        else:
            found[name.text] = OnTrial(node, name, _end(node))
    return found


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with trials."""
    for node in scope.declarations:
        if isinstance(node, tree.Trial):
            yield from _time(node)
        else:
            yield from _no_advice(scope, node)
    yield from _rules(scope)


def over(scope: Scope, today: date | None) -> Iterator[Diagnostic]:
    """The trials that were over before ``today``, of the main file: a base is checked by itself."""
    if today is None:
        return
    for name, one in on_trial(scope).items():
        if one.end is not None and one.end <= today and one.name.span.source == scope.main:
            yield say.OVER.at(one.name.span, name=name, since=one.end.isoformat())


def _named(scope: Scope) -> Iterator[tuple[str, tree.Trial, tree.Name]]:
    """Every rule that a trial names, with its file, bases first."""
    for file, whole in scope.files.items():
        for node in whole.declarations:
            if isinstance(node, tree.Trial):
                yield from ((file, node, name) for name in node.rules)


def _rules(scope: Scope) -> Iterator[Diagnostic]:
    """Rules that are not there, that are set twice, or that were never on trial."""
    known = {placed.rule.name.text for placed in scope.placed} | set(scope.gone)
    near = Near(lambda: known)
    seen: dict[tuple[str, str], tree.Name] = {}
    tried: set[str] = set()
    for file, node, name in _named(scope):
        first = seen.setdefault((file, name.text), name)
        if first is not name:
            yield say.SET_TWICE.at(name.span, first.span, name=name.text)
        elif name.text in known:
            if node.mode == "enforce" and name.text not in tried and not scope.partial:
                yield say.NEVER_TRIED.at(name.span, name=name.text)
        elif not scope.may_exist(name.text):
            hint = near.to(name.text)
            fixes = (Fix(name.span, hint, certain=False),) if hint else ()
            yield say.UNKNOWN.at(name.span, fixes=fixes, hint=hint, name=name.text)
        if node.mode != "enforce":
            tried.add(name.text)


def _time(node: tree.Trial) -> Iterator[Diagnostic]:
    if node.length is None:
        return
    if not _whole(node.length):
        yield say.NOT_DAYS.at(node.length.span, most=MOST_DAYS)
    if node.since is None:
        yield say.NO_START.at(node.length.span)


def _whole(length: tree.Length) -> bool:
    days = length.value * UNITS[length.unit] / DAY
    return days == int(days) and 1 <= days <= MOST_DAYS


def _end(node: tree.Trial) -> date | None:
    """The first day on which a trial is over."""
    start, days = node.until, 1
    if node.since is not None and node.length is not None and _whole(node.length):
        start, days = node.since, int(node.length.value * UNITS[node.length.unit] / DAY)
    if start is None or times.day(start) == date.min:  # of a date that is none, another law speaks
        return None
    with suppress(OverflowError):
        return times.day(start) + timedelta(days=days)
    return None


def _no_advice(scope: Scope, node: tree.Declaration) -> Iterator[Diagnostic]:
    """What is advised, told where nothing is."""
    for text in walk.texts(node):
        places = texts.Places(scope, text)
        for name, start, end in texts.braces(text.text):
            if (name or "").strip() in _ADVICE:
                yield say.ADVICE_NOT_HERE.at(places.at(start, end), name=name)
