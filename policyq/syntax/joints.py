"""Slips around what joins: `或` where nothing is chosen, hosts without quotes, the other member.

`撤回 或 警告`: what is listed is all done. `当 或 图片`: a joint stands between two conditions.
`不在 douban.com`: a host is a text, unless a list names it. `警告 对方`: `对对方` stands behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from policyq.diagnostics.catalog import joints as says
from policyq.diagnostics.catalog.files import BAD_SITE
from policyq.diagnostics.catalog.syntax import OR_IN_LIST
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.syntax import slips
from policyq.syntax.attempt import Edit, Mend
from policyq.syntax.keywords import keywords

_HOST = r"(?:https?://)?((?:[a-z0-9_-]+\.)+[a-z]{2,})(?::\d+)?(?:/[^\s,\"“”]*)?"
_HOSTS = re.compile(rf"(?<![\w.\"“]){_HOST}(?:[ \t]*,[ \t]*{_HOST})*")
_ONE_HOST = re.compile(_HOST)
_OTHERS = frozenset({"对方", "other"})


def joined(slip: slips.Slip) -> Iterator[Mend]:
    """The mends, the surest first."""
    yield from _addresses(slip)
    yield from _hosts(slip)
    yield from _of_actions(slip)
    yield from _comma_and_joint(slip)
    yield from _one_sided(slip)
    yield from _against(slip)


def other_asked(slip: slips.Slip) -> Diagnostic | None:
    """`对方` in the place of a condition: nobody asks who the other is."""
    near = [*slip.before[-3:], *filter(None, (slip.here, slip.after))]
    for before, one in pairwise(near):
        first = one
        if (before.text, one.text) == ("the", "other"):
            first, before = before, near[max(near.index(before) - 1, 0)]
        if one.text in _OTHERS and before.text in (*_begins_condition(), "("):
            span = slip.span(first.start, one.end)
            return says.OTHER_ASKED.at(span, found=slip.narrow[first.start : one.end])
    return None


def _begins_condition() -> frozenset[str]:
    ids = ("when", "unless", "and", "or", "not")
    return frozenset().union(*map(slips.spellings_of, ids))


def _joints() -> frozenset[str]:
    return slips.spellings_of("or") | slips.spellings_of("and")


def _mend(edit: Edit, report: Diagnostic) -> Mend:
    return Mend(edit, lambda whole: report, by_halves=True)


def _hosts(slip: slips.Slip) -> Iterator[Mend]:
    at = slip.stop.start
    line = slip.text.rfind("\n", 0, at) + 1
    for found in _HOSTS.finditer(slip.text, line):
        if found.start() <= at < found.end():
            comma = ", " if slip.latin else "、"
            text = comma.join(f'"{one[1]}"' for one in _ONE_HOST.finditer(found[0]))
            span = slip.span(*found.span())
            written = slip.narrow[found.start() : found.end()]
            fixes = (Fix(span, text, certain=False),)
            yield _mend(
                Edit(*found.span(), text.replace("、", ",")),
                says.BARE_SITE.at(span, fixes=fixes, found=written),
            )


def _addresses(slip: slips.Slip) -> Iterator[Mend]:
    url = slip.url()
    if url is None:
        return
    start, end, host = url
    span = slip.span(start, end)
    yield Mend(
        Edit(start, end, host),
        lambda whole: BAD_SITE.at(
            span, fixes=(Fix(span, host, certain=False),), host=slip.narrow[start:end]
        ),
        by_halves=True,
    )


def _near(slip: slips.Slip) -> list[slips.Token]:
    """The tokens around the mistake."""
    return [*slip.before[-2:], *filter(None, (slip.here, slip.after))]


def _comma_and_joint(slip: slips.Slip) -> Iterator[Mend]:
    """`"加微信"，或 有 链接`: the comma joins items, the other word conditions."""
    for comma, joint in pairwise(_near(slip)):
        if comma.text == "," and joint.text in _joints():
            place = slip.span(comma.start, comma.end)
            word = slip.quote(joint)
            fixes = (Fix(place, " " * (comma.end == joint.start), certain=False),)
            yield _mend(
                Edit(comma.start, comma.end, " "),
                says.COMMA_AND_JOINT.at(place, fixes=fixes, found=word),
            )
            span, both = slip.span(joint.start, joint.end), slip.span(comma.start, joint.end)
            fixes = (Fix(both, slip.comma, certain=False),)
            report = OR_IN_LIST.at(span, fixes=fixes, found=word)
            yield Mend(Edit(joint.start, joint.end, " "), lambda whole, report=report: report)  # type: ignore[misc]


def _of_actions(slip: slips.Slip) -> Iterator[Mend]:
    """`或` between what is done, or between those who are told."""
    here, after = slip.here, slip.after
    last = slip.before[-1] if slip.before else None
    if here is None or after is None or last is None:
        return
    if here.text not in slips.spellings_of("or"):
        return
    start = last.start if last.text == "," else here.start
    if any(after.text.startswith(word) for word in slips.actions()):
        text = slip.comma
        gap = slip.span(start if start < here.start else last.end, here.end)
        if not slip.latin:  # a wide comma brings its own space
            gap = slip.span(gap.start - slip.piece.start, after.start)
    else:
        also = "and" if slip.latin else "和"
        text = also if also in slip.accepted else ""
        gap = slip.span(start, here.end)
    if text:
        span, fix = slip.span(here.start, here.end), Fix(gap, text, certain=False)
        report = says.OR_OF_ACTIONS.at(span, fixes=(fix,), found=slip.quote(here), meant=text)
        yield _mend(Edit(start, here.end, text.replace("，", ",")), report)


def _one_sided(slip: slips.Slip) -> Iterator[Mend]:
    """A joint with a condition on one side only."""
    here, last = slip.here, slip.before[-1] if slip.before else None
    if last is None:
        return
    one = None
    if here is not None and here.text in _joints() and last.text in (*_begins_condition(), "("):
        one = here
    elif last.text in _joints() and (here is None or here.text == ")" or slip.word_is_clause):
        one = last
    if one is not None:
        span = slip.span(one.start, one.end)
        before = [token.end for token in slip.tokens if token.end <= one.start]
        gap = slip.span(before[-1] if before else one.start, one.end)
        fixes = (Fix(gap, "", certain=False),)
        report = says.ONE_SIDED.at(span, fixes=fixes, found=slip.quote(one))
        yield _mend(Edit(one.start, one.end, " "), report)


def _against(slip: slips.Slip) -> Iterator[Mend]:
    """`禁言 对方 1天`, `警告 对方 "…"`, `对方 禁言1天`: what is done to the other, said amiss."""
    near = _near(slip)
    for before, one in pairwise([slips.Token(0, 0, "", ""), *near]):
        if one.text not in _OTHERS:
            continue
        start = before.start if (before.text, one.text) == ("the", "other") else one.start
        begins = _action_before(slip, start)
        if begins is None:
            continue
        against = keywords().say("keyword", "at_other", "en" if slip.latin else "zh")
        done = slip.narrow[begins:start].strip()
        tail = _TAIL.match(slip.text, one.end) if slip.latin else None
        end = tail.end() if tail else one.end
        rest = slip.narrow[one.end : end].strip()
        text = " ".join(filter(None, (done, rest, against) if slip.latin else (against, done)))
        span = slip.span(begins, end)
        fixes = (Fix(span, text, certain=False),)
        yield _mend(Edit(begins, end, text), says.OTHER_MISPLACED.at(span, fixes=fixes, meant=text))


#: What stands behind an action in English, before `against the other`.
_TAIL = re.compile(r"[ \t]*(?:\d+[ \t]*[a-z]+|\"[^\"\r\n]*\")?")


def _action_before(slip: slips.Slip, at: int) -> int | None:
    """Where the action begins that ends at a place; the place itself, where one could begin."""
    before = [token for token in slip.tokens if token.end <= at]
    if not before:
        return None
    last = before[-1]
    if last.text in slips.actions():
        return last.start
    if slip.latin and len(before) > 2 and before[-3].text in slips.actions():
        return before[-3].start  # `mute 1 day`
    return at if last.text == "," or last.text in slips.spellings_of("then") else None
