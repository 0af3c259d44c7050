"""One against another: roles, accounts, texts, platforms, and anything against its negation."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from policyq.check import settle
from policyq.check.kinds import contacts_named
from policyq.check.ranges import opposite
from policyq.diagnostics.catalog import meaning as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.text.definition import hits_slowly
from policyq.text.fold import fold
from policyq.text.folds import NORMALLY
from policyq.text.listed import Word
from policyq.vocabulary.types import LANGUAGE_VERSION

_MOST = 100
"""So many parts of one sort are compared with each other; nobody writes more in one `and`."""


class _Part(NamedTuple):
    """An atom without its negation, and whether it stands negated."""

    holds: bool
    atom: tree.Condition
    written: tree.Condition


def problems(parts: Iterable[tree.Condition]) -> Iterator[Diagnostic]:
    """Two parts of one `and` that cannot both be true."""
    atoms = [_part(part) for part in parts]
    clashes = [
        *_negations(atoms),
        *_choices(atoms),
        *_exclusive(atoms),
        *_texts(atoms),
        *_unsaid(atoms),
    ]
    reported: set[int] = set()
    for earlier, later in clashes:
        if id(later.written) not in reported:
            reported.add(id(later.written))
            yield say.CONTRADICTION.at(later.written.span, earlier.written.span)


def _part(written: tree.Condition) -> _Part:
    holds, atom = True, written
    if isinstance(atom, tree.Not):
        holds, atom = False, atom.part
    if isinstance(atom, tree.TimeIn | tree.WhoIs | tree.GroupIs | tree.Known) and atom.negated:
        holds, atom = not holds, replace(atom, negated=False)
    if isinstance(atom, tree.Compare | tree.Aggregate) and atom.op in ("<", "<=", "!="):
        holds, atom = not holds, replace(atom, op=opposite(atom.op))
    return _Part(holds, atom, written)


def _negations(atoms: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """An atom that some other part denies, whole or as one of more."""
    said: dict[Hashable, list[tuple[bool, frozenset[Hashable], _Part]]] = {}
    for part in atoms:
        key, members = _members(part.atom)
        if key is None:
            continue
        for holds, other, earlier in said.get(key, ()):
            yes, no = (members, other) if part.holds else (other, members)
            if holds != part.holds and yes <= no:
                yield earlier, part
                break
        if len(said.setdefault(key, [])) < _MOST:
            said[key].append((part.holds, members, part))


def _members(atom: tree.Condition) -> tuple[Hashable, frozenset[Hashable]]:
    """What an atom asks, and the things of which one is enough."""
    match atom:
        case tree.TextIs(op, operands, None):
            return ("text", op), frozenset(map(_folded, operands))
        case tree.WhoIs(_, _, who):
            return "who", frozenset(who)
        case tree.GroupIs(field, _, operands):
            return ("group", field), frozenset(one.text for one in operands)
        case tree.MentionIs(who) if who:
            return "mention", frozenset(who)
        case tree.ContactIs(kind):
            return "contact", contacts_named(kind)
        case tree.LinkIs("any", False, sites) if sites:
            return "link", frozenset(sites)
        case tree.KindIs() | tree.Compare() | tree.And() | tree.Or() | tree.Not():
            return None, frozenset()
    return atom, frozenset({True})


def _folded(operand: tree.Operand) -> Hashable:
    """What is equal if the same is looked for in the same way."""
    if isinstance(operand, tree.Word):
        return fold(operand.text), frozenset(operand.options)
    return fold(operand.text) if isinstance(operand, tree.Str) else operand


def _choices(atoms: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """An `or` each of whose parts is denied beside it."""
    denied = {part.atom: part for part in atoms if not part.holds}
    for part in atoms:
        if isinstance(part.atom, tree.Or):
            parts = [_part(one) for one in part.atom.parts]
            if all(one.holds and one.atom in denied for one in parts):
                yield part, denied[parts[-1].atom]


def _unsaid(atoms: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """What something is, where it is not known."""
    unknown = {
        part.atom.field: part
        for part in atoms
        if isinstance(part.atom, tree.Known) and not part.holds
    }
    for part in atoms:
        if isinstance(part.atom, tree.GroupIs) and part.atom.field in unknown:
            yield unknown[part.atom.field], part


def _exclusive(atoms: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """Two roles, accounts, channels or platforms: nobody and no group has both."""
    seen: dict[Hashable, tuple[frozenset[str], _Part]] = {}
    for part in atoms:
        if not part.holds:
            continue
        match part.atom:
            case tree.WhoIs(_, _, who) if all(isinstance(one, tree.Role) for one in who):
                key = "role"
                ones = frozenset(one.id for one in who if isinstance(one, tree.Role))
            case tree.WhoIs(_, _, who) if all(isinstance(one, tree.Account) for one in who):
                key = "account"
                ones = frozenset(one.text for one in who if isinstance(one, tree.Account))
            case tree.GroupIs("platform" | "channel" as field, _, operands):
                key, ones = field, frozenset(one.text for one in operands)
            case _:
                continue
        before, earlier = seen.get(key, (ones, part))
        if before and not before & ones:
            yield earlier, part
        seen[key] = (before & ones, earlier if before <= ones else part)


def _texts(atoms: list[_Part]) -> Iterator[tuple[_Part, _Part]]:
    """A text that must equal one of some literals, none of which another part allows."""
    tests = [
        part
        for part in atoms
        if isinstance(part.atom, tree.TextIs)
        and part.atom.op != "matches"
        and part.atom.near is None
        and all(isinstance(one, tree.Str) for one in part.atom.operands)
    ]
    first = next((part for part in tests if part.holds and _op(part) == "equals"), None)
    if first is None:
        return
    left = _literals(first)
    if len(left) * len(tests) > _MOST * _MOST:
        return
    for part in tests:
        if part is not first and left:
            left = [text for text in left if _passes(text, part)]
            if not left:
                yield (first, part) if _after(part, first) else (part, first)


def _after(part: _Part, other: _Part) -> bool:
    return part.written.span >= other.written.span


def _op(part: _Part) -> str:
    return part.atom.op if isinstance(part.atom, tree.TextIs) else ""


def _literals(part: _Part) -> list[str]:
    operands = part.atom.operands if isinstance(part.atom, tree.TextIs) else ()
    return [fold(one.text) for one in operands]


def _passes(text: str, part: _Part) -> bool:
    """Whether a text may pass a part: it may wherever that is not certain."""
    op = _op(part)
    if op == "contains":
        words = _contained(part)
        if any(word.whole or not word.folds <= NORMALLY for word in words):
            return True
        return any(hits_slowly([word.text], text, word.folds) for word in words) == part.holds
    for literal in _literals(part):
        if (op == "equals" and text == literal) or (op == "starts" and text.startswith(literal)):
            return part.holds
    return not part.holds


def _contained(part: _Part) -> list[Word]:
    operands = part.atom.operands if isinstance(part.atom, tree.TextIs) else ()
    return [settle.literal(one, LANGUAGE_VERSION) for one in operands if isinstance(one, tree.Str)]
