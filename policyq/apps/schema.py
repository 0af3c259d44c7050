"""The door: JSON to events, and events and decisions to JSON.

Times come in as RFC 3339 with an offset, or as a number of seconds since 1970 (milliseconds
from twelve digits on), and go out as RFC 3339. Only ``id``, ``time``, ``group`` and ``kind``
are needed, and ``kind`` is ``text`` where a ``text`` is given; ``message`` is another word for
it. ``sender`` is an account, or an object of ``id``, ``name``, ``role``, ``tags``, ``joined``,
``person``,
``channel``; ``group`` is a name, or an object of ``id``, ``name``, ``tags``, ``members``, ``platform``.
Whole numbers are taken for names. A field that nobody knows is a problem, never skipped.

A lone surrogate in a text becomes U+FFFD, one for one, so that offsets hold; NUL stays, and
is written as ``\\u0000``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, tzinfo
from typing import Any

from pydantic_core import PydanticSerializationError, from_json, to_json

from policyq.apps import times
from policyq.apps.problems import Problem, Refused, shown
from policyq.apps.rows import event_from_row
from policyq.diagnostics.catalog.logs import NOT_JSON, NOT_OBJECT
from policyq.diagnostics.foreign import of_reader
from policyq.vocabulary.decisions import (
    Act,
    Answer,
    Decision,
    Evidence,
    Fired,
    Lost,
    Posting,
    Question,
    Shadow,
)
from policyq.vocabulary.draws import Draw
from policyq.vocabulary.events import Event

_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile(r"\\u[dD][89a-fA-F]")
_TIME_FIELDS = frozenset({"time", "joined", "until"})

#: What a decision tells of its event, where it is kept as a record.
ABOUT = ("kind", "sender", "target", "refers", "action", "result")

#: Of these, what commands print for programs.
OUTPUTS = ("replay", "plan", "tune", "records", "diagnostics", "examples", "mutate")
#: What `schema` can describe.
SCHEMAS = ("event", "verdict", "outcome", "tick", "decision", "roster", "project", *OUTPUTS)


def schema(which: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of one of `SCHEMAS`; raises `KeyError` for another name."""
    from policyq.apps.models import describe

    return describe(which)


def event_from_json(
    document: bytes | str | Mapping[str, Any],
    *,
    timezone: tzinfo | None = None,
    name_it: Callable[[str], str] | None = None,
) -> Event | Problem:
    """The event that a JSON document (or the mapping made of one) says, or what is wrong.

    ``timezone`` is that of times without an offset; without it such times are problems.
    ``name_it`` makes an id from the group where the document has none.
    """
    try:
        if type(document) is bytes or type(document) is str:
            return event_from_row(parse_object(document), timezone, name_it)
        return event_from_row(_mended(document), timezone, name_it)
    except Refused as refused:
        return refused.problem


def event_to_json(event: Event, zone: tzinfo = UTC) -> str:
    """One line of JSON that `event_from_json` reads back: fields in order, unknown ones left out.

    Times stand in ``zone``.
    """
    row: dict[str, Any] = {}
    for field, value in zip(Event._fields, event, strict=True):
        if value is None:
            continue
        if type(value) is int and field in _TIME_FIELDS:
            row[field] = times.write(value, zone)
        elif type(value) is str:
            row[field] = value
        else:
            row[field] = _plain(value)
    return _dump(row)


def _plain(value: object) -> object:
    """A field's value as JSON has it: sets sorted, tuples as lists."""
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def decision_to_json(decision: Decision, zone: tzinfo, event: Event | None = None) -> str:
    """A decision as one line of JSON; times stand in ``zone``, that of the policy. ``event``: the
    one that it is about, for whoever keeps decisions as records."""
    return _dump(decision_to_row(decision, zone, event))


def decision_to_row(decision: Decision, zone: tzinfo, event: Event | None = None) -> dict[str, Any]:
    """A decision as plain values in a fixed order; inside, what is not used is left out.

    An ``event`` that it is not about is not told: `feed` returns decisions on ticks, too."""
    row = {
        "event": decision.event,
        "group": decision.group,
        "time": times.write(decision.time, zone),
        "policy": decision.policy,
        "allowed": decision.allowed,
        "fired": [_fired(one) for one in decision.fired],
        "actions": [_act(one, zone) for one in decision.actions],
        "lost": [_used(one) for one in decision.lost],
        "pending": [_question(one, zone) for one in decision.pending],
        "answers": [_used(one) for one in decision.answers],
        "promises": list(decision.promises),
        "unknown": list(decision.unknown),
        "waiting": [
            {"act": _act(one.act, zone), "until": times.write(one.until, zone)}
            for one in decision.waiting
        ],
    }
    if decision.measured:
        row["measured"] = [one._asdict() for one in decision.measured]
    if decision.kept:
        row["kept"] = [one._asdict() for one in decision.kept]
    if decision.ranked:
        row["ranked"] = [
            {**one._asdict(), "places": [place._asdict() for place in one.places]}
            for one in decision.ranked
        ]
    if decision.postings:
        row["postings"] = [_used(one) for one in decision.postings]
    if decision.draws:
        row["draws"] = [_draw(one, zone) for one in decision.draws]
    if decision.shadow is not None:
        row["shadow"] = _shadow(decision.shadow, zone)
    if event is not None and (event.group, event.id) == (decision.group, decision.event):
        told = {name: getattr(event, name) for name in ABOUT}
        row["about"] = {name: value for name, value in told.items() if value is not None}
    return row


