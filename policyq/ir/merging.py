"""Many wishes, one outcome: for each dimension and target the actions that are done, and what lost.

Order in the file means nothing: wherever one of several must win, it is by strength, then
priority, then gravest level, then the rule's name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.ir.amounts import amount_at
from policyq.ir.memory import Standing
from policyq.ir.wanted import Wanted
from policyq.ir.wording import expand
from policyq.vocabulary.actions import ACTIONS, ORDER
from policyq.vocabulary.decisions import Act, Lost
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant

Merged: TypeAlias = tuple[list[Act], list[Lost]]


def merge(
    program: nodes.Program, standing: Standing, event: Event, wanted: Iterable[Wanted]
) -> tuple[tuple[Act, ...], list[Lost]]:
    """The actions of one decision in their order, and what lost."""
    acts: list[Act] = []
    lost: list[Lost] = []
    aimed: dict[tuple[str, str], list[Wanted]] = {}
    for one in sorted(wanted, key=_grave):
        if one.about.sender is None and ACTIONS[one.do.action].personal:
            lost += _lost(one, "no_target")
        else:
            aimed.setdefault((one.dimension, one.target), []).append(one)
    scene = _Scene(program, standing, event)
    for (dimension, _), some in sorted(aimed.items()):
        done, beaten = _MERGERS.get(dimension, _each)(scene, some)
        acts += done
        lost += beaten
    return in_order(_undisputed(acts, lost)), lost


def in_order(acts: Iterable[Act]) -> tuple[Act, ...]:
    """Actions as decisions list them."""
    some = list(acts)
    if len(some) > 1:
        some.sort(key=_place)
    return tuple(some)


def act_of(program: nodes.Program, one: Wanted, at: Instant, rules: Iterable[str]) -> Act:
    """The action as the host is to do it, decided at the instant ``at``."""
    do, about = one.do, one.about
    personal = ACTIONS[do.action].personal
    until = None
    if do.duration is not None and do.action != "forgive":
        until = at + int(amount_at(do.duration, program, about.time))
    return Act(
        action=do.action,
        target=about.sender if personal else None,
        message=_message(one),
        until=until,
        text=_text(program, one),
        tag=do.tag,
        rules=tuple(sorted(set(rules))),
        of=do.of,
        amount=None if do.amount is None else int(amount_at(do.amount, program, about.time)),
    )


def _message(one: Wanted) -> str | None:
    """The event that an action is done to."""
    match one.do.action:
        case "delete":
            return one.target
        case "reply":
            return one.about.id
        case "forgive":
            return one.about.refers
    return None


def rank(program: nodes.Program, one: Wanted) -> tuple[int, float]:
    """How strong an action is inside its dimension: remove > longer mute > shorter mute > warn;
    a mute or lock without an end is the longest."""
    strength = ACTIONS[one.do.action].strength
    if one.do.duration is not None:
        return (strength, amount_at(one.do.duration, program, one.about.time))
    return (strength, float("inf"))


def strongest(
    program: nodes.Program, some: list[Wanted]
) -> tuple[Wanted, tuple[str, ...], list[Lost]]:
    """The strongest of some wishes, all the rules that ask for as much, and what lost: the weaker
    ones, and the text or the confirmation of those that are as strong. ``some`` are in order."""
    if len(some) == 1:
        return some[0], some[0].rules, []
    ranks = [rank(program, one) for one in some]
    first = some[ranks.index(max(ranks))]
    rules: list[str] = []
    lost: list[Lost] = []
    for one, mine in zip(some, ranks, strict=True):
        if mine < max(ranks):
            lost += _lost(one, "weaker", first.do.action)
            continue
        rules += one.rules
        if one.do.confirm != first.do.confirm or _text(program, one) != _text(program, first):
            lost += _lost(one, "same", first.rules[0])
    return first, tuple(dict.fromkeys(rules)), lost


def _text(program: nodes.Program, one: Wanted) -> str | None:
    return None if one.do.text is None else expand(one.do.text, program, one.about, one)


_grave = attrgetter("grave")


class _Scene(NamedTuple):
    program: nodes.Program
    standing: Standing
    event: Event


def _lost(one: Wanted, because: str, to: str = "") -> list[Lost]:
    return [Lost(one.do.action, rule, because, to) for rule in one.rules]


def _binding(scene: _Scene, some: list[Wanted]) -> Merged:
    """The strongest of the penalties on one member, or of the locks of the group. A human's
    decision beats it until it expires, and a shorter one never shortens one that runs."""
    standing, now, target = scene.standing, scene.event.time, some[0].target
    if standing.human.get(target, now) > now:
        return [], [lost for one in some for lost in _lost(one, "human")]
    first, rules, lost = strongest(scene.program, some)
    act = act_of(scene.program, first, now, rules)
    running = standing.lock if act.action == "lock" else standing.mutes.get(target)
    if running is None or act.action == "remove":
        return [act], lost
    if act.action == "warn":
        # A warning is said beside a mute, but one that waited is done only if still the stronger.
        until: Instant | None = now + 1 if first.about.id != scene.event.id else None
    else:
        until = act.until
    if _outlasts(running.until, until):
        by = "lock" if act.action == "lock" else "mute"
        return [], [lost for one in some for lost in _lost(one, "running", by)]
    return [act], lost


def _lifting(scene: _Scene, some: list[Wanted]) -> Merged:
    """Lifts a mute or a lock, unless a human set it by hand and said until when."""
    standing, now, target = scene.standing, scene.event.time, some[0].target
    running = standing.lock if some[0].dimension == "unlock" else standing.mutes.get(target)
    decided = standing.human.get(target, now)
    if running is not None and decided > now and running.until == decided:
        return [], [lost for one in some for lost in _lost(one, "human")]
    return _each(scene, some)


def _outlasts(running: Instant | None, until: Instant | None) -> bool:
    return running is None or (until is not None and running >= until)


def _reply(scene: _Scene, some: list[Wanted]) -> Merged:
    """One reply an event; none to a bot, which might answer it for ever."""
    first, *others = some
    if first.about.role == "bot":
        return [], [lost for one in some for lost in _lost(one, "bot")]
    act = act_of(scene.program, first, scene.event.time, first.rules)
    return [act], [lost for one in others for lost in _lost(one, "one_reply", first.rules[0])]


def _notices(scene: _Scene, some: list[Wanted]) -> Merged:
    """Notices to one recipient are joined."""
    texts: dict[tuple[str, str], dict[str, None]] = {}
    rules: dict[tuple[str, str], set[str]] = {}
    rosters: dict[tuple[str, str], str | None] = {}
    for one in some:
        act = act_of(scene.program, one, scene.event.time, ())
        for who in one.do.to:
            key = (act.action, str(who))
            texts.setdefault(key, {})[act.text or ""] = None
            rules.setdefault(key, set()).update(one.rules)
            rosters[key] = min(filter(None, (rosters.get(key), one.do.of)), default=None)
    return [
        Act(
            action,
            text="\n".join(filter(None, texts[action, to])) or None,
            to=to,
            rules=tuple(sorted(rules[action, to])),
            of=rosters[action, to],
        )
        for action, to in texts
    ], []


def _each(scene: _Scene, some: list[Wanted]) -> Merged:
    """Actions that never compete; equal ones are one."""
    if len(some) == 1:
        return [act_of(scene.program, some[0], scene.event.time, some[0].rules)], []
    made: dict[Act, set[str]] = {}
    for one in some:
        act = act_of(scene.program, one, scene.event.time, ())
        made.setdefault(act, set()).update(one.rules)
    return [act._replace(rules=tuple(sorted(rules))) for act, rules in made.items()], []


_MERGERS: dict[str, Callable[[_Scene, list[Wanted]], Merged]] = {
    "penalty": _binding,
    "lock": _binding,
    "unmute": _lifting,
    "unlock": _lifting,
    "reply": _reply,
    "notify": _notices,
    "handover": _notices,
}


def _undisputed(acts: list[Act], lost: list[Lost]) -> Iterator[Act]:
    """Without an unmute beside a mute or removal of the same member, an unlock beside a lock."""
    if len(acts) < 2:
        yield from acts
        return
    bound = {act.target for act in acts if act.action in ("mute", "remove")}
    locked = any(act.action == "lock" for act in acts)
    for act in acts:
        if act.action == "unmute" and act.target in bound:
            lost += [Lost("unmute", rule, "weaker", "mute") for rule in act.rules]
        elif act.action == "unlock" and locked:
            lost += [Lost("unlock", rule, "weaker", "lock") for rule in act.rules]
        else:
            yield act


def _place(act: Act) -> tuple[int, str, str, str, str, str, tuple[str, ...]]:
    said = (act.target or "", act.to or "", act.tag or "", act.text or "", act.of or "")
    return (ORDER[act.action], *said, act.rules if act.of else ())
