"""What a program's words find in a text, and what of it does not count, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from policyq.ir import nodes
from policyq.ir.evidence import looked_for
from policyq.live.sorts import parts
from policyq.text.listed import Searcher, chosen
from policyq.text.words import Hit, Matcher


class Sought(NamedTuple):
    """One hit."""

    list: str
    """The list's name; "" for a text that stands in rules."""
    rules: tuple[str, ...]
    """Of such a text: the rules."""
    hit: Hit
    rejected: str = ""
    """Why it does not count: ``expired``, ``whole``, ``allowed``, or ``chosen`` (the list takes the
    longest or the first, and this is not it); "" if it does."""


def sought(program: nodes.Program, text: str, date: str) -> list[Sought]:
    """Every hit of a program's lists, and of the texts that its rules contain, on an ISO date."""
    found: dict[tuple[str, Hit, str], set[str]] = {}
    for words in program.words:
        searcher = Searcher(words.listed, Matcher)
        judged = searcher.judged(text, date)
        counted = {*chosen(words.listed.choice, [one.hit for one in judged if not one.rejected])}
        for hit, why in judged:
            found[words.name, hit, why or ("" if hit in counted else "chosen")] = set()
    for rule in program.rules:
        for atom in _atoms(rule.condition):
            for name, listed in looked_for(atom, program):
                for hit, why in Searcher(listed, Matcher).judged(text, date) if not name else ():
                    found.setdefault(("", hit, why), set()).add(rule.name)
    rows = [
        Sought(name, tuple(sorted(rules)), hit, why) for (name, hit, why), rules in found.items()
    ]
    return sorted(rows, key=lambda one: (one.hit[1:3], one.list, one.hit.word, one.rejected))


def _atoms(condition: nodes.Condition) -> Iterator[nodes.Text]:
    """The texts that are looked for anywhere in a condition."""
    for part in parts(condition):
        if isinstance(part, nodes.Near):
            yield from (part.some, part.others)
        elif isinstance(part, nodes.Text) and part.op == "contains":
            yield part
