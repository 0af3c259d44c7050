"""The builder's callbacks for forms, calendars, formats and rankings, and for times."""

from __future__ import annotations

from policyq.syntax import tree
from policyq.syntax.build_metrics import Metrics
from policyq.syntax.build_small import Bit, Children, find, nodes


class Contents(Metrics):
    """See `policyq.syntax.build_small` for how it works."""

    def at_time(self, children: Children) -> tree.AtTime:
        *days, clock = nodes(children)
        return tree.AtTime(tuple(days), clock, span=self._span(children))

    def form(self, children: Children) -> tree.Form:
        name, when = nodes(children)
        least, *most = nodes(find(children, "wanted") or ()) or (None,)
        return tree.Form(
            name, when, least, most[0] if most else None, span=self._span(children)
        )  # fmt: skip

    def agenda(self, children: Children) -> tree.Agenda:
        name, hours, *items = nodes(children)
        late, within = "window", None
        for child in children:
            if isinstance(child, Bit) and child.name.startswith("late_"):
                late = child.name.removeprefix("late_")
                within = next(iter(nodes(child.value)), None)
        return tree.Agenda(name, hours, tuple(items), late, within, span=self._span(children))

    def item(self, children: Children) -> tree.Item:
        found = nodes(children)
        days = tuple(one for one in found if isinstance(one, tree.Days))
        clock = next(one for one in found if isinstance(one, tree.Clock))
        form = next((one for one in found if isinstance(one, tree.Name)), None)
        actions = nodes(find(children, "actions") or ())
        return tree.Item(days, clock, form, actions, span=self._span(children))

    def format(self, children: Children) -> tree.Format:
        name, *rest = nodes(children)
        description = rest.pop(0) if isinstance(rest[0], tree.Str) else None
        done = find(children, "otherwise_done") or ()
        priority = find(children, "priority")
        return tree.Format(
            name, description, rest[0], rest[1], nodes(find(done, "actions") or ()),
            priority[0] if priority else None, span=self._span(children),
        )  # fmt: skip

    def ranking(self, children: Children) -> tree.Ranking:
        measure, period = find(children, "ranked") or (None, None)
        top = next(iter(find(children, "top") or ()), None)
        return tree.Ranking(
            nodes(children)[0], measure, period, top, nodes(find(children, "actions") or ()),
            span=self._span(children),
        )  # fmt: skip

    def lottery(self, children: Children) -> tree.Lottery:
        name, prizes, closes, when = nodes(children)
        period = next(
            (c.value for c in children if isinstance(c, Bit) and c.name == "period"), None
        )
        return tree.Lottery(
            name, prizes, closes, nodes(find(children, "who_list") or ()), when,
            nodes(find(children, "actions") or ()), period, span=self._span(children),
        )  # fmt: skip

    def ranked(self, children: Children) -> Bit:
        period = next((c.value for c in children if isinstance(c, Bit)), None)
        return Bit(self._span(children), "ranked", (nodes(children)[0], period))

    def rank_period(self, children: Children) -> Bit:
        return Bit(children[0].span, "period", children[0].value)
