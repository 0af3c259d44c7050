"""What people write in the place of a condition, and how a policy says it.

`夜间` alone is no condition, `时间 在 夜间` is. Each row looks at the condition from its beginning
and says it anew; whether that was meant, `policyq.syntax.mistakes` finds out by reading it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache, partial
from typing import NamedTuple, TypeAlias

from policyq.syntax.attempt import Edit
from policyq.syntax.clean import NAME
from policyq.syntax.keywords import keywords
from policyq.syntax.slips import Slip, spellings_of

_JOINTS = ("when", "unless", "and", "or", "not")
_END = r"(?![\w])"
#: So much of a condition is looked at.
_LONGEST = 200

Named: TypeAlias = dict[str, str]
"""Name, in small letters → the id of the keyword that declares it."""


class _Row(NamedTuple):
    pattern: re.Pattern[str]
    says: Callable[[re.Match[str], Named], str | None]


def phrasings(slip: Slip) -> Iterator[Edit]:
    """Changes that say the condition at the mistake as a policy does."""
    yield from _of_actions(slip)
    yield from _of_files(slip)
    hours = slip.piece.id == "hours"
    start = _begins_slot(slip) if hours else _begins(slip)
    if start is None:
        return
    tail = slip.narrow[start : start + _LONGEST]
    named = _named(slip.whole)
    for row in _slots() if hours else _rows():
        found = row.pattern.match(tail)
        text = row.says(found, named) if found else None
        if found and text and not slip.narrow[start + found.end() : slip.stop.start].strip():
            yield Edit(start, start + found.end(), text)


def _begins(slip: Slip) -> int | None:
    """Where the condition begins that the mistake is in."""
    joints = frozenset().union(*map(spellings_of, _JOINTS))
    last = next((t for t in reversed(slip.before) if t.text in joints or t.text == "("), None)
    if last is None:
        return None
    return len(slip.text) - len(slip.text[last.end :].lstrip())


def _begins_slot(slip: Slip) -> int | None:
    """Where the times begin that the mistake is in."""
    last = next((t for t in reversed(slip.before) if t.text in ("=", ",")), None)
    return None if last is None else len(slip.text) - len(slip.text[last.end :].lstrip())


def _of_actions(slip: Slip) -> Iterator[Edit]:
    """What is done by a ladder, or with somebody's confirmation, without the word that says so."""
    here, after = slip.here, slip.after
    if here is None or here.sort != "word" or not here.text[:1] > "\u3000":
        return
    at = slip.narrow[here.start : here.end]
    if "需" in slip.accepted:
        yield Edit(here.start, here.end, f"需 {at}")
    if "按" in slip.accepted and after is not None and after.text == "处罚":
        yield Edit(here.start, after.end, f"按 {at} 处罚")


def _of_files(slip: Slip) -> Iterator[Edit]:
    """Where a list is, behind a `=` that is for what stands in it."""
    here, last = slip.here, slip.before[-1] if slip.before else None
    if here is None or last is None or last.text != "=":
        return
    if here.text in spellings_of("from_file"):
        yield Edit(last.start, here.end, slip.narrow[here.start : here.end])


@lru_cache(maxsize=4)
def _named(text: str) -> Named:
    """The names of a policy's times, lists and tiers."""
    words = {s: id for id in ("hours", "words", "sites", "tier") for s in spellings_of(id)}
    pattern = rf"(?<!\w)({'|'.join(map(re.escape, words))})[ \t]+({NAME.pattern})"
    return {m[2].lower(): words[m[1].lower()] for m in re.finditer(pattern, text, re.IGNORECASE)}


