"""All groups in one order: with files on the way as without, and each group in its own."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from policyq.apps.sorting import together
from policyq.events import order
from policyq.vocabulary.events import Event

STREAM = st.lists(st.tuples(st.integers(0, 50), st.sampled_from("abc")), max_size=60)


def made(rows: list[tuple[int, str]]) -> list[Event]:
    return [
        Event(str(n), at, group, "text", tags=frozenset({"t"}))
        for n, (at, group) in enumerate(rows)
    ]


@given(STREAM, st.integers(1, 20))
def test_runs_in_files_change_nothing(rows: list[tuple[int, str]], run: int) -> None:
    events = made(rows)
    assert list(together(events, run)) == order.together(events)


@given(STREAM)
def test_each_group_keeps_its_order_and_all_go_by_time(rows: list[tuple[int, str]]) -> None:
    events = made(rows)
    sorted_ = order.together(events)
    assert sorted(sorted_) == sorted(events)
    for group in "abc":
        mine = [one for one in events if one.group == group]
        assert [one for one in sorted_ if one.group == group] == mine
    if events == sorted(events, key=lambda one: one.time):
        assert sorted_ == events
    settled = order.together(order.settle(events, 100))
    assert settled == sorted(settled, key=lambda one: one.time)
