"""The ten rules in the Common Expression Language: one expression that is a list of truths."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

NAMES = ("夜间", "外链", "诈骗", "辱骂", "广告", "引流", "刷屏", "新人链接", "提醒", "资料")
RULES = """[
  !admin && (minute >= 1380 || minute < 420),
  !admin && outside > 0,
  !admin && "诈骗词" in hits,
  !admin && "辱骂词" in hits,
  !admin && "广告词" in hits,
  !admin && "引流词" in hits,
  !admin && flood > 8,
  !admin && links > 0 && tenure < 86400,
  !admin && mentions > 5,
  !admin && (text == "资料" || text == "学习资料")
]"""


def lists(words: Mapping[str, Sequence[str]]) -> str:
    """Which lists have a word in the text."""
    return (
        f"[{', '.join(f'{_quoted(some)}.exists(w, text.contains(w))' for some in words.values())}]"
    )


def many(words: Sequence[str]) -> str:
    """Which of so many rules fire."""
    return f"[{', '.join(f'text.contains({json.dumps(w, ensure_ascii=False)}) && !admin' for w in words)}]"


def _quoted(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)
