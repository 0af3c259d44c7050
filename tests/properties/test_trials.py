"""Rules on trial: nothing that is done or remembered differs for them, and what is told of them is
what the same rules do where they are enforced."""

from __future__ import annotations

import os
from dataclasses import replace

from engines import reborn
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import Case, cases, seeded

from policyq.diagnostics.source import Source
from policyq.ir import nodes, trials
from policyq.ir.evaluator import Reference
from policyq.live import to_python
from policyq.pipeline import compile_policy
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND

CASES = {"quick": 300, "ci": 500, "long": 20_000}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]


def _silent(program: nodes.Program) -> nodes.Program:
    """With every rule on trial in the shadow, for ever."""
    shadow = nodes.Trial("shadow", trials.NEVER)
    rules = tuple(one if one.trial is None else replace(one, trial=shadow) for one in program.rules)
    return replace(program, rules=rules, tries=trials.last(rules))


def _without(program: nodes.Program) -> nodes.Program:
    rules = tuple(one for one in program.rules if one.trial is None)
    return replace(program, rules=rules, tries="")


def _changes_nothing(case: Case) -> bool:
    """Whether a case had anything on trial that fired; fails if that changed anything."""
    whole = _silent(case.program)
    if not whole.tries:
        return False
    tried = {rule.name for rule in whole.rules if rule.trial is not None}
    mine, other = Reference(whole), Reference(_without(whole))
    told = False
    for event in case.events:
        for one in (*mine.due(event.group, event.time), event):
            got, wanted = mine.decide(one), other.decide(one)
            told |= got.shadow is not None
            unknown = tuple(name for name in got.unknown if name not in tried)
            assert got._replace(shadow=None, unknown=unknown) == wanted
    return told


def test_a_rule_on_trial_changes_nothing() -> None:
    assert sum(_changes_nothing(seeded(seed)) for seed in range(CASES)) > CASES / 20


@settings(max_examples=CASES // 10)
@given(cases())
def test_a_rule_on_trial_changes_nothing_that_hypothesis_finds(case: Case) -> None:
    _changes_nothing(case)


# -- what is told ------------------------------------------------------------------------------

POLICY = """
policy "Tried" version 1
timezone Asia/Shanghai
ladder steps within 3 hours
  first warn "first"
  next mute 10 minutes
  next remove
ladder everywhere within 1 day across all groups
  first warn "here or there"
  next mute 1 hour
points activity at most 3 daily each
rule spam when text contains "spam" then delete, penalize by steps
rule scam when text contains "scam" then mute 2 hours, penalize by everywhere
rule raid when text contains "raid" then lock for 1 hour, notify owner "a raid"
rule answer when text contains "help" then reply "read the rules" once per sender within 10 minutes
rule active when message then award 1 activity
rule rude when text contains "rude" then deduct 2 activity, warn "be kind"
promise kept never remove when target is admin
"""
NAMES = ("spam", "scam", "raid", "answer", "active", "rude")
TEXTS = ("spam", "spam", "scam", "raid", "help", "rude", "spam scam", "hello")
STEPS = (1, SECOND, MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, DAY)
START = 1_772_452_800 * SECOND


def _program(more: str = "") -> nodes.Program:
    compiled = compile_policy({"main": Source("main", POLICY + more)}, "main")
    assert compiled.program is not None, compiled.diagnostics
    return compiled.program


def _event(draw: st.DrawFn, number: int, now: int, before: list[Event]) -> Event:
    member = draw(st.sampled_from(("u1", "u2", "u3")))
    group = draw(st.sampled_from(("g1", "g1", "g2")))
    if before and draw(st.integers(0, 9)) == 0:
        # `outcome` of an action that was told of only: as an enforced one would be.
        about = draw(st.sampled_from(before))
        result = draw(st.sampled_from(("failed", "vetoed", "done")))
        return Event(f"e{number}", now, about.group, "outcome", result=result, refers=about.id)
    role = "admin" if member == "u3" else "member"
    text = draw(st.sampled_from(TEXTS))
    late = draw(st.sampled_from((0, 0, 0, 5 * MINUTE)))
    return Event(f"e{number}", now - late, group, "text", member, role=role, tags=(), text=text)


@st.composite
def streams(draw: st.DrawFn) -> list[Event]:
    made: list[Event] = []
    now = START
    for number in range(draw(st.integers(1, 30))):
        now += draw(st.sampled_from(STEPS))
        made.append(_event(draw, number, now, made))
    return made


def _done(decision: Decision) -> list[str]:
    """What is done in the world of the trial: what is really done, changed as the shadow tells."""
    shadow = decision.shadow
    acts = [one._replace(rules=()) for one in decision.actions]
    if shadow is not None:
        acts = [
            one for one in acts if one not in {one._replace(rules=()) for one in shadow.instead}
        ]
        acts += [one._replace(rules=()) for one in shadow.actions]
    return sorted(map(str, acts))


@settings(max_examples=CASES // 2)
@given(streams(), st.sets(st.sampled_from(NAMES), min_size=1), st.integers(0, 30))
def test_what_is_told_is_what_would_be_done(
    events: list[Event], on_trial: set[str], save_at: int
) -> None:
    tried = to_python(_program(f"shadow {', '.join(sorted(on_trial))}\n"))
    enforced = Reference(_program())
    for number, event in enumerate(events):
        if number == save_at:
            tried = reborn(tried)
        got, wanted = tried.decide(event), enforced.decide(event)
        assert _done(got) == sorted(str(one._replace(rules=())) for one in wanted.actions)
        assert not on_trial & {rule for act in got.actions for rule in act.rules}
        assert not on_trial & {fired.rule for fired in got.fired}
        told = got.shadow.fired if got.shadow else ()
        assert told == tuple(one for one in wanted.fired if one.rule in on_trial)
