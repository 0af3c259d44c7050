"""From a checked policy to a program: the sugar goes, the meaning stays.

Sections become guards, levels their actions, exemptions part of each condition, equal
aggregates one counter. Nothing here can fail: `check` has refused what could.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from policyq.check import settle
from policyq.check.checked import CheckedPolicy
from policyq.check.kinds import (
    asked,
    carriers,
    contacts_named,
    kinds_named,
    kinds_of,
    normal,
    reached_by,
)
from policyq.ir import (
    aimed,
    forgiving,
    from_contents,
    from_duty,
    from_incentives,
    from_metrics,
    from_rules,
    nodes,
    show,
    trials,
)
from policyq.ir.effects import Effects
from policyq.ir.from_rules import joined
from policyq.ir.from_streaks import in_row
from policyq.ir.from_times import calendar, moment, through
from policyq.ir.from_times import iso as iso
from policyq.ir.from_times import slots as slots
from policyq.ir.from_who import is_one_of, who_is
from policyq.syntax import tree
from policyq.text.folds import STRICTLY
from policyq.text.listed import Word
from policyq.vocabulary.events import ALL_KINDS
from policyq.vocabulary.types import BUCKETS, UNITS

_PER_ORDER = ("sender", "target", "text", "host", "alike")


def from_checked(policy: CheckedPolicy) -> nodes.Program:
    """The program that `policy` means."""
    lowering = Conditions(policy)
    effects = Effects(policy, lowering.amount, lowering.longest)
    program = nodes.Program(
        name=policy.name,
        version=policy.version,
        timezone=policy.timezone,
        digest="",
        words=tuple(nodes.WordList(*one) for one in sorted(policy.words.items())),
        sites=tuple(nodes.SiteList(n, h) for n, h in sorted(policy.sites.items())),
        values=tuple(sorted((_value(v) for v in policy.values.values()), key=lambda v: v.name)),
        rules=(
            *from_rules.rules(policy, lowering, effects),
            *(from_metrics.watch(one.watch, policy, lowering, effects) for one in policy.watches),
        ),
        promises=tuple(
            sorted(
                (
                    nodes.Promise(
                        p.name.text, p.always, frozenset(p.actions), lowering.plain(p.when)
                    )
                    for p in policy.promises
                ),
                key=lambda p: p.name,
            )
        ),
        ladders=tuple(effects.ladder(policy.ladders[name]) for name in sorted(policy.ladders)),
        tiers=tuple(nodes.Tier(t.name.text, t.beat, lowering.plain(t.when)) for t in policy.tiers),
        metrics=tuple(
            from_metrics.metric(policy.metrics[n], policy.metrics, lowering)
            for n in sorted(policy.metrics)
        ),
        agendas=tuple(from_contents.agenda(one, policy, lowering) for one in policy.agendas),
        forms=tuple(from_contents.form(one, lowering) for one in policy.forms),
        rankings=tuple(from_contents.ranking(one, lowering) for one in policy.rankings),
        lotteries=from_contents.lotteries(policy, who_is, lowering),
        points=tuple(from_incentives.points(one) for one in policy.points),
        rewards=tuple(from_incentives.reward(one, effects) for one in policy.rewards),
        titles=tuple(from_incentives.title(one) for one in policy.titles),
        rosters=tuple(map(from_duty.roster, policy.rosters)),
        counters=lowering.counters(),
        calendar=calendar(policy.calendar),
        quiet=lowering.time(policy.quiet) if policy.quiet is not None else None,
    )
    if aimed.aims(program):
        spared = tuple(lowering.exempt(exempt) for exempt in policy.exempt)
        program = replace(program, aims=True, spared=spared)
    forgives = forgiving.lasting(program, lowering.longest)
    program = replace(
        program, removals=lowering.removals, forgives=forgives, streaks=lowering.streaks(),
        tries=trials.last(program.rules),
    )  # fmt: skip
    return replace(program, digest=show.digest(program))


def scalar(amount: tree.Number | tree.Length) -> int | float:
    """A number as it is, a length of time in microseconds."""
    if isinstance(amount, tree.Length):
        return round(amount.value * UNITS[amount.unit])
    return amount.value


def _of_kinds(kinds: frozenset[str], condition: nodes.Condition) -> nodes.Condition:
    return joined([nodes.KindIn(kinds), condition])


def _value(value: tree.Value) -> nodes.Value:
    periods = [("", scalar(value.first))]
    periods += [(iso(day), scalar(amount)) for day, amount in value.changes]
    lengths = isinstance(value.first, tree.Length)
    return nodes.Value(value.name.text, tuple(sorted(periods)), lengths)


class Conditions:
    """Lowers conditions and gathers their counters on the way."""

    def __init__(self, policy: CheckedPolicy) -> None:
        self.policy = policy
        self.values: Mapping[str, nodes.Value] = {n: _value(v) for n, v in policy.values.items()}
        self._counters: dict[str, nodes.Counter] = {}
        self.removals = 0
        self._streaks: dict[str, nodes.Streak] = {}
        """The longest that is asked since a removal."""

    def counters(self) -> tuple[nodes.Counter, ...]:
        return tuple(self._counters[name] for name in sorted(self._counters))

    def amount(self, amount: tree.Amount) -> nodes.Amount:
        if isinstance(amount, tree.Name):
            return nodes.Dated(amount.text)
        return nodes.Fixed(scalar(amount))

    def longest(self, amount: nodes.Amount) -> int:
        """The most that an amount ever is."""
        if isinstance(amount, nodes.Fixed):
            return int(amount.value)
        return int(max(value for _, value in self.values[amount.name].periods))

    def exempt(self, exempt: tree.Exempt) -> nodes.Condition:
        """Whether somebody is exempt."""
        who = is_one_of(exempt.who, self.policy)
        return joined([who, through(exempt.until)]) if exempt.until else who

    def asked(self, condition: tree.Condition) -> nodes.Condition:
        """A rule's condition: a field condition holds only on events that carry the field, and
        where nothing else says what it is about, an aggregate on events that it counts."""
        return self._led(normal(condition), led=False)

    def _led(self, condition: tree.Condition, led: bool) -> nodes.Condition:
        """`condition`, in normal form; ``led``: something around it chooses the kinds of event."""
        chosen = led or asked(condition).chosen
        lowered = self._joined(condition, chosen)
        counted = () if chosen else reached_by(condition)
        if not counted:
            return lowered
        happened = tuple(_of_kinds(kinds_of(one), self.asked(one)) for one in counted)
        return joined([happened[0] if len(happened) == 1 else nodes.Or(happened), lowered])

    def _joined(self, condition: tree.Condition, led: bool) -> nodes.Condition:
        match condition:
            case tree.And(parts):
                return joined([self._joined(part, led) for part in parts])
            case tree.Or(parts):
                chosen = asked(condition).chosen
                return nodes.Or(tuple(self._branch(part, chosen, led) for part in parts))
            case tree.Not(tree.KindIs(kind)):
                return nodes.Not(nodes.KindIn(kinds_named(kind)))
            case tree.Not(atom):
                kinds = carriers(atom)
                negation = nodes.Not(self.plain(atom))
                return negation if kinds == ALL_KINDS else joined([nodes.KindIn(kinds), negation])
        return self.plain(condition)

    def _branch(self, branch: tree.Condition, chosen: bool, led: bool) -> nodes.Condition:
        """A branch that chooses no kind beside one that does is about its usual kinds."""
        mine = asked(branch)
        lowered = self._led(branch, led)
        if mine.chosen or not chosen:
            return lowered
        return _of_kinds(mine.settled(), lowered)

    def plain(self, condition: tree.Condition) -> nodes.Condition:
        """A condition as it stands; on events that do not carry a field, its atoms are False."""
        match condition:
            case tree.And(parts):
                return joined([self.plain(part) for part in parts])
            case tree.Or(parts):
                return nodes.Or(tuple(self.plain(part) for part in parts))
            case tree.Not(part):
                return nodes.Not(self.plain(part))
            case tree.KindIs(kind):
                return nodes.KindIn(kinds_named(kind))
            case tree.TextIs(_, operands, near):
                some = self.text(condition.op, operands)
                if near is None:
                    return some
                others = self.text(condition.op, near.operands)
                return nodes.Near(some, others, int(near.within.value))
            case tree.LinkIs(quantifier, negated, sites):
                return nodes.Link(
                    quantifier == "all",
                    negated,
                    tuple(sorted({s.text for s in sites if isinstance(s, tree.Name)})),
                    tuple(sorted({s.text.lower() for s in sites if isinstance(s, tree.Str)})),
                )
            case tree.ContactIs(kind):
                return nodes.Contact(contacts_named(kind))
            case tree.TimeIn(hours, negated):
                inside = self.time(hours)
                return nodes.Not(inside) if negated else inside
            case tree.Aggregate():
                return self._windowed(condition)
        return self._member_or_group(condition)

    def text(self, op: str, operands: Iterable[tree.Operand]) -> nodes.Text:
        """What is compared with, in a stable order."""
        lists = tuple(sorted({one.text for one in operands if isinstance(one, tree.Name)}))
        texts = [one for one in operands if not isinstance(one, tree.Name)]
        if op != "contains":
            return nodes.Text(op, lists, tuple(sorted({one.text for one in texts})))
        words = {
            settle.literal(one, self.policy.version) for one in texts if isinstance(one, tree.Str)
        }
        plain = {word.text for word in words if word == Word(word.text, STRICTLY)}
        others = (word for word in words if word != Word(word.text, STRICTLY))
        return nodes.Text(
            op, lists, tuple(sorted(plain)), tuple(sorted(others, key=settle.sorting))
        )

    def _member_or_group(self, condition: tree.Condition) -> nodes.Condition:
        lowered: nodes.Condition
        negated = False
        match condition:
            case tree.WhoIs(_, negated, who):
                lowered = is_one_of(who, self.policy)
            case tree.AtTime(days, clock):
                return nodes.At(moment(days, clock))
            case tree.Ranked(name):
                return nodes.Ranked(name)
            case tree.Becomes(tier, negated):
                return nodes.Changed(frozenset({tier.text}), not negated)
            case tree.Compare("silent", op, amount):
                lowered = nodes.Silent(op, self.amount(amount))
            case tree.Removed(rules, within):
                since = self.amount(within)
                self.removals = max(self.removals, self.longest(since))
                return nodes.Removed(frozenset(rule.text for rule in rules), since)
            case tree.InRow():
                return in_row(condition, self)
            case tree.Balance(points, op, amount):
                lowered = nodes.Holds(points.text, op, self.amount(amount))
            case tree.MentionIs(who):
                lowered = nodes.Mentions(not who, who_is(who).accounts)
            case tree.GroupIs(field, negated, operands):
                lowered = nodes.GroupIs(field, frozenset(o.text for o in operands))
            case tree.Compare(field, op, amount):
                lowered = nodes.Compare(field, op, self.amount(amount))
            case tree.Known(field, negated):
                lowered = nodes.Known(field)
            case _:
                raise TypeError(f"not a condition: {condition!r}")
        return nodes.Not(lowered) if negated else lowered

    def time(self, hours: tree.Name | tree.Slot) -> nodes.TimeIn:
        """Hours by their name, or as they are written."""
        if isinstance(hours, tree.Slot):
            return nodes.TimeIn("", slots((hours,)))
        return nodes.TimeIn(hours.text, slots(self.policy.hours[hours.text].slots))

    def _windowed(self, condition: tree.Aggregate) -> nodes.Windowed:
        counted = self.counted(condition.condition)
        per = tuple(name for name in _PER_ORDER if name in condition.per)
        counter = nodes.Counter(
            "", condition.what, condition.of, counted, per, 0, (), condition.across
        )
        if isinstance(condition.window, tree.Trailing):
            trailing, bucket = self.amount(condition.window.length), None
            id = self.counter(counter, keep=self.longest(trailing))
        else:
            trailing, bucket = None, condition.window.id
            id = self.counter(counter, bucket=bucket)
        return nodes.Windowed(id, trailing, bucket, condition.op, self.amount(condition.amount))

    def counted(self, condition: tree.Condition) -> nodes.Condition:
        """What an aggregate counts."""
        return _of_kinds(kinds_of(condition), self.asked(condition))

    def streak(self, counted: nodes.Condition) -> str:
        """The id of the streak of what is counted."""
        text = show.show_condition(counted).encode("utf-8", "surrogatepass")
        id = f"s{hashlib.sha256(text).hexdigest()[:8]}"
        return self._streaks.setdefault(id, nodes.Streak(id, counted)).id

    def streaks(self) -> tuple[nodes.Streak, ...]:
        """The streaks that are asked for, by id."""
        return tuple(self._streaks[id] for id in sorted(self._streaks))

    def counter(self, meaning: nodes.Counter, *, keep: int = 0, bucket: str | None = None) -> str:
        """The id of the counter of a meaning, which is asked for one more window."""
        text = show.show_counter(meaning)
        id = "c" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        counter = self._counters.get(id) or replace(meaning, id=id)
        wanted = {*counter.buckets, bucket}
        self._counters[id] = replace(
            counter,
            keep=max(counter.keep, keep),
            buckets=tuple(b for b in BUCKETS if b in wanted),
        )
        return id
