"""The builder's callbacks for points, rewards and titles."""

from __future__ import annotations

from dataclasses import replace

from policyq.diagnostics.catalog import streaks
from policyq.syntax import tree
from policyq.syntax.build_conditions import SIGNS
from policyq.syntax.build_contents import Contents
from policyq.syntax.build_small import Bit, Children, find, nodes


class Incentives(Contents):
    """See `policyq.syntax.build_small` for how it works."""

    def points_is(self, children: Children) -> tree.Balance:
        name, amount = nodes(children)
        op = next(c.value for c in children if isinstance(c, Bit))
        return tree.Balance(name, SIGNS[op], amount, span=self._span(children))

    def in_row(self, children: Children) -> tree.InRow:
        """By sender, whether or not it says so; anybody else's streak is reported."""
        condition, amount = nodes(children)
        op = next(c for c in children if isinstance(c, Bit) and c.name in ("compare", "reaching"))
        scope = next((c for c in children if isinstance(c, Bit) and c.name == "scope"), None)
        if scope is not None and [one.value for one in scope.value] != ["sender"]:
            self._report(streaks.NOT_BY_MEMBER.at(scope.span))
        sign = SIGNS[op.value] if op.name == "compare" else op.value
        return tree.InRow(condition, sign, amount, span=self._span(children))

    def checked_in_row(self, children: Children) -> tree.InRow:
        """Check-ins in a row, in one word."""
        span = self._span(children)
        return replace(self.in_row([tree.KindIs("checkin", span=span), *children]), span=span)

    def every_full(self, children: Children) -> Bit:
        return Bit(self._span(children), "reaching", "%")

    def reaches(self, children: Children) -> Bit:
        return Bit(self._span(children), "reaching", "reaches")

    def points_earned(self, children: Children) -> tree.Name:
        return nodes(children)[0]  # type: ignore[no-any-return]

    def gain(self, children: Children) -> tree.Do:
        action = next(c.value for c in children if isinstance(c, Bit) and c.name == "action")
        whom = next(
            (c.name for c in children if isinstance(c, Bit) and c.name in ("other", "winners")),
            None,
        )
        *amounts, of = nodes(children)
        amount = amounts[0] if amounts else None
        return tree.Do(action, amount=amount, of=of, whom=whom, span=self._span(children))

    def points(self, children: Children) -> tree.Points:
        pairs = next(iter(find(children, "pairs") or ()), None)
        return tree.Points(
            nodes(children)[0], self._limit_of(children, "limit_each"), pairs, self._time_of(children),
            span=self._span(children),
        )  # fmt: skip

    def reward(self, children: Children) -> tree.Reward:
        name, price, points = nodes(children)
        return tree.Reward(
            name, price, points,
            self._limit_of(children, "limit_all"),
            self._limit_of(children, "limit_each"),
            next(iter(find(children, "cost") or ()), None),
            next((c.value for c in children if isinstance(c, Bit) and c.name == "worth"), None),
            nodes(find(children, "actions") or ()),
            nodes(find(find(children, "failing") or (), "actions") or ()),
            span=self._span(children),
        )  # fmt: skip

    def title(self, children: Children) -> tree.Title:
        return tree.Title(nodes(children)[0], self._time_of(children), span=self._span(children))

    def limit_all(self, children: Children) -> Bit:
        return self._bounded("limit_all", children)

    def limit_each(self, children: Children) -> Bit:
        return self._bounded("limit_each", children)

    def _bounded(self, name: str, children: Children) -> Bit:
        bucket = next(c.value for c in children if isinstance(c, Bit))
        span = self._span(children)
        return Bit(span, name, (tree.Limit(nodes(children)[0], bucket, span=span),))

    def _limit_of(self, children: Children, name: str) -> tree.Limit | None:
        return next(iter(find(children, name) or ()), None)

    def _time_of(self, children: Children) -> tree.Length | None:
        return next(iter(find(children, "lasts") or ()), None)
