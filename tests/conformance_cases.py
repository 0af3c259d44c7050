"""Conformance cases as text: a policy, events as a short table, and what is decided on each.

    case a slot holds its first minute and not its last
    means An instant is in an interval [start, end) if its local wall time is
    policy
      rule quiet when message and time in 23:00 to 07:00 then delete
    events
      2026-03-02 22:59 u1 "hello"           | nothing
      23:00 u1 image                        | delete

Times are local (``Z`` behind a clock: UTC), the date stays until another is named. ``u1`` is the
account (``-``: nobody), then comes a text or a kind of event, then fields as ``name=value``.
Lists are parted by commas; ``?`` is *not known*. Unsaid: a message of an ordinary member in
the group ``g``, with the id ``e1``, ``e2`` …. Ticks that are due come first: ``tick … ; …``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from policyq.diagnostics.source import Source
from policyq.ir import clock, nodes
from policyq.pipeline import compile_policy
from policyq.vocabulary.decisions import (
    Act,
    Decision,
    Entry,
    Lost,
    Measured,
    Question,
    Ranking,
    Shadow,
)
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND

FOLDER = Path(__file__).parent / "conformance" / "cases"
#: The calendar that a case may name.
DAYS = """years: [2026]
days:
  - {name: a long weekend, off: [2026-05-01, 2026-05-04], work: 2026-05-09}
