"""Plans in all their forms: for a terminal, Markdown for a pull request, JSON, SARIF, JUnit, annotations."""

from __future__ import annotations

from policyq.study.plan.report.document import to_json
from policyq.study.plan.report.machine import to_github, to_junit, to_sarif
from policyq.study.plan.report.written import to_markdown, to_text

__all__ = ["to_github", "to_json", "to_junit", "to_markdown", "to_sarif", "to_text"]
