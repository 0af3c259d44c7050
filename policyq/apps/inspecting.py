"""Inspecting logs: one reading, watched, and what it lacks for a policy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import policyq
from policyq.apps import times
from policyq.apps.logs import Reading
from policyq.apps.logs.detect import FORMATS
from policyq.apps.problems import Problem
from policyq.events.assume import Assumption
from policyq.events.roster import Roster, enrich_all
from policyq.ir import nodes
from policyq.study.inspection.inspection import Books, Fault, Inspection, Sample
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.supply import Supply, lacking
from policyq.study.survey import Survey
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said


def inspect(
    reading: Reading,
    *,
    timezone: str,
    pseudonyms: Pseudonyms | None,
    program: nodes.Program | None = None,
    roster: Roster | None = None,
    watch: Callable[[Reading], Iterable[Event]] = iter,
) -> Inspection:
    """Reads everything there is, and says what was understood, what the roster knows filled in.

    Days are those of ``timezone``. With a ``program``, also what its rules ask for and neither
    log nor roster nor what a replay assumes ever says. ``watch`` passes the events
    on. Refuses an unknown zone.
    """
    survey, supply, assumption = Survey(times.zone(timezone)), Supply(), Assumption()
    for event in _surveyed(reading, survey, roster, watch):
        supply.see(assumption.take(event))
    return Inspection(
        books=_books(reading),
        survey=survey,
        timezone=timezone,
        formats={one.id: one.says for one in FORMATS} | {"empty": Said("空文件", "empty file")},
        pseudonyms=pseudonyms,
        tool=policyq.__version__,
        program=program,
        lacks={} if program is None else lacking(program, supply.missing),
        roster=bool(roster),
        strange=_strange(roster, survey),
    )


def _surveyed(
    reading: Reading,
    survey: Survey,
    roster: Roster | None,
    watch: Callable[[Reading], Iterable[Event]],
) -> Iterator[Event]:
    before = 0
    for event in _filled(watch(reading), roster):
        repeated = reading.repeated
        survey.see(event, repeated=repeated > before)
        before = repeated
        yield event


def _strange(roster: Roster | None, survey: Survey) -> bool:
    """Whether nobody of the roster did anything in the log."""
    if not roster or not survey.groups:
        return False
    return not any(
        roster.names(group, account)
        for group, seen in survey.groups.items()
        for account in seen.members
    )


def _filled(events: Iterable[Event], roster: Roster | None) -> Iterable[Event]:
    return events if roster is None else enrich_all(events, roster)


def _books(reading: Reading) -> Books:
    return Books(
        files=reading.files,
        rows=reading.rows,
        events=reading.events,
        beside=reading.beside,
        noise=reading.noise,
        damaged=reading.damaged,
        repeated_ids=reading.repeated + reading.again,
        steps_back=reading.steps_back,
        furthest_back=reading.furthest_back,
        formats=dict(reading.formats),
        encodings=dict(reading.encodings),
        rejected=dict(reading.reasons.most_common()),
        left_out=dict(reading.left_out.most_common()),
        samples=tuple(
            Sample(
                one.file,
                one.line,
                one.problem.code,
                one.problem.reason,
                _said(one.problem),
                _helps(one.problem),
            )
            for one in reading.samples
        ),
        faults=tuple(
            Fault(one.file, one.problem.code, _said(one.problem), _helps(one.problem))
            for one in reading.faults
        ),
    )


def _said(problem: Problem) -> Said:
    return Said(problem.says("zh"), problem.says("en"))


def _helps(problem: Problem) -> Said:
    return Said(problem.helps("zh"), problem.helps("en"))
