"""What changed in meaning, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyq.ir import nodes, show
from policyq.study.phrases import Phrases
from policyq.study.plan.canonical import Key
from policyq.study.plan.changes import Changed, Forgotten, Setting
from policyq.study.plan.plan import Plan
from policyq.study.plan.report import spelled
from policyq.study.plan.report.wording import HOW, kind_of
from policyq.study.report.words import NOTHING, Say, Section

#: Of how many rules it is said what they were and what they are.
TOLD = 10
#: How many words of a list are named.
NAMED = 5


def changed(plan: Plan, say: Say, language: str) -> Section:
    """Every part that is not what it was."""
    title = say("改了什么意思", "what changes in meaning")
    if not plan.changes:
        same = say(
            "意思没有变：格式、注释、先后顺序、中英文写法都不算改动",
            "nothing: layout, comments, order and the language of keywords are no change",
        )
        return Section(title, (same,))
    rows = [_row(one, say) for one in plan.changes.parts]
    rows = [
        (kind_of(one.name, say), "", say(*HOW["changed"]), _of_setting(one, say))
        for one in plan.changes.settings
    ] + rows
    columns = (say("什么", "what"), say("名字", "name"), say("怎样", "how"), say("详情", "more"))
    return Section(title, tuple(_told(plan, say, language)), columns, tuple(rows), left=4)


def forgotten(plan: Plan, say: Say) -> Section | None:
    """Counts that begin anew."""
    says = tuple(_forgotten(one, say) for one in plan.changes.forgotten)
    title = say("会从头数起的次数", "counts that begin anew")
    return Section(title, says) if says else None


def _row(one: Changed, say: Say) -> tuple[str, ...]:
    return kind_of(one.key.kind, say), one.key.name, say(*HOW[one.how]), _more(one, say)


def _more(one: Changed, say: Say) -> str:
    parts = []
    if one.how == "renamed":
        parts.append(f"→ {one.now}")
    if one.through:
        used = say("、", ", ").join(_called(key, say) for key in one.through)
        parts.append(say(f"经由 {used}", f"through {used}"))
    parts += _listed(one.come, one.gone, say)
    if one.how == "changed" and _pardons(one.before) != _pardons(one.after):
        parts.append(
            say(
                "赦免日期变了：数到第几步会不同，记下的次数都还在",
                "its amnesties are others: members are counted on other steps, "
                "and nothing that was counted is lost",
            )
        )
    if one.how == "changed":
        was, is_ = _in_short(one.before), _in_short(one.after)
        if was != is_:
            parts.append(f"{was} → {is_}")
    return say("；", "; ").join(parts)


def _pardons(part: object) -> tuple[str, ...]:
    return part.amnesties if isinstance(part, nodes.Ladder) else ()


def _of_setting(one: Setting, say: Say) -> str:
    was, is_ = one.before, one.after
    if isinstance(was, nodes.Calendar) and isinstance(is_, nodes.Calendar):
        days, now = set(_days(was, say)), set(_days(is_, say))
        return say("；", "; ").join(_listed(sorted(now - days), sorted(days - now), say))
    return f"{setting(was)} → {setting(is_)}"[:200]


def _days(calendar: nodes.Calendar, say: Say) -> Iterator[str]:
    yield from map(str, calendar.years)
    yield from (f"{day} {say('放假', 'off')}" for day in calendar.off)
    yield from (f"{day} {say('上班', 'worked')}" for day in calendar.work)


def _listed(come: Sequence[str], gone: Sequence[str], say: Say) -> Iterator[str]:
    """What came and what went, the first few by name."""
    for sign, items in (("+", come), ("-", gone)):
        if items:
            named = say("、", ", ").join(items[:NAMED])
            rest = " …" if len(items) > NAMED else ""
            yield f"{sign}{len(items)}{say('：', ': ')}{named}{rest}"


def setting(value: object) -> str:
    """What the whole policy says of something, in short."""
    if isinstance(value, nodes.Calendar):
        return " ".join(map(str, value.years))
    return NOTHING if value is None else _in_short(value) or str(value)


def _called(key: Key, say: Say) -> str:
    return f"{kind_of(key.kind, say)} {key.name}"


def _in_short(part: object) -> str:
    """What a value or some hours are; nothing of a part that is no such thing."""
    if isinstance(part, nodes.Value):
        return ", ".join(f"{since} {number:g}".strip() for since, number in part.periods)
    if isinstance(part, nodes.TimeIn):
        # As programs show them: `(time "night" 23:00-07:00)`.
        quoted = show.show_condition(part)
        return quoted.rpartition('" ')[2].removesuffix(")")
    return ""


def _told(plan: Plan, say: Say, language: str) -> Iterator[str]:
    """What the first changed rules were, and what they are."""
    told = [
        one
        for one in plan.changes.parts
        if one.how in ("changed", "added", "removed")
        and isinstance(one.before or one.after, nodes.Rule | nodes.Ladder)
    ]
    spoken = [Phrases(program, language) for program in plan.programs]
    for one in told[:TOLD]:
        was, is_ = (
            [] if part is None else spelled.lines(part, phrases)
            for part, phrases in zip((one.before, one.after), spoken, strict=True)
        )
        if was == is_ and one.before is not None and one.after is not None:
            was, is_ = (spelled.plainly(part, language) for part in (one.before, one.after))
        for sign, lines, others in (("-", was, is_), ("+", is_, was)):
            for line in lines:
                if line not in others:
                    yield f"{sign} {one.key.name}{say('：', ': ')}{line}"
    if len(told) > TOLD:
        more = len(told) - TOLD
        yield say(f"另有 {more} 处，见 --json", f"and {more} more, see --json")


def _forgotten(one: Forgotten, say: Say) -> str:
    rules = say("、", ", ").join(one.rules)
    if one.kind == "ladder":
        return say(
            f"阶梯 {one.name} 没有了，成员在上面走到第几步就不记得了（规则 {rules}）",
            f"ladder {one.name} is gone, and with it how far members have climbed it "
            f"(rules {rules})",
        )
    if one.kind == "shorter":
        return say(
            f"规则 {rules} 数的时间变长，更早的没有留着，开头一段会少数",
            f"rules {rules} count over a longer time than was kept, and too little at first",
        )
    return say(
        f"规则 {rules} 换了数的东西，以前数的次数不作数",
        f"rules {rules} count something else; what was counted does not count any more",
    )
