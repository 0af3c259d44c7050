"""What the numbers of a policy are called, in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from policyq.syntax.keywords import keywords
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.metrics import GRADES


@dataclass(frozen=True)
class Part:
    """A part of a name: how it is written in both languages, and what else it is called."""

    zh: str
    en: str
    also: tuple[str, ...] = ()

    def in_(self, language: str) -> str:
        """As it is written in ``"zh"`` or ``"en"``."""
        return self.zh if language == "zh" else self.en

    @cached_property
    def spelled(self) -> frozenset[str]:
        """All that it is called, in small letters."""
        return frozenset(one.casefold() for one in (self.zh, self.en, *self.also))


def named(name: str) -> Part:
    """What an author named."""
    return Part(name, name)


COUNTED: dict[str, Part] = {
    "count": Part("次数", "count", ("数量", "条数", "number")),
    "distinct": Part("不同", "distinct", ("人数", "次数", "count", "number")),
    "sum": Part("合计", "sum", ("次数", "count", "number")),
}
WINDOW = Part("时长", "window", ("窗口", "时间", "within"))
VALUE = Part("数值", "value", ("值",))
UNLESS = Part("除非", "unless")
OTHERWISE = Part("否则", "otherwise")
AFTERWARDS = Part("结束则", "afterwards")
REQUIRES = Part("要求", "requires")
STREAK = Part("连续天数", "streak", ("连续",))
REMOVED = Part("被移出", "removed")
NEAR = Part("附近", "near")
ONCE = Part("一次", "once")
CONFIRM = Part("确认", "confirm", ("confirmed",))
QUORUM = Part("同意人数", "quorum", ("人数",))
RUN = Part("连续", "run", ("连续天数", "for"))
LEAST = Part("至少", "least", ("at least",))
MOST = Part("至多", "most", ("at most", "上限"))
LATE = Part("补发", "late")
TOP = Part("前", "top")
PRIZES = Part("名额", "prizes")
PAIRS = Part("每对", "pairs", ("pair",))
LASTS = Part("有效期", "lasts", ("expiring",))
PRICE = Part("价格", "price")
STOCK = Part("库存", "stock")
EACH = Part("每人", "each")
COST = Part("成本", "cost")


#: Fields that count something.
_COUNTING = ("length", "mention_count", "link_count", "members")


def is_counted(part: Part) -> bool:
    """Whether it is a number of things: it has no fractions."""
    return part in (COUNTED["count"], COUNTED["distinct"], *map(field, _COUNTING))


def step(number: int) -> Part:
    """A step of a ladder, from 1."""
    return Part(f"第{number}步", f"step{number}", (f"step {number}",))


def level(number: int) -> Part:
    """What a level means."""
    return Part(f"{number}级", f"level{number}", (f"level {number}",))


def field(id: str) -> Part:
    """A field that is compared with a number."""
    row = keywords().groups["field"][id]
    return Part(row.zh[0], row.en[0].replace(" ", "_"), (*row.zh[1:], *row.en))


def action(id: str) -> Part:
    """An action: how long, or how much."""
    says = ACTIONS[id].says
    return Part(says.zh, says.en)


def grade(id: str) -> Part:
    """A grade of a metric."""
    says = GRADES[id]
    return Part(says.zh, says.en)
