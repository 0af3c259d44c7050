"""Slips of order: a line of a roster in the wrong place, a trial whose first day stands alone.

A roster is its shifts, then leave, then gaps, then the reminder; of a shift the times come first.
`试运行 刷屏 自 2026-12-01` says when a trial begins, and not for how long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policyq.diagnostics.catalog import syntax as says
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.syntax import slips
from policyq.syntax.attempt import Edit, Mend
from policyq.syntax.clean import NAME
from policyq.syntax.keywords import keywords

_LINES = ("on_leave", "roster_gaps", "remind", "before_shift")
_FIRST = re.compile(rf"^[ \t]*({NAME.pattern})", re.MULTILINE)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")


def of_roster(slip: slips.Slip) -> Diagnostic | None:
    """What to say of a line of a roster that stands where it cannot."""
    here = slip.here
    if here is None or not _in_roster(slip):
        return None
    line = slip.text[here.start :].partition("\n")[0]
    if slip.word not in _beginnings() and not _CLOCK.search(line):
        return None
    span = slip.span(here.start, here.end)
    return says.ROSTER_ORDER.at(span, found=slip.quote(here))


def _in_roster(slip: slips.Slip) -> bool:
    """Whether the mistake begins a line of a roster, or what follows one."""
    here = slip.here
    if here is None or slip.text[: here.start].rpartition("\n")[2].strip():
        return False
    if slip.piece.id:
        return slip.piece.id == "roster"
    before = _FIRST.findall(slip.whole[: slip.piece.start])
    known = (keywords().declarations.get(word.lower()) for word in reversed(before))
    return not slip.before and next(filter(None, known), "") == "roster"


@cache
def _beginnings() -> frozenset[str]:
    spelled = (one for id in _LINES for one in slips.spellings_of(id))
    return frozenset(one.split()[0] for one in spelled)


def of_trial(slip: slips.Slip) -> Iterator[Mend]:
    """How long a trial lasts, put behind its first day."""
    last = slip.before[-1] if slip.before else None
    if last is None or slip.piece.id not in ("shadow", "advise"):
        return
    if "LENGTH" not in slip.stop.accepts or not re.fullmatch(r"\d{4}-\d\d-\d\d", last.text):
        return
    text = " for 7 days" if slip.latin else " 起 7天"
    gap = slip.span(last.end, last.end)
    report = says.ENDS_EARLY.at(
        slip.span(last.start, last.end), fixes=(Fix(gap, text, certain=False),), expected=_LENGTH
    )
    yield Mend(Edit(last.end, last.end, text), lambda whole: report, by_halves=True)


_LENGTH = Words("试多久，例如 7天", "how long it lasts, such as 7 days")
