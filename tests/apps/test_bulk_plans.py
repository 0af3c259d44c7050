"""A plan over a log of Parquet in bulk says what it says event by event, byte for byte."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace as but
from datetime import date
from pathlib import Path
from random import Random

import pytest
from plan_made import program
from test_bulk import POLICIES, community, compiled

from policyq.apps import planning
from policyq.apps.logs import Reading
from policyq.apps.logs.writing import events_to
from policyq.apps.planning import Compared, Options
from policyq.apps.sources import load
from policyq.ir import nodes
from policyq.ir.show import digest, show
from policyq.pipeline import compile_policy
from policyq.replay.screen import can_screen
from policyq.study.plan.budget import Amount, Budget, Filter
from policyq.study.plan.report import to_json
from policyq.study.plan.report.html import to_html
from policyq.study.plan.report.one_by_one import to_csv
from policyq.study.plan.runs import Asked, Runs
from policyq.study.pseudonyms import Pseudonyms
from policyq.vocabulary.events import EVERYONE, MESSAGES, OUTCOMES, Event
from policyq.vocabulary.types import MINUTE, SECOND

pytest.importorskip("pyarrow")

CASES = {"quick": 100, "ci": 100, "long": 400}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
LONG = 5_000
#: Filters make a plan count by role and tag.
BUDGETS = tuple(
    Budget("interventions", Filter(*one), increase=Amount(1))
    for one in (("role", "member"), ("role", "admin"), ("tag", "vip"))
)
OPTIONS = Options(Asked(suppressed=False), 0, BUDGETS, date(2026, 1, 1), one_by_one=True)


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Both ways of planning: everything that is written, and how many events were looked at."""
    path, looked = tmp_path / "log.parquet", []
    see = Runs.see

    def seen(self, event, met=None) -> None:
        looked.append(event)
        see(self, event, met)

    monkeypatch.setattr(Runs, "see", seen)

    def of(compared: Sequence[Compared], in_bulk: bool) -> tuple[object, ...]:
        looked.clear()
        with monkeypatch.context() as patched:
            if not in_bulk:
                patched.setattr("policyq.apps.planning.has_columns", lambda: False)
            reading = Reading([path])
            plans = planning.plans(compared, reading, OPTIONS, pseudonyms=Pseudonyms("k"))
        said = to_json(plans), list(to_csv(plans)), to_html(plans, "zh")
        return said, (reading.events, reading.steps_back, reading.findings()), len(looked)

    def both(compared: Sequence[Compared], events: Iterable[Event]) -> tuple[int, int]:
        """How many events are looked at one by one, and how many in bulk."""
        with events_to(str(path), "parquet") as write:
            for event in events:
                write(event)
        (said, books, steps), (again, same, fewer) = of(compared, False), of(compared, True)
        for one, other in zip(said, again, strict=True):
            assert one == other, "\n\n".join(show(one) for one in compared[0].programs)
        assert books == same
        return steps, fewer

    return both


def test_generated_programs_in_pairs_give_the_same(answers) -> None:
    assert_generated_alike(answers, range(CASES))


@pytest.mark.long
def test_very_many_generated_programs_in_pairs_give_the_same(answers) -> None:
    assert_generated_alike(answers, range(CASES, LONG))


def assert_generated_alike(answers, seeds: range) -> None:
    compared = spared = 0
    for seed in seeds:
        random = Random(seed)
        old, new = written(random), written(random)
        assert can_screen(old), show(old)
        events = talk(random)
        if random.random() < 0.5:
            events = with_outcomes(events, random)
        steps, fewer = answers([Compared(("old", "new"), (old, new))], events)
        compared += steps > 0
        spared += steps - fewer
    assert compared > len(seeds) / 2
    assert spared > 15 * len(seeds)


HEAD = """policy "club" version 1
timezone {zone}
words ads = {words}
hours night = {night}:00 to 07:00
{quiet}ladder standard within {length} hours
  first warn "please"
  next mute {length} minutes
  next remove confirmed by owner within {length} minutes otherwise mute 1 day
"""

