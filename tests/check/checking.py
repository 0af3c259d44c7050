"""Checks of small policies, for the tests of this room."""

from __future__ import annotations

from policyq.check import CheckedPolicy, check
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Failure, Source
from policyq.syntax.parse import parse

HEAD = 'policy "x" version 1\ntimezone Asia/Shanghai\n'
MAIN = "main.policyq"


def checked(
    text: str, head: str = HEAD, **others: str | Failure
) -> tuple[CheckedPolicy | None, tuple[Diagnostic, ...]]:
    """Check a policy; ``a_policyq="…"`` is another file called ``a.policyq``."""
    sources: dict[str, Source | Failure] = {MAIN: Source(MAIN, head + text)}
    for name, content in others.items():
        name = name.replace("_", ".")
        sources[name] = Source(name, content) if isinstance(content, str) else content
    files, found = {}, []
    for name, source in sources.items():
        if isinstance(source, Source) and name.endswith(".policyq"):
            files[name], reports = parse(source)
            found += reports
    policy, reports = check(files, MAIN, sources)
    return policy, (*found, *reports)


def names(text: str, head: str = HEAD, **others: str | Failure) -> list[str]:
    """The names of what is reported, by place."""
    return [one.kind.name for one in checked(text, head, **others)[1]]


def marked(text: str, head: str = HEAD, **others: str | Failure) -> list[tuple[str, str]]:
    """What is reported, and the text that it marks in the main file."""
    whole = head + text
    _, found = checked(text, head, **others)
    return [(one.kind.name, whole[one.span.start : one.span.end]) for one in found]
