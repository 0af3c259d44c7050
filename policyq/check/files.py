"""Which files a policy names, and in which order they build on each other. Nothing is read here."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policyq.diagnostics.catalog import files as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Failure, Source, Span
from policyq.syntax import tree

Sources = Mapping[str, Source | Failure]


_ABSOLUTE = re.compile(r"/|[A-Za-z]:")
NOWHERE = ""
"""The name of no source."""


def resolve(named: tree.Str) -> str:
    """The name of the source that a path stands for, seen from the file in which it is written;
    `NOWHERE` for a path that starts at the root of a disk."""
    path = named.text.replace("\\", "/")
    if not path or _ABSOLUTE.match(path):
        return NOWHERE
    folder = posixpath.dirname(named.span.source)
    return posixpath.normpath(posixpath.join(folder, path))


def wanted(file: tree.File) -> tuple[str, ...]:
    """The names of the sources that a file refers to, in order, each once."""
    names = dict.fromkeys(resolve(path) for path in _paths(file))
    return tuple(name for name in names if name != NOWHERE)


def bases(file: tree.File) -> tuple[str, ...]:
    """The names of the policies that a file uses, in order, each once."""
    used = (node.path for node in file.declarations if isinstance(node, tree.Use))
    return tuple(dict.fromkeys(map(resolve, used)))


def _paths(file: tree.File) -> Iterator[tree.Str]:
    for node in file.declarations:
        match node:
            case tree.Use(path) | tree.Holidays(path):
                yield path
            case tree.Words() | tree.Sites():
                yield from node.files


def failures(files: Mapping[str, tree.File], sources: Sources) -> Iterator[Diagnostic]:
    """One report for each place that names a file which cannot be had."""
    for file in files.values():
        for path in _paths(file):
            name = resolve(path)
            outside = (name == NOWHERE and path.text) or name.startswith("../")
            found = sources.get(name, Failure("outside" if outside else "missing"))
            if isinstance(found, Failure):
                yield failure(found, path.span, path.text)
        for node in file.declarations:
            if isinstance(node, tree.Use) and resolve(node.path) not in files:
                name = resolve(node.path)
                if isinstance(sources.get(name), Source):
                    yield say.NOT_A_POLICY.at(node.path.span, path=node.path.text)


def failure(found: Failure, span: Span, path: str) -> Diagnostic:
    """What is said of a file that cannot be had."""
    hint = posixpath.join(posixpath.dirname(path), found.near) if found.near else None
    return say.FAILURES.get(found.reason, say.UNREADABLE).at(span, hint=hint, path=path)


class Order(NamedTuple):
    """The files that take part, bases before those that use them, and the circles among them."""

    names: tuple[str, ...]
    circles: tuple[Diagnostic, ...]


def order(files: Mapping[str, tree.File], main: str) -> Order:
    """Walk the uses from ``main``; a use that leads back is reported and left out."""
    done: dict[str, None] = {}
    road: list[str] = [main]
    ahead: list[Iterator[tuple[str, Span]]] = [_uses(files, main)]
    circles: list[Diagnostic] = []
    while road:
        step = next(ahead[-1], None)
        if step is None:
            done[road.pop()] = None
            ahead.pop()
        elif step[0] in road:
            circle = [*road[road.index(step[0]) :], step[0]]
            circles.append(say.USE_CIRCLE.at(step[1], road=" → ".join(circle)))
        elif step[0] not in done:
            road.append(step[0])
            ahead.append(_uses(files, step[0]))
    return Order(tuple(done), tuple(circles))


def _uses(files: Mapping[str, tree.File], name: str) -> Iterator[tuple[str, Span]]:
    for node in files[name].declarations:
        if isinstance(node, tree.Use) and resolve(node.path) in files:
            yield resolve(node.path), node.path.span
