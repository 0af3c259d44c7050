"""What options and project files let choose from, by id, and what each is called.

Roles, platforms, actions and measures are in tables of their own; `meant` reads a name of any of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from policyq.vocabulary.types import Said

LANGUAGES: dict[str, Said] = {"zh": Said("中文", "Chinese"), "en": Said("英文", "English")}
MODES: dict[str, Said] = {
    "observed": Said("照记录", "observed"),
    "suppressed": Said("扣除", "suppressed"),
}
VIEWS: dict[str, Said] = {
    "fixed": Said("照记录", "fixed"),
    "suppressed": Said("扣除", "suppressed"),
}
#: Those that a budget may be judged in.
JUDGED_VIEWS: dict[str, Said] = {"worst": Said("最坏", "worst"), **VIEWS}
#: By what a budget is judged.
BY: dict[str, Said] = {"interval": Said("区间", "interval"), "log": Said("记录", "log")}
#: As in `policyq.study.report.structure.GUIDED`.
COMMUNITIES: dict[str, Said] = {
    "interest": Said("兴趣", "interest"),
    "business": Said("商务", "business"),
    "study": Said("学习", "study"),
}
#: Orders of day, month and year.
ORDERS: dict[str, Said] = {
    "dmy": Said("日月年", "dmy"),
    "mdy": Said("月日年", "mdy"),
    "ymd": Said("年月日", "ymd"),
}
#: What becomes of texts in a log that is to be shared.
TEXTS: dict[str, Said] = {
    "mask": Said("打码", "mask"),
    "keep": Said("原样", "keep"),
    "drop": Said("去掉", "drop"),
}
COLOURS: dict[str, Said] = {
    "auto": Said("自动", "auto"),
    "always": Said("总是", "always"),
    "never": Said("从不", "never"),
}


#: How a switch is called, on and off.
_SWITCHES: dict[bool, tuple[str, ...]] = {
    True: ("on", "yes", "true", "y", "开", "打开", "开启", "是", "要", "用", "有", "真"),
    False: ("off", "no", "false", "n", "none", "关", "关闭", "关掉", "否", "不", "不要", "不用", "无", "没有", "假"),
}  # fmt: skip


def switched(text: str) -> bool | None:
    """Whether a text says that something is on or off, in either language; ``None``: neither."""
    folded = text.strip().casefold()
    return next((on for on, names in _SWITCHES.items() if folded in names), None)


def meant(text: str, named: Mapping[str, Said]) -> str:
    """The id of what is called so, in either language; a text that is no name as it is."""
    if text in named:
        return text
    folded = text.strip().casefold()
    for id_, said in named.items():
        if folded in (id_.casefold(), said.zh.casefold(), said.en.casefold()):
            return id_
    return text
