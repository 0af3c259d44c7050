"""Replaying a policy over logs: one stream through, in one process or split by group over several.

    rows -> events -> roster -> order -> assumptions -> decisions -> rates -> report

Each group's events are put in the order (time, arrival) by a buffer that holds back the ten
minutes by which an event may be late; what is later still is decided where it comes, and counted.
So memory holds ten minutes of each group and what is remembered of it, never a whole log.

Groups share nothing, unless the policy counts across all groups: then all events are put in one order,
by way of files where there are many, and one process decides them. With several processes each
group goes whole to one of them, chosen by a hash of its name that is the same everywhere; the
rates are whole numbers and add up, so that the report is the same byte for byte. So are the
decisions that are written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as but
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import policyq
from policyq.apps import times
from policyq.apps.files import replacing, special
from policyq.apps.filling import Filler, Noted
from policyq.apps.logs import Reading
from policyq.apps.logs.aside import Aside, has_columns
from policyq.apps.schema import decision_to_json
from policyq.apps.sorting import together
from policyq.events.order import Clock, settle
from policyq.events.roster import Roster, enrich_all
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.ir.evaluator import Evaluator, Reference
from policyq.study.labels.figures import Appraisal
from policyq.study.labels.label import Labels
from policyq.study.numbers import Rates
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.readers import Readers
from policyq.study.report import Log, Report
from policyq.study.simulate import Mode, Step, simulate
from policyq.study.supply import silenced
from policyq.vocabulary.events import Event

if TYPE_CHECKING:
    from policyq.apps.bulk.resuming import Folder

#: The evaluators by name; all give the same decisions.
ENGINES = ("live", "reference")


@dataclass(frozen=True, slots=True)
class Options:
    """How to replay."""

    mode: Mode = "observed"
    engine: str = "live"
    jobs: int = 1
    decisions: Path | None = None
    """Where to write the decisions, one line of JSON each, in the order of the replay."""
    community: str | None = None
    """What kind of community it is, for the report: an id of `policyq.study.report.structure.GUIDED`."""
    hot_words: bool = False
    """Whether to find the hottest words."""
    limit: float | None = None
    """For the report: the most that the violation rate may be."""
    labels: Labels | None = None
    """Messages judged by people."""
    memory: int | None = None
    """How many bytes of memory may be taken, where that depends on the length of the log."""
    folder: Folder | None = None
    """Where what is counted of each part of a log is kept, if it is read in bulk."""


def replay(
    program: nodes.Program,
    reading: Reading,
    options: Options = Options(),
    *,
    pseudonyms: Pseudonyms | None,
    roster: Roster | None = None,
    watch: Callable[[int], None] = lambda events: None,
) -> Report:
    """Replays a policy over the logs of a `Reading` and reports.

    Members are called by ``pseudonyms`` in the report; ``None`` is by their accounts. ``watch``
    is told now and then how many events have been read. Raises `OSError` if the decisions cannot
    be written; what cannot be read stands in the books of the reading. An older file of decisions
    stays after an error, and if nothing could be read.
    """
    path = options.decisions
    if path is None or special(path):
        return _replay(program, reading, options, pseudonyms, roster, watch)
    # Asked first, so that it does not fail when all the work is done.
    with replacing(path) as made:
        with_file = but(options, decisions=made)
        report = _replay(program, reading, with_file, pseudonyms, roster, watch)
        if reading.faults and not reading.events:
            made.unlink()
        return report


def _replay(
    program: nodes.Program,
    reading: Reading,
    options: Options,
    pseudonyms: Pseudonyms | None,
    roster: Roster | None,
    watch: Callable[[int], None],
) -> Report:
    with Aside(reading, watch) as log:
        source = Feed(reading, roster, watch, (program,), shares(program), log=log)
        rates = None
        if roster is None and _in_one_go(options):
            rates = _in_bulk(program, reading, log, source.noted, watch, options)
        if rates is not None:
            pass
        elif options.jobs > 1 and not shares(program):
            from policyq.apps.splitting import replay_apart

            rates = replay_apart(program, source.events(), options, roster)
        else:
            rates = _to_file(program, options, source.events(), roster)
    books = source.books(program)
    version = policyq.__version__
    return Report(
        program, options.mode, books, rates, pseudonyms, version, options.community,
        options.hot_words, options.limit, _appraisal(options.labels, rates),
    )  # fmt: skip


def _appraisal(labels: Labels | None, rates: Rates) -> Appraisal | None:
    if labels is None:
        return None
    from policyq.study.labels.estimating import appraise

    return appraise(labels, rates.judged, 1)


def _in_one_go(options: Options) -> bool:
    """Whether nothing is asked for that takes every event."""
    path = options.decisions
    # Parts that were counted before have no lines, and what is no file cannot be begun anew.
    every = path is not None and (options.folder is not None or special(path))
    return options.engine == "live" and not (options.hot_words or every)


def _in_bulk(
    program: nodes.Program,
    reading: Reading,
    log: Aside,
    noted: Noted,
    watch: Callable[[int], None],
    options: Options,
) -> Rates | None:
    """The rates of a log in columns; ``None``: it has to be looked at event by event."""
    if not has_columns():
        return None
    from policyq.apps.bulk.whole import How, replay_in_bulk

    how = How(options.jobs, options.memory, options.labels, options.folder, options.mode)
    if options.decisions is None:
        return replay_in_bulk(program, reading, log, noted, watch, how)
    with options.decisions.open("wb") as file:
        how = how._replace(decisions=file)
        return replay_in_bulk(program, reading, log, noted, watch, how)


def evaluator(program: nodes.Program, engine: str) -> Evaluator:
    """A new evaluator, one of `ENGINES`."""
    if engine == "reference":
        return Reference(program)
    from policyq.live import to_python

    return to_python(program)


def decide_all(
    program: nodes.Program,
    events: Iterable[Event],
    options: Options,
    out: Callable[[Step], object] | None = None,
    roster: Roster | None = None,
) -> Rates:
    """The rates of a stream of events in their order, in this process; ``out`` gets each step."""
    engine = evaluator(program, options.engine)
    readers = Readers(engine, options.mode, roster, options.hot_words, options.labels)
    for step in simulate(engine, events, options.mode, roster, readers.census.tick):
        readers.add(step)
        if out is not None:
            out(step)
    return readers.close()


# -- the source --------------------------------------------------------------------------------


class Feed:
    """A reading as a stream in order, filled in, and the books of it for some programs.

    ``together``: in one order over all groups. ``meet`` is shown each event when it is read, before
    they are put in order. ``log`` has the events, where it is not the reading itself."""

    def __init__(
        self,
        reading: Reading,
        roster: Roster | None,
        watch: Callable[[int], None],
        programs: Sequence[nodes.Program],
        together: bool,
        meet: Callable[[Event], object] | None = None,
        log: Iterable[Event] | None = None,
    ) -> None:
        self._reading = reading
        self._log = reading if log is None else log
        self._meet = meet
        self._together = together
        self._roster = roster
        self._watch = watch
        self._clock = Clock()
        self._filler = Filler(programs)
        self._met = False

    @property
    def noted(self) -> Noted:
        """What stands in the books."""
        return self._filler.noted

    def events(self) -> Iterator[Event]:
        """The events as they are to be decided."""
        read = self._watched()
        if self._roster is not None:
            read = enrich_all(self._meeting(read, self._roster), self._roster)
        if self._meet is not None:
            read = _shown(read, self._meet)
        settled = settle(read)
        for event in together(settled) if self._together else settled:
            yield self._filler.fill(event)

    def _meeting(self, events: Iterator[Event], roster: Roster) -> Iterator[Event]:
        """The events; whether anybody of the roster is among their senders is remembered."""
        for event in events:
            yield event
            if event.sender is not None and roster.names(event.group, event.sender):
                self._met = True
                break
        yield from events

    def _watched(self) -> Iterator[Event]:
        for number, event in enumerate(self._log, 1):
            self._clock.see(event)
            if not number & 1023:
                self._watch(number)
            yield event

    def _absent(self) -> tuple[int, int]:
        named = frozenset() if self._roster is None else self._roster.groups
        return len(named - self.noted.groups), len(named)

    def books(self, program: nodes.Program) -> Log:
        """What there is to say of the reading to one of the programs, once it is over."""
        reading, supply = self._reading, self.noted.supply
        missing = supply.missing
        return Log(
            files=reading.files,
            rows=reading.rows,
            events=reading.events,
            noise=reading.noise,
            again=reading.again,
            rejected=dict(reading.reasons),
            faults=len(reading.faults),
            steps_back=self._clock.back + self.noted.back,
            late=self._clock.late + self.noted.late,
            roster=self._roster is not None,
            strange=bool(self._roster) and reading.events > 0 and not self._met,
            assumed=dict(supply.assumed),
            messages=supply.messages,
            missing=tuple(sorted(missing)),
            silenced=silenced(program, missing),
            beyond=self.noted.beyond[program.digest].days,
            absent=self._absent(),
        )


def _shown(events: Iterable[Event], meet: Callable[[Event], object]) -> Iterator[Event]:
    for event in events:
        meet(event)
        yield event


# -- decisions written down --------------------------------------------------------------------


def lines(step: Step, zone: tzinfo) -> list[str]:
    """The decisions of a step, one line of JSON each, line feed included."""
    own = step.own
    return [
        decision_to_json(one, zone, step.event if one is own else None) + "\n"
        for one in step.decisions
    ]


def _to_file(
    program: nodes.Program, options: Options, events: Iterable[Event], roster: Roster | None
) -> Rates:
    if options.decisions is None:
        return decide_all(program, events, options, None, roster)
    zone = times.zone(program.timezone)
    with options.decisions.open("w", encoding="utf-8", newline="\n") as file:
        return decide_all(
            program, events, options, lambda step: file.writelines(lines(step, zone)), roster
        )
