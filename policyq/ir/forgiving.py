"""Penalties that are forgiven: which one, who may not judge, what is taken back.

``forgive`` lifts one penalty of the member whom the event is of: the one that the event refers to,
else the latest that nobody has refused to forgive. Forgiving takes back the steps that it was on ladders, the
points that were deducted with it, the removal that is remembered, and the mute, if it is this one
that runs. Decisions that were made stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from policyq.ir import common, facts, ledger, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.every import effects
from policyq.ir.memory import Common, Parked, Penalty, Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.actions import PENALTIES
from policyq.vocabulary.decisions import Act, Lost, Posting
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Duration, Instant

FORGIVE = "forgive"


def lasting(program: nodes.Program, longest: Callable[[nodes.Amount], int]) -> Duration:
    """For how long a program has to remember a penalty: while it may be asked to forgive it, and
    while a human may answer. 0, if it never forgives."""
    every = list(effects(program))
    within = [
        longest(one.duration)
        for one in every
        if isinstance(one, nodes.Do) and one.action == FORGIVE and one.duration is not None
    ]
    answered = [longest(one.confirm.within) for one in every if one.confirm is not None]
    return max(within) + max(answered, default=0) if within else 0


# -- what is remembered ------------------------------------------------------------------------


def note(
    program: nodes.Program,
    standing: Standing,
    watermark: Instant,
    event: Event,
    acts: Iterable[Act],
    settled: Parked | None,
) -> None:
    """Remembers the penalties of a decision; ``settled``: the question that it settled, if one."""
    if not program.forgives:
        return
    for act in acts:
        if act.action not in PENALTIES or act.target is None:
            continue
        about, judges = event.id, set[str]()
        if settled is not None and settled.slot == ("penalty", act.target):
            about = settled.wanted.about.id
            judges = {*settled.approved, event.sender or ""} - {""}
        _add(
            program, standing, watermark, act.target,
            Penalty(event.time, event.id, about, act.action, act.rules, tuple(sorted(judges))),
        )  # fmt: skip


def by_hand(program: nodes.Program, standing: Standing, watermark: Instant, event: Event) -> None:
    """Remembers a penalty that somebody gave on the platform."""
    if not program.forgives or event.action not in PENALTIES or event.target is None:
        return
    judges = () if event.sender is None else (event.sender,)
    given = Penalty(event.time, event.id, event.id, event.action or "", (), judges)
    _add(program, standing, watermark, event.target, given)


def undo(standing: Standing, event: Event) -> None:
    """What did not take place, or was taken back, needs no forgiving."""
    for member, penalties in list(standing.penalties.items()):
        left = [
            one
            for one in penalties
            if one.event != event.refers or event.action not in (None, one.action)
        ]
        _put(standing, member, left)


def uphold(standing: Standing, parked: Parked) -> None:
    """Remembers that a penalty was not forgiven: nobody is asked twice."""
    if parked.wanted.do.action == FORGIVE:
        member, refers = parked.wanted.about.sender or "", parked.wanted.about.refers
        penalties = standing.penalties.get(member, ())
        upheld = [one._replace(upheld=True) if one.event == refers else one for one in penalties]
        _put(standing, member, upheld)


def judged(standing: Standing, parked: Parked, account: str) -> bool:
    """Whether somebody would judge of a penalty that they gave, or agreed to, themselves."""
    if parked.wanted.do.action != FORGIVE:
        return False
    about = parked.wanted.about
    penalties = standing.penalties.get(about.sender or "", ())
    return any(one.event == about.refers and account in one.judges for one in penalties)


def forget(standing: Standing, program: nodes.Program, watermark: Instant) -> None:
    """Drops the penalties that cannot be forgiven any more."""
    for member, penalties in list(standing.penalties.items()):
        _put(standing, member, _kept(program, watermark, penalties))


def _kept(
    program: nodes.Program, watermark: Instant, penalties: Iterable[Penalty]
) -> list[Penalty]:
    floor = watermark - program.forgives - LATENESS
    return [one for one in penalties if one.time > floor]


def _add(
    program: nodes.Program, standing: Standing, watermark: Instant, member: str, one: Penalty
) -> None:
    penalties = [*standing.penalties.get(member, ()), one]
    penalties.sort(key=lambda penalty: penalty.time)
    _put(standing, member, _kept(program, watermark, penalties))


def _put(standing: Standing, member: str, penalties: Iterable[Penalty]) -> None:
    left = tuple(penalties)
    if left:
        standing.penalties[member] = left
    else:
        standing.penalties.pop(member, None)


# -- what is forgiven --------------------------------------------------------------------------


def split(
    program: nodes.Program,
    standing: Standing,
    watermark: Instant,
    event: Event,
    wanted: Iterable[Wanted],
) -> tuple[list[Wanted], list[Lost]]:
    """Which penalty each wish to forgive is about, and the wishes that are about none. Who is
    forgiven the mute that runs may write again: a wish that follows."""
    made: list[Wanted] = []
    lost: list[Lost] = []
    for one in wanted:
        if one.do.action != FORGIVE or one.about.sender is None:
            made.append(one)
            continue
        # A message refers to what it answers, which need not be what it is about.
        strict = one.about.kind == "appeal" or one.about.id != event.id
        found = _found(program, standing, watermark, one, strict)
        if found is None or found.upheld:
            because = "no_penalty" if found is None else "upheld"
            lost += [Lost(FORGIVE, rule, because) for rule in one.rules]
            continue
        made.append(one._replace(about=one.about._replace(refers=found.event)))
        running = standing.mutes.get(one.about.sender)
        if one.do.confirm is None and running is not None and running.event == found.event:
            made.append(one._replace(do=replace(one.do, action="unmute", duration=None)))
    return made, lost


def _found(
    program: nodes.Program, standing: Standing, watermark: Instant, one: Wanted, strict: bool
) -> Penalty | None:
    """The penalty that a wish is about; an upheld one only if there is no other. ``strict``: one
    that the event refers to, if it refers to anything."""
    about, within = one.about, one.do.duration
    assert within is not None
    since = about.time - amount_at(within, program, about.time)
    known = _kept(program, watermark, standing.penalties.get(about.sender or "", ()))
    fitting = [penalty for penalty in known if since < penalty.time <= about.time]
    meant = [one for one in fitting if about.refers in (one.event, one.about)]
    if meant or (strict and about.refers is not None):
        fitting = meant
    left = [penalty for penalty in fitting if not penalty.upheld]
    return next(reversed(left or fitting), None)


def take_back(
    program: nodes.Program,
    standing: Standing,
    shared: Common,
    watermark: Instant,
    event: Event,
    acts: Iterable[Act],
    wanted: Iterable[Wanted],
) -> list[Posting]:
    """Takes back what belongs to the penalties that a decision forgives; the points that come back."""
    given = [act for act in acts if act.action == FORGIVE]
    if not given:
        return []
    abouts = {one.target: one.about for one in wanted if one.do.action == FORGIVE}
    postings: list[Posting] = []
    for act in given:
        member = act.target or ""
        penalties = standing.penalties.get(member, ())
        found = next((one for one in penalties if one.event == act.message), None)
        about = abouts.get(f"{member}\n{act.message}")
        if found is None or about is None:
            continue
        _put(standing, member, [one for one in penalties if one is not found])
        events = {found.event, found.about}
        standing.ladders.take_back(events, members=(member,))
        persons = {facts.person(about), facts.person(about._replace(person=None))}
        places = {common.place(event._replace(id=id)) for id in events}
        shared.ladders.take_back(places, members=persons)
        common.let_in(shared, persons, places)
        for id in sorted(events):
            postings += ledger.undo(program, standing, _forgiven(event, id), watermark, member)
    return postings


def _forgiven(event: Event, id: str) -> Event:
    """The outcome that says that the points of an event are given back."""
    return event._replace(kind="outcome", refers=id, result="forgiven", action="deduct")