#: Everything that a screen looks at in another way.
RULES = (
    "message contains ads then delete, penalize by standard",
    "message contains ads then remove confirmed by owner or admin within {length} minutes",
    'message contains ads then reply "no"',
    'message and time in night then warn "late"',
    "count(message per sender within {length} minutes) > {many} then mute {length} minutes",
    "count(message and length >= {few} characters per sender, text within 1 hour) >= {many} then delete",
    "distinct(sender of text contains ads within {length} minutes) >= {few} people then lock for 5 minutes",
    'count(text contains ads within 1 day) >= {many} then notify owner "ads"',
    "has link and joined within {length} hours then delete",
    'mentions everyone or mention count > {few} then warn "calls"',
    "length > {length} characters then delete",
    'join then reply "hello"',
    "appeal then forgive within 7 days confirmed by owner within {length} minutes",
    'message and members > {length} and sender is member then warn "many"',
)

WORDS = ("buy", "sell", "cheap", "loan", "now")


def written(random: Random) -> nodes.Program:
    """A policy with some rules, each with amounts of its own."""
    words = ", ".join(f'"{word}"' for word in random.sample(WORDS, random.randint(1, 3)))
    zone = random.choice(("UTC", "Europe/London", "Asia/Shanghai"))
    text = HEAD.format(
        quiet=random.choice(("", "bot quiet in night\n")),
        zone=zone,
        words=words,
        night=random.randint(19, 23),
        length=random.randint(2, 90),
    )
    for number, rule in enumerate(RULES):
        if random.random() < 0.3:
            amounts = {"length": random.randint(2, 90), "many": random.randint(2, 6)}
            text += f"rule r{number} when {rule}\n".format(few=random.randint(2, 3), **amounts)
    return program(text)


def talk(random: Random) -> list[Event]:
    """What is said in some groups over some days, and who comes, complains and agrees."""
    accounts = {
        one: random.choice(("member", "member", "admin", "owner", None)) for one in "abcdefgh"
    }
    tags = {one: random.choice((None, frozenset[str](), frozenset({"vip"}))) for one in accounts}
    texts = (
        "hello",
        "how are you",
        "lunch?",
        "https://example.com/a",
        *WORDS,
        "buy it now",
        "x" * 60,
    )
    groups = ("g", "h", "group three")[: random.randint(1, 3)]
    sized = random.random() < 0.5
    late = random.choice(((30, 30),) * 5 + ((30, 1_000),))
    at, made = 1_700_000_000_000_000, []
    for number in range(random.randint(50, 400)):
        at += random.choice((1, 20, 60, 600, 40_000)) * SECOND
        group, sender = random.choice(groups), random.choice("abcdefgh")
        kind = random.choice(
            ("text",) * 20 + ("image", "join", "leave", "edit", "reaction", "appeal")
        )
        text = random.choice(texts) if kind in MESSAGES else None
        event = Event(
            f"{number if random.random() < 0.98 else number // 2}",
            at - random.choice((0,) * 40 + late) * SECOND,
            group,
            kind,
            sender,
            random.choice(("Ann", "Ben", sender)),
            accounts[sender],
            tags[sender],
            text=text,
            mentions=random.choice(((), (), ("a",), ("a", "b", "c"), (EVERYONE,)))
            if text
            else None,
            members=random.choice((5, 60)) if sized else None,
            platform=random.choice(("qq", None)) if number % 3 else None,
        )
        made.append(event)
        if random.random() < 0.05:
            refers = f"{random.choice(made).id}/{random.choice(('mute', 'remove', 'forgive'))}"
            made.append(
                Event(
                    f"verdict {number}", at + MINUTE, group, "verdict", "a", role="owner",
                    refers=refers, result=random.choice(("approve", "reject")),
                )
            )  # fmt: skip
    return made


