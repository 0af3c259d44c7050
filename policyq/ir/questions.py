"""Actions that wait for humans: parked, judged, timed out.

A parked action competes with nothing. There is one question for each target and dimension, the
strongest; a new violation joins it. The author of the message cannot judge. Where several must
approve, each counts once, and one who rejects is enough; an action that a stronger one takes the
place of takes the approvals with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from policyq.ir import duty, forgiving, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.memory import Parked, Standing
from policyq.ir.merging import act_of, rank, strongest
from policyq.ir.wanted import Wanted
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Answer, Lost, Question
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant


def answer(
    program: nodes.Program, standing: Standing, event: Event
) -> tuple[tuple[Answer, ...], Parked | None]:
    """What a verdict or a timeout does to the question it refers to.

    Also the question that is settled by it, if one is; it waits no longer.
    """
    if event.kind not in ("verdict", "timeout"):
        return (), None
    id = event.refers or ""
    parked = standing.questions.get(id)
    result = _result(program, standing, parked, event)
    if parked is not None and result == "counted":
        approved = (*parked.approved, event.sender or "")
        standing.questions[id] = parked._replace(approved=approved)
    if parked is None or result not in ("approved", "rejected", "timed_out"):
        return (Answer(id, result),), None
    del standing.questions[id]
    wanted = parked.wanted
    if result == "approved" and wanted.dimension in ("penalty", "lock", "forgive"):
        # The newest decision of a human is the one that holds.
        standing.human.pop(wanted.about.sender or "" if wanted.personal else "", None)
    elif result == "rejected" and wanted.dimension in ("penalty", "lock"):
        standing.human[wanted.target] = parked.deadline
    elif result == "rejected":
        forgiving.uphold(standing, parked)
    return (Answer(id, result),), parked


def _result(program: nodes.Program, standing: Standing, parked: Parked | None, event: Event) -> str:
    if parked is None:
        return "no_question"
    if event.kind == "timeout":
        return "timed_out"
    if event.time >= parked.deadline:
        return "too_late"
    if event.sender is None or event.sender == parked.wanted.about.sender:
        return "own_message"
    judges = duty.judges(program, parked.confirm.judges, parked.asked, event.time)
    if not any(_is(event, judge) for judge in judges):
        return "not_a_judge"
    if forgiving.judged(standing, parked, event.sender):
        return "own_verdict"
    if event.result != "approve":
        return "rejected"
    if event.sender in parked.approved:
        return "already_approved"
    enough = len(parked.approved) + 1 >= parked.confirm.quorum
    return "approved" if enough else "counted"


def _is(event: Event, judge: nodes.Who) -> bool:
    return (
        (judge.role is not None and judge.role == event.role)
        or (judge.tag is not None and judge.tag in (event.tags or ()))
        or (judge.account is not None and judge.account == event.sender)
    )


def park(
    program: nodes.Program, standing: Standing, event: Event, wanted: Iterable[Wanted]
) -> tuple[tuple[Question, ...], list[Lost]]:
    """Parks what asks for confirmation: the questions that are asked or joined, and what lost.

    What a question leads to that nobody answered asks nobody again: else a policy could go on
    asking for ever.
    """
    if event.kind == "timeout":
        return (), [Lost(one.do.action, r, "unanswered") for one in wanted for r in one.rules]
    slots: dict[tuple[str, str], list[Wanted]] = {}
    lost: list[Lost] = []
    for one in sorted(wanted, key=lambda one: one.grave):
        if ACTIONS[one.do.action].personal and one.about.sender is None:
            lost += [Lost(one.do.action, rule, "no_target") for rule in one.rules]
        else:
            slots.setdefault((one.dimension, one.target), []).append(one)
    asked = []
    for slot, some in sorted(slots.items()):
        first, rules, beaten = strongest(program, some)
        question, outdone = _ask(program, standing, event, slot, first._replace(rules=rules))
        asked.append(question)
        lost += [*beaten, *outdone]
    return tuple(asked), lost


def _ask(
    program: nodes.Program,
    standing: Standing,
    event: Event,
    slot: tuple[str, str],
    one: Wanted,
) -> tuple[Question, list[Lost]]:
    """A new question, or the one that waits already, made stronger if need be; and what lost."""
    confirm = one.do.confirm
    assert confirm is not None
    bare = one._replace(do=replace(one.do, confirm=None, once=None))
    waiting = next(
        (p for p in standing.questions.values() if p.slot == slot and p.deadline > event.time), None
    )
    if waiting is None:
        deadline = event.time + int(amount_at(confirm.within, program, event.time))
        parked = Parked(f"{event.id}/{slot[0]}", slot, bare, confirm, event.time, deadline)
        lost: list[Lost] = []
    else:
        parked, lost = _joined(program, waiting, bare, confirm)
    standing.questions[parked.id] = parked
    return question_of(program, parked, joined=waiting is not None), lost


def _joined(
    program: nodes.Program, waiting: Parked, bare: Wanted, confirm: nodes.Confirm
) -> tuple[Parked, list[Lost]]:
    """The question that waits, joined by a wish, and which of the two actions lost."""
    mine, theirs = rank(program, bare), rank(program, waiting.wanted)
    best, other, judges, approved = waiting.wanted, bare, waiting.confirm, waiting.approved
    lost = []
    if mine > theirs:
        best, other, judges, approved = bare, waiting.wanted, confirm, ()
        lost = [Lost(other.do.action, rule, "weaker", best.do.action) for rule in other.rules]
    elif mine < theirs or confirm != waiting.confirm:
        lost = [Lost(other.do.action, rule, "pending", waiting.id) for rule in other.rules]
    # The rule whose action it is stays the first: `{rule}` names it.
    rules = tuple(dict.fromkeys((*best.rules, *other.rules)))
    best = best._replace(rules=rules)
    return waiting._replace(wanted=best, confirm=judges, approved=approved), lost


def question_of(program: nodes.Program, parked: Parked, *, joined: bool = False) -> Question:
    """The question as the host asks it."""
    return Question(
        id=parked.id,
        act=act_of(program, parked.wanted, 0, parked.wanted.rules),
        judges=tuple(map(str, duty.judges(program, parked.confirm.judges, parked.asked))),
        asked=parked.asked,
        deadline=parked.deadline,
        author=parked.wanted.about.sender,
        joined=joined,
        quorum=parked.confirm.quorum,
        rosters=duty.named(program, parked.confirm.judges),
    )


def overdue(standing: Standing, until: Instant) -> list[Parked]:
    """The questions whose time is over at ``until``, the earliest first."""
    late = [parked for parked in standing.questions.values() if parked.deadline <= until]
    return sorted(late, key=lambda parked: (parked.deadline, parked.id))
