"""What made a rule's conditions true: words, patterns, links and contacts, with their places in the
text. Of a contact only a part is told: a decision is kept, and may be read by many."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from policyq.ir import clock, facts, nodes
from policyq.text.definition import Hit
from policyq.text.fold import fold, needed
from policyq.text.folds import STRICTLY
from policyq.text.links import inside
from policyq.text.listed import Listed, Word, near
from policyq.text.listed import hits as hits_of
from policyq.text.patterns import Compiled, compile
from policyq.vocabulary.contacts import IN_EVIDENCE
from policyq.vocabulary.decisions import Evidence
from policyq.vocabulary.events import Event

Find: TypeAlias = Callable[[Listed, str, str], list[Hit]]
"""What of a list counts in a text on a local ISO date, as `policyq.text.listed.hits` finds it."""

#: How much of it a decision holds for one rule: the first by place.
MOST = 8


def evidence(
    condition: nodes.Condition, program: nodes.Program, event: Event, find: Find = hits_of
) -> tuple[Evidence, ...]:
    """What the conditions on texts, links and contacts inside `condition` found, in the order of
    its places."""
    return found_by(atoms(condition), program, event, find)


Atom: TypeAlias = nodes.Text | nodes.Near | nodes.Link | nodes.Contact


def found_by(
    atoms: Iterable[Atom], program: nodes.Program, event: Event, find: Find
) -> tuple[Evidence, ...]:
    """What some conditions found, in the order of its places."""
    found: set[Evidence] = set()
    for atom in atoms:
        if isinstance(atom, nodes.Contact):
            found.update(_contact_hits(atom, event))
        elif isinstance(atom, nodes.Link):
            found.update(_link_hits(atom, program, event))
        else:
            found.update(text_hits(atom, program, event, find))
    return in_order(found)


def in_order(found: Collection[Evidence]) -> tuple[Evidence, ...]:
    """What was found, each once, in the order of its places."""
    if len(found) < 2:
        return tuple(found)
    return tuple(sorted({*found}, key=lambda e: (e.start, e.end, e.list, e.word))[:MOST])


def atoms(condition: nodes.Condition) -> Iterator[Atom]:
    """The atoms that can be a reason: those under `not` are not."""
    match condition:
        case nodes.Text() | nodes.Near() | nodes.Link() | nodes.Contact():
            yield condition
        case nodes.And(parts) | nodes.Or(parts):
            for part in parts:
                yield from atoms(part)


def text_hits(
    atom: nodes.Text | nodes.Near, program: nodes.Program, event: Event, find: Find = hits_of
) -> list[Evidence]:
    """Every hit of a text condition in an event's text."""
    if event.text is None:
        return []
    if isinstance(atom, nodes.Near):
        return _near_hits(atom, program, event, find)
    if atom.op == "matches":
        return list(_pattern_hits(atom.literals, event.text))
    date = local_date(program, event)
    hits = []
    for name, listed in looked_for(atom, program):
        if atom.op == "contains":
            found = find(listed, event.text, date)
            hits += [Evidence(name, hit.word, hit.start, hit.end, hit.folds) for hit in found]
        else:
            words = [wholly(word.text) for word in listed.words if counts(word, date)]
            hits += whole_hits(atom.op, [(name, word) for word in words], event.text)
    return hits


def _near_hits(
    atom: nodes.Near, program: nodes.Program, event: Event, find: Find
) -> list[Evidence]:
    """Those of both sides that stand near one of the other."""
    some = text_hits(atom.some, program, event, find)
    others = text_hits(atom.others, program, event, find)
    one, other = near(some, others, event.text or "", atom.within)
    return list(dict.fromkeys([*one, *other]))


def local_date(program: nodes.Program, event: Event) -> str:
    """The ISO date that it is in the program's time zone."""
    return clock.local(event.time, program.timezone).date().isoformat()


def counts(word: Word, date: str) -> bool:
    """Whether a word still counts on a local ISO date."""
    return not word.until or date < word.until


def looked_for(atom: nodes.Text, program: nodes.Program) -> Iterator[tuple[str, Listed]]:
    """The lists of a text condition, and its literals as a list without name."""
    for words in program.words:
        if words.name in atom.lists:
            yield words.name, words.listed
    if atom.literals or atom.words:
        literals = tuple(Word(literal, STRICTLY) for literal in atom.literals)
        yield "", Listed((*literals, *atom.words))


def wholly(word: str) -> tuple[str, str]:
    """A word, and what a text is compared with that is to be or to begin with it."""
    return word, fold(word).strip()


def whole_hits(
    op: str, words: Iterable[tuple[str, tuple[str, str]]], text: str
) -> Iterator[Evidence]:
    """Hits of ``equals`` and ``starts``, of words with the names of their lists; outer white space of
    the text does not count."""
    start = len(text) - len(text.lstrip())
    folded = fold(text).strip()
    for name, (word, wanted) in words:
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
    from policyq.text.contacts import masked

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
