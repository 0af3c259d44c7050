"""Decisions as `policyq.apps.schema` writes them, read back: of a record only what records tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from policyq.apps import models, times
from policyq.apps.problems import Problem, Refused, shown
from policyq.apps.schema import parse_object
from policyq.diagnostics.catalog.decisions import NO_DECISION
from policyq.diagnostics.diagnostic import Words
from policyq.vocabulary.decisions import (
    Act,
    Answer,
    Decision,
    Evidence,
    Fired,
    Lost,
    Question,
    Shadow,
    Waiting,
)
from policyq.vocabulary.draws import Draw, Sealed
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import SECOND


class Told(NamedTuple):
    """A decision, and of its event as much as a record asks."""

    decision: Decision
    event: Event | None


def decision_from_json(line: bytes | str) -> Told | Problem | None:
    """The decision that a line of JSON says; ``None`` for the answer to an event that could not be
    read, which is none. Measures, rankings and postings are left where they are."""
    try:
        row = parse_object(line)
        if "error" in row and "event" not in row:
            return None
        models.Decision.model_validate(row)
        decision = _decision(row)
        about = row.get("about")
        if about is None:
            return Told(decision, None)
        return Told(decision, Event(decision.event, decision.time, decision.group, **about))
    except Refused as refused:
        return refused.problem
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        zh = f"缺 {where}" if first["type"] == "missing" else f"{where} 的写法不对"
        says = Words(shown(zh), shown(f"{where}: {first['msg']}"))
        return Problem(NO_DECISION, {"detail": says})
    except ValueError as error:
        return Problem(NO_DECISION, {"detail": Words("写法不对", shown(error))})


def _decision(row: Mapping[str, Any]) -> Decision:
    return Decision(
        event=row["event"],
        group=row["group"],
        time=times.read(row["time"]),
        policy=row["policy"],
        fired=tuple(map(_fired, row["fired"])),
        actions=tuple(map(_act, row["actions"])),
        lost=tuple(Lost(**one) for one in row["lost"]),
        pending=tuple(map(_question, row["pending"])),
        answers=tuple(Answer(**one) for one in row["answers"]),
        promises=tuple(row["promises"]),
        unknown=tuple(row["unknown"]),
        waiting=tuple(
            Waiting(_act(one["act"]), times.read(one["until"])) for one in row["waiting"]
        ),
        draws=tuple(map(_draw, row.get("draws", ()))),
        shadow=None if row.get("shadow") is None else _shadow(row["shadow"]),
    )


def _shadow(row: Mapping[str, Any]) -> Shadow:
    return Shadow(
        fired=tuple(map(_fired, row.get("fired", ()))),
        actions=tuple(map(_act, row.get("actions", ()))),
        instead=tuple(map(_act, row.get("instead", ()))),
        lost=tuple(Lost(**one) for one in row.get("lost", ())),
        pending=tuple(map(_question, row.get("pending", ()))),
        promises=tuple(row.get("promises", ())),
    )


def _draw(row: Mapping[str, Any]) -> Draw:
    at = row["instant"]
    if not times.EARLIEST <= at <= times.LATEST:
        raise ValueError("draws: out of range")
    sealed = tuple(
        Sealed(
            one["account"],
            one["sealed"],
            times.read(one["at"]),
            one.get("secret"),
            None if one.get("revealed") is None else times.read(one["revealed"]),
        )
        for one in row.get("sealed", ())
    )
    return Draw(
        row["lottery"],
        row["period"],
        at,
        row["result"],
        row["prizes"],
        tuple(row.get("entrants", ())),
        sealed,
        row.get("seed", ""),
        tuple(row.get("winners", ())),
        tuple(row.get("blamed", ())),
    )


def _fired(row: Mapping[str, Any]) -> Fired:
    found = tuple(
        Evidence(**{**one, "folds": tuple(one.get("folds", ()))}) for one in row.get("evidence", ())
    )
    return Fired(**{**row, "evidence": found})


def _act(row: Mapping[str, Any]) -> Act:
    given = {**row, "rules": tuple(row.get("rules", ()))}
    length = given.pop("for_seconds", None)
    if given.get("until") is not None:
        given["until"] = times.read(given["until"])
    elif length is not None:
        given["until"] = length * SECOND
    return Act(**given)


def _question(row: Mapping[str, Any]) -> Question:
    return Question(
        id=row["id"],
        act=_act(row["act"]),
        judges=tuple(row["judges"]),
        asked=times.read(row["asked"]),
        deadline=times.read(row["deadline"]),
        author=row.get("author"),
        joined=row["joined"],
        quorum=row.get("quorum", 1),
        rosters=tuple(row.get("rosters", ())),
    )
