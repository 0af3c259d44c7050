"""The Python face: load a policy, decide events, keep the state, replay a log. Few names.

import policyq

policy = policyq.load("study-group.policyq")
bot = policy.evaluator()
for decision in bot.feed(policyq.event(...)):
    for act in decision.actions:
        ...
"""

from __future__ import annotations

import json
import os
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyq.diagnostics.diagnostic import Diagnostic, Severity, Suppressed
from policyq.diagnostics.source import Failure, Source
from policyq.ir import nodes
from policyq.live import Live, to_python
from policyq.text.glimpse import Glimpse
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import Event

if TYPE_CHECKING:
    from policyq.apps.logs import Reading
    from policyq.apps.logs.context import Order
    from policyq.apps.replaying import Options
    from policyq.apps.sources import Sources
    from policyq.check.checked import CheckedPolicy
    from policyq.events.roster import Roster
    from policyq.study.records import Record
    from policyq.study.report import Report
    from policyq.study.simulate import Mode


class PolicyError(ValueError):
    """A policy has errors. ``str()`` of it is the whole report, a line for each."""

    def __init__(
        self,
        diagnostics: tuple[Diagnostic, ...],
        sources: Mapping[str, Source | Failure],
        language: str,
    ) -> None:
        self.diagnostics = diagnostics
        self.sources = {n: s for n, s in sources.items() if isinstance(s, Source)}
        super().__init__(self.render(language, "plain"))

    def render(self, language: str = "en", form: str = "human") -> str:
        """The report in ``"zh"`` or ``"en"``; ``form`` is human, plain, json or github."""
        from policyq.diagnostics.render import render

        return render(self.diagnostics, self.sources, language=language, form=form)


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy without errors, compiled."""

    program: nodes.Program
    checked: CheckedPolicy | None
    """The policy as it was written; ``None`` of one that `load_compiled` read."""
    diagnostics: tuple[Diagnostic, ...]
    """What `check` warned of or advised."""
    suppressed: tuple[Suppressed, ...] = ()
    """What the policy itself allows for a while, with reasons; not among the diagnostics."""
    glimpses: tuple[Glimpse, ...] = field(default=(), repr=False)
    """What rules texts out while no search for words is made; of a compiled policy."""

    @property
    def name(self) -> str:
        return self.program.name

    @property
    def digest(self) -> str:
        """16 hexadecimal digits that name what the policy means; every decision carries them."""
        return self.program.digest

    def evaluator(self, state: Mapping[str, Any] | str | os.PathLike[str] | None = None) -> Live:
        """A new evaluator, with empty memory or with the state that another one saved.

        ``state`` is what `Live.save` returned, or a JSON file that `save` wrote; a file that does
        not exist yet is an empty memory. What is remembered under the conditions, ladders and
        watches of this policy is kept, the rest dropped: `Live.restored` tells. Warns of the state
        of a policy of another name; raises `policyq.StateError` for one that cannot be read.
        Of a compiled policy the search for words is made when the first text comes that may have
        one (`Live.prepare`).
        """
        evaluator = to_python(self.program, lazily=self.checked is None, glimpses=self.glimpses)
        if state is None:
            return evaluator
        if not isinstance(state, Mapping | str | os.PathLike):
            raise TypeError(f"a state is what save() returned, or a path, not {state!r:.60}")
        saved = state if isinstance(state, Mapping) else _read(Path(state))
        if saved is not None:
            told = evaluator.restore(saved)
            if told.policy != self.name:
                warnings.warn(
                    f"the state is of another policy, {told.policy!r}: what {self.name!r} counts as "
                    "well is kept, the rest dropped (see `restored`)",
                    stacklevel=2,
                )
        return evaluator

    def replay(
        self,
        *logs: str | os.PathLike[str],
        mode: Mode = "observed",
        community: str | None = None,
        format: str | None = None,
        timezone: str | None = None,
        encoding: str | None = None,
        group: str | None = None,
        day: date | None = None,
        order: Order | None = None,
        own: str | None = None,
        roster: str | os.PathLike[str] | None = None,
        jobs: int = 1,
        key: str | None = None,
        hot_words: bool = False,
        labels: str | os.PathLike[str] | None = None,
        memory: int | None = None,
        resume: str | os.PathLike[str] | None = None,
    ) -> Report:
        """Replay chat logs (files, folders, archives in the order of time), and report the rates.

        ``mode``: ``"observed"``, or ``"suppressed"`` for taking out what the policy would have
        prevented. ``community`` (``"interest"``, ``"business"``, ``"study"``): with whose figures the
        structure of the members is compared. ``format`` to ``own`` account, with ``order`` of dates
        (``"dmy"``, ``"mdy"``, ``"ymd"``), are those of the logs, where these do not say; ``roster``
        is a YAML or CSV file that says who is who. ``key`` is that of the members' pseudonyms;
        without it they go by the variable ``POLICYQ_KEY``, else by the ``.policyq-key`` of the
        project that this program runs in, else by a key for once.
        ``hot_words``: whether to find the hottest words, too. ``labels``: a file of messages judged
        by people (CSV or JSONL), for `Report.appraisal`: precision, recall, false positives.
        ``memory``: the most bytes that a log that is read in bulk may take, all processes together.
        ``resume``: a folder where what is done of such a log is kept; after a stop the same call
        goes on from there. Warns (`UserWarning`) where either cannot be had.
        `policyq.to_text`, `policyq.to_markdown`, `policyq.to_html` and `policyq.to_json` write the report.
        Warns of rows that cannot be read and of a log of no events, too. Raises `OSError` if a log
        cannot be read or the folder is open to others, `ValueError` if no row can be, for a mode,
        community, zone, format or encoding that there is not, for a roster with mistakes, for labels
        that cannot be used or of which no message is in the logs, and for too little memory.
        """
        from policyq.apps import inparts
        from policyq.apps.labels import of_file
        from policyq.apps.wanted import options_of, reading_of

        reading = reading_of(
            logs, format=format, timezone=timezone, encoding=encoding,
            group=group, day=day, order=order, own=own,
        )  # fmt: skip
        known = None if roster is None else _roster(roster, timezone)
        said = None if labels is None else of_file(labels)
        options = options_of(
            mode=mode, jobs=jobs, community=community, hot_words=hot_words, labels=said,
            memory=memory, folder=inparts.folder_at(resume),
        )  # fmt: skip
        report = _replayed(self.program, reading, options, known, key)
        if report.appraisal is not None and not report.appraisal.met:
            raise ValueError(f"{labels}: no message of the labels is in the logs")
        return report

    def line(self, decision: Decision, event: Event | None = None) -> str:
        """A decision as `policyq decide` prints it, for a file that `policyq records` reads.

        With the ``event`` that was fed, it is known whom the decision is about and who judged.
        Those on ticks before the event, which `feed` returns as well, are not about it, and tell
        nothing of it."""
        from policyq.apps.schema import decision_to_json
        from policyq.apps.times import zone

        return decision_to_json(decision, zone(self.program.timezone), event)

    def records(
        self,
        *logs: str | os.PathLike[str],
        mode: Mode = "observed",
        timezone: str | None = None,
        roster: str | os.PathLike[str] | None = None,
        **reading: Any,
    ) -> tuple[Record, ...]:
        """Replay chat logs, and list every disposal: a record for each thing that was done, asked,
        put off or not done, by time. Members stand there by their accounts.

        The arguments are those of `replay` that say how logs are read. `policyq.records` makes
        records of decisions that are there already. Raises as `replay` does.
        """
        from policyq.apps.recording import of_replay
        from policyq.apps.wanted import check_read, options_of, reading_of

        read = reading_of(logs, timezone=timezone, **reading)
        known = None if roster is None else _roster(roster, timezone)
        book = of_replay(self.program, read, mode=options_of(mode=mode).mode, roster=known)
        check_read(read)
        return book.records


def load(
    path: str | os.PathLike[str], *, language: str = "en", today: date | None = None
) -> Policy:
    """Load a policy file with everything it names.

    ``today`` is the date in the policy's zone, against which suppressions expire; without it,
    none does. Raises `PolicyError`, whose text is in ``language``, if the policy has errors.
    """
    from policyq.apps import sources

    return compiled(sources.load(path), language=language, today=today)


def loads(text: str, *, language: str = "en", today: date | None = None) -> Policy:
    """Compile a policy from a text that names no files. Raises `PolicyError` likewise."""
    from policyq.apps import sources

    return compiled(sources.of_text(text), language=language, today=today)


def load_compiled(path: str | os.PathLike[str], *, language: str = "en") -> Policy:
    """Load a policy from a file that `policyq compile` wrote, without parser and checker.

    Nothing in the file is run. Raises `PolicyError`, whose text is in ``language``, if it is no such
    file, was written by another version of policyq, or is damaged.
    """
    from policyq.apps.compiled import Refused, read

    found = read(path)
    if isinstance(found, Refused):
        raise PolicyError((found.diagnostic,), {found.source.name: found.source}, language)
    return Policy(found.program, None, (), glimpses=found.glimpses)


def compiled(sources: Sources, *, language: str = "en", today: date | None = None) -> Policy:
    """Compile a policy from sources that are all there. Raises `PolicyError` likewise."""
    from policyq.pipeline import compile_policy

    result = compile_policy(sources.texts, sources.main, sources.parsed, today=today)
    if result.program is None or result.checked is None:
        errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
        raise PolicyError(tuple(errors), sources.texts, language)
    return Policy(result.program, result.checked, result.diagnostics, result.suppressed)


def save(evaluator: Live, path: str | os.PathLike[str]) -> None:
    """Write an evaluator's state to a JSON file, at once or not at all."""
    from policyq.apps.files import write

    write(Path(path), json.dumps(evaluator.save(), ensure_ascii=False, separators=(",", ":")))


