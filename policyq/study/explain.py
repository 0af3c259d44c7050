"""Why this event was decided as it was: conditions, counts, ladders, and what comes next.

Nothing is decided anew here: the conditions are traced by the definition over the same history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from policyq.events.roster import Roster
from policyq.ir import climbing, facts, nodes
from policyq.ir.evaluator import Evaluator, coming
from policyq.ir.meaning import Scene, count, holds, remembers
from policyq.ir.memory import Entry, Group, Key, Run, Shared, Standing
from policyq.ir.trace import Trace, trace
from policyq.study.phrases import Phrases
from policyq.study.simulate import enroll
from policyq.study.targets import Targets
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.contacts import CONTACTS, IN_EVIDENCE
from policyq.vocabulary.decisions import Decision, Evidence, Shadow
from policyq.vocabulary.events import KINDS, PLATFORMS, ROLES, Event
from policyq.vocabulary.types import Instant, Truth


class LadderState(NamedTuple):
    """Where the event's member stands on one ladder, after the event."""

    ladder: nodes.Ladder
    step: int
    """0: not on it."""
    forgets: tuple[Instant, ...]
    """When each of the counted events counts no more."""
    next: tuple[nodes.Do, ...]
    """What the next violation within the window leads to."""


class Explanation(NamedTuple):
    """Everything about one decision."""

    event: Event
    decision: Decision
    rules: tuple[tuple[nodes.Rule, Trace], ...]
    ladders: tuple[LadderState, ...]
    runs: Mapping[str, Run] = MappingProxyType({})
    """Watch → how it stands after the event."""


def explain(
    evaluator: Evaluator, history: Sequence[Event], event: Event, roster: Roster | None = None
) -> Explanation:
    """Explains the decision on ``event``.

    ``evaluator`` is fresh; ``history`` is what happened before, in order, in the event's group or,
    where the policy counts over groups, in all. It is fed to the evaluator, then the event.
    ``roster`` says who was there, as in a replay.
    """
    program = evaluator.program
    seen = (*history, event)
    watermark = max(e.time for e in seen if e.group == event.group)
    latest = max(e.time for e in seen)
    wanted = {
        counter.id: set(facts.keys(counter.per, event, counter.shared) or ())
        for counter in program.counters
    }
    counts: _Counts = {}
    groups: dict[str, Targets] = {}
    standing = Standing()

    def at(one: Event) -> Scene:
        shared = Shared(latest, counts)
        return Scene(program, Group(watermark, counts, standing), one, shared=shared)

    def decide(one: Event) -> Decision:
        nonlocal standing
        if roster is not None and one.kind == "day_end":
            enroll(evaluator, roster, one.group, one.time)
        if _stands(program):
            standing = evaluator.standing(one.group)
        if one is not event:
            _count(counts, wanted, at(one), event)
        return evaluator.decide(one)

    for one in seen:
        if one.group not in groups:
            groups[one.group] = Targets(roster)
            if roster is not None:
                enroll(evaluator, roster, one.group, one.time)
        for tick in coming(evaluator, one.group, one.time):
            if tick.id == event.id:
                break
            decide(tick)
        groups[one.group].meet(evaluator, one)
        decision = decide(one)
    # The metrics of the end of a day come with its decision.
    after = evaluator.standing(event.group)
    standing.measured, standing.streaks = after.measured, after.streaks
    scene = count(at(event))
    return Explanation(
        event,
        decision,
        tuple((rule, trace(rule.condition, scene)) for rule in program.rules),
        tuple(_ladders(program, evaluator, event)),
        evaluator.standing(event.group).watches,
    )


def _stands(program: nodes.Program) -> bool:
    """Whether a condition asks for what stands in the group before its event."""
    return bool(program.tiers or program.points or program.titles or program.rankings)


_Counts: TypeAlias = dict[tuple[str, Key], tuple[Entry, ...]]


