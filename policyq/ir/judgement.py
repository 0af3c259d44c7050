"""What follows from the rules that fired: ladders, promises, questions, and one winner each.

Deletion, penalty, reply and notices are independent; only penalties compete, and per target the
strongest wins. Everything that lost is named with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from policyq.ir import (
    aftermath,
    aimed,
    climbing,
    common,
    duty,
    forgiving,
    holdings,
    ledger,
    nodes,
    once,
    questions,
    quiet,
    recent,
    streaks,
    trials,
)
from policyq.ir.choosing import chosen
from policyq.ir.evidence import evidence
from policyq.ir.filling import filled, has_holes
from policyq.ir.keeping import with_ranking
from policyq.ir.memory import Common, Entry, Key, Parked, Standing
from policyq.ir.merging import in_order, merge
from policyq.ir.wanted import Wanted
from policyq.ir.watching import watch
from policyq.vocabulary.actions import BOOKED
from policyq.vocabulary.decisions import Act, Decision, Evidence, Fired, Lost, Posting
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Truth

Holds: TypeAlias = Callable[[nodes.Condition, Event], Truth]
"""Asks a per-event condition of an event."""

Steps: TypeAlias = dict[Key, int]
"""(ladder, member) → the step that this event reached, from 1."""


Why: TypeAlias = Callable[[nodes.Rule, nodes.Program, Event], tuple[Evidence, ...]]


def _why(rule: nodes.Rule, program: nodes.Program, event: Event) -> tuple[Evidence, ...]:
    return evidence(rule.condition, program, event)


class Case(NamedTuple):
    """Where a judgement takes place. ``standing`` is changed by it."""

    program: nodes.Program
    standing: Standing
    watermark: Instant
    event: Event
    fired: Sequence[nodes.Rule]
    unknown: Sequence[str]
    """The names of the rules that could not be decided."""
    holds: Holds
    common: Common
    """What stands over all groups; changed likewise."""
    latest: Instant
    """The watermark of all groups."""
    why: Why = _why
    """What made a rule true of an event; engines have a quicker one."""
    advice: trials.Advice = trials.NO_ADVICE
    """What the rules on trial that tell people of it would have done."""
    steps: Steps | None = None
    """The steps that the event reached, where they are known and need not be climbed."""


class _Asker(NamedTuple):
    """Who asks for effects: a rule, or a question that was settled."""

    effects: tuple[nodes.Effect, ...]
    rules: tuple[str, ...]
    description: str
    priority: int
    about: Event
    step: int | None = None
    aimed: bool = False


def settle(case: Case) -> Decision:
    """The decision on the case's event, with what rules on trial would have made of it."""
    program, standing, event = case.program, case.standing, case.event
    if trials.over(program, event.time):
        standing.trial = case.common.trial = None
        return _settle(case)
    tried = trials.tried(program, case.fired, event.time)
    if not tried and standing.trial is None and case.common.trial is None:
        return _settle(case)
    world, over_all = trials.second(program, standing, case.common, event)
    would = _settle(case._replace(standing=world, common=over_all))
    advice = trials.advice(would, tried)
    fired = [*trials.acting(case.fired, tried, advice)]
    decision = _settle(case._replace(fired=fired, advice=advice))
    trials.keep(standing, case.common, world, over_all)
    return decision if event.kind == "quiet_end" else trials.told(decision, would, tried)


def _settle(case: Case) -> Decision:
    """The decision in one world."""
    event, program = case.event, case.program
    told = watch(program, case.standing, event, case.fired, case.unknown)
    case = case._replace(fired=told.fired, unknown=told.unknown)
    aftermath.expire(case.standing, case.watermark)
    where = case.standing, case.common, event, case.watermark, case.latest
    postings = aftermath.undo(program, *where)
    answers, settled = questions.answer(program, case.standing, event)
    askers = [_of_rule(rule, event) for rule in case.fired]
    askers += [_of_watch(rule, rule.watch, event) for rule in told.ended if rule.watch]
    if settled is not None:
        askers.append(_of_question(settled, answers[0].result))
    steps = _climb(case, askers) if case.steps is None else case.steps
    wanted = [one for asker in askers for one in _wishes(case, asker, steps)]
    postings += ledger.expire(program, case.standing, event)
    granted = _grant(case, wanted)
    promises = granted.promises
    sought, in_vain = forgiving.split(
        program, case.standing, case.watermark, event, granted.allowed
    )
    allowed, nobody = duty.filled(program, event.time, sought)
    postings += granted.postings
    acts, lost = merge(
        program, case.standing, event, [one for one in allowed if one.do.confirm is None]
    )
    pending, refused = questions.park(
        program, case.standing, event, [one for one in allowed if one.do.confirm is not None]
    )
    here = program, case.standing
    postings += forgiving.take_back(*here, case.common, case.watermark, event, acts, allowed)
    forgiving.note(*here, case.watermark, event, acts, settled)
    aftermath.remember(case.standing, event, acts)
    common.remove(case.common, program, case.latest, event, acts, allowed)
    once.remember(case.standing, event, allowed, (*acts, *(one.act for one in pending)))
    unkept = _unkept(case, (*acts, *granted.acts))
    said = quiet.split(program, case.standing, event, acts, _urgent(allowed), case.watermark)
    return Decision(
        event=event.id,
        group=event.group,
        time=event.time,
        policy=program.digest,
        fired=(
            *(_fired(case, rule, steps) for rule in case.fired),
            *(Fired(rule.name, rule.description, ended=True) for rule in told.ended),
        ),
        actions=in_order([*granted.acts, *said.now, *quiet.release(case.standing, event)]),
        lost=_sorted([*granted.lost, *lost, *refused, *said.lost, *nobody, *in_vain]),
        pending=pending,
        answers=answers,
        promises=tuple(sorted(promises | unkept)),
        unknown=tuple(sorted(case.unknown)),
        waiting=said.waiting,
        measured=case.standing.measured if event.kind == "day_end" else (),
        kept=case.standing.kept if event.kind == "day_end" else (),
        ranked=case.standing.ranked if event.kind == "day_end" else (),
        postings=tuple(postings),
        draws=case.standing.draws if event.kind == "day_end" else (),
    )


