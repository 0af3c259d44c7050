"""Planning: two sides, each a file, a folder or a git revision of one, compared over logs.

    sides -> pairs of sources -> programs -> changes in meaning
                                 + rows -> events -> both replays -> estimates -> plan

The log is read once, whatever the number of pairs and views. Where nothing changed in meaning,
nothing is replayed.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

import policyq
from policyq.apps import revisions
from policyq.apps.logs import Reading
from policyq.apps.logs.aside import Aside, has_columns
from policyq.apps.replaying import Feed, evaluator
from policyq.apps.sources import Sources, load
from policyq.check.files import bases
from policyq.diagnostics.render.places import Place
from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.ir.evaluator import Evaluator
from policyq.ir.show import digest
from policyq.study.labels.estimating import appraise
from policyq.study.labels.label import Labels
from policyq.study.plan.budget import Budget
from policyq.study.plan.budgets import filters
from policyq.study.plan.changes import Changes, changes
from policyq.study.plan.differing import Differences
from policyq.study.plan.plan import Plan, planned
from policyq.study.plan.runs import Asked, Runs
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.sharing import Known, Mask
from policyq.study.simulate import foreseen

_SUFFIX = ".policyq"
Program = nodes.Program


class Pair(NamedTuple):
    """One policy on both sides; ``None`` where it is not there."""

    name: str
    """The path below the folders; of two files, nothing."""
    old: Sources | None
    new: Sources | None


class Unlike(Exception):
    """One side is a folder, the other one is none."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to plan."""

    asked: Asked = field(default_factory=Asked)
    least: float = 0.95
    """The least agreement of the old policy with what the log says was done."""
    budgets: tuple[Budget, ...] = ()
    today: date = date.min
    labels: Labels | None = None
    """Messages judged by people."""
    one_by_one: bool = False
    """Whether every decision that differs is kept."""
    memory: int | None = None
    """How many bytes of memory may be taken, where that depends on the length of the log."""


# -- the two sides -----------------------------------------------------------------------------


def pairs(old: str, new: str) -> list[Pair]:
    """The policies of two sides, put together by their paths below them.

    Raises `policyq.apps.revisions.NoRevision`, and `Unlike` where only one is a folder. A policy
    in a folder that another one there uses stands in that one's pair, not in one of its own.
    """
    revisions.complete(old, new)
    revisions.complete(new, old)
    before, after = _side(old), _side(new)
    if isinstance(before, Sources) and isinstance(after, Sources):
        return [Pair("", before, after)]
    if isinstance(before, Sources) or isinstance(after, Sources):
        raise Unlike
    return [
        Pair(name, before.get(name), after.get(name))
        for name in sorted(before.keys() | after.keys())
    ]


def _side(written: str) -> Sources | dict[str, Sources]:
    """A policy, or the policies of a folder by their paths in it."""
    revision = revisions.revision_in(written)
    if revision is not None:
        if not revisions.is_folder(revision):
            return revisions.read(revision, revision.path)
        top = revision.path
        return _apart(
            {
                posixpath.relpath(path, top or "."): revisions.read(revision, path)
                for path in revisions.policies(revision)
            }
        )
    if not os.path.isdir(written):  # noqa: PTH112
        return load(written)
    return _apart({name: load(path) for name, path in _below(written)})


