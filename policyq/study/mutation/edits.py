"""Small changes of a tree: each yields the tree with one thing changed, and what was changed.

How a node is changed, `operators` says; here trees are gone over, and what is changed inside is put
back into what is around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, NamedTuple

from policyq.diagnostics.source import NOWHERE, Span
from policyq.study.mutation import operators
from policyq.syntax import tree

_DECLARATIONS = (tree.Rule, tree.Ladder, tree.Level, tree.Value, tree.Tier, tree.Hours)
#: What nobody changes: names of files, what is on trial, promises (no example can show what one is
#: good for: an example in which a promise is needed fails), and the examples themselves.
_LEFT = (
    tree.Policy, tree.Timezone, tree.Holidays, tree.Use, tree.Trial, tree.Promise, tree.Example,
    tree.Words, tree.Sites,
)  # fmt: skip
#: What can be written by itself, so that a change can be shown without all that is around it.
SPELLED = (
    tree.KindIs, tree.TextIs, tree.LinkIs, tree.ContactIs, tree.TimeIn, tree.WhoIs, tree.MentionIs,
    tree.GroupIs, tree.Compare, tree.Known, tree.Aggregate, tree.Becomes, tree.Removed, tree.InRow,
    tree.Balance, tree.AtTime, tree.MetricIs, tree.And, tree.Or, tree.Not,
    tree.Do, tree.Penalize, tree.TreatAs, tree.Slot,
)  # fmt: skip
_OF_TIERS = frozenset({"amount", "boundary", "window", "tier"})


class Edit(NamedTuple):
    """One small change of one file."""

    kind: str
    """An id of `kinds.KINDS`."""
    span: Span
    before: tree.Node
    """The smallest thing that can be shown in which the change is."""
    after: tree.Node | None
    """What it becomes; ``None``: it is dropped."""
    declaration: str
    """The name of the declaration that it is in, as far as it has one."""
    file: str
    number: int
    """Which of the file's declarations is changed."""
    whole: tree.Declaration | None
    """What the declaration becomes; ``None``: it is dropped."""


class _Made(NamedTuple):
    kind: str
    span: Span
    before: tree.Node
    after: tree.Node | None
    whole: Any
    name: str


def edits(file: str, made: tree.File) -> Iterator[Edit]:
    """Every small change of a file, in its order."""
    for number, one in enumerate(made.declarations):
        if isinstance(one, _LEFT):
            continue
        kind = operators.dropped_whole(one)
        if kind is not None:
            yield Edit(kind, one.span, one, None, _name(one), file, number, None)
        for found in _inside(one):
            yield Edit(
                found.kind, found.span, found.before, found.after,
                found.name or _name(one), file, number, found.whole,
            )  # fmt: skip


def applied(edit: Edit, made: tree.File) -> tree.File:
    """The file with the change."""
    before, after = made.declarations[: edit.number], made.declarations[edit.number + 1 :]
    middle = () if edit.whole is None else (edit.whole,)
    return replace(made, declarations=(*before, *middle, *after))


def _inside(node: tree.Node) -> Iterator[_Made]:
    """Every change of a node, and inside it."""
    for own in operators.own(node):
        here = own.place or own.at
        place = node.span if here is None or here.span == NOWHERE else here.span
        shown: tuple[tree.Node, tree.Node | None] = (node, own.node)
        if own.place is not None and isinstance(own.place, SPELLED):
            shown = own.place, None
        yield _Made(own.kind, place, *shown, own.node, "")
    for field in fields(node):
        if field.name != "span" and not operators.is_left(node, field.name):
            for child, put in _children(getattr(node, field.name)):
                for made in _inside(child):
                    yield from _around(node, field.name, made, put(made.whole))


def _children(value: Any) -> Iterator[tuple[tree.Node, Any]]:
    """The nodes in a field, and how each is put back changed."""
    if isinstance(value, tree.Node):
        yield value, lambda new: new
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            for child, put in _children(one):
                yield child, _putting(value, place, put)


def _putting(value: tuple[Any, ...], place: int, put: Any) -> Any:
    return lambda new: (*value[:place], put(new), *value[place + 1 :])


def _around(node: Any, field: str, made: _Made, value: Any) -> Iterator[_Made]:
    """A change inside a node, seen from the node."""
    if isinstance(node, tree.Not) and made.kind == "negation" and made.before is node.part:
        return  # As if the negation were dropped, which is tried already.
    whole: Any = replace(node, **{field: value})
    before, after = made.before, made.after
    if not isinstance(before, SPELLED):
        before, after = node, whole
    span = made.span if made.span != NOWHERE else node.span
    kind = made.kind
    if isinstance(node, tree.Tier) and kind in _OF_TIERS:
        kind = "tier"
    name = made.name or (_name(node) if isinstance(node, _DECLARATIONS) else "")
    yield _Made(kind, span, before, after, whole, name)


def _name(node: tree.Node) -> str:
    name = getattr(node, "name", None)
    if isinstance(name, tree.Name):
        return name.text
    number = getattr(node, "number", None)
    return f"{number.value:g}" if isinstance(number, tree.Number) else ""
