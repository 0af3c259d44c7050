"""A policy's profile: the changes that may make it faster, each measured over a log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import fmean

from policyq.apps import timing
from policyq.check.checked import CheckedPolicy
from policyq.diagnostics.source import Source, Span
from policyq.ir import nodes
from policyq.live import to_python
from policyq.study.speed import figures
from policyq.study.speed.advice import Advice, Place, Profile, worth
from policyq.study.speed.changes import changes
from policyq.syntax import tree
from policyq.syntax.parse import parse
from policyq.vocabulary.events import Event


def profile(
    program: nodes.Program,
    checked: CheckedPolicy,
    texts: Mapping[str, Source],
    events: Sequence[Event],
    rounds: int,
    watch: timing.Watch = lambda done, of: None,
) -> Profile:
    """What to change, by what it saved over some events."""
    rounds = timing.rounds_for(events, rounds)
    tried = list(changes(program, _fired(program, events)))
    done = iter(range(1, rounds + 2))
    whole, again, *others = timing.rounds_of(
        [program, program, *(one.after for one in tried)],
        events,
        rounds,
        lambda: watch(next(done), rounds + 1),
    )
    control = figures.difference(whole, again)
    found = []
    places = _places(checked, texts)
    for change, other in zip(tried, others, strict=True):
        cost = figures.cost(change.sort, change.name, whole, other, control)
        if worth(change, cost):
            found.append(Advice(change, cost, places.get((change.sort, change.name))))
    found.sort(key=lambda one: (-one.cost.saved.middle, one.change.kind, one.change.name))
    return Profile(
        program.name,
        program.digest,
        len(events),
        rounds,
        timing.machine(),
        fmean(whole),
        len(tried),
        control,
        tuple(found),
    )


def _fired(program: nodes.Program, events: Sequence[Event]) -> Mapping[str, int]:
    """How often each rule fires over some events."""
    evaluator = to_python(program)
    fired: Counter[str] = Counter()
    for event in events:
        for decision in evaluator.feed(event):
            fired.update(one.rule for one in decision.fired)
    return fired


def _places(checked: CheckedPolicy, texts: Mapping[str, Source]) -> dict[tuple[str, str], Place]:
    """Where each rule and each list is written."""
    spans: dict[tuple[str, str], Span] = {}
    for one in checked.rules:
        spans.setdefault(("rule", one.rule.name.text), one.rule.name.span)
    for source in texts.values():
        if source.name.endswith(".policyq") or source.name.startswith("<"):
            for node in parse(source)[0].declarations:
                if isinstance(node, tree.Words):
                    spans.setdefault(("list", node.name.text), node.name.span)
    return {
        named: Place(span.source, *texts[span.source].place(span.start))
        for named, span in spans.items()
        if span.source in texts
    }
