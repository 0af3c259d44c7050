"""The calendar day and the hour of an instant, quickly: they are what most things are counted by."""

from __future__ import annotations

from functools import lru_cache

from policyq.ir import clock
from policyq.vocabulary.types import MINUTE, Instant

# Zones differ from UTC by whole quarters of an hour since 1972.
QUARTER = 15 * MINUTE


def day_of(at: Instant, zone: str) -> str:
    """The calendar day in a time zone, as an ISO date."""
    return _day(at // QUARTER, zone)


@lru_cache(maxsize=4096)
def _day(quarter: int, zone: str) -> str:
    return clock.local(quarter * QUARTER, zone).date().isoformat()


def hour_of(at: Instant, zone: str) -> int:
    """The hour of the day, 0 to 23, in a time zone."""
    return _hour(at // QUARTER, zone)


@lru_cache(maxsize=4096)
def _hour(quarter: int, zone: str) -> int:
    return clock.local(quarter * QUARTER, zone).hour
