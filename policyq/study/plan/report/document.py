"""A plan as JSON: the same bytes for the same policies, log and seed, whenever it is made."""

from __future__ import annotations

import json
from collections.abc import Sequence

from policyq.ir import clock
from policyq.study.plan.budgets import Judged
from policyq.study.plan.changes import Changed, Forgotten
from policyq.study.plan.plan import Plan, Viewed
from policyq.study.plan.report import by_day, labels
from policyq.study.plan.report.details import member_of, newcomers, newly, text_of
from policyq.study.plan.report.meaning import setting
from policyq.study.plan.report.sections import verdict
from policyq.study.plan.resampling import DRAWS, LEVEL, Estimate
from policyq.study.plan.sample import Compared
from policyq.study.plan.tally import Ground
from policyq.study.report.document import named
from policyq.study.report.report import Log

#: Raised when a reader of this document would have to change.
FORMAT = 1


def to_json(plans: Sequence[Plan]) -> str:
    """The plans as indented JSON with sorted keys; it ends with a line feed."""
    whole = {"format": FORMAT, "plans": [document(plan) for plan in plans]}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=2)
    # A lone surrogate in a word cannot be written as UTF-8; escaped it can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def document(plan: Plan) -> dict[str, object]:
    """One plan as plain values. Rates are as they are defined, shares parts of one."""
    old, new = plan.programs
    return {
        "tool": f"policyq {plan.tool}",
        "verdict": verdict(plan, lambda zh, en: en),
        "old": {"name": plan.names[0], "policy": old.name, "digest": old.digest},
        "new": {"name": plan.names[1], "policy": new.name, "digest": new.digest},
        "changed": bool(plan.changes),
        "refused": plan.refused,
        "over": plan.over,
        "changes": {
            "settings": [
                {"name": one.name, "old": setting(one.before), "new": setting(one.after)}
                for one in plan.changes.settings
            ],
            "parts": [_part(one) for one in plan.changes.parts],
            "forgotten": [_forgotten(one) for one in plan.changes.forgotten],
        },
        "log": None if plan.log is None or plan.ground is None else books(plan.log, plan.ground),
        "agreement": _agreement(plan),
        "intervals": _intervals(plan),
        "views": {name: _view(view, plan) for name, view in plan.views.items()},
        "examples": _examples(plan),
        "labels": labels.document(plan),
        "budgets": [_budget(judged) for judged in plan.budgets],
        "pseudonyms": named(plan.pseudonyms),
    }


def _part(one: Changed) -> dict[str, object]:
    return {
        "kind": one.key.kind,
        "name": one.key.name,
        "how": one.how,
        "now": one.now or None,
        "through": [{"kind": key.kind, "name": key.name} for key in one.through],
        "gone": list(one.gone),
        "come": list(one.come),
    }


def _forgotten(one: Forgotten) -> dict[str, object]:
    return {"kind": one.kind, "name": one.name, "rules": list(one.rules)}


def books(log: Log, ground: Ground) -> dict[str, object]:
    """What was read, as plain values."""
    ends = [clock.local(end, ground.zone).isoformat() for end in ground.span or ()]
    return {
        "files": log.files,
        "rows": log.rows,
        "events": ground.events,
        "messages": sum(ground.messages.values()),
        "groups": len(ground.groups),
        "from": ends[0] if ends else None,
        "to": ends[1] if ends else None,
        "rejected": sum(log.rejected.values()),
        "late": log.late,
        "assumed": dict(log.assumed),
        "silenced": {name: list(some) for name, some in log.silenced.items()},
    }


def _agreement(plan: Plan) -> dict[str, object] | None:
    found = plan.agreement
    if found is None:
        return None
    return {
        "share": found.share,
        "least": plan.least,
        "reported": found.reported,
        "decided": found.decided,
        "both": found.both,
        "reasons": dict(found.reasons),
    }


def _intervals(plan: Plan) -> dict[str, object] | None:
    table = plan.table
    if table is None:
        return None
    return {
        "level": LEVEL,
        "draws": DRAWS,
        "seed": plan.asked.seed,
        "by": table.by if table.enough else None,
        "clusters": table.clusters,
    }


def _view(view: Viewed, plan: Plan) -> dict[str, object]:
    of = plan.pseudonyms.of if plan.pseudonyms else str
    return {
        "measures": {one.measure: _compared(one) for one in (*view.rates, *view.totals)},
        "transitions": [
            {"old": old, "new": new, "messages": number}
            for (old, new), number in sorted(view.transitions.items())
        ],
        "prevented": [dict(side) for side in view.prevented],
        "differing": view.differing,
        "slices": {
            dimension: {str(value): row._asdict() for value, row in rows.items()}
            for dimension, rows in view.slices.items()
        },
        "rules": {
            name: {
                "old": one.before,
                "new": one.after,
                "gained": one.gained,
                "lost": one.lost,
                "changed": one.changed,
                "violations_per_1000": _estimate(view.by_rule.get(name)),
            }
            for name, one in view.rules.items()
        },
        "days": by_day.document(view),
        "members": newcomers(view),
        "newly": sorted(
            (
                {"member": of(account), "mutes": list(one.mutes), "removals": list(one.removals)}
                for account, one in view.members.items()
                if newly(one)
            ),
            key=lambda row: str(row["member"]),
        ),
    }


def _compared(one: Compared) -> dict[str, object]:
    return {
        "old": _estimate(one.old),
        "new": _estimate(one.new),
        "difference": _estimate(one.difference),
    }


def _estimate(one: Estimate | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {"value": one.value, "low": one.low, "high": one.high, "why": one.why or None}


def _examples(plan: Plan) -> list[dict[str, object]]:
    zone = plan.programs[0].timezone
    of_id = plan.pseudonyms.of_id if plan.pseudonyms else str
    return [
        {
            "old": sort.before,
            "new": sort.after,
            "rules": list(sort.rules),
            "messages": number,
            "examples": [
                {
                    "id": of_id(one.event.id),
                    "time": clock.local(one.event.time, zone).isoformat(),
                    "member": member_of(plan, one),
                    "text": text_of(plan, one, lambda zh, en: en),
                }
                for one in some
            ],
        }
        for sort, number, some in plan.shown
    ]


def _budget(judged: Judged) -> dict[str, object]:
    budget, override = judged.budget, judged.budget.override
    return {
        "measure": budget.measure,
        "filter": None if budget.filter is None else budget.filter._asdict(),
        "limit": {
            "kind": next(
                name
                for name in ("at_most", "at_least", "increase")
                if getattr(budget, name) is not None
            ),
            "number": budget.limit.number,
            "percent": budget.limit.percent,
        },
        "by": budget.by,
        "view": judged.view,
        "state": judged.state,
        "estimate": _estimate(judged.estimate),
        "bound": judged.bound,
        "place": budget.place,
        "override": None
        if override is None
        else {
            "reason": override.reason,
            "owner": override.owner,
            "until": override.until.isoformat(),
            "expired": judged.expired,
        },
    }
