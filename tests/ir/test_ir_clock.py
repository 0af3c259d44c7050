"""Local time: midnights that are skipped, buckets that end once, slots with dates."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from programs import ZONES, instants

from policyq.ir import clock, nodes
from policyq.vocabulary.types import BUCKETS, DAY, HOUR, MINUTE


def at(written: str, zone: str, fold: int = 0) -> int:
    return clock.instant(
        datetime.fromisoformat(written).replace(tzinfo=clock.zone(zone), fold=fold)
    )


def test_a_day_whose_midnight_is_skipped_begins_when_the_clock_has_jumped() -> None:
    # In Beirut the clock goes from 00:00 to 01:00.
    begins = clock.midnight(date(2026, 3, 29), "Asia/Beirut")
    assert clock.local(begins, "Asia/Beirut").isoformat() == "2026-03-29T01:00:00+03:00"
    assert clock.local(begins - 1, "Asia/Beirut").date() == date(2026, 3, 28)


@given(
    st.sampled_from(ZONES),
    st.sampled_from(BUCKETS),
    st.integers(0, 20),
    st.integers(-3 * HOUR // MINUTE, 3 * HOUR // MINUTE),
)
def test_a_bucket_does_not_come_again_after_its_end(zone, kind, which, minutes) -> None:
    changes = instants(zone)
    time = changes[which % len(changes)] + minutes * MINUTE
    mine = clock.bucket(kind, clock.local(time, zone))
    end = clock.bucket_end(kind, time, zone)
    assert time < end <= time + 32 * DAY
    for later in (0, 1, MINUTE, 30 * MINUTE, HOUR, 90 * MINUTE, 2 * HOUR, 3 * HOUR, DAY, 40 * DAY):
        assert clock.bucket(kind, clock.local(end + later, zone)) != mine
    assert clock.bucket_end(kind, end - 1, zone) >= end


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("hour", "2026-10-25T03:00"),
        ("day", "2026-10-26T00:00"),
        ("week", "2026-10-26T00:00"),
        ("month", "2026-11-01T00:00"),
    ],
)
def test_the_end_of_a_bucket_with_a_repeated_hour(kind: str, end: str) -> None:
    zone = "Europe/Berlin"
    assert clock.bucket_end(kind, at("2026-10-25T02:30", zone), zone) == at(end, zone)
    assert clock.bucket_end(kind, at("2026-10-25T02:30", zone, fold=1), zone) == at(end, zone)


def test_a_slot_with_dates_alone_keeps_to_its_dates() -> None:
    slot = nodes.Slot(600, 660, None, (("2026-05-01", "2026-05-02"),))
    inside = [clock.inside(slot, datetime(2026, 5, day, 10)) for day in (1, 2, 3)]  # noqa: DTZ001
    assert inside == [True, True, False]
