"""The door takes what the schema describes, refuses the rest with a reason, and never falls."""

from __future__ import annotations

import json
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from policyq.apps import times
from policyq.apps.models import Event as EventModel
from policyq.apps.problems import Problem
from policyq.apps.schema import (
    SCHEMAS,
    decision_to_json,
    event_from_json,
    event_to_json,
    schema,
)
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import (
    Act,
    Answer,
    Decision,
    Entry,
    Evidence,
    Fired,
    Lost,
    Measured,
    Place,
    Posting,
    Question,
    Ranking,
    Shadow,
)
from policyq.vocabulary.draws import Draw, Sealed
from policyq.vocabulary.events import DERIVED, KINDS, PLATFORMS, ROLES, Event
from policyq.vocabulary.types import HOUR, SECOND

SHANGHAI = ZoneInfo("Asia/Shanghai")
LEAST = {"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}
EIGHT = 1777593600 * SECOND


def taken(document: Any) -> Event:
    event = event_from_json(document)
    assert isinstance(event, Event), event
    return event


def refused(document: Any) -> Problem:
    problem = event_from_json(document)
    assert isinstance(problem, Problem), problem
    assert problem.says("zh")
    assert problem.says("en")
    return problem


def test_the_least_event() -> None:
    event = taken(json.dumps(LEAST).encode())
    assert event == Event("1", EIGHT, "g", "text", text="早")


@pytest.mark.parametrize(
    "time",
    [
        "2026-05-01T08:00:00+08:00", "2026-05-01 00:00:00Z", "2026-05-01t00:00:00.000z",
        1777593600, 1777593600000, 1777593600.0,
    ],
)  # fmt: skip
def test_spellings_of_one_time(time: object) -> None:
    assert taken({**LEAST, "time": time}).time == EIGHT


@pytest.mark.parametrize(
    "time",
    ["yesterday", "2026-05-01", "2026-13-01T00:00:00Z", "", True, [], {}, 10**30, -(10**18), 1e300,
     "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "2026-05-01T08:00:60Z"],
)  # fmt: skip
def test_times_that_are_none(time: object) -> None:
    assert refused({**LEAST, "time": time}).code == "PQ707"


def test_a_time_without_zone_needs_one() -> None:
    local = {**LEAST, "time": "2026-05-01T08:00:00"}
    assert refused(local).code == "PQ708"
    event = event_from_json(local, timezone=SHANGHAI)
    assert isinstance(event, Event)
    assert event.time == EIGHT


def test_message_is_text_and_kind_may_be_left_out() -> None:
    assert taken({**LEAST, "kind": "message"}).kind == "text"
    assert taken(LEAST).kind == "text"
    assert refused({"id": "1", "time": 1, "group": "g"}).args["field"] == "kind"


def test_sender_and_group_as_objects() -> None:
    flat = taken(
        {
            **LEAST, "sender": "7", "name": "明", "role": "admin", "tags": ["老师"],
            "joined": 5, "group": "g", "group_name": "考研", "members": 9,
        }
    )  # fmt: skip
    nested = taken(
        {
            **LEAST,
            "sender": {"id": 7, "name": "明", "role": "admin", "tags": ["老师"], "joined": 5},
            "group": {"id": "g", "name": "考研", "members": 9},
        }
    )
    assert flat == nested


@pytest.mark.parametrize(
    ("change", "code", "hint"),
    [
        ({"user_id": "7"}, "PQ703", "sender"),
        ({"txet": "7"}, "PQ703", "text"),
        ({"sender": {"id": "7", "nmae": "x"}}, "PQ703", "sender.name"),
        ({"sender": {"id": "7", "name": "x"}, "name": "y"}, "PQ709", None),
        ({"role": "amdin"}, "PQ706", "admin"),
        ({"kind": "txt"}, "PQ706", "text"),
        ({"id": ""}, "PQ705", None),
        ({"id": 1.5}, "PQ705", None),
        ({"id": True}, "PQ705", None),
        ({"text": 5}, "PQ705", None),
        ({"members": -1}, "PQ705", None),
        ({"amount": "3"}, "PQ705", None),
        ({"links": "a.com"}, "PQ705", None),
        ({"group": {"name": "x"}}, "PQ704", None),
        ({"kind": "verdict"}, "PQ704", None),
        ({"kind": "verdict", "sender": "a", "refers": "q", "result": "done"}, "PQ706", None),
    ],
)
def test_what_is_refused(change: dict[str, Any], code: str, hint: str | None) -> None:
    problem = refused({**LEAST, **change})
    assert (problem.code, problem.hint) == (code, hint)


@pytest.mark.parametrize(
    "document",
    [
        b"", b"{", b"nul", b"[" * 100_000, b'{"a":' * 5_000, b"\xff\xfe", b'{"id": NaN}', "{'a': 1}",
        b'{"id": ' + b"9" * 10_000 + b"}", b"\x00", "\ud800", b'{"id": "\\ud800" x}',
    ],
)  # fmt: skip
def test_broken_documents(document: bytes | str) -> None:
    refused(document)


def test_lone_surrogates_become_one_replacement_each_and_nul_stays() -> None:
    line = json.dumps({**LEAST, "text": "a\ud800b\x00c"}).encode()
    event = taken(line)
    assert event.text == "a\N{REPLACEMENT CHARACTER}b\x00c"
    assert taken({**LEAST, "text": "a\udfffb"}).text == "a\N{REPLACEMENT CHARACTER}b"
    assert "\\u0000" in event_to_json(event)
    assert event_to_json(event._replace(text="\ud800")).encode()


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
INSTANTS = st.integers(times.EARLIEST, times.LATEST)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


#: Kinds that must say more.
UNUSUAL = DERIVED | {"verdict", "outcome", "timeout"}
EVENTS = st.builds(
    Event,
    id=NAMES, time=INSTANTS, group=NAMES,
    kind=st.sampled_from([k for k in KINDS if k not in UNUSUAL]),
    sender=maybe(NAMES), name=maybe(TEXTS), role=maybe(st.sampled_from(list(ROLES))),
    tags=maybe(st.frozensets(NAMES, max_size=3)), joined=maybe(INSTANTS), text=maybe(TEXTS),
    links=maybe(st.lists(TEXTS, max_size=2).map(tuple)),
    mentions=maybe(st.lists(TEXTS, max_size=2).map(tuple)),
    amount=maybe(st.floats(allow_nan=False, allow_infinity=False)),
    target=maybe(NAMES), refers=maybe(NAMES), result=st.none(),
    action=maybe(st.sampled_from(list(ACTIONS))), until=maybe(INSTANTS),
    members=maybe(st.integers(0, 10**6)), group_name=maybe(TEXTS),
    group_tags=maybe(st.frozensets(NAMES, max_size=3)),
    platform=maybe(st.sampled_from(list(PLATFORMS))), person=maybe(NAMES), channel=maybe(NAMES),
)  # fmt: skip


@given(EVENTS, st.sampled_from(["UTC", "Asia/Shanghai", "America/St_Johns"]))
def test_there_and_back(event: Event, zone: str) -> None:
    line = event_to_json(event, times.zone(zone))
    assert taken(line.encode()) == event
    assert taken(json.loads(line)) == event
    EventModel.model_validate_json(line)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "name", "role", "tags", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.sampled_from([*Event._fields, "other"]), JUNK)
def test_the_fast_road_and_the_described_one_agree(field: str, value: object) -> None:
    """Both take and refuse the same; what no schema can say is left to the fast road."""
    row = {**LEAST, "kind": "text", field: value}
    said = event_from_json(row)
    assert isinstance(said, Event | Problem)
    try:
        EventModel.model_validate(row)
        described = True
    except ValidationError:
        described = False
    if isinstance(said, Event):
        assert described
    elif described:
        assert said.code in ("PQ704", "PQ707", "PQ708", "PQ705", "PQ706")


@pytest.mark.parametrize("which", SCHEMAS)
def test_schemas_describe_themselves(which: str) -> None:
    described = schema(which)
    assert described["$schema"].endswith("2020-12/schema")
    assert described["description"]
    assert described["additionalProperties"] is False
    json.dumps(described)


@pytest.mark.parametrize("which", SCHEMAS)
def test_schemas_describe_each_field(which: str) -> None:
    described = schema(which)
    for shape in (described, *described.get("$defs", {}).values()):
        for name, field in shape.get("properties", {}).items():
            assert field.get("description") or "$ref" in field, name


def test_the_schema_names_every_field_in_order() -> None:
    assert tuple(schema("event")["properties"]) == Event._fields


def test_decisions_as_json() -> None:
    until = EIGHT + HOUR
    evidence = Evidence("ads", "加微信", 0, 3, ("width",))
    pending = Question("1/penalty", Act("mute", "u", until=HOUR), ("owner",), EIGHT, until, "u")
    decision = Decision(
        "1", "g", EIGHT, "abc",
        fired=(Fired("广告", "勿发广告", level=3, evidence=(evidence,)),),
        actions=(Act("delete", message="1", rules=("广告",)), Act("mute", "u", until=until),
                 Act("award", "u", rules=("tip",), of="activity", amount=2)),
        lost=(Lost("warn", "吵架", "weaker", "mute"),),
        pending=(pending,),
        answers=(Answer("0/penalty", "timed_out"),),
        measured=(Measured("active", "2026-05-01", 0.25, "good"), Measured("sent", "x", None)),
        kept=(Entry("weekly", "weekly/5/08:00/tip", "tip", True), Entry("weekly", "x", "", None)),
        ranked=(Ranking("best", "2026-04-27", (Place(1, "u", 2), Place(1, "v", 2.5))),),
            postings=(Posting("activity", "issue", "@u", 2, "tip"),),
        draws=(Draw("books", "2026-05-01", EIGHT, "withheld", 1, ("u",),
                        (Sealed("boss", "00", EIGHT),), blamed=("boss",)),),
        shadow=Shadow(
            fired=(Fired("图片", ""),), actions=(Act("mute", "u", until=until, rules=("图片",)),),
            instead=(Act("warn", "u"),), lost=(Lost("warn", "图片", "weaker", "mute"),),
            pending=(pending,), promises=("kept",),
        ),
    )  # fmt: skip
    about = Event("1", decision.time, "g", "outcome", "boss", refers="0", result="vetoed")
    line = decision_to_json(decision, SHANGHAI, about)
    row = json.loads(line)
    assert list(row) == list(schema("decision")["properties"])
    assert row["time"] == "2026-05-01T08:00:00+08:00"
    assert row["actions"][1] == {
        "action": "mute", "target": "u", "until": "2026-05-01T09:00:00+08:00",
    }  # fmt: skip
    assert row["actions"][2] == {
        "action": "award", "target": "u", "rules": ["tip"], "of": "activity", "amount": 2,
    }  # fmt: skip
    assert row["postings"] == [
        {"points": "activity", "source": "issue", "sink": "@u", "amount": 2, "rule": "tip"}
    ]
    assert row["pending"][0]["act"]["for_seconds"] == 3600
    assert row["fired"][0]["evidence"][0]["word"] == "加微信"
    assert "ended" not in row["fired"][0]
    assert row["measured"][1] == {"metric": "sent", "period": "x", "value": None, "grade": None}
    assert row["kept"][1] == {"calendar": "weekly", "entry": "x", "form": "", "kept": None}
    assert row["shadow"]["actions"][0]["until"] == "2026-05-01T09:00:00+08:00"
    assert row["shadow"]["pending"] == row["pending"]
    assert row["ranked"][0]["places"][1] == {"place": 1, "account": "v", "value": 2.5}
    from policyq.apps.models import Decision as DecisionModel

    DecisionModel.model_validate_json(line)
    assert line == decision_to_json(decision, SHANGHAI, about)
    assert row.pop("about") == {
        "kind": "outcome", "sender": "boss", "refers": "0", "result": "vetoed",
    }  # fmt: skip
    assert row == json.loads(decision_to_json(decision, SHANGHAI))


def test_a_repeated_hour_is_told_apart_by_its_offset() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = times.read("2026-10-25T02:30:00+02:00")
    assert times.write(first, berlin) == "2026-10-25T02:30:00+02:00"
    assert times.write(first + HOUR, berlin) == "2026-10-25T02:30:00+01:00"
