"""One report of a replay in three forms: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

from policyq.study.report.document import to_json
from policyq.study.report.report import Log, Report
from policyq.study.report.written import to_markdown, to_text

__all__ = ["Log", "Report", "to_json", "to_markdown", "to_text"]
