"""A line of ``policyq records --json``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from policyq.apps.models_base import Count, OneOf, Strict
from policyq.apps.outputs.common import Instant
from policyq.study.records.book import FORMS
from policyq.vocabulary.actions import ACTIONS


class Record(Strict):
    """One disposal: something that was done, asked, put off or not done. A line of `policyq records
    --json`; what does not apply is left out."""

    format: Annotated[
        Literal[1], Field(description="the version of this form; see the promise above")
    ]
    time: Annotated[Instant, Field(description="the time of the decision")]
    group: Annotated[StrictStr, Field(description="a pseudonym, or the id of the group")]
    member: Annotated[StrictStr, Field(description="a pseudonym, or the account")] = ""
    rules: Annotated[tuple[StrictStr, ...], Field(description="the rules that asked for it")] = ()
    form: Annotated[
        Annotated[str, OneOf(*(form.replace(" ", "_") for form in FORMS))],
        Field(description="whether it was done, asked, put off or not done"),
    ]
    action: Annotated[Annotated[str, OneOf(*ACTIONS)], Field(description="what to do")]
    of: Annotated[
        StrictStr,
        Field(description="which points, reward or title; of a notice, which roster"),
    ] = ""
    amount: Annotated[StrictInt, Field(description="how many points")] = 0
    to: Annotated[StrictStr, Field(description="a role, a tag, or @account")] = ""
    tag: Annotated[StrictStr, Field(description="the tag to give")] = ""
    until: Annotated[Instant, Field(description="when a mute or lock ends")] = ""
    for_seconds: Annotated[
        Count, Field(description="of a pending mute or lock: its length from the approval")
    ] = 0
    text: Annotated[StrictStr, Field(description="what to say, its placeholders filled in")] = ""
    level: Annotated[StrictInt, Field(description="the level that it treats the event as")] = 0
    ladder: Annotated[StrictStr, Field(description="the ladder that it steps")] = ""
    step: Annotated[StrictInt, Field(description="the step reached, from 1")] = 1
    found: Annotated[
        tuple[StrictStr, ...],
        Field(description="words and hosts in the text; of contacts their kind"),
    ] = ()
    says: Annotated[StrictStr, Field(description="what the rule says of itself")] = ""
    question: Annotated[
        StrictStr, Field(description="the question that it is, or that led to it")
    ] = ""
    ended: Annotated[
        StrictStr,
        Field(
            description="how a question ended: `approved`, `rejected`, `timed_out`; `said`, of what"
            " was put off; why something was not done"
        ),
    ] = ""
    by: Annotated[tuple[StrictStr, ...], Field(description="who judged the question")] = ()
    lost_to: Annotated[StrictStr, Field(description="what it lost to")] = ""
    promise: Annotated[StrictStr, Field(description="the promise that held it back")] = ""
    undone: Annotated[
        StrictStr, Field(description="`failed`, `vetoed` or `forgiven`, if it was taken back")
    ] = ""
    undone_by: Annotated[StrictStr, Field(description="who took it back")] = ""
    event: Annotated[StrictStr, Field(description="the id of the event that led to it")]
