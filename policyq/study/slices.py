"""How large a group is: the size band that its events are counted in."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyq.study.numbers import band_of
from policyq.vocabulary.events import Event


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
