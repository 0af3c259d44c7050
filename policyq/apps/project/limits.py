"""The budgets of a project file: their shape, and what they come to.

```yaml
budgets:
  - {measure: removals, increase: 0}
  - {measure: mutes, increase: 10 %}
  - {measure: violation_rate, at_most: 7 %}
  - {measure: mutes, role: guest, at_most: 0}
  - {measure: false_positives, at_most: 1 %}
```
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field, StrictFloat, StrictInt, StrictStr, model_validator

from policyq.apps.models_base import Filled, OneOf, Strict
from policyq.study.plan.budget import Amount, Budget, Filter, Override, wrong
from policyq.study.plan.measures import MEASURES
from policyq.vocabulary.choices import BY, JUDGED_VIEWS
from policyq.vocabulary.events import ROLES
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.project.places import Path

_NUMBER = r"^\s*[+-]?\d{1,12}(\.\d{1,6})?\s*[%％]?\s*$"
_MEASURES = {one.id: one.says for one in MEASURES.values()}
_DIMENSIONS = ("rule", "role", "tag")
_LIMITS = ("at_most", "at_least", "increase")

_Amount = (
    Annotated[StrictInt, Field(ge=-(10**12), le=10**12)]
    | Annotated[StrictFloat, Field(ge=-1e12, le=1e12, allow_inf_nan=False)]
    | Annotated[StrictStr, Field(pattern=_NUMBER)]
)


class OverrideRow(Strict):
    """Why a budget may be exceeded, who answers for it, and until when."""

    reason: Annotated[Filled, Field(description="why it may be exceeded")]
    owner: Annotated[Filled, Field(description="who answers for it")]
    until: Annotated[
        date, Field(description="the last day on which the override holds, as 2026-12-31")
    ]


class Row(Strict):
    """One limit to what a change of a policy may do."""

    measure: Annotated[Annotated[str, OneOf(_MEASURES)], Field(description="what is limited")]
    rule: Annotated[Filled | None, Field(description="count what this rule does, alone")] = None
    role: Annotated[
        Annotated[str, OneOf(ROLES)] | None,
        Field(description="count what is done about members of this role, alone"),
    ] = None
    tag: Annotated[
        Filled | None, Field(description="count what is done about members with this tag, alone")
    ] = None
    at_most: Annotated[
        _Amount | None, Field(description="the most that it may be under the new policy")
    ] = None
    at_least: Annotated[
        _Amount | None,
        Field(description="the least that it may be under the new policy: precision, recall"),
    ] = None
    increase: Annotated[
        _Amount | None,
        Field(description="the most by which it may grow: a number, or 10 % of what it was"),
    ] = None
    by: Annotated[
        Annotated[str, OneOf(BY)],
        Field(description="judged by the pessimistic end of the interval, or by the log alone"),
    ] = "interval"
    view: Annotated[
        Annotated[str, OneOf(JUDGED_VIEWS)],
        Field(description="the view that is judged; `worst`: the worse of those there are"),
    ] = "worst"
    override: Annotated[
        OverrideRow | None, Field(description="somebody answers for exceeding it")
    ] = None

    @model_validator(mode="after")
    def _one_limit(self) -> Row:
        limits = (self.at_most, self.at_least, self.increase)
        if sum(limit is not None for limit in limits) != 1:
            raise ValueError("exactly one of at_most, at_least and increase")
        if sum(getattr(self, name) is not None for name in _DIMENSIONS) > 1:
            raise ValueError("at most one of rule, role and tag")
        return self


_AMOUNT = Said("数（3）或百分比（10 %）", "a number (3) or a percentage (10 %)")
_TEXT = Said("文字", "a text")

#: As in `policyq.apps.project.model`.
EXPECTED: dict[tuple[str, ...], Said] = {
    ("budgets",): Said("预算的列表", "a list of budgets"),
    ("budgets", "#"): Said(
        " measure，加 at_most、at_least、increase 其中一项，最多再加 rule、role、tag 其中一项",
        "`measure`, one of `at_most`, `at_least` and `increase`, and at most one of `rule`, `role` and `tag`",
    ),
    ("budgets", "#", "measure"): Said("衡量什么", "the name of a measure"),
    ("budgets", "#", "rule"): Said("规则名", "the name of a rule"),
    ("budgets", "#", "role"): Said("角色", "a role"),
    ("budgets", "#", "tag"): Said("标签", "a tag"),
    ("budgets", "#", "at_most"): _AMOUNT,
    ("budgets", "#", "at_least"): _AMOUNT,
    ("budgets", "#", "increase"): _AMOUNT,
    ("budgets", "#", "by"): Said(" interval 或 log", "interval or log"),
    ("budgets", "#", "view"): Said(" worst、fixed 或 suppressed", "worst, fixed or suppressed"),
    ("budgets", "#", "override"): Said(
        " reason、owner 和 until", "`reason`, `owner` and `until`, all three"
    ),
    ("budgets", "#", "override", "reason"): Said("理由", "a text"),
    ("budgets", "#", "override", "owner"): Said("负责人的名字", "a name"),
    ("budgets", "#", "override", "until"): Said(
        " 2026-12-31 这样的日期", "a date such as 2026-12-31"
    ),
}
CHOICES: dict[tuple[str, ...], Mapping[str, Said]] = {
    ("budgets", "#", "measure"): _MEASURES,
    ("budgets", "#", "role"): ROLES,
    ("budgets", "#", "by"): BY,
    ("budgets", "#", "view"): JUDGED_VIEWS,
}
INSIDE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("budgets", "#"): tuple(Row.model_fields),
    ("budgets", "#", "override"): tuple(OverrideRow.model_fields),
}

#: What each part of a budget is, for one that lacks it.
_PARTS: dict[str, Said] = {
    "measure": Said("measure（衡量什么）", "`measure` (what is limited)"),
    "reason": Said("reason（理由）", "`reason` (why)"),
    "owner": Said("owner（谁负责）", "`owner` (who answers for it)"),
    "until": Said("until（到哪天为止）", "`until` (the last day)"),
}
_LIMIT = Said("at_most、at_least、increase 其中一项", "one of `at_most`, `at_least` and `increase`")

_WRONG: dict[str, Said] = {
    "negative": Said("不小于 0 的数或百分比", "a number or percentage that is not below 0"),
    "above": Said("0 % 到 100 %：它是占总数的比例", "0 % to 100 %: it is a share of all"),
    "at_most": Said(" at_most 一项（最多是多少）", "its limit as `at_most`"),
    "at_least": Said(" at_least 一项（至少是多少）", "its limit as `at_least`"),
    "rule": Said(
        "次数（如 mutes）：人判过的比例只能按规则算，不能按角色、标签算",
        "a count such as mutes: a share of judged messages is kept for one rule, no role or tag",
    ),
    "view": Said(
        " worst 或 fixed：标注说的是记录里的消息", "worst or fixed: labels are of the log as it is"
    ),
    "percent": Said("百分比（10 %）", "a percentage (10 %)"),
    "number": Said("数（3），不是百分比", "a number (3), no percentage"),
    "filter": Said(
        "次数（如 mutes）：比率不能只按一条规则、一个角色或一个标签算",
        "a count such as mutes: a rate is not kept for one rule, role or tag",
    ),
}


def budget_of(said: Mapping[str, Any], place: str) -> Budget:
    """The budget that a row of the right shape says."""
    filters = [Filter(name, said[name]) for name in _DIMENSIONS if said.get(name) is not None]
    override = said.get("override")
    return Budget(
        measure=said["measure"],
        filter=filters[0] if filters else None,
        at_most=_amount(said.get("at_most")),
        at_least=_amount(said.get("at_least")),
        increase=_amount(said.get("increase")),
        by=said.get("by", "interval"),
        view=said.get("view", "worst"),
        override=None
        if override is None
        else Override(override["reason"], override["owner"], _day(override["until"])),
        place=place,
    )


def lacking(path: Path, said: Mapping[str, Any]) -> list[Said]:
    """What a budget, or an override, does not say and has to."""
    if path[-1] == "override":
        return [_PARTS[name] for name in ("reason", "owner", "until") if said.get(name) is None]
    parts = [] if said.get("measure") is not None else [_PARTS["measure"]]
    return parts + [_LIMIT] * all(said.get(name) is None for name in _LIMITS)


def clash(said: Mapping[str, Any]) -> Said | None:
    """What a budget says together and may not."""
    for names in (_LIMITS, _DIMENSIONS):
        both = [name for name in names if said.get(name) is not None]
        if len(both) > 1:
            shown = [f"`{name}`" for name in both]
            return Said(f"{'、'.join(both)} 这 {len(both)} 项", f"{' and '.join(shown)} together")
    return None


def misfits(rows: list[Mapping[str, Any]]) -> Iterator[tuple[Path, Said]]:
    """The places at which rows of the right shape ask what cannot be, and what belongs there."""
    for number, said in enumerate(rows):
        reason = wrong(budget_of(said, ""))
        if reason:
            limit = next(name for name in _LIMITS if said.get(name) is not None)
            key = {"filter": "measure", "view": "view", "rule": "measure"}.get(reason, limit)
            yield ("budgets", number, key), _WRONG[reason]


def _amount(said: Any) -> Amount | None:
    if said is None:
        return None
    text = str(said).strip()
    bare = text.rstrip("%％ ")
    return Amount(float(bare) / 100, True) if bare != text else Amount(float(bare))


def _day(said: Any) -> date:
    return said if isinstance(said, date) else date.fromisoformat(said)
