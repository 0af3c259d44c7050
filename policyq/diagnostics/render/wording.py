"""From a template and its values to a sentence in one language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from policyq.diagnostics.diagnostic import Bilingual, Diagnostic, Severity, Words
from policyq.diagnostics.render.cells import visible

#: A value longer than this is cropped in a sentence; the source line shows the rest.
LONGEST_VALUE = 120

_PLACE = re.compile(r"`\{(\w+)\}`|\{(\w+)\}")

SEVERITIES: dict[Severity, Words] = {
    Severity.ERROR: Words("错误", "error"),
    Severity.WARNING: Words("警告", "warning"),
    Severity.ADVICE: Words("建议", "advice"),
}

_SUMMARY: dict[Severity, tuple[Words, Words]] = {
    Severity.ERROR: (Words("{n} 个错误", "{n} error"), Words("{n} 个错误", "{n} errors")),
    Severity.WARNING: (Words("{n} 个警告", "{n} warning"), Words("{n} 个警告", "{n} warnings")),
    Severity.ADVICE: (Words("{n} 条建议", "{n} note"), Words("{n} 条建议", "{n} notes")),
}

_SUPPRESSED = Words("群规写明压下了 {n} 条", "{n} suppressed by the policy itself")

NO_PROBLEMS = Words("没有发现问题", "no problems")


def said(words: Bilingual, language: str) -> str:
    """The Chinese text for ``"zh"``, the English one otherwise."""
    return words.zh if language == "zh" else words.en


def fill(words: Bilingual, args: Mapping[str, object], language: str) -> str:
    """The sentence: each ``{name}`` replaced by its value, which is never expanded again.

    A value may be anything with both languages, or a collection of values; in backticks each of
    a collection gets its own. A placeholder without a value stays as it is.
    """

    def value(match: re.Match[str]) -> str:
        quoted, bare = match.groups()
        name = quoted or bare
        return _shown(args[name], language, "`" if quoted else "") if name in args else match[0]

    return _PLACE.sub(value, said(words, language))


def placeholders(template: str) -> frozenset[str]:
    """The names that a template needs values for."""
    return frozenset(quoted or bare for quoted, bare in _PLACE.findall(template))


def missing(diagnostic: Diagnostic) -> frozenset[str]:
    """The placeholders of a diagnostic that were given no value; a test keeps this empty."""
    kind = diagnostic.kind
    texts = [kind.title, *(label.says for label in diagnostic.labels)]
    if kind.help is not None:
        texts.append(kind.help)
    needed = frozenset[str]().union(*(placeholders(part) for words in texts for part in words))
    return needed - frozenset(diagnostic.args)


def summary(diagnostics: Iterable[Diagnostic], language: str) -> str:
    """``2 errors, 1 warning`` · ``2 个错误，1 个警告``."""
    counts = dict.fromkeys(_SUMMARY, 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    parts = [
        said(many if count != 1 else one, language).format(n=count)
        for (one, many), count in zip(_SUMMARY.values(), counts.values(), strict=True)
        if count
    ]
    joined = ("，" if language == "zh" else ", ").join(parts)
    return joined or said(NO_PROBLEMS, language)


def summary_of_suppressed(count: int, language: str) -> str:
    """How many reports a policy allows for a while, in one line; empty if it is none."""
    return said(_SUPPRESSED, language).format(n=count) if count else ""


def _shown(value: object, language: str, quote: str) -> str:
    if isinstance(value, Bilingual):
        return quote + _cropped(said(value, language)) + quote
    if isinstance(value, Collection) and not isinstance(value, str | bytes):
        # A set has no order of its own; a message must.
        members = sorted(value, key=str) if isinstance(value, frozenset | set) else value
        comma = "、" if language == "zh" else ", "
        return comma.join(_shown(member, language, quote) for member in members)
    return quote + _cropped(str(value)) + quote


def _cropped(text: str) -> str:
    return visible(text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…")
