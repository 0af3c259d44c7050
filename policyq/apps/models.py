"""The shapes of the outside, for people and for other programs: JSON Schema with sentences.

The fast road through the door is `policyq.apps.rows`; these models describe it, and a test
holds that both take and refuse the same documents.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StrictBool, StrictFloat, StrictInt, StrictStr

from policyq.apps.models_base import Count, Filled, OneOf, Place, Platform, Strict
from policyq.apps.models_days import Draw, Entry, Measured, Posting, Ranking
from policyq.apps.models_roster import Roster
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import DERIVED, KINDS, OUTCOMES, ROLES, TICKS, VERDICTS

_Role = Annotated[str, OneOf(*ROLES)]
_Action = Annotated[str, OneOf(*ACTIONS)]
_Kind = Annotated[str, OneOf(*KINDS, "message")]

Name = Filled | StrictInt
_Person = Annotated[
    Name | None, Field(description="who is behind the account, where one person has several")
]
_Channel = Annotated[
    Name | None, Field(description="where the member came from, as the group calls it: `account`")
]
Time = Annotated[
    StrictStr | StrictInt | StrictFloat,
    Field(
        description="RFC 3339 with an offset, such as 2026-05-01T08:00:00+08:00; or a number of "
        "seconds since 1970 (milliseconds from twelve digits on)",
        examples=["2026-05-01T08:00:00+08:00", 1777593600],
    ),
]
Written = Annotated[StrictStr, Field(json_schema_extra={"format": "date-time"})]
Tags = Annotated[list[StrictStr], Field(json_schema_extra={"uniqueItems": True})]


class Sender(Strict):
    """The member who did it, in one object."""

    id: Annotated[Name | None, Field(description="the account, never a display name")] = None
    name: Annotated[StrictStr | None, Field(description="the display name at that time")] = None
    role: Annotated[_Role | None, Field(description="the role in the group")] = None
    tags: Annotated[Tags | None, Field(description="the tags; an empty list: none")] = None
    joined: Annotated[Time | None, Field(description="when the member joined the group")] = None
    person: _Person = None
    channel: _Channel = None


class Group(Strict):
    """The group, in one object."""

    id: Annotated[Name | None, Field(description="the name that policies and counts go by")] = None
    name: Annotated[StrictStr | None, Field(description="the name that people see")] = None
    tags: Annotated[Tags | None, Field(description="the group's tags")] = None
    members: Annotated[Count | None, Field(description="how many members it has")] = None
    platform: Annotated[Platform | None, Field(description="the platform it is on")] = None


class Event(Strict):
    """One thing that happened in one group at one instant. A field left out, or null, is *not
    known*; an empty list or text says that there is none."""

    id: Annotated[Name, Field(description="the same id twice is the same event")]
    time: Annotated[Time, Field(description="when it happened (see the formats)")]
    group: Annotated[Name | Group, Field(description="the group's id, or the group as an object")]
    kind: Annotated[
        _Kind | None,
        Field(
            description="what happened; may be left out where `text` is given; `message` is `text`"
        ),
    ] = None
    sender: Annotated[
        Name | Sender | None,
        Field(description="the account that did it, or the member as an object"),
    ] = None
    name: Annotated[StrictStr | None, Field(description="the sender's display name")] = None
    role: Annotated[_Role | None, Field(description="the sender's role")] = None
    tags: Annotated[Tags | None, Field(description="the sender's tags")] = None
    joined: Annotated[Time | None, Field(description="when the sender joined the group")] = None
    text: Annotated[StrictStr | None, Field(description="the text of a message")] = None
    links: Annotated[
        list[StrictStr] | None,
        Field(description="links told apart by the platform; those in `text` are found anyway"),
    ] = None
    mentions: Annotated[
        list[StrictStr | StrictInt] | None,
        Field(description="accounts mentioned; `*` is everyone"),
    ] = None
    amount: Annotated[
        StrictFloat | StrictInt | None,
        Field(
            description="what was paid or given; of a view or share without sender, how many",
            allow_inf_nan=False,
        ),
    ] = None
    target: Annotated[Name | None, Field(description="the account it was aimed at")] = None
    refers: Annotated[
        Name | None,
        Field(
            description="the event, question or action it is about (edit, recall, view, share, verdict …)"
        ),
    ] = None
    result: Annotated[
        Annotated[str, OneOf(*VERDICTS, *OUTCOMES)] | None,
        Field(description="of a verdict or an outcome: what it says"),
    ] = None
    action: Annotated[_Action | None, Field(description="of an outcome: the action")] = None
    until: Annotated[
        Time | None,
        Field(
            description="of an outcome by a human: until when it holds; of a time that the policy"
            " names: when it was come to"
        ),
    ] = None
    members: Annotated[Count | None, Field(description="how many members the group has")] = None
    group_name: Annotated[StrictStr | None, Field(description="the group's display name")] = None
    group_tags: Annotated[Tags | None, Field(description="the group's tags")] = None
    platform: Annotated[Platform | None, Field(description="the platform it happened on")] = None
    person: _Person = None
    channel: _Channel = None


class Verdict(Event):
    """A human's verdict on a pending action."""

    kind: Annotated[Literal["verdict"], Field(description="always `verdict`")]
    sender: Annotated[Name | Sender, Field(description="who judged")]
    refers: Annotated[
        Name, Field(description="the id of the question, from a decision's `pending`")
    ]
    result: Annotated[str, OneOf(*VERDICTS), Field(description="the judgement")]


