"""The examples of the catalog that are files of labels, read as these are, over a log of one message."""

from __future__ import annotations

from policyq.apps.cli.labelled import Given, found_in
from policyq.apps.labels import NoLabels, at, judgements
from policyq.apps.problems import Problem
from policyq.diagnostics.catalog.labelling import BEGUN_OTHERWISE
from policyq.diagnostics.diagnostic import Diagnostic, Kind
from policyq.diagnostics.source import Source
from policyq.study.labels.estimating import appraise
from policyq.study.labels.found import Found, Outcome
from policyq.study.labels.label import Index
from policyq.vocabulary.events import Event

#: The messages of the log: their groups and ids.
_MESSAGES = {
    "PQ775": [("parents", "1"), ("teachers", "1")],
    "PQ777": [("g", "17")] * 5_000,
}
_USUAL = [("g", "17"), ("g", "18")]


def draw(kind: Kind) -> tuple[tuple[Diagnostic, ...], dict[str, Source]]:
    """What reading the bad example of a kind reports, and what its labels meet in a log."""
    return read(kind.code, kind.bad)


def read(code: str, text: str) -> tuple[tuple[Diagnostic, ...], dict[str, Source]]:
    """The same of any text, over the log of a code."""
    source = Source("labels.csv", text)
    known = {source.name: source}
    if code == "PQ778" and "4000" in text:
        return (at(Problem(BEGUN_OTHERWISE, {"name": source.name}), source, 2),), known
    try:
        labels, found = judgements(source)
    except NoLabels as none:
        return (at(none.problem, source, none.line),), known
    messages = _MESSAGES.get(code, _USUAL)
    met = Found(messages=len(messages))
    index = Index(labels)
    for group, id in dict.fromkeys(messages):
        place = index.of(Event(id, 0, group, "text"))
        if place is not None:
            met.outcomes.append(Outcome(place, group, "ann", (False,), (frozenset(),)))
    judged = appraise(labels, met, 1)
    return (*found, *found_in(judged, Given(labels, source), frozenset())), known
