"""Where an event belongs when it is counted apart: the size band of its group, the hour of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from policyq.ir import clock
from policyq.study.numbers import band_of
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import MINUTE, Instant

# Zones differ from UTC by whole quarters of an hour since 1972.
QUARTER = 15 * MINUTE


@dataclass(slots=True)
class Size:
    """How large one group is, as far as its events have told; what was said once holds until it
    is said anew, and until then the distinct senders count."""

    band: str = band_of(0)
    sized: bool = False
    seen: set[str] = field(default_factory=set)

    def see(self, event: Event) -> None:
        """Who and how many are in the group, as far as the event tells."""
        if event.sender is not None:
            self.seen.add(event.sender)
        if event.members is not None:
            self.sized, self.band = True, band_of(event.members)
        elif not self.sized:
            self.band = band_of(len(self.seen))


def hour_of(at: Instant, zone: str) -> int:
    """The hour of the day, 0 to 23, in a time zone."""
    return _hour(at // QUARTER, zone)


@lru_cache(maxsize=4096)
def _hour(quarter: int, zone: str) -> int:
    return clock.local(quarter * QUARTER, zone).hour
