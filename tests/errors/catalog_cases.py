"""The examples of the catalog, as files that can be checked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from policyq.check import check, wanted
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Failure, Source
from policyq.syntax.parse import parse

MAIN = "main.policyq"
_MARK = re.compile(r"^# --- (\S+?)(?:: (\w+))?\n", re.MULTILINE)


def files_of(example: str) -> dict[str, Source | Failure]:
    """The files of an example of the catalog; see `policyq.diagnostics.catalog`."""
    pieces = _MARK.split(example)
    files: dict[str, Source | Failure] = {MAIN: Source(MAIN, pieces[0])}
    for name, reason, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        files[name] = Failure(reason) if reason else Source(name, text)
    return files


def check_all(files: Mapping[str, Source | Failure]) -> tuple[Diagnostic, ...]:
    """Parse the main file and all that it uses, and check them."""
    sources = dict(files)
    parsed, found = {}, []
    waiting = [MAIN]
    while waiting:
        name = waiting.pop()
        source = sources.setdefault(name, Failure("outside" if name.startswith("..") else "missing"))
        if name in parsed or not isinstance(source, Source) or not name.endswith(".policyq"):
            continue
        parsed[name], reports = parse(source)
        found += reports
        waiting += wanted(parsed[name])
    _, reports = check(parsed, MAIN, sources)
    return (*found, *reports)
