"""The report of ``policyq tune --json``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictStr

from policyq.apps.models_base import Count, Strict
from policyq.apps.outputs.common import Share
from policyq.apps.outputs.labels import FiguresDifference, JudgedFigures, JudgedMessages
from policyq.apps.outputs.plan import Estimate, Intervals, PlanLog

_View = Literal["fixed", "suppressed"]


class TunedPolicy(Strict):
    """The policy as it stands."""

    file: Annotated[StrictStr, Field(description="what it was called on the command line")]
    name: Annotated[StrictStr, Field(description="what the policy calls itself")]
    digest: Annotated[StrictStr, Field(description="of its meaning: equal ones decide alike")]


class DialName(Strict):
    """What a number is called."""

    zh: Annotated[StrictStr, Field(description="in Chinese")]
    en: Annotated[StrictStr, Field(description="in English")]


class Varied(Strict):
    """A number that is varied."""

    name: Annotated[DialName, Field(description="its name")]
    file: Annotated[StrictStr, Field(description="the file that it stands in")]
    now: Annotated[StrictStr, Field(description="what stands there now")]
    values: Annotated[
        list[StrictStr], Field(description="what it becomes, as it would stand there")
    ]


class ScoreDifferences(Strict):
    """Minus the policy as it stands, for every 1,000 messages of the log."""

    let_through: Annotated[Estimate, Field(description="of what is let through")]
    interventions: Annotated[Estimate, Field(description="of interventions")]


class PointScore(Strict):
    """What a point comes to, in the whole log."""

    let_through: Annotated[
        Count,
        Field(description="violations by some point of the grid on which this one does nothing"),
    ]
    interventions: Annotated[Count, Field(description="interventions")]
    removals: Annotated[Count, Field(description="members removed")]
    mutes: Annotated[Count, Field(description="mutes")]
    administrator: Annotated[
        Count, Field(description="decisions that wait for a human, or are handed to one")
    ]
    prevented: Annotated[Count, Field(description="messages that were not sent")]
    differences: Annotated[ScoreDifferences, Field(description="from the policy as it stands")]


class PointLabels(Strict):
    """What people judged, and how right a point is by that, in the log as it is."""

    figures: Annotated[JudgedFigures, Field(description="how right it is")]
    difference: Annotated[FiguresDifference, Field(description="from the policy as it stands")]


class TunedPoint(Strict):
    """One point of the grid: a value for each number that is varied."""

    number: Annotated[Count, Field(description="its number; 0 is the policy as it stands")]
    values: Annotated[list[StrictStr], Field(description="in the order of `varied`")]
    digest: Annotated[StrictStr, Field(description="of its meaning: equal ones decide alike")]
    best: Annotated[bool, Field(description="whether no other point beats it")]
    same: Annotated[bool, Field(description="whether it means what the policy as it stands means")]
    labels: Annotated[
        PointLabels | None, Field(description="what people judged; null without labels")
    ]
    views: Annotated[dict[_View, PointScore], Field(description="the ways of replaying by name")]


class Tune(Strict):
    """What a policy with other numbers would do, as `policyq tune --json` prints it."""

    format: Annotated[
        Literal[1], Field(description="the version of this form; see the promise above")
    ]
    tool: Annotated[StrictStr, Field(description="policyq and its version")]
    policy: Annotated[TunedPolicy, Field(description="the policy as it stands")]
    log: Annotated[PlanLog, Field(description="the books of the reading")]
    agreement: Annotated[
        Share | None,
        Field(
            description="how much of the outcomes of the log the policy as it stands reproduces; "
            "null if there are none"
        ),
    ]
    intervals: Annotated[Intervals, Field(description="how intervals are made")]
    view: Annotated[_View, Field(description="the way of replaying by which points are compared")]
    by_labels: Annotated[bool, Field(description="whether points are compared by labels, too")]
    labels: Annotated[
        JudgedMessages | None, Field(description="what people judged; null without labels")
    ]
    varied: Annotated[list[Varied], Field(description="the numbers that are varied")]
    points: Annotated[
        list[TunedPoint], Field(description="the policy as it stands, then all points of the grid")
    ]
    chosen: Annotated[Count | None, Field(description="the number of the chosen point, if any")]
    patch: Annotated[
        StrictStr | None, Field(description="the chosen point as a unified diff, if it changes any")
    ]
