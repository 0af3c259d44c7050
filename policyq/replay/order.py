"""A log in the order in which it is decided, group by group, and which of its rows have to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from policyq.ir import ticks
from policyq.replay.across import Across
from policyq.replay.columns import Mask, Numbers
from policyq.replay.deeds import MESSAGE
from policyq.replay.rows import Rows
from policyq.replay.screen import Bits, Screen
from policyq.replay.windows import Windows
from policyq.vocabulary.types import LATENESS

MOST: Final = 1 << 31
"""No more rows than fit into the numbers that windows are sorted by."""


PREVENTED: Final = 2


class Odd(Exception):
    """A log that has to be looked at event by event."""


class Unfit(Odd):
    """One that has to, in whatever form it is had."""


class Read(NamedTuple):
    """The rows of a log in the order in which they were read, each some numbers."""

    times: Numbers
    groups: Numbers
    senders: Numbers
    targets: Numbers | None
    deeds: NDArray[np.uint8]
    """As of `policyq.replay.deeds`."""
    hot: NDArray[np.bool_]
    odd: NDArray[np.bool_]
    """Those of them that nobody can count but one by one."""
    bits: Bits
    """A column for each policy, and so the next: a log can be screened for several at once."""
    unknown: Bits
    keys: Numbers | None
    joined: Numbers | None
    members: Numbers | None
    ids: Numbers
    """A hash of each id and its group."""
    lacks: NDArray[np.uint8]
    """1: no role is told, 2: no tags."""
    files: Numbers
    """The number of the file."""
    rows: Numbers
    """The number of the row in the whole log."""
    places: Numbers | None
    """A number for what whoever asked for it counts rows by."""
    names: list[str]
    accounts: list[str]
    kinds: frozenset[str]
    told: frozenset[str]
    """The fields that any row tells."""


class Log(NamedTuple):
    """A log in columns, in the order in which it is decided; all of a group stand together."""

    groups: Sequence[tuple[str, int, int]]
    """Each group, its first row and the one after its last."""
    times: Numbers
    senders: Numbers
    """The number of the sender; -1: not known."""
    accounts: Sequence[str]
    """By number."""
    deeds: NDArray[np.uint8]
    """As of `policyq.replay.deeds`."""
    alone: Mask
    """Whether the row is of a member who has to be followed one by one; of all others columns tell when
    they were in their group."""
    joined: Numbers | None
    """When the sender joined, as the log says it of messages: of all of one member or of none, which
    is -1."""
    members: Numbers | None
    """How many are in the group, as the log says it; -1: it does not."""
    places: Numbers | None
    """As of `Read`."""
    hot: bytearray
    """1: this row goes the usual way. All others are of a member, and messages if that is `alone`;
    `PREVENTED`: the policy would have prevented it."""
    near: bytearray
    """1: what windows hold at this row makes a difference to the rules of the first policy, if it is
    looked at and a message or the like."""
    counted: bytearray
    """1: this row is counted in columns, whether or not the policy has anything to say of it."""
    unknown: Sequence[Bits]
    """By policy: the rules that are unknown of a row that is passed over, a bit for each."""
    whole: frozenset[str]
    """Groups all of whose rows are hot, and not in their order: some came too late."""


class Sorted(NamedTuple):
    """A log in the order in which it is decided, and what is to be looked at."""

    log: Log
    rows: Numbers
    """As of `Read`."""
    order: Numbers
    """The number of each row among those that were read."""
    windows: Sequence[Windows]
    """By policy."""
    line: Numbers | None
    """The place of each row among those of all groups, where these are decided together."""


def sort(
    screens: Sequence[Screen],
    read: Read,
    suppressed: bool = False,
    asks: bool = False,
    turns: Numbers | None = None,
) -> Sorted:
    """Puts a log in the order in which it is decided, and asks the windows of every policy that it
    was screened for. ``suppressed``: not all of it may happen; ``asks``: of what is looked at as much
    is counted in columns as can be; ``turns``: where all groups are decided together, those of
    `policyq.replay.arrival`. Raises `Odd`."""
    late = _late(read)
    if len(late):
        _check_late(read, turns)
    alone = read.odd if asks else read.hot
    alone = alone | repeated(read) | np.isin(read.groups, late)
    alone |= _unsure(read, alone)
    followed = _followed(read, alone) if asks else np.ones(len(alone), np.bool_)
    alone |= followed & (read.deeds != MESSAGE)
    hot = read.hot | alone
    order = _order(read, late)
    rows = _rows(read, order)
    hot = hot[order]
    line = None if turns is None else in_line(rows.times, turns)
    starts = np.flatnonzero(np.diff(rows.groups, prepend=-1))
    # From the first event of a group on ticks are due.
    hot[starts] |= any(ticks.asked(screen.live.program).any for screen in screens)
    windows = [
        _windows(
            screen,
            rows if not number else rows._replace(bits=read.bits[order, number]),
            hot,
            suppressed,
            line,
        )
        for number, screen in enumerate(screens)
    ]
    near = np.zeros(len(hot), np.bool_)
    near[hot] = windows[0].matters(np.flatnonzero(hot))
    ends = [*starts[1:].tolist(), len(order)]
    log = Log(
        groups=[
            (read.names[int(rows.groups[start])], start, end)
            for start, end in zip(starts.tolist(), ends, strict=True)
        ],
        times=rows.times,
        senders=rows.senders,
        accounts=read.accounts,
        deeds=read.deeds[order],
        alone=followed[order],
        joined=None if read.joined is None else read.joined[order],
        members=None if read.members is None else read.members[order],
        places=None if read.places is None else read.places[order],
        hot=bytearray(hot.tobytes()),
        near=bytearray(near.tobytes()),
        counted=bytearray((~(alone[order] if asks else hot)).tobytes()),
        unknown=[own[order] for own in read.unknown.T],
        whole=frozenset(read.names[number] for number in late.tolist()),
    )
    return Sorted(log, read.rows, order, windows, line)


def _check_late(read: Read, turns: Numbers | None) -> None:
    if _again(read):
        # The reading leaves these out (`policyq.apps.logs.again`).
        raise Odd
    if turns is not None:
        raise Unfit


def _order(read: Read, late: Numbers) -> Numbers:
    times = read.times
    if len(late):
        # These are put in order as they are decided.
        times = np.where(np.isin(read.groups, late), np.arange(len(times)), times)
    order: Numbers = np.lexsort((times, read.groups))
    return order


def _rows(read: Read, order: Numbers) -> Rows:
    return Rows(
        read.times[order],
        read.groups[order],
        read.senders[order],
        read.bits[order, 0],
        None if read.keys is None else read.keys[order],
        read.accounts,
    )


def in_line(times: Numbers, turns: Numbers) -> Numbers:
    """The place of each row in one line of time, as `policyq.events.order.together` has it."""
    found = np.empty(len(times), np.int64)
    found[np.lexsort((turns, times))] = np.arange(len(times))
    return found


def _windows(
    screen: Screen, rows: Rows, hot: Mask, suppressed: bool, line: Numbers | None
) -> Windows:
    """The windows of a policy; where they may hold enough, a row becomes hot."""
    program = screen.live.program
    # Where not all happens, nobody knows beforehand that a window holds too much.
    unsure = np.ones(len(hot), np.bool_) if suppressed else hot
    across = None if line is None else Across(program, rows, line)
    windows = Windows(program, screen.live.names, rows, screen.tiered, unsure, across)
    for bit, number in enumerate(screen.windowed, len(program.counters) + len(screen.tiered)):
        asked = np.flatnonzero((rows.bits >> np.uint64(bit) & np.uint64(1) == 1) & ~hot)
        hot[asked] = windows.perhaps(program.rules[number].condition, asked)
    return windows


def _late(read: Read) -> Numbers:
    """The groups in which a row came more than the lateness behind another."""
    return np.unique(read.groups[behind(read.times, read.groups) > LATENESS])


def behind(times: Numbers, groups: Numbers) -> Numbers:
    """How far each row is behind the newest of its group before it; 0 if it is not. Raises `Odd`."""
    order = groups.argsort(kind="stable")
    least = int(times.min())
    width = int(times.max()) - least + 1
    if width * (int(groups.max()) + 1) >= 1 << 62:
        raise Odd
    shifted = times[order] - least + groups[order] * width
    found = np.empty(len(order), np.int64)
    found[order] = np.maximum.accumulate(shifted) - shifted
    return found


def repeated(read: Read) -> Mask:
    """The rows that share their id with another row of their group, and perhaps some others."""
    order = read.ids.argsort(kind="stable")
    ids = read.ids[order]
    same = ids[1:] == ids[:-1]
    repeated = np.zeros(len(order), np.bool_)
    repeated[order[1:][same]] = repeated[order[:-1][same]] = True
    return repeated


def _again(read: Read) -> bool:
    """Whether a row that is late was there before: its id, time and sender."""
    some = np.flatnonzero(repeated(read))
    order = np.lexsort((read.times[some], read.senders[some], read.ids[some]))
    same = np.ones(max(len(some) - 1, 0), np.bool_)
    for column in (read.ids, read.senders, read.times):
        same &= np.diff(column[some][order]) == 0
    # Those that are alike stand in the order in which they were read.
    late = behind(read.times, read.groups)[some][order] > LATENESS
    return bool((same & late[1:]).any())


def _unsure(read: Read, alone: Mask) -> Mask:
    """The rows of members of whom not all messages tell the same of when they joined; ``alone``: of
    these nobody takes them together."""
    joined = read.joined
    if joined is None:
        return np.zeros(len(read.times), np.bool_)
    _, who = np.unique((read.groups << 32) + read.senders, return_inverse=True)
    counted = ~alone | (joined != -1)
    order = who.argsort(kind="stable")
    order = order[counted[order]]
    others = order[1:][np.diff(joined[order]) != 0]
    before = order[:-1][np.diff(joined[order]) != 0]
    unsure = np.zeros(int(who.max()) + 1, np.bool_)
    unsure[who[others][who[others] == who[before]]] = True
    return unsure[who]


def _followed(read: Read, alone: Mask) -> Mask:
    """The rows of members of whom any row has to be looked at by itself: who somebody aims at, and of
    whom the log does not tell one thing, too."""
    groups = read.groups << 32
    who = groups + read.senders
    some = alone if read.joined is None else alone | (read.joined > read.times)
    odd = who[some]
    if read.targets is not None:
        aimed = read.targets >= 0
        odd = np.concatenate((odd, groups[aimed] + read.targets[aimed]))
    odd = np.unique(odd)
    if not len(odd):
        return np.zeros(len(who), np.bool_)
    found: Mask = odd.take(odd.searchsorted(who), mode="clip") == who
    return found
