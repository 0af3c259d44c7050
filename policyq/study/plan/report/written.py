"""A plan written out: for a terminal, and as Markdown that a pull request can hold.

In Markdown what a reviewer asks first stands open: the verdict, the budgets, what changed in
meaning, and how much. The rest is folded.
"""

from __future__ import annotations

from policyq.study.plan.plan import Plan
from policyq.study.plan.report.sections import sections
from policyq.study.report.written import as_markdown, as_text


def to_text(plan: Plan, language: str) -> str:
    """The plan for a terminal; it ends with a line feed."""
    first, others = sections(plan, language)
    return as_text([*first, *others])


def to_markdown(plan: Plan, language: str) -> str:
    """The plan as Markdown; it ends with a line feed."""
    first, others = sections(plan, language)
    parts = [as_markdown(first)]
    for section in others:
        body = as_markdown([section]).split("\n", 2)[2]
        parts.append(f"<details><summary>{section.title}</summary>\n\n{body}\n</details>\n")
    return "\n".join(parts)
