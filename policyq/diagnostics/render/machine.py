"""The forms for machines: one line each, JSON, and annotations of a workflow run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from policyq.diagnostics.diagnostic import Diagnostic, Fix, Label, Severity, Suppressed, Words
from policyq.diagnostics.render.cells import visible
from policyq.diagnostics.render.places import Place, place_of
from policyq.diagnostics.render.wording import SEVERITIES, fill
from policyq.diagnostics.source import Source, Span

#: The version of the JSON form; it changes when a field changes its meaning or goes.
JSON_VERSION = 1

_BOTH = Words("；", "; ")
_HINT = Words("（是不是想写 `{hint}`？）", " (did you mean `{hint}`?)")
_SURROGATE = re.compile("[\ud800-\udfff]")


def plain(diagnostic: Diagnostic, sources: Mapping[str, Source], language: str) -> str:
    """``file:line:col: error PQ201: …``; the severity is English in both, for tools to match."""
    place = place_of(diagnostic.span, sources)
    where = visible(diagnostic.span.source) or "-"
    if place is not None:
        where += f":{place.line}:{place.column}"
    return f"{where}: {SEVERITIES[diagnostic.severity].en} {diagnostic.code}: " + _headline(
        diagnostic, language
    )


def as_json(
    diagnostics: Iterable[Diagnostic],
    sources: Mapping[str, Source],
    language: str,
    suppressed: Iterable[Suppressed] = (),
) -> str:
    """All reports as one document, those that a policy allows apart from the others.

    Offsets and columns count code points, lines and columns from 1.
    """
    rows = [_row(diagnostic, sources, language) for diagnostic in diagnostics]
    summary = {
        severity.name.lower(): sum(row["severity"] == SEVERITIES[severity].en for row in rows)
        for severity in sorted(Severity, reverse=True)
    }
    document = {
        "version": JSON_VERSION,
        "language": language,
        "summary": summary,
        "diagnostics": rows,
        "suppressed": [_allowed(one, sources, language) for one in suppressed],
    }
    return _dumps(document)


def github(diagnostic: Diagnostic, sources: Mapping[str, Source], language: str) -> str:
    """A workflow command that annotates the line in a pull request."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
    text = _headline(diagnostic, language)
    if diagnostic.kind.help is not None:
        text += "\n" + fill(diagnostic.kind.help, diagnostic.args, language)
    return annotation(
        level[diagnostic.severity],
        diagnostic.span.source,
        place_of(diagnostic.span, sources),
        f"{diagnostic.code} {diagnostic.kind.name}",
        text,
    )


def annotation(level: str, file: str, place: Place | None, title: str, text: str) -> str:
    """A workflow command; ``level``: ``error``, ``warning`` or ``notice``."""
    fields: dict[str, object] = {}
    if file:
        fields["file"] = file
    if place is not None:
        fields |= {"line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns of a longer span are refused
            fields |= {"col": place.column, "endColumn": max(place.end_column, place.column + 1)}
    fields["title"] = title
    written = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
    return f"::{level} {written}::{_data(text)}"


def _headline(diagnostic: Diagnostic, language: str) -> str:
    """Everything that one line can say: the title, what the main label says, the hint."""
    title = fill(diagnostic.kind.title, diagnostic.args, language)
    label = fill(diagnostic.labels[0].says, diagnostic.args, language)
    text = fill(_BOTH, {}, language).join((title, label)).replace("\n", " ")
    if diagnostic.hint is not None:
        text += fill(_HINT, {"hint": diagnostic.hint}, language)
    return text


def _row(diagnostic: Diagnostic, sources: Mapping[str, Source], language: str) -> dict[str, object]:
    kind, args = diagnostic.kind, diagnostic.args
    return {
        "code": kind.code,
        "name": kind.name,
        "severity": SEVERITIES[kind.severity].en,
        "message": fill(kind.title, args, language),
        **_where(diagnostic.span, sources),
        "labels": [_label(label, args, sources, language) for label in diagnostic.labels],
        "help": None if kind.help is None else fill(kind.help, args, language),
        "hint": diagnostic.hint,
        "fixes": [_fix(fix, sources) for fix in diagnostic.fixes],
    }


def _allowed(one: Suppressed, sources: Mapping[str, Source], language: str) -> dict[str, object]:
    return {
        **_row(one.diagnostic, sources, language),
        "by": _where(one.by, sources),
        "until": one.until.isoformat(),
        "reason": one.reason,
    }


def _label(
    label: Label, args: Mapping[str, object], sources: Mapping[str, Source], language: str
) -> dict[str, object]:
    return {**_where(label.span, sources), "message": fill(label.says, args, language)}


def _fix(fix: Fix, sources: Mapping[str, Source]) -> dict[str, object]:
    return {
        **_where(fix.span, sources),
        "replacement": fix.replacement,
        "certain": fix.certain,
    }


def _where(span: Span, sources: Mapping[str, Source]) -> dict[str, object]:
    place = place_of(span, sources)
    return {
        "file": span.source or None,
        "start": span.start,
        "end": span.end,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
        "end_line": None if place is None else place.end_line,
        "end_column": None if place is None else place.end_column,
    }


def _dumps(document: object) -> str:
    text = json.dumps(document, ensure_ascii=False, indent=2)
    # A lone surrogate cannot be written as UTF-8, but JSON has an escape for it.
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _data(text: str) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return _SURROGATE.sub("\ufffd", text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
