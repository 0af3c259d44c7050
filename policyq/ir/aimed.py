"""What is done to whom an event is aimed at: to the member that others complain of.

It is asked, said and remembered as of an event of that member: their name and role are those that the
registry knows. Who is exempt stays so; of whom nobody knows whether they are is spared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from policyq.ir import nodes
from policyq.ir.memory import Member, Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.actions import BOOKED
from policyq.vocabulary.events import Event

OTHER = "other"


def turns(effect: nodes.Effect) -> bool:
    """Whether an effect hits whom the event is aimed at; what is booked knows that by itself."""
    if isinstance(effect, nodes.Do) and effect.action in BOOKED:
        return False
    return effect.whom == OTHER


def aims(program: nodes.Program) -> bool:
    """Whether a program punishes whom an event is aimed at."""
    every = [effect for rule in program.rules for effect in rule.effects]
    every += [do for ladder in program.ladders for step in ladder.steps for do in step]
    every += [one for reward in program.rewards for one in (*reward.effects, *reward.otherwise)]
    return any(map(turns, _with_otherwise(every)))


def _with_otherwise(effects: Iterable[nodes.Effect]) -> Iterator[nodes.Effect]:
    for effect in effects:
        yield effect
        if effect.confirm is not None:
            yield from _with_otherwise(effect.confirm.otherwise)


def turned(standing: Standing, event: Event, effect: nodes.Effect) -> Event:
    """The event as one of whom it is aimed at; of a deletion, the message that it is about. Nobody's,
    if it is aimed at nobody or at its own sender."""
    aimed = event.target if event.target != event.sender else None
    if isinstance(effect, nodes.Do) and effect.action == "delete" and event.refers is None:
        aimed = None
    known = standing.members.get(aimed or "", Member(0, 0))
    about = event._replace(
        kind="other",
        sender=aimed,
        name=known.name,
        role=known.role,
        tags=known.tags,
        joined=known.joined,
        channel=known.channel,
        target=event.sender,
        person=None,
    )
    if isinstance(effect, nodes.Do) and effect.action == "delete":
        about = about._replace(id=event.refers or event.id)
    return about


_HOLE = nodes.Hole("other")


def filled(standing: Standing, wanted: Iterable[Wanted]) -> list[Wanted]:
    """The wishes with the name of whom the event is aimed at in their texts: their account, where
    nobody knows their name."""
    made = []
    for one in wanted:
        text = one.do.text
        if text is not None and _HOLE in text.pieces:
            who = (one.about.sender if one.aimed else one.about.target) or ""
            known = standing.members.get(who)
            name = nodes.Quoted((known.name if known is not None else None) or who)
            pieces = tuple(name if piece == _HOLE else piece for piece in text.pieces)
            one = one._replace(do=replace(one.do, text=nodes.Template(pieces)))
        made.append(one)
    return made
