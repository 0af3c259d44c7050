"""The law of the header: one name, one version of the language, one time zone."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.check import walk, zones
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import lints
from policyq.diagnostics.catalog import names as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.diagnostics.source import Source, Span
from policyq.syntax import tree
from policyq.vocabulary.types import LANGUAGE_VERSION

_NAME = Words("群规名称", "the policy's name")
_ZONE = Words("时区", "the time zone")
UNSTATED = "UTC"
"""The time zone of a policy that states none; where it matters, a warning says so."""

_CLOSING = '"”」'
_KEYWORDS = frozenset({"policy", "群规"})


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with the headers of the main file and its bases."""
    for name, file in scope.files.items():
        headers = [node for node in file.declarations if isinstance(node, tree.Policy)]
        stated = [node for node in file.declarations if isinstance(node, tree.Timezone)]
        for second in headers[1:]:
            yield say.TWO_HEADERS.at(second.span, headers[0].span, what=_NAME)
        for again in stated[1:]:
            yield say.TWO_HEADERS.at(again.span, stated[0].span, what=_ZONE)
        for header in headers[:1]:
            yield from _version(scope, header)
        for zone in stated[:1]:
            yield from _zone(scope, zone, main=name == scope.main)
        if name == scope.main:
            if not headers and not _KEYWORDS & file.broken:
                yield _no_header(scope)
            if not stated and not file.broken:
                yield from _no_zone(scope, headers)


def timezone(scope: Scope) -> str:
    """The time zone of the main file; where none is stated, UTC."""
    for node in scope.files[scope.main].declarations:
        if isinstance(node, tree.Timezone):
            return node.name.text
    return UNSTATED


def language_version(scope: Scope) -> int:
    """The version of the language that the main file states; where none is stated, 1."""
    for node in scope.files[scope.main].declarations:
        if isinstance(node, tree.Policy) and node.version is not None:
            return int(node.version.value)
    return LANGUAGE_VERSION


def _no_header(scope: Scope) -> Diagnostic:
    declarations = scope.files[scope.main].declarations
    end = declarations[0].span.end if declarations else 0
    start = declarations[0].span.start if declarations else 0
    source = scope.sources.get(scope.main)
    if isinstance(source, Source):
        line_end = source.text.find("\n", start)
        end = min(end, line_end) if line_end >= 0 else end
    return say.NO_HEADER.at(Span(scope.main, start, end))


def _version(scope: Scope, header: tree.Policy) -> Iterator[Diagnostic]:
    version = header.version
    if version is None:
        written = (
            f" 版本 {LANGUAGE_VERSION}"
            if scope.chinese(header.span)
            else f" version {LANGUAGE_VERSION}"
        )
        end = header.name.span.end
        fix = Fix(Span(header.name.span.source, end, end), written)
        fixes = (fix,) if _closed(scope, header.name) else ()
        yield lints.NO_VERSION.at(header.span, fixes=fixes, version=LANGUAGE_VERSION)
    elif version.value != int(version.value) or version.value < 1:
        yield say.BAD_VERSION.at(version.span)
    elif version.value > LANGUAGE_VERSION:
        yield say.NEWER_VERSION.at(
            version.span, version=int(version.value), newest=LANGUAGE_VERSION
        )


def _closed(scope: Scope, name: tree.Str) -> bool:
    """Whether a text ends with its quote, so that more can be written behind it."""
    source = scope.sources.get(name.span.source)
    written = source.text[name.span.start : name.span.end] if isinstance(source, Source) else ""
    return len(written) > 1 and written[-1] in _CLOSING


def _zone(scope: Scope, node: tree.Timezone, main: bool) -> Iterator[Diagnostic]:
    name = node.name.text
    if not zones.known(name):
        hint = zones.meant(name)
        fixes = (Fix(node.name.span, hint, certain=False),) if hint else ()
        yield say.UNKNOWN_TIMEZONE.at(node.name.span, fixes=fixes, hint=hint, name=name)
    elif not main and timezone(scope) not in (name, UNSTATED):
        yield lints.BASE_TIMEZONE.at(node.name.span, name=name, main=timezone(scope))


def _no_zone(scope: Scope, headers: list[tree.Policy]) -> Iterator[Diagnostic]:
    """Nothing, unless the policy asks for local time."""
    if not headers:
        return
    for node in scope.declarations:
        for span in _local(node):
            fixes: tuple[Fix, ...] = ()
            if scope.chinese(headers[0].span):
                end = headers[0].span.end
                fixes = (Fix(Span(scope.main, end, end), "\n时区 Asia/Shanghai", certain=False),)
            yield lints.NO_TIMEZONE.at(headers[0].span, span, fixes=fixes)
            return


def _local(node: tree.Declaration) -> Iterator[Span]:
    """Where a declaration rests on local time."""
    match node:
        case (
            tree.Hours()
            | tree.Holidays()
            | tree.Quiet()
            | tree.Metric()
            | tree.Ranking()
            | tree.Points()
            | tree.Reward()
            | tree.Exempt(until=tree.Date())
        ):
            yield node.span
        case tree.Tier():
            yield node.span
        case tree.Value(changes=changes) if changes:
            yield changes[0][0].span
        case tree.Ladder(amnesties=(first, *_)):
            yield first.span
        case tree.Trial():
            yield from (one.span for one in (node.since, node.until) if one is not None)
    for top in walk.tops(node):
        for condition in walk.conditions(top):
            match condition:
                case tree.TimeIn() | tree.AtTime() | tree.KindIs("day_end"):
                    yield condition.span
                case tree.Aggregate(window=tree.Bucket() as bucket):
                    yield bucket.span
