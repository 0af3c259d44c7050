"""The law of fields: what an aggregate counts by is there, and a mention is of an account."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk
from policyq.check.kinds import kinds_of
from policyq.check.lists import bad_site, site
from policyq.check.meaning import kinds_said, uncarried
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import types as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.syntax import tree
from policyq.vocabulary.events import FIELDS, Field


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with aggregates, mentions and links in conditions."""
    for node in scope.declarations:
        if isinstance(node, tree.Metric):
            for one in walk.measures(node):
                if isinstance(one, tree.Counted) and one.of is not None:
                    yield from _carried(one.of, one.condition)
        if isinstance(node, tree.Ranking) and isinstance(node.measure, tree.Counted):
            yield from _carried(node.measure.of or "sender", node.measure.condition)
        for top in walk.tops(node):
            for condition in walk.conditions(top):
                match condition:
                    case tree.Aggregate() | tree.InRow() if isinstance(node, tree.Promise):
                        yield say.PROMISE_COUNTS.at(condition.span)
                    case tree.Aggregate() | tree.InRow() if isinstance(
                        node, tree.Metric | tree.Ranking
                    ):
                        yield say.AGGREGATE_INSIDE.at(condition.span, node.measure.span)
                    case tree.Aggregate():
                        yield from _aggregate(condition)
                    case tree.InRow(counted):
                        yield from (
                            say.AGGREGATE_INSIDE.at(inner.span, condition.span)
                            for inner in walk.conditions(counted)
                            if isinstance(inner, tree.Aggregate | tree.InRow)
                        )
                    case tree.MentionIs(who):
                        yield from (
                            say.MENTION_WHO.at(one.span)
                            for one in who
                            if not isinstance(one, tree.Account)
                        )
                    case tree.LinkIs(_, _, sites):
                        yield from (
                            bad_site(one)
                            for one in sites
                            if isinstance(one, tree.Str) and site(one.text) is None
                        )


def _aggregate(outer: tree.Aggregate) -> Iterator[Diagnostic]:
    for inner in walk.conditions(outer.condition):
        if isinstance(inner, tree.Aggregate | tree.InRow):
            yield say.AGGREGATE_INSIDE.at(inner.span, outer.span)
            return
    for field in uncarried(outer):
        yield _not_carried(field, outer.condition)


def _carried(of: str, condition: tree.Condition) -> Iterator[Diagnostic]:
    """What a metric adds up or tells apart is there."""
    if not kinds_of(condition) & FIELDS["links" if of == "host" else of].carriers:
        yield _not_carried(FIELDS["links" if of == "host" else of], condition)


def _not_carried(field: Field, condition: tree.Condition) -> Diagnostic:
    kinds, said = kinds_said(kinds_of(condition)), Words(*field.says)
    return say.AGGREGATE_CARRIER.at(condition.span, kinds=kinds, field=said)
