"""Small changes of lists of words and of sites: one thing less, a context less, or nothing left.

A list may hold thousands of words, from files that are no policies: of each a few are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import NamedTuple

from policyq.check.checked import CheckedPolicy
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.text.listed import Listed

#: So many words of one list are dropped, one after the other: most words stand in no example.
DRAWN = 1


class Shorter(NamedTuple):
    """One small change of a list."""

    kind: str
    """``word``, ``emptied`` or ``exception``."""
    span: Span
    name: str
    """What the list is called."""
    gone: str
    """The word or site, or the context; ``""``: all of them."""
    change: Callable[[CheckedPolicy], CheckedPolicy]


def shorter(
    policy: CheckedPolicy, files: Mapping[str, tree.File], random: Random
) -> Iterator[Shorter]:
    """The changes of the lists that some files declare, by their places."""
    for made in files.values():
        for one in made.declarations:
            if isinstance(one, tree.Words) and one.name.text in policy.words:
                yield from _of_words(one, policy.words[one.name.text], random)
            elif isinstance(one, tree.Sites) and one.name.text in policy.sites:
                yield from _of_sites(one, policy.sites[one.name.text], random)


def _of_words(one: tree.Words, listed: Listed, random: Random) -> Iterator[Shorter]:
    name, places = one.name.text, {item.text: item.span for item in one.items}

    def to(left: Listed) -> Callable[[CheckedPolicy], CheckedPolicy]:
        return lambda policy: replace(policy, words={**policy.words, name: left})

    if len(listed.words) > 1:
        for gone in _drawn(listed.words, random):
            left = tuple(word for word in listed.words if word is not gone)
            place = places.get(gone.text, one.name.span)
            yield Shorter("word", place, name, gone.text, to(listed._replace(words=left)))
    for context in one.contexts:
        allowed = tuple(text for text in listed.allowed if text != context.text)
        less = listed._replace(allowed=allowed)
        yield Shorter("exception", context.span, name, context.text, to(less))
    yield Shorter("emptied", one.name.span, name, "", to(listed._replace(words=())))


def _of_sites(one: tree.Sites, hosts: tuple[str, ...], random: Random) -> Iterator[Shorter]:
    name, places = one.name.text, {item.text.lower(): item.span for item in one.hosts}

    def to(left: tuple[str, ...]) -> Callable[[CheckedPolicy], CheckedPolicy]:
        return lambda policy: replace(policy, sites={**policy.sites, name: left})

    if len(hosts) > 1:
        for gone in _drawn(hosts, random):
            left = tuple(host for host in hosts if host != gone)
            yield Shorter("word", places.get(gone, one.name.span), name, gone, to(left))
    yield Shorter("emptied", one.name.span, name, "", to(()))


def _drawn(listed: Sequence, random: Random) -> list:  # type: ignore[type-arg]
    """Some of a list, in its order."""
    if len(listed) <= DRAWN:
        return list(listed)
    return [listed[place] for place in sorted(random.sample(range(len(listed)), DRAWN))]
