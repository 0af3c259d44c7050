"""What a change of a policy changes in meaning: parts added, removed, changed, and through what.

Programs are compared, never texts: how a policy is laid out, its comments, the order of its
declarations and the language of its keywords change nothing. A part with another name and the
same meaning was renamed. What would forget what was counted is named apart: a count is known by
what it counts, a ladder by its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from policyq.ir import nodes
from policyq.study.plan.canonical import Key, Parts

#: The kinds of part in the order in which they are told; others follow.
ORDER = ("rules", "promises", "ladders", "words", "sites", "values", "TimeIn", "tiers")
#: Parts that are lists of things, of which what came and went can be said.
_NO_LISTS = frozenset({"rules", "promises", "ladders", "values", "counters"})


@dataclass(frozen=True, slots=True)
class Changed:
    """One part that is not what it was."""

    key: Key
    how: str
    """``added``, ``removed``, ``renamed``, ``changed``, or ``through``: only what it uses is."""
    before: Any = None
    after: Any = None
    now: str = ""
    """The new name of a part that was renamed."""
    through: tuple[Key, ...] = ()
    """The changed parts that it uses."""
    gone: tuple[str, ...] = ()
    """Of a list: what is no longer in it."""
    come: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Something that the whole policy says, such as its time zone."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Counts that begin anew under the new policy."""

    kind: str
    """``ladder``, ``counter``; ``shorter``: a counter whose window grows beyond what was kept."""
    name: str
    """A ladder's name; a counter's id."""
    rules: tuple[str, ...]
    """The rules of the old policy that asked for it."""
    before: Any = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything in which two programs differ."""

    settings: tuple[Setting, ...]
    parts: tuple[Changed, ...]
    forgotten: tuple[Forgotten, ...]

    def __bool__(self) -> bool:
        return bool(self.settings or self.parts or self.forgotten)

    @property
    def rules(self) -> frozenset[str]:
        """The names, old and new, of rules that may decide otherwise."""
        changed = [one for one in self.parts if one.key.kind == "rules" and one.how != "renamed"]
        return frozenset(one.key.name for one in changed)


def changes(old: nodes.Program, new: nodes.Program) -> Changes:
    """In what two programs differ."""
    before, after = Parts(old), Parts(new)
    renamed = _renamed(before, after)
    called = Parts(old, {key: now.name for key, now in renamed.items()})
    taken = frozenset(renamed.values())
    parts = [
        Changed(key, "renamed", before.named[key], after.named[now], now.name)
        for key, now in renamed.items()
    ]
    parts += [
        Changed(key, "removed", before.named[key])
        for key in before.keys - after.keys - renamed.keys()
    ]
    parts += [
        Changed(key, "added", after=after.named[key]) for key in after.keys - before.keys - taken
    ]
    same = [key for key in before.keys & after.keys if key not in taken and key not in renamed]
    altered = frozenset(key for key in same if before.whole(key) != after.whole(key))
    differing = altered | {one.key for one in parts if one.how != "renamed"}
    parts += [_altered(key, called, after, differing) for key in altered]
    return Changes(
        tuple(
            Setting(name, before.settings.get(name), value)
            for name, value in after.settings.items()
            if before.setting(name) != after.setting(name)
        ),
        tuple(sorted(parts, key=lambda one: (_place(one.key.kind), one.key))),
        tuple(_forgotten(before, after)),
    )


def _renamed(before: Parts, after: Parts) -> dict[Key, Key]:
    """Parts that are gone, and those of another name that came and mean the same; each once."""
    gone, come = before.keys - after.keys, after.keys - before.keys
    free: dict[Any, list[Key]] = {}
    for key in sorted(come, reverse=True):
        free.setdefault((key.kind, after.whole(key)), []).append(key)
    found = {}
    for key in sorted(gone):
        there = free.get((key.kind, before.whole(key)))
        if there:
            found[key] = there.pop()
    return found


def _altered(key: Key, before: Parts, after: Parts, differing: frozenset[Key]) -> Changed:
    was, is_ = before.named[key], after.named[key]
    used = (before.uses(key) | after.uses(key)) & differing
    through = tuple(sorted(used, key=lambda one: (_place(one.kind), one)))
    itself = before.own(key) != after.own(key) or not through
    gone, come = ((), ()) if key.kind in _NO_LISTS else _items(was, is_)
    return Changed(key, "changed" if itself else "through", was, is_, "", through, gone, come)


def _place(kind: str) -> int:
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _items(before: Any, after: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What went and what came in the tuples of a part, in words."""
    was, is_ = dict(_listed(before)), dict(_listed(after))
    return (
        tuple(sorted(text for item, text in was.items() if item not in is_)),
        tuple(sorted(text for item, text in is_.items() if item not in was)),
    )


def _listed(part: Any) -> Iterable[tuple[Any, str]]:
    for value in _values(part):
        if _is_record(value):
            yield from _listed(value)
            continue
        for one in value if isinstance(value, tuple | frozenset) else ():
            if isinstance(one, str):
                yield one, one
            elif _is_record(one):
                text = next((each for each in _values(one) if isinstance(each, str)), None)
                if text is not None:
                    yield one, text


def _is_record(value: Any) -> bool:
    return is_dataclass(value) or hasattr(value, "_fields")


def _values(record: Any) -> Iterable[Any]:
    if is_dataclass(record):
        return [getattr(record, field.name) for field in fields(record)]
    return tuple(record)


# -- what would be forgotten -------------------------------------------------------------------


def _forgotten(before: Parts, after: Parts) -> Iterable[Forgotten]:
    old, new = before.program, after.program
    kept = {counter.id: counter for counter in new.counters}
    for counter in old.counters:
        rules = _asking(before, Key("counters", counter.id))
        now = kept.get(counter.id)
        if now is None:
            yield Forgotten("counter", counter.id, rules, counter)
        elif now.keep > counter.keep > 0 or not set(now.buckets) <= set(counter.buckets):
            yield Forgotten("shorter", counter.id, rules, counter)
    ladders = {ladder.name: ladder for ladder in new.ladders}
    for ladder in old.ladders:
        rules = _asking(before, Key("ladders", ladder.name))
        if ladder.name not in ladders and rules:
            yield Forgotten("ladder", ladder.name, rules, ladder)


def _asking(parts: Parts, key: Key) -> tuple[str, ...]:
    return tuple(
        sorted(one.name for one in parts.keys if one.kind == "rules" and key in parts.uses(one))
    )
