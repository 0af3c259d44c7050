"""What the ends of days carry: metrics, entries of calendars, rankings."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictFloat, StrictInt, StrictStr

from policyq.apps.models_base import OneOf, Strict
from policyq.vocabulary.metrics import GRADES


class Measured(Strict):
    """A metric of the group for the period that ends with the event."""

    metric: Annotated[StrictStr, Field(description="the name of the metric")]
    period: Annotated[StrictStr, Field(description="its first day, as an ISO date")]
    value: Annotated[
        StrictInt | StrictFloat | None,
        Field(description="shares are parts of one; null is unknown"),
    ] = None
    grade: Annotated[
        Annotated[str, OneOf(*GRADES)] | None,
        Field(description="null where the value is unknown or the metric has no grades"),
    ] = None


class Entry(Strict):
    """What became of an entry of a calendar on the day that ends with the event."""

    calendar: Annotated[StrictStr, Field(description="the name of the calendar")]
    entry: Annotated[StrictStr, Field(description="the entry: calendar, days, time and form")]
    form: Annotated[StrictStr, Field(description="the form that is wanted; empty for none")]
    kept: Annotated[
        StrictBool | None, Field(description="whether it was kept; null is unknown")
    ] = None


class Posting(Strict):
    """Points that went from one account to another."""

    points: Annotated[StrictStr, Field(description="the name of the points")]
    source: Annotated[
        StrictStr, Field(description="issue, spent, expired, forfeited, or a member: @account")
    ]
    sink: Annotated[StrictStr, Field(description="likewise")]
    amount: Annotated[StrictInt, Field(description="how many")]
    rule: Annotated[
        StrictStr, Field(description="the rule that moved them; empty for what expired")
    ] = ""


class Place(Strict):
    """A place in a ranking; members with the same value share it."""

    place: Annotated[StrictInt, Field(description="from 1")]
    account: Annotated[StrictStr, Field(description="the member's account")]
    value: Annotated[StrictInt | StrictFloat, Field(description="what it goes by")]


class Ranking(Strict):
    """A ranking of the period that ends with the event."""

    ranking: Annotated[StrictStr, Field(description="the name of the ranking")]
    period: Annotated[StrictStr, Field(description="its first day, as an ISO date")]
    places: Annotated[tuple[Place, ...], Field(description="the places in their order")] = ()


class Sealed(Strict):
    """What a witness of a lottery committed to, and what they revealed of it."""

    account: Annotated[StrictStr, Field(description="the witness")]
    sealed: Annotated[StrictStr, Field(description="the SHA-256 of the secret")]
    at: Annotated[StrictStr, Field(description="when it was committed to")]
    secret: Annotated[
        StrictStr | None, Field(description="what was revealed; null if nothing that fits")
    ] = None
    revealed: Annotated[StrictStr | None, Field(description="when it was revealed")] = None


class Draw(Strict):
    """A lottery that was drawn with the event, or was void."""

    lottery: Annotated[StrictStr, Field(description="the name of the lottery")]
    period: Annotated[StrictStr, Field(description="the first day of the round, as an ISO date")]
    instant: Annotated[
        StrictInt, Field(description="when it was drawn, as the number that the seed is made of")
    ]
    result: Annotated[StrictStr, Field(description="drawn, empty, few or withheld")]
    prizes: Annotated[StrictInt, Field(description="how many can win")]
    entrants: Annotated[tuple[StrictStr, ...], Field(description="who entered, by account")] = ()
    sealed: Annotated[tuple[Sealed, ...], Field(description="the witnesses, by account")] = ()
    seed: Annotated[StrictStr, Field(description="empty unless it was drawn")] = ""
    winners: Annotated[tuple[StrictStr, ...], Field(description="in the order of the lots")] = ()
    blamed: Annotated[
        tuple[StrictStr, ...], Field(description="the witnesses who did not reveal")
    ] = ()
