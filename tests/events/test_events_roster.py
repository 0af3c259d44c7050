"""Order, rosters, and what is assumed where both log and roster are silent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyq.events.assume import Assumption
from policyq.events.order import Clock, in_order, settle
from policyq.events.roster import GroupRow, Roster, Row, enrich, enrich_all
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import SECOND


def said(at: int, sender: str | None = "u", group: str = "g", **more: object) -> Event:
    return Event(str(at), at, group, "text", sender=sender, text="x")._replace(**more)  # type: ignore[arg-type]


def test_one_instant_keeps_its_arrival() -> None:
    events = [Event("10", 5, "g", "text"), Event("9", 5, "g", "text"), Event("1", 4, "g", "text")]
    assert [e.id for e in in_order(events)] == ["1", "10", "9"]


STREAM = st.lists(st.tuples(st.integers(0, 50), st.sampled_from("ab")), max_size=40)


@given(STREAM, st.integers(0, 60))
def test_settling_loses_nothing_and_sorts_what_is_in_time(
    rows: list[tuple[int, str]], lateness: int
) -> None:
    events = [Event(str(i), at, group, "text") for i, (at, group) in enumerate(rows)]
    settled = list(settle(events, lateness))
    assert sorted(settled) == sorted(events)
    for group in "ab":
        mine = [e for e in events if e.group == group]
        behind = [
            e.time < max(f.time for f in mine[: i + 1]) - lateness for i, e in enumerate(mine)
        ]
        if not any(behind):
            assert [e for e in settled if e.group == group] == in_order(mine)


def test_a_late_event_stands_where_it_came() -> None:
    events = [said(0), said(100), said(3), said(200)]
    assert [e.time for e in settle(events, 50)] == [0, 3, 100, 200]
    assert [e.time for e in settle([*events, said(4)], 50)] == [0, 3, 100, 4, 200]


def test_a_clock_counts_steps_back_by_group() -> None:
    clock = Clock(lateness=10)
    behind = [
        clock.see(said(at, group=g)) for at, g in ((100, "g"), (99, "g"), (5, "h"), (80, "g"))
    ]
    assert behind == [0, 1, 0, 20]
    assert (clock.back, clock.late, clock.most) == (2, 1, 20)


def test_a_roster_fills_only_what_is_not_said() -> None:
    roster = Roster([Row("g", "u", name="明", role="admin", tags=frozenset({"老师"}), joined=1)])
    assert enrich(said(5), roster)[5:9] == ("明", "admin", frozenset({"老师"}), 1)
    own = said(5, role="member", tags=frozenset())
    assert enrich(own, roster).role == "member"
    assert enrich(own, roster).tags == frozenset()
    assert enrich(said(5, "v"), roster) == said(5, "v")
    assert enrich(said(5, None), roster) == said(5, None)
    assert enrich(said(0), roster).role is None


def test_rows_hold_from_start_to_end_and_the_newest_speaks_first() -> None:
    roster = Roster(
        [
            Row("", "u", role="guest", name="全局"),
            Row("g", "u", role="member"),
            Row("g", "u", role="admin", valid_from=10, valid_until=20),
            Row("g", "w", role="owner", left=15),
        ]
    )
    roles = [event.role for event in enrich_all([said(at) for at in (9, 10, 19, 20)], roster)]
    assert roles == ["member", "admin", "admin", "member"]
    assert enrich(said(9), roster).name == "全局"
    assert enrich(said(9, group="h"), roster).role == "guest"
    assert [enrich(said(at, "w"), roster).role for at in (14, 15)] == ["owner", None]


def test_a_group_is_sized_by_its_row_or_by_a_complete_roster() -> None:
    rows = [
        Row("g", "a", joined=10), Row("g", "b", left=30), Row("g", "c", joined=20, left=25),
        Row("g", "a", role="admin", valid_from=15), Row("", "z"),
    ]  # fmt: skip
    assert Roster(rows).size("g", 5) is None
    roster = Roster(rows, [GroupRow("h", members=300, valid_from=7)], complete=True)
    assert [roster.size("g", at) for at in (5, 10, 20, 25, 30)] == [1, 2, 3, 2, 1]
    assert [roster.size("h", at) for at in (6, 7)] == [None, 300]
    assert enrich(said(10), roster).members == 2


def test_group_facts_are_filled_in() -> None:
    roster = Roster(groups=[GroupRow("g", "考研", frozenset({"学习"}), 9, "wechat")])
    filled = enrich(said(1, None), roster)
    assert filled[-6:-2] == (9, "考研", frozenset({"学习"}), "wechat")


def test_what_rests_on_the_assumption_is_counted() -> None:
    assumption = Assumption()
    events = [
        said(1), said(2, role="admin"), said(3, role="admin", tags=frozenset()),
        said(4, None, kind="day_end"),
    ]  # fmt: skip
    taken = list(assumption.over(events))
    assert [(e.role, e.tags) for e in taken] == [
        ("member", frozenset()), ("admin", frozenset()), ("admin", frozenset()), (None, None),
    ]  # fmt: skip
    assert (assumption.events, assumption.personal, assumption.rests) == (4, 3, 2)
    assert (assumption.roles, assumption.tags, assumption.share) == (1, 2, 0.5)
    assert taken[0].members is None


def test_joins_in_the_log_say_when_a_member_joined() -> None:
    assumption = Assumption(count_members=True)
    events = [
        said(1), said(5 * SECOND, kind="join"), said(6 * SECOND), said(7 * SECOND, "v"),
        said(8 * SECOND, kind="leave"), said(9 * SECOND),
    ]  # fmt: skip
    taken = list(assumption.over(events))
    five = 5 * SECOND
    assert [e.joined for e in taken] == [None, five, five, None, five, None]
    assert [e.members for e in taken] == [1, 1, 1, 2, 1, 2]
    assert assumption.counted == 6
