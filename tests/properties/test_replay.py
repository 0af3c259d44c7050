"""`replay` decides many events as `live` decides each: on generated programs and streams, on the stock
policies over a made-up community, and on real logs where they are."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path

import pytest
from engines import smallest
from streams import Case, seeded

from policyq.apps.logs import read_events
from policyq.apps.sources import load
from policyq.events.assume import Assumption
from policyq.events.community import Parameters, generate
from policyq.ir import nodes
from policyq.ir.from_checked import digest
from policyq.ir.show import show
from policyq.live import Live
from policyq.pipeline import compile_policy
from policyq.replay import Replay, engine
from policyq.replay.screen import can_screen
from policyq.vocabulary.events import Event

CASES = {"quick": 300, "ci": 3_000, "long": 20_000}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
POLICIES = sorted((Path(__file__).parents[2] / "policies").glob("*.policyq"))


def difference(program: nodes.Program, events: Iterable[Event], chunk: int = 0) -> str:
    """How the two differ, or ``""``: fed and then saved, and without ticks. ``chunk``: after so many
    events both are saved, and others go on from there."""
    events = list(events)
    live, replay = Live(program), Replay(program)
    fed, got = [], []
    step = chunk or len(events) or 1
    for first in range(0, len(events), step):
        got += replay.feed_many(events[first : first + step])
        fed += map(live.feed, events[first : first + step])
        kept = [json.loads(json.dumps(engine.save())) for engine in (live, replay)]
        live, replay = Live(program), Replay(program)
        live.restore(kept[0])
        replay.restore(kept[1])
    told = _first(events, fed, got)
    if not told and _saved(replay) != _saved(live):
        told = f"what is remembered:\n  live   {_saved(live)}\n  replay {_saved(replay)}"
    live, replay = Live(program), Replay(program)
    return told or _first(events, list(map(live.decide, events)), replay.decide_many(events))


def _saved(engine: Live) -> dict:
    """What is saved, with old decisions in the order of their ids: they are forgotten when there is
    time for it, and one that comes again stands where it stood or at the end."""
    saved = engine.save()
    for group in saved["groups"].values():
        group["decided"].sort(key=lambda one: one["event"])
    return saved


def _first(events: list[Event], wanted: list, got: list) -> str:
    for number, (event, one, other) in enumerate(zip(events, wanted, got, strict=True)):
        if one != other:
            return f"event {number} {event}:\n  live   {one}\n  replay {other}"
    return ""


def assert_agree(case: Case, chunk: int = 0) -> None:
    if difference(*case, chunk):
        small = smallest(case, lambda one: bool(difference(*one, chunk)))
        events = "\n".join(map(str, small.events))
        raise AssertionError(f"{show(small.program)}\n{events}\n{difference(*small, chunk)}")


def in_time(case: Case) -> Case:
    """A case whose events come in their order, as those of a log do."""
    return case._replace(events=tuple(sorted(case.events, key=lambda event: event.time)))


def test_generated_programs_are_decided_alike() -> None:
    screened = idle = 0
    for seed in range(CASES):
        case = seeded(seed)
        case = in_time(case) if seed % 4 else case
        case = plainer(case) if seed % 8 else case
        assert_agree(case, seed % 3 * 5)
        if can_screen(case.program):
            screened += 1
            idle += spared(case.program, case.events)
    assert screened > CASES / 5
    assert idle > CASES


def plainer(case: Case) -> Case:
    """A case of which the rules that stand in the way of a screen are taken out."""
    program = replace(
        case.program,
        tiers=(), metrics=(), rankings=(), streaks=(), agendas=(),
        removals=0, counters=(), digest="",
        promises=tuple(promise for promise in case.program.promises if not promise.always),
        ladders=tuple(replace(ladder, shared=False) for ladder in case.program.ladders),
    )  # fmt: skip
    rules = []
    for rule in case.program.rules:
        alone = _counting(case.program, replace(program, rules=(rule,)))
        if rule.watch is None and not _foreign(rule) and can_screen(alone):
            rules.append(rule)
    promises = tuple(promise for promise in program.promises if not _foreign(promise))
    program = replace(program, rules=tuple(rules), promises=promises)
    program = _counting(case.program, program)
    return Case(replace(program, digest=digest(program)), case.events)


#: What is taken out: the nodes that rest on what is left out of the program.
_LEFT_OUT = re.compile(r"(InTier|Changed|Silent|InRow|MetricIs|Ranked|Removed|Kept|At)\(")


def _foreign(one: object) -> bool:
    return _LEFT_OUT.search(repr(one).replace("of=None", "")) is not None


def _counting(whole: nodes.Program, program: nodes.Program) -> nodes.Program:
    """A program with those of the counters that it uses."""
    used = repr((program.rules, program.promises))
    left = tuple(one for one in whole.counters if f"counter={one.id!r}" in used)
    return replace(program, counters=left)


def spared(program: nodes.Program, events: Iterable[Event]) -> int:
    """How many events are not decided one by one."""
    events = list(events)
    replay, asked = Replay(program), []
    decide = replay.decide
    replay.decide = lambda event: asked.append(event) or decide(event)  # type: ignore[method-assign]
    replay.decide_many(events)
    return len(events) - len(asked)


# -- stock policies ----------------------------------------------------------------------------


@cache
def community() -> list[Event]:
    return list(islice(generate(Parameters()), 6_000))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
@pytest.mark.parametrize("chunk", (8_192, 700))
def test_stock_policies_decide_alike(
    path: Path, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "CHUNK", chunk)
    sources = load(path)
    program = compile_policy(sources.texts, sources.main).program
    assert program is not None
    events = sorted(community(), key=lambda event: event.time)
    events = events if can_screen(program) else events[:700]
    assert not difference(program, events)


LOGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "chat" / "irc"


@pytest.mark.skipif(not LOGS.is_dir(), reason="no logs at ../shared/data/chat/irc")
@pytest.mark.parametrize("name", ("base.zh.policyq", "base.en.policyq"))
def test_real_logs_are_decided_alike(name: str) -> None:
    sources = load(next(path for path in POLICIES if path.name == name))
    program = compile_policy(sources.texts, sources.main).program
    assert program is not None
    events = islice(Assumption(count_members=True).over(read_events(LOGS)), 10_000)
    assert not difference(program, events)


def test_most_events_of_a_community_are_spared() -> None:
    sources = load(next(path for path in POLICIES if path.name == "base.zh.policyq"))
    program = compile_policy(sources.texts, sources.main).program
    assert program is not None
    assert spared(program, community()) > len(community()) / 2
