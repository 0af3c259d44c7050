"""What is done to whom an event is aimed at: to the member that others complain of.

It is asked, said and remembered as of an event of that member: their name and role are those that the
registry knows. Who is exempt stays so; of whom nobody knows whether they are is spared.
"""

from __future__ import annotations

from policyq.ir import nodes
from policyq.ir.every import effects
from policyq.ir.filling import Teller
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
    return any(map(turns, effects(program)))


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


def teller(standing: Standing) -> Teller:
    """Tells whom the event is aimed at: their name, or their account where nobody knows it."""

    def tell(hole: nodes.Hole, one: Wanted) -> nodes.Piece:
        if hole != _HOLE:
            return hole
        who = (one.about.sender if one.aimed else one.about.target) or ""
        known = standing.members.get(who)
        return nodes.Quoted((known.name if known is not None else None) or who)

    return tell
