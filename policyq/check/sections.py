"""The law of sections: they ask about the group only, and no group is torn between two.

Two sections exclude each other if some question about the group has no common answer: numbers
of members that do not meet, different platforms or names, a tag that one has and the other has not.
A condition with `or` is a list of *boxes*, of which one is enough.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from policyq.check import kinds, walk
from policyq.check.ranges import ANY, Range, constant, opposite, range_of
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import sections as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.vocabulary.events import FIELDS

_MOST = 64
"""Boxes of one condition; beyond, a condition is taken to hold anywhere."""


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with sections."""
    wrong: set[str] = set()
    for node in scope.declarations:
        if isinstance(node, tree.Section):
            for atom in _not_of_group(node.when):
                wrong.add(node.name.text)
                yield say.NOT_OF_GROUP.at(atom.span)
    torn = {section.name.text: section for changed in scope.changed.values() for section in changed}
    known = {name: _Known(scope, one) for name, one in torn.items() if name not in wrong}
    for rule, sections in scope.changed.items():
        names = [section.name.text for section in sections]
        yield from _collisions(rule, [known[name] for name in names if name in known])


def _not_of_group(condition: tree.Condition) -> Iterator[tree.Condition]:
    """Atoms that ask about more than the group."""
    counted: set[int] = set()
    for node in walk.conditions(condition):
        if id(node) in counted:
            counted.update(map(id, walk.conditions(node)))
            continue
        match node:
            case tree.And() | tree.Or() | tree.Not():
                continue
            case tree.GroupIs(field) | tree.Compare(field) | tree.Known(field) if FIELDS[
                field
            ].of_group:
                continue
            case tree.Aggregate() | tree.InRow():
                counted.update(map(id, walk.conditions(node.condition)))
        yield node


@dataclass(frozen=True, slots=True)
class _Box:
    """Groups that meet all of some questions; ``None`` is any."""

    members: Range = ANY
    platforms: frozenset[str] | None = None
    names: frozenset[str] | None = None
    denied: frozenset[tuple[str, str]] = frozenset()
    """Platforms and names that are excluded."""
    tags: frozenset[frozenset[str]] = frozenset()
    """Of each set, one tag is there."""
    without: frozenset[str] = frozenset()

    def meets(self, other: _Box) -> bool:
        """Whether some group may be in both."""
        both = _and(self, other)
        if both.members.is_empty():
            return False
        for field, ones in (("platform", both.platforms), ("group", both.names)):
            if ones is not None and all((field, one) in both.denied for one in ones):
                return False
        return not any(needed <= both.without for needed in both.tags)


def _and(one: _Box, other: _Box) -> _Box:
    return _Box(
        one.members & other.members,
        _meet(one.platforms, other.platforms),
        _meet(one.names, other.names),
        one.denied | other.denied,
        one.tags | other.tags,
        one.without | other.without,
    )


def _meet(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _boxes(scope: Scope, condition: tree.Condition) -> tuple[_Box, ...]:
    """The boxes of a condition in normal form."""
    match condition:
        case tree.Or(parts):
            boxes = tuple(box for part in parts for box in _boxes(scope, part))
            return boxes if len(boxes) <= _MOST else (_Box(),)
        case tree.And(parts):
            joined: tuple[_Box, ...] = (_Box(),)
            for part in parts:
                pairs = product(joined, _boxes(scope, part))
                joined = tuple(_and(one, other) for one, other in pairs)
                if len(joined) > _MOST:
                    return (_Box(),)
            return joined
        case tree.Not(atom):
            return (_box(scope, atom, holds=False),)
    return (_box(scope, condition, holds=True),)


def _box(scope: Scope, atom: tree.Condition, holds: bool) -> _Box:
    match atom:
        case tree.Compare("members", op, amount):
            value = constant(scope, amount)
            if value is None:
                return _Box()
            return _Box(range_of(op if holds else opposite(op), value, whole=True))
        case tree.GroupIs(field, negated, operands):
            ones = frozenset(one.text for one in operands)
            if field == "group_tags":
                yes = holds != negated
                return _Box(tags=frozenset({ones})) if yes else _Box(without=ones)
            if holds == negated:
                return _Box(denied=frozenset((field, one) for one in ones))
            return _Box(platforms=ones) if field == "platform" else _Box(names=ones)
    return _Box()


class _Known:
    """A section, its boxes, and where it changes which rule."""

    def __init__(self, scope: Scope, section: tree.Section) -> None:
        self.name = section.name.text
        self.boxes = _boxes(scope, kinds.normal(section.when))
        self.places = {item.name.text: item.name.span for item in section.items}


def _collisions(rule: str, sections: list[_Known]) -> Iterator[Diagnostic]:
    """For each section the first one before it that changes the same rule for a common group."""
    if len(sections) < 2:
        return
    before = _Seen()
    for section in sections:
        other = before.first_met(section.boxes)
        if other is not None:
            yield say.COLLIDE.at(
                section.places[rule], other.places[rule],
                section=section.name, other=other.name, name=rule,
            )  # fmt: skip
        before.add(section)


class _Seen:
    """Sections with their boxes, found by the names of groups that they ask for."""

    def __init__(self) -> None:
        self._named: dict[str | None, list[tuple[_Box, _Known]]] = defaultdict(list)
        self._all: list[tuple[_Box, _Known]] = []

    def add(self, section: _Known) -> None:
        for box in section.boxes:
            self._all.append((box, section))
            for name in box.names if box.names is not None else (None,):
                self._named[name].append((box, section))

    def first_met(self, boxes: Iterable[_Box]) -> _Known | None:
        for box in boxes:
            for other, section in self._candidates(box):
                if box.meets(other):
                    return section
        return None

    def _candidates(self, box: _Box) -> Iterator[tuple[_Box, _Known]]:
        if box.names is None:
            yield from self._all
            return
        yield from self._named[None]
        for name in box.names:
            yield from self._named[name]