def _count(counts: _Counts, wanted: Mapping[str, set[Key]], scene: Scene, event: Event) -> None:
    """Counts an earlier event, where the conditions of ``event`` ask for it."""
    one = scene.event
    for counter in scene.program.counters:
        if not counter.shared and one.group != event.group:
            continue
        if not wanted[counter.id] or not holds(counter.condition, scene):
            continue
        keys = facts.keys(counter.per, one, counter.shared)
        for key in wanted[counter.id].intersection(keys or ()):
            entries = [
                Entry(one.time, one.id, value)
                for value in facts.counted(counter.what, counter.of, one, counter.shared)
            ]
            kept = [e for e in entries if remembers(counter, e, scene._replace(event=event))]
            counts[counter.id, key] = (*counts.get((counter.id, key), ()), *kept)


def _ladders(program: nodes.Program, evaluator: Evaluator, event: Event) -> Iterator[LadderState]:
    standing, everywhere = evaluator.standing(event.group), evaluator.common()
    for ladder in program.ladders:
        steps = climbing.stepped(ladder, standing, everywhere)
        entries = steps.get(climbing.key(ladder, event), ())
        counted = climbing.counted(ladder, program, entries, event.time)
        step = min(len(counted), len(ladder.steps))
        yield LadderState(
            ladder,
            step,
            tuple(climbing.forgets(ladder, program, time, event.time) for time in counted),
            ladder.steps[min(step, len(ladder.steps) - 1)],
        )


# -- in words ----------------------------------------------------------------------------------


def in_words(explanation: Explanation, phrases: Phrases, rules: Sequence[str] = ()) -> str:
    """The explanation as text; ``rules`` limits it to some rules, fired or not."""
    return "\n".join(_lines(explanation, phrases, rules)) + "\n"


def _lines(explanation: Explanation, phrases: Phrases, only: Sequence[str]) -> Iterator[str]:
    event, decision = explanation.event, explanation.decision
    chinese = phrases.language == "zh"
    role = (
        ROLES[event.role].in_(phrases.language)
        if event.role
        else ("身份未知" if chinese else "role unknown")
    )
    yield f"{event.id}  {phrases.instant(event.time)} ({phrases.program.timezone})"
    said = "" if event.text is None else f': "{event.text}"'
    yield f"{event.name or event.sender or '-'} ({role}){said}"
    acts = [phrases.act(act, event.time) for act in decision.actions]
    nothing = "放行" if chinese else "nothing is done"
    yield ("决定：" if chinese else "decision: ") + ("; ".join(acts) or nothing)
    for question in decision.pending:
        waits = "待确认：" if chinese else "waits for confirmation: "
        yield f"{waits}{phrases.act(question.act, 0)} <- {phrases.judges(question)}"
    for waiting in decision.waiting:
        until = phrases.instant(waiting.until)
        waits = f"等到 {until}：" if chinese else f"waits until {until}: "
        yield f"{waits}{phrases.act(waiting.act, event.time)}"
    for lost in decision.lost:
        yield _lost(phrases, lost.action, lost.rule, lost.because, lost.to)
    if decision.shadow is not None:
        yield from _shadow(phrases, decision.shadow, event.time)
    if not only and not any(found.truth is not False for _, found in explanation.rules):
        yield (
            "没有规则触发；要知道某条规则为什么没有触发：policyq why-not"
            if chinese
            else "no rule fired; policyq why-not says why a certain one did not"
        )
    for rule, found in explanation.rules:
        if rule.name in only or (not only and found.truth is not False):
            yield ""
            yield from _rule(phrases, rule, found)
            if rule.watch is not None and event.kind == "day_end":
                run = explanation.runs.get(rule.name, Run())
                yield _run(phrases, rule.name, rule.watch, run, decision)
    if not only:
        for state in explanation.ladders:
            if state.step:
                yield ""
                yield from _ladder(phrases, state)


def _shadow(phrases: Phrases, shadow: Shadow, at: Instant) -> Iterator[str]:
    """What the rules on trial would have changed."""
    zh = phrases.language == "zh"
    names = ("、" if zh else ", ").join(one.rule for one in shadow.fired)
    acts = [phrases.act(act, at) for act in shadow.actions]
    acts += [
        phrases.act(question.act, 0) + ("（待确认）" if zh else " (to be confirmed)")
        for question in shadow.pending
    ]
    nothing = "没有什么不同" if zh else "nothing else"
    head = f"试运行（{names}），没有执行：" if zh else f"on trial ({names}), not done: "
    yield head + ("; ".join(acts) or nothing)
    if shadow.instead:
        instead = "; ".join(phrases.act(act, at) for act in shadow.instead)
        yield f"  取代：{instead}" if zh else f"  in place of: {instead}"


