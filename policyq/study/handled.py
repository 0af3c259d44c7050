"""What share of what asked for something was handled without a human, and by which means.

An event *asks for something* when a rule fires on it; ticks do, too. It *needs a human* as
`policyq.study.rates` has it: a question is asked, or somebody is handed over to. What is done
after a verdict, or because nobody answered, belongs to the event that asked and is no new one.
Several means may meet on one event: it counts once in all, and once for each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from policyq.ir import nodes
from policyq.vocabulary.actions import ACTIONS, BOOKED
from policyq.vocabulary.decisions import Act, Decision
from policyq.vocabulary.types import Said

#: Kinds of means by id, in their order.
MEANS: Final[Mapping[str, Said]] = {
    "delete": Said("撤回", "deletion"),
    "penalty": Said("警告、禁言、移出", "warning, mute, removal"),
    "lock": Said("全员禁言", "lock of the group"),
    "reply": Said("关键词答复等回复", "reply, to keywords and others"),
    "points": Said("签到、积分、奖励、头衔", "check-in, points, rewards, titles"),
    "calendar": Said("内容日历和排行", "calendar and rankings"),
    "notify": Said("通知", "notice"),
    "record": Said("标记、记录", "tag, record"),
    "confirmation": Said("待人确认", "question to a human"),
    "handover": Said("转交", "hand-over"),
    "nothing": Said("没有新的动作", "nothing new"),
}

#: By the dimension of the action; what is booked are points, and what is in none is on record.
_OF_DIMENSION: Final[Mapping[str, str]] = {
    "delete": "delete", "penalty": "penalty", "unmute": "penalty", "forgive": "penalty", "lock": "lock",
    "unlock": "lock", "reply": "reply", "notify": "notify", "handover": "handover",
}  # fmt: skip


@dataclass(slots=True)
class Handled:
    """What was counted: ``""`` is all, else an id of `MEANS`."""

    machine: Counter[str] = field(default_factory=Counter)
    """Decisions that needed no human."""
    human: Counter[str] = field(default_factory=Counter)
    """Those that did."""

    def add(self, other: Handled) -> None:
        """Adds what was counted of other groups."""
        self.machine.update(other.machine)
        self.human.update(other.human)


class Sorter:
    """Counts the decisions of one program."""

    def __init__(self, program: nodes.Program, into: Handled) -> None:
        self._into = into
        self._told = {item.name for agenda in program.agendas for item in agenda.items}
        self._told |= {f"{agenda.name}/late" for agenda in program.agendas}
        self._told |= {ranking.name for ranking in program.rankings}

    def add(self, decision: Decision, many: int = 1) -> None:
        """Counts a decision, if any rule fired, or so many like it."""
        if not any(not fired.ended for fired in decision.fired):
            return
        means = set(self._means(decision)) or {"nothing"}
        asks = "confirmation" in means or any(
            ACTIONS[a.action].asks_human for a in decision.actions
        )
        counter = self._into.human if asks else self._into.machine
        counter[""] += many
        for one in means:
            counter[one] += many

    def _means(self, decision: Decision) -> Iterator[str]:
        for act in (*decision.actions, *(waiting.act for waiting in decision.waiting)):
            yield self._of(act)
        if any(not question.joined for question in decision.pending):
            yield "confirmation"

    def _of(self, act: Act) -> str:
        if act.rules and self._told.issuperset(act.rules):
            return "calendar"
        return means_of(act.action)


def means_of(action: str) -> str:
    """The kind of means that an action is."""
    if action in BOOKED:
        return "points"
    return _OF_DIMENSION.get(ACTIONS[action].dimension, "record")
