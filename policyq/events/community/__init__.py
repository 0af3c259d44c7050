"""A synthetic community from a seed: groups that chat, quarrel, advertise, join and leave.

`generate` is pure: the same `Parameters` give the same events, on every machine. Each group has
a stream of chance of its own, so that adding a group, or a day, changes nothing before it.
What kind of community it is, is data: `policyq.events.community.kinds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter

from policyq.events.community.group import Group
from policyq.events.community.kinds import KINDS, of_kind
from policyq.events.community.parameters import Band, Parameters, Violations
from policyq.events.community.phrases import Phrases
from policyq.events.roster import GroupRow, Row
from policyq.vocabulary.events import Event

__all__ = ["KINDS", "Band", "Parameters", "Violations", "generate", "of_kind", "roster"]

_arrival = itemgetter(0)


def generate(parameters: Parameters) -> Iterator[Event]:
    """The events of all groups in the order of arrival. One day of events is in memory."""
    groups = _groups(parameters)
    for day in range(parameters.days):
        events = [arrived for group in groups for arrived in group.day(day)]
        events.sort(key=_arrival)
        for _, event in events:
            yield event


def roster(parameters: Parameters) -> tuple[tuple[Row, ...], tuple[GroupRow, ...]]:
    """Everybody who was in the community `generate` makes, and the groups; made by living it."""
    rows: list[Row] = []
    about: list[GroupRow] = []
    for group in _groups(parameters):
        for day in range(parameters.days):
            group.day(day)
        rows.extend(group.rows())
        about.append(group.about())
    return tuple(rows), tuple(about)


def _groups(parameters: Parameters) -> list[Group]:
    said = KINDS[parameters.kind].texts(parameters.language)
    phrases = Phrases(said, parameters.language, parameters.lexicons)
    return [Group(index, parameters, phrases) for index in range(parameters.groups)]
