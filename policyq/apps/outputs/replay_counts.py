"""What a replay's report counts: the log, the slices of it, rules, days, members."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from policyq.apps.models_base import Count, Strict
from policyq.apps.outputs.common import (
    BandName,
    BeyondCalendar,
    Counted,
    Day,
    Instant,
    Number,
    Share,
)


class ReplayedPolicy(Strict):
    """The policy that was replayed."""

    name: Annotated[StrictStr, Field(description="what the policy calls itself")]
    digest: Annotated[StrictStr, Field(description="of its meaning: equal ones decide alike")]
    timezone: Annotated[StrictStr, Field(description="the time zone of days and hours")]


class Rejected(Strict):
    """Rows that could not be read."""

    rows: Annotated[Count, Field(description="how many there are")]
    by_reason: Annotated[Counted, Field(description="how many, by the code of the diagnostic")]


class ReplayLog(Strict):
    """The books of the reading."""

    files: Annotated[Count, Field(description="files that were read")]
    files_not_read: Annotated[Count, Field(description="files not read, or not to their end")]
    rows: Annotated[Count, Field(description="rows of all files")]
    noise: Annotated[Count, Field(description="rows that say nothing a policy asks for")]
    rejected: Annotated[Rejected, Field(description="rows that could not be read")]
    events: Annotated[Count, Field(description="events, ticks left out")]
    repeated: Annotated[Count, Field(description="events with an id that was there before")]
    ticks: Annotated[Count, Field(description="ticks that the replay made")]
    steps_back: Annotated[Count, Field(description="rows earlier than those before them")]
    late: Annotated[Count, Field(description="of these, too late to be put in order")]
    from_: Annotated[
        Instant | None, Field(alias="from", description="the first event; null if there is none")
    ]
    to: Annotated[Instant | None, Field(description="the last event; null if there is none")]
    groups: Annotated[Count, Field(description="groups of the log")]
    members: Annotated[Count, Field(description="members who wrote")]


class Assumed(Strict):
    """Messages for which a field was assumed."""

    messages: Annotated[Count, Field(description="how many messages")]
    share: Annotated[Share | None, Field(description="their share of all messages")]


class Assumptions(Strict):
    """What the numbers rest on, beside the log."""

    roster: Annotated[bool, Field(description="whether a roster was given")]
    messages: Annotated[Count, Field(description="messages of the log, prevented ones too")]
    assumed: Annotated[
        dict[str, Assumed], Field(description="by field; `any`: at least one of them")
    ]
    never_said: Annotated[
        list[StrictStr], Field(description="fields that log and roster never say")
    ]
    silenced: Annotated[
        dict[str, list[StrictStr]],
        Field(description="rules that can therefore never fire, with the fields they ask for"),
    ]
    beyond_calendar: Annotated[
        BeyondCalendar | None,
        Field(description="days that the calendar of the policy does not know"),
    ]


class Counts(Strict):
    """The numbers of one slice of the log, and their ratios."""

    groups: Annotated[Count, Field(description="groups of the slice")]
    messages: Annotated[Count, Field(description="messages that were decided")]
    messages_by_known_size: Annotated[
        Count, Field(description="messages of groups whose size log or roster say")
    ]
    violations: Annotated[Count, Field(description="messages that break a rule")]
    violation_rate: Annotated[Share | None, Field(description="violations over messages")]
    interventions: Annotated[
        Count, Field(description="actions carried out on a member or the group")
    ]
    interventions_per_1000_messages: Annotated[
        Number | None, Field(description="interventions for every 1,000 messages")
    ]
    interventions_per_group_week: Annotated[
        Number | None, Field(description="interventions for every group and week")
    ]
    replies: Annotated[Count, Field(description="replies")]
    administrator: Annotated[Count, Field(description="decisions that need a human")]
    administrator_per_group_week: Annotated[
        Number | None, Field(description="decisions that need a human, for every group and week")
    ]
    automatic: Annotated[Count, Field(description="interventions and replies without a human")]
    asked: Annotated[
        Count, Field(description="interventions and replies that a human is asked to confirm")
    ]
    automatic_share: Annotated[
        Share | None, Field(description="`automatic` over `automatic` and `asked`")
    ]
    covered_seconds: Annotated[
        Count, Field(description="time that the log covers, over all groups")
    ]
    group_weeks: Annotated[Number, Field(description="the same in weeks")]


class Members(Strict):
    """How many members the groups of a size band have."""

    from_: Annotated[Count, Field(alias="from", description="the fewest members")]
    to: Annotated[Count | None, Field(description="the most members; null: no limit")]


class Reference(Strict):
    """What the guide gives for a size band: to compare with."""

    violation_rate: Annotated[Share, Field(description="violations over messages")]
    administrator_per_week: Annotated[
        Number, Field(description="decisions that need a human, for every group and week")
    ]


class Band(Counts):
    """A size band: the numbers of one slice, and what the guide gives."""

    band: Annotated[BandName, Field(description="its id")]
    members: Annotated[Members, Field(description="the sizes of its groups")]
    reference: Annotated[Reference, Field(description="what the guide gives for it")]


class Hour(Strict):
    """An hour of the day, over all days."""

    hour: Annotated[StrictInt, Field(ge=0, le=23, description="from 0 to 23")]
    messages: Annotated[Count, Field(description="messages that were decided")]
    violations: Annotated[Count, Field(description="messages that break a rule")]
    violation_rate: Annotated[Share | None, Field(description="violations over messages")]
    interventions: Annotated[
        Count, Field(description="actions carried out on a member or the group")
    ]
    administrator: Annotated[Count, Field(description="decisions that need a human")]


class OfDay(Strict):
    """A calendar day on which something happened."""

    day: Annotated[Day, Field(description="in the time zone of the policy")]
    messages: Annotated[Count, Field(description="messages that were decided")]
    violations: Annotated[Count, Field(description="messages that break a rule")]
    violation_rate: Annotated[Share | None, Field(description="violations over messages")]
    interventions: Annotated[
        Count, Field(description="actions carried out on a member or the group")
    ]
    administrator: Annotated[Count, Field(description="decisions that need a human")]
    active: Annotated[Count, Field(description="members of a group who wrote, over the groups")]
    joined: Annotated[Count, Field(description="members who joined")]
    left: Annotated[Count, Field(description="members who left")]


class OfRule(Strict):
    """A rule of the policy."""

    fired: Annotated[Count, Field(description="how often it fired")]
    messages: Annotated[Count, Field(description="messages on which it fired")]
    interventions: Annotated[
        Count, Field(description="actions carried out on a member or the group")
    ]
    administrator: Annotated[Count, Field(description="decisions that need a human")]
    unknown: Annotated[
        Count, Field(description="events on which it did not fire as something was unknown")
    ]


class Prevented(Strict):
    """Events that would not have happened; none of a replay of the log as it is."""

    events: Annotated[Count, Field(description="how many events")]
    messages: Annotated[Count, Field(description="of these, messages")]
    by_reason: Annotated[Counted, Field(description="events by what prevented them")]


class Silences(Strict):
    """Hours in which nothing at all happened."""

    heartbeats: Annotated[Count, Field(description="heartbeats of the bot")]
    heartbeats_every_hours: Annotated[
        Count | None, Field(description="their rhythm; null if there are too few")
    ]
    hours: Annotated[Count, Field(description="hours of the long silences, together")]
    longest_hours: Annotated[Count, Field(description="hours of the longest")]
    offline_hours: Annotated[
        Count | None, Field(description="hours without heartbeats; null if nobody can tell")
    ]


class TakenBack(Strict):
    """Actions that people took back."""

    forgiven: Annotated[Count, Field(description="forgiven")]
    vetoed: Annotated[Count, Field(description="vetoed")]


class TopWord(Strict):
    """A word that was a reason for violations."""

    list: Annotated[StrictStr, Field(description="the word list; empty for a text in the rule")]
    word: Annotated[StrictStr, Field(description="the word")]
    violations: Annotated[Count, Field(description="violations that it was a reason for")]


class TopHost(Strict):
    """A host that was a reason for violations."""

    host: Annotated[StrictStr, Field(description="the host")]
    violations: Annotated[Count, Field(description="violations that it was a reason for")]


class TopMember(Strict):
    """A member with many violations."""

    member: Annotated[StrictStr, Field(description="a pseudonym, or the account")]
    messages: Annotated[Count, Field(description="messages of the member")]
    violations: Annotated[Count, Field(description="messages that break a rule")]
    interventions: Annotated[Count, Field(description="actions carried out on the member")]


class Top(Strict):
    """The ten at most with the most violations."""

    words: Annotated[list[TopWord], Field(description="words")]
    hosts: Annotated[list[TopHost], Field(description="hosts of links")]
    members: Annotated[list[TopMember], Field(description="members")]


class LadderStep(Strict):
    """A step of a ladder."""

    step: Annotated[StrictInt, Field(ge=1, description="from 1")]
    members: Annotated[Count, Field(description="members who came so far and no further")]
    times: Annotated[Count, Field(description="how often it was reached")]


class OfTier(Strict):
    """A tier at one moment."""

    members: Annotated[Count, Field(description="who is in it")]
    share: Annotated[Share | None, Field(description="their share of the members")]
    unknown: Annotated[Count, Field(description="of whom nobody can tell")]


class Structure(Strict):
    """Who was in the groups at one moment."""

    members: Annotated[Count, Field(description="members, bots left out")]
    silent: Annotated[Count, Field(description="of these, without a message for 30 days")]
    silent_share: Annotated[Share | None, Field(description="their share of the members")]
    silent_unknown: Annotated[Count, Field(description="of whom nobody can tell")]
    tiers: Annotated[dict[str, OfTier], Field(description="the tiers of the policy by name")]


class Week(Structure):
    """Who was in the groups at the end of a week."""

    sunday: Annotated[Day, Field(description="the last day of the week")]


class Stays(Strict):
    """How long members stay."""

    here: Annotated[Count, Field(description="who were still there at the end")]
    left: Annotated[Count, Field(description="who left")]
    share_here: Annotated[Share | None, Field(description="`here` over both")]
    mean_months: Annotated[Number | None, Field(description="how long all of them stayed")]
    mean_months_of_those_who_left: Annotated[
        Number | None, Field(description="how long those stayed who left")
    ]


class OfCommunity(Strict):
    """What the guide gives for a kind of community."""

    core: Annotated[list[Share], Field(description="the share of core members, from and to")]
    silent: Annotated[list[Share], Field(description="the share of silent members, from and to")]
    mean_months: Annotated[Number, Field(description="how long members stay")]


class StructureReference(Strict):
    """What the structure may be compared with."""

    source: Annotated[StrictStr, Field(description="where it is from")]
    community: Annotated[
        Literal["interest", "business", "study"] | None,
        Field(description="the kind that was asked for; null: all"),
    ]
    communities: Annotated[dict[str, OfCommunity], Field(description="the figures by kind")]


class Structures(Strict):
    """The structure of the members over time."""

    end: Annotated[Structure, Field(description="at the last event of each group")]
    weeks: Annotated[list[Week], Field(description="at the end of each week")]
    stays: Annotated[Stays, Field(description="how long members stay")]
    reference: Annotated[StructureReference, Field(description="what the guide gives")]
