"""Which steps of a ladder count: within the window, and since the last amnesty."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from study_made import do, program

from policyq.ir import climbing, clock, nodes
from policyq.ir.memory import Entry
from policyq.vocabulary.types import DAY, HOUR, SECOND

ZONES = ("Asia/Shanghai", "Asia/Beirut", "America/New_York", "Pacific/Apia")
FIRST = date(2026, 3, 28)


def ladder(days: int, *amnesties: date) -> nodes.Ladder:
    steps = ((do("warn"),), (do("mute", 10),))
    written = tuple(day.isoformat() for day in amnesties)
    return nodes.Ladder("steps", nodes.Fixed(days * DAY), days * DAY, steps, amnesties=written)


@pytest.mark.parametrize("zone", ZONES)
def test_what_counts_is_told_by_local_dates(zone: str) -> None:
    """Against the law by dates on the wall, in zones that skip midnight or an hour."""
    random = Random(zone)
    policy = program(timezone=zone)
    start = clock.midnight(FIRST, zone)
    differing = 0
    for _ in range(300):
        days = [FIRST + timedelta(days=n) for n in sorted(random.sample(range(1, 6), 2))]
        one = ladder(random.choice((1, 2, 3)), *days)
        edges = [clock.midnight(day, zone) + late for day in days for late in (-1, 0, SECOND)]
        times = sorted(
            random.choice((random.choice(edges), start + random.randrange(7 * DAY)))
            for _ in range(12)
        )
        at = random.choice(times)

        def since(time: int, days: list[date] = days) -> int:
            """How many amnesties there have been."""
            return sum(day <= clock.local(time, zone).date() for day in days)

        window = [time for time in times if at - one.keep < time <= at]
        wanted = [time for time in window if since(time) == since(at)]
        entries = [Entry(time, str(number), 1) for number, time in enumerate(times)]
        assert climbing.counted(one, policy, entries, at) == wanted
        differing += wanted != window
    assert differing > 20


def test_a_repeated_midnight_is_an_amnesty_once() -> None:
    """St. John's left a day twice: at the first of both midnights old steps cease to count."""
    zone, day = "America/St_Johns", date(2010, 11, 7)
    policy, one = program(timezone=zone), ladder(1, day)
    first = clock.midnight(day, zone)
    entries = [Entry(first + late, str(late), 1) for late in (-HOUR, 0, 30 * SECOND, HOUR)]
    assert clock.local(first + HOUR, zone).date() == day
    assert clock.local(first + 2 * SECOND + 60 * SECOND, zone).date() < day
    for at in (first, first + 90 * SECOND, first + 2 * HOUR):
        counted = climbing.counted(one, policy, entries, at)
        assert counted == [entry.time for entry in entries[1:] if entry.time <= at]


def test_a_step_is_forgotten_at_the_end_of_its_window_or_at_the_next_amnesty() -> None:
    policy = program()
    one = ladder(30, date(2026, 3, 30), date(2026, 4, 10))
    start = clock.midnight(FIRST, policy.timezone)
    assert climbing.forgets(one, policy, start, start) == start + 2 * DAY
    assert climbing.forgets(one, policy, start + 3 * DAY, start + 3 * DAY) == start + 13 * DAY
    assert climbing.forgets(one, policy, start + 13 * DAY, start + 13 * DAY) == start + 43 * DAY
