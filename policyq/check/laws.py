"""All laws in one list, and what keeps one of them from speaking after another."""

from __future__ import annotations

from collections.abc import Sequence

from policyq.check import (
    across,
    actions,
    amounts,
    channels,
    circles,
    climbs,
    complaints,
    contents,
    duty,
    examples,
    fields,
    groups,
    header,
    idle,
    incentives,
    ladders,
    lotteries,
    meaning,
    metrics,
    names,
    nested,
    options,
    parts,
    platforms,
    promises,
    quiet,
    reach,
    replies,
    rules,
    sections,
    shapes,
    sought,
    streaks,
    tags,
    texts,
    tiers,
    times,
    trials,
)
from policyq.check.lists import Lists
from policyq.check.scope import Scope
from policyq.diagnostics.diagnostic import Diagnostic, Severity

#: What is said of rules beside one another, or of their words.
_OF_ALL = (
    header.problems,
    sections.problems,
    rules.problems,
    tags.problems,
    metrics.problems,
    trials.problems,
)
#: What is said of each rule by itself: if nothing is of one of each shape, nothing is of the others.
_OF_EACH = (
    names.problems,
    amounts.problems,
    times.problems,
    fields.problems,
    meaning.problems,
    examples.problems,
    tiers.problems,
    quiet.problems,
    options.problems,
    contents.problems,
    across.problems,
    channels.problems,
    complaints.problems,
    streaks.problems,
    lotteries.problems,
    duty.problems,
)
_WITH_ROADS = (
    actions.problems,
    ladders.problems,
    climbs.problems,
    texts.problems,
    promises.problems,
    platforms.problems,
    incentives.problems,
)
#: Asked of sound policies only: a mistake in one place would show as another.
_OF_SOUND = (groups.problems, parts.problems, nested.problems, sought.problems)


def problems(
    scope: Scope, lists: Lists, before: Sequence[Diagnostic], *, lints: bool = True
) -> list[Diagnostic]:
    """What all laws find; ``before`` is what was found while names and lists were gathered.

    Without ``lints`` the laws of sound policies are left out, none of which finds an error."""
    few = shapes.one_of_each(scope)
    found = [one for law in _OF_ALL for one in law(scope)]
    for alone in _OF_EACH:
        said = list(alone(few))
        found += alone(scope) if said and few is not scope else said
    roads = reach.reach(few)
    for led in _WITH_ROADS:
        said = list(led(few, roads))
        found += led(scope, reach.reach(scope)) if said and few is not scope else said
    found += idle.problems(few, [*before, *found])
    if lints and not any(one.severity is Severity.ERROR for one in (*before, *found)):
        found += [one for law in _OF_SOUND for one in law(scope, lists)]
        found += replies.problems(scope)
        found += circles.problems(scope, lists)
    return found