def _sorted(lost: list[Lost]) -> tuple[Lost, ...]:
    if len(lost) > 1:
        lost.sort()
    return tuple(lost)


class _Granted(NamedTuple):
    """What of some wishes promises, pauses and the books leave."""

    allowed: list[Wanted]
    acts: list[Act]
    """What is booked already."""
    lost: list[Lost]
    promises: frozenset[str]
    postings: list[Posting]


def _grant(case: Case, wanted: Iterable[Wanted]) -> _Granted:
    """Lets promises and pauses have their say, and books what is for the books; what rewards lead
    to passes them too, and no reward leads to another."""
    made = _Granted([], [], [], frozenset(), [])
    while wanted := tuple(wanted):
        kept, held, promises = _keep_promises(case, wanted)
        one = (case.program, case.standing, case.watermark, case.event)
        allowed, cooling = once.split(*one, kept)
        booked = ledger.settle(*one, allowed)
        made.acts.extend(booked.acts)
        made.allowed.extend(booked.rest)
        made.lost.extend([*held, *cooling, *booked.lost])
        made.postings.extend(booked.postings)
        made = made._replace(promises=made.promises | promises)
        wanted = map(chosen, booked.more)
    if not any(map(has_holes, made.allowed)):
        return made
    allowed = filled(
        made.allowed,
        holdings.teller(case.program, case.standing, case.event.time),
        streaks.teller(case.program, case.standing, case.watermark),
        aimed.teller(case.standing),
        duty.teller(case.standing, case.event.time),
        recent.teller(case.program, case.standing, case.event, case.watermark),
        trials.teller(case.advice, case.event.time),
    )
    return made._replace(allowed=allowed)


# -- who asks for what -------------------------------------------------------------------------


def wishes(case: Case) -> list[Wanted]:
    """What the rules that fired ask for, their ladders climbed."""
    askers = [_of_rule(rule, case.event) for rule in case.fired]
    return [one for asker in askers for one in _wishes(case, asker, case.steps or {})]


def _of_rule(rule: nodes.Rule, event: Event) -> _Asker:
    return _Asker(rule.effects, (rule.name,), rule.description, rule.priority, event)


def _of_watch(rule: nodes.Rule, watch: nodes.Watch, event: Event) -> _Asker:
    """What is done when that which was watched for is over."""
    return _Asker(watch.afterwards, (rule.name,), rule.description, rule.priority, event)


def _of_question(parked: Parked, result: str) -> _Asker:
    """What a settled question asks for now: on approval the action itself, after its time what
    stands behind ``otherwise``, after a rejection nothing."""
    effects: tuple[nodes.Effect, ...] = ()
    if result == "approved":
        effects = (parked.wanted.do,)
    elif result == "timed_out":
        effects = parked.confirm.otherwise
    wanted = parked.wanted
    return _Asker(
        effects,
        wanted.rules,
        wanted.description,
        wanted.priority,
        wanted.about,
        wanted.step,
        wanted.aimed,
    )


def _wishes(case: Case, asker: _Asker, steps: Steps) -> Iterator[Wanted]:
    """The actions an asker asks for, its ladders climbed."""
    ladders = {ladder.name: ladder for ladder in case.program.ladders}
    for effect in asker.effects:
        step = asker.step
        dos: Iterable[nodes.Do] = (effect,) if isinstance(effect, nodes.Do) else ()
        if isinstance(effect, nodes.Climb):
            # Aimed at nobody, it is climbed by nobody: what the first step does has no target.
            step = steps.get((effect.ladder, _about(case, asker, effect).sender or ""), 1)
            dos = [_laid(effect, do) for do in ladders[effect.ladder].steps[step - 1]]
        for do in dos:
            about, turns = _about(case, asker, do), aimed.turns(do)
            do = replace(do, whom=None) if turns else do
            told = (asker.description, asker.priority, about, step, turns or asker.aimed)
            one = chosen(Wanted(do, asker.rules, *told))
            ranked = with_ranking(one.do, asker.rules[0], case.standing)
            yield one if ranked is one.do else one._replace(do=ranked)


