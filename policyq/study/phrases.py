"""Conditions, effects and actions of a program in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.ir import clock, nodes
from policyq.ir.wording import spoken
from policyq.text.folds import FOLDS, SETS
from policyq.text.listed import Word
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.contacts import CONTACTS
from policyq.vocabulary.decisions import Act, Question
from policyq.vocabulary.events import FIELDS, KINDS, MESSAGES, PLATFORMS, ROLES
from policyq.vocabulary.types import Duration, Instant, Said

_OPS = {
    "contains": Said("含", "contains"),
    "equals": Said("等于", "is"),
    "starts": Said("开头是", "starts with"),
    "matches": Said("匹配", "matches"),
    "<": Said("不到", "<"),
    "<=": Said("不超过", "<="),
    ">": Said("超过", ">"),
    ">=": Said("达到", ">="),
    "=": Said("等于", "="),
    "!=": Said("不等于", "!="),
}
_SETS = {
    "strictly": Said("严格", "strictly"),
    "normally": Said("正常", "normally"),
    "loosely": Said("宽松", "loosely"),
}
_PER = {
    "target": Said("同一对象", "per target"),
    "sender": Said("同一人", "per sender"),
    "text": Said("同一文本", "per text"),
    "host": Said("同一网站", "per host"),
    "alike": Said("近似文本", "per similar text"),
}
_BUCKETS = {
    "hour": Said("每小时", "hourly"),
    "day": Said("每天", "daily"),
    "week": Said("每周", "weekly"),
    "month": Said("每月", "monthly"),
}
_AGGREGATES = {
    "count": Said("次数", "count"),
    "distinct": Said("不同", "distinct"),
    "sum": Said("合计", "sum"),
}
_DAYS = {"workday": Said("工作日", "workdays"), "holiday": Said("节假日", "holidays")}
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_LENGTHS = ("tenure", "silent", "late")


class Phrases:
    """Speaks of one program in one language, ``zh`` or ``en``."""

    def __init__(self, program: nodes.Program, language: str) -> None:
        self.program = program
        self.language = language

    def _say(self, said: Said) -> str:
        return said.in_(self.language)

    def _either(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def duration(self, length: Duration) -> str:
        """``10分钟``, ``10 minutes``."""
        return spoken(length, self.language == "zh")

    def instant(self, instant: Instant) -> str:
        """Local date and time, to the second."""
        return f"{clock.local(instant, self.program.timezone):%Y-%m-%d %H:%M:%S}"

    def amount(self, amount: nodes.Amount, *, length: bool = False) -> str:
        """A number, a length of time, or the name of a value."""
        if isinstance(amount, nodes.Dated):
            return amount.name
        return self.duration(int(amount.value)) if length else f"{amount.value:g}"

    def condition(self, condition: nodes.Condition) -> str:
        """A condition without parts, in a few words; joined ones by their word."""
        match condition:
            case nodes.Always(value):
                return self._either("总是", "always") if value else self._either("从不", "never")
            case nodes.And():
                return self._either("全部成立", "all of")
            case nodes.Or():
                return self._either("任一成立", "any of")
            case nodes.Not():
                return self._either("并非", "not")
            case nodes.Surely():
                return self._either("确知", "surely")
            case nodes.Windowed():
                return self._windowed(condition)
            case nodes.MetricIs():
                return self._metric(condition)
            case nodes.Removed():
                return self._removed(condition)
            case nodes.InRow():
                return self._in_row(condition)
            case nodes.Compare(field, op, amount):
                limit = self.amount(amount, length=field in _LENGTHS)
                return f"{self._say(FIELDS[field].says)} {self._say(_OPS[op])} {limit}"
        return self._of_event(condition)

    def _in_row(self, condition: nodes.InRow) -> str:
        streak = next(one for one in self.program.streaks if one.id == condition.streak)
        what = self.condition(streak.condition)
        limit = self.amount(condition.amount, length=True)
        every = self._either("每满", "every full")
        op = every if condition.op == "%" else self._say(_OPS[condition.op])
        return self._either(f"连续（{what}）{op} {limit}", f"a streak of ({what}) {op} {limit}")

    def _removed(self, condition: nodes.Removed) -> str:
        since = self.amount(condition.within, length=True)
        by = self._or(sorted(condition.rules))
        cause = self._either(f"因 {by} ", f"for {by} ") if by else ""
        return self._either(f"曾在 {since}内 {cause}被移出", f"was removed {cause}within {since}")

    def _metric(self, condition: nodes.MetricIs) -> str:
        metric = next(one for one in self.program.metrics if one.name == condition.metric)
        if condition.amount is None:
            return f"{metric.name} {self._either('已知', 'is known')}"
        op = condition.op
        return f"{metric.name} {op} {self.measured(metric, condition.amount)}"

    def measured(self, metric: nodes.Metric, amount: nodes.Amount | float | None) -> str:
        """A metric's value or threshold, a share in per cent."""
        if amount is None:
            return self._either("未知", "unknown")
        if isinstance(amount, nodes.Dated):
            return amount.name
        value = amount.value if isinstance(amount, nodes.Fixed) else amount
        return f"{value * 100:.4g}%" if metric.share else f"{value:g}"

    def _of_event(self, condition: nodes.Condition) -> str:
        match condition:
            case nodes.KindIn(kinds):
                return self._either("事件是 ", "the event is ") + self.kinds(kinds)
            case nodes.Text(op):
                return f"{self._either('文本', 'text')} {self._say(_OPS[op])} {self._sought(condition)}"
            case nodes.Near(some, others, within):
                text = f"{self._either('文本', 'text')} {self._say(_OPS['contains'])}"
                one, other = self._sought(some), self._sought(others)
                near = self._either(
                    f"附近 {within}字内 有 {other}", f"near {other} within {within} characters"
                )
                return f"{text} {one} {near}"
            case nodes.Link():
                return self._link(condition)
            case nodes.Contact(kinds):
                if kinds >= frozenset(CONTACTS):
                    return self._either("有 联系方式", "has contact")
                found = [self._say(CONTACTS[kind]) for kind in CONTACTS if kind in kinds]
                return self._either("有 ", "has ") + self._or(found)
            case nodes.TimeIn(name, slots):
                return self._either("时间 在 ", "time in ") + (
                    name or self._or(map(self._slot, slots))
                )
            case nodes.WhoIs(roles, tags, accounts):
                who = [self._say(ROLES[role]) for role in sorted(roles)]
                who += [*sorted(tags), *(f'"{account}"' for account in sorted(accounts))]
                return self._either("发言人 是 ", "sender is ") + self._or(who)
            case nodes.InTier(some) | nodes.Titled(some) | nodes.OnDuty(some):
                return self._either("发言人 是 ", "sender is ") + self._or(sorted(some))
            case nodes.Changed(tiers, into):
                verb = ("成为 ", "becomes ") if into else ("不再是 ", "no longer ")
                return self._either(*verb) + self._or(sorted(tiers))
            case nodes.Holds(points, op, amount):
                held = self._either("持有", "holds")
                return f"{held} {points} {self._say(_OPS[op])} {self.amount(amount)}"
            case nodes.Silent(op, amount):
                limit = self.amount(amount, length=True)
                return f"{self._either('未发言', 'silent')} {self._say(_OPS[op])} {limit}"
            case nodes.At(slot):
                return self._either("到了 ", "at ") + self.moment(slot)
            case nodes.Ranked(ranking):
                return self._either(f"{ranking} 排出名次", f"{ranking} is drawn up")
            case nodes.Mentions(everyone, accounts):
                who = [self._either("所有人", "everyone")] if everyone else sorted(accounts)
                return self._either("提及 ", "mentions ") + self._or(who)
            case nodes.GroupIs(field, values):
                names = [
                    self._say(PLATFORMS[value]) if field == "platform" else value
                    for value in sorted(values)
                ]
                is_ = self._either("是", "is")
                return f"{self._say(FIELDS[field].says)} {is_} {self._or(names)}"
            case nodes.Known(field):
                return f"{self._say(FIELDS[field].says)} {self._either('已知', 'is known')}"
            case nodes.Before(date):
                return self._either(f"早于 {date}", f"before {date}")
        raise TypeError(f"not a condition: {condition!r}")

    def moment(self, slot: nodes.Slot) -> str:
        """The days of a slot and its start."""
        days = [self._weekday(number) for number in sorted(slot.weekdays or ())]
        for first, last in slot.dates:
            days.append(first if first == last else f"{first} {self._either('至', 'to')} {last}")
        days += [self._say(_DAYS[name]) for name in sorted(slot.named)]
        start = "{:02d}:{:02d}".format(*divmod(slot.start, 60))
        return " ".join([self._either("、", ", ").join(days), start]).strip()

    def _weekday(self, number: int) -> str:
        return self._either("周" + "一二三四五六日"[number], _WEEKDAYS[number])

    def _slot(self, slot: nodes.Slot) -> str:
        ends = (*divmod(slot.start, 60), *divmod(slot.end, 60))
        days = [self._say(_DAYS[name]) for name in sorted(slot.named)]
        return " ".join([*days, "{:02d}:{:02d}-{:02d}:{:02d}".format(*ends)])

    def folds(self, needed: Iterable[str]) -> str:
        """What it took to see a word, in brackets; "" if it stands there as it is."""
        names = [self._say(fold.name) for fold in FOLDS if fold.id in {*needed}]
        return self._either(f"（{'、'.join(names)}）", f" ({', '.join(names)})") if names else ""

    def kinds(self, kinds: Iterable[str]) -> str:
        """Kinds of event; all messages in one word."""
        left = set(kinds)
        words = []
        if left >= MESSAGES:
            words.append(self._either("消息", "a message"))
            left -= MESSAGES
        return self._or(words + [self._say(KINDS[kind].says) for kind in KINDS if kind in left])

    def _sought(self, text: nodes.Text) -> str:
        """What a text is compared with; words with how they are looked for, where that is not
        the usual way."""
        literals = [f'"{literal}"' for literal in text.literals]
        if text.op == "contains":
            literals = [f"{one} {self._either('严格', 'strictly')}" for one in literals]
        return self._or([*text.lists, *literals, *map(self._word, text.words)])

    def _word(self, word: Word) -> str:
        base = next((name for name in reversed(_SETS) if SETS[name] <= word.folds), "strictly")
        wider = [fold.name for fold in FOLDS if fold.id in word.folds - SETS[base]]
        named = [] if base == "normally" else [_SETS[base]]
        whole = [Said("整词", "wholly")] if word.whole else []
        return " ".join([f'"{word.text}"', *map(self._say, (*named, *wider, *whole))])

    def _link(self, link: nodes.Link) -> str:
        sites = self._or([*link.sites, *link.hosts])
        if not (link.sites or link.hosts):
            return self._either("有 链接", "has link")
        place = self._either("不在", "not in") if link.outside else self._either("在", "in")
        every = (
            self._either("链接 都", "all links ")
            if link.all
            else self._either("有链接 ", "any link ")
        )
        return f"{every}{place} {sites}"

    def _windowed(self, condition: nodes.Windowed) -> str:
        counter = next(c for c in self.program.counters if c.id == condition.counter)
        if condition.bucket is not None:
            window = self._say(_BUCKETS[condition.bucket])
        else:
            assert condition.trailing is not None
            length = self.amount(condition.trailing, length=True)
            window = self._either(f"{length}内", f"within {length}")
        per = [self._say(_PER[name]) for name in counter.per]
        if counter.shared:
            per.append(self._either("在所有群", "across all groups"))
        per = per or [self._either("全群", "per group")]
        of = (
            f" {self._say(FIELDS['links' if counter.of == 'host' else counter.of].says)}"
            if counter.of
            else ""
        )
        what = f"{self._say(_AGGREGATES[counter.what])}{of}"
        counted = self.whole(counter.condition)
        limit = f"{self._say(_OPS[condition.op])} {self.amount(condition.amount)}"
        return f"{' '.join(per)} {window} [{counted}] {what} {limit}"

    def whole(self, condition: nodes.Condition) -> str:
        """A condition with all its parts, on one line."""
        match condition:
            case nodes.And(parts) | nodes.Or(parts):
                word = (
                    self._either("且", "and")
                    if isinstance(condition, nodes.And)
                    else self._either("或", "or")
                )
                return "(" + f" {word} ".join(self.whole(part) for part in parts) + ")"
            case nodes.Not(part):
                return self._either("并非 ", "not ") + self.whole(part)
            case nodes.Surely(part):
                return self.whole(part)
        return self.condition(condition)

    def _or(self, words: Iterable[str]) -> str:
        return self._either("、", ", ").join(words)

    def effect(self, effect: nodes.Effect) -> str:
        """What a rule or a step asks for."""
        if isinstance(effect, nodes.Climb):
            climbed = self._either(f"按 {effect.ladder} 处罚", f"penalize by {effect.ladder}")
            return self._against(climbed) if effect.whom else climbed
        words = self._say(ACTIONS[effect.action].says)
        if effect.duration is not None:
            words += f" {self.amount(effect.duration, length=True)}"
        if effect.to:
            words += f" {self._or(self._who(who) for who in effect.to)}"
        words += "" if effect.amount is None else f" {self.amount(effect.amount)}"
        words += "" if effect.of is None else f" {effect.of}"
        if effect.tag is not None:
            words += f" {effect.tag}"
        if effect.once is not None:
            words += f" {self._once(effect.once)}"
        if effect.confirm is not None:
            judges = self._or(self._who(who) for who in effect.confirm.judges)
            words += self._either(f"（需 {judges} 确认）", f" (confirmed by {judges})")
        return self._against(words) if effect.whom == "other" and effect.of is None else words

    def _against(self, words: str) -> str:
        return self._either(f"对对方 {words}", f"{words} against the other")

    def _once(self, once: nodes.Once) -> str:
        if once.trailing is None:
            window = self._say(_BUCKETS[once.bucket or ""])
        else:
            length = self.amount(once.trailing, length=True)
            window = self._either(f"{length}内", f"within {length}")
        per = self._say(_PER["sender"]) + " " if once.by_member else ""
        return self._either(f"{per}{window} 一次", f"once {per}{window}")

    def _who(self, who: nodes.Who) -> str:
        return self._say(ROLES[who.role]) if who.role else str(who)

    def act(self, act: Act, at: Instant | None = None) -> str:
        """One action of a decision; with ``at``, the length of a mute or lock decided then."""
        words = self._say(ACTIONS[act.action].says)
        if act.target is not None:
            words += f" {act.target}"
        if act.to is not None:
            words += f" {self._recipient(act.to)}"
        if act.until is not None and at is not None:
            words += f" {self.duration(act.until - at)}"
        words += "" if act.amount is None else f" {act.amount}"
        words += "" if act.of is None else f" {act.of}"
        if act.tag is not None:
            words += f" {act.tag}"
        return words if act.text is None else f'{words} "{act.text}"'

    def judges(self, question: Question) -> str:
        """Who may answer a question."""
        return self._or(self._recipient(judge) for judge in question.judges)

    def _recipient(self, written: str) -> str:
        """A role, tag or account as decisions write it."""
        return self._say(ROLES[written]) if written in ROLES else written
