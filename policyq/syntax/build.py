"""From grammar rules to tree nodes: actions, declarations and examples, and the whole builder.

See `build_small` for how it works.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from policyq.diagnostics.catalog import complaints
from policyq.diagnostics.catalog import syntax as says
from policyq.diagnostics.diagnostic import Words
from policyq.syntax import tree
from policyq.syntax.build_conditions import per_member
from policyq.syntax.build_small import Bit, Children, find, nodes, parts
from policyq.syntax.build_trials import Trials
from policyq.syntax.keywords import keywords
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.types import DAY, UNITS


class Builder(Trials):
    """All callbacks of the grammar."""

    # -- actions ---------------------------------------------------------------------------

    def action_done(self, children: Children) -> tree.Action:
        deed = children[0]
        if len(children) == 1:
            return deed  # type: ignore[no-any-return]
        return replace(deed, confirm=children[1], span=self._span(children))  # type: ignore[no-any-return]

    def deed(self, children: Children) -> tree.Action:
        return children[0]  # type: ignore[no-any-return]

    def doing(self, children: Children) -> tree.Do:
        text: tree.Str | None = None
        duration: tree.Amount | None = None
        tag: tree.Name | None = None
        to: tuple[tree.Who, ...] = ()
        action = children[0].value
        for child in children[1:]:
            if isinstance(child, tree.Str):
                text = child
            elif isinstance(child, Bit):
                to = nodes(child.value)
            elif action == "tag" and isinstance(child, tree.Name):
                tag = child
            elif isinstance(child, tree.Number | tree.Length | tree.Name):
                duration = child
        return tree.Do(action, text, duration, to, tag, span=self._span(children))

    def forgiving(self, children: Children) -> tree.Do:
        return self.doing(children)

    def limited(self, children: Children) -> tree.Do:
        return replace(self.doing(children[:-1]), once=children[-1], span=self._span(children))

    def answers(self, children: Children) -> tree.Do:
        """A reply with several texts, of which one is said."""
        texts = tuple(child for child in children if isinstance(child, tree.Str))
        once = next((child for child in children if isinstance(child, tree.Once)), None)
        span = self._span(children)
        return tree.Do("reply", texts[0], once=once, others=texts[1:], span=span)

    def once(self, children: Children) -> tree.Once:
        per = tuple(c.value for c in children if isinstance(c, Bit) and c.name in ("per", "same"))
        return tree.Once(per, nodes(children)[0], span=self._span(children))

    def penalize(self, children: Children) -> tree.Penalize:
        return tree.Penalize(nodes(children)[0], span=self._span(children))

    def penalize_other(self, children: Children) -> tree.Penalize:
        return replace(self.penalize(children), whom="other")

    def aimed(self, children: Children) -> tree.Do:
        do = nodes(children)[0]
        if not ACTIONS[do.action].personal and do.action != "delete":
            self._report(complaints.NOT_AIMED.at(do.span, action=Words(*ACTIONS[do.action].says)))
        return replace(do, whom="other", span=self._span(children))  # type: ignore[no-any-return]

    def treat(self, children: Children) -> tree.TreatAs:
        return tree.TreatAs(nodes(children)[0], span=self._span(children))

    def confirm(self, children: Children) -> tree.Confirm:
        judges = nodes(find(children, "judges") or ())
        within = next(iter(nodes(children)), None)
        otherwise = next(iter(nodes(find(children, "otherwise") or ())), None)
        quorum = next(iter(nodes(find(children, "quorum") or ())), None)
        return tree.Confirm(judges, within, otherwise, quorum, span=self._span(children))

    # -- declarations ----------------------------------------------------------------------

    def start(self, children: Children) -> tuple[tree.Declaration, ...]:
        return parts(children)

    def policy(self, children: Children) -> tree.Policy:
        name, *rest = nodes(children)
        version = rest[0] if rest else None
        return tree.Policy(name, version, span=self._span(children))

    def timezone(self, children: Children) -> tree.Timezone:
        return tree.Timezone(nodes(children)[0], span=self._span(children))

    def holidays(self, children: Children) -> tree.Holidays:
        return tree.Holidays(nodes(children)[0], span=self._span(children))

    def quiet(self, children: Children) -> tree.Quiet:
        hours = find(children, "hours_meant") or ()
        return tree.Quiet(nodes(hours)[0], span=self._span(children))

    def hours(self, children: Children) -> tree.Hours:
        name, *slots = nodes(children)
        return tree.Hours(name, tuple(slots), span=self._span(children))

    def words(self, children: Children) -> tree.Words:
        items = nodes(find(children, "inline_words") or ())
        from_files = find(children, "word_files") or ()
        return tree.Words(
            nodes(children)[0],
            items,
            nodes(find(from_files, "files") or ()),
            self._options(children),
            nodes(find(from_files, "categories") or ()),
            nodes(find(children, "contexts") or ()),
            span=self._span(children),
        )

    def sites(self, children: Children) -> tree.Sites:
        hosts = nodes(find(children, "inline_sites") or ())
        files = nodes(find(children, "files") or ())
        return tree.Sites(nodes(children)[0], hosts, files, span=self._span(children))

    def exempt(self, children: Children) -> tree.Exempt:
        owner = next(iter(find(children, "owner") or ()), None)
        until = next(iter(find(children, "expiry") or ()), None)
        who = nodes(find(children, "who_list") or ())
        return tree.Exempt(who, owner, until, span=self._span(children))

    def ladder(self, children: Children) -> tree.Ladder:
        name, window = nodes(children)
        steps = tuple(nodes(step.value) for step in find(children, "steps") or ())
        across = find(children, "across") is not None
        amnesties = nodes(find(children, "amnesty") or ())
        return tree.Ladder(name, window, steps, across, amnesties, span=self._span(children))

    def level(self, children: Children) -> tree.Level:
        actions = nodes(find(children, "actions") or ())
        return tree.Level(nodes(children)[0], actions, span=self._span(children))

    def value(self, children: Children) -> tree.Value:
        name, first = nodes(children)
        changes = tuple(
            nodes(c.value) for c in children if isinstance(c, Bit) and c.name == "change"
        )
        bounds = nodes(find(children, "adjustable") or ()) or None
        override = find(children, "override") is not None
        return tree.Value(name, first, changes, bounds, override, span=self._span(children))

    def rule(self, children: Children) -> tree.Rule:
        found = nodes(children)
        description = found[1] if isinstance(found[1], tree.Str) else None
        unless = find(children, "unless") or (None,)
        priority = find(children, "priority")
        return tree.Rule(
            found[0],
            description,
            found[-1],
            unless[0],
            nodes(find(children, "actions") or ()),
            priority[0] if priority else None,
            find(children, "override") is not None,
            next(iter(find(unless, "owner") or ()), None),
            next(iter(find(unless, "expiry") or ()), None),
            span=self._span(children),
        )

    def disable(self, children: Children) -> tree.Disable:
        return tree.Disable(nodes(children)[0], span=self._span(children))

    def use(self, children: Children) -> tree.Use:
        return tree.Use(nodes(children)[0], span=self._span(children))

    def section_head(self, children: Children) -> tree.Section:
        name, when = nodes(children)
        return tree.Section(name, when, (), span=self._span(children))

    def section(self, children: Children) -> tree.Section:
        head, *items = nodes(children)
        return replace(head, items=tuple(items), span=self._span(children))  # type: ignore[no-any-return]

    def tier(self, children: Children) -> tree.Tier:
        name, when = nodes(children)
        beat = next((c.value for c in children if isinstance(c, Bit) and c.name == "beat"), "day")
        return tree.Tier(name, per_member(when), beat, span=self._span(children))

    def promise(self, children: Children) -> tree.Promise:
        name, when = nodes(children)
        always = find(children, "always") is not None
        actions = tuple(c.value for c in children if isinstance(c, Bit) and c.name == "action")
        return tree.Promise(name, always, actions, when, span=self._span(children))

    # -- examples --------------------------------------------------------------------------

    def example(self, children: Children) -> tree.Example:
        title, *rest = parts(children)
        givens = tuple(g for bit in rest if isinstance(bit, Bit) for g in nodes(bit.value))
        return tree.Example(title, givens, nodes(rest), span=self._span(children))

    def example_table(self, children: Children) -> tree.Example:
        return replace(self.example(children), table=True)

    def given_one(self, children: Children) -> tree.Given:
        field, value = children[0].value, children[-1]
        if field == "platform" and isinstance(value, tree.Name):
            value = self._platform(value)
        return tree.Given(field, value, span=self._span(children))

    def given_value(self, children: Children) -> tree.Node:
        return children[0]  # type: ignore[no-any-return]

    def next_day(self, children: Children) -> tree.Jump:
        return tree.Jump(1, span=self._span(children))

    def after(self, children: Children) -> tree.Jump:
        return self._jump(nodes(children)[0])

    def later(self, children: Children) -> tree.Jump:
        value, unit = self._quantity(children)
        for later in self._table.groups["later"]["later"].spellings:
            unit = unit.removesuffix(later).rstrip()
        id = self._table.find("unit", unit) or ""
        return self._jump(tree.Length(value, id, span=self._span(children)))

    def _jump(self, length: tree.Length) -> tree.Jump:
        days = length.value * UNITS[length.unit] / DAY
        if days != int(days) or days < 1:
            self._report(says.NOT_WHOLE_DAYS.at(length.span))
            days = 1
        return tree.Jump(int(days), span=length.span)

    def on_date(self, children: Children) -> tree.Jump:
        return tree.Jump(0, children[0], span=children[0].span)

    def says(self, children: Children) -> tree.Happens:
        return self._happens(children, "text")

    def does(self, children: Children) -> tree.Happens:
        kind = next(c.value for c in children if isinstance(c, Bit) and c.name == "kind")
        return self._happens(children, kind)

    def approves(self, children: Children) -> tree.Happens:
        return self._happens(children, "approve")

    def rejects(self, children: Children) -> tree.Happens:
        return self._happens(children, "reject")

    def day_ends(self, children: Children) -> tree.Happens:
        return self._happens(children, "day_end")

    def beats(self, children: Children) -> tree.Happens:
        return self._happens(children, "heartbeat")

    def _happens(self, children: Children, kind: str) -> tree.Happens:
        def one(sort: type) -> Any:
            return next((n for n in found if isinstance(n, sort)), None)

        found = nodes(children)
        there = nodes(find(children, "there") or ())
        who = find(find(children, "in_brackets") or (), "who_list") or ()
        self._no_accounts(who)
        return tree.Happens(
            one(tree.Jump),
            one(tree.Clock),
            one(tree.Name),
            tuple(w for w in who if not isinstance(w, tree.Account)),
            kind,
            one(tree.Str),
            one(tree.Number),
            there[-1] if there else None,
            there[0] if len(there) > 1 else None,
            next(iter(nodes(find(children, "come_from") or ())), None),
            span=self._span(children),
        )

    def _no_accounts(self, who: Children) -> None:
        for one in who:
            if isinstance(one, tree.Account):
                self._report(says.TEXT_FOR_NAME.at(one.span, text=one.text))

    def expect(self, children: Children) -> tree.Expect:
        bound = next((c.name for c in children if isinstance(c, Bit)), None)
        return tree.Expect(nodes(children), bound, span=self._span(children))

    def wished(self, children: Children) -> tree.Do:
        return children[0]  # type: ignore[no-any-return]

    def expected(self, children: Children) -> tree.Expected:
        do = children[0]
        duration = do.duration
        if duration is not None and not isinstance(duration, tree.Length):
            self._report(says.LENGTH_WANTED.at(duration.span))
            duration = None
        return tree.Expected(
            do.action, do.text, duration, do.to, do.tag, len(children) > 1,
            do.amount, do.of, do.whom, span=self._span(children),
        )  # fmt: skip


@cache
def builder() -> Builder:
    """The builder over the table that ships with the package."""
    return Builder(keywords())
