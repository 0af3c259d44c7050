"""Telephone numbers in a text made plain, in any digits and grouping.

Digits with short separators between them are a *run*; its groups are read from the left. A run is
read once and each group at most a dozen times, so the time is linear in the text.

Without a word such as 电话 or ``tel`` before it, a number must have the shape of one:

- a mobile number of China: eleven digits from 13 to 19, in one group, in groups as people write
  them (`_SHAPES`) or digit by digit; ``+86``, ``86`` or ``0086`` may stand before it;
- a fixed line of China with a separator behind the area code (``010-62345678``), and an extension
  behind that; a service line in groups (``400-123-4567``);
- a number with ``+`` and the code of a country (``+44 20 7946 0958``);
- a number of North America in groups that no spaces part (``415-555-0132``).

With such a word any grouping counts, and so does a local number. A number is left alone inside a
longer one, beside Latin letters, before a unit, and behind a word such as 订单 or 验证码.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from policyq.text import cues

_HAN: Final = {
    one: digit
    for digit, each in enumerate(
        ("〇零○", "一壹幺", "二贰貳", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
    )
    for one in each
}
_TO_DIGITS: Final = str.maketrans({one: str(digit) for one, digit in _HAN.items()})
DIGIT: Final = "[0-9" + "".join(_HAN) + "]"
#: What may stand between two groups of one number.
SEPARATOR: Final = (
    "[ \\t\\n\\r\u3000\\-‐‑‒–—―−_.·•・∙*~|/()（）…\u2190-\u2bff\U0001f000-\U0001faff]"
)
_RUN = re.compile(rf"{DIGIT}++(?:{SEPARATOR}{{1,3}}+{DIGIT}++)*+")
_GROUP = re.compile(f"{DIGIT}++")
_MIXED = re.compile(r"[^0-9]*([0-9]+)[^0-9]*")

_MOBILE = re.compile(r"1[3-9]\d{9}")
_LONG_MOBILE = re.compile(r"(?:00)?86(1[3-9]\d{9})")
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)")
_LINE = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}")
_SERVICE = re.compile(r"[48]00\d{7}")
_NORTH_AMERICA = re.compile(r"[2-9]\d\d[2-9]\d{6}")
_LOCAL = re.compile(r"(?!20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\Z)[2-9]\d{6,7}")
_TAIWAN = re.compile(r"09\d{8}")
_FORMS = (_MOBILE, _LINE, _SERVICE, _TAIWAN, _NORTH_AMERICA, _LOCAL)
_NUMBER = re.compile("|".join(form.pattern for form in _FORMS))
_BEGINNING = re.compile(r"1(?:[3-9]|\Z)|0(?:[1-9]|\Z)|[2-9]")
_FOREIGN = re.compile(
    r"(?:1[2-9]\d\d[2-9]|7[3-9]|2[07]|21[1-368]|22\d|23\d|24\d|25[0-8]|26\d|29[0179]|3[0-469]|3[578]\d"
    r"|4[013-9]|42[013]|5[1-8]|50\d|59\d|6[0-6]|6[789]\d|8[1246]|85[02356]|88[06]|9[0-58]|9[679]\d)\d+"
)
#: How many digits the groups of a mobile number have.
_SHAPES: Final = frozenset(
    {(3, 4, 4), (3, 8), (7, 4), (4, 7), (3, 3, 5), (4, 3, 4), (3, 5, 3), (5, 6), (6, 5), (4, 4, 3)}
    | {(3, 2, 2, 2, 2), (3, 2, 3, 3), (1, 2, 4, 4), (3, 4, 2, 2), (1,) * 11}
)
_OF_CHINA: Final = frozenset({"86", "0086"})
_LEAST_DIGITS = 7
_MOST_DIGITS = 15
_MOST_GROUPS = 16

_NEAR = 24
"""So much of what stands before a number is looked at."""
_CUE = re.compile(rf"(?:{cues.PHONE}|{cues.WECHAT}){cues.FILLER}\Z")
_VETO = re.compile(rf"{cues.NO_PHONE}(?:号码|号|為|为|是|id|[^\w]){{0,5}}\Z")
_GLUED = re.compile(r"(?:tel|phone|mobile|mob|call|cell|whatsapp|v|vx|wx|wechat|weixin|qq|q)\Z")
_MAY_FOLLOW = re.compile(r"(?:vx|wx|v|qq|q|wechat|weixin|tel)(?![a-z0-9_])")
_UNIT = re.compile(
    r" ?(?:元|块钱|万|亿|美元|美金|円|分钱|毫秒|字节|[kmgt]i?b\b|bytes|ms\b|%|％|‰|℃|公里|积分)"
)


class Phone(NamedTuple):
    """A telephone number at ``text[start:end]``."""

    value: str
    """Its digits; with ``+`` before a country's code other than that of China."""
    start: int
    end: int


