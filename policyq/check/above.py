"""Which word, list or site holds whenever another does: `sale now` holds `sale`.

All the words that rules look for are put into one automaton, so that nobody compares each with
each.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

from policyq.check.lists import Lists
from policyq.text.hosts import inside
from policyq.text.words import Matcher

_MOST_TESTS = 200_000
"""So many words are looked for in lists; beyond, lists are equal to themselves only."""


class Words:
    """What follows from each of the words and sites that ``asked`` holds, by family."""

    def __init__(self, lists: Lists, asked: Mapping[str, Iterable[Hashable]]) -> None:
        self._known: dict[tuple[str, Hashable], frozenset[Hashable]] = {}
        self._texts(lists.words, [one for one in asked.get("text", ()) if isinstance(one, tuple)])
        self._sites(lists.sites, [one for one in asked.get("links", ()) if isinstance(one, tuple)])

    def __call__(self, family: str, one: Hashable) -> frozenset[Hashable]:
        """All of one family that hold whenever ``one`` does, itself too."""
        found = self._known.get((family, one))
        return found if found is not None else frozenset({one})

    def _texts(
        self, words: Mapping[str, tuple[str, ...]], asked: list[tuple[str, str, str]]
    ) -> None:
        literals = [one for one in asked if not one[2] and one[0] != "matches"]
        contained = [form for op, form, _ in literals if op == "contains" and form]
        matcher = Matcher(contained)
        starts = {form for op, form, _ in literals if op == "starts"}
        lists = {name: words.get(name, ()) for op, name, sort in asked if sort and op == "contains"}
        tests = len(literals) + sum(map(len, lists.values()))
        small = len(lists) * tests <= _MOST_TESTS
        matchers = {name: Matcher(those) for name, those in lists.items()} if small else {}
        for one in literals:
            op, form, _ = one
            above: set[Hashable] = {one}
            above |= {("contains", hit.word, "") for hit in matcher.hits(form)}
            if op in ("equals", "starts"):
                above |= {
                    ("starts", form[:end], "")
                    for end in range(len(form) + 1)
                    if form[:end] in starts
                }
            above |= {("contains", name, "list") for name, m in matchers.items() if m.found(form)}
            self._known["text", one] = frozenset(above)
        for name, those in lists.items():
            listed = {
                ("contains", other, "list")
                for other, m in matchers.items()
                if other == name or (those and all(m.found(word) for word in those))
            }
            self._known["text", ("contains", name, "list")] = frozenset(
                {*listed, ("contains", name, "list")}
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


def _over(host: str) -> Iterable[str]:
    """The sites that hold a host."""
    parts = host.split(".")
    sites = (".".join(parts[place:]) for place in range(len(parts)))
    return (site for site in sites if inside(host, site))


def _in_any(host: str, sites: frozenset[str]) -> bool:
    return any(site in sites for site in _over(host))
