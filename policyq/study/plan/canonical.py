"""The parts of a program, and when two of them mean the same.

Everything here goes by the structure of the program (dataclasses, tuples, sets), so that a node
which is new to the language needs no word of its own. A *part* is what has a name: a rule, a list,
a ladder, whatever stands in a tuple of the program, and the hours that stand inside conditions.

Two forms of a part are compared. The *whole* form has the parts that it uses written out in place
of their names: equal ones mean the same. The *own* form keeps the names: where it differs, the
part itself was changed, and not only something that it uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from policyq.ir import nodes

#: A value with its order taken away where order means nothing: compared and hashed, never read.
Form: TypeAlias = Any


class Key(NamedTuple):
    """What a part is called: the field of the program that holds it (for hours: the class of the
    node), and its name."""

    kind: str
    name: str


_NOWHERE = Key("", "")
#: Fields whose texts are no names of parts.
_TEXTS = frozenset(
    {
        "literals", "description", "pieces", "hosts", "accounts", "words", "roles", "tags",
        "kinds", "action", "op", "field", "values", "what", "of", "per", "bucket", "buckets",
        "named", "off", "work",
        "role", "tag", "account", "dates", "periods", "text", "beat", "listed", "amnesties",
        "mode", "until",
    }
)  # fmt: skip
#: Tuples whose order means nothing.
_SETS = frozenset(
    {
        "parts", "slots", "words", "hosts", "lists", "sites", "literals", "accounts", "dates",
        "to", "judges", "otherwise", "effects", "periods", "years", "off", "work",
    }
)  # fmt: skip
#: What follows from the rest of a program, and is no meaning of its own.
_DERIVED = frozenset({"keep", "buckets", "digest", "tries"})
#: What a part is called.
_CALLED = frozenset({"name", "id"})
#: Parts that nobody has given a name: always written out.
_ANONYMOUS = frozenset({"counters"})
#: Parts that others never use, so that a text which is the name of one is none.
_UNUSED = frozenset({"rules", "promises"})


class Parts:
    """The parts of one program by their keys, and their forms."""

    def __init__(self, program: nodes.Program, called: Mapping[Key, str] | None = None) -> None:
        self.program = program
        self._called = called or {}
        """Parts that have another name in the program this one is compared with."""
        self.settings: dict[str, object] = {}
        """What the program says beside its parts, by field."""
        self.named: dict[Key, Any] = {}
        self._kinds_of: dict[str, list[Key]] = {}
        self._whole: dict[Key, Form] = {}
        self._uses: dict[Key, frozenset[Key]] = {}
        for field in fields(program):
            value = getattr(program, field.name)
            if isinstance(value, tuple) and all(_name(part) is not None for part in value):
                for part in value:
                    self._take(Key(field.name, str(_name(part))), part)
            elif field.name not in _DERIVED | {"name"}:
                self.settings[field.name] = value
        for part in list(self.named.values()):
            for node in _inside(part):
                if self._is_labelled(node):
                    self._take(Key(type(node).__name__, str(_name(node))), node)

    def _take(self, key: Key, part: Any) -> None:
        if key not in self.named:
            self.named[key] = part
            if key.kind in _UNUSED:
                return
            self._kinds_of.setdefault(key.name, []).append(key)

    def _is_labelled(self, node: Any) -> bool:
        """Whether a node inside a part bears a name that is not that of another part."""
        label = getattr(node, "name", None)
        if not isinstance(label, str) or not label or len(fields(node)) < 2:
            return False
        return all(key.kind == type(node).__name__ for key in self._kinds_of.get(label, ()))

    # -- forms ---------------------------------------------------------------------------------

    @cached_property
    def keys(self) -> frozenset[Key]:
        """All parts but the anonymous ones."""
        return frozenset(key for key in self.named if key.kind not in _ANONYMOUS)

    def setting(self, name: str) -> Form:
        """What the whole policy says of something; hours without their name."""
        value = self.settings.get(name)
        if not is_dataclass(value):
            return value
        return self._form(value, _NOWHERE, written_out=True, top=True)

    def whole(self, key: Key) -> Form:
        """What a part means, with all that it uses."""
        if key not in self._whole:
            self._whole[key] = None  # a circle, which `check` refuses, ends here
            self._whole[key] = self._form(self.named[key], key, written_out=True, top=True)
        return self._whole[key]

    def own(self, key: Key) -> Form:
        """What a part says itself."""
        return self._form(self.named[key], key, written_out=False, top=True)

    def uses(self, key: Key) -> frozenset[Key]:
        """The parts that a part uses, and those that these use; itself not."""
        if key not in self._uses:
            self._uses[key] = frozenset()
            found: set[Key] = set()
            for used in self._mentioned(self.named[key]):
                found |= {used} | self.uses(used)
            self._uses[key] = frozenset(found - {key})
        return self._uses[key]

    def _mentioned(self, part: Any) -> Iterator[Key]:
        for text in _names(part, top=True):
            yield from self._kinds_of.get(text.removeprefix("="), ())

    def _form(self, value: Any, where: Key, *, written_out: bool, top: bool = False) -> Form:
        if is_dataclass(value) and not isinstance(value, type):
            if not top and self._is_labelled(value) and not written_out:
                return self._reference(Key(type(value).__name__, str(_name(value))))
            labelled = top or self._is_labelled(value)
            return type(value).__name__, *(
                self._field(field.name, getattr(value, field.name), where, written_out)
                for field in fields(value)
                if field.name not in _DERIVED and not (labelled and field.name in _CALLED)
            )
        if isinstance(value, str):
            return self._text(value, where, written_out)
        if isinstance(value, tuple | frozenset):
            return tuple(self._form(one, where, written_out=written_out) for one in value)
        return value

    def _field(self, name: str, value: Any, where: Key, written_out: bool) -> Form:
        if name in _TEXTS and (isinstance(value, str) or _only_texts(value)):
            form: Form = value if isinstance(value, str) else tuple(value)
        else:
            form = self._form(value, where, written_out=written_out)
        if isinstance(value, frozenset) or (isinstance(value, tuple) and name in _SETS):
            form = tuple(sorted(set(form), key=repr))
        return name, form

    def _text(self, text: str, where: Key, written_out: bool) -> Form:
        """A text that may be the name of parts."""
        keys = [key for key in self._kinds_of.get(text.removeprefix("="), ()) if key != where]
        if not keys:
            return text
        return "the parts", *(self._used(key, written_out) for key in keys)

    def _used(self, key: Key, written_out: bool) -> Form:
        if written_out:
            return self.whole(key)
        return self.own(key) if key.kind in _ANONYMOUS else self._reference(key)

    def _reference(self, key: Key) -> Form:
        return "the part", key.kind, self._called.get(key, key.name)


def _name(part: Any) -> str | None:
    """The name of a part, or its id."""
    if not is_dataclass(part):
        return None
    found = getattr(part, "name", None) or getattr(part, "id", None)
    return found if isinstance(found, str) else None


def _only_texts(value: Any) -> bool:
    return isinstance(value, tuple | frozenset) and all(isinstance(one, str) for one in value)


def _inside(value: Any) -> Iterator[Any]:
    """All nodes inside a value, itself left out."""
    for child in _children(value):
        if is_dataclass(child):
            yield child
        yield from _inside(child)


def _children(value: Any) -> Iterable[Any]:
    if is_dataclass(value):
        return [getattr(value, field.name) for field in fields(value)]
    return value if isinstance(value, tuple | frozenset) else ()


def _names(value: Any, *, top: bool = False) -> Iterator[str]:
    """Every text inside a value that may be the name of a part."""
    for field in fields(value):
        child = getattr(value, field.name)
        if field.name in _DERIVED or (top and field.name in _CALLED):
            continue
        waiting: list[Any] = [child] if isinstance(child, str) or is_dataclass(child) else []
        if isinstance(child, tuple | frozenset):
            waiting = list(child)
        while waiting:
            one = waiting.pop()
            if isinstance(one, str):
                if field.name not in _TEXTS:
                    yield one
            elif isinstance(one, tuple | frozenset):
                waiting += one
            elif is_dataclass(one):
                yield from _names(one)
