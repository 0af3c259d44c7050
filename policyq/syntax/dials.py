"""The numbers of a policy that can be turned, each with a name: ``flood.count``, ``标准处罚.时长``.

A dial is a number or a length that stands in a declaration as a literal. Its name begins with that
of the declaration; then comes what it is of (`policyq.syntax.dial_names`), in either language. Parts
between may be left out where what is left still means one number. Of several with one name, the last part of
the name is a number: the how-manieth it is, in the order of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from policyq.diagnostics.source import Source, Span
from policyq.syntax import dial_names as say
from policyq.syntax import tree
from policyq.syntax.dial_names import Part, named

Literal: TypeAlias = "tree.Number | tree.Length"


@dataclass(frozen=True, slots=True)
class Dial:
    """One number, and how it is called."""

    owner: tuple[Part, ...]
    """The section that the declaration stands in, if it does, and the declaration."""
    path: tuple[Part, ...]
    """What of it."""
    literal: Literal
    written: str
    """As it stands in the text, unit included: ``10 minutes``."""
    number: int = 0
    """Which of several with the same name, from 1; 0 if it is the only one."""
    through: bool = False
    """Whether the declaration only names a value, in which the number stands."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.literal.span

    @property
    def counts(self) -> bool:
        """Whether it is a number of things, in which no fraction stands."""
        return say.is_counted(self.path[-1]) and "." not in self.written

    def name(self, language: str) -> str:
        """The whole name."""
        parts = [part.in_(language) for part in (*self.owner, *self.path)]
        return ".".join([*parts, str(self.number)] if self.number else parts)

    def fits(self, written: str) -> int:
        """Whether somebody may mean it: 2 by its whole name, 1 by some of it, else 0."""
        words = tuple(word.strip().casefold() for word in written.split("."))
        if self.number and words[-1] == str(self.number):
            words = words[:-1]
        parts = (*self.owner, *self.path)
        if _runs(words, parts, must=None):
            return 2
        return int(_runs(words, parts, must=len(self.owner) - 1))


def _runs(words: tuple[str, ...], parts: tuple[Part, ...], must: int | None) -> bool:
    """Whether the words are those of the parts, in order. ``must``: the part that cannot be left
    out, counted from the first of them; ``None``: none can."""
    if not parts:
        return not words
    after = None if must is None else must - 1
    if words and words[0] in parts[0].spelled and _runs(words[1:], parts[1:], after):
        return True
    return must not in (None, 0) and _runs(words, parts[1:], after)


Found: TypeAlias = "tuple[tuple[Part, ...], Literal | tree.Name]"


def dials(files: Mapping[str, tree.File], sources: Mapping[str, Source], main: str) -> list[Dial]:
    """All dials of a policy and of those that it uses, in the order of the text, ``main`` first.

    What an override in ``main`` replaces, and what is disabled there, is none.
    """
    order = [main, *sorted(name for name in files if name != main)]
    gone = _gone(files[main])
    values: dict[str, list[Dial]] = {}
    made: list[Dial | tuple[tuple[Part, ...], tuple[Part, ...], str]] = []
    for name in order:
        for owner, declaration in _declared(files[name], () if name == main else gone):
            for path, literal in _of(declaration):
                if isinstance(literal, tree.Name):
                    made.append((owner, path, literal.text))
                    continue
                _, start, end = literal.span
                dial = Dial(owner, path, literal, sources[name].text[start:end])
                made.append(dial)
                if isinstance(declaration, tree.Value):
                    values.setdefault(declaration.name.text, []).append(dial)
    return list(_numbered(_resolved(made, values)))


def _resolved(
    made: Iterable[Dial | tuple[tuple[Part, ...], tuple[Part, ...], str]],
    values: Mapping[str, list[Dial]],
) -> Iterator[Dial]:
    for one in made:
        if isinstance(one, Dial):
            yield one
        else:
            owner, path, value = one
            for dial in values.get(value, ()):
                yield replace(dial, owner=owner, path=path, through=True)


def _numbered(found: Iterable[Dial]) -> Iterator[Dial]:
    """The dials, those of one name with their numbers."""
    known = list(found)
    many = Counter(dial.name("en") for dial in known)
    seen: Counter[str] = Counter()
    for dial in known:
        name = dial.name("en")
        seen[name] += 1
        yield replace(dial, number=seen[name]) if many[name] > 1 else dial


def _gone(file: tree.File) -> tuple[tuple[type, str], ...]:
    """The rules and values of the policies that are used that mean nothing any more."""
    return tuple(
        (tree.Rule if isinstance(one, tree.Disable) else type(one), one.name.text)
        for one in file.declarations
        if isinstance(one, tree.Disable)
        or (isinstance(one, tree.Rule | tree.Value) and one.override)
    )


def _declared(
    file: tree.File, gone: tuple[tuple[type, str], ...]
) -> Iterator[tuple[tuple[Part, ...], object]]:
    """Every declaration that may hold dials, with its name."""
    for one in file.declarations:
        if isinstance(one, tree.Section):
            section = named(one.name.text)
            yield (section,), one
            for inner in one.items:
                if not isinstance(inner, tree.Disable):
                    yield (section, named(inner.name.text)), inner
        elif isinstance(one, tree.Level):
            yield (say.level(int(one.number.value)),), one
        elif isinstance(one, _NAMED) and (type(one), one.name.text) not in gone:
            yield (named(one.name.text),), one