class _Group(NamedTuple):
    digits: str
    start: int
    end: int


def phones(small: str) -> Iterator[Phone]:
    """The numbers in a plain text in small letters, in order."""
    for run in _RUN.finditer(small):
        if run.end() - run.start() >= 7:
            yield from _Run(small, run.start(), run.end()).phones()


def digits_of(written: str) -> str:
    """The digits of a piece of plain text, as 0 to 9."""
    return "".join(one for one in written.translate(_TO_DIGITS) if one.isdigit())


class _Run:
    """Digits, and separators between them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._groups = [
            _Group(found[0].translate(_TO_DIGITS), *found.span())
            for found in _GROUP.finditer(text, start, end)
        ]

    def phones(self) -> Iterator[Phone]:
        left = sum(len(group.digits) for group in self._groups)
        place, behind = 0, True
        while left >= _LEAST_DIGITS:
            found = self._single(place) or self._grouped(place, behind)
            behind = found is not None or self._groups[place].digits in _OF_CHINA
            count = 1
            if found is not None:
                count, phone = found
                yield phone
            left -= sum(len(group.digits) for group in self._groups[place : place + count])
            place += count

    def _single(self, place: int) -> tuple[int, Phone] | None:
        """A number in one group; Chinese numerals around plain digits belong to other words."""
        digits, start, end = self._groups[place]
        if len(digits) < 11:
            return None
        if len(digits) > 11 and (inside := _MIXED.fullmatch(self._text, start, end)):
            start, end, digits = *inside.span(1), inside[1]
        if found := _LONG_MOBILE.fullmatch(digits):
            digits = found[1]
        elif not _MOBILE.fullmatch(digits):
            return None
        start = self._prefixed(place, start)
        if self._beside_a_number(place) or not self._stands_alone(start, end):
            return None
        return 1, Phone(digits, start, end)

    def _beside_a_number(self, place: int) -> bool:
        """Whether a dash, a dot or the like joins the group to other digits that are no code of a
        country and no number of the same length."""
        for other, joined in ((place - 1, place), (place, place + 1)):
            if other >= 0 and joined < len(self._groups):
                left, right = self._groups[other], self._groups[joined]
                between = self._text[left.end : right.start]
                beside = left.digits if joined == place else right.digits
                if between in (".", "-", "_") and not (
                    len(beside) == 11 or (joined == place and beside in _OF_CHINA)
                ):
                    return True
        return False

    def _prefixed(self, place: int, start: int) -> int:
        """Where a number begins, with a code of China or a bracket before it."""
        if place and self._groups[place - 1].digits in _OF_CHINA:
            start = self._groups[place - 1].start
        opened = self._text[start - 1 : start] in ("+", "(") and start > 0
        return start - 1 if opened else start

    def _grouped(self, place: int, behind: bool) -> tuple[int, Phone] | None:
        """A number in several groups that begins with this one: in as few as will do, or, with
        ``+`` before it, in as many as there are."""
        groups = self._groups[place : place + _MOST_GROUPS]
        plus = self._text[groups[0].start - 1 : groups[0].start] == "+"
        if not plus and place and not behind:
            return None
        if not plus and not _BEGINNING.match("".join(group.digits for group in groups[:2])):
            return None
        lengths = [len(group.digits) for group in groups]
        totals = [total for total in accumulate(lengths) if total <= _MOST_DIGITS]
        joined = "".join(group.digits for group in groups)
        start = self._prefixed(place, groups[0].start)
        for count, total in sorted(enumerate(totals, 1), reverse=plus):
            if total < _LEAST_DIGITS:
                continue
            digits, shape = joined[:total], tuple(lengths[:count])
            if plus:
                value = _foreign(shape, digits)
                sure = value is not None
            else:
                value = digits if _is_number(digits) else None
                sure = self._is_shaped(shape, groups) and behind
                sure = sure and not self._goes_on(place + count, lengths[:count])
            if value is None or not (sure or self._cued(start)):
                continue
            if self._stands_alone(start, groups[count - 1].end):
                return count, Phone(value, start, groups[count - 1].end)
        return None

    def _is_shaped(self, shape: tuple[int, ...], groups: list[_Group]) -> bool:
        """Whether groups look like a number by themselves, and not like a decimal or an address."""
        if len(shape) == 1:
            return False
        digits = "".join(group.digits for group in groups[: len(shape)])
        between = {
            self._text[left.end : right.start] for left, right in pairwise(groups[: len(shape)])
        }
        if between == {"."} and len(shape) in (2, 4):
            return False
        if _MOBILE.fullmatch(digits):
            return shape in _SHAPES
        if _LINE.fullmatch(digits):
            # 0571-87654321: the area code stands for itself.
            return _AREA.fullmatch(digits[: shape[0]]) is not None and len(shape) <= 3
        if _NORTH_AMERICA.fullmatch(digits) and not _SERVICE.fullmatch(digits):
            spaced = self._text[groups[1].end : groups[2].start].isspace() if shape[2:] else True
            return shape == (3, 3, 4) and not spaced
        return shape in ((3, 3, 4), (3, 4, 3), (4, 3, 3)) and not _LOCAL.fullmatch(digits)

    def _goes_on(self, place: int, lengths: list[int]) -> bool:
        """Whether the groups go on in a way in which a number does not end."""
        if place >= len(self._groups):
            return False
        before, after = self._groups[place - 1], self._groups[place]
        between = self._text[before.end : after.start]
        if _AREA.fullmatch(self._groups[place - len(lengths)].digits) and len(after.digits) <= 5:
            return False  # an extension
        return "\n" not in between and not _begins(after.digits, lengths)

    def _cued(self, start: int) -> bool:
        """Whether a word for telephones stands before the run: no digits stand between."""
        if start > self._groups[0].start:
            return False
        return _CUE.search(self._text[max(0, start - _NEAR) : start]) is not None

    def _stands_alone(self, start: int, end: int) -> bool:
        """Whether a number neither is part of something longer nor an amount, an order or a code."""
        before, after = self._text[max(0, start - _NEAR) : start], self._text[end : end + 12]
        last, two, first = before[-1:], before[-2:-1], after[:1]
        if self._text[start] == "+" and last and (last.isalnum() or last == ")") and last.isascii():
            return False
        if last and (last in "¥￥$€£=&%#\\" or _is_latin(last)) and not _GLUED.search(before):
            return False
        if last in (".", ",", "/", "-", "+", ":") and two and (_is_latin(two) or two.isdigit()):
            return _GLUED.search(before[:-1]) is not None
        if _is_latin(first) and not _MAY_FOLLOW.match(after):
            return False
        if first == "@" or (first in (".", ",", "/", ":") and after[1:2].isdigit()):
            return False
        return not _UNIT.match(after) and _VETO.search(before) is None


def is_number(value: str) -> bool:
    """Whether a value, as `Phone` has it, can be one."""
    if value.startswith("+"):
        return _foreign((len(value) - 1,), value[1:]) is not None
    return _is_number(value)


def _is_number(digits: str) -> bool:
    return _NUMBER.fullmatch(digits) is not None


def _foreign(shape: tuple[int, ...], digits: str) -> str | None:
    """The number that groups with ``+`` before them are."""
    if digits.startswith("86"):
        rest = digits[2:]
        return rest if _MOBILE.fullmatch(rest) or _LINE.fullmatch("0" + rest) else None
    least = 8 if len(shape) > 1 else 10
    if len(digits) < least or not _FOREIGN.fullmatch(digits) or digits.endswith("00000"):
        return None
    return "+" + digits


def _begins(digits: str, lengths: list[int]) -> bool:
    """Whether another number of the same shape may begin with these digits."""
    return len(digits) == 11 or (len(digits) == lengths[0] and digits[:1] in ("0", "1"))


def _is_latin(one: str) -> bool:
    return one.isascii() and (one.isalpha() or one == "_")