class Outcome(Event):
    """What became of an action; all but `done` take a count back from the ladders."""

    kind: Annotated[Literal["outcome"], Field(description="always `outcome`")]
    result: Annotated[str, OneOf(*OUTCOMES), Field(description="what became of it")]


class Tick(Event):
    """A tick of the clock. Hosts make them with `Evaluator.due`; nobody sends them."""

    kind: Annotated[
        str,
        OneOf(*sorted(TICKS | DERIVED)),
        Field(
            description="the end of a day, of quiet hours, a time that the policy names, a member's"
            " change of tier, a time-out, or a heartbeat (which bots send)"
        ),
    ]


class Evidence(Strict):
    """What made a text condition true: a span of the original text, end exclusive."""

    list: Annotated[
        StrictStr,
        Field(
            description="the word list; empty for a text in the rule; `contact:phone` and the like"
        ),
    ]
    word: Annotated[StrictStr, Field(description="the word, host or pattern; of a contact, a part")]
    start: Annotated[
        Place, Field(description="in code points, from 0; -1 if it came beside the text")
    ]
    end: Annotated[Place, Field(description="behind the last code point; -1 likewise")]
    folds: Annotated[
        tuple[StrictStr, ...], Field(description="what was levelled to find it: case, width")
    ] = ()


class Fired(Strict):
    """A rule that fired."""

    rule: Annotated[StrictStr, Field(description="its name")]
    description: Annotated[StrictStr, Field(description="what it says of itself; may be empty")]
    level: Annotated[
        StrictInt | None, Field(description="the level that it treats the event as")
    ] = None
    ladder: Annotated[StrictStr | None, Field(description="the ladder that it steps")] = None
    step: Annotated[StrictInt | None, Field(description="the step reached, from 1")] = None
    evidence: Annotated[
        tuple[Evidence, ...], Field(description="what was found in the text, by place")
    ] = ()
    ended: Annotated[
        StrictBool, Field(description="of a watch: that what it watched for is over")
    ] = False


class Act(Strict):
    """One thing for the host to do; fields that the action does not use are left out."""

    action: Annotated[_Action, Field(description="what to do")]
    target: Annotated[StrictStr | None, Field(description="the member's account")] = None
    message: Annotated[StrictStr | None, Field(description="the id to delete or to answer")] = None
    until: Annotated[
        Written | None, Field(description="when a mute or lock ends; none: until a human ends it")
    ] = None
    for_seconds: Annotated[
        Count | None, Field(description="of a pending mute or lock: its length from the approval")
    ] = None
    text: Annotated[
        StrictStr | None, Field(description="what to say, its placeholders filled in")
    ] = None
    amount: Annotated[Count | None, Field(description="how many points")] = None
    of: Annotated[
        StrictStr | None,
        Field(description="which points, reward or title; of a notice, which roster"),
    ] = None
    to: Annotated[StrictStr | None, Field(description="a role, a tag, or @account")] = None
    tag: Annotated[StrictStr | None, Field(description="the tag to give")] = None
    rules: Annotated[tuple[StrictStr, ...], Field(description="the rules that asked for it")] = ()


class Lost(Strict):
    """An action that was asked for and is not done."""

    action: Annotated[_Action, Field(description="what was asked for")]
    rule: Annotated[StrictStr, Field(description="the rule that asked for it")]
    because: Annotated[
        StrictStr,
        Field(
            description="weaker, same, running, one_reply, bot, promise, human, pending, no_target, "
            "unanswered, too_many, once, exempt, nobody_on_duty, no_penalty, upheld; of points and rewards: "
            "cap, repeated, pair, self, paid, full, balance, stock, limit, too_late"
        ),
    ]
    to: Annotated[StrictStr, Field(description="what it lost to")] = ""


class Question(Strict):
    """An action parked until a human judges it."""

    id: Annotated[StrictStr, Field(description="what a verdict refers to")]
    act: Annotated[Act, Field(description="what is done on approval")]
    judges: Annotated[
        tuple[StrictStr, ...], Field(description="who may judge it: roles, tags, or @account")
    ]
    asked: Annotated[Written, Field(description="when it was asked")]
    deadline: Annotated[Written, Field(description="when it is answered without them")]
    author: Annotated[StrictStr | None, Field(description="whom it is about")] = None
    joined: Annotated[StrictBool, Field(description="whether it joined one that waited already")]
    quorum: Annotated[StrictInt, Field(ge=1, description="how many judges must approve")] = 1
    rosters: Annotated[
        tuple[StrictStr, ...], Field(description="the rosters that named judges")
    ] = ()


