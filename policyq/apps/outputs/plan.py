"""The report of ``policyq plan --json``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from policyq.apps.models_base import Count, OneOf, Strict
from policyq.apps.outputs.common import Counted, Day, Instant, Number, Pair, Pseudonyms, Share
from policyq.apps.outputs.labels import PlanLabels
from policyq.study.plan.effects import CLASSES
from policyq.study.plan.identity import REASONS
from policyq.study.plan.measures import MEASURES

_Class = Annotated[str, OneOf(*CLASSES)]
_Estimated = Literal[
    "clusters", "nothing", "empty", "uneven", "rare", "view", "labels", "judged", "passed", "named"
]  # fmt: skip


class PlanSide(Strict):
    """One side of a plan."""

    name: Annotated[StrictStr, Field(description="what it was called on the command line")]
    policy: Annotated[StrictStr, Field(description="what the policy calls itself")]
    digest: Annotated[StrictStr, Field(description="of its meaning: equal ones decide alike")]


class Setting(Strict):
    """Something that the whole policy says."""

    name: Annotated[StrictStr, Field(description="its name")]
    old: Annotated[StrictStr, Field(description="under the old policy")]
    new: Annotated[StrictStr, Field(description="under the new policy")]


class PartKey(Strict):
    """What a part of a policy is called."""

    kind: Annotated[
        StrictStr, Field(description="what sort of part: `rules`, `words`, `ladders` …")
    ]
    name: Annotated[StrictStr, Field(description="its name")]


class ChangedPart(PartKey):
    """A part of the policy that changes in meaning."""

    how: Annotated[
        Literal["added", "removed", "renamed", "changed", "through"],
        Field(description="`through`: only what it uses changes"),
    ]
    now: Annotated[StrictStr | None, Field(description="the new name of one that was renamed")]
    through: Annotated[list[PartKey], Field(description="the changed parts that it uses")]
    gone: Annotated[list[StrictStr], Field(description="of a list: what is no longer in it")]
    come: Annotated[list[StrictStr], Field(description="of a list: what is new in it")]


class Forgotten(Strict):
    """Counts that begin anew under the new policy."""

    kind: Annotated[
        StrictStr, Field(description="`ladder`, `counter`, or `shorter`: of a window that grows")
    ]
    name: Annotated[StrictStr, Field(description="its name")]
    rules: Annotated[list[StrictStr], Field(description="the rules that asked for it")]


class PlanChanges(Strict):
    """What changes in meaning."""

    settings: Annotated[list[Setting], Field(description="of the whole policy")]
    parts: Annotated[list[ChangedPart], Field(description="rules, lists, ladders and others")]
    forgotten: Annotated[list[Forgotten], Field(description="counts that begin anew")]


class PlanLog(Strict):
    """The books of the reading."""

    files: Annotated[Count, Field(description="files that were read")]
    rows: Annotated[Count, Field(description="rows of all files")]
    events: Annotated[Count, Field(description="events, ticks left out")]
    messages: Annotated[Count, Field(description="messages that were decided")]
    groups: Annotated[Count, Field(description="groups of the log")]
    from_: Annotated[
        Instant | None, Field(alias="from", description="the first event; null if there is none")
    ]
    to: Annotated[Instant | None, Field(description="the last event; null if there is none")]
    rejected: Annotated[Count, Field(description="rows that could not be read")]
    late: Annotated[Count, Field(description="rows too late to be put in order")]
    assumed: Annotated[Counted, Field(description="messages for which a field was assumed")]
    silenced: Annotated[
        dict[str, list[StrictStr]],
        Field(description="rules that can therefore never fire, with the fields they ask for"),
    ]


class Agreement(Strict):
    """Whether the old policy reproduces what the log says was done."""

    share: Annotated[
        Share | None, Field(description="the agreement; null if the log holds no outcomes")
    ]
    least: Annotated[Share, Field(description="below this nothing is compared")]
    reported: Annotated[Count, Field(description="actions in the log")]
    decided: Annotated[Count, Field(description="actions of the replay")]
    both: Annotated[Count, Field(description="actions in both")]
    reasons: Annotated[
        dict[Annotated[str, OneOf(*REASONS)], Count],
        Field(description="actions in one of them alone, by reason"),
    ]


class Intervals(Strict):
    """How intervals are made."""

    level: Annotated[Share, Field(description="how sure: 0.95")]
    draws: Annotated[Count, Field(description="how often the log is drawn anew")]
    seed: Annotated[int, Field(description="the seed of the draws")]
    by: Annotated[
        Literal["group", "member"] | None, Field(description="what is drawn; null: too few")
    ]
    clusters: Annotated[Count, Field(description="how many of these there are")]


class Estimate(Strict):
    """A number and its interval."""

    value: Annotated[Number | None, Field(description="the number; null: nothing to divide by")]
    low: Annotated[Number | None, Field(description="the lower end; null: cannot be estimated")]
    high: Annotated[Number | None, Field(description="the upper end; null: cannot be estimated")]
    why: Annotated[
        _Estimated | None,
        Field(
            description="why there is no interval: `clusters` (too few groups or members), `nothing`"
            " (to divide by), `empty` (nothing was read), `uneven` (it hangs on one or two"
            " of them), `view` (not replayed); `rare`: it rests on a handful of them"
        ),
    ]


class OldAndNew(Strict):
    """A number under the old policy and under the new one."""

    old: Annotated[Count, Field(description="under the old policy")]
    new: Annotated[Count, Field(description="under the new policy")]


class Compared(Strict):
    """A measure under both policies."""

    old: Annotated[Estimate, Field(description="under the old policy")]
    new: Annotated[Estimate, Field(description="under the new policy")]
    difference: Annotated[Estimate, Field(description="new less old, from the same draws")]


class Transition(Strict):
    """Messages that fall into one class under the old policy and into one under the new."""

    old: Annotated[_Class, Field(description="under the old policy")]
    new: Annotated[_Class, Field(description="under the new policy")]
    messages: Annotated[Count, Field(description="how many messages")]


class PlanDay(Strict):
    """A day on which a policy finds or does something, in the time zone of the old policy."""

    day: Annotated[Day, Field(description="the day of the decisions")]
    violations: Annotated[OldAndNew, Field(description="messages that break a rule")]
    interventions: Annotated[
        OldAndNew, Field(description="actions carried out on a member or the group")
    ]


class PlanSlice(Strict):
    """Messages of one slice of the log."""

    messages: Annotated[Count, Field(description="how many messages")]
    before: Annotated[Count, Field(description="acted on under the old policy")]
    after: Annotated[Count, Field(description="acted on under the new policy")]
    gained: Annotated[Count, Field(description="under the new policy alone")]
    lost: Annotated[Count, Field(description="under the old policy alone")]
    changed: Annotated[Count, Field(description="under both, and something else is done")]


class PlanRule(Strict):
    """How often a rule fires."""

    old: Annotated[Count, Field(description="under the old policy")]
    new: Annotated[Count, Field(description="under the new policy")]
    gained: Annotated[Count, Field(description="under the new policy alone")]
    lost: Annotated[Count, Field(description="under the old policy alone")]
    changed: Annotated[Count, Field(description="under both, and something else is done")]
    violations_per_1000: Annotated[
        Estimate | None,
        Field(description="the difference for every 1,000 messages; intervals hold together"),
    ]


class Newcomers(Strict):
    """Members who are muted or removed under one of the policies alone."""

    muted: Annotated[Count, Field(description="muted under the new policy alone")]
    no_longer_muted: Annotated[Count, Field(description="muted under the old policy alone")]
    removed: Annotated[Count, Field(description="removed under the new policy alone")]
    no_longer_removed: Annotated[Count, Field(description="removed under the old policy alone")]


class NewlyPunished(Strict):
    """A member whom the new policy is the first to mute or remove."""

    member: Annotated[StrictStr, Field(description="a pseudonym, or the account")]
    mutes: Annotated[Pair, Field(description="how often, under the old policy and the new")]
    removals: Annotated[Pair, Field(description="how often, under the old policy and the new")]


class PlanView(Strict):
    """One way of replaying both policies."""

    measures: Annotated[
        dict[Annotated[str, OneOf(*MEASURES)], Compared], Field(description="measures by name")
    ]
    transitions: Annotated[list[Transition], Field(description="what becomes of messages")]
    prevented: Annotated[
        list[Counted], Field(description="events that do not happen by reason, old and new")
    ]
    differing: Annotated[Count, Field(description="events on which something else is done")]
    days: Annotated[list[PlanDay], Field(description="by day, quiet days left out")]
    slices: Annotated[
        dict[Literal["role", "band", "hour", "platform", "tier"], dict[str, PlanSlice]],
        Field(description="by role, size band, hour, platform and tier, and by value"),
    ]
    rules: Annotated[dict[str, PlanRule], Field(description="the rules by name")]
    members: Annotated[Newcomers, Field(description="how many members are punished anew")]
    newly: Annotated[list[NewlyPunished], Field(description="these members, one by one")]


class ExampleMessage(Strict):
    """A message."""

    id: Annotated[StrictStr, Field(description="its id, or a pseudonym of it")]
    time: Annotated[Instant, Field(description="when it was sent")]
    member: Annotated[StrictStr, Field(description="a pseudonym, or the account")]
    text: Annotated[StrictStr, Field(description="what it says, masked and cut")]


class ExampleSort(Strict):
    """A sort of difference, and messages that show it."""

    old: Annotated[_Class, Field(description="what becomes of them under the old policy")]
    new: Annotated[_Class, Field(description="what becomes of them under the new policy")]
    rules: Annotated[list[StrictStr], Field(description="the rules that make the difference")]
    messages: Annotated[Count, Field(description="how many messages")]
    examples: Annotated[list[ExampleMessage], Field(description="a few of them")]


class BudgetFilter(Strict):
    """What a budget is kept for alone."""

    dimension: Annotated[Literal["rule", "role", "tag"], Field(description="which sort")]
    value: Annotated[StrictStr, Field(description="which one")]


class BudgetLimit(Strict):
    """The limit of a budget."""

    kind: Annotated[
        Literal["at_most", "at_least", "increase"],
        Field(description="of the number, or of its growth"),
    ]
    number: Annotated[Number, Field(description="the limit; a part of one if in percent")]
    percent: Annotated[bool, Field(description="whether it was written in percent")]


class BudgetOverride(Strict):
    """Somebody answers for exceeding a budget."""

    reason: Annotated[StrictStr, Field(description="why it may be exceeded")]
    owner: Annotated[StrictStr, Field(description="who answers for it")]
    until: Annotated[Day, Field(description="the last day on which it holds")]
    expired: Annotated[bool, Field(description="whether that day is over")]


class JudgedBudget(Strict):
    """A budget and whether it is kept."""

    measure: Annotated[str, OneOf(*MEASURES), Field(description="what is limited")]
    filter: Annotated[BudgetFilter | None, Field(description="what it is kept for alone")]
    limit: Annotated[BudgetLimit, Field(description="the limit")]
    by: Annotated[
        Literal["interval", "log"],
        Field(description="judged by the pessimistic end of the interval, or by the log alone"),
    ]
    view: Annotated[StrictStr, Field(description="the view that was judged")]
    state: Annotated[
        Literal["within", "over", "unknown", "excepted"],
        Field(description="`excepted`: over, and somebody answers for it"),
    ]
    estimate: Annotated[Estimate, Field(description="what was judged")]
    bound: Annotated[Number | None, Field(description="the pessimistic end; null: not known")]
    place: Annotated[StrictStr, Field(description="where the budget is written: file and line")]
    override: Annotated[
        BudgetOverride | None, Field(description="who answers for exceeding it, if anybody")
    ]


class PlanOfOne(Strict):
    """The change of one policy."""

    tool: Annotated[StrictStr, Field(description="who wrote it: `policyq` and its version")]
    verdict: Annotated[StrictStr, Field(description="the answer in one line, in English")]
    old: Annotated[PlanSide, Field(description="the old policy")]
    new: Annotated[PlanSide, Field(description="the new policy")]
    changed: Annotated[bool, Field(description="whether anything changes in meaning")]
    refused: Annotated[bool, Field(description="whether the old policy fails to reproduce the log")]
    over: Annotated[bool, Field(description="whether a budget is not kept")]
    changes: Annotated[PlanChanges, Field(description="what changes in meaning")]
    log: Annotated[PlanLog | None, Field(description="what was read; null if nothing was")]
    agreement: Annotated[
        Agreement | None, Field(description="of the old policy with the log; null if not read")
    ]
    intervals: Annotated[
        Intervals | None, Field(description="how intervals are made; null if there are none")
    ]
    views: Annotated[
        dict[str, PlanView],
        Field(description="`fixed`, `suppressed`, and `deterred N %`; empty if nothing changes"),
    ]
    examples: Annotated[list[ExampleSort], Field(description="messages that end otherwise")]
    budgets: Annotated[list[JudgedBudget], Field(description="the budgets of the project")]
    labels: Annotated[
        PlanLabels | None, Field(description="what people judged; null without labels")
    ]
    pseudonyms: Annotated[
        Pseudonyms | None, Field(description="how members are called; null: by their accounts")
    ]


class Plan(Strict):
    """What a change of policies would do, as `policyq plan --json` prints it."""

    format: Annotated[
        Literal[1], Field(description="the version of this form; see the promise above")
    ]
    plans: Annotated[list[PlanOfOne], Field(description="one for each policy of the folders")]
