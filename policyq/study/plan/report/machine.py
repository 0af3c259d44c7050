"""Plans as SARIF, JUnit XML and annotations: what is not kept, where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from policyq.diagnostics.render.ci import as_junit, as_sarif
from policyq.diagnostics.render.machine import annotation
from policyq.study.plan.plan import Plan
from policyq.study.plan.report.marks import in_a_line, marks

_GITHUB = {"error": "error", "warning": "warning", "note": "notice"}


def to_sarif(plans: Sequence[Plan], language: str) -> str:
    """One run of SARIF 2.1.0; ends with a line feed."""
    found = [one for plan in plans for one in marks(plan, language)]
    version = plans[0].tool if plans else ""
    return as_sarif(found, version)


def to_github(plans: Sequence[Plan], language: str) -> str:
    """A workflow command for each finding, one a line; the verdict of each plan comes last."""
    found = [one for plan in plans for one in marks(plan, language)]
    lines = [annotation(_GITHUB[o.level], o.file, o.place, o.about, o.text) for o in found]
    lines += [in_a_line(plan, language) for plan in plans]
    return "".join(f"{line}\n" for line in lines)


def to_junit(plans: Sequence[Plan], language: str) -> str:
    """A suite for each plan, a case for the log, every budget and every changed rule."""
    # Whoever follows a test over time knows it by its name: the verdict is no part of it.
    suites = [" → ".join(plan.names) for plan in plans]
    found = [
        one._replace(file=name)
        for name, plan in zip(suites, plans, strict=True)
        for one in marks(plan, language)
    ]
    return as_junit(found, suites, "policyq plan")