def _about(case: Case, asker: _Asker, effect: nodes.Effect) -> Event:
    """The event that an effect answers: the asker's, or as if it were of whom that is aimed at."""
    return aimed.turned(case.standing, asker.about, effect) if aimed.turns(effect) else asker.about


def _laid(climb: nodes.Climb, do: nodes.Do) -> nodes.Do:
    """An action of a step, under the level and the confirmation of the climb."""
    if climb.level is None and climb.confirm is None and climb.whom is None:
        return do
    levels = [level for level in (climb.level, do.level) if level is not None]
    whom = climb.whom if do.action not in BOOKED else do.whom
    return replace(
        do,
        level=min(levels, default=None),
        confirm=do.confirm or climb.confirm,
        whom=whom or do.whom,
    )


def _climb(case: Case, askers: Iterable[_Asker]) -> Steps:
    """One step up for each ladder and member; an event counts once on each, whoever asks."""
    climbs = {
        (effect.ladder, (about := _about(case, asker, effect)).sender or ""): about
        for asker in askers
        for effect in asker.effects
        if isinstance(effect, nodes.Climb)
        and not (aimed.turns(effect) and _about(case, asker, effect).sender is None)
    }
    if not climbs:
        return {}
    ladders = {ladder.name: ladder for ladder in case.program.ladders}
    return {key: _step_up(case, ladders[key[0]], climbs[key]) for key in sorted(climbs)}


def _step_up(case: Case, ladder: nodes.Ladder, about: Event) -> int:
    event = case.event
    id, watermark = event.id, case.watermark
    if ladder.shared:
        id, watermark = common.place(event), case.latest
    steps = climbing.stepped(ladder, case.standing, case.common)
    key, entry = climbing.key(ladder, about), Entry(event.time, id, 1)
    return climbing.step_up(ladder, case.program, steps, key, entry, watermark)


def _fired(case: Case, rule: nodes.Rule, steps: Steps) -> Fired:
    event = case.event
    climb = next((e for e in rule.effects if isinstance(e, nodes.Climb)), None)
    ladder = None if climb is None else climb.ladder
    if climb is not None and aimed.turns(climb):
        event = aimed.turned(case.standing, event, climb)
    return Fired(
        rule=rule.name,
        description=rule.description,
        level=rule.level,
        ladder=ladder,
        step=None if ladder is None else steps.get((ladder, event.sender or "")),
        evidence=case.why(rule, case.program, case.event),
    )


def _urgent(wanted: Iterable[Wanted]) -> frozenset[tuple[str, str]]:
    """The notices of level 1, which wait for nothing: action and recipient."""
    return frozenset(
        (one.do.action, str(who)) for one in wanted if one.do.level == 1 for who in one.do.to
    )


# -- promises ----------------------------------------------------------------------------------


def _keep_promises(
    case: Case, wanted: Iterable[Wanted]
) -> tuple[list[Wanted], list[Lost], frozenset[str]]:
    """Takes out what a promise forbids; what is unknown keeps the promise."""
    if not (case.program.promises or case.program.spared):
        return [*wanted], [], frozenset()
    allowed: list[Wanted] = []
    held: list[Lost] = []
    names: set[str] = set()
    for one in wanted:
        promise = next((p for p in case.program.promises if _forbids(case, p, one)), None)
        if one.aimed and _spared(case, one):
            held += [Lost(one.do.action, rule, "exempt") for rule in one.rules]
        elif promise is None:
            allowed.append(one)
        else:
            names.add(promise.name)
            held += [Lost(one.do.action, rule, "promise", promise.name) for rule in one.rules]
    return allowed, held, frozenset(names)


def _spared(case: Case, one: Wanted) -> bool:
    """Whether who would be hit is exempt, or may be."""
    known = one.about.sender is not None
    return known and any(
        case.holds(spared, one.about) is not False for spared in case.program.spared
    )


def _forbids(case: Case, promise: nodes.Promise, one: Wanted) -> bool:
    return (
        not promise.always
        and one.do.action in promise.actions
        and case.holds(promise.condition, one.about) is not False
    )


def _unkept(case: Case, acts: Iterable[Act]) -> frozenset[str]:
    """The promises that something is always done and that this decision does not keep."""
    if not any(promise.always for promise in case.program.promises):
        return frozenset()
    done = {act.action for act in acts}
    return frozenset(
        promise.name
        for promise in case.program.promises
        if promise.always
        and not promise.actions <= done
        and case.holds(promise.condition, case.event)
    )