def _below(folder: str) -> Iterator[tuple[str, str]]:
    for here, inside, names in os.walk(folder):
        inside[:] = sorted(name for name in inside if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(_SUFFIX) and not name.startswith("."):
                path = os.path.join(here, name)  # noqa: PTH118
                yield os.path.relpath(path, folder).replace(os.sep, "/"), path


def _apart(found: dict[str, Sources]) -> dict[str, Sources]:
    """The policies that none of the others uses."""
    used = {
        name
        for sources in found.values()
        for main, (file, _) in sources.parsed.items()
        for name in bases(file)
    }
    return {name: one for name, one in found.items() if one.main not in used} or found


def nothing_like(program: Program) -> Program:
    """A policy without any rule, for a side on which there is none."""
    empty = {
        one.name: () for one in fields(program) if isinstance(getattr(program, one.name), tuple)
    }
    bare: Program = replace(program, **empty)  # type: ignore[arg-type]
    return replace(bare, digest=digest(bare))


# -- the plans ---------------------------------------------------------------------------------


class Compared(NamedTuple):
    """What is to be planned: how both sides are called, and what they mean."""

    names: tuple[str, str]
    programs: tuple[Program, Program]
    places: Mapping[str, tuple[str, Place]] = MappingProxyType({})
    """Where the rules of the new one stand, if it is on the disk."""


def plans(
    compared: Sequence[Compared],
    reading: Reading,
    options: Options,
    *,
    pseudonyms: Pseudonyms | None,
    roster: Roster | None = None,
    watch: Callable[[int], None] = lambda events: None,
) -> list[Plan]:
    """One plan for each pair, all of one reading of the logs, which is left alone where nothing
    changed in meaning. Raises what reading raises."""
    found = [(one, changes(*one.programs)) for one in compared]
    wanted = frozenset(one for one in filters(options.budgets) if one.dimension != "rule")
    asked = replace(options.asked, wanted=wanted)

    log = Aside(reading, watch)

    def begun() -> _Begun:
        kept = {n: Differences() for n, _ in enumerate(found) if options.one_by_one}
        runs = {
            number: Runs(one.programs, _new, asked, roster, kept.get(number), options.labels)
            for number, (one, changed) in enumerate(found)
            if changed
        }
        known = None if pseudonyms is None else Known(pseudonyms)
        both = [program for one in compared for program in one.programs]
        new, shared = [run.programs[1] for run in runs.values()], any(map(shares, both))
        see = None if known is None else known.see
        feed = Feed(reading, roster, watch, new, shared, see, log)
        return _Begun(feed, runs, known, kept)

    going = begun()
    if going.runs:
        each = roster is not None or options.labels is not None or asked.suppressed or asked.shares
        with log:
            going = (
                None if each else _in_bulk(begun, reading, log, watch, options.memory)
            ) or _through(begun())
    feed, runs, known, kept = going
    made = []
    for number, (one, changed) in enumerate(found):
        plan = _plan(one, changed, options, pseudonyms)
        if number in runs:
            plan = _filled(plan, runs[number], options)
            if number in kept and not plan.refused:
                plan = replace(plan, differing=kept[number].in_order())
            plan = replace(plan, log=feed.books(one.programs[1]), masked=_masked(plan, known))
        made.append(plan)
    return made


def _new(program: Program) -> Evaluator:
    return evaluator(program, "live")


class _Begun(NamedTuple):
    """What takes in the log."""

    feed: Feed
    runs: Mapping[int, Runs]
    """Of the pairs that changed, by their numbers."""
    known: Known | None
    kept: Mapping[int, Differences]


def _in_bulk(
    begun: Callable[[], _Begun],
    reading: Reading,
    log: Aside,
    watch: Callable[[int], None],
    memory: int | None,
) -> _Begun | None:
    """What took in the log as columns; ``None``: it has to be taken in event by event."""
    if not has_columns():
        return None
    from policyq.apps.bulk.plans import can_plan, plan_in_bulk
    from policyq.apps.bulk.whole import sources
    from policyq.replay.order import Unfit

    if not can_plan(list(begun().runs.values())):
        return None
    with suppress(Unfit):
        for source in sources(reading, log):
            going = begun()
            runs, noted = list(going.runs.values()), going.feed.noted
            if plan_in_bulk(runs, reading, source, noted, going.known, watch, memory):
                return going
    return None


def _through(going: _Begun) -> _Begun:
    """Every event, once, into all runs."""
    runs = list(going.runs.values())
    for event in foreseen(going.feed.events(), *runs):
        for one in runs:
            one.see(event)
    for one in runs:
        one.end()
    return going


def _plan(one: Compared, changed: Changes, options: Options, pseudonyms: Pseudonyms | None) -> Plan:
    """A plan in which nothing stands yet."""
    return Plan(
        names=one.names,
        programs=one.programs,
        changes=changed,
        log=None,
        agreement=None,
        least=options.least,
        refused=False,
        views={},
        table=None,
        ground=None,
        examples=None,
        budgets=(),
        asked=options.asked,
        pseudonyms=pseudonyms,
        masked={},
        tool=policyq.__version__,
        places=one.places,
    )


def _filled(plan: Plan, runs: Runs, options: Options) -> Plan:
    """The plan with what the runs came to, unless the old policy does not reproduce the log."""
    agreement = runs.identity.agreement
    refused = agreement.share is not None and agreement.share < options.least
    plan = replace(plan, agreement=agreement, refused=refused, ground=runs.ground)
    if refused:
        return plan
    appraisal = None
    if options.labels is not None and runs.labelled is not None:
        appraisal = appraise(options.labels, runs.labelled.found, 2, options.asked.seed)
    table, views, budgets = planned(runs, options.budgets, options.today, appraisal)
    examples = runs.views["fixed"].examples
    return replace(
        plan, table=table, views=views, budgets=budgets, examples=examples, appraisal=appraisal
    )


def _masked(plan: Plan, known: Known | None) -> Mapping[str, str]:
    """The texts that are shown, without who is named in them."""
    if known is None or plan.pseudonyms is None:
        return {}
    mask = Mask(plan.pseudonyms, known)
    examples = (example.event for _, _, some in plan.shown for example in some)
    differing = (one.event for one in plan.differing if one.event is not None)
    return {
        f"{event.group}\0{event.id}": mask.text(event.text)
        for event in {(one.group, one.id): one for one in (*examples, *differing)}.values()
        if event.text
    }
