"""Times of day as people's phones and computers write them: 24 hours, or 12 with AM, PM, 上午 …"""

from __future__ import annotations

import re

#: What stands beside a clock of twelve hours, for use in larger patterns.
HALF = (
    r"(?:[AaPp]\.?[\s\u00a0\u202f]?[Mm]\.?|上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上"
    r"|午前|午後|오전|오후)"
)
#: What may stand between: Windows writes a narrow blank that does not break.
_GAP = "[ \u00a0\u202f]?"
#: A time of day with seconds: hour, minute, second, and a half of the day on either side.
CLOCK = (
    rf"(?:(?P<early>{HALF}){_GAP})?(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)"
    rf"(?:{_GAP}(?P<late>{HALF}))?"
)

_MORNING = frozenset({"am", "上午", "凌晨", "清晨", "早上", "早晨", "午前", "오전"})
_AFTERNOON = frozenset({"下午", "傍晚", "晚上", "午後", "오후"})
_NOON, _NIGHT = "中午", "晚上"
_BETWEEN = re.compile(r"[\s.]")


def hour_of(hour: int, half: str | None) -> int:
    """The hour of the day, from 0 to 23.

    ``half`` says which half of the day ``hour`` is in; ``None`` for a clock of 24 hours, which
    some phones write beside a half that is a word. An hour that no clock shows so raises
    `ValueError`: nothing is put right that may mean two things, as twelve at night does.
    """
    named = None if half is None else _BETWEEN.sub("", half).lower()
    if hour > 23 or (hour > 12 and named is not None and named not in _AFTERNOON):
        raise ValueError("no hour of the day")
    if named is None or hour > 12:
        return hour
    if named == _NIGHT and hour in (0, 12):
        raise ValueError("no hour of the day: of which day?")
    if named in _MORNING:
        return hour % 12
    if named == _NOON:  # from 10 to 2 o'clock
        return hour if hour >= 10 else hour + 12
    return hour % 12 + 12
