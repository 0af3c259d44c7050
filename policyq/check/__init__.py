"""From trees to a checked policy: refuses or warns, never rewrites. One law a module.

A law is a function of the `Scope` that yields diagnostics; it reports each mistake once, and is
silent where another law has spoken: an unknown name has no type, a contradiction no effects.
Never reads a file or a clock, never raises on what an author may write.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from policyq.check import calendars, header, laws, lists, quiet, tiers, trials
from policyq.check.checked import CheckedPolicy, CheckedRule, CheckedWatch
from policyq.check.files import Sources, failure, failures, order, wanted
from policyq.check.merge import merge
from policyq.check.scope import SORT_OF, UNKNOWN_TAGS, KnownTags, Scope
from policyq.diagnostics.diagnostic import Diagnostic, Severity
from policyq.diagnostics.source import Failure, Span
from policyq.syntax import sugar, tree

__all__ = ["CheckedPolicy", "CheckedRule", "check", "wanted"]


def check(
    files: Mapping[str, tree.File],
    main: str,
    sources: Sources,
    surfaces: tuple[str, ...] = (),
    today: date | None = None,
    tags: KnownTags = UNKNOWN_TAGS,
    *,
    lints: bool = True,
) -> tuple[CheckedPolicy | None, tuple[Diagnostic, ...]]:
    """Check the policy file ``main`` with all that it uses.

    ``files`` are the parsed policies by name, ``sources`` the texts of these and of all lists, or
    why they could not be had. The policy is ``None`` if anything is an error; a file with
    declarations that could not be read (`tree.File.broken`) is an error already reported.
    ``surfaces`` are ids of `policyq.vocabulary.platforms.SURFACES`: where the policy is to hold.
    ``today`` is the date in the policy's time zone: words of lists that expired before it, and a
    calendar or a trial that ended before it, are reported; without it none is. ``tags`` are those that somebody
    bears: one of the policy that looks like one of them is asked about. Without ``lints`` most of
    what is no error is not looked for, for those who ask only whether it is a policy.
    """
    if main not in files:
        found = sources.get(main)
        reason = found if isinstance(found, Failure) else Failure("missing")
        return None, (failure(reason, Span(main, 0, 0), main),)
    names, circles = order(files, main)
    taking_part = sugar.expanded({name: files[name] for name in names})
    scope, quarrels = merge(taking_part, main, sources)
    scope = replace(scope, surfaces=surfaces, tags=tags)
    entries = lists.read(scope, today)
    days = calendars.read(scope, today)
    found_all = [
        *circles, *failures(taking_part, sources), *quarrels, *entries.found, *days.found,
        *trials.over(scope, today),
    ]  # fmt: skip
    found_all += laws.problems(scope, entries, found_all, lints=lints)
    diagnostics = _sorted(found_all)
    if scope.broken or any(one.severity is Severity.ERROR for one in diagnostics):
        return None, diagnostics
    policy = _checked(scope, entries)
    return replace(policy, calendar=days.calendar, quiet=quiet.hours(scope)), diagnostics


def _sorted(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """By place, each once."""
    once = {(one.span, one.code, str(sorted(one.args.items()))): one for one in found}
    return tuple(sorted(once.values(), key=lambda one: (one.span, one.code)))


def _checked(scope: Scope, entries: lists.Lists) -> CheckedPolicy:
    main = scope.files[scope.main].declarations
    title = next(node for node in main if isinstance(node, tree.Policy))
    of = {sort: [found.node for found in scope.of(sort)] for sort in _SORTS}
    return CheckedPolicy(
        name=title.name.text,
        version=header.language_version(scope),
        timezone=header.timezone(scope),
        hours={node.name.text: node for node in of["hours"] if isinstance(node, tree.Hours)},
        words=dict(sorted(entries.listed.items())),
        sites=dict(sorted(entries.sites.items())),
        values={node.name.text: node for node in of["value"] if isinstance(node, tree.Value)},
        ladders={node.name.text: node for node in of["ladder"] if isinstance(node, tree.Ladder)},
        levels={
            int(node.number.value): node for node in of["level"] if isinstance(node, tree.Level)
        },
        exempt=tuple(node for node in scope.declarations if isinstance(node, tree.Exempt)),
        rules=_rules(scope),
        promises=tuple(node for node in scope.declarations if isinstance(node, tree.Promise)),
        tiers=_tiers(scope),
        examples=tuple(node for node in main if isinstance(node, tree.Example)),
        elsewhere=_with_examples(scope) - {scope.main},
        metrics={node.name.text: node for node in of["metric"] if isinstance(node, tree.Metric)},
        watches=_watches(scope),
        forms=_sorted_by_name(scope, tree.Form),
        agendas=_sorted_by_name(scope, tree.Agenda),
        rankings=_sorted_by_name(scope, tree.Ranking),
        lotteries=_sorted_by_name(scope, tree.Lottery),
        points=_sorted_by_name(scope, tree.Points),
        rewards=_sorted_by_name(scope, tree.Reward),
        titles=_sorted_by_name(scope, tree.Title),
        rosters=_sorted_by_name(scope, tree.Roster),
        trials=trials.on_trial(scope),
    )


T = TypeVar(
    "T",
    tree.Form,
    tree.Agenda,
    tree.Ranking,
    tree.Lottery,
    tree.Points,
    tree.Reward,
    tree.Title,
    tree.Roster,
)

_SORTS = ("hours", "value", "ladder", "level", "metric")


def _watches(scope: Scope) -> tuple[CheckedWatch, ...]:
    found = [one for one in scope.of("watch") if isinstance(one.node, tree.Watch)]
    found.sort(key=lambda one: one.name)
    return tuple(
        CheckedWatch(one.node, one.file) for one in found if isinstance(one.node, tree.Watch)
    )


def _sorted_by_name(scope: Scope, sort: type[T]) -> tuple[T, ...]:
    found = {one.name: one.node for one in scope.of(SORT_OF[sort])}
    return tuple(node for _, node in sorted(found.items()) if isinstance(node, sort))


def _tiers(scope: Scope) -> tuple[tree.Tier, ...]:
    found = {one.name: one.node for one in scope.of("tier") if isinstance(one.node, tree.Tier)}
    return tuple(found[name] for name in tiers.in_order(found))


def _with_examples(scope: Scope) -> frozenset[str]:
    return frozenset(
        name
        for name, file in scope.files.items()
        if any(isinstance(node, tree.Example) for node in file.declarations)
    )


def _rules(scope: Scope) -> tuple[CheckedRule, ...]:
    """Every rule where it holds, by its name and its section's."""
    rules = []
    for rule, section, file in scope.placed:
        changed = scope.changed.get(rule.name.text, ()) if section is None else ()
        not_in = tuple(sorted(changed, key=lambda one: one.name.text))
        rules.append(CheckedRule(rule, section, not_in, file))
    return tuple(sorted(rules, key=_by_name))


def _by_name(rule: CheckedRule) -> tuple[str, str]:
    return rule.rule.name.text, rule.section.name.text if rule.section else ""
