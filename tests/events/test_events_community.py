"""The synthetic community has the properties that its parameters state."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from policyq.events.community import Parameters, generate, roster
from policyq.events.community.parameters import BAD_HOSTS, BANDS
from policyq.events.community.texts.study_zh import WORDS
from policyq.events.roster import Roster, enrich
from policyq.vocabulary.events import KINDS, MESSAGES, Event
from policyq.vocabulary.types import MINUTE, SECOND

SMALL = Parameters(groups=9, days=3)
EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))


@cache
def events_of(parameters: Parameters) -> tuple[Event, ...]:
    return tuple(generate(parameters))


def by_group(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.group].append(event)
    return found


def local(event: Event) -> datetime:
    return (EPOCH + timedelta(microseconds=event.time)).astimezone(ZoneInfo("Asia/Shanghai"))


def messages_of(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind in MESSAGES]


def band_of(events: list[Event]) -> str:
    size = events[0].members or 0
    return "small" if size < 50 else "middle" if size <= 200 else "large"


def breaks(event: Event, recent: list[int]) -> bool:
    """What a study group's policy refuses, in a few lines."""
    if event.role != "member" or event.kind not in MESSAGES:
        return False
    text = event.text or ""
    recent[:] = [at for at in recent if at > event.time - MINUTE] + [event.time]
    return (
        not 7 <= local(event).hour < 23
        or any(host in text for host in BAD_HOSTS)
        or any(word in text for words in WORDS.values() for word in words)
        or event.mentions == ("*",)
        or len(recent) > (5 if (event.members or 0) > 200 else 8)
    )


def violations(events: list[Event]) -> float:
    recent: dict[str, list[int]] = defaultdict(list)
    broken = sum(breaks(event, recent[event.sender or ""]) for event in events)
    return broken / len(messages_of(events))


def test_the_same_parameters_give_the_same_events() -> None:
    assert tuple(generate(SMALL)) == events_of(SMALL)
    assert events_of(replace(SMALL, seed=2)) != events_of(SMALL)


def test_more_groups_and_more_days_change_nothing_before() -> None:
    before = by_group(events_of(SMALL))
    more = by_group(events_of(replace(SMALL, groups=11)))
    assert {group: more[group] for group in before} == before
    longer = by_group(events_of(replace(SMALL, days=4)))
    assert all(longer[group][: len(mine)] == mine for group, mine in before.items())


def test_events_are_well_formed() -> None:
    events = events_of(SMALL)
    assert len({event.id for event in events}) == len(events)
    assert len({event.group for event in events}) == 9
    assert {event.kind for event in events} <= set(KINDS)
    for event in events:
        assert event.sender
        assert event.role in ("owner", "admin", "member")
        assert event.joined is not None
        assert event.joined <= event.time + 2 * SECOND
        if event.kind in MESSAGES:
            assert event.text is not None
            assert event.mentions is not None
            assert "{" not in event.text
    ids = {event.id for event in events}
    assert all(event.refers in ids for event in events if event.kind == "recall")


def test_arrival_steps_back_by_two_seconds_at_most() -> None:
    events = events_of(Parameters(groups=20, days=3))
    steps = []
    for mine in by_group(events).values():
        newest = mine[0].time
        for event in mine:
            if event.time < newest:
                steps.append(newest - event.time)
            newest = max(newest, event.time)
    assert max(steps) <= 3 * SECOND
    assert 0.0005 < len(steps) / len(events) < 0.006


def test_members_come_and_go() -> None:
    events = events_of(Parameters(groups=20, days=3))
    kinds = Counter(event.kind for event in events)
    assert kinds["join"] > 10
    assert kinds["leave"] > 5
    gone: set[tuple[str, str | None]] = set()
    for event in events:
        assert (event.group, event.sender) not in gone, event
        if event.kind == "leave":
            gone.add((event.group, event.sender))


def test_the_roster_has_what_the_events_leave_out() -> None:
    silent = replace(SMALL, profile=False)
    assert all(event.role is None and event.members is None for event in events_of(silent))
    rows, groups = roster(SMALL)
    known = Roster(rows, groups, complete=True)
    for bare, full in zip(events_of(silent), events_of(SMALL), strict=True):
        if bare.kind != "leave" and bare.time >= (full.joined or 0):
            filled = enrich(bare, known)
            assert (filled.role, filled.tags, filled.joined) == (full.role, full.tags, full.joined)


def test_english_and_own_words() -> None:
    words = {"ads": ("zzadword",), "fraud": ("zzfraudword",), "abuse": ("zzabuseword",)}
    told = replace(SMALL, language="en", lexicons=words, groups=20)
    text = "\n".join(event.text or "" for event in generate(told))
    assert all(word in text for group in words.values() for word in group)
    assert not re.search("[\u4e00-\u9fff]", text)


def test_nothing_ordinary_falls_into_the_quiet_hours_when_the_clock_is_changed() -> None:
    zone = ZoneInfo("Europe/London")
    calm = tuple(replace(band, violations=0.0) for band in BANDS)
    told = Parameters(groups=6, days=3, language="en", start="2026-03-28", bands=calm)
    hours = {
        (EPOCH + timedelta(microseconds=event.time)).astimezone(zone).hour
        for event in messages_of(generate(told))
    }
    assert hours <= set(range(7, 23))


