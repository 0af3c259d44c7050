"""What messages judged by people say, in the reports of replays and plans."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt

from policyq.apps.models_base import Count, Strict
from policyq.apps.outputs.common import Number, Share, SomeShare

_Why = Annotated[
    Literal["judged", "passed", "named", "nothing", "rare"] | None,
    Field(
        description="why there is none: too few are `judged`, none of those `passed` is, no rule "
        "is `named`, `nothing` to divide by; `rare`: it rests on a handful of members"
    ),
]


class JudgedShare(Strict):
    """A share of judged messages."""

    share: SomeShare
    interval: Annotated[
        Annotated[list[Share], Field(min_length=2, max_length=2)] | None,
        Field(description="of 95 %; null: cannot be estimated"),
    ]
    why: _Why


class SharesDifference(Strict):
    """How much a share grows under the new policy."""

    share: Annotated[Number | None, Field(description="new less old; null if nobody can tell")]
    interval: Annotated[
        Annotated[list[Number], Field(min_length=2, max_length=2)] | None,
        Field(description="of 95 %; null: cannot be estimated"),
    ]
    why: _Why


class JudgedFigures(Strict):
    """How right a policy or a rule is, by what people judged."""

    precision: Annotated[
        JudgedShare, Field(description="of what it finds, the part that is a violation")
    ]
    recall: Annotated[JudgedShare, Field(description="of violations, the part that it finds")]
    false_positives: Annotated[
        JudgedShare, Field(description="of what is fine, the part that it finds")
    ]
    right: Annotated[Count, Field(description="judged messages in which it is right")]
    wrong: Annotated[Count, Field(description="judged messages in which it is wrong")]
    missed: Annotated[
        Count | None, Field(description="judged violations that it misses; null: not known")
    ]
    members: Annotated[Count, Field(description="who wrote those in which it finds something")]


class FiguresDifference(Strict):
    """New less old, from the same draws."""

    precision: Annotated[SharesDifference, Field(description="of precision")]
    recall: Annotated[SharesDifference, Field(description="of recall")]
    false_positives: Annotated[SharesDifference, Field(description="of false positives")]


class OldAndNewFigures(Strict):
    """How right both policies are."""

    old: Annotated[JudgedFigures, Field(description="under the old policy")]
    new: Annotated[JudgedFigures, Field(description="under the new policy")]
    difference: Annotated[
        FiguresDifference | None, Field(description="new less old; null if nobody can tell")
    ]


class JudgedMessages(Strict):
    """The messages that people judged, and how they met the log."""

    drawn_by: Annotated[
        Literal["strata", "weights"] | None,
        Field(description="how the messages were drawn; null: nobody says it"),
    ]
    drawn_from: Annotated[Count | None, Field(description="from how many messages, if it is said")]
    messages: Annotated[Count, Field(description="messages of the log")]
    judged: Annotated[Count, Field(description="messages of the log that were judged")]
    violations: Annotated[Count, Field(description="of these, violations")]
    unsure: Annotated[Count, Field(description="messages of which people could not tell")]
    contradicting: Annotated[Count, Field(description="messages with contradicting labels")]
    repeated: Annotated[Count, Field(description="labels that say the same again")]
    not_in_log: Annotated[Count, Field(description="labels of messages that are not in the log")]
    in_several_groups: Annotated[Count, Field(description="labels whose id several groups have")]
    prevented: Annotated[
        Count, Field(description="labels of messages that would not have been sent")
    ]
    together: Annotated[
        Literal["group", "member"] | None,
        Field(description="whose messages go together in intervals; null: nobody's"),
    ]
    clusters: Annotated[Count, Field(description="how many of these there are")]
    seed: Annotated[StrictInt, Field(description="the seed of the draws")]


class Labels(JudgedMessages):
    """What people judged, and how right the policy is by that."""

    all: Annotated[JudgedFigures, Field(description="the whole policy")]
    rules: Annotated[dict[str, JudgedFigures], Field(description="the rules by name")]


class PlanLabels(JudgedMessages):
    """What people judged, and how right both policies are by that."""

    all: Annotated[OldAndNewFigures, Field(description="the whole policies")]
    rules: Annotated[dict[str, OldAndNewFigures], Field(description="the rules by name")]
