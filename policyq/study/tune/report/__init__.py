"""Tunings in all their forms: for a terminal, Markdown, JSON, and as a page."""

from __future__ import annotations

from policyq.study.tune.report.document import to_json
from policyq.study.tune.report.html import to_html
from policyq.study.tune.report.report import Report
from policyq.study.tune.report.written import to_markdown, to_text

__all__ = ["Report", "to_html", "to_json", "to_markdown", "to_text"]
