"""A plan written out: for a terminal, and as Markdown that a pull request can hold.

In Markdown what a reviewer asks first stands open: the verdict, the budgets, what changed in
meaning, and how much. The rest is folded.
"""

from __future__ import annotations

from policyq.study.plan.plan import Plan
from policyq.study.plan.report.sections import sections
from policyq.study.report.written import as_markdown, as_text

#: How many sections of a comment are folded, counted from the end: all but the first ones.
_OPEN = 6


def to_text(plan: Plan, language: str) -> str:
    """The plan for a terminal; it ends with a line feed."""
    return as_text(sections(plan, language))


def to_markdown(plan: Plan, language: str) -> str:
    """The plan as Markdown; it ends with a line feed."""
    made = sections(plan, language)
    open_, folded = made[:_OPEN], made[_OPEN:]
    parts = [as_markdown(open_)]
    for section in folded:
        body = as_markdown([section]).split("\n", 2)[2]
        parts.append(f"<details><summary>{section.title}</summary>\n\n{body}\n</details>\n")
    return "\n".join(parts)
