"""From a condition to an event for which it comes out as wanted, as far as one can see.

Nothing here has to be right: whatever is made is run, and only what was run is believed. Each
question about an event is put to `Choices`, so that what is tried next differs in one point, and
each part of a condition may also come out the other way round.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from policyq.ir import clock, nodes
from policyq.ir.show import show_condition
from policyq.study.mutation.being import Being, Counted, Place
from policyq.study.mutation.choices import Choices
from policyq.study.mutation.material import CONTACTS, Material
from policyq.study.playing import FIRST_DAY
from policyq.syntax import tree
from policyq.vocabulary.events import TICKS
from policyq.vocabulary.types import DAY, MINUTE, or_

#: More than this is not repeated for one example.
_MOST = 40
_MORNING = 10 * 60
_WHOLE_DAY = 24 * 60


class Solver:
    """Makes events for the conditions of a program."""

    def __init__(self, material: Material, program: nodes.Program, choices: Choices) -> None:
        self.material = material
        self.program = program
        self.choices = choices
        self.place = Place()

    def make(self, condition: nodes.Condition, wanted: bool, being: Being) -> None:
        """Decides of an event what a condition asks of it."""
        match condition:
            case nodes.And(parts) | nodes.Or(parts):
                if isinstance(condition, nodes.And) is wanted:
                    for part in parts:
                        self.make(part, wanted, being)
                    return
                # One part is enough, and which one is a choice.
                one = self.choices.pick(f"part of {_key(condition)}", parts)
                self.make(one, wanted, being)
            case nodes.Not(part):
                self.make(part, not wanted, being)
            case nodes.Surely(part):
                self.make(part, wanted, being)
            case nodes.KindIn(kinds):
                both = being.kinds & kinds if wanted else being.kinds - kinds
                being.kinds = both or being.kinds
            case nodes.Always():
                return
            case _:
                turned = self.choices.pick(f"turn {_key(condition)}", (wanted, not wanted))
                self._atom(condition, turned, being)

    # -- atoms -----------------------------------------------------------------------------------

    def _atom(self, condition: nodes.Condition, wanted: bool, being: Being) -> None:
        key = _key(condition)
        match condition:
            case nodes.Text():
                if wanted:
                    self._text(
                        condition, self.choices.pick(key, self.material.words(condition)), being
                    )
            case nodes.Near():
                if wanted:
                    being.pieces.append(self.choices.pick(key, self.material.near(condition)))
            case nodes.Contact(kinds):
                if wanted:
                    some = [text for kind in sorted(kinds) for text in CONTACTS.get(kind, ())]
                    being.pieces.append(self.choices.pick(key, some or ["13800138000"]))
            case nodes.Link():
                self._link(condition, wanted, being)
            case nodes.Mentions(everyone, accounts):
                if wanted:
                    some = ["所有人"] if everyone else sorted(accounts)
                    being.mentions.append(self.choices.pick(key, some or ["小明"]))
            case nodes.WhoIs() | nodes.InTier():
                if wanted:
                    self._who(condition, being)
            case nodes.Compare():
                self._compare(condition, wanted, being)
            case nodes.TimeIn(_, slots):
                being.at = self.choices.pick(key, self._points(slots, wanted))
            case nodes.At(slot):
                being.at, being.tick = self.choices.pick(key, self._days(slot))[0], True
            case nodes.GroupIs(field, values):
                if wanted:
                    self._group(field, self.choices.pick(key, sorted(values)), being)
            case nodes.Windowed():
                self._windowed(condition, wanted, being)
            case nodes.InRow(_, op, amount):
                days = self.material.numbers(op, amount, wanted, DAY, DAY)
                being.days = min(_MOST, max(1, self.choices.pick(key, days) // DAY))

    def _text(self, condition: nodes.Text, text: str, being: Being) -> None:
        if condition.op == "equals":
            being.exact = text
        elif condition.op == "starts":
            being.start = text
        else:
            being.pieces.append(text)

    def _link(self, condition: nodes.Link, wanted: bool, being: Being) -> None:
        inside, outside = self.material.hosts(condition)
        hosts = outside if condition.outside or not inside else inside
        others = inside if condition.outside else outside
        answers: list[list[str]] = [[one] for one in hosts] + [[one] for one in others]
        if condition.all or not wanted:
            answers.append([*others[:1], *hosts[:1]])
        if not wanted:
            answers = [[], *answers]
        links = self.choices.pick(f"links {_key(condition)}", answers)
        being.pieces += [f"https://{host}/a" for host in links]

    def _who(self, condition: nodes.WhoIs | nodes.InTier, being: Being) -> None:
        answers: list[tree.Role | tree.Name | str]
        if isinstance(condition, nodes.InTier):
            answers = [tree.Name(one) for one in sorted(condition.tiers)]
        else:
            answers = [tree.Role(one) for one in sorted(condition.roles)]
            answers += [tree.Name(one) for one in sorted(condition.tags)]
            answers += sorted(condition.accounts)
        if not answers:
            return
        who = self.choices.pick(_key(condition), answers)
        if isinstance(who, str):
            being.account = who
        else:
            being.who.append(who)

    def _compare(self, condition: nodes.Compare, wanted: bool, being: Being) -> None:
        field, op, amount = condition.field, condition.op, condition.amount
        step = MINUTE if field in ("tenure", "late") else 1
        numbers = self.material.numbers(op, amount, wanted, step)
        number = self.choices.pick(_key(condition), numbers)
        match field:
            case "length":
                being.length = min(number, 5_000)
            case "mention_count":
                being.mentions += [f"m{one}" for one in range(min(number, _MOST))]
            case "link_count":
                some = range(min(number, _MOST))
                being.pieces += [f"https://policyq-example.org/{one}" for one in some]
            case "members":
                self.place.members = number
            case "amount":
                being.amount = number
            case "tenure":
                being.tenure = number // MINUTE

    def _group(self, field: str, value: str, being: Being) -> None:
        match field:
            case "group_tags":
                self.place.tags.append(value)
            case "platform":
                self.place.platform = value
            case "channel":
                being.channel = value
            case _:
                self.place.name = value

    def _windowed(self, condition: nodes.Windowed, wanted: bool, being: Being) -> None:
        counter = next(one for one in self.program.counters if one.id == condition.counter)
        least = 1 if wanted or counter.what != "count" else 0
        numbers = self.material.numbers(condition.op, condition.amount, wanted, 1, least)
        times = self.choices.pick(_key(condition), numbers)
        if counter.what == "sum":
            if counter.of == "length":
                being.length = min(times, 5_000)
            else:
                being.amount = times
            return
        spreads = (0, 1, *self.material.gaps)
        spread = self.choices.pick(f"spread {_key(condition)}", spreads)
        being.counted.append(Counted(counter, min(times, _MOST), spread))

    # -- times -----------------------------------------------------------------------------------

    def _points(self, slots: tuple[nodes.Slot, ...], wanted: bool) -> list[tuple[int, int]]:
        """Days and minutes around the ends of some slots, those first that are inside, or outside."""
        beside = [point for slot in slots for points in self._days(slot) for point in points]
        points = [(0, _MORNING), *beside] if not wanted else [*beside, (0, _MORNING)]
        truths = {point: self._inside(slots, point) for point in points}
        return sorted(truths, key=lambda point: truths[point] is not wanted)

    def moments(self) -> list[tuple[int, int]]:
        """When something happens of which nobody says when: in the morning, and around the ends of
        slots that only one of both programs has, such as those of a roster."""
        apart = (
            point
            for slot in self.material.slots
            for points in self._days(slot)[:1]
            for point in points
        )
        return list(dict.fromkeys(((0, _MORNING), *apart)))

    def _days(self, slot: nodes.Slot) -> list[list[tuple[int, int]]]:
        """For each of a slot's days the minutes around its ends, the start first."""
        end = slot.end + (_WHOLE_DAY if slot.end <= slot.start else 0)
        minutes = (slot.start, (slot.start + end) // 2, end - 1, slot.start - 1, end)
        return [
            [(day + minute // _WHOLE_DAY, minute % _WHOLE_DAY) for minute in minutes]
            for day in self._on(slot)
        ]

    def _on(self, slot: nodes.Slot) -> list[int]:
        """Days on which a slot is, counted from the first."""
        days = sorted(slot.weekdays) if slot.weekdays is not None else []
        for first, last in slot.dates:
            days += [(date.fromisoformat(one) - FIRST_DAY).days for one in (first, last)]
        calendar = self.program.calendar
        if "holiday" in slot.named and calendar is not None:
            away = (date.fromisoformat(one) for one in calendar.off)
            days += [(one - FIRST_DAY).days for one in away if one >= FIRST_DAY][:1]
        if "workday" in slot.named:
            days += [0, 1]
        return [day for day in dict.fromkeys(days) if day >= 0] or [0]

    def _inside(self, slots: tuple[nodes.Slot, ...], point: tuple[int, int]) -> bool | None:
        wall = datetime(FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day) + timedelta(  # noqa: DTZ001
            days=point[0], minutes=point[1]
        )
        truth: bool | None = False
        for slot in slots:
            truth = or_(truth, clock.inside(slot, wall, self.program.calendar))
        return truth


def is_tick(kinds: frozenset[str]) -> bool:
    """Whether nobody does what happens."""
    return kinds <= TICKS


def _key(condition: nodes.Condition) -> str:
    """The same condition is answered the same wherever it stands."""
    return show_condition(condition)
