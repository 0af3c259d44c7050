"""The builder's callbacks for metrics and watches."""

from __future__ import annotations

from decimal import Decimal

from policyq.syntax import tree
from policyq.syntax.build_conditions import SIGNS, Conditions
from policyq.syntax.build_small import Bit, Children, find, nodes


class Metrics(Conditions):
    """See `policyq.syntax.build_small` for how it works."""

    def metric(self, children: Children) -> tree.Metric:
        name, *gradings = nodes(children)
        measure, period = find(children, "measured") or (None, None)
        return tree.Metric(name, measure, period, tuple(gradings), span=self._span(children))

    def measured(self, children: Children) -> Bit:
        period = next((c.value for c in children if isinstance(c, Bit)), None)
        return Bit(self._span(children), "measured", (nodes(children)[0], period))

    def period(self, children: Children) -> Bit:
        return Bit(children[0].span, "period", children[0].value)

    def built_in(self, children: Children) -> tree.BuiltIn:
        return tree.BuiltIn(children[0].value, span=children[0].span)

    def ratio(self, children: Children) -> tree.Ratio:
        top, bottom = nodes(children)
        return tree.Ratio(top, bottom, span=self._span(children))

    def count_measured(self, children: Children) -> tree.Counted:
        return self._counted("count", children)

    def distinct_measured(self, children: Children) -> tree.Counted:
        return self._counted("distinct", children)

    def sum_measured(self, children: Children) -> tree.Counted:
        return self._counted("sum", children)

    def share_measured(self, children: Children) -> tree.Counted:
        return self._counted("share", children)

    def _counted(self, what: str, children: Children) -> tree.Counted:
        of = next((c.value for c in children if isinstance(c, Bit)), None)
        return tree.Counted(what, of, nodes(children)[0], span=self._span(children))

    def grading(self, children: Children) -> tree.Grading:
        grade, op, limit = children
        return tree.Grading(grade.value, SIGNS[op.value], limit, span=self._span(children))

    def percent(self, children: Children) -> tree.Percent:
        written, _ = self._quantity(children)
        return tree.Percent(float(Decimal(str(written)) / 100), span=self._span(children))

    def limit(self, children: Children) -> tree.Number | tree.Name:
        return children[0]  # type: ignore[no-any-return]

    def metric_is(self, children: Children) -> tree.MetricIs:
        name, op, limit = children
        return tree.MetricIs(name, SIGNS[op.value], limit, span=self._span(children))

    def metric_grade(self, children: Children) -> tree.Condition:
        name, yes, grade = children
        span = self._span(children)
        asked = tree.MetricIs(name, grade.value, span=span)
        return tree.Not(asked, span=span) if yes.name == "no" else asked

    def metric_known(self, children: Children) -> tree.Condition:
        name, yes = children
        span = self._span(children)
        asked = tree.MetricIs(name, "known", span=span)
        return tree.Not(asked, span=span) if yes.name == "no" else asked

    def watch(self, children: Children) -> tree.Watch:
        name, *rest = nodes(children)
        description = rest[0] if isinstance(rest[0], tree.Str) else None
        ended = find(find(children, "ended") or (), "actions") or ()
        return tree.Watch(
            name,
            description,
            rest[-1],
            next(iter(nodes(find(children, "run") or ())), None),
            nodes(find(children, "actions") or ()),
            nodes(ended),
            span=self._span(children),
        )