"""
UNITS = {"d": DAY, "h": HOUR, "m": MINUTE, "s": SECOND, "us": 1}


class Conformance(NamedTuple):
    """One case of a file."""

    name: str
    means: str
    policy: str
    rows: tuple[str, ...]

    def program(self) -> nodes.Program:
        head = 'policy "case" version 1\n'
        if not re.search(r"^\s*timezone ", self.policy, re.MULTILINE):
            head += "timezone Europe/Berlin\n"
        source = Source("case.policyq", head + self.policy)
        sources = {one.name: one for one in (source, Source("days.yaml", DAYS))}
        compiled = compile_policy(sources, source.name)
        assert compiled.program is not None, [str(one) for one in compiled.diagnostics]
        return compiled.program

    def events(self, program: nodes.Program) -> Iterator[tuple[Event, str]]:
        """Each event, and what is decided on it."""
        day = ""
        for number, row in enumerate(self.rows, 1):
            written, _, expected = row.rpartition("|")
            tokens = re.findall(r'[a-z_]+="[^"]*"|"[^"]*"|[^\s|]+', written)
            if "-" in tokens[0] and ":" not in tokens[0]:
                day = tokens.pop(0)
            time = _instant(f"{day} {tokens[0]}", program.timezone)
            yield _event(f"e{number}", time, tokens[1:]), expected.strip()


def read(path: Path) -> list[Conformance]:
    """The cases of a file."""
    found: list[Conformance] = []
    part = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        word, _, rest = line.partition(" ")
        if line.startswith("#") or not line.strip():
            continue
        if word == "case":
            found.append(Conformance(rest, "", "", ()))
        elif word == "means":
            found[-1] = found[-1]._replace(means=rest)
        elif word in ("policy", "events"):
            part = word
        elif part == "policy":
            found[-1] = found[-1]._replace(policy=f"{found[-1].policy}{line}\n")
        else:
            found[-1] = found[-1]._replace(rows=(*found[-1].rows, line))
    return found


def _instant(written: str, timezone: str) -> int:
    utc = written.endswith("Z")
    when = datetime.fromisoformat(written.removesuffix("Z"))
    return clock.instant(when.replace(tzinfo=UTC if utc else clock.zone(timezone)))


def _event(id: str, time: int, tokens: list[str]) -> Event:
    sender, what, *fields = tokens
    kind, text = ("text", what.strip('"')) if what.startswith('"') else (what, None)
    event = Event(id, time, "g", kind, sender=None if sender == "-" else sender, role="member")
    if kind in MESSAGES:
        event = event._replace(text=text or "", mentions=())
    for field in fields:
        name, _, value = field.partition("=")
        event = event._replace(**{name: _value(name, value.strip('"'), time)})
    return event


def _value(name: str, value: str, time: int) -> Any:
    if value == "?":
        return None
    some = tuple(one for one in value.split(",") if one)
    match name:
        case "joined":
            return time - _length(value)
        case "until":
            return time + _length(value)
        case "tags" | "group_tags":
            return frozenset(some)
        case "links" | "mentions":
            return some
        case "members":
            return int(value)
        case "amount":
            return float(value)
    return value


def _length(written: str) -> int:
    number, unit = re.fullmatch(r"(-?\d+)(us|[dhms])", written).groups()
    return int(number) * UNITS[unit]


# -- decisions as text -------------------------------------------------------------------------


def say(decisions: tuple[Decision, ...]) -> str:
    """The decisions on an event and on the ticks before it."""
    *ticks, own = [_say(decision) for decision in decisions]
    return "; ".join([*(f"tick {tick}" for tick in ticks), own])


def _say(decision: Decision) -> str:
    said = [answer.result for answer in decision.answers]
    said += [_act(act, decision) for act in decision.actions]
    said += [_question(question) for question in decision.pending]
    said += [f"step {fired.step}" for fired in decision.fired if fired.step is not None]
    said += [_lost(lost) for lost in decision.lost]
    said += [f"promise {name}" for name in decision.promises]
    said += [
        f"waits {_spoken(one.until - decision.time)}: {_act(one.act, decision)}"
        for one in decision.waiting
    ]
    said += [f"unknown {name}" for name in decision.unknown]
    said += [f"fires {f.rule}" for f in decision.fired if f.rule.startswith("w_") and not f.ended]
    said += [f"ends {fired.rule}" for fired in decision.fired if fired.ended]
    said += [_measured(one) for one in decision.measured]
    said += [_kept(one) for one in decision.kept]
    said += [_ranked(one) for one in decision.ranked]
    said += [f"post {one.source} {one.sink} {one.amount}" for one in decision.postings]
    said += _shadow(decision.shadow, decision) if decision.shadow is not None else []
    return ", ".join(said) or "nothing"


def _shadow(shadow: Shadow, decision: Decision) -> list[str]:
    would = [_act(act, decision) for act in shadow.actions]
    would += [_question(question) for question in shadow.pending]
    would += [_lost(lost) for lost in shadow.lost]
    would += [f"promise {name}" for name in shadow.promises]
    said = [f"would {one}" for one in would]
    return [*said, *(f"instead {_act(act, decision)}" for act in shadow.instead)]


def _measured(one: Measured) -> str:
    value = "unknown" if one.value is None else f"{one.value:g}"
    return " ".join(filter(None, (one.metric, "=", value, one.grade)))


def _kept(one: Entry) -> str:
    return f"{ {True: 'kept', False: 'missed', None: 'perhaps'}[one.kept] } {one.entry}"


def _ranked(one: Ranking) -> str:
    places = [f"{place.place} {place.account} {place.value:g}" for place in one.places]
    return f"{one.ranking}: " + (" / ".join(places) or "nobody")


def _act(act: Act, decision: Decision) -> str:
    said = [act.action, act.target if act.action != "delete" else None, act.to, act.tag]
    if act.action in ("delete", "forgive") and act.message != decision.event:
        said.append(act.message)
    if act.until is not None:
        said.append(_spoken(act.until - decision.time))
    said += ["" if act.amount is None else str(act.amount), act.of]
    if act.text is not None:
        said.append(f'"{act.text}"')
    return " ".join(filter(None, said)).replace("\n", " / ")


def _question(question: Question) -> str:
    said = ["joins" if question.joined else "asks", question.act.action, question.act.target]
    if question.act.until is not None:
        said.append(_spoken(question.act.until))
    return " ".join(filter(None, said))


def _lost(lost: Lost) -> str:
    return f"lost {lost.action} of {lost.rule}: {lost.because} {lost.to}".strip()


def _spoken(length: int) -> str:
    unit = next(unit for unit, size in UNITS.items() if length % size == 0)
    return f"{length // UNITS[unit]}{unit}"


__all__ = ["FOLDER", "Conformance", "read", "say"]
