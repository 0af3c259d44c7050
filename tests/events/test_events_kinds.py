"""Each kind of community has its own life: texts, tags, scenes, curves, and who breaks which rule."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from policyq.events.community import KINDS, Parameters, generate, of_kind, roster
from policyq.events.community.parameters import KIND_IDS
from policyq.events.community.phrases import Phrases
from policyq.events.community.texts import Texts
from policyq.vocabulary.events import MESSAGES, ROLES, Event
from policyq.vocabulary.types import HOUR, MINUTE

LEXICONS = sorted((Path(__file__).resolve().parents[2] / "policies" / "lexicons").glob("*.txt"))
LANGUAGES = ("zh", "en")
EACH = [(kind, language) for kind in KINDS for language in LANGUAGES]
each = pytest.mark.parametrize(("kind", "language"), EACH)
_EPOCH = datetime(1970, 1, 1, tzinfo=ZoneInfo("UTC"))
_SLOT = re.compile(r"\{(\w+)\}")
_OPEN = {"link", "name", "word"}


@cache
def events_of(kind: str, language: str = "zh", groups: int = 8, days: int = 5) -> tuple[Event, ...]:
    return tuple(generate(of_kind(kind, groups=groups, days=days, language=language)))


def phrases_of(kind: str, language: str) -> Phrases:
    return Phrases(KINDS[kind].texts(language), language, None)


def messages_of(events: Iterable[Event]) -> list[Event]:
    return [event for event in events if event.kind in MESSAGES]


def local(event: Event, zone: str = "Asia/Shanghai") -> datetime:
    return (_EPOCH + timedelta(microseconds=event.time)).astimezone(ZoneInfo(zone))


# --- the tables -----------------------------------------------------------------------------


def test_the_table_of_kinds_and_the_parameters_name_the_same() -> None:
    assert tuple(KINDS) == KIND_IDS
    assert all(kind.parameters.kind == kind.id == name for name, kind in KINDS.items())
    assert KINDS["study"].parameters == Parameters()
    with pytest.raises(ValueError, match="kind must be one of"):
        of_kind("club")


@each
def test_every_occasion_has_texts_and_every_slot_is_filled(kind: str, language: str) -> None:
    texts = KINDS[kind].texts(language)
    for name, lines in _templates(texts):
        assert lines, name
        for line in lines:
            unknown = set(_SLOT.findall(line)) - set(texts.slots) - _OPEN
            assert not unknown, f"{name}: {line}"
    said = "\n".join(line for _, lines in _templates(texts) for line in lines)
    assert [slot for slot in texts.slots if f"{{{slot}}}" not in said] == []
    chinese = re.search("[\u4e00-\u9fff]", said + "".join(tag.word for tag in texts.tags))
    assert bool(chinese) == (language == "zh")


def _templates(texts: Texts) -> list[tuple[str, tuple[str, ...]]]:
    plain = {"slots", "topics", "words", "everyone", "hosts", "tags"}
    found = [(one.name, getattr(texts, one.name)) for one in fields(Texts) if one.name not in plain]
    return found + list(texts.topics.items())


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_one_kind_talks_about_no_other_does(language: str) -> None:
    seen: dict[str, str] = {}
    for kind in KINDS:
        phrases = phrases_of(kind, language)
        own = {text for topic in phrases.topics for text in topic}
        own |= {*phrases.questions, *phrases.chains, *phrases.promotions, *phrases.notices}
        for text in own:
            assert seen.setdefault(text, kind) == kind, text
        assert len(own) > 1000


@each
def test_tags_are_of_roles_that_there_are(kind: str, language: str) -> None:
    tags = KINDS[kind].texts(language).tags
    assert tags
    for role in {tag.role for tag in tags}:
        assert role in ROLES
        assert 0 < sum(tag.share for tag in tags if tag.role == role) <= 1


@each
def test_ordinary_talk_holds_no_word_of_the_stock_lexicons(kind: str, language: str) -> None:
    said = phrases_of(kind, language)
    texts = [
        *(text for topic in said.topics for text in topic), *said.short, *said.chorus, *said.thanks,
        *said.welcome, *said.notices, *said.links, *said.mention, *said.night, *said.sulks, *said.floods,
        *said.questions, *said.answers, *said.nods, *said.orders, *said.confirmations, *said.chains, *said.entries,
        *said.photos, *said.complaints, *said.tickets, *said.soothing, *said.disputes,
    ]  # fmt: skip
    talk = "\n".join(texts).casefold()
    for path in (path for path in LEXICONS if path.stem in _OF_EVERYONE):
        for line in path.read_text(encoding="utf-8").splitlines():
            word = line.strip().casefold()
            if word and not word.startswith("#"):
                assert word not in talk, f"{path.stem}: {word}"


_OF_EVERYONE = {"广告", "诈骗", "辱骂", "ads", "fraud", "abuse"}


@each
def test_rule_breakers_speak_as_the_stock_lexicons_expect(kind: str, language: str) -> None:
    stock = {
        line.strip().casefold()
        for path in LEXICONS
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip() and not line.startswith("#")
    }
    for words in KINDS[kind].texts(language).words.values():
        for word in words:
            assert any(known in word.casefold() for known in stock), word


# --- what comes out -------------------------------------------------------------------------


@each
def test_the_same_seed_gives_the_same_events_and_they_are_well_formed(
    kind: str, language: str
) -> None:
    events = events_of(kind, language)
    told = of_kind(kind, groups=8, days=5, language=language)
    assert tuple(generate(told)) == events
    assert tuple(generate(replace(told, seed=2))) != events
    assert len({event.id for event in events}) == len(events)
    ids = {event.id for event in events}
    for event in events:
        assert "{" not in (event.text or "")
        assert event.refers is None or event.refers in ids
        assert (event.amount is not None) == (event.kind in ("purchase", "red_packet"))
        assert (event.target is not None) == (event.kind == "complaint")


@each
def test_a_kind_speaks_its_own_words(kind: str, language: str) -> None:
    said = phrases_of(kind, language)
    own = {text for topic in said.topics for text in topic} | {*said.questions, *said.answers}
    spoken = Counter(
        event.text in own for event in events_of(kind, language) if event.kind == "text"
    )
    assert spoken[True] > 0.3 * sum(spoken.values())


@pytest.mark.parametrize(
    ("kind", "more", "than"),
    [
        ("shop", "purchase", "customer"), ("customer", "complaint", "shop"),
        ("interest", "image", "shop"), ("study", "checkin", "customer"),
    ],
)  # fmt: skip
def test_a_kind_has_its_events(kind: str, more: str, than: str) -> None:
    def share(of: str) -> float:
        events = events_of(of, groups=12, days=7)
        return sum(event.kind == more for event in events) / len(events)

    assert share(kind) > 2 * share(than)


@pytest.mark.parametrize(
    ("kind", "share", "of"),
    [
        ("shop", 0.05, "chain"), ("shop", 0.04, "questions"), ("interest", 0.02, "chain"),
        ("interest", 0.02, "photos"), ("customer", 0.10, "questions"), ("customer", 0.05, "answers"),
        ("study", 0.0, "chain"), ("study", 0.0, "questions"),
    ],
)  # fmt: skip
def test_a_kind_has_its_scenes(kind: str, share: float, of: str) -> None:
    said = phrases_of(kind, "zh")
    messages = messages_of(events_of(kind, groups=12, days=7))
    if of == "chain":
        found = sum((event.text or "").startswith("#接龙") for event in messages)
    else:
        found = sum(event.text in getattr(said, of) for event in messages)
    assert found >= share * len(messages)
    assert share or not found


def test_a_list_grows_by_one_line_a_member() -> None:
    lists = [e for e in events_of("shop", groups=12, days=7) if (e.text or "").startswith("#接龙")]
    for event in lists:
        lines = (event.text or "").split("\n")[2:]
        assert [line.partition(".")[0] for line in lines] == [
            str(n) for n in range(1, len(lines) + 1)
        ]
        if lines:
            assert event.name in lines[-1]
    assert max((event.text or "").count("\n") for event in lists) > 4


def test_a_purchase_is_of_what_was_ordered_and_a_complaint_of_what_was_said() -> None:
    least, most = KINDS["shop"].parameters.prices
    paid = [event for event in events_of("shop") if event.kind == "purchase"]
    assert paid
    assert all(event.amount is not None and least <= event.amount <= most for event in paid)
    events = events_of("customer")
    texts = {event.id: event for event in events}
    roles = {event.sender: event.role for event in events}
    for event in events:
        if event.kind == "complaint":
            assert texts[event.refers or ""].text in phrases_of("customer", "zh").complaints
            assert texts[event.refers or ""].sender == event.sender
            assert roles.get(event.target or "", "admin") in ("owner", "admin")


def test_many_join_at_once_after_something_that_drew_them() -> None:
    told = of_kind("interest", groups=4, days=4, bursts=1.0)
    joins = [event for event in generate(told) if event.kind == "join"]
    crowd = max(
        sum(e.group == one.group and 0 <= e.time - one.time < HOUR for e in joins) for one in joins
    )
    assert crowd >= 5


def test_who_promotes_too_much_exceeds_the_limit() -> None:
    told = of_kind("shop", groups=10, days=5)
    said = set(phrases_of("shop", "zh").promotions)
    days = Counter(
        (event.group, event.sender, local(event).date())
        for event in generate(told)
        if event.text in said
    )
    assert days
    assert max(days.values()) > told.limit
    none = replace(told, violations=replace(told.violations, promotions=0.0))
    assert not any(event.text in said for event in generate(none))


@each
def test_who_carries_which_tag(kind: str, language: str) -> None:
    tags = KINDS[kind].texts(language).tags
    rows, _ = roster(of_kind(kind, groups=6, days=1, language=language))
    carried = {(row.role, tag) for row in rows for tag in row.tags or ()}
    assert carried <= {(tag.role, tag.word) for tag in tags}
    for tag in tags:
        if tag.share == 1.0 and tag.role in ("owner", "admin"):
            holders = [row for row in rows if row.role == tag.role]
            assert all(row.tags == {tag.word} for row in holders)
    guests = of_kind(kind).guests
    assert any(row.role == "guest" for row in rows) == (guests > 0)


# --- the whole communities, slower ----------------------------------------------------------

#: Core (more than 20 messages in 30 days) and silent members, of all.
_TIERS = {
    "interest": ((0.08, 0.12), (0.0, 0.31)),
    "shop": ((0.03, 0.055), (0.40, 0.60)),
    "customer": ((0.03, 0.055), (0.40, 0.60)),
}


@pytest.mark.long
@pytest.mark.parametrize("kind", _TIERS)
def test_core_and_silent_members(kind: str) -> None:
    told = of_kind(kind, groups=30, days=30)
    wrote = Counter((event.group, event.sender) for event in messages_of(generate(told)))
    members = [(row.group, row.account) for row in roster(told)[0] if row.left is None]
    core = sum(wrote[one] > 20 for one in members) / len(members)
    silent = sum(not wrote[one] for one in members) / len(members)
    print(kind, core, silent)
    (least, most), (few, many) = _TIERS[kind]
    assert least <= core <= most
    assert few <= silent <= many


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_the_day_and_the_week_have_their_curves(kind: str) -> None:
    messages = messages_of(events_of(kind, groups=30, days=14))
    hours = Counter(local(event).hour for event in messages)
    days = Counter(local(event).weekday() < 5 for event in messages)
    week = days[True] / 5 / (days[False] / 2)
    print(kind, hours, week)
    if kind == "study":
        assert hours[21] > 1.5 * hours[15]
        assert week < 1
    elif kind == "shop":
        assert min(hours[11], hours[12], hours[18], hours[19]) > 1.4 * max(hours[14], hours[22])
    elif kind == "interest":
        assert min(hours[20], hours[21], hours[22]) > 2 * hours[10]
        assert week < 0.75
    else:
        assert sum(hours[hour] for hour in range(9, 18)) > 0.7 * len(messages)
        assert week > 1.7


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
def test_violations_by_band(kind: str) -> None:
    broken: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for mine in _by_group(events_of(kind, groups=60, days=21)).values():
        size = mine[0].members or 0
        band = "small" if size < 50 else "middle" if size <= 200 else "large"
        broken[band] += _broken(kind, mine)
        total[band] += len(messages_of(mine))
    rates = {band: broken[band] / total[band] for band in total}
    print(kind, rates, total)
    for band, rate in (("small", 0.12), ("middle", 0.07), ("large", 0.04)):
        assert rates[band] == pytest.approx(rate, rel=0.2)


def _by_group(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.group].append(event)
    return found


def _broken(kind: str, events: list[Event]) -> int:
    """What a group's policy refuses, in a few lines."""
    told, said = of_kind(kind), phrases_of(kind, "zh")
    promoted: Counter[object] = Counter()
    recent: dict[str, list[int]] = defaultdict(list)
    broken = 0
    for event in events:
        if event.role != "member" or event.kind not in MESSAGES:
            continue
        text, sender = event.text or "", event.sender or ""
        recent[sender] = [at for at in recent[sender] if at > event.time - MINUTE] + [event.time]
        day = (sender, local(event).date())
        promoted[day] += text in said.promotions
        broken += (
            not 7 <= local(event).hour < 23
            or any(host in text for host in told.bad_hosts)
            or any(word in text for words in KINDS[kind].zh.words.values() for word in words)
            or event.mentions == ("*",)
            or len(recent[sender]) > 8
            or (text in said.promotions and promoted[day] > told.limit)
            or text in said.private
        )
    return broken
