"""What stands in a group before and after a decision: mutes and locks that run, what a human did by
hand, what an outcome takes back."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.ir import common, forgiving, holdings, ledger, nodes, once, recent, streaks
from policyq.ir.books import forget as forget_books
from policyq.ir.memory import Common, Standing, Until
from policyq.vocabulary.decisions import Act, Posting
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import LATENESS, Instant


def expire(standing: Standing, watermark: Instant) -> None:
    """Mutes that are over, and decisions of humans that no longer hold, for late events too."""
    late = watermark - LATENESS
    standing.mutes.expire(late)
    standing.human.expire(late)


def undo(
    program: nodes.Program,
    standing: Standing,
    shared: Common,
    event: Event,
    watermark: Instant,
    latest: Instant,
) -> list[Posting]:
    """What an outcome changes: what did not take place is taken back, what a human did by hand
    beats the machine until it expires."""
    if event.kind != "outcome":
        return []
    if event.result == "done":
        _by_hand(event, standing)
        if event.refers is None:
            common.by_hand(shared, program, latest, event)
            forgiving.by_hand(program, standing, watermark, event)
        return []
    stepped = {ladder.name: _actions(ladder) for ladder in program.ladders}
    # That a deletion failed says nothing of a ladder that deletes nothing.
    touched = [name for name, does in stepped.items() if event.action in does]
    ladders = None if event.action is None else touched
    standing.ladders.take_back((event.refers,), ladders)
    shared.ladders.take_back((common.referred(event),), ladders)
    for member, mute in list(standing.mutes.items()):
        if mute.event == event.refers and event.action in (None, "mute"):
            del standing.mutes[member]
    forgiving.undo(standing, event)
    once.undo(standing, event)
    common.undo(shared, event)
    lock = standing.lock
    if lock is not None and lock.event == event.refers and event.action in (None, "lock"):
        standing.lock = None
    return ledger.undo(program, standing, event, watermark)


def _actions(ladder: nodes.Ladder) -> frozenset[str]:
    """What the steps of a ladder do, also where nobody answers."""
    waiting: list[nodes.Effect] = [do for step in ladder.steps for do in step]
    found = set()
    for effect in waiting:
        if isinstance(effect, nodes.Do):
            found.add(effect.action)
        if effect.confirm is not None:
            waiting += effect.confirm.otherwise
    return frozenset(found)


def _by_hand(event: Event, standing: Standing) -> None:
    """What somebody did on the platform. A report that refers to a decision says only that the
    decision was carried out: the machine did it."""
    if event.refers is not None:
        return
    if event.action == "lock":
        standing.lock = Until(event.until, event.id)
    elif event.action == "unlock":
        standing.lock = None
    elif event.action == "mute" and event.target is not None:
        standing.mutes[event.target] = Until(event.until, event.id)
    elif event.action == "unmute" and event.target is not None:
        standing.mutes.pop(event.target, None)
    of = "" if event.action in ("lock", "unlock") else event.target
    if event.until is not None and of is not None:
        standing.human[of] = event.until


def remember(standing: Standing, event: Event, acts: Iterable[Act]) -> None:
    """Mutes and locks that run from now on, and who is no longer there."""
    for act in acts:
        if act.action == "remove" and act.target is not None:
            standing.members.pop(act.target, None)
        elif act.action == "mute" and act.target is not None:
            standing.mutes[act.target] = Until(act.until, event.id)
        elif act.action == "unmute" and act.target is not None:
            standing.mutes.pop(act.target, None)
        elif act.action == "lock":
            standing.lock = Until(act.until, event.id)
        elif act.action == "unlock":
            standing.lock = None


def forget(standing: Standing, program: nodes.Program, watermark: Instant) -> None:
    """Drops what no decision depends on any more, so that memory stays bounded."""
    expire(standing, watermark)
    forgiving.forget(standing, program, watermark)
    once.forget(standing, program, watermark)
    streaks.forget(standing, program, watermark)
    recent.forget(standing, watermark)
    if not standing.books.empty:
        forget_books(standing.books, watermark, holdings.day_of(program, watermark))
    common.forget_steps(standing.ladders, program, watermark)
    if standing.trial is not None:
        forget(standing.trial, program, watermark)
