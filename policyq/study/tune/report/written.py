"""A tuning written out for a terminal and as Markdown."""

from __future__ import annotations

from policyq.study.report.written import as_markdown, as_text
from policyq.study.tune.report.report import Report
from policyq.study.tune.report.sections import sections


def to_text(report: Report, language: str) -> str:
    """The report for a terminal; it ends with a line feed, behind the patch if there is one."""
    patch = f"\n{report.patch}" if report.patch else ""
    return as_text(sections(report, language)) + patch


def to_markdown(report: Report, language: str) -> str:
    """The report as Markdown; it ends with a line feed."""
    patch = f"\n```diff\n{report.patch}```\n" if report.patch else ""
    return as_markdown(sections(report, language)) + patch
