"""Slips of order and of form: a line of a roster in the wrong place, a trial whose first day stands
alone, a question before its action, a ladder without the word for its window, a time as it is spoken.

A roster is its shifts, then leave, then gaps, then the reminder; of a shift the times come first.
`试运行 刷屏 自 2026-12-01` says when a trial begins, and not for how long. `应当 待确认 移出` is
`应当 移出 待确认`, `阶梯 s 30天` is `阶梯 s 30天内累计`, `10点 小明` is `10:00 小明`.
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


def mends(slip: slips.Slip) -> Iterator[Mend]:
    """What undoes such slips."""
    yield from of_trial(slip)
    yield from of_pending(slip)
    yield from of_ladder(slip)
    yield from of_clock(slip)
    yield from of_account(slip)


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


def of_pending(slip: slips.Slip) -> Iterator[Mend]:
    """`待确认` before what waits; and in a promise, which holds for what waits as for the rest."""
    here, after = slip.here, slip.after
    if here is None or here.text not in slips.spellings_of("pending") | {"等待确认"}:
        return
    word = keywords().say("keyword", "pending", "en" if slip.latin else "zh")
    if slip.piece.id == "promise":
        gap = Edit(here.start, here.end if after is None else after.start, "")
        yield _instead(slip, gap, slip.quote(here), _NO_PENDING)
    elif slip.piece.id in slips.EXAMPLES and after is not None:
        line = slip.text[after.start :].partition("\n")[0].partition(",")[0].rstrip()
        said = slip.narrow[after.start : after.start + len(line)]
        swapped = f"{said} {word}"
        expected = Words(
            f"`{swapped}`，{word} 写在动作后面", f"`{swapped}`, with {word} behind the action"
        )
        yield _instead(
            slip, Edit(here.start, after.start + len(line), swapped), slip.quote(here), expected
        )


def of_ladder(slip: slips.Slip) -> Iterator[Mend]:
    """The time in which a ladder counts, without the word for that."""
    if slip.piece.id != "ladder" or not slip.accepted & slips.spellings_of("inside_sum"):
        return
    found = re.search(r"\d+\s*\w+\s*$", slip.narrow[: slip.stop.start])
    if found is not None:
        length = found[0].strip()
        text = f"within {length}" if slip.latin else f"{length}内累计"
        edit = Edit(found.start(), found.start() + len(length), text)
        yield _instead(slip, edit, length, Words(f"`{text}`", f"`{text}`"))


_ACCOUNT = re.compile(r"[^\"\n]*?\d{1,2}:\d{2}[ \t]+(\w[\w.+-]*)(?=[ \t]*[:(]|[ \t])")


def of_account(slip: slips.Slip) -> Iterator[Mend]:
    """The account of a member of an example that is no name, and so stands in quotes: `wx-123`."""
    if slip.piece.id not in slips.EXAMPLES:
        return
    found = _ACCOUNT.match(slip.narrow, slip.narrow.rfind("\n", 0, slip.stop.start) + 1)
    if (
        found is not None
        and not slips.is_name(found[1])
        and found.start(1) <= slip.stop.start < found.end(1)
    ):
        text = f'"{found[1]}"'
        yield _instead(slip, Edit(*found.span(1), text), found[1], Words(f"`{text}`", f"`{text}`"))


_SPOKEN = re.compile(
    r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|半夜)?[ \t]*(?P<hour>\d{1,2})[ \t]*"
    r"(?:[点时]钟?(?P<minutes>半|一刻|三刻|\d{1,2}(?=分|[ \t]))?分?|(?::(?P<after>\d\d))?[ \t]*(?P<half>[ap])\.?m\b\.?"
    r"|:(?P<exact>\d\d))"
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}


def of_clock(slip: slips.Slip) -> Iterator[Mend]:
    """The time of an example as it is spoken: `10点`, `下午 3点半`, `10 am`."""
    if slip.piece.id not in slips.EXAMPLES or "CLOCK" not in slip.stop.accepts:
        return
    here = slip.here
    found = _SPOKEN.match(slip.text, here.start) if here is not None else None
    clock = _clock(found) if found is not None else None
    if found is None or clock is None:
        return
    text = slip.narrow[found.start() : found.end()].rstrip()
    tail = "" if slip.text[found.end() : found.end() + 1].isspace() else " "
    edit = Edit(found.start(), found.start() + len(text), clock + tail)
    yield _instead(slip, edit, text, Words(f"`{clock}`", f"`{clock}`"))


def _clock(said: re.Match[str]) -> str | None:
    hour, minutes = int(said["hour"]), said["minutes"] or said["after"] or said["exact"] or "0"
    minute = _MINUTES.get(minutes) or int(minutes if minutes.isdigit() else 0)
    part = said["part"]
    if hour == 12 and part in ("晚上", "夜里"):
        return None  # Of which of two days it is midnight nobody can tell.
    late = (
        said["half"] == "p"
        or part in ("下午", "傍晚", "晚上", "夜里")
        or (part == "中午" and hour < 10)
    )
    early = hour == 12 and (said["half"] == "a" or part in ("凌晨", "半夜"))
    hour += 12 * (late and 0 < hour < 12) - 12 * early
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def _instead(slip: slips.Slip, edit: Edit, found: str, expected: Words) -> Mend:
    span = slip.span(edit.start, edit.end)
    report = says.UNEXPECTED.at(
        span, fixes=(Fix(span, edit.text, certain=False),), found=found, expected=expected
    )
    return Mend(edit, lambda whole: report, by_halves=True)


_NO_PENDING = Words(
    "动作本身，不写待确认：承诺管的是动作，要不要人确认都一样",
    "the action alone: a promise holds for it whether or not somebody confirms it",
)
_LENGTH = Words("试多久，例如 7天", "how long it lasts, such as 7 days")
