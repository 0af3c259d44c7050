"""`meaning` and `live` decide alike: on generated programs that reach every node, over streams
whose events come at edges, repeat, and are sometimes late."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields, is_dataclass
from itertools import islice
from multiprocessing import get_context

import pytest
from engines import assert_agree, difference, smallest
from hypothesis import given, settings
from hypothesis import strategies as st
from streams import Case, cases, seeded

from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.ir.meaning import arrived, count, holds
from policyq.live import to_python
from policyq.live.sorts import conditions
from policyq.text import alike
from policyq.text.folds import NORMALLY
from policyq.text.listed import CHOICES, Listed, Word
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Shadow
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import BEATS, DAYS

#: How many cases are tried, by the profile of `conftest`.
CASES = {"quick": 200, "ci": 1_000, "long": 2_000}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
LONG = 100_000
SLICE = 500
#: What the cases reach is the same whatever the profile: so many are enough for every label.
REACHING = 900


def _save_at(seed: int) -> int | None:
    """Every second case is saved and restored on the way."""
    return seed % 24 // 2 if seed % 2 else None


def _try(first: int, count: int) -> None:
    for seed in range(first, first + count):
        assert_agree(seeded(seed), _save_at(seed))


def _agree(first: int) -> str:
    """Of one slice of the long run: what differs, or nothing."""
    try:
        _try(first, SLICE)
    except AssertionError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("first", range(0, CASES, 100))
def test_the_engines_agree(first: int) -> None:
    _try(first, 100)


@settings(max_examples=CASES // 10)
@given(cases(), st.integers(0, 25))
def test_the_engines_agree_on_what_hypothesis_finds(case: Case, save_at: int) -> None:
    assert_agree(case, save_at)


def test_the_engines_agree_on_which_texts_are_forgotten_first(monkeypatch) -> None:
    """With room for few texts they are pushed out all the time."""
    monkeypatch.setattr(alike, "MOST", 2)
    pushed = 0
    for seed in range(0, CASES, 2):
        case = seeded(seed)
        if any("alike" in counter.per for counter in case.program.counters):
            assert_agree(case, _save_at(seed))
            pushed += 1
    assert pushed > CASES / 24


@pytest.mark.long
def test_the_engines_agree_on_very_many() -> None:
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        for found in pool.map(_agree, range(CASES, CASES + LONG, SLICE)):
            assert not found, found


# -- what the cases reach ----------------------------------------------------------------------

WANTED_NODES = {
    *(kind.__name__ for kind in nodes.PER_EVENT),
    "And", "Or", "Not", "Surely", "Windowed trailing", "Windowed bucket",
    "InTier", "InRow", "Streak", "Lottery", "Roster", "Silent", "Removed", "Tier", "becomes", "no longer",
    *(f"beat {beat}" for beat in BEATS),
    "Holds", "Titled", "Points", "Reward", "Title", "Limit",
    "Agenda", "Item", "Form", "Kept", "Ranking", "Ranked",
    "Fixed", "Dated", "Climb", "Confirm", "Confirm otherwise", "Hole", "tells what was said",
    "several answers",
    "promise always", "promise never",
    *(f"bucket {kind}" for kind in ("hour", "day", "week", "month")),
    *(f"once {who} {how}" for who in ("member", "group") for how in ("bucket", "trailing")),
    *(f"day {name}" for name in DAYS), "Calendar",
    *(f"do {action}" for action in ACTIONS),
    *(f"text {op}" for op in ("contains", "equals", "starts", "matches")),
    *(f"word {what}" for what in ("wide", "narrow", "whole", "allowed", "until")),
    *(f"list {what}" for what in ("allowed", *CHOICES)),
    *(f"counter {what}" for what in ("count", "distinct", "sum")),
    "counter shared", "ladder shared", "ladder amnesty", "of group", "of platform", "channel", "known channel",
    "Trial shadow", "Trial advise",
    "Metric", "MetricIs", "Total", "Members", "Quotient", "Decay", "Grading", "Watch",
    *(f"per {part}" for part in ("sender", "text", "host", "alike", "target")),
    *(f"link {quantifier} {place}" for quantifier in ("any", "all") for place in ("in", "out")),
}  # fmt: skip

WANTED_OUTCOMES = {
    "several messages told",
    "answered or this",
    *(f"act {action}" for action in ACTIONS),
    *(f"lost {because}" for because in (
        "weaker", "same", "running", "one_reply", "bot", "exempt", "promise", "human", "no_target", "once",
        "cap", "repeated", "pair", "self", "paid", "balance", "stock", "limit", "too_late",
        "nobody_on_duty", "no_penalty",
    )),
    *(f"post {place}" for place in ("issue", "spent", "expired", "forfeited", "back")),
    *(f"answer {result}" for result in (
        "approved", "rejected", "timed_out", "no_question", "own_message", "not_a_judge", "too_late",
        "counted", "already_approved",
    )),
    "asked", "joined", "waits", "let go", "unknown", "tier_in", "tier_out", "promise", "evidence",
    "kept", "missed", "perhaps kept", "ranked", "shared place", "scheduled",
    "measured", "not measured", "watch began", "watch ended",
    *(f"shadow {what}" for what in Shadow._fields),
    *(f"grade {grade}" for grade in ("poor", "fair", "good", "excellent")),
    *(f"step {step}" for step in (1, 2, 3)),
}  # fmt: skip


NEVER_UNKNOWN = {"Changed", "Always", "KindIn", "Before", "Known", "Surely"}
TRUTHS = {
    (kind.__name__, truth): truth is not None or kind.__name__ not in NEVER_UNKNOWN
    for kind in (
        *nodes.PER_EVENT, nodes.InTier, nodes.Silent, nodes.Removed, nodes.InRow, nodes.Holds,
        nodes.Titled, nodes.Windowed, nodes.And, nodes.Or, nodes.Not, nodes.Surely,
    )
    for truth in (True, False, None)
}  # fmt: skip
"""Whether a condition can be so."""


def test_the_cases_reach_every_node_and_every_way_to_decide() -> None:
    reached: Counter[str] = Counter()
    truths: Counter[tuple[str, bool | None]] = Counter()
    left = WANTED_NODES | WANTED_OUTCOMES | {one for one, possible in TRUTHS.items() if possible}
    for seed in range(REACHING):
        case = seeded(seed)
        labels = set(_labels(case.program))
        reached.update(labels)
        # Changes of tiers are rare.
        if seed % 6 == 0 or labels & {"Changed", "Ranked"}:
            truths.update(_truths(case))
        live = to_python(case.program)
        for number, event in enumerate(case.events):
            # Without the ticks now and then, or no verdict would ever come too late.
            for decision in [live.decide(event)] if number % 6 == 5 else live.feed(event):
                reached.update(set(_outcomes(decision)))
        left -= {*reached, *truths}
        if not left:
            break
    print(f"\nnode coverage over {seed + 1} programs:")
    for label in sorted(WANTED_NODES | WANTED_OUTCOMES):
        print(f"  {label:24} {reached[label]}")
    for (label, truth), often in truths.items():
        print(f"  {label} {truth}: {often}")
    assert not left
    assert not [one for one, possible in TRUTHS.items() if truths[one] and not possible]


def _truths(case: Case) -> Iterator[tuple[str, bool | None]]:
    """What each condition of a program is, event by event, ticks too."""
    reference = Reference(case.program)
    for event in case.events:
        while due := reference.due(event.group, event.time):
            yield from _truths_on(reference, due[0])
            reference.decide(due[0])
        yield from _truths_on(reference, event)
        reference.decide(event)


def _truths_on(reference: Reference, event: Event) -> Iterator[tuple[str, bool | None]]:
    scene = count(arrived(reference.program, reference.memory, event))
    for condition in conditions(reference.program):
        yield type(condition).__name__, holds(condition, scene)


def _labels(node: object) -> Iterator[str]:
    """The name of every node in a program, and which variety of it."""
    match node:
        case nodes.GroupIs("channel"):
            yield "channel"
        case nodes.Known("channel"):
            yield "known channel"
        case nodes.Text(op):
            yield f"text {op}"
        case Word(folds=folds, whole=whole, allowed=allowed, until=until):
            yield f"word {'wide' if folds - NORMALLY else 'narrow'}"
            yield from (["word whole"] * whole)
            yield from ["word allowed"] * bool(allowed) + ["word until"] * bool(until)
        case Listed(_, allowed, choice):
            yield from [f"list {choice}"] + ["list allowed"] * bool(allowed)
        case nodes.Link(every, outside):
            yield f"link {'all' if every else 'any'} {'out' if outside else 'in'}"
        case nodes.Once(by_member, trailing):
            yield f"once {'member' if by_member else 'group'} {'bucket' if trailing is None else 'trailing'}"
        case nodes.Slot(named=named):
            yield from (f"day {name}" for name in named)
        case nodes.Windowed(bucket=bucket):
            yield "Windowed trailing" if bucket is None else "Windowed bucket"
            yield f"bucket {bucket}"
        case nodes.Trial(mode):
            yield f"Trial {mode}"
        case nodes.Changed(_, into):
            yield "becomes" if into else "no longer"
        case nodes.Tier(_, beat):
            yield f"beat {beat}"
        case nodes.Ladder(shared=shared, amnesties=amnesties):
            yield from ["ladder shared"] * shared + ["ladder amnesty"] * bool(amnesties)
        case nodes.Counter(what=what, per=per, of=of):
            yield f"counter {what}"
            yield from [f"of {of}"] + ["counter shared"] * node.shared
            yield from (f"per {part}" for part in per)
        case nodes.Hole("recent"):
            yield "tells what was said"
        case nodes.Do(action, others=others):
            yield f"do {action}"
            if others:
                yield "several answers"
        case nodes.Promise(always=always):
            yield "promise always" if always else "promise never"
        case nodes.Confirm(otherwise=otherwise) if otherwise:
            yield "Confirm otherwise"
    yield type(node).__name__
    if is_dataclass(node):
        for field in fields(node):
            yield from _labels(getattr(node, field.name))
    elif isinstance(node, tuple):
        for part in node:
            yield from _labels(part)


def _outcomes(decision) -> Iterator[str]:
    yield from (f"act {act.action}" for act in decision.actions)
    yield from (f"answered {act.text}" for act in decision.actions if act.text == "or this")
    if any(re.search(r"\d\d:\d\d .*\n\d\d:\d\d ", act.text or "") for act in decision.actions):
        yield "several messages told"
    change = re.search(r"/(tier_in|tier_out)/[0-9]+$", decision.event)
    yield from [change[1]] if change else []
    yield from (f"lost {lost.because}" for lost in decision.lost)
    yield from (f"answer {answer.result}" for answer in decision.answers)
    yield from ("joined" if question.joined else "asked" for question in decision.pending)
    yield from (f"step {fired.step}" for fired in decision.fired)
    yield from (
        "watch ended" if fired.ended else "watch began"
        for fired in decision.fired
        if fired.rule.startswith("v")
    )
    yield from (f"grade {one.grade}" for one in decision.measured if one.grade)
    for one in decision.measured:
        yield "not measured" if one.value is None else "measured"
    for one in decision.kept:
        yield {True: "kept", False: "missed", None: "perhaps kept"}[one.kept]
    for one in decision.ranked:
        yield from ["ranked"] if one.places else []
        places = [place.place for place in one.places]
        yield from ["shared place"] if len(set(places)) < len(places) else []
    yield from ["scheduled"] if decision.event.endswith("/scheduled") and decision.fired else []
    yield from ("evidence" for fired in decision.fired if fired.evidence)
    yield from ("waits" for _ in decision.waiting)
    yield from ("let go" for act in decision.actions if decision.event.endswith("/quiet_end"))
    yield from ("unknown" for _ in decision.unknown)
    if decision.shadow is not None:
        told = decision.shadow._asdict()
        yield from (f"shadow {name}" for name, some in told.items() if some)
    yield from ("promise" for _ in decision.promises)
    for one in decision.postings:
        yield f"post {one.source if one.source == 'issue' else one.sink}"
        yield from ["post back"] if one.sink == "issue" else []


# -- the test itself ---------------------------------------------------------------------------


def test_a_difference_is_found_and_made_small(monkeypatch) -> None:
    """Were a late event to see too much, the cases would tell, with a small one."""
    from policyq.live import windows

    honest = windows.Trailing.total

    def careless(self, key, length, now, mark):
        return honest(self, key, length + 1, now, mark)

    monkeypatch.setattr(windows.Trailing, "total", careless)
    found = islice((case for case in map(seeded, range(CASES)) if difference(case)), 2)
    small = [smallest(case, lambda one: bool(difference(one))) for case in found]
    assert all(len(case.events) <= 3 for case in small)
    assert min(len(case.program.rules) for case in small) <= 1