def _lost(phrases: Phrases, action: str, rule: str, because: str, to: str) -> str:
    reason = LOST[because][0 if phrases.language == "zh" else 1]
    named = {name: row.says.in_(phrases.language) for name, row in ACTIONS.items()}
    beside = f" ({named.get(to, to)})" if to else ""
    word = "未执行" if phrases.language == "zh" else "not done"
    return f"{word}: {named[action]} <- {rule}: {reason}{beside}"


#: Why an action lost, in Chinese and English.
LOST: dict[str, tuple[str, str]] = {
    "weaker": ("有更重的处罚", "something stronger is done"),
    "same": ("同样的处罚只执行一次", "the same is done already"),
    "running": ("已在执行更长的处罚", "a longer one is running"),
    "bot": ("不回复机器人", "no reply to a bot"),
    "exempt": ("对方豁免，或者不知道他是不是豁免", "the other is exempt, or may be"),
    "one_reply": ("每条消息只回复一次", "one reply an event"),
    "promise": ("承诺不允许", "a promise forbids it"),
    "human": ("人工决定优先", "a human has decided"),
    "pending": ("并入了更重的待确认处置", "it joined a question that waits already"),
    "unanswered": ("没人回答过，不再问第二次", "nobody answered, and nobody is asked again"),
    "once": ("不久前说过", "it was said not long ago"),
    "nobody_on_duty": ("没有人值班，转给了别人", "nobody was on duty, so others were told"),
    "no_penalty": ("没有可以撤销的处罚", "there is no penalty to forgive"),
    "upheld": ("申诉过，没有被采纳", "an appeal was heard and rejected"),
    "too_many": ("静默时等着说的已经太多", "too much waits already to be said"),
    "cap": ("到了积分的上限", "the cap of the points is reached"),
    "repeated": ("同样的文字当天已经得过分", "the same text was rewarded that day"),
    "pair": ("这两个成员之间当天已经给满", "these two have given enough to each other that day"),
    "self": ("不能给自己加分", "nobody earns through themselves"),
    "paid": ("这件事已经入过账", "it was booked for this event already"),
    "full": ("持有的积分已经到顶", "no more points can be held"),
    "balance": ("积分不够", "there are not enough points"),
    "stock": ("奖励已经兑完", "none of the reward is left"),
    "limit": ("本人已经兑够", "the member has had as many as one may"),
    "too_late": ("事件晚到太久", "the event came too late"),
    "no_target": ("不知道发言人是谁", "the sender is not known"),
}


def _rule(phrases: Phrases, rule: nodes.Rule, found: Trace) -> Iterator[str]:
    word = "规则" if phrases.language == "zh" else "rule"
    description = f" {rule.description}" if rule.description else ""
    if rule.watch is not None:
        word = "监测" if phrases.language == "zh" else "watch"
        says = {
            True: ("成立", "holds"),
            False: ("不成立", "does not hold"),
            None: ("未知", "unknown"),
        }
        truth = says[found.truth][0 if phrases.language == "zh" else 1]
        yield f"{word} {rule.name}{description}: {truth}"
    else:
        yield f"{word} {rule.name}{description}: {_truth(phrases, found.truth)}"
    yield from _tree(phrases, found, 1)


def _run(phrases: Phrases, name: str, watch: nodes.Watch, run: Run, decision: Decision) -> str:
    """How far a watch has come, which fires not because its condition is true."""
    chinese = phrases.language == "zh"
    told = next((fired for fired in decision.fired if fired.rule == name), None)
    if told is None:
        state = ("已经触发过" if chinese else "on alarm already") if run.alarm else ""
    elif told.ended:
        state = "结束" if chinese else "it ends"
    else:
        state = "触发" if chinese else "it fires"
    unit = {"day": ("天", "days"), "week": ("周", "weeks")}[watch.period][not chinese]
    if chinese:
        return f"  连续 {run.length}/{watch.run} {unit}" + (f"：{state}" if state else "")
    return f"  {run.length} of {watch.run} {unit} in a row" + (f": {state}" if state else "")


