"""A report as JSON: the same bytes for the same log, policy and options, whenever it is made."""

from __future__ import annotations

import json
from dataclasses import asdict

from policyq.ir import clock
from policyq.study.beyond import Days
from policyq.study.numbers import BANDS, Counts
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report import (
    across,
    appeals,
    channels,
    complaints,
    contents,
    daily,
    duty,
    handled,
    hot,
    incentives,
    labels,
    ladders,
    lotteries,
    measured,
    streaks,
    structure,
    trials,
)
from policyq.study.report import report as of
from policyq.study.report.report import GUIDE, Log, Report
from policyq.vocabulary.types import SECOND, Instant

#: Raised when a reader of this document would have to change.
FORMAT = 1


def to_json(report: Report) -> str:
    """The report as indented JSON with sorted keys; it ends with a line feed."""
    text = json.dumps(document(report), ensure_ascii=False, sort_keys=True, indent=2)
    # A lone surrogate in a word cannot be written as UTF-8; escaped it can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def document(report: Report) -> dict[str, object]:
    """The report as plain values. Shares are parts of one; what is not known is null."""
    program, rates = report.program, report.rates
    return {
        "format": FORMAT,
        "tool": f"policyq {report.tool}",
        "policy": {
            "name": program.name,
            "digest": program.digest,
            "timezone": program.timezone,
        },
        "mode": report.mode,
        "pseudonyms": named(report.pseudonyms),
        "log": _log(report),
        "assumptions": _assumptions(report.log),
        "all": counted(rates.all),
        "bands": [
            {
                "band": band,
                "members": {"from": BANDS[band][0], "to": BANDS[band][1]},
                **counted(counts),
                "reference": GUIDE[band]._asdict(),
            }
            for band, counts in report.bands
        ],
        "structure": structure.document(report),
        "hours": [{"hour": hour, **_hour(counts)} for hour, counts in report.hours],
        "rules": {name: asdict(rule) for name, rule in rates.rules.items()},
        "actions": dict(rates.actions),
        "questions": {**rates.questions, "open": rates.open},
        "promises": dict(rates.promises),
        "waited": dict(rates.waited),
        "prevented": {
            "events": sum(rates.prevented.values()),
            "messages": rates.prevented_messages,
            "by_reason": dict(rates.prevented),
        },
        **daily.document(report),
        **ladders.document(report),
        **measured.document(report),
        **contents.document(report),
        **channels.document(report),
        **incentives.document(report),
        **streaks.document(report),
        **complaints.document(report),
        **lotteries.document(report),
        **handled.document(report),
        **appeals.document(report),
        **duty.document(report),
        **trials.document(report),
        **labels.document(report),
        **hot.document(report),
        **across.document(report),
        "top": _top(report),
    }


def _top(report: Report) -> dict[str, object]:
    return {
        "words": [
            {"list": name, "word": word, "violations": number}
            for (name, word), number in report.top_words
        ],
        "hosts": [{"host": host, "violations": number} for host, number in report.top_hosts],
        "members": [{"member": name, **asdict(one)} for name, one in report.top_members],
    }


def named(pseudonyms: Pseudonyms | None) -> dict[str, object] | None:
    """Under which key members are called what they are; null where their accounts stand."""
    if pseudonyms is None:
        return None
    return {"fingerprint": pseudonyms.fingerprint, "kept": pseudonyms.kept}


def counted(counts: Counts) -> dict[str, object]:
    """The numbers of one slice and their ratios."""
    return {
        "groups": counts.groups,
        "messages": counts.messages,
        "messages_by_known_size": counts.sized,
        "violations": counts.violations,
        "violation_rate": of.violation_rate(counts),
        "interventions": counts.interventions,
        "interventions_per_1000_messages": of.per_thousand(counts.interventions, counts),
        "interventions_per_group_week": of.per_week(counts.interventions, counts),
        "replies": counts.replies,
        "administrator": counts.administrator,
        "administrator_per_group_week": of.per_week(counts.administrator, counts),
        "automatic": counts.automatic,
        "asked": counts.asked,
        "automatic_share": of.automatic_share(counts),
        "covered_seconds": counts.covered // SECOND,
        "group_weeks": of.weeks(counts),
    }


def _hour(counts: Counts) -> dict[str, object]:
    return {
        "messages": counts.messages,
        "violations": counts.violations,
        "violation_rate": of.violation_rate(counts),
        "interventions": counts.interventions,
        "administrator": counts.administrator,
    }


def _log(report: Report) -> dict[str, object]:
    log, rates, zone = report.log, report.rates, report.program.timezone
    return {
        "files": log.files,
        "files_not_read": log.faults,
        "rows": log.rows,
        "noise": log.noise,
        "rejected": {"rows": sum(log.rejected.values()), "by_reason": dict(log.rejected)},
        "events": rates.events + log.again,
        "repeated": rates.repeated + log.again,
        "ticks": rates.ticks,
        "steps_back": log.steps_back,
        "late": log.late,
        "from": _written(rates.first, zone),
        "to": _written(rates.last, zone),
        "groups": rates.all.groups,
        "members": sum(1 for one in rates.members.values() if one.messages),
    }


def _written(instant: Instant | None, zone: str) -> str | None:
    return None if instant is None else clock.local(instant, zone).isoformat()


def _assumptions(log: Log) -> dict[str, object]:
    return {
        "roster": log.roster,
        "messages": log.messages,
        "assumed": {
            field: {"messages": number, "share": of.share(number, log.messages)}
            for field, number in log.assumed.items()
        },
        "never_said": list(log.missing),
        "silenced": {name: list(fields) for name, fields in log.silenced.items()},
        "beyond_calendar": _beyond(log.beyond),
    }


def _beyond(days: Days | None) -> dict[str, object] | None:
    if days is None:
        return None
    return {
        "from": days.first.isoformat(),
        "to": days.last.isoformat(),
        "days": days.days,
        "rules": list(days.rules),
    }
