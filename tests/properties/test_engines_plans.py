"""What follows is decided by plans as it is by the law: on generated programs whose rules fire often
and do mostly what can be planned, over the streams of `test_engines`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from engines import assert_agree
from streams import Case, seeded

from policyq.ir import nodes
from policyq.ir.judgement import Steps
from policyq.ir.show import digest
from policyq.live import planned, plans
from policyq.live.memory import State
from policyq.vocabulary.actions import BOOKED
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import MESSAGES, Event

#: How many cases are tried, by the profile of `conftest`.
CASES = {"quick": 80, "ci": 250, "long": 10_000}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]

WANTED = {
    *(
        f"do {action}"
        for action in ("warn", "mute", "remove", "delete", "unmute", "lock", "unlock")
    ),
    *(f"do {action}" for action in ("reply", "notify", "handover", "tag", "record")),
    *("lost", "step", "evidence", "unknown", "promise", "filled in"),
    *("by a plan", "by the law", "by the law, climbed"),
}


def plainer(case: Case, random: Random) -> Case:
    """A case like it, most of whose rules can be planned, and fire more often."""
    program = case.program
    # What is drawn up at the end of a day is told then and at no other time.
    drawn = {one.name for one in (*program.rankings, *program.lotteries)}
    rules = []
    for rule in program.rules:
        if rule.watch is not None:
            continue
        often = rule.name not in drawn and random.random() < 0.7
        condition = (
            nodes.Or((rule.condition, nodes.Not(rule.condition))) if often else rule.condition
        )
        effects = tuple(
            dict.fromkeys(filter(None, (_plainer(one, random) for one in rule.effects)))
        )
        rules.append(replace(rule, condition=condition, effects=effects, trial=None))
    ladders = tuple(
        replace(
            one,
            shared=False,
            steps=tuple(
                tuple(filter(None, map(_plain, step))) if random.random() < 0.8 else step
                for step in one.steps
            ),
        )
        for one in program.ladders
    )
    promises = tuple(replace(one, always=False) for one in program.promises)
    quiet = program.quiet if random.random() < 0.2 else None
    made = replace(
        program, rules=tuple(rules), ladders=ladders, promises=promises, quiet=quiet, tries=""
    )
    return Case(replace(made, digest=digest(made)), case.events)


def _plainer(effect: nodes.Effect, random: Random) -> nodes.Effect | None:
    if random.random() < 0.1:
        return effect
    if isinstance(effect, nodes.Climb):
        return replace(effect, confirm=None, whom=None)
    return _plain(effect)


def _plain(do: nodes.Do) -> nodes.Do | None:
    if do.action in BOOKED or do.action == "forgive":
        return None
    people = tuple(who for who in do.to if who.tag is None) or do.to
    text = do.others[0] if do.text is None and do.others else do.text
    return replace(
        do, text=text, to=people, others=(), confirm=None, once=None, whom=None, coming=None
    )


@pytest.fixture
def reached(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """What the plans were, and how often each was."""
    found: Counter[str] = Counter()
    by_plan, init = plans.Plans._planned, plans.Plans.__init__

    def counted(self: plans.Plans, plan: planned.Plan, *rest: object) -> Decision:
        decision = by_plan(self, plan, *rest)  # type: ignore[arg-type]
        found.update(f"do {act.action}" for act in decision.actions)
        found.update(
            name
            for name, there in (
                ("by a plan", True),
                ("lost", decision.lost),
                ("step", any(one.step for one in decision.fired)),
                ("evidence", any(one.evidence for one in decision.fired)),
                ("unknown", decision.unknown),
                ("promise", plan.promises),
                ("filled in", any(one.says for one in plan.acts)),
            )
            if there
        )
        return decision

    def watched(self: plans.Plans, program: nodes.Program, law: plans.Law, *rest: object) -> None:
        def seen(
            state: State,
            event: Event,
            fired: Sequence[int],
            unknown: Sequence[int],
            steps: Steps | None,
        ) -> Decision:
            if fired and event.kind in MESSAGES:
                found["by the law, climbed" if steps else "by the law"] += 1
            return law(state, event, fired, unknown, steps)

        init(self, program, seen, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(plans.Plans, "_planned", counted)
    monkeypatch.setattr(plans.Plans, "__init__", watched)
    return found


def test_plans_decide_what_the_law_does(reached: Counter[str]) -> None:
    for seed in range(CASES):
        assert_agree(plainer(seeded(seed), Random(seed)), seed % 24 // 2 if seed % 2 else None)
    assert WANTED - reached.keys() == set()
    assert reached["by a plan"] > reached["by the law"] / 4
