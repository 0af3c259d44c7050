"""What can be done on each platform, from the vocabulary."""

from __future__ import annotations

from generating.tables import table
from policyq.check.platforms import length_said
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.platforms import FALLBACKS, SURFACES, Surface

_WORDS = {
    "zh": (
        "# 平台能做什么",
        "群规写得再好，平台做不到也是空话。这里列出每个平台上谁能动手、做不到时改做什么。"
        "`policyq check --platform wechat 群规` 按这张表检查；群规里写了 `当 平台 是 微信` 的，"
        "不用选项也会检查。[English](platforms.md)",
        "按 2026 年 11 月各平台公开的接口整理。微信和 WhatsApp 没有给群机器人的接口，全部由人动手。",
        ("平台", "选项", "只能由管理员动手", "谁也不能，改为", "时长"),
        "没有列出的处置，机器人都能做。",
    ),
    "en": (
        "# What platforms can do",
        "The best rule is worth nothing where the platform cannot carry it out. Here is who can act "
        "on which platform, and what is done instead. `policyq check --platform wechat POLICY` "
        "checks by this table; where a policy says `when platform is wechat` it is checked without "
        "the option. [中文](platforms.zh.md)",
        "Read from the platforms' public interfaces in November 2026. WeChat and WhatsApp have none "
        "for bots in groups: people do everything by hand.",
        ("platform", "option", "only an admin, by hand", "nobody; instead", "length"),
        "What is not listed a bot can do.",
    ),
}


def page(language: str) -> str:
    """Every surface in one language."""
    title, about, source, head, rest = _WORDS[language]
    rows = [_row(surface, language) for surface in SURFACES.values()]
    return "\n".join([title, "", about, "", source, "", table(head, rows), "", rest, ""])


def _row(surface: Surface, language: str) -> tuple[str, ...]:
    hand, nobody, lengths = [], [], []
    for action, said in ((one.id, one.says.in_(language)) for one in ACTIONS.values()):
        able = surface.ability(action)
        if able.who == "admin":
            hand.append(said)
        elif able.who == "nobody":
            assert able.instead is not None
            nobody.append(f"{said}: {FALLBACKS[able.instead].in_(language)}")
        for limit, sign in ((able.least, "≥"), (able.most, "≤")):
            if limit is not None:
                words = length_said(limit)
                lengths.append(f"{said} {sign} {words.zh if language == 'zh' else words.en}")
    joint = "、" if language == "zh" else ", "
    return (
        surface.says.in_(language),
        f"`{surface.id}`",
        joint.join(hand),
        "；".join(nobody) if language == "zh" else "; ".join(nobody),
        joint.join(lengths),
    )
