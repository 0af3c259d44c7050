"""From nodes to phrases of one language: names, amounts, times, conditions, actions.

The formatter writes one spelling of everything, so that two policies that say the same look the
same. A name that could be taken for something else where it stands is put in backticks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from policyq.syntax import tree
from policyq.syntax.doubtful import ambiguous, counts
from policyq.syntax.gains import against, gain, once_said
from policyq.syntax.keywords import OPS, keywords
from policyq.syntax.phrases_counts import aggregate, in_row

_LABEL = r"[a-z0-9\u4e00-\u9fff](?:[a-z0-9\u4e00-\u9fff-]*[a-z0-9\u4e00-\u9fff])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+", re.IGNORECASE)


def quoted(text: tree.Str | tree.Account) -> str:
    """A text in straight quotes."""
    escaped = text.text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'


class Phrases:
    """Phrases of one language, ``"zh"`` or ``"en"``."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.zh = language == "zh"

    def k(self, id: str, group: str = "keyword") -> str:
        """A keyword."""
        return keywords().say(group, id, self.language)

    def equals(self, items: Iterable[str]) -> str:
        """Joined by the comma of sentences."""
        return ("，" if self.zh else ", ").join(items)

    def texts(self, items: Iterable[str]) -> str:
        """Joined by the comma of short lists."""
        return ("、" if self.zh else ", ").join(items)

    # -- small things ----------------------------------------------------------------------

    def name(self, name: tree.Name) -> str:
        """A name where a keyword may stand too."""
        return f"`{name.text}`" if ambiguous(name.text) else name.text

    def name_behind(self, amount: tree.Amount | None, name: tree.Name) -> str:
        """A name behind an amount, of which it must not seem a part."""
        bare = isinstance(amount, tree.Number) and amount.counter is None
        return f"`{name.text}`" if bare and counts(name.text) else self.name(name)

    def named(self, one: tree.Name | tree.Str | tree.Pattern) -> str:
        """A name where only a name, a text or a pattern may stand, after a keyword that stands
        nowhere else: the lexer knows no more than the keyword before."""
        if isinstance(one, tree.Name):
            return one.text
        return f"/{one.text}/" if isinstance(one, tree.Pattern) else self.word(one)

    def word(self, one: tree.Str) -> str:
        """A text with its options."""
        options = one.options if isinstance(one, tree.Word) else ()
        return " ".join([quoted(one), *self.options(options)])

    def options(self, options: Iterable[tree.Option]) -> list[str]:
        return [self.k(option.id, "option") for option in options]

    def host(self, host: tree.Str) -> str:
        plain = _HOST.fullmatch(host.text) is not None
        return host.text if plain else quoted(host)

    def number(self, number: tree.Number) -> str:
        if isinstance(number, tree.Percent):
            return f"{(Decimal(str(number.value)) * 100).normalize():f}%"
        if number.counter is None:
            return digits(number.value)
        group = "score" if number.counter == "point" else "counter"
        return self._with_unit(number.value, group, number.counter)

    def length(self, length: tree.Length) -> str:
        return self._with_unit(length.value, "unit", length.unit)

    def _with_unit(self, value: int | float, group: str, id: str) -> str:
        row = keywords().groups[group][id]
        if self.zh:
            return digits(value) + row.zh[0]
        return f"{digits(value)} {row.en[1] if value == 1 and len(row.en) > 1 else row.en[0]}"

    def amount(self, amount: tree.Amount) -> str:
        if isinstance(amount, tree.Name):
            return self.name(amount)
        return self.number(amount) if isinstance(amount, tree.Number) else self.length(amount)

    def after(self, keyword: str, amount: tree.Amount | None) -> str:
        """``禁言10分钟``, ``mute 10 minutes``: a number touches a Chinese keyword."""
        if amount is None:
            return keyword
        tight = self.zh and not isinstance(amount, tree.Name)
        return keyword + ("" if tight else " ") + self.amount(amount)

    def inside(self, amount: tree.Amount, keyword: str) -> str:
        """``30天内``."""
        return self.amount(amount) + (" " if isinstance(amount, tree.Name) else "") + keyword

    def date(self, date: tree.Date) -> str:
        return f"{date.year:04}-{date.month:02}-{date.day:02}"

    def clock(self, clock: tree.Clock) -> str:
        return f"{clock.hour:02}:{clock.minute:02}"

    def day(self, day: tree.Weekday | tree.Date | tree.DayNamed) -> str:
        if isinstance(day, tree.DayNamed):
            return self.k(day.id, "day_named")
        return self.date(day) if isinstance(day, tree.Date) else self.k(str(day.number), "weekday")

    def days(self, days: tree.Days) -> str:
        if days.last is None:
            return self.day(days.first)
        gap = "" if self.zh and isinstance(days.first, tree.Weekday) else " "
        return self.day(days.first) + gap + self.k("to") + gap + self.day(days.last)

    def _one_day(self, days: tree.Days) -> str:
        """As `days`, of one day: ``today is holiday``."""
        if isinstance(days.first, tree.DayNamed) and not self.zh:
            return keywords().groups["day_named"][days.first.id].en[1]
        return self.days(days)

    def slot(self, slot: tree.Slot) -> str:
        parts = [self.texts(map(self.days, slot.days))] if slot.days else []
        if slot.start is None or slot.end is None:
            parts.append(self.k("all_day"))
        else:
            to = "-" if self.zh else f" {self.k('to')} "
            parts.append(self.clock(slot.start) + to + self.clock(slot.end))
        return " ".join(parts)

    def after_days(self, word: str, days: Sequence[tree.Days], clock: tree.Clock) -> str:
        """``at Monday, Friday 07:30``; without days every day is meant."""
        parts = [word, self.texts(map(self.days, days)), self.clock(clock)]
        return " ".join(part for part in parts if part)

    def hours(self, hours: tree.Name | tree.Slot) -> str:
        return self.name(hours) if isinstance(hours, tree.Name) else self.slot(hours)

    def who(self, who: tree.Who) -> str:
        if isinstance(who, tree.Role):
            return self.k(who.id, "role")
        return quoted(who) if isinstance(who, tree.Account) else self.name(who)

    def whos(self, whos: Sequence[tree.Who]) -> str:
        return ", ".join(map(self.who, whos))

    def chain(self, whos: Sequence[tree.Who]) -> str:
        return f" {self.k('plus')} ".join(map(self.who, whos))

    def judges(self, whos: Sequence[tree.Who]) -> str:
        """Any one of them: ``owner or admin``, though ``and`` is read, too."""
        return f" {self.k('or')} ".join(map(self.who, whos))

    def platform(self, name: tree.Name) -> str:
        if name.text in keywords().groups["platform"]:
            return self.k(name.text, "platform")
        return self.name(name)

    # -- conditions ------------------------------------------------------------------------

    def condition(self, one: tree.Condition) -> str:
        """A condition without brackets around it."""
        match one:
            case tree.And(parts):
                return f" {self.k('and')} ".join(map(self.part, parts))
            case tree.Or(parts):
                return f" {self.k('or')} ".join(map(self.part, parts))
            case tree.Not(part):
                return self._not(part)
            case tree.KindIs(kind):
                return self.k(kind, "kind")
            case tree.Known(field, negated):
                return f"{self.k(field, 'field')} {self.k('unknown' if negated else 'known')}"
            case tree.Compare():
                return self._compare(one)
            case tree.Aggregate():
                return aggregate(one, self)
            case tree.MetricIs():
                return self._metric_is(one, False)
        return self._asked(one)

    def part(self, one: tree.Condition) -> str:
        """A condition as a part of another, in brackets where it needs them."""
        text = self.condition(one)
        return f"({text})" if isinstance(one, tree.And | tree.Or) else text

    def _not(self, part: tree.Condition) -> str:
        if isinstance(part, tree.TextIs):
            return self._text(part, "not_")
        if isinstance(part, tree.LinkIs) and part.quantifier == "any":
            return self._links(part, self.k("no_link"))
        if isinstance(part, tree.ContactIs):
            return self.k(part.kind, "has_no")
        if isinstance(part, tree.MetricIs) and part.limit is None:
            return self._metric_is(part, True)
        return f"{self.k('not')} {self.part(part)}"

    def _asked(self, one: tree.Condition) -> str:
        match one:
            case tree.TextIs():
                return self._text(one, "")
            case tree.LinkIs("all", negated, sites):
                verb = self.k("all_not_in" if negated else "all_in")
                return f"{verb} {self.texts(map(self._operand, sites))}"
            case tree.LinkIs():
                sites_follow = one.sites and not self.zh
                return self._links(one, self.k("any_link" if sites_follow else "has_link"))
            case tree.ContactIs(kind):
                return self.k(kind, "has")
            case tree.TimeIn():
                return self._time(one)
            case tree.WhoIs(subject, negated, who):
                return f"{self.k(subject, 'field')} {self._is(negated)} {self.whos(who)}"
            case tree.MentionIs(who):
                whom = self.whos(who) if who else self.k("everyone")
                return f"{self.k('mentions', 'field')} {whom}"
            case tree.GroupIs():
                return self._group(one)
            case tree.Balance(points, op, amount):
                return f"{self.k('holds')} {self.name(points)} {self.k(OPS[op], 'compare')} {self.amount(amount)}"
            case tree.InRow():
                return in_row(one, self)
            case tree.AtTime(days, clock):
                return self.after_days(self.k("at"), days, clock)
            case tree.Becomes(tier, negated):
                return f"{self.k('no_longer' if negated else 'becomes')} {self.name(tier)}"
            case tree.Removed():
                return self._removed(one)
        raise TypeError(f"not a condition: {one!r}")

    def _is(self, negated: bool) -> str:
        return self.k("is_not" if negated else "is")

    def _text(self, one: tree.TextIs, negation: str) -> str:
        verb = self.k(negation + one.op, "test")
        # After `is`, `known` may stand; after the others only what is compared.
        write = self._operand if one.op == "equals" else self.named
        text = f"{self.k('text', 'field')} {verb} {self.texts(map(write, one.operands))}"
        return text if one.near is None else f"{text} {self._near(one.near)}"

    def _near(self, one: tree.Near) -> str:
        others = self.texts(map(self.named, one.operands))
        if self.zh:
            within = self.inside(one.within, self.k("inside"))
            return f"{self.k('near')} {within} {self.k('beside')} {others}"
        return f"{self.k('near')} {others} {self.k('within')} {self.number(one.within)}"

    def _operand(self, one: tree.Str | tree.Name | tree.Pattern) -> str:
        return self.name(one) if isinstance(one, tree.Name) else self.named(one)

    def _links(self, one: tree.LinkIs, verb: str) -> str:
        if not one.sites:
            return verb
        inside = self.k("not_in" if one.negated else "in")
        return f"{verb} {inside} {self.texts(map(self._operand, one.sites))}"

    def _time(self, one: tree.TimeIn) -> str:
        hours = one.hours
        if isinstance(hours, tree.Slot) and hours.days and hours.start is None:
            days = self.texts(map(self._one_day, hours.days))
            return f"{self.k('today')} {self._is(one.negated)} {days}"
        when = self.hours(hours)
        return f"{self.k('time', 'field')} {self.k('not_in' if one.negated else 'in')} {when}"

    def _group(self, one: tree.GroupIs) -> str:
        if one.field == "group_tags":
            verb = self.k("has_no_tag" if one.negated else "has_tag")
        else:
            verb = self._is(one.negated)
        field = one.field if one.field in ("platform", "channel") else "group"
        items = []
        for operand in one.operands:
            if field == "platform" and isinstance(operand, tree.Name):
                items.append(self.platform(operand))
            else:
                items.append(self._operand(operand))
        return f"{self.k(field, 'field')} {verb} {', '.join(items)}"

    def _removed(self, one: tree.Removed) -> str:
        rules = self.texts(map(self.name, one.rules))
        cause = [f"{self.k('removed_for')} {rules}"] if rules else []
        if self.zh:
            within = self.inside(one.within, self.k("inside"))
            return " ".join([self.k("once_in"), within, *cause, self.k("been_removed")])
        within = f"{self.k('within')} {self.amount(one.within)}"
        return " ".join([self.k("was_removed"), *cause, within])

    def _compare(self, one: tree.Compare) -> str:
        if one.field == "tenure" and one.op in ("<", ">"):
            verb = self.k("joined_in" if one.op == "<" else "joined_over")
            ago = "" if self.zh or one.op == "<" else " " + self.k("ago")
            return f"{verb} {self.amount(one.amount)}{ago}"
        sign = self.k(OPS[one.op], "compare")
        if one.field == "silent" and one.op == ">" and not self.zh:
            sign = keywords().groups["compare"]["gt"].en[1]  # `silent over 30 days`
        return f"{self.k(one.field, 'field')} {sign} {self.amount(one.amount)}"

    def _metric_is(self, one: tree.MetricIs, negated: bool) -> str:
        name = self.name(one.metric)
        if one.limit is not None:
            return f"{name} {one.op} {self.amount(one.limit)}"
        if one.op == "known":
            return f"{name} {self.k('unknown' if negated else 'known')}"
        return f"{name} {self._is(negated)} {self.k(one.op, 'standard')}"

    # -- actions ---------------------------------------------------------------------------

    def actions(self, actions: Sequence[tree.Action]) -> str:
        return self.equals(map(self.action, actions))

    def action(self, one: tree.Action) -> str:
        text = self._deed(one)
        return text if one.confirm is None else f"{text} {self._confirm(one.confirm)}"

    def _deed(self, one: tree.Action) -> str:
        if isinstance(one, tree.Do):
            once = "" if one.once is None else f" {once_said(self, one.once)}"
            return self.doing(one) + once
        if isinstance(one, tree.Penalize):
            if self.zh:
                text = f"{self.k('by')} {one.ladder.text} {self.k('penalized')}"
            else:
                text = f"{self.k('penalize_by')} {one.ladder.text}"
            return against(self, text) if one.whom == "other" else text
        if self.zh:
            return f"{self.k('by')} {self.grade(one.level)} {self.k('treated')}"
        return f"{self.k('treat_as')} {digits(one.level.value)}"

    def grade(self, level: tree.Number) -> str:
        """``3级``."""
        return digits(level.value) + self.k("level", "grade")

    def doing(self, one: tree.Do | tree.Expected) -> str:
        """The action itself, without what becomes of it."""
        verb = self.k(one.action, "action")
        if one.of is not None:
            return gain(self, verb, one, one.of)
        if one.action == "lock" and one.duration is not None and not self.zh:
            verb += " " + self.k("for")
        parts = [self.after(verb, one.duration)]
        if one.action == "forgive" and one.duration is not None:
            within = self.inside(one.duration, self.k("inside"))
            parts = [verb, within if self.zh else f"{self.k('within')} {self.amount(one.duration)}"]
        if one.tag is not None:
            parts.append(self.name(one.tag))
        if one.to:
            parts.append(self.chain(one.to))
        if one.text is not None:
            texts = one.texts if isinstance(one, tree.Do) else (one.text,)
            parts.append(f" {self.k('or')} ".join(map(quoted, texts)))
        text = " ".join(parts)
        return against(self, text) if one.whom == "other" else text

    def _confirm(self, one: tree.Confirm) -> str:
        parts = [self.k("needs" if self.zh else "confirmed"), self.judges(one.judges)]
        if one.quorum is not None and self.zh:
            parts.append(f"{digits(one.quorum.value)}人")
        elif one.quorum is not None:
            parts[1:1] = [digits(one.quorum.value), self.k("of")]
        if one.within is not None and self.zh:
            parts.append(self.inside(one.within, self.k("inside")))
        elif one.within is not None:
            parts += [self.k("within"), self.amount(one.within)]
        if self.zh:
            parts.append(self.k("confirm"))
        if one.otherwise is not None:
            parts += [self.k("otherwise"), self._deed(one.otherwise)]
        return " ".join(parts)


def digits(value: int | float) -> str:
    """A number in digits, never with an exponent."""
    if value == int(value):
        return str(int(value))
    return format(Decimal(repr(value)), "f")
