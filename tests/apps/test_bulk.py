"""A log of Parquet replayed in bulk gives the report that it gives event by event, and the same
decisions where there is anything to decide."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace as but
from functools import cache
from itertools import count, islice
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

import pytest
from streams import Case, seeded

from policyq.apps import replaying
from policyq.apps.bulk import part
from policyq.apps.logs import Reading, read_events
from policyq.apps.logs.writing import events_to
from policyq.apps.processes import Broken, answer
from policyq.apps.replaying import Options, replay
from policyq.apps.sources import load
from policyq.diagnostics.source import Source
from policyq.events.community import Parameters, generate
from policyq.ir import nodes
from policyq.ir.show import digest, show
from policyq.pipeline import compile_policy
from policyq.replay.screen import can_screen
from policyq.study import readers
from policyq.study.report import to_json
from policyq.study.simulate import MODES, Mode
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import MESSAGES, Event

pytest.importorskip("pyarrow")

CASES = {"quick": 60, "ci": 130, "long": 600}[os.environ.get("HYPOTHESIS_PROFILE", "quick")]
LONG = 10_000
FOLDER = Path(__file__).parents[2] / "policies"
POLICIES = sorted(FOLDER.glob("base.*.policyq"))
#: Those that keep more than counts: tiers and streaks, forms and rankings, points and lotteries.
KEEPING = [
    FOLDER / f"{name}.policyq" for name in ("study-group.zh", "content-calendar.zh", "interest.zh")
]


def told(decision: Decision) -> bool:
    return decision._replace(unknown=())[4:] != tuple(Decision("", "", 0, ""))[4:]


class Told(readers.Readers):
    """Readers who keep the decisions that say anything, and how many steps they read."""

    kept: list[Decision]
    steps: int

    def add(self, step) -> None:
        Told.steps += 1
        Told.kept += filter(told, step.decisions)
        super().add(step)

    def answered(self, step) -> None:
        Told.steps += 1
        Told.kept += filter(told, step.decisions)
        super().answered(step)


class Anew(Told):
    """Those of a replay event by event: what was begun in bulk before does not count."""

    def __init__(self, *args) -> None:
        Told.kept, Told.steps = [], 0
        super().__init__(*args)


@pytest.fixture
def answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Both replays of a log: the report, the decisions that say anything, and how many steps there were."""
    monkeypatch.setattr(replaying, "Readers", Anew)
    monkeypatch.setattr(part, "Readers", Told)
    monkeypatch.setattr(part, "MOST_LOOKED_AT", 1)
    path = tmp_path / "log.parquet"

    def of(program: nodes.Program, options: Options, in_bulk: bool):
        with monkeypatch.context() as patched:
            if not in_bulk:
                patched.setattr(replaying, "has_columns", lambda: False)
            Told.kept, Told.steps = [], 0
            reading = Reading([path])
            report = replay(program, reading, options, pseudonyms=None)
        decisions = sorted(Told.kept, key=lambda one: (one.group, one.time, one.event))
        books = (
            reading.events,
            reading.repeated,
            reading.steps_back,
            reading.furthest_back,
            reading.first_back,
            reading.repeated_example,
        )
        return to_json(report) + f"{books}", decisions, Told.steps

    def both(program: nodes.Program, events: Iterable[Event], mode: Mode):
        with events_to(str(path), "parquet") as write:
            for event in events:
                write(event)
        options = Options(mode=mode)
        return of(program, options, False), of(program, options, True)

    return both


def assert_alike(
    answers, program: nodes.Program, events: Iterable[Event], mode: Mode = "observed"
) -> tuple[int, int]:
    """The steps event by event, and those in bulk."""
    (report, decisions, steps), (same, again, fewer) = answers(program, events, mode)
    for one, other in zip(decisions, again, strict=False):
        assert one == other, show(program)
    assert len(decisions) == len(again), show(program)
    assert report == same, show(program)
    return steps, fewer


def test_generated_programs_give_the_same(answers) -> None:
    assert_generated_alike(answers, range(CASES))


@pytest.mark.long
def test_very_many_generated_programs_give_the_same(answers) -> None:
    assert_generated_alike(answers, range(CASES, LONG))


