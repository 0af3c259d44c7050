"""The law of actions: each has a target, fits what happened, and does not undo its neighbour."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from policyq.check import reach, walk
from policyq.check.meaning import kinds_said
from policyq.check.scope import Scope, level_name
from policyq.diagnostics.catalog import actions as say
from policyq.diagnostics.catalog import complaints, lints
from policyq.diagnostics.diagnostic import Diagnostic, Kind, Words
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.vocabulary.actions import ACTIONS, PENALTIES
from policyq.vocabulary.events import AIMED, ALL_KINDS, MESSAGES, PERSONAL

_OPPOSITES = {"unmute": "mute", "unlock": "lock"}


#: The most who must approve together.
MOST_JUDGES = 20


def problems(scope: Scope, roads: reach.Reach) -> Iterator[Diagnostic]:
    """Whatever is wrong with lists of actions."""
    for arrives in roads.arrivals:
        for action in walk.actions(arrives.actions):
            yield from _fits(action, arrives.kinds)
    for node in scope.declarations:
        for listed in walk.action_lists(node):
            yield from _together(listed)
            for action in walk.actions(listed):
                yield from _people(action)


def says(action: str) -> Words:
    """How an action is called."""
    return Words(*ACTIONS[action].says)


def _fits(action: tree.Action, kinds: dict[str, Span | None]) -> Iterator[Diagnostic]:
    if not isinstance(action, tree.TreatAs) and action.whom == "other" and not _booked(action):
        yield from _misfit(complaints.NOBODY_THERE, action, kinds, AIMED)
    elif isinstance(action, tree.Penalize):
        yield from _misfit(say.LADDER_NO_TARGET, action, kinds, PERSONAL)
    elif isinstance(action, tree.Do) and action.action == "delete":
        yield from _misfit(say.NOT_A_MESSAGE, action, kinds, MESSAGES)
    elif isinstance(action, tree.Do) and action.whom == "winners":
        return  # of whom the law of incentives speaks
    elif isinstance(action, tree.Do) and ACTIONS[action.action].personal:
        yield from _misfit(say.NO_TARGET, action, kinds, PERSONAL, says(action.action))


def _booked(action: tree.Action) -> bool:
    return isinstance(action, tree.Do) and action.of is not None


def _misfit(
    kind: Kind,
    action: tree.Action,
    kinds: dict[str, Span | None],
    fitting: frozenset[str],
    called: Words | None = None,
) -> Iterator[Diagnostic]:
    """A report if the action is done for kinds of event that it does not fit."""
    if kinds.keys() <= fitting:
        return
    misfits = sorted(kinds.keys() - fitting)
    user = next((span for one in misfits if (span := kinds[one]) is not None), None)
    others = (user,) if user is not None else ()
    named = kinds_said(misfits) if len(kinds) < len(ALL_KINDS) else kinds_said(misfits[:3])
    yield kind.at(action.span, *others, kinds=named, action=called or Words("", ""))


def _people(action: tree.Action) -> Iterator[Diagnostic]:
    """Notices and questions that no human gets."""
    tells = isinstance(action, tree.Do) and action.action in ("notify", "handover")
    if isinstance(action, tree.Do) and tells and _no_human(action.to):
        place = action.to[0].span if action.to else action.span
        yield say.NOBODY.at(place, action=says(action.action))
    if action.confirm is not None and _no_human(action.confirm.judges):
        judges = action.confirm.judges
        yield say.NO_JUDGE.at(judges[0].span if judges else action.confirm.span)
    elif action.confirm is not None and action.confirm.quorum is not None:
        yield from _quorum(action.confirm, action.confirm.quorum)


def _quorum(confirm: tree.Confirm, quorum: tree.Number) -> Iterator[Diagnostic]:
    """So many that nobody could ever agree, or not even one."""
    roles = {one.id for one in confirm.judges if isinstance(one, tree.Role)}
    accounts = {one.text for one in confirm.judges if isinstance(one, tree.Account)}
    tags = any(isinstance(one, tree.Name) for one in confirm.judges)
    # A group has one owner; of the others there may be any number.
    most = MOST_JUDGES if tags or roles - {"owner", "bot"} else len(accounts) + ("owner" in roles)
    if quorum.value != int(quorum.value) or not 1 <= quorum.value <= most:
        yield say.QUORUM.at(quorum.span, most=str(most))


def _no_human(who: tuple[tree.Who, ...]) -> bool:
    return all(isinstance(one, tree.Role) and one.id == "bot" for one in who)


def _together(listed: tuple[tree.Action, ...]) -> Iterator[Diagnostic]:
    """Actions of one list against each other."""
    first: dict[Hashable, tree.Action] = {}
    done: dict[str, tree.Do] = {}
    for action in listed:
        key, called = _same(action)
        earlier = first.setdefault(key, action)
        if earlier is not action:
            yield lints.SAME_ACTION.at(action.span, earlier.span, action=called)
        if isinstance(action, tree.Do):
            done.setdefault(action.action, action)
    for undo, do in _OPPOSITES.items():
        if undo in done and do in done:
            one, two = sorted((done[undo], done[do]), key=lambda action: action.span)
            yield say.OPPOSITES.at(
                two.span, one.span, action=says(two.action), other=says(one.action)
            )


def _same(action: tree.Action) -> tuple[Hashable, Words]:
    """What of an action may stand only once, and how it is called."""
    match action:
        case tree.Penalize(ladder):
            return ("ladder", ladder.text), Words(
                f"按 {ladder.text} 处罚", f"penalize by {ladder.text}"
            )
        case tree.TreatAs(level):
            name = level_name(level)
            return ("level", name), Words(f"按 {name}级 处置", f"treat as level {name}")
    parked = action.confirm is not None
    if action.of is not None:
        return (id(action),), says(action.action)  # of which the law of incentives speaks
    called = says(action.action)
    if action.action in PENALTIES or action.action in (
        "delete",
        "unmute",
        "lock",
        "unlock",
        "reply",
    ):
        return (action.action, parked), called
    return (action.action, parked, action.text, action.to, action.tag), called
