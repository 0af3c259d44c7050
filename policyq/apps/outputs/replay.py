"""The report of ``policyq replay --json``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from policyq.apps.models_base import Strict
from policyq.apps.outputs import replay_counts as counts
from policyq.apps.outputs import replay_parts as parts
from policyq.apps.outputs import replay_people as people
from policyq.apps.outputs.common import Counted, Pseudonyms
from policyq.apps.outputs.labels import Labels


class Replay(Strict):
    """The report of a replay, as `policyq replay --json` prints it. Keys that only some policies
    have are left out for others."""

    format: Annotated[
        Literal[1], Field(description="the version of this form; see the promise above")
    ]
    tool: Annotated[StrictStr, Field(description="who wrote it: `policyq` and its version")]
    policy: Annotated[counts.ReplayedPolicy, Field(description="the policy that was replayed")]
    mode: Annotated[
        Literal["observed", "suppressed"],
        Field(description="the log as it is, or without what the policy would have prevented"),
    ]
    pseudonyms: Annotated[
        Pseudonyms | None, Field(description="how members are called; null: by their accounts")
    ]
    log: Annotated[counts.ReplayLog, Field(description="what was read")]
    assumptions: Annotated[counts.Assumptions, Field(description="what the numbers rest on")]
    all: Annotated[counts.Counts, Field(description="the whole log")]
    bands: Annotated[list[counts.Band], Field(description="by size of group")]
    hours: Annotated[list[counts.Hour], Field(description="by hour of the day, all 24")]
    days: Annotated[list[counts.OfDay], Field(description="by day, quiet days left out")]
    rules: Annotated[dict[str, counts.OfRule], Field(description="the rules by name")]
    actions: Annotated[Counted, Field(description="actions that were carried out, by name")]
    questions: Annotated[
        Counted, Field(description="`asked`, `joined`, `open`, and how they were answered")
    ]
    promises: Annotated[Counted, Field(description="how often each held something back")]
    waited: Annotated[
        Counted, Field(description="what waited for the end of the bot's quiet hours, by action")
    ]
    prevented: Annotated[counts.Prevented, Field(description="what would not have happened")]
    silences: Annotated[counts.Silences, Field(description="hours in which nothing happened")]
    taken_back: Annotated[counts.TakenBack, Field(description="actions that people took back")]
    structure: Annotated[counts.Structures, Field(description="who the members are")]
    ladders: Annotated[
        dict[str, list[counts.LadderStep]], Field(description="how far each ladder is climbed")
    ]
    handled: Annotated[people.Handled, Field(description="by machine or by a human")]
    appeals: Annotated[people.Appeals, Field(description="appeals against penalties")]
    labels: Annotated[
        Labels | None, Field(description="what people judged, where there are labels")
    ] = None
    top: Annotated[counts.Top, Field(description="words, hosts and members with most violations")]
    metrics: Annotated[
        tuple[parts.OfMetric, ...], Field(description="of policies with metrics")
    ] = ()
    watches: Annotated[tuple[parts.Watch, ...], Field(description="of policies with metrics")] = ()
    calendars: Annotated[
        tuple[parts.OfCalendar, ...], Field(description="of policies with calendars of contents")
    ] = ()
    forms: Annotated[tuple[parts.OfForm, ...], Field(description="of policies with forms")] = ()
    rankings: Annotated[
        tuple[parts.OfRanking, ...], Field(description="of policies with rankings")
    ] = ()
    channels: Annotated[
        parts.Channels | None, Field(description="of logs that say where members came from")
    ] = None
    journeys: Annotated[
        tuple[parts.Journey, ...], Field(description="of people on several platforms")
    ] = ()
    incentives: Annotated[
        people.Incentives | None, Field(description="of policies with points or titles")
    ] = None
    streaks: Annotated[
        tuple[people.OfStreak, ...], Field(description="of policies with days in a row")
    ] = ()
    complaints: Annotated[
        people.Complaints | None, Field(description="where there are complaints")
    ] = None
    lotteries: Annotated[
        tuple[people.OfLottery, ...], Field(description="of policies with lotteries")
    ] = ()
    rosters: Annotated[
        tuple[people.OfRoster, ...], Field(description="of policies with rosters")
    ] = ()
    trials: Annotated[
        dict[str, people.OfTrial] | None,
        Field(description="rules on trial by name, if there are any"),
    ] = None
    hot_words: Annotated[people.HotWords | None, Field(description="with `--hot-words`")] = None
    across_groups: Annotated[
        people.AcrossGroups | None, Field(description="of policies that count over all groups")
    ] = None