def assert_generated_alike(answers, seeds: range) -> None:
    screened = spared = 0
    for seed in seeds:
        random = Random(seed)
        program, events = plainer(seeded(seed), random)
        if not can_screen(program):
            continue
        longest = longer(events, random)
        steps, fewer = assert_alike(answers, program, longest, random.choice(MODES))
        screened += 1
        spared += steps - fewer
    assert screened > len(seeds) / 4
    assert spared > len(seeds)


def longer(events: Iterable[Event], random: Random) -> list[Event]:
    """More events of the same sorts, most of them messages that are told nothing of."""
    known = [event._replace(person=None) for event in events]
    if random.random() < 0.8:
        known = [event._replace(joined=None) for event in known]
    made = known[:] if random.random() < 0.5 else []
    for number in range(80):
        one = random.choice(known)
        kind = random.choice((one.kind, "text", "text", "image"))
        if kind in MESSAGES and one.kind not in MESSAGES:
            one = Event(one.id, one.time, one.group, kind, one.sender, text="好", mentions=())
        time = one.time + random.choice((0, 1, 30, 3_600, 86_400, 900_000)) * 1_000_000
        made.append(
            one._replace(
                id=f"more {number}",
                time=time + random.randrange(40) * 1_000_000,
                kind=kind if kind in MESSAGES else one.kind,
                text=random.choice((one.text, "好", "今天吃什么", "今天吃什么")),
                role=None if one.role == "bot" else one.role,
            )
        )
    if random.random() < 0.8:
        made.sort(key=lambda event: event.time)
    return made


def plainer(case: Case, random: Random, across: bool = False) -> Case:
    """A case without what stands in the way of a screen, and without some of the rest; ``across``: with
    what all groups share."""
    whole = but(
        case.program,
        digest="",
        promises=tuple(one for one in case.program.promises if not (one.always or _foreign(one))),
        spared=tuple(one for one in case.program.spared if not _foreign(one)),
        ladders=tuple(one for one in case.program.ladders if not _foreign(one)),
    )  # fmt: skip
    if not across:
        whole = but(
            whole,
            removals=0,
            ladders=tuple(but(one, shared=False) for one in whole.ladders),
            counters=tuple(but(one, shared=False) for one in whole.counters),
        )
    if random.random() < 0.4:
        whole = _without(whole)
    ladders = {ladder.name for ladder in whole.ladders}
    rules = []
    for rule in whole.rules:
        climbs = {*re.findall(r"Climb\(ladder='(\w+)'", repr(rule))}
        if not _foreign(rule, across) and climbs <= ladders:
            rules.append(rule)
    share = random.choice((0, 1, 1, 3)) / max(len(rules), 1)
    rules = [rule for rule in rules if random.random() < share or rule.watch is not None]
    program = _counting(but(whole, rules=tuple(rules)))
    return Case(but(program, digest=digest(program)), case.events)


def _without(program: nodes.Program) -> nodes.Program:
    """A program that only counts: what rests on anything else goes."""
    program = but(
        program,
        tiers=(), metrics=(), rankings=(), streaks=(), agendas=(), lotteries=(), points=(),
        titles=(), forms=(), rewards=(),
        promises=tuple(one for one in program.promises if not _LEFT_OUT.search(_text(one))),
        ladders=tuple(one for one in program.ladders if not _LEFT_OUT.search(_text(one))),
    )  # fmt: skip
    rules = [one for one in program.rules if one.watch is None and not _LEFT_OUT.search(_text(one))]
    return but(program, rules=tuple(rules))


#: The nodes that rest on what is left out of such a program.
_LEFT_OUT = re.compile(
    r"(InTier|Changed|Silent|InRow|MetricIs|Ranked|Kept|At|Holds|Titled)\("
    r"|action='(award|deduct|redeem|grant)'|Hole\(id='=P"
)

#: What no program can have that is screened.
_FOREIGN = re.compile(r"Removed\(|Hole\(id='recent'")


def _text(one: object) -> str:
    return repr(one).replace("of=None", "")


def _foreign(one: object, across: bool = False) -> bool:
    windowed = not isinstance(one, nodes.Rule | nodes.Ladder) and "Windowed(" in _text(one)
    foreign = (match[0] for match in _FOREIGN.finditer(_text(one)))
    return windowed or any(match != "Removed(" or not across for match in foreign)


def _counting(program: nodes.Program) -> nodes.Program:
    """A program with those of the counters that it uses."""
    used = repr(but(program, counters=()))
    return but(program, counters=tuple(one for one in program.counters if repr(one.id) in used))


# -- what the policy prevents ------------------------------------------------------------------

