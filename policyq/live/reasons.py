"""What made the rules true that fired: as `policyq.ir.evidence` finds it, with what does not depend on
the event found once for each rule."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

from policyq.ir import facts, nodes
from policyq.ir.evidence import (
    Atom,
    Find,
    atoms,
    counts,
    found_by,
    in_order,
    local_date,
    looked_for,
    whole_hits,
    wholly,
)
from policyq.live.scene import is_inside
from policyq.vocabulary.decisions import Evidence
from policyq.vocabulary.events import Event

_Finds: TypeAlias = Callable[[Event], Collection[Evidence]]
"""What one condition found."""

_evidence = tuple.__new__


class Reasons:
    """The evidence for the rules of a program."""

    def __init__(self, program: nodes.Program, find: Find) -> None:
        self._program = program
        self._find = find
        self._finds: dict[str, tuple[_Finds, ...]] = {}

    def __call__(
        self, rule: nodes.Rule, program: nodes.Program, event: Event
    ) -> tuple[Evidence, ...]:
        """As `policyq.ir.evidence.evidence`, for a rule of the program."""
        finds = self._finds.get(rule.name)
        if finds is None:
            finds = self._finds[rule.name] = tuple(map(self._of, atoms(rule.condition)))
        if len(finds) == 1:
            return in_order(finds[0](event))
        return in_order([one for find in finds for one in find(event)])

    def _of(self, atom: Atom) -> _Finds:
        match atom:
            case nodes.Text("contains"):
                return self._contained(atom)
            case nodes.Text("equals" | "starts"):
                return self._whole(atom)
            case nodes.Link():
                return self._linked(atom)
        return lambda event: found_by((atom,), self._program, event, self._find)

    def _date(self, atom: nodes.Text) -> Callable[[Event], str]:
        """The date of an event, where a word asks for it."""
        lists = looked_for(atom, self._program)
        if any(word.until for _, listed in lists for word in listed.words):
            return lambda event: local_date(self._program, event)
        return lambda event: ""

    def _contained(self, atom: nodes.Text) -> _Finds:
        lists, date, find = tuple(looked_for(atom, self._program)), self._date(atom), self._find

        def found(event: Event) -> Collection[Evidence]:
            text = event.text
            if text is None:
                return ()
            on = date(event)
            # A hit is told as it is, behind the name of its list.
            return [
                _evidence(Evidence, (name, *hit))
                for name, listed in lists
                for hit in find(listed, text, on)
            ]

        return found

    def _whole(self, atom: nodes.Text) -> _Finds:
        lists = [
            (name, word, wholly(word.text))
            for name, listed in looked_for(atom, self._program)
            for word in listed.words
        ]
        date = self._date(atom)

        def found(event: Event) -> Collection[Evidence]:
            if event.text is None:
                return ()
            on = date(event)
            some = ((name, whole) for name, word, whole in lists if counts(word, on))
            return [*whole_hits(atom.op, some, event.text)]

        return found

    def _linked(self, atom: nodes.Link) -> _Finds:
        named = [one.hosts for one in self._program.sites if one.name in atom.sites]
        sites = frozenset(atom.hosts).union(*named)
        name, outside = " ".join(atom.sites), atom.outside
        anything = not (atom.sites or atom.hosts)

        def found(event: Event) -> Collection[Evidence]:
            return [
                Evidence(name, link.host, link.start, link.end)
                for link in facts.links(event) or ()
                if anything or is_inside(link.host, sites) != outside
            ]

        return found
