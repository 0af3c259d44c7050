"""Times of day as people's phones and computers write them: 24 hours, or 12 with AM, PM, 上午 …"""

from __future__ import annotations

import re

#: What stands beside a clock of twelve hours, for use in larger patterns.
HALF = r"(?:[AaPp]\.?[Mm]\.?|上午|下午|凌晨|清晨|早上|早晨|中午|傍晚|晚上)"
#: What may stand between: Windows writes a narrow blank that does not break.
_GAP = "[ \u00a0\u202f]?"
#: A time of day with seconds: hour, minute, second, and a half of the day on either side.
CLOCK = (
    rf"(?:(?P<early>{HALF}){_GAP})?(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d):(?P<second>[0-5]\d)"
    rf"(?:{_GAP}(?P<late>{HALF}))?"
)

_BEFORE_NOON = frozenset({"am", "上午", "凌晨", "清晨", "早上", "早晨"})
_EVENING = frozenset({"晚上"})
_DOTS = re.compile(r"[.]")


def hour_of(hour: int, half: str | None) -> int:
    """The hour of the day, from 0 to 23.

    ``half`` says which half of the day ``hour`` is in; ``None`` for a clock of 24 hours. An hour
    that no clock shows so raises `ValueError`: nothing is put right that may mean two things.
    """
    if half is None:
        if hour > 23:
            raise ValueError("no hour of the day")
        return hour
    named = _DOTS.sub("", half).lower()
    if hour > 12 or (hour == 12 and named in _EVENING):
        raise ValueError("no hour of half a day")
    if named in _BEFORE_NOON:
        return hour % 12
    if named == "中午":  # 11, 12 and 1 o'clock
        return hour if hour in (11, 12) else hour % 12 + 12
    return hour % 12 + 12
