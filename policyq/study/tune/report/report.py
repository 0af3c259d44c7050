"""A tuning with what a report needs beside it."""

from __future__ import annotations

from dataclasses import dataclass

from policyq.ir import nodes
from policyq.study.report.report import Log
from policyq.study.tune.judged import Row, Tuned


@dataclass(frozen=True, slots=True)
class Report:
    """A tuning, ready to be told."""

    name: str
    """The file of the policy."""
    program: nodes.Program
    """The policy as it stands."""
    tuned: Tuned
    log: Log
    chosen: Row | None = None
    patch: str = ""
    """The chosen numbers as a unified diff, where it is told with the report."""
    tool: str = ""
