"""Time zones by their names, and which one was meant by a city, a country or an offset.

An offset is no zone, as zones change theirs: the zone of the best-known city with it is named.
"""

from __future__ import annotations

import re
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from policyq.diagnostics.near import Near

_CHINA = "Asia/Shanghai"
_WRITTEN = {
    "Asia/Shanghai": "北京、上海、广州、深圳、重庆、成都、天津、南京、杭州、武汉、西安、"
    "中国、大陆、beijing、peking、shenzhen、guangzhou、hangzhou、chengdu、nanjing、china、cst",
    "Asia/Hong_Kong": "香港、中国香港、hongkong",
    "Asia/Macau": "澳门、中国澳门、macao",
    "Asia/Taipei": "台北、台湾、taiwan",
    "Asia/Urumqi": "乌鲁木齐、新疆、xinjiang",
    "Asia/Tokyo": "东京、大阪、日本、osaka、japan",
    "Asia/Seoul": "首尔、韩国、korea",
    "Asia/Kuala_Lumpur": "吉隆坡、马来西亚、malaysia",
    "Asia/Bangkok": "曼谷、泰国、thailand",
    "Asia/Dubai": "迪拜、阿联酋",
    "Asia/Kolkata": "印度、孟买、新德里、india、mumbai、delhi",
    "Europe/London": "伦敦、英国、uk、england",
    "Europe/Berlin": "柏林、德国、germany、munich、frankfurt",
    "Europe/Paris": "巴黎、法国、france",
    "Europe/Moscow": "莫斯科、俄罗斯、russia",
    "America/New_York": "纽约、华盛顿、波士顿、nyc、washington、boston",
    "America/Los_Angeles": "洛杉矶、旧金山、西雅图、seattle、san francisco",
    "America/Chicago": "芝加哥",
    "America/Toronto": "多伦多",
    "America/Vancouver": "温哥华",
    "Australia/Sydney": "悉尼",
    "Australia/Melbourne": "墨尔本",
    "Pacific/Auckland": "奥克兰",
    "Asia/Singapore": "新加坡",
}  # fmt: skip
PLACES: Final = {place: zone for zone, written in _WRITTEN.items() for place in written.split("、")}
"""What people write for a zone, in small letters, besides the cities of the zones' own names."""

#: Shorter places are taken as they are written: with a letter changed they are others.
_LEAST = 4
#: By offset in minutes.
_OFFSETS = {
    0: "UTC", 60: "Europe/Berlin", 120: "Europe/Helsinki", 180: "Europe/Moscow", 240: "Asia/Dubai",
    300: "Asia/Karachi", 330: "Asia/Kolkata", 420: "Asia/Bangkok", 480: _CHINA, 540: "Asia/Tokyo",
    600: "Australia/Sydney", 720: "Pacific/Auckland", -180: "America/Sao_Paulo",
    -300: "America/New_York", -360: "America/Chicago", -420: "America/Denver",
    -480: "America/Los_Angeles",
}  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT)? ?([+-]?)(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE | re.ASCII)
_CHINESE_OFFSET = re.compile("([东西])([一二三四五六七八九十]{1,2})区")
_NUMERALS = {name: number for number, name in enumerate("一二三四五六七八九十", 1)} | {
    "十一": 11, "十二": 12,
}  # fmt: skip
_TAIL = re.compile(r"(?:标准)?时[间区]|市$|\b(?:standard )?time$")


def known(name: str) -> bool:
    """Whether the time zone database has it."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def meant(name: str) -> str | None:
    """The zone that was probably meant by a name that is none."""
    found = _of_offset(name.strip()) or _of_place(name)
    return found or Near(available_timezones).to(name) or _of_city(name)


def _of_offset(name: str) -> str | None:
    found = _OFFSET.fullmatch(name.replace("＋", "+").replace("−", "-").replace("：", ":"))
    if found is not None:
        sign, hours, minutes = found.groups()
        offset = int(hours) * 60 + int(minutes or 0)
        return _OFFSETS.get(-offset if sign == "-" else offset)
    zone = _CHINESE_OFFSET.fullmatch(name)
    if zone is None or zone[2] not in _NUMERALS:
        return None
    return _OFFSETS.get(_NUMERALS[zone[2]] * (60 if zone[1] == "东" else -60))


def _of_place(name: str) -> str | None:
    """By the city or the country that is named, also where a letter is wrong."""
    place = _place(name)
    if place not in PLACES and len(place) >= _LEAST:
        place = Near(lambda: PLACES).to(place) or ""
    return PLACES.get(place)


def _of_city(name: str) -> str | None:
    """By the city in the name of a zone."""
    cities = {_place(zone): zone for zone in sorted(available_timezones(), reverse=True)}
    place = _place(name)
    return cities.get(place) or cities.get(Near(lambda: cities).to(place) or "")


def _place(name: str) -> str:
    """What of a name is the place: ``new york`` of ``America/New_York``."""
    last = name.strip().casefold().rpartition("/")[2].replace("_", " ").replace("-", " ")
    return _TAIL.sub("", last).strip()
