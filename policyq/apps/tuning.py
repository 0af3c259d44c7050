"""Tuning: a policy replayed with other numbers in it, and the chosen ones as a patch.

    policy + options -> axes -> points -> texts -> programs
                        rows -> events -> all replays -> scores -> report
                        a point -> texts -> patch, or the files themselves

Points of one meaning are replayed once, and the log is read once for all of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from policyq.apps import files
from policyq.apps.differences import patch
from policyq.apps.logs import Reading
from policyq.apps.replaying import Feed
from policyq.apps.sources import Sources, decoded, encoded, load
from policyq.diagnostics.catalog import tuning as kinds
from policyq.diagnostics.diagnostic import Diagnostic, Severity, Words
from policyq.diagnostics.render import fill
from policyq.diagnostics.source import Source, Span
from policyq.events.roster import Roster
from policyq.ir import nodes
from policyq.ir.common import shares
from policyq.ir.evaluator import Evaluator
from policyq.live import Live, to_python
from policyq.pipeline import Compiled
from policyq.study.labels.found import Reader
from policyq.study.labels.label import Labels
from policyq.study.report.report import Log
from policyq.study.simulate import foreseen
from policyq.study.tune.judged import Tuned, judged
from policyq.study.tune.runs import Runs
from policyq.study.tune.spelling import edited, spelled
from policyq.study.tune.varying import Amount, Axis, Point, axes, grid, present
from policyq.syntax.dials import Dial, dials


def dials_of(sources: Sources) -> list[Dial]:
    """The numbers of a policy without errors that can be varied."""
    texts = texts_of(sources)
    return dials({name: file for name, (file, _) in sources.parsed.items()}, texts, sources.main)


def texts_of(sources: Sources) -> dict[str, Source]:
    """The files of a policy that could be read."""
    return {name: one for name, one in sources.texts.items() if isinstance(one, Source)}


# -- points ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a grid as policies."""

    axes: tuple[Axis, ...]
    points: tuple[Point, ...]
    """The policy as it stands first, and once."""
    programs: tuple[nodes.Program, ...]
    """Those that differ; that of the policy as it stands first."""
    which: tuple[int, ...]
    """Of each point the place of its program."""


class PointRefused(Exception):
    """A point at which the policy has an error."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.code)
        self.diagnostic = diagnostic


def points_of(
    sources: Sources,
    program: nodes.Program,
    varied: Sequence[Axis],
    asked: Mapping[str, Source],
    compiling: Callable[[Sources], Compiled],
    watch: Callable[[int], None] = lambda done: None,
) -> Points:
    """All points of a grid, compiled; raises `PointRefused`. ``program``: the policy as it stands."""
    texts = texts_of(sources)
    here = tuple(present(axis.dial) for axis in varied)
    points, programs, which = [here], [program], [0]
    places = {program.digest: 0}
    for number, point in enumerate(grid(varied)):
        watch(number)
        if point == here:
            continue
        made = compiling(load(sources.main, instead=edited(texts, varied, point)))
        if made.program is None:
            raise PointRefused(_refused(varied, point, made, asked))
        place = places.setdefault(made.program.digest, len(programs))
        if place == len(programs):
            programs.append(_sharing(made.program, program))
        points.append(point)
        which.append(place)
    return Points(tuple(varied), tuple(points), tuple(programs), tuple(which))


def _sharing(one: nodes.Program, first: nodes.Program) -> nodes.Program:
    """A program with the very lists of another one, where they are equal: they are held once, and
    looked for once."""
    return replace(one, words=first.words) if one.words == first.words else one


def _refused(
    varied: Sequence[Axis], point: Point, made: Compiled, asked: Mapping[str, Source]
) -> Diagnostic:
    """What is wrong with the first of a point's errors, at the option that varies what is there."""
    error = next(one for one in made.diagnostics if one.severity is Severity.ERROR)
    changed = [
        place for place, axis in enumerate(varied) if present(axis.dial) != point[place]
    ]  # fmt: skip
    place = next((one for one in changed if _near(varied[one].dial.span, error.span)), changed[0])
    axis = varied[place]
    text = asked[axis.source].text
    start = max(text.find("="), text.find("＝")) + 1
    point_said = Words(*(_named(axis, point[place], language) for language in ("zh", "en")))
    error_said = Words(*(fill(error.kind.title, error.args, language) for language in ("zh", "en")))
    span = Span(axis.source, start, len(text.rstrip()))
    return kinds.REFUSED.at(span, point=point_said, error=error_said)


def _near(dial: Span, error: Span) -> bool:
    return dial.source == error.source and error.start <= dial.start + 1 <= error.end + 1


def _named(axis: Axis, amount: Amount, language: str) -> str:
    return f"{axis.dial.name(language)} = {spelled(axis.dial, amount)}"