def _read(path: Path) -> Mapping[str, Any] | None:
    from policyq.apps.files import special
    from policyq.live import StateError

    if special(path):  # a folder; or a device, which may never end
        raise StateError("not_a_state", f"{path.name} is no regular file")
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (ValueError, RecursionError) as error:
        says = f"{path.name} is no JSON file that policyq.save() wrote"
        raise StateError("not_a_state", says) from error
    if not isinstance(state, dict):
        raise StateError("not_a_state", f"{path.name} is no file that policyq.save() wrote")
    return state


def _replayed(
    program: nodes.Program,
    reading: Reading,
    options: Options,
    roster: Roster | None,
    key: str | None,
) -> Report:
    """The report of a replay; what could not be had of it is warned of, or raised."""
    from policyq.apps import inparts, keys
    from policyq.apps.replaying import replay
    from policyq.apps.wanted import check_read
    from policyq.study.pseudonyms import Pseudonyms

    named = Pseudonyms(key) if key else keys.of_project(Path.cwd(), make=False).pseudonyms
    with inparts.bounded():
        report = replay(program, reading, options, roster=roster, pseudonyms=named)
    for says in inparts.failed(options.folder, options.memory, reading):
        warnings.warn(says.en, stacklevel=3)
    check_read(reading)
    return report


def _roster(path: str | os.PathLike[str], timezone: str | None) -> Roster:
    from policyq.apps.roster import read_roster

    found = read_roster(os.fspath(path), timezone=timezone)
    for misread in found.problems:
        raise ValueError(f"{os.fspath(path)}:{misread.row}: {misread.problem.says('en')}")
    return found.roster
