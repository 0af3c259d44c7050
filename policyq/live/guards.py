"""What must be there for a rule to be anything but false: words, links, or one of some whole texts.

Most messages have none of it, so rules stand behind what they need, and a message pays for the rules
that it can set off, not for those that there are. Rules that need words stand in blocks, and blocks
in blocks: of ten thousand such rules a message that holds one word passes some dozens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from policyq.ir import nodes
from policyq.ir.shapes import Sought, sought
from policyq.live.names import Names, test
from policyq.live.sorts import settled

WIDTH: Final = 16
"""So many rules or blocks stand in a block, at most."""

MANY: Final = 4 * WIDTH
"""From so many rules on that ask for words and for the same besides, they stand in a table, and not in
code: to compile the code for ten thousand would take a second."""


class Rule(NamedTuple):
    """What is left of a rule for one kind of event."""

    number: int
    condition: nodes.Condition
    words: int | None = None
    """The bits of the words of which it needs one; ``None``: it needs none."""


class Guarded(NamedTuple):
    """The rules of a program by what they need."""

    always: list[Rule]
    words: list[Rule]
    links: list[Rule]
    whole: list[Rule]
    keys: list[nodes.Text]
    """The conditions of which one must not be false for one of ``whole`` not to be."""

    def every(self) -> list[Rule]:
        """All rules, those of which the least is left first."""
        return [*self.words, *self.links, *self.whole, *self.always]


def guarded(names: Names, rules: Sequence[tuple[int, nodes.Condition]]) -> Guarded:
    """Puts every rule behind what it needs; behind words, if it needs both."""
    made = Guarded([], [], [], [], [])
    for number, condition in rules:
        words = words_of(names, condition)
        if words is not None:
            made.words.append(Rule(number, condition, words))
        elif _needs_links(condition):
            made.links.append(Rule(number, condition))
        elif compared := _compared(condition):
            made.whole.append(Rule(number, condition))
            made.keys.extend(compared)
        else:
            made.always.append(Rule(number, condition))
    return made


def words_of(names: Names, condition: nodes.Condition) -> int | None:
    """The bits of which one must be set, if the text is known, for a condition not to be false."""
    match condition:
        case nodes.Text("contains"):
            return names.bits(condition)
        case nodes.Near(some, _, _):
            return names.bits(some)
        case nodes.Surely(part):
            return words_of(names, part)
        case nodes.And(parts):
            found = [bits for part in parts if (bits := words_of(names, part)) is not None]
            return min(found, key=int.bit_count, default=None)
        case nodes.Or(parts):
            bits = 0
            for part in parts:
                one = words_of(names, part)
                if one is None:
                    return None
                bits |= one
            return bits
    return None


def _needs_links(condition: nodes.Condition) -> bool:
    match condition:
        case nodes.Link():
            return True
        case nodes.Surely(part):
            return _needs_links(part)
        case nodes.And(parts):
            return any(map(_needs_links, parts))
        case nodes.Or(parts):
            return bool(parts) and all(map(_needs_links, parts))
    return False


def _compared(condition: nodes.Condition) -> list[nodes.Text]:
    """The conditions on whole texts of which one must not be false for a condition not to be; none,
    if there are none."""
    match condition:
        case nodes.Text("equals" | "starts"):
            return [condition]
        case nodes.Surely(part):
            return _compared(part)
        case nodes.And(parts):
            return next((found for part in parts if (found := _compared(part))), [])
        case nodes.Or(parts):
            every = [_compared(part) for part in parts]
            return [one for found in every for one in found] if all(every) else []
    return []


def is_like(names: Names, conditions: Iterable[nodes.Text]) -> str:
    """Whether one of some conditions on whole texts may not be false, as it stands in the source: two
    or three looks, however many texts they name."""
    equal, starts = set[str](), defaultdict[int, set[str]](set)
    for one in conditions:
        for key in set[str]().union(*names.compared(one).values()):
            if one.op == "equals":
                equal.add(key)
            else:
                starts[len(key)].add(key)
    names.read_whole(max(map(len, equal), default=0))
    names.read_up_to(max(starts, default=0))
    tests = ["text is None"]
    if equal:
        tests.append(f"whole in {names.constant(frozenset(equal))}")
    for length, some in sorted(starts.items()):
        tests.append(f"opening[:{length}] in {names.constant(frozenset(some))}")
    return " or ".join(tests)


class Crowd(NamedTuple):
    """Rules of which each asks for words, and for the same besides: the answer for one kind of event is
    that of the first, but for its words."""

    first: Sought
    members: list[tuple[int, nodes.Text]]
    """The number of each, and its words."""

    @property
    def condition(self) -> nodes.Condition:
        """What the first asks."""
        return self.first.with_text(self.first.text)


def crowds(rules: Iterable[nodes.Rule]) -> tuple[list[Crowd], list[int]]:
    """The crowds of a program, and the numbers of all other rules."""
    some: dict[Hashable, Crowd] = {}
    alone: list[int] = []
    for number, rule in enumerate(rules):
        asks = sought(rule.condition)
        if asks is None:
            alone.append(number)
        else:
            place = (asks.place, asks.joined, asks.besides)
            some.setdefault(place, Crowd(asks, [])).members.append((number, asks.text))
    many = [one for one in some.values() if len(one.members) >= MANY]
    few = (number for one in some.values() if len(one.members) < MANY for number, _ in one.members)
    return many, sorted([*alone, *few])


def settled_table(names: Names, one: Crowd, kind: str) -> Table | None:
    """The table of a crowd for a kind of event; ``None`` if what is left of it is no table."""
    left = sought(settled(one.condition, kind))
    if left is None or left.text is not one.first.text:
        return None
    if any(words_of(names, beside) is not None for beside in left.besides):
        return None
    rules = [Rule(number, text, names.bits(text)) for number, text in one.members]
    return _table(left.besides, rules)


class Table(NamedTuple):
    """Rules that ask for words and for the same besides."""

    besides: tuple[nodes.Condition, ...]
    """What they all ask besides; nothing, if they ask for words and nothing else."""
    bits: int
    """The bits of all their words."""
    rules: tuple[tuple[int, ...], ...]
    """For each bit the numbers of the rules that it sets off."""
    every: tuple[int, ...]
    """All their numbers: if the text is not known, neither is any of them."""


def tables(names: Names, rules: Sequence[Rule]) -> tuple[list[Table], list[Rule]]:
    """The tables of those rules that ask for words and for the same besides, where they are many; and
    the rest."""
    by_rest: dict[tuple[nodes.Condition, ...], list[Rule]] = defaultdict(list)
    for rule in rules:
        besides = _besides(names, rule)
        if besides is not None:
            by_rest[besides].append(rule)
    many = {besides: some for besides, some in by_rest.items() if len(some) >= MANY}
    inside = {rule.number for some in many.values() for rule in some}
    rest = [rule for rule in rules if rule.number not in inside]
    return [_table(besides, some) for besides, some in many.items()], rest


def _besides(names: Names, rule: Rule) -> tuple[nodes.Condition, ...] | None:
    """What a rule asks besides its words; ``None`` if words are not one part of what it asks."""
    parts = rule.condition.parts if isinstance(rule.condition, nodes.And) else (rule.condition,)
    words = [one for one in parts if isinstance(one, nodes.Text) and one.op == "contains"]
    if len(words) != 1 or names.bits(words[0]) != rule.words:
        return None
    return tuple(one for one in parts if one is not words[0])


def _table(besides: tuple[nodes.Condition, ...], rules: Sequence[Rule]) -> Table:
    every, found = 0, defaultdict[int, list[int]](list)
    for number, _, bits in rules:
        every |= bits or 0
        found[(bits or 0).bit_length() - 1].append(number)
    by_bit = tuple(tuple(found.get(bit, ())) for bit in range(every.bit_length()))
    return Table(besides, every, by_bit, tuple(rule.number for rule in rules))


Lines: TypeAlias = Callable[[Rule], list[str]]


def blocks(rules: Sequence[Rule], lines: Lines) -> Iterator[str]:
    """The lines of rules that need words, in blocks behind the words of all that is in them."""
    made = [(rule.words or 0, lines(rule)) for rule in rules]
    while len(made) > WIDTH:
        some = [made[first : first + WIDTH] for first in range(0, len(made), WIDTH)]
        made = [_block(one) for one in some]
    for bits, inner in made:
        yield f"if {test('some', bits)}:"
        yield from (f" {line}" for line in inner)


def _block(made: Sequence[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    every, lines = 0, []
    for bits, inner in made:
        every |= bits
        lines.append(f"if {test('some', bits)}:")
        lines += [f" {line}" for line in inner]
    return every, lines
