"""What was handled without a human, and by what: counted by hand, and so that it adds up."""

from __future__ import annotations

import json

import pytest
from streams import seeded
from study_made import LADDER, MESSAGE, MIXED, by_owner, do, message, program, rule, says, stream

from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.study.handled import MEANS, Handled, means_of
from policyq.study.numbers import Rates
from policyq.study.rates import rates
from policyq.study.report import Log, Report, to_json, to_text
from policyq.study.simulate import simulate
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import Event

OWNER = (nodes.Who(role="owner"),)


def replayed(policy: nodes.Program, events: list[Event]) -> Rates:
    return rates(policy, simulate(Reference(policy), events))


def of(effects: tuple[nodes.Effect, ...], *more: Event) -> Handled:
    policy = program(rule("r", says("bad"), *effects), ladders=(LADDER,))
    return replayed(policy, [message(1, "bad"), message(2, "good", minute=1), *more]).handled


@pytest.mark.parametrize(
    ("effects", "means", "human"),
    [
        ((do("delete"), do("mute", 10)), {"delete", "penalty"}, False),
        ((nodes.Climb("standard"),), {"penalty"}, False),
        ((do("lock", 10),), {"lock"}, False),
        ((do("reply"),), {"reply"}, False),
        ((do("record"), do("tag", tag="t")), {"record"}, False),
        ((do("notify", to=OWNER),), {"notify"}, False),
        ((do("handover", to=OWNER), do("delete")), {"handover", "delete"}, True),
        ((do("remove", confirm=by_owner()),), {"confirmation"}, True),
        ((do("remove", confirm=by_owner()), do("delete")), {"confirmation", "delete"}, True),
    ],
)
def test_an_event_counts_once_and_for_each_of_its_means(
    effects: tuple[nodes.Effect, ...], means: set[str], human: bool
) -> None:
    found = of(effects)
    counted, other = (found.human, found.machine) if human else (found.machine, found.human)
    assert counted == {"": 1, **dict.fromkeys(means, 1)}
    assert not other


def test_what_follows_from_a_question_is_no_new_event() -> None:
    asks = (do("remove", confirm=by_owner(2, do("mute", 60))),)
    late = of(asks, message(3, "good", minute=121))
    assert late.human == {"": 1, "confirmation": 1} and not late.machine
    verdict = message(
        3, "", "boss", 5, kind="verdict", refers="e1/penalty", result="approve", role="owner"
    )
    agreed = of(asks, verdict._replace(text=None))
    assert agreed.human == {"": 1, "confirmation": 1} and not agreed.machine


def test_who_joins_a_question_asks_nobody_anew() -> None:
    asks = (do("remove", confirm=by_owner()),)
    found = of(asks, message(3, "bad", minute=2))
    assert (found.human[""], found.machine) == (1, {"": 1, "nothing": 1})


def test_what_a_calendar_and_a_ranking_do_is_their_own() -> None:
    ranking = nodes.Ranking("best", "day", "c1", 3)
    counter = nodes.Counter("c1", "count", None, MESSAGE, ("sender",), 0, ("day",))
    ended = nodes.And((nodes.KindIn(frozenset({"day_end"})), nodes.Ranked("best")))
    told = program(
        rule("best", ended, do("reply")), rule("r", says("bad"), do("reply")),
        rankings=(ranking,), counters=(counter,),
    )  # fmt: skip
    found = replayed(told, [message(1, "bad"), message(2, "good", minute=3000)]).handled
    assert found.machine["calendar"] >= 1 and found.machine["reply"] == 1


@pytest.mark.parametrize("seed", range(40))
def test_it_adds_up(seed: int) -> None:
    case = seeded(seed)
    policy, events = (case.program, list(case.events)) if seed % 2 else (MIXED, stream(seed))
    counted = replayed(policy, events)
    found = counted.handled
    for counter in (found.machine, found.human):
        assert all(counter[means] <= counter[""] for means in MEANS)
        assert counter[""] <= sum(counter[means] for means in MEANS)
        assert set(counter) <= {"", *MEANS}
    assert found.human[""] <= counted.all.administrator
    assert found.machine["confirmation"] == found.machine["handover"] == 0
    halves = Rates() + counted
    assert halves.handled == found


@pytest.mark.parametrize(
    ("language", "says_so"), [("zh", "机器独自处理"), ("en", "the machine alone handled")]
)
def test_the_report_tells_it_and_json_has_the_same(language: str, says_so: str) -> None:
    counted = replayed(MIXED, stream(3))
    report = Report(MIXED, "observed", Log(), counted, None, "0")
    assert says_so in to_text(report, language)
    told = json.loads(to_json(report))["handled"]
    assert told["events"] == told["machine"] + told["human"] > 0
    assert told["machine_share"] == round(told["machine"] / told["events"], 6)
    top = told["busiest_fifth"]
    fired = sorted((one.fired for one in counted.rules.values()), reverse=True)
    assert (top["rules"], top["fired"]) == (2, sum(fired[:2]))
    empty = Report(MIXED, "observed", Log(), Rates(), None, "0")
    assert says_so not in to_text(empty, language)


def test_every_action_is_one_of_the_means() -> None:
    found = {means_of(action) for action in ACTIONS}
    assert found | {"calendar", "confirmation", "nothing"} == set(MEANS)
    assert [means_of(one) for one in ("unmute", "redeem", "tag")] == ["penalty", "points", "record"]
