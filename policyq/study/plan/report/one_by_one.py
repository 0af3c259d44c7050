"""Every decision that a change changes, as CSV: a head, and a line for each, by time.

Names of columns and values are the same in every language, for programs and for formulas. Members,
groups and ids are called as in the report, texts masked with them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from policyq.ir import clock
from policyq.study.plan.differing import Differing, Side
from policyq.study.plan.plan import Plan
from policyq.text.lexicon_csv import guarded
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.types import SECOND

COLUMNS: tuple[str, ...] = (
    "policy", "view", "time", "group", "event", "kind", "member", "differs",
    "old", "new", "old_actions", "new_actions", "old_rules", "new_rules", "text",
)  # fmt: skip
_BETWEEN = "; "


def to_csv(plans: Sequence[Plan]) -> Iterator[str]:
    """The lines, line feeds included."""
    yield _line(COLUMNS)
    for plan in plans:
        for one in plan.differing:
            yield _line(_row(plan, one))


def _line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    clean = (cell.encode("utf-8", "replace").decode("utf-8") for cell in cells)
    # A spreadsheet would take it for a formula: what members wrote may be anything.
    csv.writer(out, lineterminator="\n").writerow([guarded(cell) for cell in clean])
    return out.getvalue()


def _row(plan: Plan, one: Differing) -> tuple[str, ...]:
    about, event, called = one.about, one.event, plan.pseudonyms
    of = called.of if called else str
    member = _member(one)
    text = "" if event is None else event.text or ""
    if called is not None and text and event is not None:
        text = plan.masked.get(f"{event.group}\0{event.id}", "")
    return (
        plan.names[1],
        one.view,
        clock.local(about.time, plan.programs[0].timezone).isoformat(),
        called.of_group(about.group) if called else about.group,
        called.of_id(about.event) if called else about.event,
        "tick" if event is None else event.kind,
        "" if member is None else of(member),
        one.how,
        one.before.becomes,
        one.after.becomes,
        _BETWEEN.join(_deeds(one.before)),
        _BETWEEN.join(_deeds(one.after)),
        _BETWEEN.join(one.before.rules),
        _BETWEEN.join(one.after.rules),
        text,
    )


def _member(one: Differing) -> str | None:
    """Whom it is about: whoever something is done to, else whoever wrote."""
    acts = [act for side in (one.after, one.before) for act in _acts(side.decision)]
    target = next((act.target for act in acts if act.target is not None), None)
    return target or (None if one.event is None else one.event.sender)


def _acts(decision: Decision | None) -> Iterator[Act]:
    if decision is not None:
        yield from decision.actions
        yield from (question.act for question in decision.pending)
        yield from (held.act for held in decision.waiting)


def _deeds(side: Side) -> Iterator[str]:
    """``delete``, ``mute 600s``; ``ask: remove`` waits for a human, ``later: reply`` for the bot."""
    decision = side.decision
    if decision is None:
        return
    for act in decision.actions:
        length = None if act.until is None else act.until - decision.time
        yield _deed(act, length)
    for question in decision.pending:
        yield f"ask: {_deed(question.act, question.act.until)}"
    for held in decision.waiting:
        yield f"later: {_deed(held.act, None)}"


def _deed(act: Act, length: int | None) -> str:
    return act.action if length is None else f"{act.action} {length // SECOND}s"
