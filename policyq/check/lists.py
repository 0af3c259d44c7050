"""The law of lists: what stands in word lists and site lists, their files included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from policyq.check import lexicons, settle
from policyq.check.files import Sources, resolve
from policyq.check.header import language_version
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import files as say
from policyq.diagnostics.catalog import lints, matching, texts
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Source
from policyq.syntax import tree
from policyq.text import lexicon
from policyq.text.hosts import host_of
from policyq.text.lexicon import Entry, Lexicon
from policyq.text.listed import Listed


class Lists(NamedTuple):
    """The entries of every list, sorted, and what was found on the way."""

    listed: Mapping[str, Listed]
    """The words with how they are looked for, each once."""
    sites: Mapping[str, tuple[str, ...]]
    found: tuple[Diagnostic, ...]


def read(scope: Scope, today: date | None = None) -> Lists:
    """All lists of a policy. ``today``: words that expired before it are reported."""
    reader = _Reader(scope.sources, language_version(scope), today)
    for node in scope.declarations:
        if isinstance(node, tree.Words):
            reader.word_list(node)
        elif isinstance(node, tree.Sites):
            reader.site_list(node)
    return Lists(reader.listed, reader.sites, tuple(reader.found))


class _Reader:
    def __init__(self, sources: Sources, version: int, today: date | None) -> None:
        self._sources = sources
        self._version = version
        self._today = today
        self._read: dict[str, Lexicon] = {}
        self._told: set[str] = set()
        self.listed: dict[str, Listed] = {}
        self.sites: dict[str, tuple[str, ...]] = {}
        self.found: list[Diagnostic] = []

    def word_list(self, node: tree.Words) -> None:
        for item in (*node.items, *node.contexts):
            if not item.text.strip():
                self.found.append(texts.EMPTY_WORD.at(item.span))
        entries = [entry for path in node.files for entry in self._file(path)]
        if node.categories:
            entries = self._of_categories(node, entries)
        listed = settle.listed(node, entries, self._version)
        short = [word.text for word in listed.words if len(word.text) == 1 and not word.whole]
        if short:
            span = next((i.span for i in node.items if i.text.strip() == short[0]), node.name.span)
            self.found.append(
                lints.SHORT_WORDS.at(span, name=node.name.text, count=len(short), word=short[0])
            )
        self.listed[node.name.text] = listed

    def _of_categories(self, node: tree.Words, entries: list[Entry]) -> list[Entry]:
        """The entries of the categories that a list asks for; one that no entry has is reported,
        unless a file could not be read."""
        known = {entry.category for entry in entries} - {""}
        complete = all(isinstance(self._sources.get(resolve(path)), Source) for path in node.files)
        for category in node.categories:
            if category.text not in known and complete:
                said = "、".join(sorted(known)) or "无", ", ".join(sorted(known)) or "none"
                hint = Near(lambda: known).to(category.text)
                self.found.append(
                    matching.NO_CATEGORY.at(
                        category.span, hint=hint, name=category.text, known=Words(*said)
                    )
                )
        wanted = {category.text for category in node.categories}
        return [entry for entry in entries if entry.category in wanted]

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


def site(text: str) -> str | None:
    """The host as it is compared, or ``None`` if the text is more, or less, than a host."""
    host = host_of(text)
    return host if host is not None and not set(text) & set("/:@?#\\ ") else None


def bad_site(item: tree.Str) -> Diagnostic:
    """What is said of a text that is no host."""
    host = host_of(item.text)
    fixes = (Fix(item.span, f'"{host}"', certain=False),) if host else ()
    return say.BAD_SITE.at(item.span, fixes=fixes, host=item.text)
