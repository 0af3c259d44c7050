"""What the lines say that WeChat and QQ write into a chat themselves."""

from __future__ import annotations

import pytest
from hanging import ends

from policyq.apps.logs.steps.notices import LENGTH, PEOPLE, QUOTES, Told, told

LINES: dict[str, list[tuple[str, str, str | None]]] = {
    '"小明"邀请"小红"加入了群聊': [("join", "小红", None)],
    "小明邀请小红、小刚加入了本群。": [("join", "小红", None), ("join", "小刚", None)],
    '"小红"通过扫描"小明"分享的二维码加入群聊': [("join", "小红", None)],
    '"邀请函"通过扫描"小明"分享的二维码加入群聊': [("join", "邀请函", None)],
    "小红通过小明的邀请加入了群聊": [("join", "小红", None)],
    "小李进入了本群": [("join", "小李", None)],
    "小李已退出群聊": [("leave", "小李", None)],
    "老王将小红移出本群": [("leave", "小红", "老王")],
    "小红被老王踢出群聊": [("leave", "小红", "老王")],
    "小红被移出群聊": [("leave", "小红", "")],
    '"小红" 撤回了一条消息': [("recall", "小红", None)],
    # What looks much the same and says something else, or not of whom.
    "老王撤回了一条成员消息": [],
    '"小明"修改群名为“考研加入群聊讨论”': [],
    "小明修改群名称为“小红退出了群聊”": [],
    "小明将群名称改为加入本群": [],
    "移出了群聊": [],
    '"小明"邀请""加入了群聊': [],
    "我昨天看到\n小红退出了群聊": [],
    "小红退出了群聊" + "，后来的事我慢慢说" * 30: [],
    "这句话很长很长" * 20 + "退出了群聊": [],
}


@pytest.mark.parametrize("line", LINES)
def test_a_line_tells_who_came_and_went(line: str) -> None:
    found = [
        (one.kind, one.who.strip(QUOTES), one.by and one.by.strip(QUOTES)) for one in told(line)
    ]
    assert found == LINES[line]


def test_a_line_tells_of_all_who_were_invited_together_up_to_a_bound() -> None:
    people = [f"成员{number}" for number in range(300)]
    line = f"老王邀请{'、'.join(people)}加入了本群。"
    assert told(line) == [Told("join", one) for one in people]
    assert len(told(f"老王邀请{'、'.join('甲' * (PEOPLE + 100))}加入了本群")) == PEOPLE
    assert told(f"老王邀请{'甲' * LENGTH}加入了本群") == []


def test_lines_made_to_be_slow_are_not() -> None:
    with ends():
        for line in (
            "邀请" * 50_000,
            '"甲"通过' * 20_000,
            "将" * 100_000 + "移出群聊",
            "撤回了" * 50_000,
        ):
            told(line)