class Waiting(Strict):
    """Something to be said that waits for the end of the bot's quiet hours."""

    act: Annotated[Act, Field(description="what is said then")]
    until: Annotated[Written, Field(description="when the quiet hours are over")]


class Answer(Strict):
    """What became of a question, or of a verdict on one."""

    question: Annotated[StrictStr, Field(description="its id")]
    result: Annotated[
        StrictStr,
        Field(
            description="approved, rejected, timed_out; counted: others must approve, too; or why "
            "a verdict was refused: "
            "no_question, own_message, not_a_judge, own_verdict, too_late, already_approved"
        ),
    ]


class Shadow(Strict):
    """What a decision would have been besides, were the rules on trial enforced. Nobody acts on it."""

    fired: Annotated[
        tuple[Fired, ...], Field(description="the rules on trial that fired, by name")
    ] = ()
    actions: Annotated[
        tuple[Act, ...], Field(description="what would have been done, and is not")
    ] = ()
    instead: Annotated[
        tuple[Act, ...], Field(description="what is done, and would have given way to it")
    ] = ()
    lost: Annotated[
        tuple[Lost, ...], Field(description="what would have been asked for in vain, and why")
    ] = ()
    pending: Annotated[
        tuple[Question, ...], Field(description="what a human would have been asked")
    ] = ()
    promises: Annotated[
        tuple[StrictStr, ...], Field(description="promises that would have held something back")
    ] = ()


class About(Strict):
    """The event that a decision is about, as far as a record of it asks."""

    kind: Annotated[_Kind, Field(description="what happened")]
    sender: Annotated[StrictStr | None, Field(description="whose event it was")] = None
    target: Annotated[StrictStr | None, Field(description="at whom it was aimed")] = None
    refers: Annotated[StrictStr | None, Field(description="the event or question it is on")] = None
    action: Annotated[_Action | None, Field(description="of an outcome: which action")] = None
    result: Annotated[
        StrictStr | None, Field(description="of a verdict or an outcome: what it was")
    ] = None


class Decision(Strict):
    """Everything that one event led to. Engines decide, hosts act."""

    event: Annotated[StrictStr, Field(description="the id of the event")]
    group: Annotated[StrictStr, Field(description="the id of the group")]
    time: Annotated[Written, Field(description="the event's time, in the policy's zone")]
    policy: Annotated[StrictStr, Field(description="the digest of the policy")]
    allowed: Annotated[StrictBool, Field(description="nothing is done and nothing waits")]
    fired: Annotated[tuple[Fired, ...], Field(description="the rules that fired, by name")]
    actions: Annotated[tuple[Act, ...], Field(description="what to do")]
    lost: Annotated[
        tuple[Lost, ...], Field(description="what was asked for and is not done, and why")
    ]
    pending: Annotated[
        tuple[Question, ...], Field(description="what waits for a human from now on")
    ]
    answers: Annotated[
        tuple[Answer, ...], Field(description="what became of questions that waited")
    ]
    promises: Annotated[
        tuple[StrictStr, ...], Field(description="promises that held something back")
    ]
    unknown: Annotated[
        tuple[StrictStr, ...],
        Field(description="rules that did not fire because something was unknown"),
    ]
    waiting: Annotated[
        tuple[Waiting, ...], Field(description="what is said after the bot's quiet hours, not now")
    ]
    measured: Annotated[
        tuple[Measured, ...],
        Field(description="at the end of a day: the metrics of the periods that end with it"),
    ] = ()
    kept: Annotated[
        tuple[Entry, ...],
        Field(description="at the end of a day: what became of its entries of calendars"),
    ] = ()
    ranked: Annotated[
        tuple[Ranking, ...],
        Field(description="at the end of a day: the rankings of the periods that end with it"),
    ] = ()
    postings: Annotated[
        tuple[Posting, ...], Field(description="the points that went from account to account")
    ] = ()
    draws: Annotated[
        tuple[Draw, ...],
        Field(description="at the end of a day: the lotteries whose round ends with it"),
    ] = ()
    shadow: Annotated[
        Shadow | None, Field(description="what rules on trial would have changed; never done")
    ] = None
    about: Annotated[
        About | None, Field(description="whose event it was, and what it said of another")
    ] = None


_MODELS: dict[str, type[BaseModel]] = {
    "event": Event,
    "verdict": Verdict,
    "outcome": Outcome,
    "tick": Tick,
    "decision": Decision,
    "roster": Roster,
}


def describe(which: str) -> dict[str, Any]:
    """The JSON Schema of one of the models; raises `KeyError` for an unknown name."""
    if which == "project":
        from policyq.apps.project.model import Project

        described = Project.model_json_schema()
    elif which not in _MODELS:
        from policyq.apps.outputs.describe import describe as output

        described = output(which)
    else:
        described = _MODELS[which].model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **described}