def _shadow(shadow: Shadow, zone: tzinfo) -> dict[str, Any]:
    row = {
        "fired": [_fired(one) for one in shadow.fired],
        "actions": [_act(one, zone) for one in shadow.actions],
        "instead": [_act(one, zone) for one in shadow.instead],
        "lost": [_used(one) for one in shadow.lost],
        "pending": [_question(one, zone) for one in shadow.pending],
        "promises": list(shadow.promises),
    }
    return {name: value for name, value in row.items() if value}


def _draw(draw: Draw, zone: tzinfo) -> dict[str, Any]:
    row = draw._asdict()
    row["instant"] = row.pop("at")
    row["sealed"] = [
        {
            **one._asdict(),
            "at": times.write(one.at, zone),
            "revealed": None if one.revealed is None else times.write(one.revealed, zone),
        }
        for one in draw.sealed
    ]
    return row


def _fired(fired: Fired) -> dict[str, Any]:
    row = _used(fired)
    if not fired.ended:
        del row["ended"]
    if fired.evidence:
        row["evidence"] = [_used(one) for one in fired.evidence]
    return row


def _act(act: Act, zone: tzinfo) -> dict[str, Any]:
    row = _used(act)
    if act.until is not None:
        row["until"] = times.write(act.until, zone)
    return row


def _question(question: Question, zone: tzinfo) -> dict[str, Any]:
    act = _used(question.act._replace(until=None))
    if question.act.until is not None:
        act["for_seconds"] = times.seconds(question.act.until)
    row: dict[str, Any] = {"id": question.id, "act": act, "judges": list(question.judges)}
    row["asked"] = times.write(question.asked, zone)
    row["deadline"] = times.write(question.deadline, zone)
    if question.author is not None:
        row["author"] = question.author
    row["joined"] = question.joined
    if question.quorum > 1:
        row["quorum"] = question.quorum
    if question.rosters:
        row["rosters"] = list(question.rosters)
    return row


def _used(row: Fired | Act | Lost | Answer | Evidence | Posting) -> dict[str, Any]:
    """The fields that are used, in the order in which they are declared."""
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in row._asdict().items()
        if value is not None and value != ()
    }


def _dump(row: Mapping[str, Any]) -> str:
    try:
        return to_json(row).decode()
    except (PydanticSerializationError, UnicodeError):
        return to_json(_whole_inside(row)).decode()


def _whole_inside(value: Any) -> Any:
    """The same plain value without lone surrogates."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, Mapping):
        return {whole(key): _whole_inside(one) for key, one in value.items()}
    return [_whole_inside(one) for one in value] if isinstance(value, list) else value


def whole(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, so that it can be written as UTF-8."""
    if text.isascii():
        return text
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def parse_object(document: bytes | str) -> dict[str, Any]:
    """The JSON object in ``document``; raises `policyq.apps.problems.Refused`."""
    try:
        value = from_json(document, allow_inf_nan=False)
    except (ValueError, TypeError) as error:  # TypeError: a text that holds lone surrogates
        value = _slowly(document, str(error))
    if type(value) is not dict:
        raise Refused(Problem(NOT_OBJECT, {"found": shown(value)}))
    return value


def _slowly(document: bytes | str, fault: str) -> Any:
    """Read what the fast reader refuses for lone surrogates alone; refuse the rest."""
    try:
        text = document.decode() if isinstance(document, bytes) else document
        if _ESCAPED.search(text) or not text.isascii():
            return _mended(json.loads(text, parse_constant=_no_constant))
    except (ValueError, RecursionError):
        pass
    raise Refused(Problem(NOT_JSON, {"detail": of_reader(whole(fault)[:120])}))


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _mended(value: Any) -> Any:
    """The same value without lone surrogates, three floors deep: deeper nothing is read."""
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, Mapping):
        return {_mended_name(key): _mended_once(one) for key, one in value.items()}
    return value


def _mended_once(value: Any) -> Any:
    if isinstance(value, dict):
        return {_mended_name(key): _mended_last(one) for key, one in value.items()}
    return _mended_last(value)


def _mended_last(value: Any) -> Any:
    """A text, or a list of texts inside the object form of a sender or a group."""
    if isinstance(value, list | tuple):
        return [whole(one) if isinstance(one, str) else one for one in value]
    return whole(value) if isinstance(value, str) else value


def _mended_name(key: object) -> str:
    return whole(key) if isinstance(key, str) else shown(key)
