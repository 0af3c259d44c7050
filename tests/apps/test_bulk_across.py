"""Policies that count, climb and remember over all groups give the same in bulk, in one line of time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from test_bulk import FOLDER, LASTING, community, compiled, harsh
from test_bulk_decisions import both as both

from policyq.apps import replaying
from policyq.apps.bulk import spread
from policyq.apps.logs import Reading
from policyq.apps.logs.writing import events_to
from policyq.apps.replaying import Options, replay
from policyq.diagnostics.source import Source
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.pipeline import compile_policy
from policyq.replay.screen import can_screen
from policyq.study import across
from policyq.study.line import END, Line
from policyq.study.simulate import MODES
from policyq.vocabulary.events import MESSAGES, Event

POLICY = """policy "ours" version 1
timezone Asia/Shanghai
words adverts = "advert"
ladder standard within 3 days across all groups
  first warn
  next mute 1 hour
  next remove
rule many when count((text contains adverts) per sender across all groups daily) > 2
  then delete, penalize by standard
rule spread when distinct(group of (text contains adverts) per text across all groups within 1 day) >= 3
  then delete
rule alike
  when distinct(group of (text contains adverts) per sender, similar text across all groups within 1 day) >= 2
  then notify owner "alike"
rule platforms
  when distinct(platform of (text contains adverts) per text across all groups within 7 days) > 1
  then notify owner "elsewhere"
rule quiet when text contains "quiet" then penalize by standard
rule out when text contains "begone" then remove
rule ask when text contains "maybe" then remove confirmed by owner within 1 hour otherwise mute 1 day
rule not_again when join and was removed for out within 90 days then remove
rule flood when count(message per sender within 30 minutes) > 4 then mute 40 minutes
"""
SITES = """policy "sites" version 1
timezone UTC
rule same_site when count((has link) per host across all groups within 1 day) > 2
  then notify owner "site"
rule own_site when count((has link) per sender, host within 2 days) > 1 then reply "again"
"""
CLOCK = """rule morning when at 03:00 then notify owner "{group}"
"""


def program(text: str) -> nodes.Program:
    made = compile_policy({"main": Source("main", text)}, "main")
    assert made.program is not None, made
    assert can_screen(made.program)
    assert shares(made.program)
    return made.program


def adverts(random: Random) -> Iterator[Event]:
    """What `harsh` tells, in groups of two platforms, with adverts that go from one to another."""
    for event in harsh(random):
        group = random.choice(("g1", "g2", "g3", "g4"))
        told = event._replace(group=group, platform="qq" if group == "g4" else "wechat")
        if event.kind in MESSAGES and random.random() < 0.15:
            told = told._replace(text=f"advert for tea number {random.randrange(2)}")
        elif event.kind == "image" and random.random() < 0.5:
            told = told._replace(text=None, links=None)
        elif event.kind in MESSAGES and random.random() < 0.05:
            told = told._replace(text=f"see shop{random.randrange(2)}.com")
        yield told


@pytest.mark.parametrize("seed", range(12))
def test_what_all_groups_share_is_the_same(seed: int, both) -> None:
    text = POLICY + ("", LASTING)[seed % 2] + ("" if seed % 3 else CLOCK)
    events = list(adverts(Random(seed)))
    assert both(program(text), [events], MODES[seed // 2 % 2], jobs=1 + seed % 2)


@pytest.mark.parametrize("seed", range(3))
def test_what_nobody_knows_the_site_of_is_unknown(seed: int, both) -> None:
    assert both(program(SITES), [list(adverts(Random(seed)))])


def test_a_stock_policy_gives_the_same(both) -> None:
    assert both(compiled(FOLDER / "shop.zh.policyq"), [community()[:4_000]])


def test_texts_are_followed_as_far_as_there_is_room(both, monkeypatch: pytest.MonkeyPatch) -> None:
    for where in (across, spread):
        monkeypatch.setattr(where, "MOST_TEXTS", 20)
    assert both(program(POLICY), [[*adverts(Random(7)), *further()]])


def further() -> Iterator[Event]:
    for number in range(60):
        yield Event(
            f"more {number}", 1_780_000_000_000_000 + number * 30_000_000, f"g{number % 3}", "text",
            f"u{number % 5}", role="member", text=f"a text that is long enough, number {number % 45}",
        )  # fmt: skip


@pytest.mark.parametrize(
    "events",
    [
        list(reversed(community()[:500])),  # some come too late
        [one._replace(person="p") for one in community()[:50]],
    ],
    ids=["late", "persons"],
)
def test_other_logs_are_looked_at_event_by_event(events: list[Event], both) -> None:
    assert not both(program(POLICY), [events])


def test_more_than_can_be_held_at_once_is_looked_at_event_by_event(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "log.parquet"
    with events_to(str(path), "parquet") as write:
        for event in adverts(Random(1)):
            write(event)
    monkeypatch.setattr("policyq.apps.bulk.whole.AT_ONCE", 299)
    reading = Reading([path])
    replay(program(POLICY), reading, Options(), pseudonyms=None)
    assert reading.parts is None
    assert replaying.shares(program(POLICY))


def test_groups_go_on_in_the_order_of_the_line() -> None:
    import numpy as np

    random, said = Random(3), []
    firsts, last = [0, 4, 9], 12
    places = np.array(random.sample(range(last), last))
    for first, end in pairwise([*firsts, last]):
        places[first:end] = np.sort(places[first:end])

    def group(first: int, end: int) -> Iterator[int]:
        for row in [*range(first, end), END]:
            yield row
            said.append((first, row))

    come: list[int] = []
    ends = [*firsts[1:], last]
    rows = [group(first, end) for first, end in zip(firsts, ends, strict=True)]
    Line(places, np.arange(last) * 10, come.append).run(firsts, rows)
    assert [places[row] for _, row in said[:last]] == list(range(last))
    assert [first for first, row in said[last:]] == sorted(firsts, key=lambda row: places[row])
    assert come == [*range(0, last * 10, 10), *[(last - 1) * 10] * 2]