def test_words_may_be_missing() -> None:
    assert list(generate(replace(SMALL, lexicons={}, groups=3)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"groups": -1}, {"language": "fr"}, {"start": "tomorrow"}, {"timezone": "Beijing"}, {"silent": 2.0},
        {"hours": (1.0,)}, {"bands": ()}, {"bad_hosts": ()}, {"start": "9999-12-31"},
        {"kind": "club"}, {"notice_hours": ()}, {"notice_hours": (24,)}, {"limit": -1}, {"prices": (5, 3)},
        {"questions": 1.5},
    ],
)  # fmt: skip
def test_parameters_that_make_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Parameters(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "odd",
    [
        {"groups": 0}, {"days": 0}, {"quiet": (7, 7)}, {"quiet": (2, 5)}, {"silent": 1.0, "offenders": 0.0},
        {"bands": (replace(BANDS[0], members=(2, 2), staff=(5, 5)),)},
        {"bands": (replace(BANDS[0], messages=0.0),)}, {"media": 1.0, "chorus": 0.0},
        {"timezone": "America/Sao_Paulo", "start": "2018-11-03"}, {"chorus": 1.0},
        {"questions": 0.3, "orders": 0.3, "chains": 0.4, "albums": 0.2}, {"guests": 1.0, "bursts": 1.0},
        {"quiet": (0, 23), "complaints": 0.5, "albums": 0.5}, {"notices": 50.0, "limit": 9},
    ],
)  # fmt: skip
def test_odd_parameters_work(odd: dict[str, object]) -> None:
    told = Parameters(**{"groups": 3, "days": 3, **odd})  # type: ignore[arg-type]
    assert isinstance(list(generate(told)), list)


# --- the whole community, slower ------------------------------------------------------------


@pytest.fixture(scope="module")
def community() -> dict[str, list[Event]]:
    return by_group(generate(Parameters()))


@pytest.mark.long
def test_there_are_enough_groups_and_messages(community: dict[str, list[Event]]) -> None:
    assert len(community) >= 50
    assert sum(len(messages_of(events)) for events in community.values()) >= 60_000
    assert {band_of(events) for events in community.values()} == {"small", "middle", "large"}


@pytest.mark.long
def test_violations_by_band(community: dict[str, list[Event]]) -> None:
    bands: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for events in community.values():
        total = len(messages_of(events))
        bands[band_of(events)][0] += round(violations(events) * total)
        bands[band_of(events)][1] += total
    rates = {band: broken / total for band, (broken, total) in bands.items()}
    print(rates)
    assert rates["small"] == pytest.approx(0.12, rel=0.15)
    assert rates["middle"] == pytest.approx(0.07, rel=0.15)
    assert rates["large"] == pytest.approx(0.04, rel=0.15)


@pytest.mark.long
def test_jokes_and_triples(community: dict[str, list[Event]]) -> None:
    jokes = triples = total = 0
    for events in community.values():
        texts: dict[str, list[Event]] = defaultdict(list)
        for event in messages_of(events):
            total += 1
            if event.text:
                texts[event.text].append(event)
        for same in texts.values():
            for place, event in enumerate(same):
                near = [
                    e
                    for e in same[max(0, place - 9) : place + 10]
                    if abs(e.time - event.time) < MINUTE
                ]
                jokes += len({e.sender for e in near}) >= 3
                before = [e for e in near if e.sender == event.sender and e.time <= event.time]
                triples += len(before) >= 3
    print(jokes / total, triples / total)
    assert 0.03 < jokes / total < 0.06
    assert 1 / 4000 < triples / total < 1 / 1000


@pytest.mark.long
def test_few_write_much_and_many_nothing(community: dict[str, list[Event]]) -> None:
    large = [events for events in community.values() if band_of(events) == "large"]
    for events in large:
        counts = sorted(Counter(e.sender for e in messages_of(events)).values(), reverse=True)
        tenth = (events[0].members or 0) // 10
        assert sum(counts[:tenth]) > 0.4 * sum(counts)
        assert len(counts) < 0.9 * (events[0].members or 0)


@pytest.mark.long
def test_the_day_and_the_week_have_their_curves(community: dict[str, list[Event]]) -> None:
    events = messages_of(event for mine in community.values() for event in mine)
    hours = Counter(local(event).hour for event in events)
    quiet = sum(hours[hour] for hour in (23, 0, 1, 2, 3, 4, 5, 6))
    assert 0.005 < quiet / len(events) < 0.05
    assert hours[21] > 1.5 * hours[15]
    days = Counter(local(event).weekday() for event in events)
    assert days[5] > days[4]


@pytest.mark.long
def test_some_minutes_are_busy(community: dict[str, list[Event]]) -> None:
    minutes = Counter((e.group, e.time // MINUTE) for mine in community.values() for e in mine)
    assert max(minutes.values()) >= 25


@pytest.mark.long
def test_a_few_members_break_most_rules(community: dict[str, list[Event]]) -> None:
    large = max(community.values(), key=len)
    recent: dict[str, list[int]] = defaultdict(list)
    broken = Counter(e.sender for e in large if breaks(e, recent[e.sender or ""]))
    few = sum(count for _, count in broken.most_common(round(0.05 * (large[0].members or 0))))
    assert few > 0.5 * sum(broken.values())


def test_members_answer_to_rules() -> None:
    """habit × (1 − heed × completeness), whatever the band says of itself."""
    bands = tuple(
        replace(BANDS[1], name=str(part), violations=0.5, completeness=part) for part in (0.0, 1.0)
    )
    told = Parameters(groups=40, days=7, bands=bands, habit=0.2, heed=0.75)
    assert [told.violations_in(band) for band in bands] == pytest.approx([0.2, 0.05])
    assert replace(told, habit=0.0).violations_in(bands[0]) == 0.5
    for part, meant in zip(bands, (0.2, 0.05), strict=True):
        shares = violations(list(generate(replace(told, bands=(part,)))))
        assert shares == pytest.approx(meant, rel=0.25)
    with pytest.raises(ValueError, match="completeness"):
        replace(told, bands=(replace(BANDS[0], completeness=1.2),))
    with pytest.raises(ValueError, match="heed"):
        replace(told, heed=2.0)
