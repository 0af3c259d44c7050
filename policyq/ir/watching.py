"""Watches: N periods in a row, once for each incident, and what is done when it ends.

A watch counts the known periods in a row for which its condition is true. One of which it is
false, or unknown, or of which nothing was heard breaks the run. It fires when the run is as long
as it asks, and is then on alarm until a period of which the condition is known to be false.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policyq.ir import nodes
from policyq.ir.measuring import day_before, ends, first_day
from policyq.ir.memory import Run, Standing
from policyq.vocabulary.events import Event


class Told(NamedTuple):
    """What the watches make of the rules that are true or unknown of an event."""

    fired: list[nodes.Rule]
    """Ordinary rules, and watches whose run is full."""
    ended: list[nodes.Rule]
    """Watches whose incident is over."""
    unknown: list[str]


def watch(
    program: nodes.Program,
    standing: Standing,
    event: Event,
    fired: Sequence[nodes.Rule],
    unknown: Sequence[str],
) -> Told:
    """Steps every watch of which a period ends with the event; ``standing`` remembers it."""
    if event.kind != "day_end":
        return Told([*fired], [], [*unknown])  # a watch is false of anything else
    true = {rule.name for rule in fired if rule.watch is not None}
    watches = {rule.name for rule in program.rules if rule.watch is not None}
    told = Told(
        [rule for rule in fired if rule.watch is None],
        [],
        [name for name in unknown if name not in watches],
    )
    for rule in program.rules:
        if rule.watch is None or not ends(rule.watch.period, event.time, program.timezone):
            continue
        is_unknown = rule.name in unknown
        told.unknown.extend([rule.name] if is_unknown else [])
        day = first_day(rule.watch.period, event.time, program.timezone)
        run = standing.watches.get(rule.name, Run())
        if day.toordinal() <= run.day:
            continue  # this period was judged already
        length = run.length if run.day == day_before(day, rule.watch.period).toordinal() else 0
        length = min(length + 1, rule.watch.run) if rule.name in true else 0
        alarm = run.alarm
        if length == rule.watch.run and not alarm:
            alarm = True
            told.fired.append(rule)
        elif alarm and rule.name not in true and not is_unknown:
            alarm = False
            told.ended.append(rule)
        standing.watches[rule.name] = Run(day.toordinal(), length, alarm)
    return told
