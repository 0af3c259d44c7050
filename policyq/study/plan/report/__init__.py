"""One plan in three forms: for a terminal, as Markdown for a pull request, as JSON."""

from __future__ import annotations

from policyq.study.plan.report.document import to_json
from policyq.study.plan.report.written import to_markdown, to_text

__all__ = ["to_json", "to_markdown", "to_text"]
