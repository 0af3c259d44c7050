"""The examples of the catalog, as files that can be checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from policyq.check import wanted
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Failure, Source
from policyq.pipeline import compile_policy
from policyq.study import examples, verdicts
from policyq.syntax.parse import parse

MAIN = "main.policyq"
#: The day on which the examples are looked at.
TODAY = date(2026, 11, 1)
_MARK = re.compile(r"^# --- (\S+?)(?:: (\w+))?\n", re.MULTILINE)


def files_of(example: str) -> dict[str, Source | Failure]:
    """The files of an example of the catalog; see `policyq.diagnostics.catalog`."""
    pieces = _MARK.split(example)
    files: dict[str, Source | Failure] = {MAIN: Source(MAIN, pieces[0])}
    for name, reason, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        files[name] = Failure(reason) if reason else Source(name, text)
    return files


def check_all(files: Mapping[str, Source | Failure], *, run: bool) -> tuple[Diagnostic, ...]:
    """What parsing and checking a policy reports, and running its examples (``run``)."""
    compiled = compile_policy(complete(files), MAIN, today=TODAY)
    if compiled.program is None or compiled.checked is None or not run:
        return compiled.diagnostics
    ran = examples.run(compiled.checked, compiled.program)
    return (*compiled.diagnostics, *verdicts.diagnostics(ran.failed, compiled.program))


def complete(files: Mapping[str, Source | Failure]) -> dict[str, Source | Failure]:
    """The files, and a failure for each that is named and not there."""
    sources = dict(files)
    for source in files.values():
        if isinstance(source, Source) and source.name.endswith(".policyq"):
            for name in wanted(parse(source)[0]):
                reason = "outside" if name.startswith("../") else "missing"
                sources.setdefault(name, Failure(reason))
    return sources