_NAMED = (
    tree.Ladder, tree.Value, tree.Rule, tree.Tier, tree.Metric, tree.Watch, tree.Form, tree.Agenda,
    tree.Format, tree.Ranking, tree.Lottery, tree.Points, tree.Reward, tree.Title,
)  # fmt: skip


# -- what stands in a declaration ------------------------------------------------------------------


def _of(one: object) -> Iterator[Found]:
    """The literals of a declaration, and the names of values that stand for some."""
    match one:
        case tree.Rule(when=when, unless=unless, actions=actions):
            yield from _asked(when)
            yield from _under(say.UNLESS, _asked(unless) if unless else ())
            yield from _done(actions)
        case tree.Section(when=when) | tree.Tier(when=when):
            yield from _asked(when)
        case tree.Ladder(window=window, steps=steps):
            yield from _amount(say.WINDOW, window)
            for number, actions in enumerate(steps, 1):
                yield from _under(say.step(number), _done(actions))
        case tree.Level(actions=actions):
            yield from _done(actions)
        case tree.Value(first=first, changes=changes):
            yield (say.VALUE,), first
            yield from (((say.VALUE,), amount) for _, amount in changes)
        case tree.Format(when=when, requires=requires, actions=actions):
            yield from _asked(when)
            yield from _under(say.REQUIRES, _asked(requires))
            yield from _done(actions)
        case tree.Watch(when=when, run=run, actions=actions, afterwards=afterwards):
            yield from _asked(when)
            yield from _amount(say.RUN, run)
            yield from _done(actions)
            yield from _under(say.AFTERWARDS, _done(afterwards))
        case _:
            yield from _of_small(one)


def _of_small(one: object) -> Iterator[Found]:
    """Likewise, of declarations that hold a few."""
    match one:
        case tree.Metric(grades=grades):
            for grade in grades:
                yield from _amount(say.grade(grade.grade), grade.limit)
        case tree.Form(when=when, least=least, most=most):
            yield from _asked(when)
            yield from _amount(say.LEAST, least)
            yield from _amount(say.MOST, most)
        case tree.Agenda(items=items, within=within):
            yield from _amount(say.LATE, within)
            yield from (found for item in items for found in _done(item.actions))
        case tree.Ranking(top=top, actions=actions):
            yield from _amount(say.TOP, top)
            yield from _done(actions)
        case tree.Lottery(prizes=prizes, when=when, actions=actions):
            yield from _amount(say.PRIZES, prizes)
            yield from _asked(when)
            yield from _done(actions)
        case tree.Points(cap=cap, pairs=pairs, lasts=lasts):
            yield from _amount(say.MOST, _most(cap))
            yield from _amount(say.PAIRS, pairs)
            yield from _amount(say.LASTS, lasts)
        case tree.Reward(price=price, stock=stock, each=each, cost=cost, actions=actions):
            yield from _amount(say.PRICE, price)
            yield from _amount(say.STOCK, _most(stock))
            yield from _amount(say.EACH, _most(each))
            yield from _amount(say.COST, cost)
            yield from _done(actions)
        case tree.Title(lasts=lasts):
            yield from _amount(say.LASTS, lasts)


def _amount(part: Part, amount: tree.Amount | None) -> Iterator[Found]:
    if amount is not None:
        yield (part,), amount


def _most(limit: tree.Limit | None) -> tree.Number | None:
    return None if limit is None else limit.most


def _under(part: Part, found: Iterable[Found]) -> Iterator[Found]:
    return (((part, *path), amount) for path, amount in found)


def _asked(condition: tree.Condition) -> Iterator[Found]:
    """What stands in a condition, from left to right."""
    match condition:
        case tree.And(parts=parts) | tree.Or(parts=parts):
            yield from (found for part in parts for found in _asked(part))
        case tree.Not(part=part):
            yield from _asked(part)
        case tree.Compare(field=field, amount=amount):
            yield from _amount(say.field(field), amount)
        case tree.Aggregate(what=what, condition=inner, window=window, amount=amount):
            found = [
                *_asked(inner),
                *(_amount(say.WINDOW, window.length) if isinstance(window, tree.Trailing) else ()),
                *_amount(say.COUNTED[what], amount),
            ]
            yield from sorted(found, key=lambda one: one[1].span.start)
        case tree.InRow(condition=inner, amount=amount):
            yield from _asked(inner)
            yield from _amount(say.STREAK, amount)
        case tree.Balance(points=points, amount=amount):
            yield from _amount(named(points.text), amount)
        case tree.Removed(within=within):
            yield from _amount(say.REMOVED, within)
        case tree.TextIs(near=near) if near is not None:
            yield from _amount(say.NEAR, near.within)
        case tree.MetricIs(metric=metric, limit=limit):
            if not isinstance(limit, tree.Name):
                yield from _amount(named(metric.text), limit)


def _done(actions: Iterable[tree.Action]) -> Iterator[Found]:
    """What stands in actions, from left to right."""
    for one in actions:
        if isinstance(one, tree.Do):
            yield from _amount(say.action(one.action), one.duration)
            yield from _amount(say.action(one.action), one.amount)
            if one.once is not None and isinstance(one.once.window, tree.Trailing):
                yield from _amount(say.ONCE, one.once.window.length)
        if one.confirm is not None:
            yield from _amount(say.QUORUM, one.confirm.quorum)
            yield from _amount(say.CONFIRM, one.confirm.within)
            if one.confirm.otherwise is not None:
                yield from _under(say.OTHERWISE, _done((one.confirm.otherwise,)))