@cache
def _rows() -> tuple[_Row, ...]:
    kinds = _one_of("kind")
    roles = _one_of("role")
    name = rf"({NAME.pattern})"
    window = r"(\d+[ \t]*(?:秒钟?|分钟|小时|天)内|(?:每天|每日|每周(?![一二三四五六日天])|每月)(?![ \t]*\d))"
    posts = r"[ \t]*(?:发送|发了|发布|发|分享)[ \t]*"
    zh = (
        (rf"时间[ \t]*(不?)是[ \t]*{name}{_END}", _time_is),
        (rf"({kinds})[ \t]*(不?)在[ \t]*{name}{_END}", _kind_in),
        (rf"链接[ \t]*(不?)在[ \t]*{name}{_END}", _link_in),
        (rf"{window}{posts}?(\d+[ \t]*[条个次])[ \t]*({kinds})(?:以上)?", _so_many),
        (window, lambda m, _: f"同一人 {m[1]}"),
        (r"(?:消息|文本|内容|文字)[ \t]*(超过|不超过|达到|不到|少于)[ \t]*(\d+)[ \t]*个?字", _long),
        (rf"(?:同一人[ \t]*)?连续[ \t]*({kinds}|签到)[ \t]*(\d+)[ \t]*[天日](?:以上)?", _in_row),
        (rf"连续[ \t]*(\d+)[ \t]*[天日][ \t]*都?[ \t]*({kinds}|签到){_END}", _in_row),
        (rf"({kinds}|签到)[ \t]*连续[ \t]*(\d+)[ \t]*[天日](?:以上)?", _in_row),
        (r"新(?:人|成员)[ \t]*(?:入群|进群|加群)", lambda *_: "入群"),
        (r"入群[ \t]*(\d+[ \t]*(?:天|小时|周))(?:以内|之内|内)", lambda m, _: f"入群不到 {m[1]}"),
        (rf"({kinds})[ \t]*[和及与][ \t]*({kinds})", lambda m, _: f"{m[1]} 或 {m[2]}"),
        (rf"({roles}){posts}(链接|{kinds})", _who_posts),
        (rf"(?:有人|成员|群友)?{posts}(链接|{kinds}){_END}", lambda m, _: _kind(m[1])),
        (rf"{name}[ \t]*{posts}({kinds}){_END}", _kind_at),
        (rf"(?:每天|每日|(每?周[一二三四五六日天]))[ \t]*{_TIME}{_NO_RANGE}", _at),
        (rf"{_HOUR}[ \t]*(?:到|至|-)[ \t]*{_HOUR}", _clock),
        (rf"({roles}){_END}", lambda m, _: f"发言人 是 {m[1]}"),
    )
    en = (
        (rf"time[ \t]+is[ \t]+(not[ \t]+)?{name}{_END}", partial(_time_is, zh=False)),
        (
            rf"(?:an?[ \t]+)?({kinds})s?[ \t]+(not[ \t]+)?(?:in|at|during)[ \t]+{name}{_END}",
            _kind_in,
        ),
        (rf"links?[ \t]+(not[ \t]+)?in[ \t]+{name}{_END}", partial(_link_in, zh=False)),
        (rf"({roles})s?[ \t]+(?:posts?|sends?)[ \t]+(?:an?[ \t]+)?(link|{kinds})s?", _who_posts),
        (rf"(?:daily|every[ \t]+day)[ \t]+(?:at[ \t]+)?{_TIME}{_NO_RANGE}", _at_daily),
        (rf"(?:at[ \t]+)?{_TIME}[ \t]+(?:daily|every[ \t]+day)", _at_daily),
        (rf"{_SOMEBODY}(joins?|joined|leaves?|left){_END}", _comes),
        (
            rf"(?:{_SOMEBODY}(?:posts?|sends?|shares?)[ \t]+)?(?:an?[ \t]+)?(link|{kinds})s?{_END}",
            lambda m, _: _kind(m[1]),
        ),
        (rf"messages?[ \t]*(>=?|over|more than)[ \t]*(\d+){_EACH}", _more),
        (rf"(more than|over|at least)[ \t]+(\d+)[ \t]+messages?{_EACH}", _more),
        (rf"({kinds})s?[ \t]+(?:for[ \t]+)?(\d+)[ \t]+days?[ \t]+in[ \t]+a[ \t]+row", _in_row),
        (rf"({roles}){_END}", lambda m, _: f"sender is {m[1]}"),
    )
    bare = (rf"{name}(?:时间|时段|期间|里|内)??{_END}", _bare)
    rows = (*zh, *en, bare)
    return tuple(_Row(re.compile(pattern, re.IGNORECASE), says) for pattern, says in rows)


@cache
def _slots() -> tuple[_Row, ...]:
    """Of the times of a week."""
    point = r"(\d{1,2})[.。](\d\d)"
    rows = (
        (rf"{_HOUR}[ \t]*(?:到|至|-)[ \t]*{_HOUR}", lambda m, _: _clock(m, _, "")),
        (rf"{point}[ \t]*(?:到|至|to|-)[ \t]*{point}", lambda m, _: "{}:{}-{}:{}".format(*m.groups())),
        (r"周末", lambda m, _: "周六, 周日"),
    )  # fmt: skip
    return tuple(_Row(re.compile(pattern, re.IGNORECASE), says) for pattern, says in rows)


def _one_of(group: str) -> str:
    spelled = {s for row in keywords().groups[group].values() for s in row.spellings}
    return "|".join(sorted(map(re.escape, spelled), key=len, reverse=True))


def _kind(word: str) -> str:
    return "有 链接" if word == "链接" else "has link" if word.lower() == "link" else word


