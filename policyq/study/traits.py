"""What a rule is about, told from its conditions and effects alone, never from its name.

A trait is there if the rule asks for it and not against it: `exempt admin` does not make every rule
one about roles. What a rule only counts it does not ask for: two promotions a day are a limit, and
no words that must not be said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policyq.ir import nodes
from policyq.vocabulary.actions import ACTIONS, PENALTIES
from policyq.vocabulary.types import HOUR, Said

#: What a rule may ask for.
ASKED: Mapping[str, Said] = {
    "time": Said("问到时间", "asks for a time"),
    "night": Said("管到半夜两点", "holds at two in the night"),
    "words": Said("找词或等于某些话", "looks for words or texts"),
    "pattern": Said("找模式", "looks for a pattern"),
    "contact": Said("找联系方式", "looks for ways to get in touch"),
    "link": Said("问到链接", "asks for links"),
    "mention": Said("问到提及的人", "asks who is mentioned, or how many"),
    "tenure": Said("问到入群多久", "asks how long somebody has been a member"),
    "who": Said("问到发言人是谁", "asks who the sender is"),
    "length": Said("问到字数", "asks for the length of a text"),
    "size": Said("问到群人数", "asks for the size of the group"),
    "flood": Said("数同一人一小时内的消息", "counts a member's messages within an hour or less"),
    "repeat": Said("数同样的文本", "counts equal texts"),
    "limit": Said("数同一人一天以上的次数", "counts what a member does in a day or longer"),
    "crowd": Said("数全群的次数或人数", "counts over the whole group"),
}
#: What a rule may do; actions are called by their ids.
DONE: Mapping[str, Said] = {
    **{action.id: action.says for action in ACTIONS.values()},
    "penalty": Said("警告、禁言或移出", "warns, mutes or removes"),
    "ladder": Said("按阶梯处罚", "penalizes by a ladder"),
    "level": Said("按级别处置", "treats as a level"),
    "confirm": Said("要人确认", "asks somebody to confirm"),
    "tells_rules": Said("回复里有其他规则的说明", "replies with what other rules say"),
}

_NIGHT = 2 * 60
_SHORT, _LONG = HOUR, 12 * HOUR
_GROWING = (">", ">=", "=")
_FIELDS = {
    "tenure": "tenure",
    "members": "size",
    "length": "length",
    "mention_count": "mention",
    "link_count": "link",
}


class Traits(NamedTuple):
    """What a rule is about."""

    kinds: frozenset[str]
    """The kinds of event on which it can fire."""
    asks: frozenset[str]
    does: frozenset[str]


def traits(program: nodes.Program, rule: nodes.Rule) -> Traits:
    """The traits of a rule of a program."""
    asks = frozenset(_asked(program, rule.condition, True))
    return Traits(_kinds(rule.condition), asks, frozenset(_done(program, rule)))


def _kinds(condition: nodes.Condition) -> frozenset[str]:
    """The kinds at the head of a rule's condition."""
    parts = condition.parts if isinstance(condition, nodes.And) else (condition,)
    named = [part.kinds for part in parts if isinstance(part, nodes.KindIn)]
    return frozenset.intersection(*named) if named else frozenset()


def _asked(program: nodes.Program, condition: nodes.Condition, wanted: bool) -> Iterator[str]:
    match condition:
        case nodes.And(parts) | nodes.Or(parts):
            happened = {one for part in parts for one in _happened(program, part)}
            for part in parts:
                if part not in happened:
                    yield from _asked(program, part, wanted)
        case nodes.Not(part):
            yield from _asked(program, part, not wanted)
        case nodes.Surely(part):
            yield from _asked(program, part, wanted)
        case nodes.TimeIn(_, slots):
            yield "time"
            if any(map(_at_night, slots)) == wanted:
                yield "night"
        case nodes.Windowed() if wanted and condition.op in _GROWING:
            yield from _counted(program, condition)
        case nodes.Link():
            yield "link"
        case nodes.Compare(field):
            yield from (name for name in (_FIELDS.get(field),) if name)
        case _ if wanted:
            yield from _of_event(condition)


def _happened(program: nodes.Program, condition: nodes.Condition) -> Iterator[nodes.Condition]:
    """What a count counts: that it has just happened stands beside the count."""
    if isinstance(condition, nodes.Windowed):
        counted = next(one.condition for one in program.counters if one.id == condition.counter)
        yield counted
        yield from counted.parts if isinstance(counted, nodes.And) else ()


def _of_event(condition: nodes.Condition) -> Iterator[str]:
    match condition:
        case nodes.Text(op):
            yield "pattern" if op == "matches" else "words"
        case nodes.Mentions():
            yield "mention"
        case nodes.Near():
            yield "words"
        case nodes.WhoIs() | nodes.OnDuty() | nodes.InTier() | nodes.Holds() | nodes.Titled():
            yield "who"
        case nodes.Contact():
            yield "contact"


def _at_night(slot: nodes.Slot) -> bool:
    if slot.start < slot.end:
        return slot.start <= _NIGHT < slot.end
    return slot.start <= _NIGHT or slot.end > _NIGHT


def _counted(program: nodes.Program, condition: nodes.Windowed) -> Iterator[str]:
    counter = next(one for one in program.counters if one.id == condition.counter)
    length = _length(program, condition.trailing)
    if "text" in counter.per or "alike" in counter.per:
        yield "repeat"
    elif "sender" not in counter.per:
        yield "crowd"
    elif length is None or length >= _LONG:
        if condition.bucket != "hour":
            yield "limit"
    elif length <= _SHORT and isinstance(counter.condition, nodes.KindIn):
        yield "flood"


def _length(program: nodes.Program, trailing: nodes.Amount | None) -> float | None:
    """The longest that a trailing window is; None for a calendar's."""
    if isinstance(trailing, nodes.Dated):
        value = next(one for one in program.values if one.name == trailing.name)
        return max(number for _, number in value.periods)
    return None if trailing is None else trailing.value


def _done(program: nodes.Program, rule: nodes.Rule) -> Iterator[str]:
    for effect in effects(program, rule):
        if effect.level is not None:
            yield "level"
        if effect.confirm is not None:
            yield "confirm"
        if isinstance(effect, nodes.Climb):
            yield from ("ladder", "penalty")
            continue
        yield effect.action
        if effect.action in PENALTIES:
            yield "penalty"
        if effect.action == "reply" and any(_tells(program, rule, text) for text in effect.texts):
            yield "tells_rules"


def effects(program: nodes.Program, rule: nodes.Rule) -> Iterator[nodes.Effect]:
    """All that a rule may lead to: the steps of its ladders, and what is done if nobody answers."""
    ladders = {ladder.name: ladder for ladder in program.ladders}
    waiting = [*rule.effects, *(rule.watch.afterwards if rule.watch is not None else ())]
    seen: set[str] = set()
    while waiting:
        effect = waiting.pop()
        yield effect
        if effect.confirm is not None:
            waiting += effect.confirm.otherwise
        if isinstance(effect, nodes.Climb) and effect.ladder not in seen:
            seen.add(effect.ladder)
            waiting += [do for step in ladders[effect.ladder].steps for do in step]


def _tells(program: nodes.Program, rule: nodes.Rule, text: nodes.Template) -> bool:
    """Whether a text holds what another rule says of itself."""
    said = "".join(piece for piece in text.pieces if isinstance(piece, str))
    return any(
        other.description and other.name != rule.name and _plain(other.description) in said
        for other in program.rules
    )


def _plain(description: str) -> str:
    """What stands in a description before its first placeholder."""
    return description.partition("{")[0] or description
