"""What scenes are made of: words and texts that a policy looks for, times, numbers at boundaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cached_property
from itertools import islice, pairwise
from typing import Any

from policyq.ir import nodes
from policyq.ir.amounts import COMPARE
from policyq.ir.evidence import text_hits
from policyq.live.searching import Matchers, Searches
from policyq.study.playing import FIRST_DAY
from policyq.syntax import tree
from policyq.text.listed import Listed
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import MINUTE, SECOND

#: So many words of a list, or texts of the examples, are tried for one condition.
_FEW = 3
#: How long buckets last, in minutes, and a little more.
_BUCKETS = {"hour": 61, "day": 24 * 60, "week": 7 * 24 * 60, "month": 31 * 24 * 60}
#: What each kind of contact looks like.
CONTACTS = {
    "wechat": ("微信：abc1234", "wechat: abc1234"),
    "qq": ("QQ：123456789", "QQ: 123456789"),
    "phone": ("13800138000", "+1 202 555 0147"),
    "email": ("ming@example.com", "ming@example.com"),
}


class Material:
    """What two programs, a policy and a changed one, and the texts of the examples offer."""

    def __init__(
        self,
        before: nodes.Program,
        after: nodes.Program,
        examples: Iterable[tree.Example],
        matchers: Matchers,
    ) -> None:
        self.before, self.after = before, after
        self._find = Searches(before, matchers=matchers).find
        self._known: dict[nodes.Condition, list[str]] = {}
        self.texts = tuple(
            dict.fromkeys(
                step.text.text
                for example in examples
                for step in example.steps
                if isinstance(step, tree.Happens) and step.text is not None
            )
        )
        """What is written in the examples, each once."""

    # -- texts ---------------------------------------------------------------------------------

    def words(self, condition: nodes.Text) -> list[str]:
        """Texts of which the condition should be true: first what only one of the two finds."""
        if condition not in self._known:
            self._known[condition] = self._words(condition)
        return self._known[condition]

    def _words(self, condition: nodes.Text) -> list[str]:
        differing: list[str] = []
        found: list[str] = [*condition.literals] if condition.op != "matches" else []
        found += [word.text for word in condition.words]
        for name in condition.lists:
            before, after = (self._list(name, one) for one in (self.before, self.after))
            differing += _apart(before, after)
            found += [word.text for word in before.words[:_FEW]]
            found += [text for word in before.words[:_FEW] for text in word.allowed[:1]]
        fitting = [*self._fitting(condition), *self._by_one(condition)]
        return list(dict.fromkeys((*differing, *found, *fitting))) or ["？"]

    def _by_one(self, condition: nodes.Text) -> Iterator[str]:
        """Of the examples' texts those that only one of the condition's lists finds."""
        several = condition.lists if len(condition.lists) > 1 else ()
        alone = [replace(condition, lists=(one,), literals=(), words=()) for one in several]
        for text in self.texts:
            if sum(self._is_in(one, text) for one in alone) == 1:
                yield text

    def _list(self, name: str, program: nodes.Program) -> Listed:
        return next((one.listed for one in program.words if one.name == name), Listed())

    def _fitting(self, condition: nodes.Text | nodes.Near) -> list[str]:
        """Some texts of the examples of which a condition is true: patterns cannot be turned into
        texts, but somebody who wrote one has often written what it finds, too."""
        fitting = (text for text in self.texts if self._is_in(condition, text))
        return list(islice(fitting, _FEW))

    def _is_in(self, condition: nodes.Text | nodes.Near, text: str) -> bool:
        event = Event("", 0, "", "text", text=text)
        return bool(text_hits(condition, self.before, event, self._find))

    def near(self, condition: nodes.Near) -> list[str]:
        """Texts in which two things stand near each other, or just not."""
        if condition in self._known:
            return self._known[condition]
        some, others = self.words(condition.some), self.words(condition.others)
        gaps = (1, condition.within, condition.within + 1)
        made = [f"{some[0]}{'，' * gap}{others[0]}" for gap in gaps]
        made += [f"{one}，{others[0]}" for one in some[1:]]
        made += [f"{some[0]}，{one}" for one in others[1:]]
        self._known[condition] = [*self._fitting(condition), *made]
        return self._known[condition]

    def hosts(self, condition: nodes.Link) -> tuple[list[str], list[str]]:
        """Hosts inside and outside of the sites."""
        inside = [*condition.hosts]
        for name in condition.sites:
            before, after = (
                next((one.hosts for one in program.sites if one.name == name), ())
                for program in (self.before, self.after)
            )
            inside += [one for one in before if one not in after]
            inside += before[:_FEW]
        return list(dict.fromkeys(inside)), ["policyq-example.org"]

    # -- numbers -------------------------------------------------------------------------------

    def amounts(self, amount: nodes.Amount) -> list[int | float]:
        """What an amount is in both programs: on the first day, and then what it becomes."""
        if isinstance(amount, nodes.Fixed):
            return [amount.value]
        found, later = [], []
        for program in (self.before, self.after):
            for value in program.values:
                if value.name == amount.name:
                    day = FIRST_DAY.isoformat()
                    found.append([number for since, number in value.periods if since <= day][-1])
                    later += [number for since, number in value.periods if since > day]
        return list(dict.fromkeys((*found, *later))) or [1]

    def numbers(
        self, op: str, amount: nodes.Amount, wanted: bool, step: int = 1, least: int = 0
    ) -> list[int]:
        """Numbers beside the boundary, those first that make the comparison come out as wanted."""
        limits = self.amounts(amount)
        beside = [int(limit + more) for limit in limits for more in (0, step, -step)]
        found = [number for number in dict.fromkeys(beside) if number >= least] or [least]
        compare = COMPARE.get(op, COMPARE[">="])
        return sorted(found, key=lambda number: compare(number, limits[0]) is not wanted)

    # -- times ---------------------------------------------------------------------------------

    @cached_property
    def gaps(self) -> list[int]:
        """Minutes between two lengths of time of which each stands in one of the two programs only:
        what happens so much later is inside the one, and not inside the other."""
        ends = sorted({*of_one(self.before, self.after), *of_one(self.after, self.before)})
        middles = [(one + other) // 2 for one, other in pairwise(ends)]
        gaps = [max(1, one // MINUTE) for one in (*middles, *ends)]
        return list(dict.fromkeys((*gaps, *self._buckets())))

    def _buckets(self) -> Iterator[int]:
        """As long as each bucket lasts of which only one of the two programs asks."""
        before, after = (Counter(_texts(program)) for program in (self.before, self.after))
        for one in (before - after) | (after - before):
            if one in _BUCKETS:
                yield _BUCKETS[one]

    @cached_property
    def dates(self) -> set[str]:
        """The dates of values that only one of the two programs has, and of slots likewise."""
        before, after = ({*one.values} for one in (self.before, self.after))
        told = {
            since
            for mine, others in ((before, after), (after, before))
            for value in mine - others
            for since, number in value.periods
            if not any((since, number) in one.periods for one in others if one.name == value.name)
        }
        told |= {first for slot in self.slots for first, _ in slot.dates}
        return {one for one in told if one > FIRST_DAY.isoformat()}

    @cached_property
    def slots(self) -> list[nodes.Slot]:
        """The slots that only one of the two programs has."""
        before, after = (dict.fromkeys(_slots(program)) for program in (self.before, self.after))
        return [one for one in (*before, *after) if (one in before) != (one in after)]


def _apart(before: Listed, after: Listed) -> Iterator[str]:
    """What only one of two lists finds."""
    gone = [word for word in before.words if word not in after.words]
    yield from (context for context in before.allowed if context not in after.allowed)
    yield from (word.text for word in gone[:_FEW])
    for word in gone:
        kept = [one for one in after.words if one.text == word.text]
        yield from (text for one in kept for text in {*word.allowed} ^ {*one.allowed})


def of_one(one: nodes.Program, other: nodes.Program) -> list[int]:
    """The lengths of time in a program that are not in another one, in order."""
    return sorted((Counter(_lengths(one)) - Counter(_lengths(other))).elements())


def _lengths(node: Any) -> Iterator[int]:
    """Every length of time in a program: what may be one."""
    for value in values(node):
        if isinstance(value, int) and not isinstance(value, bool) and value >= SECOND:
            yield value


def _slots(node: Any) -> Iterator[nodes.Slot]:
    yield from (one for one in values(node) if isinstance(one, nodes.Slot))


def _texts(node: Any) -> Iterator[str]:
    yield from (one for one in values(node) if isinstance(one, str))


def values(node: Any) -> Iterator[Any]:
    """A value and all that is inside it; lists of words left out."""
    yield node
    if isinstance(node, Listed | str):
        return
    if isinstance(node, tuple | frozenset):
        for one in node:
            yield from values(one)
    elif is_dataclass(node):
        for field in fields(node):
            yield from values(getattr(node, field.name))
