"""What a program looks for in a text: words, links and contacts; what of it does not count, and why.

Rules ask by their conditions, and by those of what they count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, NamedTuple, TypeVar

from policyq.ir import nodes
from policyq.ir.evidence import looked_for
from policyq.live.sorts import parts
from policyq.text import contacts, links
from policyq.text.contacts import ContactHit
from policyq.text.links import LinkHit, inside
from policyq.text.listed import Searcher, chosen
from policyq.text.words import Hit, Matcher

One = TypeVar("One", LinkHit, ContactHit)


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


class Beside(NamedTuple, Generic[One]):
    """A link or a contact, and the rules that ask for it: none, if rules ask for links, but for
    those of other sites."""

    hit: One
    rules: tuple[str, ...]


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
        for atom in _texts(rule, program):
            for name, listed in looked_for(atom, program):
                for hit, why in Searcher(listed, Matcher).judged(text, date) if not name else ():
                    found.setdefault(("", hit, why), set()).add(rule.name)
    rows = [
        Sought(name, tuple(sorted(rules)), hit, why) for (name, hit, why), rules in found.items()
    ]
    return sorted(rows, key=lambda one: (one.hit[1:3], one.list, one.hit.word, one.rejected))


def links_sought(program: nodes.Program, text: str) -> list[Beside[LinkHit]]:
    """The links of a text, if any rule asks for links."""
    asked = [
        (rule.name, atom)
        for rule in program.rules
        for atom in _conditions(rule, program)
        if isinstance(atom, nodes.Link)
    ]
    sites = {one.name: one.hosts for one in program.sites}

    def asks(atom: nodes.Link, hit: LinkHit) -> bool:
        hosts = [*atom.hosts, *(host for name in atom.sites for host in sites[name])]
        return not hosts or any(inside(hit.host, host) for host in hosts) != atom.outside

    return [
        Beside(hit, tuple(sorted({name for name, atom in asked if asks(atom, hit)})))
        for hit in (links.find(text) if asked else ())
    ]


def contacts_sought(program: nodes.Program, text: str) -> list[Beside[ContactHit]]:
    """The contacts in a text of the kinds that rules ask for."""
    asked = [
        (rule.name, atom.kinds)
        for rule in program.rules
        for atom in _conditions(rule, program)
        if isinstance(atom, nodes.Contact)
    ]
    found = [
        Beside(hit, tuple(sorted({name for name, kinds in asked if hit.kind in kinds})))
        for hit in (contacts.find(text) if asked else ())
    ]
    return [one for one in found if one.rules]


def _conditions(rule: nodes.Rule, program: nodes.Program) -> Iterator[nodes.Condition]:
    """Everything inside a rule's condition, and inside those of what it counts."""
    counters = {one.id: one for one in program.counters}
    for part in parts(rule.condition):
        yield part
        if isinstance(part, nodes.Windowed):
            yield from parts(counters[part.counter].condition)


def _texts(rule: nodes.Rule, program: nodes.Program) -> Iterator[nodes.Text]:
    """The texts that a rule looks for."""
    for part in _conditions(rule, program):
        if isinstance(part, nodes.Near):
            yield from (part.some, part.others)
        elif isinstance(part, nodes.Text) and part.op == "contains":
            yield part
