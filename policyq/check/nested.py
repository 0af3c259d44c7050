"""The law of entries: none that another entry of the same list makes needless.

A word matches wherever its characters stand, so a list that holds `sale` finds all that `big sale`
would find, if `sale` is looked for in the same way; a site covers its subdomains. A list that is
compared whole (`text is`, `starts with`), asked what stands near, made to name the longest, or that
has exceptions needs all its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from policyq.check import walk
from policyq.check.contained import Parts
from policyq.check.lists import Lists, site
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import overlaps as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.source import Source, Span
from policyq.syntax import tree
from policyq.text.fold import folded
from policyq.text.hosts import inside
from policyq.text.listed import Listed

_BETWEEN = frozenset(" \t\r\n,，、")


def problems(scope: Scope, lists: Lists) -> Iterator[Diagnostic]:
    """Words within words, and sites within sites."""
    whole = set(_compared_whole(scope))
    for node in scope.declarations:
        if isinstance(node, tree.Words) and node.name.text not in whole:
            forms = folded([item.text.strip() for item in node.items])
            words = needless_words(lists.listed.get(node.name.text, Listed()))
            yield from _report(scope, node, node.items, forms, words)
        elif isinstance(node, tree.Sites):
            hosts = [site(item.text) or "" for item in node.hosts]
            yield from _report(
                scope, node, node.hosts, hosts, needless_sites(lists.sites.get(node.name.text, ()))
            )


def _report(
    scope: Scope,
    node: tree.Words | tree.Sites,
    items: Sequence[tree.Str],
    keys: Sequence[str],
    needless: Mapping[str, tuple[str, str]],
) -> Iterator[Diagnostic]:
    """One report for a list; a needless entry that is written there is shown. ``keys``: the items
    as they are compared."""
    if not needless:
        return
    gone = [key in needless for key in keys]
    shown = gone.index(True) if True in gone else None
    entry, part = next(iter(needless.values())) if shown is None else needless[keys[shown]]
    kind = say.WORDS_CONTAINED if isinstance(node, tree.Words) else say.SITES_CONTAINED
    yield kind.at(
        node.name.span if shown is None else items[shown].span,
        fixes=_fixes(scope, items, gone),
        name=node.name.text,
        count=len(needless),
        entry=entry,
        part=part,
    )


def _compared_whole(scope: Scope) -> Iterator[str]:
    for node in scope.declarations:
        for top in walk.tops(node):
            for condition in walk.conditions(top):
                if isinstance(condition, tree.TextIs) and (
                    condition.op != "contains" or condition.near is not None
                ):
                    asked = walk.operands(condition)
                    yield from (one.text for one in asked if isinstance(one, tree.Name))


def needless_words(listed: Listed) -> dict[str, tuple[str, str]]:
    """By folded form, the words that are found only where another one is, and that other one."""
    if len(listed.words) < 2 or listed.allowed or listed.choice != "all":
        return {}
    found = Parts(listed.words, roughly=True).shorter()
    keys = folded([word.text for word, _ in found])
    return {key: (word.text, part.text) for key, (word, part) in zip(keys, found, strict=True)}


def needless_sites(hosts: Sequence[str]) -> dict[str, tuple[str, str]]:
    """The hosts that lie inside another one, and that other one."""
    known = set(hosts)
    found: dict[str, tuple[str, str]] = {}
    for host in hosts:
        labels = host.split(".")
        above = (".".join(labels[place:]) for place in range(1, len(labels)))
        part = next((one for one in above if one in known and inside(host, one)), None)
        if part is not None:
            found[host] = (host, part)
    return found


def _fixes(scope: Scope, items: Sequence[tree.Str], gone: Sequence[bool]) -> tuple[Fix, ...]:
    """Takes the needless entries out of those that are written in the policy, with a comma each;
    none if nothing would be left there, or if more than commas stands between the entries."""
    source = scope.sources.get(items[0].span.source) if items else None
    if all(gone) or not any(gone) or not isinstance(source, Source):
        return ()
    gaps = {source.text[a.span.end : b.span.start] for a, b in pairwise(items)}
    if not _BETWEEN.issuperset("".join(gaps)):
        return ()
    last = max(place for place, out in enumerate(gone) if not out)
    cuts = [
        Span(source.name, item.span.start, items[place + 1].span.start)
        for place, item in enumerate(items[:last])
        if gone[place]
    ]
    if last < len(items) - 1:
        cuts.append(Span(source.name, items[last].span.end, items[-1].span.end))
    # The decisions stay, but not what is named as evidence: so it is only proposed.
    return tuple(Fix(span, "", certain=False) for span in cuts)
