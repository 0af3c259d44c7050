"""What a replay's report has of contents: channels, calendars, forms, rankings, metrics."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictInt, StrictStr

from policyq.apps.models_base import Count, OneOf, Strict
from policyq.apps.outputs.common import Day, Group, Member, Number, Pair, Share, SomeShare
from policyq.study.contents import GUIDED as FORMS
from policyq.vocabulary.metrics import GRADES


class ShareOf(Strict):
    """How many of those who joined did something."""

    members: Annotated[Count | None, Field(description="who did; null if nobody can tell")]
    of: Annotated[Count, Field(description="of so many for whom the log is long enough")]
    cannot_be_told: Annotated[Count, Field(description="joins for which it is too short")]
    share: SomeShare
    interval: Annotated[Pair | None, Field(description="the 95 % interval of the share")]


class OfChannel(Strict):
    """A channel by which members came."""

    channel: Annotated[StrictStr | None, Field(description="its name; null: not said")]
    joins: Annotated[Count, Field(description="members who joined")]
    left: Annotated[Count, Field(description="members who left")]
    wrote_in_7_days: Annotated[ShareOf, Field(description="who wrote within 7 days")]
    bought_in_30_days: Annotated[ShareOf, Field(description="who bought within 30 days")]
    active_after_30_days: Annotated[ShareOf, Field(description="who was active then")]
    active_after_60_days: Annotated[ShareOf, Field(description="who was active then")]
    active_after_90_days: Annotated[ShareOf, Field(description="who was active then")]
    revenue_per_member: Annotated[
        Number | None, Field(description="what each paid; null if nobody can tell")
    ]
    like: Annotated[StrictStr | None, Field(description="the channel of the guide that it is like")]


class ChannelGuide(Strict):
    """What the guide gives for a channel."""

    conversion_into_the_group: Annotated[Share, Field(description="of those reached, who joined")]
    retention: Annotated[Share, Field(description="who stayed")]
    revenue_per_member: Annotated[Number, Field(description="what each paid, in yuan")]


class ChannelsReference(Strict):
    """What channels may be compared with."""

    source: Annotated[StrictStr, Field(description="where it is from")]
    channels: Annotated[dict[str, ChannelGuide], Field(description="the figures by channel")]


class Channels(Strict):
    """Where members came from."""

    by_channel: Annotated[list[OfChannel], Field(description="each channel")]
    purchases: Annotated[Count, Field(description="purchases in the log")]
    purchases_without_amount: Annotated[Count, Field(description="of these, without an amount")]
    reference: Annotated[ChannelsReference, Field(description="what the guide gives")]


class Journey(Strict):
    """People who were on one platform and came to the next."""

    from_: Annotated[StrictStr, Field(alias="from", description="the platform they were on")]
    to: Annotated[StrictStr, Field(description="the platform they came to")]
    people: Annotated[Count, Field(description="how many people")]
    of: Annotated[Count, Field(description="of so many on the first platform")]
    share: SomeShare
    mean_days: Annotated[Number | None, Field(description="the days between, on average")]


class Kept(Strict):
    """How often something was kept."""

    kept: Annotated[Count, Field(description="how often it was kept")]
    missed: Annotated[Count, Field(description="how often it was missed")]
    unknown: Annotated[Count, Field(description="how often nobody can tell")]


class CalendarEntry(Kept):
    """An entry of a calendar of contents."""

    entry: Annotated[StrictStr, Field(description="the entry: days, time and form")]
    form: Annotated[StrictStr | None, Field(description="the form that is wanted")]


class CalendarWeek(Kept):
    """A week of a calendar of contents."""

    week: Annotated[Day, Field(description="its first day")]


class Missed(Strict):
    """An entry that was missed."""

    day: Annotated[Day, Field(description="the day")]
    entry: Annotated[StrictStr, Field(description="the entry: days, time and form")]
    group: Group


class OfCalendar(Strict):
    """A calendar of contents."""

    calendar: Annotated[StrictStr, Field(description="its name")]
    entries: Annotated[list[CalendarEntry], Field(description="its entries")]
    weeks: Annotated[list[CalendarWeek], Field(description="week by week")]
    missed: Annotated[list[Missed], Field(description="each entry that was missed")]
    too_late: Annotated[Count, Field(description="posts that came too late")]


class Wanted(Strict):
    """How many posts of a form a week should have."""

    least: Annotated[Count | None, Field(description="at least")]
    most: Annotated[Count | None, Field(description="at most")]


class FormWeeks(Strict):
    """Weeks by whether they had as many posts as are wanted."""

    kept: Annotated[Count, Field(description="as many as are wanted")]
    short: Annotated[Count, Field(description="fewer")]
    over: Annotated[Count, Field(description="more")]
    unknown: Annotated[Count, Field(description="how often nobody can tell")]


class FormRate(Strict):
    """What readers did with the posts of a form."""

    members: Annotated[Count | None, Field(description="who did; null if nobody can tell")]
    posts: Annotated[Count, Field(description="posts of which it is known")]
    rate: Annotated[Number | None, Field(description="readers over members of the group")]
    interval: Annotated[Pair | None, Field(description="the 95 % interval of the rate")]


class FormReference(Strict):
    """What the guide gives for a form like this one."""

    like: Annotated[str, OneOf(*FORMS), Field(description="the form of the guide")]
    opened: Annotated[Share, Field(description="who opened a post")]
    forwarded: Annotated[Share, Field(description="who forwarded a post")]
    discussed: Annotated[Share, Field(description="who wrote about a post")]


class OfForm(Strict):
    """A form of contents."""

    form: Annotated[StrictStr, Field(description="its name")]
    posts: Annotated[Count, Field(description="posts of the form")]
    wanted: Annotated[Wanted | None, Field(description="how many a week should have")]
    weeks: Annotated[FormWeeks, Field(description="weeks of all groups")]
    lacking: Annotated[Count, Field(description="posts that lack something that is wanted")]
    opened: Annotated[FormRate, Field(description="who opened a post")]
    forwarded: Annotated[FormRate, Field(description="who forwarded a post")]
    discussed: Annotated[FormRate, Field(description="who wrote about a post")]
    reference: Annotated[FormReference | None, Field(description="what the guide gives")]


class RankingPlace(Strict):
    """A place in a ranking."""

    place: Annotated[StrictInt, Field(ge=1, description="from 1; equal ones share a place")]
    member: Member
    value: Annotated[Number, Field(description="what it is ranked by")]


class OfRanking(Strict):
    """The last ranking of a group."""

    ranking: Annotated[StrictStr, Field(description="its name")]
    group: Group
    period: Annotated[Day, Field(description="the first day of its period")]
    places: Annotated[list[RankingPlace], Field(description="the places")]


class MetricNumbers(Strict):
    """A metric over the periods of some groups."""

    known: Annotated[Count, Field(description="periods in which it is known")]
    unknown: Annotated[Count, Field(description="periods in which it is unknown")]
    mean: Annotated[Number | None, Field(description="over the known periods")]
    grades: Annotated[
        dict[Annotated[str, OneOf(*GRADES)], Share] | None,
        Field(description="the share of each grade; null if it has none"),
    ]


class MetricWeek(MetricNumbers):
    """A metric in one week."""

    week: Annotated[Day, Field(description="its first day")]


class OfMetric(Strict):
    """A metric of the policy."""

    metric: Annotated[StrictStr, Field(description="its name")]
    period: Annotated[StrictStr, Field(description="`day`, `week` or `month`")]
    share: Annotated[bool, Field(description="whether it is a part of one")]
    all: Annotated[MetricNumbers, Field(description="over all groups")]
    bands: Annotated[dict[str, MetricNumbers], Field(description="by size band")]
    tags: Annotated[dict[str, MetricNumbers], Field(description="by tag of the group")]
    weeks: Annotated[list[MetricWeek], Field(description="week by week")]


class Watch(Strict):
    """Something that a policy watches for, from its beginning to its end."""

    watch: Annotated[StrictStr, Field(description="the name of the rule")]
    group: Group
    began: Annotated[StrictStr, Field(description="the day on which it began")]
    ended: Annotated[
        StrictStr | None, Field(description="the day on which it ended; null: not yet")
    ]
