"""The short way of an event of which nothing is to be said: it ends as the definition says, and leaves
what is not so to the long way."""

from __future__ import annotations

import pytest

from policyq.diagnostics.source import Source
from policyq.ir.evaluator import Reference
from policyq.live import Live, to_python
from policyq.pipeline import compile_policy
from policyq.text.engine.searched import STRIDE
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import HOUR, MINUTE

NOON = 1772503200000000
TEXT = """policy "short" version 1
timezone Asia/Shanghai
hours night = 23:00-07:00
rule adverts when text contains "加微信" strictly then delete
rule late when message and time in night then delete
rule flood when count(message per sender within 60 seconds) > 3 then mute 10 minutes
rule book when checkin then record "in"
"""
TEXTS = (
    *(
        "早上好",
        "加微信",
        "快加微信吧",
        "",
        None,
        "加微\ud800信",
        "\ud800加微信",
        "\udfff",
        "加微",
        "ABC",
    ),
    *("早" * (STRIDE + 1), "早" * STRIDE + "加微信", "\u52a0\u5fae\u4fe1" * 3, "刀加早微信"),
)


def programs() -> tuple[Live, Reference]:
    made = compile_policy({"p": Source("p", TEXT)}, "p")
    assert made.program is not None, made.diagnostics
    return to_python(made.program), Reference(made.program)


def test_texts_that_hold_a_word_and_others() -> None:
    live, reference = programs()
    for number, text in enumerate(TEXTS):
        event = Event(str(number), NOON + number * HOUR, "g", "text", "a", text=text)
        assert live.feed(event) == reference.feed(event), text


@pytest.mark.parametrize("way", ["decide", "feed"])
def test_events_that_come_again_late_at_night_or_of_other_kinds(way: str) -> None:
    live, reference = programs()
    times = [*range(0, 40 * HOUR, 50 * MINUTE), 3 * HOUR, 39 * HOUR, 39 * HOUR + 1]
    for number, since in enumerate(times):
        for group in ("g", "h"):
            for kind in ("text", "text", "edit", "join", "verdict", "day_end", "nothing known"):
                event = Event(f"{number}{kind}", NOON + since, group, kind, "a", text="早")
                assert getattr(live, way)(event) == getattr(reference, way)(event)
        if number % 20 == 10:
            live.restore(live.save())


def test_who_writes_too_much_is_found_at_once() -> None:
    live, reference = programs()
    for number in range(200):
        event = Event(str(number), NOON + number // 5 * 20 * MINUTE, "g", "text", "a", text="早")
        assert live.feed(event) == reference.feed(event)
    assert live.save()["groups"]["g"]["mark"] == event.time


@pytest.mark.parametrize("given", [None, {}, "text", 3])
def test_what_is_no_event_is_told(given: object) -> None:
    live, _ = programs()
    for way in (live.decide, live.feed):
        with pytest.raises(TypeError, match=r"an event is what policyq\.event\(\) makes"):
            way(given)  # type: ignore[arg-type]
