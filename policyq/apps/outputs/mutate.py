"""What ``policyq mutate --json`` prints."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from policyq.apps.models_base import Count, OneOf, Strict
from policyq.apps.outputs.common import SomeShare
from policyq.study.mutation.kinds import KINDS, NOT_FOUND

_Kind = Annotated[str, OneOf(*KINDS)]


class Noticed(Strict):
    """How many changes somebody notices."""

    examples: Annotated[Count, Field(description="by an example")]
    log: Annotated[
        Count | None, Field(description="by the log, and by no example; null if no log was asked")
    ]


class Uncounted(Strict):
    """How many changes were tried and are not counted."""

    refused: Annotated[Count, Field(description="`policyq check` refuses the changed policy")]
    same: Annotated[Count, Field(description="it means the same, or the same as another change")]
    reports: Annotated[
        Count, Field(description="nothing is done otherwise, only reports tell something else")
    ]


class OfKind(Strict):
    """The changes of one kind."""

    counted: Annotated[Count, Field(description="how many there are")]
    noticed: Annotated[Count, Field(description="how many of them somebody notices")]


class InBoth(Strict):
    """The same in Chinese and in English."""

    zh: Annotated[StrictStr, Field(description="in Chinese")]
    en: Annotated[StrictStr, Field(description="in English")]


class Overlooked(Strict):
    """A change that nobody notices."""

    code: Annotated[Literal["PQ780"], Field(description="of the report about it")]
    kind: Annotated[_Kind, Field(description="what kind of change it is")]
    declaration: Annotated[
        StrictStr | None, Field(description="the name of what is changed; null if it has none")
    ]
    file: Annotated[StrictStr | None, Field(description="the file; null if there is none")]
    line: Annotated[Count | None, Field(description="from 1; null if the text is not at hand")]
    column: Annotated[Count | None, Field(description="in code points, from 1; null likewise")]
    change: Annotated[InBoth, Field(description="what is changed, in words")]
    example: Annotated[
        StrictStr | None, Field(description="an example that would notice it; null: none was found")
    ]
    reason: Annotated[
        Annotated[str, OneOf(*NOT_FOUND)] | None,
        Field(description="why there is no example; null if there is one"),
    ]


class Mutated(Strict):
    """What came of one policy."""

    policy: Annotated[StrictStr, Field(description="the file")]
    seed: Annotated[StrictInt, Field(description="how the changes were drawn")]
    changes: Annotated[Count, Field(description="small changes that there are")]
    tried: Annotated[
        Count, Field(description="of these, drawn and tried: those counted and those not")
    ]
    counted: Annotated[Count, Field(description="those that make another policy")]
    uncounted: Annotated[Uncounted, Field(description="the others, by why they are not counted")]
    noticed: Annotated[Noticed, Field(description="of those counted, how many somebody notices")]
    share: Annotated[SomeShare, Field(description="the share noticed; null: nothing was counted")]
    kinds: Annotated[
        dict[_Kind, OfKind],
        Field(description="those counted, by kind; a kind without any is left out"),
    ]
    unnoticed: Annotated[list[Overlooked], Field(description="those that nobody notices, by place")]


class Mutate(Strict):
    """Whether the examples of policies notice small changes, as `policyq mutate --json` prints it."""

    format: Annotated[
        Literal[1], Field(description="the version of this form; see the promise above")
    ]
    policies: Annotated[list[Mutated], Field(description="the policies, as they were named")]
