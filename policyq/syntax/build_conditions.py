"""The second half of the builder: conditions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from policyq.diagnostics.catalog import matching
from policyq.diagnostics.catalog import syntax as says
from policyq.diagnostics.catalog.spelling import TOO_DEEP
from policyq.diagnostics.diagnostic import Fix
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.syntax.build_small import MOST_DEPTH, Bit, Children, Small, find, nodes

SIGNS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<=", "eq": "=", "ne": "!="}


class Conditions(Small):
    """The callbacks of conditions."""

    def kind_is(self, children: Children) -> tree.KindIs:
        return tree.KindIs(children[0].value, span=children[0].span)

    def bracket(self, children: Children) -> Any:
        return replace(children[1], span=self._span(children))

    def negation(self, children: Children) -> tree.Condition:
        part: tree.Condition = children[-1]
        span = self._span(children)
        if depth_of(part) < MOST_DEPTH:
            return tree.Not(part, span=span)
        if not any(report.kind is TOO_DEEP for report in self.reading.reports):
            self._report(TOO_DEEP.at(span, depth=MOST_DEPTH + 1, most=MOST_DEPTH))
        # Twice `not` is nothing: so the rest of the file is judged by what was meant.
        return part.part if isinstance(part, tree.Not) else part

    def junction(self, children: Children) -> tree.Condition:
        """``a and b and c``. Both joints: reported, and read as ``or`` between groups of ``and``."""
        joints = [c for c in children if isinstance(c, Bit)]
        parts = nodes(children)
        span = self._span(children)
        if len({joint.name for joint in joints}) == 1:
            kind = tree.And if joints[0].name == "both" else tree.Or
            return kind(parts, span=span)
        groups: list[list[Any]] = [[parts[0]]]
        for joint, part in zip(joints, parts[1:], strict=True):
            if joint.name == "both":
                groups[-1].append(part)
            else:
                groups.append([part])
        together = [
            tree.And(tuple(g), span=g[0].span.to(g[-1].span)) if len(g) > 1 else g[0]
            for g in groups
        ]
        self._report_mixed(span, joints, together)
        return tree.Or(tuple(together), span=span)

    def _report_mixed(self, span: Span, joints: list[Bit], together: list[Any]) -> None:
        fixes = []
        for part in together:
            if isinstance(part, tree.And) and part.span.start >= 0:
                start, end = part.span.start, part.span.end
                fixes.append(Fix(Span(span.source, start, start), "(", certain=False))
                fixes.append(Fix(Span(span.source, end, end), ")", certain=False))
        first = joints[0]
        other = next(joint for joint in joints if joint.name != first.name)
        self._report(says.MIXED_JOINTS.at(other.span, first.span, fixes=tuple(fixes)))

    def text_is(self, children: Children) -> tree.Condition:
        op = children[1].value
        span = self._span(children)
        negated = op.startswith("not_")
        operands = nodes(find(children, "operands") or ())
        near = next((child for child in children if isinstance(child, tree.Near)), None)
        test = tree.TextIs(op.removeprefix("not_"), operands, near, span=span)
        if near is not None and test.op != "contains":
            self._report(matching.NEAR_WITHOUT_CONTAINS.at(near.span))
        return tree.Not(test, span=span) if negated else test

    def near(self, children: Children) -> tree.Near:
        operands = nodes(find(children, "operands") or ())
        return tree.Near(operands, nodes(children)[0], span=self._span(children))

    def operand(self, children: Children) -> tree.Operand:
        """A text, pattern or name; options behind a name are reported, and nothing to it."""
        options = self._options(children)
        if options:
            span = options[0].span.to(options[-1].span)
            self._report(matching.OPTION_OF_LIST.at(span, name=children[0].text))
        return children[0]  # type: ignore[no-any-return]

    def any_link(self, children: Children) -> tree.LinkIs:
        negated, sites = self._sites_meant(children)
        return tree.LinkIs("any", negated, sites, span=self._span(children))

    def no_link(self, children: Children) -> tree.Not:
        return tree.Not(self.any_link(children), span=self._span(children))

    def _sites_meant(self, children: Children) -> tuple[bool, tuple[Any, ...]]:
        for child in children:
            if isinstance(child, Bit):
                return child.name == "outside", nodes(find(child.value, "sites_named") or ())
        return False, ()

    def all_in(self, children: Children) -> tree.LinkIs:
        return self._all(children, False)

    def all_not_in(self, children: Children) -> tree.LinkIs:
        return self._all(children, True)

    def _all(self, children: Children, negated: bool) -> tree.LinkIs:
        sites = nodes(find(children, "sites_named") or ())
        return tree.LinkIs("all", negated, sites, span=self._span(children))

    def has_contact(self, children: Children) -> tree.ContactIs:
        return tree.ContactIs(children[0].value, span=children[0].span)

    def has_no_contact(self, children: Children) -> tree.Not:
        return tree.Not(self.has_contact(children), span=children[0].span)

    def time_in(self, children: Children) -> tree.TimeIn:
        hours = children[-1]
        if isinstance(hours, Bit):
            hours = hours.value[0]
        negated = any(isinstance(c, Bit) and c.name == "no" for c in children)
        return tree.TimeIn(hours, negated, span=self._span(children))

    def hours_like_days(self, children: Children) -> Bit:
        """Hours that are called like days: where no clocks follow, a name is a name."""
        return Bit(self._span(children), "hours_meant", (self.name(children),))

    def who_is(self, children: Children) -> tree.WhoIs:
        subject, verb, who = children
        return tree.WhoIs(
            subject.value, verb.name == "no", nodes(who.value), span=self._span(children)
        )

    def mention_is(self, children: Children) -> tree.MentionIs:
        return tree.MentionIs(nodes(children[1].value), span=self._span(children))

    def mention_all(self, children: Children) -> tree.MentionIs:
        return tree.MentionIs((), span=self._span(children))

    def group_is(self, children: Children) -> tree.GroupIs:
        verb = children[1].name
        field = "group_tags" if verb in ("tagged", "not_tagged") else children[0].value
        negated = verb in ("no", "not_tagged")
        return tree.GroupIs(field, negated, nodes(children[2:]), span=self._span(children))

    def named(self, children: Children) -> tree.Name | tree.Str:
        return children[0]  # type: ignore[no-any-return]

    def platform(self, children: Children) -> tree.Name:
        return self._platform(self.name(children))

    def compared(self, children: Children) -> tree.Compare:
        field, op, amount = children
        return tree.Compare(field.value, SIGNS[op.value], amount, span=self._span(children))

    def joined_in(self, children: Children) -> tree.Compare:
        return tree.Compare("tenure", "<", nodes(children)[0], span=self._span(children))

    def joined_over(self, children: Children) -> tree.Compare:
        return tree.Compare("tenure", ">", nodes(children)[0], span=self._span(children))

    def known(self, children: Children) -> tree.Known:
        return tree.Known(children[0].value, children[1].name == "no", span=self._span(children))

    def count(self, children: Children) -> tree.Aggregate:
        return self._aggregate("count", children)

    def distinct(self, children: Children) -> tree.Aggregate:
        return self._aggregate("distinct", children)

    def sum(self, children: Children) -> tree.Aggregate:
        return self._aggregate("sum", children)

    def _aggregate(self, what: str, children: Children) -> tree.Aggregate:
        bits = [c for c in children if isinstance(c, Bit)]
        of = next((b.value for b in bits if b.name in ("various", "field")), None)
        pers = next((b.value for b in bits if b.name in ("pers", "scope")), ())
        op = next(b.value for b in bits if b.name == "compare")
        found = nodes(children)
        window = next(n for n in found if isinstance(n, tree.Trailing | tree.Bucket))
        condition, amount = (n for n in found if n is not window)
        per = tuple(dict.fromkeys(b.value for b in pers if b.name != "across"))
        across = any(b.name == "across" for b in (*bits, *pers))
        whole = any(b.name == "scope" for b in bits) and not per and not across
        return tree.Aggregate(
            what, of, condition, per, window, SIGNS[op], amount, across, whole,
            span=self._span(children),
        )  # fmt: skip

    def becomes(self, children: Children) -> tree.Becomes:
        return tree.Becomes(nodes(children)[0], span=self._span(children))

    def no_longer(self, children: Children) -> tree.Becomes:
        return tree.Becomes(nodes(children)[0], True, span=self._span(children))

    def removed_before(self, children: Children) -> tree.Removed:
        rules = nodes(find(children, "removed_for") or ())
        return tree.Removed(rules, nodes(children)[0], span=self._span(children))

    def trailing(self, children: Children) -> tree.Trailing:
        return tree.Trailing(nodes(children)[0], span=self._span(children))

    def calendar(self, children: Children) -> tree.Bucket:
        return tree.Bucket(children[0].value, span=children[0].span)


def per_member(condition: tree.Condition) -> tree.Condition:
    """The condition of a tier, in which every count that says nothing else is by sender."""
    match condition:
        case tree.And(parts) | tree.Or(parts):
            return replace(condition, parts=tuple(map(per_member, parts)))
        case tree.Not(part):
            return replace(condition, part=per_member(part))
        case tree.Aggregate(per=()) if not condition.whole:
            return replace(condition, per=("sender",))
    return condition


def depth_of(condition: tree.Condition) -> int:
    """How deep conditions are nested in ``condition``; 1 for one that holds no other."""
    deepest = 0
    waiting: list[tuple[tree.Condition, int]] = [(condition, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(one, tree.And | tree.Or):
            waiting.extend((part, depth + 1) for part in one.parts)
        elif isinstance(one, tree.Not):
            waiting.append((one.part, depth + 1))
        elif isinstance(one, tree.Aggregate | tree.InRow):
            waiting.append((one.condition, depth + 1))
    return deepest
