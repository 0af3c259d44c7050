"""What became of appeals: counted by hand, and so that it adds up."""

from __future__ import annotations

import json

import pytest
from streams import seeded
from study_made import by_owner, do, message, program, rule, says

from policyq.ir import nodes
from policyq.ir.evaluator import Reference
from policyq.study.appeals import Appeals
from policyq.study.numbers import Rates
from policyq.study.rates import rates
from policyq.study.report import Log, Report, to_json, to_text
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY

COURT = program(
    rule("ads", says("buy"), do("warn")),
    rule("bad", says("bad"), do("mute", 10)),
    rule(
        "heard",
        nodes.KindIn(frozenset({"appeal"})),
        do("forgive", 24 * 60, confirm=by_owner(1)),
    ),
    forgives=2 * DAY,
)


def appeal(number: int, minute: float, sender: str = "ming") -> Event:
    return message(number, sender=sender, minute=minute, kind="appeal")._replace(text=None)


def verdict(number: int, minute: float, about: int, result: str) -> Event:
    more = {"refers": f"e{about}/forgive", "result": result, "role": "owner", "kind": "verdict"}
    return message(number, sender="boss", minute=minute, **more)._replace(text=None)


EVENTS = [
    message(1, "buy", minute=0),
    message(2, "bad", minute=1),
    appeal(3, 2),
    appeal(4, 3),  # joins
    verdict(5, 4, 3, "approve"),  # of the mute
    appeal(6, 5),
    verdict(7, 6, 6, "reject"),  # of the warning
    appeal(8, 7),  # upheld
    appeal(9, 8, "hong"),  # nothing
    message(10, "bad", "hong", 9),
    appeal(11, 10, "hong"),
    message(12, "later", "hong", 200),  # nobody answered
    message(13, sender="lin", minute=210, kind="outcome", action="mute", target="lin",
            result="done", until=None)._replace(text=None),
    appeal(14, 220, "lin"),
]  # fmt: skip


def counted(policy: nodes.Program, events: list[Event]) -> Rates:
    return rates(policy, simulate(Reference(policy), events))


def test_each_appeal_is_counted_with_the_rule_whose_penalty_it_is() -> None:
    found = counted(COURT, EVENTS).appeals
    assert found.penalties == {"ads": 1, "bad": 2}
    assert found.asked == {"bad": 2, "ads": 1, "": 1}
    assert found.forgiven == {"bad": 1}
    assert found.rejected == {"ads": 1}
    assert found.unanswered == {"bad": 1}
    assert found.in_vain == {"upheld": 1, "no_penalty": 1}


def test_what_is_forgiven_at_once_was_asked_for() -> None:
    at_once = rule("heard", nodes.KindIn(frozenset({"appeal"})), do("forgive", 60))
    policy = program(rule("bad", says("bad"), do("mute", 10)), at_once, forgives=DAY)
    found = counted(policy, [message(1, "bad"), appeal(2, 1), appeal(3, 2)]).appeals
    assert (found.asked, found.forgiven) == ({"bad": 1}, {"bad": 1})
    assert found.in_vain == {"no_penalty": 1}


@pytest.mark.parametrize("seed", range(60))
def test_it_adds_up(seed: int) -> None:
    case = seeded(seed)
    found = counted(case.program, list(case.events)).appeals
    for name, asked in found.asked.items():
        assert asked >= found.forgiven[name] + found.rejected[name] + found.unanswered[name]
    both = Rates() + counted(case.program, list(case.events))
    assert both.appeals == found


@pytest.mark.parametrize(("language", "row"), [("zh", "管理员手动处罚"), ("en", "by hand")])
def test_the_report_tells_it_and_json_has_the_same(language: str, row: str) -> None:
    report = Report(COURT, "observed", Log(), counted(COURT, EVENTS), None, "0")
    text = to_text(report, language)
    assert row in text and "25.0 %" in text
    told = json.loads(to_json(report))["appeals"]
    assert told["asked"] == {"bad": 2, "ads": 1, "": 1}
    empty = Report(COURT, "observed", Log(), Rates(), None, "0")
    assert row not in to_text(empty, language)
    assert json.loads(to_json(empty))["appeals"]["asked"] == {}
    assert Appeals() == Rates().appeals
