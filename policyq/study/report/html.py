"""A report as one page of HTML: what an admin asks first, then the sections that every form has."""

from __future__ import annotations

from policyq.study.page.page import Part, page
from policyq.study.report import daily, ladders
from policyq.study.report.figures import figures
from policyq.study.report.overview import overview
from policyq.study.report.report import Report
from policyq.study.report.sections import sections
from policyq.vocabulary.types import Said

#: The section of the replay in all, behind which those stand that only a page has.
_AFTER = 2


def to_html(report: Report, language: str) -> str:
    """The report as a whole document; it ends with a line feed."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    head, *others = sections(report, language)
    more = (daily.section(report, say), ladders.section(report, say))
    others[_AFTER:_AFTER] = [one for one in more if one is not None]
    part = Part(head.title, head.says, overview(report, say), tuple(others), figures(report, say))
    return page([part], language, say, report.tool)
