"""Who is complained of, though they never wrote: by the roster, else an ordinary member."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from policyq.diagnostics.source import Source
from policyq.events.assume import Assumption
from policyq.events.roster import Roster, Row
from policyq.ir.evaluator import Evaluator, Reference
from policyq.live import to_python
from policyq.pipeline import Compiled, compile_policy
from policyq.study import verdicts
from policyq.study.examples import Result, run
from policyq.study.explain import explain
from policyq.study.simulate import simulate
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, MINUTE, SECOND, Instant

START: Instant = 1_767_571_200 * SECOND
POLICY = """policy "x" version 1
timezone Asia/Shanghai
exempt admin
rule told when complaint then mute 1 day against the other
"""


def compiled(text: str = "") -> Compiled:
    source = Source("x.policyq", POLICY + text)
    made = compile_policy({source.name: source}, source.name)
    assert made.program is not None and made.checked is not None, made.diagnostics
    return made


PROGRAM = compiled().program
assert PROGRAM is not None


def event(number: int, minute: float = 0, **said: object) -> Event:
    given = {"kind": "complaint", "sender": "ming", "target": "wu", **said}
    time = START + int(minute * MINUTE)
    return Event(f"e{number}", time, "g", **given)  # type: ignore[arg-type]


def muted(events: Iterable[Event], *rows: Row, engine: type[Reference] | None = None) -> list[str]:
    """The ids of the events for which somebody is muted."""
    evaluator: Evaluator = engine(PROGRAM) if engine else to_python(PROGRAM)
    filled = [Assumption().take(one) for one in events]
    steps = simulate(evaluator, filled, roster=Roster(rows))
    return [step.event.id for step in steps if step.own and step.own.actions]


def row(**said: object) -> Row:
    return Row("g", "wu")._replace(**said)  # type: ignore[arg-type]


@pytest.mark.parametrize("engine", [Reference, None])
def test_the_roster_says_who_never_wrote(engine: type[Reference] | None) -> None:
    assert muted([event(1)], engine=engine) == ["e1"]
    assert muted([event(1)], row(name="Wu"), engine=engine) == ["e1"]
    assert muted([event(1)], row(role="admin"), engine=engine) == []
    assert muted([event(1)], row(role="bot"), engine=engine) == []


def test_a_row_for_all_groups_tells_too() -> None:
    assert muted([event(1)], Row("", "wu", role="admin")) == []


def test_a_role_of_the_roster_holds_from_its_day_on() -> None:
    rows = row(role="member"), row(role="admin", valid_from=START + MINUTE)
    assert muted([event(1), event(2, 1)], *rows) == ["e1"]
    wrote = event(3, 0, kind="text", sender="wu", target=None, text="hi", role="member")
    assert muted([wrote, event(1, 0.5), event(2, 1)], *rows) == ["e1"]


def test_what_the_last_event_said_stands_before_an_older_row() -> None:
    wrote = event(3, kind="text", sender="wu", target=None, text="hi", role="admin")
    assert muted([wrote, event(1, 1)], row(role="member")) == []
    assert muted([wrote, event(1, 1)]) == []


def test_who_is_a_bot_or_left_is_no_ordinary_member() -> None:
    bot = event(3, kind="text", sender="wu", target=None, text="hi", role="bot")
    assert muted([bot, event(1, 1)]) == []
    wrote = event(3, kind="text", sender="wu", target=None, text="hi")
    gone = event(4, 1, kind="leave", sender="wu", target=None)
    assert muted([wrote, gone, event(1, 2)]) == []


def test_a_running_policy_assumes_nothing() -> None:
    asked = Assumption().take(event(1))
    assert [lost.because for lost in to_python(PROGRAM).decide(asked).lost] == ["exempt"]


@pytest.mark.parametrize(("role", "lost"), [("admin", ["exempt"]), ("member", [])])
def test_an_explanation_asks_the_roster_as_a_replay_does(role: str, lost: list[str]) -> None:
    asked = Assumption().take(event(1, DAY // MINUTE))
    found = explain(to_python(PROGRAM), [], asked, Roster([row(role=role)]))
    assert [one.because for one in found.decision.lost] == lost


# -- examples ----------------------------------------------------------------------------------


def result(steps: str) -> tuple[Result, list[str]]:
    """What became of an example, and what it says is missing."""
    made = compiled(f'example "e"\n{steps}\n')
    assert made.program is not None and made.checked is not None
    found = run(made.checked, made.program)
    told = verdicts.diagnostics(found.failed, made.program)
    return found, [" | ".join(one.args["missing"]) for one in told]


def test_who_is_only_complained_of_is_an_ordinary_member_in_examples() -> None:
    found, _ = result('  10:00 Ming complaint "Wu"\n  expect mute 1 day against the other')
    assert found.passed and not found.failed


def test_a_missing_effect_says_what_held_it_back() -> None:
    found, told = result(
        '  09:00 Wu (admin): "hi"\n  10:00 Ming complaint "Wu"\n'
        "  expect mute 1 day against the other"
    )
    assert not found.passed
    assert "没有执行：told: 对方豁免" in told[0].replace("`", "")
    assert "held back: told: the other is exempt, or may be" in told[0].replace("`", "")


def test_what_lost_before_the_expectation_before_is_not_blamed() -> None:
    _, told = result(
        '  09:00 Wu (admin): "hi"\n  10:00 Ming complaint "Wu"\n  expect nothing\n'
        '  11:00 Wu: "hi"\n  expect mute 1 day'
    )
    assert len(told) == 1 and "held back" not in told[0]
