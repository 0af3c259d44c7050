"""Of what is asked for, what no record has: a name that is mistyped finds nothing, in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from policyq.diagnostics.near import Near
from policyq.study.pseudonyms import DIGITS, Pseudonyms
from policyq.study.records.book import Record
from policyq.study.records.chosen import Choice

#: Up to so many names are listed.
FEW: Final = 5

_VEILED: Final = re.compile(rf"[mg]-[0-9a-f]{{{DIGITS}}}")


class Missed(NamedTuple):
    """A member, group, rule or action that was asked for and that no record has."""

    field: str
    """One of `members`, `groups`, `rules`, `actions`, as `Choice` calls them."""
    value: str
    near: str | None = None
    """A name that was probably meant."""
    hidden: bool = False
    """Whether it is among what was not done, which nobody asked to see."""
    veiled: bool = False
    """Whether it looks like a pseudonym, where members go by their accounts."""
    others: tuple[str, ...] = ()
    """Those that there are, if they are few and none is near."""


def missed(
    choice: Choice,
    rows: Sequence[Record],
    pseudonyms: Pseudonyms | None,
    rules: Iterable[str] = (),
) -> list[Missed]:
    """What of a choice finds nothing by itself; ``rules`` are further names that there are.

    Under pseudonyms only pseudonyms are suggested."""
    there: dict[str, Callable[[Record], Iterable[str]]] = {
        "members": lambda row: () if row.member is None else (row.member,),
        "groups": lambda row: (row.group,),
        "rules": lambda row: row.rules,
        "actions": lambda row: (row.act.action,),
    }
    veils = {"members": Pseudonyms.of, "groups": Pseudonyms.of_group}
    found = []
    for field, names in there.items():
        asked: frozenset[str] = getattr(choice, field)
        if not asked:
            continue
        every = {name for row in rows for name in names(row)}
        shown = {name for row in rows if choice.shows(row) for name in names(row)}
        called = shown
        if pseudonyms is not None and field in veils:
            veil = veils[field]
            called = {veil(pseudonyms, name) for name in shown}
            every |= {veil(pseudonyms, name) for name in every}
            shown |= called
        known = {*called, *(rules if field == "rules" else ())}
        for name in sorted(asked - shown):
            strange = field != "actions" and name not in known
            near = Near(lambda known=known: known).to(name) if strange else None  # type: ignore[misc]
            few = strange and near is None and len(known) <= FEW
            veiled = pseudonyms is None and field in veils and bool(_VEILED.fullmatch(name))
            others = tuple(sorted(known)) if few else ()
            found.append(Missed(field, name, near, name in every, veiled, others))
    return found
