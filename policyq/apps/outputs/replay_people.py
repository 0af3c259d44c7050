"""What a replay's report has of people: incentives, streaks, complaints, appeals, duty, trials."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from policyq.apps.models_base import Count, OneOf, Strict
from policyq.apps.outputs.common import Counted, Group, Member, Number, Pair, SomeShare
from policyq.vocabulary.draws import RESULTS

Flow = Annotated[Count, Field(description="points")]


class OfPoints(Strict):
    """What became of points."""

    points: Annotated[StrictStr, Field(description="their name")]
    earned: Flow
    spent: Flow
    expired: Flow
    forfeited: Flow
    taken_back: Flow
    outstanding: Annotated[StrictInt, Field(description="what members still have")]
    earners: Annotated[Count, Field(description="members who earned any")]


class OfReward(Strict):
    """A reward of the policy."""

    reward: Annotated[StrictStr, Field(description="its name")]
    kind: Annotated[StrictStr | None, Field(description="`cash`, `goods` or `honour`")]
    times: Annotated[Count, Field(description="how often it was redeemed")]
    members: Annotated[Count, Field(description="by how many members")]
    cost: Annotated[Number | None, Field(description="what it cost together")]


class OfTitle(Strict):
    """A title of the policy."""

    title: Annotated[StrictStr, Field(description="its name")]
    times: Annotated[Count, Field(description="how often it was given")]
    members: Annotated[Count, Field(description="to how many members")]


class Active(Strict):
    """Members who were active each day before and after incentives began."""

    before: Annotated[Number | None, Field(description="members a group and day, before")]
    after: Annotated[Number | None, Field(description="members a group and day, after")]
    gain: Annotated[Number | None, Field(description="by how much it grew, as a part of before")]


class IncentiveGuide(Strict):
    """What the guide gives for a kind of incentive."""

    gain: Annotated[Number, Field(description="by how much it grew, as a part of before")]
    cost: Annotated[Pair, Field(description="for each person, from and to, in yuan")]
    lasts: Annotated[Pair, Field(description="for how many days it works, from and to")]


class RefusedPoints(Strict):
    """Points or rewards that were not given."""

    of: Annotated[StrictStr, Field(description="which points or reward")]
    because: Annotated[StrictStr, Field(description="why, as in `lost` of a decision")]
    times: Annotated[Count, Field(description="how often")]


class Farming(Strict):
    """A member who may be collecting points only."""

    how: Annotated[StrictStr, Field(description="what it looks like")]
    group: Group
    member: Member
    times: Annotated[Count, Field(description="how often")]


class Incentives(Strict):
    """Points, rewards and titles."""

    points: Annotated[list[OfPoints], Field(description="the points of the policy")]
    rewards: Annotated[list[OfReward], Field(description="its rewards")]
    titles: Annotated[list[OfTitle], Field(description="its titles")]
    active: Annotated[Active, Field(description="who is active, before and after")]
    guide: Annotated[dict[str, IncentiveGuide], Field(description="what the guide gives, by kind")]
    refused: Annotated[list[RefusedPoints], Field(description="what was not given")]
    farming: Annotated[list[Farming], Field(description="who may be collecting only")]


class StreakGroup(Strict):
    """Days in a row in one group."""

    group: Group
    active: Annotated[Count, Field(description="members who were active")]
    members: Annotated[Count, Field(description="members who took part")]
    share: SomeShare
    now: Annotated[Count, Field(description="members with days in a row at the end")]
    longest: Annotated[Count, Field(description="the most days in a row")]


class OfStreak(Strict):
    """Days in a row of one sort."""

    of: Annotated[StrictStr, Field(description="of what")]
    members: Annotated[Count, Field(description="members who took part")]
    now: Annotated[Counted, Field(description="members at the end, by length in days")]
    broken: Annotated[Counted, Field(description="how many broke, by length in days")]
    longest: Annotated[Count, Field(description="the most days in a row")]
    longest_now: Annotated[Count, Field(description="of those at the end")]
    groups: Annotated[list[StreakGroup], Field(description="group by group")]


class Unheeded(Strict):
    """A member who complained often, without any complaint leading to anything."""

    group: Group
    member: Member
    complaints: Annotated[Count, Field(description="how many complaints")]


class Complaints(Strict):
    """Complaints, and what they led to."""

    received: Annotated[Count, Field(description="complaints")]
    of_a_member: Annotated[Count, Field(description="complaints aimed at a member")]
    told: Annotated[Count, Field(description="complaints of which a human was told")]
    led_to_an_action: Annotated[Count, Field(description="that led to an action within a week")]
    share_led: SomeShare
    complainants: Annotated[Count, Field(description="members who complained")]
    complainants_unheeded: Annotated[Count, Field(description="of these, always in vain")]
    members: Annotated[Count, Field(description="members who were complained of")]
    members_acted_on: Annotated[Count, Field(description="of these, acted on")]
    unheeded: Annotated[list[Unheeded], Field(description="who complained often and in vain")]


class LotteryTimes(Strict):
    """Somebody, in a lottery, and how often."""

    group: Group
    member: Member
    times: Annotated[Count, Field(description="how often")]


class OfLottery(Strict):
    """A lottery of the policy."""

    lottery: Annotated[StrictStr, Field(description="its name")]
    rounds: Annotated[Count, Field(description="rounds that ended")]
    results: Annotated[
        dict[Annotated[str, OneOf(*RESULTS)], Count], Field(description="rounds by result")
    ]
    entries: Annotated[Count, Field(description="entries of all rounds")]
    entrants: Annotated[Count, Field(description="members who entered")]
    prizes_won: Annotated[Count, Field(description="prizes that were drawn")]
    winners: Annotated[Count, Field(description="members who won")]
    won_repeatedly: Annotated[Count, Field(description="of these, more than once")]
    won_repeatedly_share: SomeShare
    repeated: Annotated[list[LotteryTimes], Field(description="who won more than once")]
    withheld: Annotated[list[LotteryTimes], Field(description="witnesses who did not reveal")]


class Means(Strict):
    """Events handled by one means."""

    machine: Annotated[Count, Field(description="events handled without a human")]
    human: Annotated[Count, Field(description="events that needed a human")]


class Busiest(Strict):
    """The fifth of the rules that fires most."""

    rules: Annotated[Count, Field(description="how many rules that is")]
    fired: Annotated[Count, Field(description="how often they fired")]
    share: SomeShare


class Handled(Strict):
    """What a machine can do, and what needs a human."""

    events: Annotated[Count, Field(description="events on which something was done or asked")]
    machine: Annotated[Count, Field(description="events handled without a human")]
    human: Annotated[Count, Field(description="events that needed a human")]
    machine_share: SomeShare
    means: Annotated[dict[str, Means], Field(description="by means")]
    busiest_fifth: Annotated[Busiest, Field(description="the fifth of the rules that fires most")]


class Appeals(Strict):
    """Appeals by the rules whose penalties they are about; empty: given by hand."""

    penalties: Annotated[Counted, Field(description="penalties")]
    asked: Annotated[Counted, Field(description="appeals that humans were asked about")]
    forgiven: Annotated[Counted, Field(description="penalties taken back")]
    rejected: Annotated[Counted, Field(description="appeals rejected")]
    unanswered: Annotated[Counted, Field(description="appeals that nobody answered")]
    in_vain: Annotated[Counted, Field(description="appeals against nothing, by reason")]


class OfShift(Strict):
    """What came while a shift was on duty."""

    notices: Annotated[Count, Field(description="notices")]
    handovers: Annotated[Count, Field(description="hand-overs")]
    asked: Annotated[Count, Field(description="questions that were asked")]
    approved: Annotated[Count, Field(description="questions that were approved")]
    rejected: Annotated[Count, Field(description="questions that were rejected")]
    timed_out: Annotated[Count, Field(description="questions that nobody answered")]
    open: Annotated[Count, Field(description="questions that are still open")]
    minutes_to_answer: Annotated[
        StrictFloat | StrictInt | None, Field(description="until an answer, on average")
    ]


class Shift(OfShift):
    """A shift of a roster."""

    shift: Annotated[StrictStr, Field(description="its days, hours and people")]


class OfRoster(Strict):
    """A duty roster of the policy."""

    roster: Annotated[StrictStr, Field(description="its name")]
    seconds: Annotated[Count, Field(description="the time of the log")]
    seconds_in_gaps: Annotated[Count, Field(description="of it, with nobody on duty")]
    share_in_gaps: SomeShare
    shifts: Annotated[list[Shift], Field(description="shift by shift")]
    gaps: Annotated[OfShift, Field(description="while nobody was on duty")]
    all: Annotated[OfShift, Field(description="all together")]


class OfTrial(Strict):
    """What a rule on trial would have done."""

    mode: Annotated[str, OneOf("shadow", "advise"), Field(description="how it is tried")]
    until: Annotated[StrictStr | None, Field(description="from when on it acts; null: until told")]
    fired: Annotated[Count, Field(description="how often it fired")]
    messages: Annotated[Count, Field(description="messages on which it fired")]
    actions: Annotated[Counted, Field(description="what it would have done, by action")]
    members: Annotated[Count, Field(description="members on whom it would have intervened")]
    asked: Annotated[Count, Field(description="how often a human would have been asked")]
    lost: Annotated[Count, Field(description="what it would have asked for in vain")]
    instead: Annotated[Count, Field(description="what was done and would have given way")]
    promises: Annotated[Count, Field(description="how often a promise forbids it")]


class HotWord(Strict):
    """A word that many messages hold."""

    word: Annotated[StrictStr, Field(description="the word")]
    messages: Annotated[Count, Field(description="messages that hold it")]
    days: Annotated[Count, Field(description="days of groups on which it was said")]


class HotWords(Strict):
    """The hottest words, where they were asked for."""

    words: Annotated[list[HotWord], Field(description="the words, the hottest first")]
    group_days: Annotated[Count, Field(description="days of groups on which anything was said")]
    stop_words: Annotated[Count, Field(description="words left out, as they are everywhere")]


class SharedRule(Strict):
    """How far what a rule fired on went."""

    fired: Annotated[Count, Field(description="how often it fired")]
    texts: Annotated[Count, Field(description="different texts")]
    groups: Annotated[Count, Field(description="groups")]
    platforms: Annotated[Count, Field(description="platforms")]
    members: Annotated[Count, Field(description="persons")]


class Spread(Strict):
    """Texts that stood in several places."""

    texts: Annotated[Count, Field(description="different texts")]
    groups: Annotated[Count, Field(description="groups")]
    members: Annotated[Count, Field(description="persons")]


class AcrossGroups(Strict):
    """What a policy that counts over all groups found there."""

    rules: Annotated[dict[str, SharedRule], Field(description="the rules by name")]
    repeated_in_groups: Annotated[Spread, Field(description="texts in several groups")]
    repeated_on_platforms: Annotated[Spread, Field(description="texts on several platforms")]
    messages_followed: Annotated[Count, Field(description="messages that were compared")]
    messages_not_followed: Annotated[Count, Field(description="messages beyond what was kept")]
    returned: Annotated[Count, Field(description="who was removed and came back")]
    refused: Annotated[Count, Field(description="who was not admitted again")]
    people: Annotated[Count, Field(description="people who are known on several accounts")]
    groups_of_roster: Annotated[Count, Field(description="groups that the roster names")]
    groups_absent: Annotated[Count, Field(description="of these, not in the log")]