def with_outcomes(events: Sequence[Event], random: Random) -> list[Event]:
    """The events, and reports of what became of some of them, and of some that never were."""
    made = []
    for number, event in enumerate(events):
        made.append(event)
        if random.random() < 0.2:
            about = random.choice((event, event, random.choice(events)))
            made.append(
                Event(
                    f"report {number}",
                    event.time + random.choice((0, 1, 61)) * MINUTE,
                    event.group,
                    "outcome",
                    refers=random.choice((about.id, about.id, f"{about.id}/mute", "nothing")),
                    action=random.choice(("warn", "mute", "delete", "remove")),
                    result=random.choice(tuple(OUTCOMES)),
                    target=random.choice((None, about.sender)),
                )
            )
    return made


# -- stock policies ----------------------------------------------------------------------------


def changed(path: Path, *changes: tuple[str, str]) -> nodes.Program:
    """A policy in which some texts are others."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    read = load(path, instead={str(path): text})
    program = compile_policy(read.texts, read.main).program
    assert program is not None
    return program


CHANGES = {
    "base.zh": (("23:00-07:00", "22:30-07:00"), ('"扫码进群"', '"扫码进群"、"吃饭"、"一起"')),
    "base.en": (("23:00 to 07:00", "22:30 to 07:00"),),
}


def stock(path: Path) -> Compared:
    return Compared((path.name, "new"), (compiled(path), changed(path, *CHANGES[path.stem])))


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_stock_policies_that_change_give_the_same(path: Path, answers) -> None:
    steps, fewer = answers([stock(path)], community())
    assert fewer < steps / 2


def test_policies_in_a_folder_are_planned_in_one_go(answers) -> None:
    some = [stock(path) for path in POLICIES]
    bare = but(some[0].programs[0], rules=(), digest="")
    gone = Compared(("gone", ""), (some[0].programs[0], but(bare, digest=digest(bare))))
    same = Compared(("same", "same"), (some[0].programs[0],) * 2)
    steps, fewer = answers([*some, same, gone], community()[:3_000])
    assert fewer < steps


def test_a_log_in_several_parts_gives_the_same(answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyq.apps.bulk.whole.AT_ONCE", 500)
    monkeypatch.setattr("policyq.apps.logs.bulk.BATCH", 700)
    # Outcomes that are late stand in it twice: it is put aside without them.
    monkeypatch.setattr("policyq.apps.logs.aside.ROWS", 1_000)
    events = with_outcomes(community()[:3_000], Random(1))
    twice = [event for number, event in enumerate(events) for _ in range(1 + (number % 50 == 0))]
    steps, fewer = answers([stock(POLICIES[-1])], twice)
    assert fewer < steps


def test_what_reports_refer_to_is_known_as_far_back_as_event_by_event(answers) -> None:
    """Ids are forgotten after an hour, some thousand at a time."""
    one = next(event for event in community() if event.kind == "text" and event.role == "member")
    events = [
        one._replace(id=f"{number}", time=one.time + number * MINUTE // 2, text="好")
        for number in range(5_000)
    ]
    random = Random(2)
    reports = [
        Event(
            f"report {number}",
            event.time + random.choice((1, 60, 600, 1_500)) * MINUTE,
            event.group,
            "outcome",
            refers=event.id,
            action="mute",
            result="done",
        )
        for number, event in enumerate(events)
        if number % 100 == 0
    ]
    made = sorted([*events, *reports], key=lambda event: event.time)
    steps, fewer = answers([stock(POLICIES[-1])], made)
    assert fewer < steps


def test_a_log_by_groups_backwards_is_looked_at_whole(answers) -> None:
    steps, fewer = answers([stock(POLICIES[0])], reversed(community()[:2_000]))
    assert fewer == steps


def test_both_views_go_event_by_event(tmp_path: Path) -> None:
    events = community()[:1_000]
    with events_to(str(tmp_path / "log.parquet"), "parquet") as write:
        for event in events:
            write(event)
    some = [stock(POLICIES[-1])]
    plans = [
        planning.plans(some, Reading([tmp_path / "log.parquet"]), options, pseudonyms=None)
        for options in (Options(), Options(Asked(suppressed=False)))
    ]
    fixed = [plan.views["fixed"] for (plan,) in plans]
    assert fixed[0].transitions == fixed[1].transitions
    assert sum(fixed[0].transitions.values()) == sum(one.kind in MESSAGES for one in events)
