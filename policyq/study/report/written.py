"""A report written out: aligned for a terminal, in cells and not characters, or as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policyq.diagnostics.render.cells import lay_out
from policyq.study.report.report import Report
from policyq.study.report.sections import sections
from policyq.study.report.words import Section

GAP = "  "

#: What would begin a list inside of an item: ``- gone``, ``+ new``, ``1. first``.
_LIST = re.compile(r"^(\d*)([-+.)])(?= )")


def to_text(report: Report, language: str) -> str:
    """The report for a terminal; it ends with a line feed."""
    return as_text(sections(report, language))


def to_markdown(report: Report, language: str) -> str:
    """The report as Markdown; it ends with a line feed."""
    return as_markdown(sections(report, language))


def as_text(sections: Sequence[Section]) -> str:
    """Sections for a terminal; ends with a line feed."""
    return "\n".join(map(_text, sections))


def as_markdown(sections: Sequence[Section]) -> str:
    """Sections as Markdown; ends with a line feed."""
    first, *others = sections
    parts = [_markdown(first, "#"), *(_markdown(section, "##") for section in others)]
    return "\n".join(parts)


# -- terminal ----------------------------------------------------------------------------------


def _text(section: Section) -> str:
    lines = [lay_out(section.title).shown, *(GAP + lay_out(line).shown for line in section.says)]
    lines += [GAP + line for line in _aligned(section)]
    return "\n".join(lines) + "\n"


def _aligned(section: Section) -> Iterator[str]:
    if not section.rows:
        return
    table = [[lay_out(cell) for cell in row] for row in (section.columns, *section.rows)]
    widths = [max(row[place].width for row in table) for place in range(len(section.columns))]
    for row in table:
        cells = []
        for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
            space = " " * (width - cell.width)
            cells.append(cell.shown + space if place < section.left else space + cell.shown)
        yield GAP.join(cells).rstrip()


# -- Markdown ----------------------------------------------------------------------------------


def _markdown(section: Section, mark: str) -> str:
    lines = [f"{mark} {_escaped(section.title)}", ""]
    lines += [f"- {_LIST.sub(_mark, _escaped(line))}" for line in section.says]
    if section.says:
        lines.append("")
    if section.rows:
        rule = ["---" if place < section.left else "---:" for place in range(len(section.columns))]
        lines += [_row(section.columns), "|" + "|".join(rule) + "|"]
        lines += [_row(row) for row in section.rows]
        lines.append("")
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _mark(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}"


def _escaped(text: str) -> str:
    """Text that Markdown leaves as it is: a word of a policy may hold anything."""
    shown = lay_out(text.strip()).shown
    return "".join("\\" + c if c in "\\`*_[]<>#|~" else c for c in shown)
