"""What ``policyq check`` and ``policyq lint`` find, and what ``policyq test`` says of examples."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictInt, StrictStr

from policyq.apps.models_base import Count, Strict
from policyq.apps.outputs.common import Day


class Where(Strict):
    """A span of a file."""

    file: Annotated[StrictStr | None, Field(description="the file; null if there is none")]
    start: Annotated[StrictInt, Field(description="in code points, from 0; -1: nowhere")]
    end: Annotated[StrictInt, Field(description="behind the last code point; -1 likewise")]
    line: Annotated[Count | None, Field(description="from 1; null if the text is not at hand")]
    column: Annotated[Count | None, Field(description="in code points, from 1; null likewise")]
    end_line: Annotated[Count | None, Field(description="the line of the end; null likewise")]
    end_column: Annotated[Count | None, Field(description="the column of the end; null likewise")]


class MarkedSpan(Where):
    """A span, and what is said of it."""

    message: Annotated[StrictStr, Field(description="what is said of it")]


class Replacement(Where):
    """What may be written instead."""

    replacement: Annotated[StrictStr, Field(description="what to write there")]
    certain: Annotated[bool, Field(description="whether nothing else can be meant")]


class Diagnostic(Where):
    """One thing that was found."""

    code: Annotated[StrictStr, Field(description="such as `PQ201`; never used for another thing")]
    name: Annotated[StrictStr, Field(description="what the code is called")]
    severity: Annotated[Literal["error", "warning", "advice"], Field(description="how grave it is")]
    message: Annotated[StrictStr, Field(description="what is wrong")]
    labels: Annotated[list[MarkedSpan], Field(description="the places, the main one first")]
    help: Annotated[StrictStr | None, Field(description="what to do; null if nothing is said")]
    hint: Annotated[StrictStr | None, Field(description="what was probably meant, if known")]
    fixes: Annotated[list[Replacement], Field(description="what may be written instead")]


class Allowed(Diagnostic):
    """One thing that was found and that the policy allows."""

    by: Annotated[Where, Field(description="where the policy allows it")]
    until: Annotated[Day, Field(description="the last day on which it does")]
    reason: Annotated[StrictStr, Field(description="why")]


class Summary(Strict):
    """How many there are."""

    error: Annotated[Count, Field(description="errors")]
    warning: Annotated[Count, Field(description="warnings")]
    advice: Annotated[Count, Field(description="advice")]


class Diagnostics(Strict):
    """What was found in policies, as `--format json` of `policyq check` and `policyq lint` prints."""

    version: Annotated[
        Literal[1], Field(description="the version of this form; see the promise above")
    ]
    language: Annotated[Literal["zh", "en"], Field(description="of the sentences")]
    summary: Annotated[Summary, Field(description="how many were found")]
    diagnostics: Annotated[list[Diagnostic], Field(description="what was found")]
    suppressed: Annotated[list[Allowed], Field(description="what a policy allows")]


class ExampleRule(Strict):
    """A rule, as the examples reach it."""

    fired: Annotated[Count, Field(description="in how many examples it fired")]
    branches: Annotated[
        dict[str, list[bool]],
        Field(description="its conditions, and which of false and true they were"),
    ]


class Coverage(Strict):
    """How much of a policy the examples reach: how many, and of how many."""

    rules: Annotated[
        list[Count], Field(min_length=2, max_length=2, description="rules that fired, and all")
    ]
    branches: Annotated[
        list[Count],
        Field(min_length=2, max_length=2, description="conditions true and false, and all"),
    ]


class Examples(Strict):
    """What became of the examples of one policy: a line of `policyq test --json`."""

    format: Annotated[
        Literal[1], Field(description="the version of this form; see the promise above")
    ]
    policy: Annotated[StrictStr, Field(description="the file")]
    passed: Annotated[list[StrictStr], Field(description="the titles of those that hold")]
    failures: Annotated[Diagnostics, Field(description="the others, as diagnostics")]
    rules: Annotated[dict[str, ExampleRule], Field(description="the rules by name")]
    elsewhere: Annotated[
        list[StrictStr], Field(description="policies that it uses, with examples of their own")
    ]
    coverage: Annotated[Coverage, Field(description="how much the examples reach")]
