"""Who is who: the shape of a roster."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StrictBool, StrictStr

from policyq.apps.models_base import Count, Filled, Platform, Strict
from policyq.vocabulary.events import ROLES

_Day = Annotated[StrictStr, Field(description="a date (its start, in the roster's zone) or a time")]


class RosterRow(Strict):
    """One member of one group, for a time."""

    group: Annotated[Filled | None, Field(description="the group; left out: every group")] = None
    account: Annotated[Filled, Field(description="the account")]
    name: Annotated[StrictStr | None, Field(description="the display name")] = None
    role: Annotated[
        StrictStr | None,
        Field(
            description="in either language: "
            + ", ".join(f"{k} ({v.zh})" for k, v in ROLES.items())
        ),
    ] = None
    tags: Annotated[
        list[StrictStr] | StrictStr | None,
        Field(description="a list; in one cell, parted by `;` or `、`"),
    ] = None
    joined: Annotated[_Day | None, Field(description="when the member joined")] = None
    left: Annotated[_Day | None, Field(description="when the member left; not so from then on")] = (
        None
    )
    valid_from: Annotated[_Day | None, Field(description="the row holds from then on")] = None
    valid_until: Annotated[_Day | None, Field(description="and before then")] = None
    person: Annotated[
        StrictStr | None,
        Field(description="who is behind the account: the same for all accounts of one person"),
    ] = None
    channel: Annotated[
        StrictStr | None,
        Field(description="where the member came from, as the group calls it: `account`"),
    ] = None


class GroupRow(Strict):
    """One group of the roster, for a time."""

    group: Annotated[Filled, Field(description="the group")]
    name: Annotated[StrictStr | None, Field(description="the name that people see")] = None
    tags: Annotated[list[StrictStr] | StrictStr | None, Field(description="the group's tags")] = (
        None
    )
    members: Annotated[Count | None, Field(description="how many members it has")] = None
    platform: Annotated[Platform | None, Field(description="the platform")] = None
    valid_from: Annotated[_Day | None, Field(description="the row holds from then on")] = None
    valid_until: Annotated[_Day | None, Field(description="and before then")] = None


class Roster(Strict):
    """Who is who. As CSV, one `RosterRow` a line under a header."""

    timezone: Annotated[StrictStr | None, Field(description="of dates; UTC if nothing says")] = None
    complete: Annotated[
        StrictBool,
        Field(
            description="whether every member stands here, so that rows may be counted as members"
        ),
    ] = False
    members: Annotated[list[RosterRow], Field(description="the members", default_factory=list)]
    groups: Annotated[
        list[GroupRow], Field(description="what is known of whole groups", default_factory=list)
    ]
