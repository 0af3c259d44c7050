"""When each row of a log is decided, among those of all groups, if the log is gone through event by
event: as `policyq.events.order.settle` lets them go.

A row waits for one of its group that is the lateness ahead of it, or for the end of the log.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from policyq.replay.columns import Numbers
from policyq.replay.order import MOST, Odd, Read
from policyq.vocabulary.types import LATENESS

AT_END: Final = MOST
"""From here on stand those that wait for the end, group after group as they first came."""
TICKS: Final = 2 * MOST
"""From here on stand the ticks that are due then: those of each group where its first row is, so much
later."""


def turns(read: Read) -> Numbers:
    """A number for each row of a log, in the order in which each group is decided. All rows stand in
    the order of these, and those that have the same one in the order of their group. The numbers of
    a part of a log fit those of the others. Raises `Odd`."""
    order = read.groups.argsort(kind="stable")
    groups, times = read.groups[order], read.times[order]
    least = int(times.min())
    width = int(times.max()) - least + 1 + LATENESS
    if width * (int(groups.max()) + 1) >= 1 << 62:
        raise Odd
    shifted = times - least + groups * width
    ahead = np.maximum.accumulate(shifted).searchsorted(shifted + LATENESS)
    places = np.arange(len(order))
    ahead = np.maximum(ahead, places)
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    ends = np.append(starts[1:], len(order))
    own = starts.searchsorted(places, "right") - 1
    rows = read.rows[order]
    waits = ahead >= ends[own]
    numbers = np.where(waits, AT_END + rows[starts[own]], rows[np.where(waits, 0, ahead)])
    # Of a group in which some come too late the rows stand as they came, and are decided by turns.
    turned: Numbers = numbers[np.lexsort((numbers, groups))]
    return turned
