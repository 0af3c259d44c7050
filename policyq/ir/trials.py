"""Rules on trial: what they would have done is found out and told, and they do nothing.

From the first event for which such a rule fires two worlds go side by side: what stands in a group,
and what would stand there if every rule were enforced (`Standing.trial`, and `Common.trial` over
all groups). Each event is settled in both by the same laws. Conditions are asked once, of what
really happened; so of the second world only that is kept apart which follows from rules: steps on
ladders, mutes, questions, points and the like. It begins as a copy of the first, and ends when no
rule of the program is on trial any more.

Nobody is asked and nothing ticks in the second world: a question that only a rule on trial asks is
told as one that waits, and dropped when its time is over; so is what is to be said later.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from policyq.ir import clock, common, nodes
from policyq.ir.filling import Teller
from policyq.ir.memory import Common, Standing
from policyq.ir.wanted import Wanted
from policyq.ir.wording import chinese, spoken
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Act, Decision, Shadow
from policyq.vocabulary.events import Event
from policyq.vocabulary.han import has_han
from policyq.vocabulary.types import Instant

#: When trials end of which nobody has said when: after the last day that policies know.
NEVER = "9999-12-31"

Advice: TypeAlias = Mapping[str, tuple[Act, ...]]
"""Rule → what it would have done."""

NO_ADVICE: Advice = MappingProxyType({})


def last(rules: Iterable[nodes.Rule]) -> str:
    """The ISO date from which on no rule is on trial; ``""``: none ever is."""
    return max((rule.trial.until for rule in rules if rule.trial is not None), default="")


def lifted(program: nodes.Program) -> nodes.Program:
    """The program with every rule enforced. It keeps its digest: it is the same policy."""
    rules = tuple(
        rule if rule.trial is None else replace(rule, trial=None) for rule in program.rules
    )
    return replace(program, rules=rules, tries="")


def tried(
    program: nodes.Program, rules: Iterable[nodes.Rule], at: Instant
) -> dict[str, nodes.Trial]:
    """Those of some rules that are on trial at an instant."""
    found = {rule.name: rule.trial for rule in rules if rule.trial is not None}
    if not found:
        return {}
    today = clock.local(at, program.timezone).date().isoformat()
    return {name: trial for name, trial in found.items() if today < trial.until}


def over(program: nodes.Program, at: Instant) -> bool:
    """Whether no rule is on trial any more, or none ever was."""
    if not program.tries:
        return True
    if program.tries == NEVER:
        return False
    return clock.local(at, program.timezone).date().isoformat() >= program.tries


# -- the second world --------------------------------------------------------------------------


def second(
    program: nodes.Program, standing: Standing, shared: Common, event: Event
) -> tuple[Standing, Common]:
    """The second world before an event; what it has in common with the first is as it is there.

    It is changed in place where there is one already: it is copied once, when it begins."""
    world = standing.copy() if standing.trial is None else standing.trial
    for id, parked in list(world.questions.items()):
        if parked.deadline <= event.time and id not in standing.questions:
            del world.questions[id]
    for key, held in list(world.held.items()):
        if held.until <= event.time and key not in standing.held:
            del world.held[key]
    world.trial = None
    # Whom it removes is still a member in the first, and nothing asks for members after that.
    world.members = ChainMap({}, standing.members)
    world.watches = dict(standing.watches)
    world.changes, world.unknown, world.about = standing.changes, standing.unknown, standing.about
    world.days, world.weeks, world.streaks = standing.days, standing.weeks, standing.streaks
    world.recent, world.rounds = standing.recent, standing.rounds
    world.measured, world.kept = standing.measured, standing.kept
    world.ranked, world.draws = standing.ranked, standing.draws
    if not common.shares(program):
        return world, shared
    over_all = shared.copy() if shared.trial is None else shared.trial
    over_all.trial = None
    return world, over_all


def keep(standing: Standing, shared: Common, world: Standing, over_all: Common) -> None:
    """Remembers the second world after an event: what follows from rules, and no more."""
    standing.trial = Standing(
        ladders=world.ladders,
        mutes=world.mutes,
        lock=world.lock,
        human=world.human,
        questions=world.questions,
        held=world.held,
        said=world.said,
        books=world.books,
        penalties=world.penalties,
    )
    if over_all is not shared:
        shared.trial = over_all


# -- what is told ------------------------------------------------------------------------------


def advice(would: Decision, names: Iterable[str]) -> Advice:
    """What each of some rules would have done, or asked a human for."""
    acts = (*_done(would), *(question.act for question in would.pending))
    return {name: tuple(act for act in acts if name in act.rules) for name in names}


def acting(
    rules: Iterable[nodes.Rule], trials: Mapping[str, nodes.Trial], advised: Advice
) -> Iterator[nodes.Rule]:
    """The rules that really do something: of those on trial, the ones that have advice to give."""
    for rule in rules:
        trial = trials.get(rule.name)
        if trial is None:
            yield rule
        elif trial.notice is not None and advised.get(rule.name):
            yield replace(rule, effects=(trial.notice,), level=None)


def told(decision: Decision, would: Decision, trials: Mapping[str, nodes.Trial]) -> Decision:
    """The decision, with what it would have been were every rule enforced, where that is else."""
    real = decision._replace(fired=tuple(one for one in decision.fired if one.rule not in trials))
    done = {*map(_bare, _done(decision))}
    instead = {*map(_bare, _done(would))}
    asked = {(one.id, _bare(one.act)) for one in decision.pending}
    shadow = Shadow(
        fired=tuple(one for one in would.fired if one.rule in trials),
        actions=tuple(one for one in _done(would) if _bare(one) not in done),
        instead=tuple(
            one
            for one in _done(decision)
            if _bare(one) not in instead and trials.keys().isdisjoint(one.rules)
        ),
        lost=tuple(one for one in would.lost if one not in decision.lost),
        pending=tuple(one for one in would.pending if (one.id, _bare(one.act)) not in asked),
        promises=tuple(one for one in would.promises if one not in decision.promises),
    )
    return real if shadow == Shadow() else real._replace(shadow=shadow)


def _done(decision: Decision) -> tuple[Act, ...]:
    """What is done, and what is said when the bot's quiet hours are over."""
    return (*decision.actions, *(waiting.act for waiting in decision.waiting))


def _bare(act: Act) -> Act:
    """An action, whoever asked for it."""
    return act._replace(rules=())


def teller(advised: Advice, at: Instant) -> Teller:
    """Tells what a rule on trial would have done: ``撤回、禁言10分钟``."""

    def tell(hole: nodes.Hole, one: Wanted) -> nodes.Piece:
        if hole.id != "advice" or one.do.text is None:
            return hole
        zh = chinese(one.do.text) or has_han(one.rules[0]) or has_han(one.description)
        acts = (_spelled(act, at, zh) for act in advised.get(one.rules[0], ()))
        return nodes.Quoted(("、" if zh else ", ").join(dict.fromkeys(acts)))

    return tell


def _spelled(act: Act, at: Instant, zh: bool) -> str:
    says = ACTIONS[act.action].says.in_("zh" if zh else "en")
    parts = [] if act.amount is None else [str(act.amount)]
    parts += [one for one in (act.of, act.tag, act.to) if one is not None]
    if act.until is not None:
        # Of a question it is the length itself, which no instant of any event is as small as.
        length = act.until - at if act.until > at else act.until
        return f"{says}{'' if zh else ' '}{spoken(length, zh)}"
    return " ".join((says, *parts))
