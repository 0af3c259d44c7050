"""The calendar day of an instant, quickly: days are what most things are counted by."""

from __future__ import annotations

from functools import lru_cache

from policyq.ir import clock
from policyq.vocabulary.types import MINUTE, Instant

# Zones differ from UTC by whole quarters of an hour since 1972.
_QUARTER = 15 * MINUTE


def day_of(at: Instant, zone: str) -> str:
    """The calendar day in a time zone, as an ISO date."""
    return _day(at // _QUARTER, zone)


@lru_cache(maxsize=4096)
def _day(quarter: int, zone: str) -> str:
    return clock.local(quarter * _QUARTER, zone).date().isoformat()
