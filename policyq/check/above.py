"""Which word, list or site holds whenever another does: `sale now` holds `sale`.

All the words that rules look for are put into one automaton, so that nobody compares each with
each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from functools import cached_property

from policyq.check.contained import Parts
from policyq.check.lists import Lists
from policyq.text.folds import STRICTLY
from policyq.text.hosts import inside
from policyq.text.listed import Listed, Word

_MOST_TESTS = 200_000
"""So many words are looked for in lists; beyond, lists are equal to themselves only."""


class Words:
    """What follows from each of the words and sites that ``asked`` holds, by family."""

    def __init__(self, lists: Lists, asked: Mapping[str, Iterable[Hashable]]) -> None:
        self._known: dict[tuple[str, Hashable], frozenset[Hashable]] = {}
        self._texts(lists.listed, [one for one in asked.get("text", ()) if isinstance(one, tuple)])
        self._sites(lists.sites, [one for one in asked.get("links", ()) if isinstance(one, tuple)])

    def __call__(self, family: str, one: Hashable) -> frozenset[Hashable]:
        """All of one family that hold whenever ``one`` does, itself too."""
        found = self._known.get((family, one))
        return found if found is not None else frozenset({one})

    def _texts(self, words: Mapping[str, Listed], asked: list[tuple[str, str | Word, str]]) -> None:
        literals = [(op, one) for op, one, sort in asked if not sort and op != "matches"]
        contained = Parts(one for _, one in literals if isinstance(one, Word) and one.text)
        starts = {one for op, one in literals if op == "starts"}
        lists = {
            str(name): words.get(str(name), Listed())
            for op, name, sort in asked
            if sort and op == "contains"
        }
        tests = len(literals) + sum(len(listed.words) for listed in lists.values())
        small = len(lists) * tests <= _MOST_TESTS
        # Where a list has exceptions, nothing is certain to be found by it.
        parts = {
            name: _Lazily(() if listed.allowed else listed.words)
            for name, listed in (lists if small else {}).items()
        }
        for op, one in literals:
            word = one if isinstance(one, Word) else Word(one, STRICTLY)
            above: set[Hashable] = {(op, one, "")}
            above |= {("contains", part, "") for part in contained.within(word)}
            if op in ("equals", "starts"):
                ends = range(len(word.text) + 1)
                above |= {
                    ("starts", word.text[:end], "") for end in ends if word.text[:end] in starts
                }
            above |= {("contains", name, "list") for name, some in parts.items() if some.any(word)}
            self._known["text", (op, one, "")] = frozenset(above)
        for name, listed in lists.items():
            over = {
                ("contains", other, "list")
                for other, some in parts.items()
                if other == name or (listed.words and all(map(some.any, listed.words)))
            }
            self._known["text", ("contains", name, "list")] = frozenset(
                {*over, ("contains", name, "list")}
            )

    def _sites(self, sites: Mapping[str, tuple[str, ...]], asked: list[tuple[str, str]]) -> None:
        hosts = {one for sort, one in asked if sort == "host"}
        lists = {one: frozenset(sites.get(one, ())) for sort, one in asked if sort == "list"}
        small = sum(map(len, lists.values())) * len(lists) <= _MOST_TESTS
        for one in hosts:
            above: set[Hashable] = {("host", other) for other in _over(one) if other in hosts}
            if small and len(lists) * len(hosts) <= _MOST_TESTS:
                above |= {("list", n) for n, those in lists.items() if _in_any(one, those)}
            self._known["links", ("host", one)] = frozenset({*above, ("host", one)})
        for name, those in lists.items():
            over = {
                ("list", other)
                for other, wide in lists.items()
                if small and those and all(_in_any(host, wide) for host in those)
            }
            self._known["links", ("list", name)] = frozenset({*over, ("list", name)})


class _Lazily:
    """As `Parts`, made when it is first asked: where there is one list only, nobody does."""

    def __init__(self, words: tuple[Word, ...]) -> None:
        self._words = words

    def any(self, whole: Word) -> bool:
        return self._parts.any(whole)

    @cached_property
    def _parts(self) -> Parts:
        return Parts(self._words)


def _over(host: str) -> Iterable[str]:
    """The sites that hold a host."""
    parts = host.split(".")
    sites = (".".join(parts[place:]) for place in range(len(parts)))
    return (site for site in sites if inside(host, site))


def _in_any(host: str, sites: frozenset[str]) -> bool:
    return any(site in sites for site in _over(host))
