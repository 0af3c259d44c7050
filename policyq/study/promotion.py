"""Whether a rule on trial may be enforced: what the record of a replay must show before.

A record is the report of a replay (`policyq.study.report.document`). It must be of this very policy,
in which the rule is on trial; of a log that ended not long ago and is long enough, with as many
messages as are asked for; that says what the rule asks for; and in which the rule fired as often as
is asked for, and would have needed no promise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from policyq.diagnostics.catalog import trials as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.source import Span
from policyq.ir import nodes


class OfTrial(NamedTuple):
    """What a record says of a rule."""

    fired: int
    messages: int
    members: int
    asked: int
    promises: int
    actions: Mapping[str, int]


class Record(NamedTuple):
    """As much of a report as is asked for."""

    name: str
    """The file."""
    digest: str
    first: date | None
    last: date | None
    """The days of the log's first and last event; ``None``: it had none."""
    messages: int
    trials: Mapping[str, OfTrial]
    silenced: Mapping[str, tuple[str, ...]]
    """Rule → what it asks for and the log never says."""


#: The greatest numbers that may be asked for.
MOST_DAYS, MOST_EVENTS = 3660, 10**9


class Terms(NamedTuple):
    """What is asked of a record."""

    recent: int = 7
    """Its log ended at most so many days ago."""
    span: int = 7
    """Its log covers at least so many days, the first and the last included."""
    messages: int = 0
    """Its log holds at least so many messages."""
    fired: int = 0
    """The rule fired at least so many times, on messages or on other events."""


def problems(
    program: nodes.Program, rules: Iterable[str], record: Record, today: date, terms: Terms
) -> Iterator[Diagnostic]:
    """Why some rules may not be enforced; nothing, if they may."""
    here = Span(record.name, 0, 0)
    if record.digest != program.digest:
        yield say.OTHER_RECORD.at(here, name=record.name, why=_ANOTHER)
        return
    yield from _enough(record, here, today, terms)
    for rule in rules:
        found = record.trials.get(rule)
        if found is None:
            yield say.OTHER_RECORD.at(here, name=record.name, why=_about(rule, _NOT_TRIED))
        elif rule in record.silenced:
            fields = ", ".join(record.silenced[rule])
            why = Words(f"记录里没有它要看的 {fields}", f"the log never says {fields}")
            yield say.OTHER_RECORD.at(here, name=record.name, why=_about(rule, why))
        elif found.promises:
            yield say.OTHER_RECORD.at(here, name=record.name, why=_about(rule, _PROMISED))
        elif found.fired < terms.fired:
            why = Words(
                f"只触发 {found.fired} 次，至少要 {terms.fired} 次",
                f"it fired {_times(found.fired)}; at least {terms.fired} are wanted",
            )
            yield say.OLD_RECORD.at(here, name=record.name, why=_about(rule, why))


_ANOTHER = Words(
    "群规后来改过，或者是另一份群规", "the policy was changed since, or is another one"
)
_NOT_TRIED = Words("那时没有在试运行", "it was not on trial then")
_PROMISED = Words("它做的事有承诺不许", "a promise forbids what it would have done")


def _about(rule: str, why: Words) -> Words:
    return Words(f"规则 `{rule}`：{why.zh}", f"rule `{rule}`: {why.en}")


def _times(number: int) -> str:
    return f"{number} time{'' if number == 1 else 's'}"


def _enough(record: Record, here: Span, today: date, terms: Terms) -> Iterator[Diagnostic]:
    if record.first is None or record.last is None:
        why = Words("记录里一件事都没有", "its log has no events")
        yield say.OLD_RECORD.at(here, name=record.name, why=why)
        return
    ago = (today - record.last).days
    if ago > terms.recent:
        why = Words(
            f"聊天记录到 {record.last} 为止，已经过了 {ago} 天，最多 {terms.recent} 天",
            f"its log ends on {record.last}, {ago} days ago; at most {terms.recent} are allowed",
        )
        yield say.OLD_RECORD.at(here, name=record.name, why=why)
    elif ago < 0:
        why = Words(
            f"聊天记录到 {record.last} 为止，还没到",
            f"its log ends on {record.last}, which is to come",
        )
        yield say.OLD_RECORD.at(here, name=record.name, why=why)
    days = (record.last - record.first).days + 1
    if days < terms.span:
        why = Words(
            f"聊天记录只有 {days} 天，至少要 {terms.span} 天",
            f"its log covers {days} day{'' if days == 1 else 's'}; at least {terms.span} are wanted",
        )
        yield say.OLD_RECORD.at(here, name=record.name, why=why)
    if record.messages < terms.messages:
        why = Words(
            f"聊天记录只有 {record.messages} 条消息，至少要 {terms.messages} 条",
            f"its log holds {record.messages} message{'' if record.messages == 1 else 's'}; "
            f"at least {terms.messages} are wanted",
        )
        yield say.OLD_RECORD.at(here, name=record.name, why=why)
