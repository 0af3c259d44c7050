"""What is said only now and then: ``reply "…" once per sender within 10 minutes``.

A rule remembers when it last said it, to whom or to the whole group. Until the time is over, or
in the same hour, day, week or month, it is not said again. What loses to something else, and what
a promise holds back, was not said; what waits for the end of the bot's quiet hours was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from policyq.ir import clock, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.memory import Entry, Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.decisions import Act, Lost
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Instant

Key: TypeAlias = tuple[str, str, str]
"""Rule, action, member (``""``: the whole group)."""


def split(
    program: nodes.Program,
    standing: Standing,
    watermark: Instant,
    event: Event,
    wanted: Iterable[Wanted],
) -> tuple[list[Wanted], list[Lost]]:
    """What may be said, and what was said not long ago."""
    fresh: list[Wanted] = []
    lost: list[Lost] = []
    for one in wanted:
        said = standing.said.get(_key(one)) if one.do.once is not None else None
        if said is None or _may(one.do.once, said, program, watermark, event.time):
            fresh.append(one)
        else:
            lost += [Lost(one.do.action, rule, "once", said.event) for rule in one.rules]
    return fresh, lost


def _may(
    once: nodes.Once | None,
    said: Entry,
    program: nodes.Program,
    watermark: Instant,
    now: Instant,
) -> bool:
    """Whether it may be said again."""
    if once is None or not _remembered(once, said, program, watermark):
        return True
    return _over(once, said, program, now)


def remember(
    standing: Standing, event: Event, wanted: Iterable[Wanted], done: Iterable[Act]
) -> None:
    """Remembers what was said: ``done`` are the actions of this decision, those that wait too."""
    some = [one for one in wanted if one.do.once is not None]
    said = {(act.action, rule) for act in done for rule in act.rules} if some else set()
    for one in some:
        if (one.do.action, one.rules[0]) not in said:
            continue
        before = standing.said.get(_key(one))
        if before is None or before.time < event.time:
            standing.said[_key(one)] = Entry(event.time, event.id, 1)


def undo(standing: Standing, event: Event) -> None:
    """What failed was not said."""
    for key, said in list(standing.said.items()):
        if said.event == event.refers and event.action in (None, key[1]):
            del standing.said[key]


def forget(standing: Standing, program: nodes.Program, watermark: Instant) -> None:
    """Drops what keeps nobody from saying anything."""
    if not standing.said:
        return
    asked: dict[tuple[str, str], list[nodes.Once]] = {}
    for rule in program.rules:
        afterwards = rule.watch.afterwards if rule.watch is not None else ()
        for do in _dos(program, (*rule.effects, *afterwards)):
            if do.once is not None:
                asked.setdefault((rule.name, do.action), []).append(do.once)
    for key, said in list(standing.said.items()):
        onces = asked.get((key[0], key[1]), ())
        if not any(_remembered(once, said, program, watermark) for once in onces):
            del standing.said[key]


def _key(one: Wanted) -> Key:
    by_member = one.do.once is not None and one.do.once.by_member
    return (one.rules[0], one.do.action, (one.about.sender or "") if by_member else "")


def _remembered(once: nodes.Once, said: Entry, program: nodes.Program, watermark: Instant) -> bool:
    late = watermark - LATENESS
    if once.bucket is not None:
        return clock.bucket_end(once.bucket, said.time, program.timezone) > late
    return said.time > late - once.keep


def _over(once: nodes.Once, said: Entry, program: nodes.Program, now: Instant) -> bool:
    """Whether the time since it was said is over."""
    if once.bucket is not None:
        zone = program.timezone
        then = clock.bucket(once.bucket, clock.local(said.time, zone))
        return then != clock.bucket(once.bucket, clock.local(now, zone))
    assert once.trailing is not None
    return said.time <= now - amount_at(once.trailing, program, now)


def _dos(program: nodes.Program, effects: Iterable[nodes.Effect]) -> Iterator[nodes.Do]:
    """Every action behind some effects: on ladders, in rewards, and where nobody answers."""
    rewards = {one.name: (*one.effects, *one.otherwise) for one in program.rewards}
    ladders = {ladder.name: ladder for ladder in program.ladders}
    waiting = list(effects)
    climbed: set[str] = set()
    redeemed: set[str | None] = set()
    while waiting:
        effect = waiting.pop()
        if effect.confirm is not None:
            waiting += effect.confirm.otherwise
        if isinstance(effect, nodes.Do):
            yield effect
            if effect.action == "redeem" and effect.of not in redeemed:
                redeemed.add(effect.of)
                waiting += rewards.get(effect.of or "", ())
        elif effect.ladder not in climbed:
            climbed.add(effect.ladder)
            waiting += [do for step in ladders[effect.ladder].steps for do in step]
