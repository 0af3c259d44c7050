"""The windows of a calendar are exactly the instants at which the evaluators hold them open."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policyq.ir import clock, nodes
from policyq.study.calendar import clock_changes, of_slots
from policyq.vocabulary.types import HOUR, MINUTE

ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Cairo",
)

slots = st.builds(
    nodes.Slot,
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.one_of(st.none(), st.frozensets(st.integers(0, 6), min_size=1, max_size=3)),
)


@settings(max_examples=40)
@given(
    st.lists(slots, min_size=1, max_size=3),
    st.sampled_from(ZONES),
    st.sampled_from(
        [
            date(2026, 3, 28),
            date(2026, 10, 24),
            date(2026, 10, 3),
            date(2026, 4, 23),
            date(2026, 6, 1),
        ]
    ),
)
def test_windows_agree_with_asking_every_quarter(
    some: list[nodes.Slot], zone: str, first: date
) -> None:
    windows = list(of_slots("x", some, zone, first, 3))
    start, end = (clock.midnight(date.fromordinal(first.toordinal() + n), zone) for n in (0, 3))
    for at in range(start, end, 15 * MINUTE):
        for near in (at, at + MINUTE, at + 14 * MINUTE):
            inside = any(clock.inside(slot, clock.local(near, zone)) for slot in some)
            assert any(one.start <= near < one.end for one in windows) == inside
    for one, other in pairwise(windows):
        assert one.start < one.end < other.start


def test_a_repeated_hour_counts_twice_and_a_skipped_one_never() -> None:
    odd = [nodes.Slot(120, 150)]
    autumn = list(of_slots("x", odd, "Europe/Berlin", date(2026, 10, 25), 1))
    assert [one.end - one.start for one in autumn] == [30 * MINUTE, 30 * MINUTE]
    assert autumn[1].start - autumn[0].start == HOUR
    assert list(of_slots("x", odd, "Europe/Berlin", date(2026, 3, 29), 1)) == []


def test_a_night_is_seen_whole_and_what_never_ends_is_told() -> None:
    night = list(of_slots("x", [nodes.Slot(23 * 60, 7 * 60)], "Asia/Shanghai", date(2026, 6, 1), 1))
    assert [one.end - one.start for one in night] == [8 * HOUR, 8 * HOUR]
    (always,) = of_slots("x", [nodes.Slot(0, 0)], "Asia/Shanghai", date(2026, 6, 1), 2)
    assert (always.before, always.beyond) == (True, True)


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Berlin", date(2026, 3, 29), [HOUR]),
        ("Europe/Berlin", date(2026, 10, 25), [-HOUR]),
        ("Australia/Lord_Howe", date(2026, 10, 4), [HOUR // 2]),
        ("Asia/Shanghai", date(2026, 3, 29), []),
    ],
)
def test_clock_changes(zone: str, day: date, expected: list[int]) -> None:
    found = clock_changes(zone, day, 1)
    assert [change.new - change.old for change in found] == expected
    for change in found:
        before, after = clock.local(change.at - 1, zone), clock.local(change.at, zone)
        assert before.utcoffset() != after.utcoffset()
