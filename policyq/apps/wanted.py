"""What Python programs ask of a replay: refused here where it cannot be, and not taken for something else."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from policyq.apps.logs import Reading
from policyq.apps.problems import Refused
from policyq.apps.replaying import Options
from policyq.diagnostics.catalog.logs import EMPTY_LOG
from policyq.study.report.rejected import reason
from policyq.vocabulary.choices import COMMUNITIES, MODES, meant
from policyq.vocabulary.types import Said


def reading_of(logs: Iterable[str | os.PathLike[str]], **how: Any) -> Reading:
    """The reading of some logs. Raises `ValueError` where there is none, and for a zone, a format or an
    encoding that there is not, in the words of the command line."""
    logs = list(logs)
    if not logs:
        raise ValueError("no log is given")
    try:
        return Reading([Path(log) for log in logs], **how)
    except Refused as refused:
        problem = refused.problem
        raise ValueError(f"{problem.says('en')} [{problem.code}]") from None


def check_read(reading: Reading) -> None:
    """Says what the command line says of what could not be read, after the reading: warns of rows and of a
    log of no events. Raises `OSError` for a file that could not be read to its end, and `ValueError` if
    no row could be."""
    for fault in reading.faults:
        raise OSError(f"{fault.file}: {fault.problem.says('en')}")
    lost = "; ".join(
        f"{count} × {reason(name, 'en')}" for name, count in reading.reasons.most_common()
    )
    if lost and not reading.events:
        raise ValueError(f"no row of the log could be read: {lost}")
    said = [f"rows that could not be read: {lost}"] if lost else []
    said += [one.says("en") for one in reading.findings() if one.kind is EMPTY_LOG]
    for one in said:
        warnings.warn(one, stacklevel=4)


def options_of(**wanted: Any) -> Options:
    """How to replay. Raises `TypeError` for numbers that are none, `ValueError` for what cannot be."""
    for name, least in (("jobs", 1), ("memory", 1)):
        _number(name, wanted.get(name), least)
    for name, known in (("mode", MODES), ("community", COMMUNITIES)):
        if wanted.get(name) is not None:
            wanted[name] = _choice(name, wanted[name], known)
    return Options(**wanted)


def _number(name: str, value: object, least: int) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} is a whole number, not {value!r}")
    if value < least:
        raise ValueError(f"{name} is {least} at least, not {value}")


def _choice(name: str, value: object, known: Mapping[str, Said]) -> str:
    found = meant(value, known) if isinstance(value, str) else ""
    if found not in known:
        raise ValueError(f"no {name} is called {value!r}: {', '.join(known)}")
    return found