HARSH = """policy "harsh" version 1
timezone Asia/Shanghai
rule quiet when text contains "quiet" then mute 2 hours
rule out when text contains "begone" then remove
rule ask when text contains "maybe" then remove confirmed by owner within 1 hour otherwise mute 1 day
rule shut when text contains "shut" then lock for 20 minutes
rule undo when text contains "oops" then delete
rule flood when count(message per sender within 30 minutes) > 4 then mute 40 minutes
rule again when count(message per text within 2 hours) >= 4 then reply "again"
rule turns when distinct(sender of message within 10 minutes) >= 4 people then record "busy"
"""
#: It needs all messages where some are prevented.
RARE = """rule rare when message and count(message per sender within 3 hours) <= 1 then notify owner "rare"
"""
LASTING = """tier core refreshed daily when count(message within 2 days) > 6
tier gone refreshed daily when silent over 1 days
metric active = share who speak poor < 30%
metric core_output = share of messages(sender is core) weekly poor < 5%
rule in_core when becomes core then notify owner "{member}"
rule back when sender is gone and text contains "hello" then reply "hello"
"""


def harsh(random: Random) -> Iterator[Event]:
    """Members who are muted and removed, what they wrote meanwhile, and what others made of it."""
    time, ids = 1_767_225_600_000_000, [""]
    texts = ("a", "b", "c", "d", *("quiet", "begone", "maybe", "shut", "oops", "hello"))
    for number in range(300):
        time += random.choice((0, 5, 60, 200, 900, random.choice((9_000, 40_000)))) * 1_000_000
        kind = random.choice(
            (*["text"] * 12, "image", "edit", "reaction", "recall", "join", "leave", "outcome")
        )
        sender, group = f"u{random.randrange(6)}", random.choice(("g1", "g1", "g2"))
        event = Event(
            f"e{number}", time, group, kind, sender,
            name=random.choice((sender, None)), role="owner" if sender == "u0" else "member",
            members=random.choice((None, None, 6, 260)), group_tags=random.choice((None, None, frozenset("t"))),
        )  # fmt: skip
        if kind in MESSAGES:
            text = random.choice(texts) if random.random() < 0.2 else random.choice(texts[:4])
            event = event._replace(text=f"{text}{random.randrange(3)}", mentions=(), links=())
        if kind in ("edit", "reaction", "recall") or (kind == "text" and random.random() < 0.1):
            event = event._replace(refers=random.choice(ids[-12:]) or None)
        if kind in ("reaction", "outcome"):
            event = event._replace(target=f"u{random.randrange(6)}")
        if kind == "outcome":
            action, result = random.choice(
                (("unmute", "done"), ("remove", "done"), ("mute", "failed"), (None, "forgiven"))
            )
            event = event._replace(
                action=action, result=result, refers=random.choice(ids[-30:]) or None
            )
        ids.append(event.id)
        yield event


def assert_prevented_alike(answers, seeds: Iterable[int]) -> None:
    for seed in seeds:
        mode = MODES[seed % 3 > 0]
        text = HARSH + ("", LASTING)[seed % 2] + ("" if seed % 3 else RARE)
        program = compile_policy({"main": Source("main", text)}, "main").program
        assert program is not None
        assert can_screen(program)
        steps, fewer = assert_alike(answers, program, harsh(Random(seed)), mode)
        assert fewer < steps


