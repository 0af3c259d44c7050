"""What the outputs share: numbers, shares, intervals, pseudonyms."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictFloat, StrictInt, StrictStr

from policyq.apps.models_base import Count, OneOf, Strict
from policyq.study.numbers import BANDS

Number = StrictFloat | StrictInt
Share = Annotated[StrictFloat | StrictInt, Field(ge=0, le=1)]
BandName = Annotated[str, OneOf(*BANDS)]
Day = Annotated[StrictStr, Field(json_schema_extra={"format": "date"})]
Instant = Annotated[StrictStr, Field(json_schema_extra={"format": "date-time"})]
Pair = Annotated[list[StrictFloat | StrictInt], Field(min_length=2, max_length=2)]
Counted = dict[str, Count]
Group = Annotated[StrictStr, Field(description="a pseudonym, or the id of the group")]
Member = Annotated[StrictStr, Field(description="a pseudonym, or the account")]
SomeShare = Annotated[Share | None, Field(description="the share; null if nobody can tell")]


class Pseudonyms(Strict):
    """Under which key members and groups are called what they are."""

    fingerprint: Annotated[StrictStr, Field(description="of the key: equal ones, equal names")]
    kept: Annotated[bool, Field(description="whether the key was given, and can be used again")]


class BeyondCalendar(Strict):
    """Days that the calendar of the policy does not know."""

    from_: Annotated[Day, Field(alias="from", description="the first of these days")]
    to: Annotated[Day, Field(description="the last of these days")]
    days: Annotated[Count, Field(description="how many days of the log they are")]
    rules: Annotated[
        list[StrictStr], Field(description="the rules that ask for workdays or holidays there")
    ]