def _is_hours(name: str, named: Named) -> bool:
    return named.get(name.lower()) == "hours"


def _time_is(m: re.Match[str], named: Named, zh: bool = True) -> str | None:
    if not _is_hours(m[2], named):
        return None
    return f"时间 {m[1]}在 {m[2]}" if zh else f"time {m[1] or ''}in {m[2]}"


def _kind_in(m: re.Match[str], named: Named) -> str | None:
    if not _is_hours(m[3], named):
        return None
    zh = not m[1].isascii()
    return f"{m[1]} 且 时间 {m[2]}在 {m[3]}" if zh else f"{m[1]} and time {m[2] or ''}in {m[3]}"


def _kind_at(m: re.Match[str], named: Named) -> str | None:
    return f"{m[2]} 且 时间 在 {m[1]}" if _is_hours(m[1], named) else None


def _link_in(m: re.Match[str], named: Named, zh: bool = True) -> str | None:
    if named.get(m[2].lower()) != "sites":
        return None
    return f"有 链接 {m[1]}在 {m[2]}" if zh else f"any link {m[1] or ''}in {m[2]}"


def _so_many(m: re.Match[str], _: Named) -> str:
    return f"同一人 {m[1]} {m[3]} 达到 {m[2]}"


def _in_row(m: re.Match[str], _: Named) -> str:
    days, kind = m.groups() if m[1].isdecimal() else (m[2], m[1])
    if kind.isascii():
        return f"streak({kind}) >= {days} {'day' if days == '1' else 'days'}"
    return f"连续打卡 达到 {days}天" if kind in ("打卡", "签到") else f"连续 {kind} 达到 {days}天"


def _long(m: re.Match[str], _: Named) -> str:
    return f"字数 {m[1]} {m[2]}字"


def _who_posts(m: re.Match[str], _: Named) -> str:
    zh = not m[1].isascii()
    return f"发言人 是 {m[1]} 且 {_kind(m[2])}" if zh else f"sender is {m[1]} and {_kind(m[2])}"


_SOMEBODY = r"(?:an?[ \t]+|the[ \t]+)?(?:user|member|person|somebody|someone|anybody|anyone)[ \t]+"
_EACH = r"[ \t]+(?:within|in|per)[ \t]+(an?|\d+)[ \t]*(seconds?|minutes?|hours?|days?)"


def _comes(m: re.Match[str], _: Named) -> str:
    return "join" if m[1].lower().startswith("j") else "leave"


def _more(m: re.Match[str], _: Named) -> str:
    op = ">=" if m[1].lower() in (">=", "at least") else ">"
    length = "1" if m[3][0] in "aA" else m[3]
    return f"count(message per sender within {length} {m[4]}) {op} {m[2]}"


_TIME = r"(晚上|夜里|下午|早上|上午|凌晨)?[ \t]*(\d{1,2})(?::(\d\d)|[ \t]*点(半)?)"
_NO_RANGE = r"(?![ \t]*(?:到|至|to|-))"


def _at(m: re.Match[str], _: Named) -> str | None:
    day, part, hour, minutes, half = m.groups()
    clock = _hour(part, hour, half)
    if clock is None:
        return None
    clock = clock[:3] + minutes if minutes else clock
    return f"到了 {day} {clock}" if day else f"到了 {clock}"


def _at_daily(m: re.Match[str], _: Named) -> str | None:
    return f"at {int(m[2]):02}:{m[3] or '00'}" if int(m[2]) <= 24 else None


_HOUR = r"(晚上|夜里|下午|早上|上午|凌晨)?[ \t]*(\d{1,2})[ \t]*点(半)?"


def _clock(m: re.Match[str], _: Named, before: str = "时间 在 ") -> str | None:
    first, last = (_hour(*m.groups()[at : at + 3]) for at in (0, 3))
    return f"{before}{first}-{last}" if first and last else None


def _hour(part: str | None, hour: str, half: str | None) -> str | None:
    number = int(hour)
    number += 12 * (part in ("晚上", "夜里", "下午") and 0 < number < 12)
    return f"{number:02}:{'30' if half else '00'}" if number <= 24 else None


def _bare(m: re.Match[str], named: Named) -> str | None:
    zh = not m[1].isascii()
    says = {
        "hours": ("时间 在", "time in"),
        "words": ("文本 含", "text contains"),
        "sites": ("有 链接 在", "any link in"),
        "tier": ("发言人 是", "sender is"),
    }.get(named.get(m[1].lower(), ""))
    return f"{says[0] if zh else says[1]} {m[1]}" if says else None