def test_what_is_prevented_is_the_same(answers) -> None:
    assert_prevented_alike(answers, range(CASES // 10))


@pytest.mark.long
def test_much_that_is_prevented_is_the_same(answers) -> None:
    assert_prevented_alike(answers, range(CASES // 10, LONG // 5))


# -- stock policies ----------------------------------------------------------------------------


def compiled(path: Path) -> nodes.Program:
    sources = load(path)
    program = compile_policy(sources.texts, sources.main).program
    assert program is not None
    return program


@cache
def community() -> list[Event]:
    return list(islice(generate(Parameters()), 6_000))


@pytest.mark.parametrize("path", (POLICIES[1], *KEEPING), ids=lambda path: path.stem)
def test_stock_policies_give_the_same(path: Path, answers) -> None:
    steps, fewer = assert_alike(answers, compiled(path), community())
    assert fewer < steps / 2


def test_a_log_in_several_parts_gives_the_same(answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyq.apps.bulk.whole.AT_ONCE", 500)
    monkeypatch.setattr("policyq.apps.logs.bulk.BATCH", 700)
    # Ids are those of a group: another has the same ones.
    own: defaultdict[str, count[int]] = defaultdict(count)
    events = [one._replace(id=f"{next(own[one.group])}") for one in community()[:3_000]]
    twice = [event for number, event in enumerate(events) for _ in range(1 + (number % 50 == 0))]
    steps, fewer = assert_alike(answers, compiled(POLICIES[0]), twice)
    assert fewer < steps


def test_several_processes_give_the_same(tmp_path: Path) -> None:
    program, path = compiled(POLICIES[0]), tmp_path / "log.parquet"
    with events_to(str(path), "parquet") as write:
        for number, event in enumerate(community()[:3_000]):
            for _ in range(1 + (number % 50 == 0)):
                write(event)
    reports, books = [], []
    for jobs in (1, 2, 3):
        reading = Reading([str(path)])
        report = replay(program, reading, Options(jobs=jobs), pseudonyms=None)
        reports.append(to_json(report))
        books.append((reading.events, reading.steps_back, reading.findings()))
    assert reports[0] == reports[1] == reports[2]
    assert books[0] == books[1] == books[2]


def test_what_a_process_that_dies_leaves_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, path = compiled(POLICIES[0]), str(tmp_path / "log.parquet")
    with events_to(path, "parquet") as write:
        for event in community()[:300]:
            write(event)
    whole = to_json(replay(program, Reading([path]), Options(), pseudonyms=None))
    monkeypatch.setattr("policyq.apps.bulk.whole._work", _die)
    again = to_json(replay(program, Reading([path]), Options(jobs=2), pseudonyms=None))
    assert again == whole


def test_what_fails_in_a_process_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = str(tmp_path / "log.parquet")
    with events_to(path, "parquet") as write:
        for event in community()[:100]:
            write(event)
    monkeypatch.setattr("policyq.apps.bulk.whole._work", _fail)
    with pytest.raises(Broken, match="ValueError: no good"):
        replay(compiled(POLICIES[0]), Reading([path]), Options(jobs=2), pseudonyms=None)


def _fail(pipe: Connection, *_: object) -> None:
    """Stands for a fault in another process."""

    def work() -> None:
        raise ValueError("no good")

    answer(pipe, work)


def _die(*_: object) -> None:
    """Stands for a process that is killed."""
    sys.exit(9)


def test_a_log_by_groups_backwards_is_looked_at_whole(answers) -> None:
    events = community()[:2_000]
    sizes = Counter(event.group for event in events)
    late = [event for event in reversed(events) if sizes[event.group] > 20]
    steps, fewer = assert_alike(answers, compiled(POLICIES[0]), late)
    assert fewer == steps


@pytest.mark.parametrize("path", [POLICIES[0], KEEPING[0]], ids=lambda path: path.stem)
def test_exports_that_overlap_give_the_same_as_one(
    path: Path, answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("policyq.apps.logs.aside.ROWS", 1_000)
    events = community()[:3_000]
    steps, fewer = assert_alike(answers, compiled(path), [*events, *events[-800:-1]])
    assert fewer < steps
    (report, decisions, _), _ = answers(compiled(path), events, "observed")
    (twice, again, _), _ = answers(compiled(path), [*events, *events[-800:-1]], "observed")
    assert again == decisions and twice != report


def test_where_somebody_came_from_may_be_told_of_their_bot(answers) -> None:
    events = [
        event._replace(
            id=f"e{number}", time=(1_767_240_000 + 60 * number) * 1_000_000, group="g", sender="u"
        )
        for number, event in enumerate(
            [
                Event("", 0, "", "join", role="member"),
                Event("", 0, "", "join", role="bot", channel="poster"),
                *[Event("", 0, "", "text", text="好", role="member", mentions=())] * 3,
            ]
        )
    ]
    program = compile_policy({"main": Source("main", HARSH)}, "main").program
    assert program is not None
    steps, fewer = assert_alike(answers, program, events)
    assert fewer < steps


LOGS = Path(__file__).resolve().parents[3] / "shared" / "data" / "chat" / "irc"


@pytest.mark.skipif(not LOGS.is_dir(), reason="no logs at ../shared/data/chat/irc")
@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_real_logs_give_the_same(path: Path, answers) -> None:
    steps, fewer = assert_alike(answers, compiled(path), islice(read_events(LOGS), 20_000))
    assert fewer < steps
