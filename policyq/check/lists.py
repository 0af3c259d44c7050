"""The law of lists: what stands in word lists and site lists, their files included."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from policyq.check import lexicons
from policyq.check.files import Sources, resolve
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import files as say
from policyq.diagnostics.catalog import lints, texts
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.text import lexicon
from policyq.text.fold import fold
from policyq.text.hosts import host_of
from policyq.text.lexicon import Entry, Lexicon


class Lists(NamedTuple):
    """The entries of every list, sorted, and what was found on the way."""

    words: Mapping[str, tuple[str, ...]]
    sites: Mapping[str, tuple[str, ...]]
    found: tuple[Diagnostic, ...]
    entries: Mapping[str, tuple[Entry, ...]] = {}
    """The words of each list with what the files say of them, each word of a category once."""


def read(scope: Scope, today: date | None = None) -> Lists:
    """All lists of a policy. ``today``: words that expired before it are reported."""
    reader = _Reader(scope.sources, today)
    for node in scope.declarations:
        if isinstance(node, tree.Words):
            reader.word_list(node)
        elif isinstance(node, tree.Sites):
            reader.site_list(node)
    return Lists(reader.words, reader.sites, tuple(reader.found), reader.entries)


class _Reader:
    def __init__(self, sources: Sources, today: date | None) -> None:
        self._sources = sources
        self._today = today
        self._read: dict[str, Lexicon] = {}
        self._told: set[str] = set()
        self.words: dict[str, tuple[str, ...]] = {}
        self.entries: dict[str, tuple[Entry, ...]] = {}
        self.sites: dict[str, tuple[str, ...]] = {}
        self.found: list[Diagnostic] = []

    def word_list(self, node: tree.Words) -> None:
        entries = [Entry(item.text.strip()) for item in node.items]
        for item in node.items:
            if not item.text.strip():
                self.found.append(texts.EMPTY_WORD.at(item.span))
        for path in node.files:
            entries += self._file(path)
        entries = [entry for entry in entries if entry.text]
        words = [entry.text for entry in entries]
        short = [word for word in words if len(word) == 1]
        if short:
            span = next((i.span for i in node.items if i.text.strip() == short[0]), node.name.span)
            self.found.append(
                lints.SHORT_WORDS.at(span, name=node.name.text, count=len(short), word=short[0])
            )
        self.words[node.name.text] = _distinct(words)
        self.entries[node.name.text] = _distinct_entries(entries)

    def site_list(self, node: tree.Sites) -> None:
        hosts = []
        for item in node.hosts:
            host = site(item.text)
            if host is None:
                self.found.append(bad_site(item))
            else:
                hosts.append(host)
        for path in node.files:
            lines = self._lines(path)
            found = [site(line) for line in lines]
            hosts += [host for host in found if host is not None]
            if None in found:
                self.found.append(say.BAD_SITE.at(path.span, host=lines[found.index(None)]))
        self.sites[node.name.text] = tuple(sorted(set(hosts)))

    def _file(self, path: tree.Str) -> tuple[Entry, ...]:
        """The words of a file; its problems are reported at the first place that names it."""
        name = resolve(path)
        source = self._sources.get(name)
        if not isinstance(source, Source):
            return ()
        if name not in self._read:
            found = self._read[name] = lexicon.of_file(source.text, name)
            self.found += _of_file(path, len(found.entries), found.problems)
            self.found += lexicons.problems(source, found, path.span)
            if self._today is not None:
                self.found += lexicons.expiries(source, found, self._today, path.span)
        return self._read[name].entries

    def _lines(self, path: tree.Str) -> tuple[str, ...]:
        """The lines of a file of sites; its problems are reported likewise."""
        name = resolve(path)
        source = self._sources.get(name)
        if not isinstance(source, Source):
            return ()
        lines, problems = lexicon.read(source.text)
        if name not in self._told:
            self._told.add(name)
            self.found += _of_file(path, len(lines), problems)
        return lines


def _of_file(
    path: tree.Str, count: int, problems: tuple[lexicon.Problem, ...]
) -> Iterator[Diagnostic]:
    if not count and all(problem.id not in lexicons.IN_FILE for problem in problems):
        yield say.EMPTY_LIST.at(path.span, path=path.text)
    repeated = [problem for problem in problems if problem.id == "repeated"]
    if repeated:
        yield say.REPEATED_ENTRIES.at(
            path.span, path=path.text, count=len(repeated), word=repeated[0].word
        )
    left_out = [problem for problem in problems if problem.id in ("too_long", "unseen")]
    if left_out:
        yield say.LEFT_OUT.at(path.span, path=path.text, count=len(left_out), line=left_out[0].line)


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    """The words without repeats, sorted; of those that fold to one, the first in that order."""
    kept: dict[str, str] = {}
    for word in sorted(set(words)):
        kept.setdefault(fold(word), word)
    return tuple(kept.values())


def _distinct_entries(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries sorted by word; of one word and category, the first."""
    kept: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        kept.setdefault((fold(entry.text), entry.category), entry)
    return tuple(sorted(kept.values(), key=lambda one: (one.text, one.category)))


def site(text: str) -> str | None:
    """The host as it is compared, or ``None`` if the text is more, or less, than a host."""
    host = host_of(text)
    return host if host is not None and not set(text) & set("/:@?#\\ ") else None


def bad_site(item: tree.Str) -> Diagnostic:
    """What is said of a text that is no host."""
    host = host_of(item.text)
    fixes = (Fix(item.span, f'"{host}"', certain=False),) if host else ()
    return say.BAD_SITE.at(item.span, fixes=fixes, host=item.text)
