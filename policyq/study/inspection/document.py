"""An inspection as JSON: the same bytes for the same log and options. docs/reference/logs.md tells
what stands where."""

from __future__ import annotations

import json

from policyq.ir import clock
from policyq.study.inspection.inspection import LONGEST, Books, Inspection
from policyq.study.report.document import named
from policyq.study.report.report import share
from policyq.study.survey import OfGroup
from policyq.vocabulary.types import SECOND, Instant

#: Raised when a reader of this document would have to change.
FORMAT = 1


def to_json(inspection: Inspection, language: str = "en") -> str:
    """Indented JSON with sorted keys, sentences in ``language``; it ends with a line feed."""
    text = json.dumps(document(inspection, language), ensure_ascii=False, sort_keys=True, indent=2)
    # A lone surrogate cannot be written as UTF-8; escaped it can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def document(inspection: Inspection, language: str) -> dict[str, object]:
    """The inspection as plain values."""
    survey, zone = inspection.survey, inspection.timezone
    span = survey.span
    return {
        "format": FORMAT,
        "tool": f"policyq {inspection.tool}",
        "timezone": zone,
        **_books(inspection.books, language),
        "repeated_messages": survey.repeated,
        "from": None if span is None else _written(span[0], zone),
        "to": None if span is None else _written(span[1], zone),
        "kinds": dict(survey.kinds),
        "groups": [
            {"group": id, **_group(group, zone)} for id, group in sorted(survey.groups.items())
        ],
        "members": {
            "count": len(survey.members),
            "most": [
                {"member": name, "messages": messages, "role": role}
                for name, messages, role in inspection.top_members
            ],
        },
        "pseudonyms": named(inspection.pseudonyms),
        "fields": {
            name: {"events": one.events, "said": one.said, "share": share(one.said, one.events)}
            for name, one in survey.fields.items()
        },
        "policy": _policy(inspection),
    }


def _books(books: Books, language: str) -> dict[str, object]:
    return {
        "files": books.files,
        "files_not_read": [
            {
                "file": one.file,
                "code": one.code,
                "says": one.says.in_(language),
                "helps": one.helps.in_(language),
            }
            for one in books.faults
        ],
        "formats": dict(books.formats),
        "encodings": dict(books.encodings),
        "rows": books.rows,
        "beside": books.beside,
        "events": books.events,
        "noise": books.noise,
        "left_out": [
            {"what": what.in_(language), "rows": rows} for what, rows in books.left_out.items()
        ],
        "rejected": {
            "rows": sum(books.rejected.values()),
            "by_reason": dict(books.rejected),
            "samples": [
                {
                    **one._asdict(),
                    "says": one.says.in_(language),
                    "helps": one.helps.in_(language),
                }
                for one in books.samples
            ],
        },
        "damaged": books.damaged,
        "repeated_ids": books.repeated_ids,
        "steps_back": {
            "events": books.steps_back,
            "furthest_seconds": -(-books.furthest_back // SECOND),
        },
    }


def _group(group: OfGroup, zone: str) -> dict[str, object]:
    return {
        "name": group.name,
        "platform": group.platform,
        "events": group.events,
        "messages": group.messages,
        "members": len(group.members),
        "from": _written(group.first, zone),
        "to": _written(group.last, zone),
        "days": len(group.days),
        "days_without": {
            "days": sum(gap.days for gap in group.gaps),
            "longest": [
                {"from": gap.first.isoformat(), "to": gap.last.isoformat(), "days": gap.days}
                for gap in group.gaps[:LONGEST]
            ],
        },
        "silences": [
            {
                "from": _written(one.start, zone),
                "to": _written(one.end, zone),
                "seconds": one.length // SECOND,
            }
            for one in group.longest[:LONGEST]
        ],
    }


def _policy(inspection: Inspection) -> dict[str, object] | None:
    program = inspection.program
    if program is None:
        return None
    return {
        "name": program.name,
        "digest": program.digest,
        "rules": {
            name: {"never_said": list(lack.fields), "silent": lack.silent}
            for name, lack in inspection.lacks.items()
        },
    }


def _written(instant: Instant, zone: str) -> str:
    return clock.local(instant, zone).isoformat()