# -- replays ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Options:
    """How to tune."""

    suppressed: bool = True
    seed: int = 1
    labels: Labels | None = None


def tuned(
    points: Points,
    reading: Reading,
    options: Options,
    *,
    roster: Roster | None = None,
    watch: Callable[[int], None] = lambda events: None,
) -> tuple[Tuned, Log]:
    """Replays all points over one reading; raises what reading raises."""
    together = any(map(shares, points.programs))
    feed = Feed(reading, roster, watch, points.programs[:1], together)
    labels = options.labels
    reader = None if labels is None else Reader(labels, points.programs)
    runs = Runs(
        points.programs, _together(), suppressed=options.suppressed, roster=roster, reader=reader
    )
    for event in foreseen(feed.events(), runs):
        runs.see(event)
    runs.end()
    labelled = (labels, reader.found) if labels is not None and reader is not None else None
    found = judged(runs, points.axes, points.points, points.which, options.seed, labelled)
    return found, feed.books(points.programs[0])


def _together() -> Callable[[nodes.Program], Evaluator]:
    """Makes evaluators that are asked of the same events: words are looked for once for all."""
    first: list[Live] = []

    def new(program: nodes.Program) -> Evaluator:
        made = to_python(program, beside=first[0] if first else None)
        first.append(made)
        return made

    return new


# -- the chosen one --------------------------------------------------------------------------------


def chosen(points: Points, asked: Source, language: str) -> int | Diagnostic:
    """The number of the point that an option means: ``7``, or ``flood.count=8,standard.window=30d``."""
    text = asked.text.strip()
    if text.isdecimal() and int(text) < len(points.points):
        return int(text)
    given, places = {}, [m.start() for m in _ASSIGNED.finditer(asked.text)]
    edges = [*places, len(asked.text) + 1]
    dials = [axis.dial for axis in points.axes]
    for start, end in pairwise(edges):
        part = Source(asked.name, asked.text[start : end - 1])
        found, wrong = axes([part], dials, language=language)
        if wrong or len(found[0].values) != 1:
            break
        given[found[0].dial.span] = found[0].values[0]
    point = tuple(given.get(axis.dial.span) for axis in points.axes)
    if point in points.points:
        return points.points.index(point)
    example = Words(*(_example(points, which) for which in ("zh", "en")))
    span = Span(asked.name, 0, len(asked.text))
    return kinds.NO_POINT.at(span, name=text, last=len(points.points) - 1, example=example)


#: Where the name of a number begins that has a value.
_ASSIGNED = re.compile(r"(?:^|(?<=[,，、]))[^=＝,，、]+(?=[=＝])")


def _example(points: Points, language: str) -> str:
    some = zip(points.axes, points.points[-1], strict=True)
    return ",".join(f"{axis.dial.name(language)}={spelled(axis.dial, to)}" for axis, to in some)


class Changed(NamedTuple):
    """One file with the chosen numbers."""

    path: Path
    before: bytes
    after: bytes


class Moved(Exception):
    """A file is not what it was when it was read; its name is the only argument."""


def changes_of(sources: Sources, varied: Sequence[Axis], point: Point) -> list[Changed]:
    """The files that a point changes, as bytes; raises `OSError`, and `Moved`."""
    texts = texts_of(sources)
    made = []
    for name, after in edited(texts, varied, point).items():
        path = Path(name)
        before = path.read_bytes()
        if decoded(before) != texts[name].text:
            raise Moved(name)
        made.append(Changed(path, before, encoded(after, before)))
    return made


def unpatchable(changes: Sequence[Changed]) -> Diagnostic | None:
    """What is said of a file of which no patch can be made."""
    for one in changes:
        if b"\0" in one.before:
            path = one.path.as_posix()
            return kinds.NO_PATCH.at(Span(path, 0, 0), path=path)
    return None


def to_patch(changes: Sequence[Changed]) -> bytes:
    """A unified diff of the files, by their paths below the current folder; of those that lie elsewhere,
    below their own."""
    return b"".join(patch(_below(one.path), one.before, one.after) for one in changes)


def shown_patch(changes: Sequence[Changed]) -> str:
    """The same for people to read, whatever the encoding of the files."""
    parts = []
    for one in changes:
        texts = (decoded(data) for data in (one.before, one.after))
        before, after = (str(text).encode("utf-8", "surrogatepass") for text in texts)
        parts.append(patch(_below(one.path), before, after).decode("utf-8", "replace"))
    return "".join(parts)


def _below(path: Path) -> str:
    relative = os.path.relpath(path)
    return path.name if relative.startswith("..") else Path(relative).as_posix()


def write(changes: Sequence[Changed]) -> Iterator[str]:
    """Writes the files, and names each; raises `OSError`."""
    for one in changes:
        files.write(one.path, one.after)
        yield one.path.as_posix()
