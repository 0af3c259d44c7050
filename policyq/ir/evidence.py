"""What made a rule's conditions true: words, patterns, links and contacts, with their places in the
text. Of a contact only a part is told: a decision is kept, and may be read by many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from policyq.ir import facts, nodes
from policyq.text.contacts import masked
from policyq.text.fold import fold, needed
from policyq.text.links import inside
from policyq.text.patterns import Compiled, compile
from policyq.text.words import Hit, hits_slowly
from policyq.vocabulary.contacts import IN_EVIDENCE
from policyq.vocabulary.decisions import Evidence
from policyq.vocabulary.events import Event

Find: TypeAlias = Callable[[Sequence[str], str], list[Hit]]
"""Every hit of some words in a text, as `hits_slowly` finds them."""

#: How much of it a decision holds for one rule: the first by place.
MOST = 8


def evidence(
    condition: nodes.Condition, program: nodes.Program, event: Event, find: Find = hits_slowly
) -> tuple[Evidence, ...]:
    """What the conditions on texts, links and contacts inside `condition` found, in the order of
    its places."""
    found: set[Evidence] = set()
    for atom in _atoms(condition):
        if isinstance(atom, nodes.Text):
            found.update(text_hits(atom, program, event, find))
        elif isinstance(atom, nodes.Contact):
            found.update(_contact_hits(atom, event))
        else:
            found.update(_link_hits(atom, program, event))
    return tuple(sorted(found, key=lambda e: (e.start, e.end, e.list, e.word))[:MOST])


def _atoms(condition: nodes.Condition) -> Iterator[nodes.Text | nodes.Link | nodes.Contact]:
    """The atoms that can be a reason: those under `not` are not."""
    match condition:
        case nodes.Text() | nodes.Link() | nodes.Contact():
            yield condition
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from _atoms(part)


def text_hits(
    atom: nodes.Text, program: nodes.Program, event: Event, find: Find = hits_slowly
) -> list[Evidence]:
    """Every hit of a text condition in an event's text."""
    if event.text is None:
        return []
    if atom.op == "matches":
        return list(_pattern_hits(atom.literals, event.text))
    hits = []
    for name, words in _words(atom, program):
        if atom.op == "contains":
            hits += [
                Evidence(name, hit.word, hit.start, hit.end, hit.folds)
                for hit in find(words, event.text)
            ]
        else:
            hits += _whole_hits(atom.op, name, words, event.text)
    return hits


def _words(atom: nodes.Text, program: nodes.Program) -> Iterator[tuple[str, tuple[str, ...]]]:
    for words in program.words:
        if words.name in atom.lists:
            yield words.name, words.words
    if atom.literals:
        yield "", atom.literals


def _whole_hits(op: str, name: str, words: Iterable[str], text: str) -> Iterator[Evidence]:
    """Hits of ``equals`` and ``starts``; outer white space of the text does not count."""
    start = len(text) - len(text.lstrip())
    folded = fold(text).strip()
    for word in words:
        wanted = fold(word).strip()
        if folded == wanted or (op == "starts" and folded.startswith(wanted)):
            end = start + len(wanted)
            yield Evidence(name, word, start, end, needed(text[start:end], word.strip()))


@lru_cache(maxsize=4096)
def pattern(written: str) -> Compiled:
    """A pattern that `check` has let pass, compiled."""
    compiled = compile(written)
    if not isinstance(compiled, Compiled):
        raise ValueError(f"not a pattern: {written!r}")
    return compiled


def _pattern_hits(patterns: Iterable[str], text: str) -> Iterator[Evidence]:
    for written in patterns:
        place = pattern(written).search(text)
        if place is not None:
            yield Evidence("", written, *place)


def _contact_hits(atom: nodes.Contact, event: Event) -> Iterator[Evidence]:
    for hit in facts.contacts(event) or ():
        if hit.kind in atom.kinds:
            yield Evidence(IN_EVIDENCE + hit.kind, masked(hit), hit.start, hit.end)


def _link_hits(atom: nodes.Link, program: nodes.Program, event: Event) -> Iterator[Evidence]:
    sites = [*atom.hosts]
    for named in program.sites:
        if named.name in atom.sites:
            sites += named.hosts
    anything = not (atom.sites or atom.hosts)
    for link in facts.links(event) or ():
        if anything or any(inside(link.host, site) for site in sites) != atom.outside:
            yield Evidence(" ".join(atom.sites), link.host, link.start, link.end)
