"""What was understood of a log: `Inspection`, and its forms: text, Markdown and JSON."""

from __future__ import annotations

from policyq.study.inspection.document import to_json
from policyq.study.inspection.inspection import Fault, Inspection, Sample
from policyq.study.inspection.sections import sections
from policyq.study.report.written import as_markdown, as_text

__all__ = ["Fault", "Inspection", "Sample", "to_json", "to_markdown", "to_text"]


def to_text(inspection: Inspection, language: str) -> str:
    """The inspection for a terminal; it ends with a line feed."""
    return as_text(sections(inspection, language))


def to_markdown(inspection: Inspection, language: str) -> str:
    """The inspection as Markdown; it ends with a line feed."""
    return as_markdown(sections(inspection, language))
