"""Rules, members and examples: the parts of a plan that name somebody or something."""

from __future__ import annotations

from policyq.ir import clock
from policyq.study.plan.effects import CLASSES
from policyq.study.plan.examples import Example
from policyq.study.plan.plan import OfMember, Plan, Viewed, main_view
from policyq.study.plan.report.wording import interval
from policyq.study.plan.resampling import Estimate
from policyq.study.plan.tally import NO_TIER
from policyq.study.report.words import BAND_NAMES, NOTHING, Say, Section, called, decimal, whole
from policyq.vocabulary.events import KINDS, PLATFORMS, ROLES

RULES_SHOWN = 30
MEMBERS_SHOWN = 20
#: How many characters of an example are shown.
LENGTH = 60


def value_of(dimension: str, value: str | int, say: Say) -> str:
    """The value of a slice in words."""
    if dimension == "hour":
        return f"{value:02}-{int(value) + 1:02}"
    text = str(value)
    if dimension == "band" and text in BAND_NAMES:
        return say(*BAND_NAMES[text])
    if dimension == "tier" and text == NO_TIER:
        return say("不在任何层级", "in no tier")
    names = ROLES if dimension == "role" else PLATFORMS
    return say(*names[text]) if text in names else text or say("不知道", "unknown")


def rules(view: Viewed, say: Say) -> Section | None:
    """Rules that fire more or less often, or to another end."""
    some = {name: one for name, one in view.rules.items() if one.gained or one.lost or one.changed}
    ordered = sorted(some, key=lambda name: (-some[name].gained - some[name].lost, name))
    rows = []
    for name in ordered[:RULES_SHOWN]:
        one, estimate = some[name], view.by_rule.get(name, Estimate(None))
        sign = "+" if (estimate.value or 0) > 0 else ""
        rows.append(
            (
                name, whole(one.before), whole(one.after), whole(one.gained), whole(one.lost),
                whole(one.changed),
                NOTHING if estimate.value is None else sign + decimal(estimate.value),
                interval("interventions_per_1000", estimate, say),
            )
        )  # fmt: skip
    says = [
        say(
            "各条规则的区间同时成立（最大 t 法）：规则多，总有一条碰巧差得远",
            "the intervals hold for all rules at once (max-t): of many, one is far out by chance",
        )
    ]
    if len(ordered) > RULES_SHOWN:
        more = len(ordered) - RULES_SHOWN
        says.append(say(f"另有 {more} 条规则，见 --json", f"and {more} more rules, see --json"))
    columns = (
        say("规则", "rule"), say("旧", "old"), say("新", "new"), say("多命中", "gained"),
        say("少命中", "lost"), say("处置变了", "done otherwise"),
        say("违规/千条", "violations/1,000"), say("95% 区间", "95 % interval"),
    )  # fmt: skip
    title = say("按规则（照记录）", "by rule (as logged)")
    return Section(title, tuple(says), columns, tuple(rows)) if rows else None


def members(plan: Plan, say: Say) -> Section | None:
    """Who is muted or removed for the first time, or no longer."""
    view = main_view(plan)
    if view is None or not view.members:
        return None
    of = plan.pseudonyms.of if plan.pseudonyms else str
    rows = sorted(
        ((of(account), one) for account, one in view.members.items() if newly(one)),
        key=lambda row: (-row[1].removals[1], -row[1].mutes[1], row[0]),
    )
    counted = newcomers(view)
    says = [
        say(
            f"新被禁言 {counted['muted']} 人，不再被禁言 {counted['no_longer_muted']} 人；"
            f"新被移出 {counted['removed']} 人，不再被移出 {counted['no_longer_removed']} 人",
            f"newly muted {counted['muted']}, no longer {counted['no_longer_muted']}; "
            f"newly removed {counted['removed']}, no longer {counted['no_longer_removed']}",
        ),
        *(called(plan.pseudonyms, say) if rows else ()),
    ]
    if len(rows) > MEMBERS_SHOWN:
        more = len(rows) - MEMBERS_SHOWN
        says.append(say(f"另有 {more} 人，见 --json", f"and {more} more, see --json"))
    columns = (
        say("成员", "member"), say("禁言 旧", "mutes, old"), say("新", "new"),
        say("移出 旧", "removals, old"), say("新", "new"),
    )  # fmt: skip
    shown = tuple(
        (name, *map(whole, (*one.mutes, *one.removals))) for name, one in rows[:MEMBERS_SHOWN]
    )
    title = say("新被禁言、移出的成员（照记录）", "members newly muted or removed (as logged)")
    return Section(title, tuple(says), columns if shown else (), shown)


def newly(one: OfMember) -> bool:
    """Whether the new policy is the first to mute or remove them."""
    return any(now and not before for before, now in one)


def newcomers(view: Viewed) -> dict[str, int]:
    """How many members are newly muted, removed, or no longer so."""
    pairs = {"muted": "mutes", "removed": "removals"}
    found = {}
    for name, attribute in pairs.items():
        both = [getattr(one, attribute) for one in view.members.values()]
        found[name] = sum(1 for before, now in both if now and not before)
        found[f"no_longer_{name}"] = sum(1 for before, now in both if before and not now)
    return found


def examples(plan: Plan, say: Say) -> Section | None:
    """A few messages of every sort of difference."""
    rows = []
    for sort, number, some in plan.shown:
        for place, example in enumerate(some):
            becomes = f"{say(*CLASSES[sort.before])} → {say(*CLASSES[sort.after])}"
            first = place == 0
            rows.append(
                (
                    becomes if first else "", say("、", ", ").join(sort.rules) if first else "",
                    whole(number) if first else "", *_shown(plan, example, say),
                )
            )  # fmt: skip
    columns = (
        say("结果", "becomes"), say("规则", "rules"), say("条", "of"), say("时间", "time"),
        say("成员", "member"), say("消息", "message"),
    )  # fmt: skip
    title = say("举例（照记录）", "examples (as logged)")
    return Section(title, (), columns, tuple(rows), 6) if rows else None


def _shown(plan: Plan, example: Example, say: Say) -> tuple[str, str, str]:
    event = example.event
    at = f"{clock.local(event.time, plan.programs[0].timezone):%m-%d %H:%M}"
    return at, member_of(plan, example), text_of(plan, example, say)


def member_of(plan: Plan, example: Example) -> str:
    """Who wrote an example, as members are called."""
    account = example.event.sender
    if account is None:
        return NOTHING
    return plan.pseudonyms.of(account) if plan.pseudonyms else account


def text_of(plan: Plan, example: Example, say: Say) -> str:
    """What an example says, masked and cut; of what has no text, its kind."""
    event = example.event
    text = event.text or ""
    if plan.pseudonyms is not None and text:
        text = plan.masked.get(f"{event.group}\0{event.id}", "")
    if not text:
        return f"({say(*KINDS[event.kind].says)})"
    flat = " ".join(text.split())
    return flat if len(flat) <= LENGTH else flat[: LENGTH - 1] + "…"
