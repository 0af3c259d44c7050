"""What a project asks of the record by which a rule on trial is enforced: the key ``promotion``.

```yaml
promotion: {recent: 14, span: 28, messages: 1000, fired: 5}
```
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, StrictInt

from policyq.apps.models_base import Strict
from policyq.study.promotion import MOST_DAYS, MOST_EVENTS, Terms
from policyq.vocabulary.types import Said

_Days = Annotated[StrictInt, Field(ge=0, le=MOST_DAYS)]
_Number = Annotated[StrictInt, Field(ge=0, le=MOST_EVENTS)]


class Promotion(Strict):
    """What the record of a replay must show before a rule on trial is enforced."""

    recent: Annotated[
        _Days | None, Field(description="the log ended at most so many days ago (7)")
    ] = None
    span: Annotated[
        Annotated[StrictInt, Field(ge=1, le=MOST_DAYS)] | None,
        Field(description="the log covers at least so many days (7)"),
    ] = None
    messages: Annotated[
        _Number | None, Field(description="the log holds at least so many messages (0)")
    ] = None
    fired: Annotated[
        _Number | None, Field(description="the rule fired at least so many times (0)")
    ] = None


_DAYS = Said(
    f"天数：0 到 {MOST_DAYS} 的整数", f"a number of days: a whole number from 0 to {MOST_DAYS}"
)
_NUMBER = Said(f" 0 到 {MOST_EVENTS} 的整数", f"a whole number from 0 to {MOST_EVENTS}")

#: As in `policyq.apps.project.model`.
EXPECTED: dict[tuple[str, ...], Said] = {
    ("promotion",): Said(
        " recent、span、messages、fired 这几项", "`recent`, `span`, `messages` and `fired`"
    ),
    ("promotion", "recent"): _DAYS,
    ("promotion", "span"): Said(
        f"天数：1 到 {MOST_DAYS} 的整数", f"a number of days: a whole number from 1 to {MOST_DAYS}"
    ),
    ("promotion", "messages"): _NUMBER,
    ("promotion", "fired"): _NUMBER,
}
INSIDE: dict[tuple[str, ...], tuple[str, ...]] = {("promotion",): tuple(Promotion.model_fields)}


def terms_of(said: Mapping[str, Any] | None) -> Terms:
    """The terms that the right value of the key says; what it does not say is as without it."""
    return Terms(**{name: number for name, number in (said or {}).items() if number is not None})