def _tree(phrases: Phrases, found: Trace, depth: int) -> Iterator[str]:
    seen = _seen(phrases, found)
    line = f"{'  ' * depth}{_MARKS[found.truth]} {phrases.condition(found.condition)}"
    yield line + (f"  [{seen}]" if seen else "")
    for part in found.parts:
        if not (part.truth and isinstance(part.condition, nodes.KindIn)):
            # That an event is of a kind that the rule is asked of goes without saying.
            yield from _tree(phrases, part, depth + 1)


_MARKS: dict[Truth, str] = {True: "+", False: "-", None: "?"}


def _truth(phrases: Phrases, truth: Truth) -> str:
    words = {
        True: ("触发", "fires"),
        False: ("不触发", "does not fire"),
        None: ("未知，因此不触发", "unknown, so it does not fire"),
    }
    return words[truth][0 if phrases.language == "zh" else 1]


def _seen(phrases: Phrases, found: Trace) -> str:
    """What was there to be seen; unknown is said."""
    seen = found.seen
    unknown = "未知" if phrases.language == "zh" else "unknown"
    if found.truth is None and not found.parts and not seen:
        return unknown
    if isinstance(seen, (int, float)) and isinstance(found.condition, nodes.MetricIs):
        named = found.condition.metric
        metric = next(one for one in phrases.program.metrics if one.name == named)
        return phrases.measured(metric, seen)
    if isinstance(seen, (int, float)):
        field = found.condition.field if isinstance(found.condition, nodes.Compare) else ""
        length = field in ("tenure", "late") or isinstance(found.condition, nodes.Silent)
        return phrases.duration(int(seen)) if length else f"{seen:g}"
    if isinstance(seen, tuple):
        comma = "、" if phrases.language == "zh" else ", "
        return comma.join(
            _hit(phrases, one)
            if isinstance(one, Evidence)
            else _id(phrases, found, str(one), place)
            for place, one in enumerate(seen)
        )
    if found.truth is None and isinstance(found.condition, nodes.TimeIn):
        no_calendar = "日历里没有" if phrases.language == "zh" else "not in the calendar"
        return f"{seen}, {no_calendar}"
    return _id(phrases, found, seen, 0) if seen else ""


def _id(phrases: Phrases, found: Trace, seen: str, place: int) -> str:
    """What was seen, in words if it is an id: a kind, a platform, or a role behind an account."""
    match found.condition:
        case nodes.KindIn() if seen in KINDS:
            return KINDS[seen].says.in_(phrases.language)
        case nodes.GroupIs("platform") if seen in PLATFORMS:
            return PLATFORMS[seen].in_(phrases.language)
        case nodes.WhoIs() | nodes.OnDuty() if place and seen in ROLES:
            return ROLES[seen].in_(phrases.language)
    return seen


def _hit(phrases: Phrases, hit: Evidence) -> str:
    place = "" if hit.start < 0 else f" @{hit.start}-{hit.end}"
    contact = CONTACTS.get(hit.list.removeprefix(IN_EVIDENCE))
    name = contact.in_(phrases.language) if contact and ":" in hit.list else hit.list
    return f'{name + ": " if name else ""}"{hit.word}"{place}{phrases.folds(hit.folds)}'


def _ladder(phrases: Phrases, state: LadderState) -> Iterator[str]:
    steps = len(state.ladder.steps)
    then = "; ".join(phrases.effect(do) for do in state.next)
    forgets = ", ".join(phrases.instant(time) for time in state.forgets)
    if phrases.language == "zh":
        yield f"阶梯 {state.ladder.name}：第 {state.step} 步，共 {steps} 步"
        yield f"  各次计数的失效时间：{forgets}"
        yield f"  期间再犯：{then}"
    else:
        yield f"ladder {state.ladder.name}: step {state.step} of {steps}"
        yield f"  its counts are forgotten at: {forgets}"
        yield f"  the next time within it: {then}"
