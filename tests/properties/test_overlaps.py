"""What is said of rules beside each other is true: without those that are called idle, beaten or
unreachable, every decision is the same."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from random import Random

import pytest
from streams import _stream

from policies import Policies, compiled, named
from policyq.ir import nodes
from policyq.ir.from_checked import from_checked
from policyq.live import to_python
from policyq.pipeline import Compiled
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event

NEEDLESS = ("idle-rule", "beaten-rule", "unreachable-rule")
CASES = {"quick": 600, "ci": 1_000, "long": 4_000}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]


def without(policy: Compiled, found: tuple) -> nodes.Program:
    """The program without some rules, named where they stand."""
    assert policy.checked is not None
    places = {one.span for one in found}
    rules = tuple(one for one in policy.checked.rules if one.rule.name.span not in places)
    return from_checked(replace(policy.checked, rules=rules))


def outcome(decision: Decision) -> object:
    """What a decision brings about, whoever asked for it."""
    acts = [act._replace(rules=()) for act in decision.actions]
    asked = [
        (one.id, one.act._replace(rules=()), one.judges, one.deadline) for one in decision.pending
    ]
    return decision.time, acts, asked, decision.answers


def _heard(decisions: tuple[Decision, ...]) -> list[Decision]:
    return [one for one in decisions if one.actions or one.pending or one.answers]


def differs(one: nodes.Program, other: nodes.Program, events: list[Event]) -> Iterator[str]:
    """Where two programs bring about different things. A time that only one of them names is a
    tick for that one only, at which it has to do nothing."""
    left, right = to_python(one), to_python(other)
    for event in events:
        ours, others = _heard(left.feed(event)), _heard(right.feed(event))
        for mine, theirs in zip_longest(ours, others):
            if mine is None or theirs is None or outcome(mine) != outcome(theirs):
                yield f"{event}\n{mine}\n{theirs}"


def stream(program: nodes.Program, random: Random) -> list[Event]:
    """Events in the order of their times."""
    events = sorted(_stream(random, program), key=lambda event: event.time)
    return [event for event in events if event.kind != "timeout"]


def check(seed: int) -> Counter[str]:
    """Tries one policy; what was said of it."""
    random = Random(seed)
    text = Policies(random).policy()
    policy = compiled(text)
    if policy.program is None or policy.checked is None:
        return Counter({"refused": 1})
    found = tuple(one for one in policy.diagnostics if one.kind.name in NEEDLESS)
    if found:
        fewer = without(policy, found)
        for _ in range(6):
            events = stream(policy.program, random)
            told = next(differs(policy.program, fewer, events), "")
            assert not told, (seed, text, named(found, *NEEDLESS), told)
    return Counter(one.kind.name for one in policy.diagnostics)


def test_without_needless_rules_nothing_changes() -> None:
    said: Counter[str] = Counter()
    for seed in range(CASES):
        said.update(check(seed))
    for kind in NEEDLESS:
        assert said[kind] > CASES / 100, said


@pytest.mark.long
def test_without_needless_rules_nothing_changes_in_very_many() -> None:
    for seed in range(CASES, CASES + 20_000):
        check(seed)
