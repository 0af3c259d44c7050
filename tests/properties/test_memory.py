"""What is remembered of members is small, stays flat over a year, and means the same as if it were not."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

from bench import bench_memory
from hypothesis import given
from hypothesis import strategies as st

from policyq.ir.endings import Endings
from policyq.ir.steps import Entry, Steps
from policyq.live import to_python
from policyq.live.series import Series, series
from policyq.live.windows import Trailing
from policyq.vocabulary.types import DAY, HOUR, LATENESS, MINUTE

MEMBERS, SIZE = 60, 30


def test_what_is_held_is_flat_over_a_year_in_which_members_come_and_go() -> None:
    live = bench_memory.bot()
    for _ in bench_memory.year(live, MEMBERS, 14, SIZE):
        pass  # What is made once, whoever comes.
    live = to_python(live.program)
    tracemalloc.start()
    try:
        held = [now for _, now in bench_memory.year(live, MEMBERS, 364, SIZE)]
    finally:
        tracemalloc.stop()
    assert len(held) == 5
    # Of so few, the day of the last sweep makes a difference.
    assert max(held[1:]) <= 1.25 * held[1]
    for state in live._states.values():
        known = {key for store in state.stores for key in store.held}
        # Of those who are there no more, the ones of the last weeks.
        assert len(known) <= 1.4 * SIZE
        assert len(state.standing.ladders) <= 1.4 * SIZE
        assert len(state.decided) <= 64


def test_a_silent_group_forgets_its_members_though_nobody_new_comes() -> None:
    store = Trailing("sum", DAY)
    for number in range(50):
        store.add(f"u{number}", number, number, 3)
    store.add("u1", 2 * DAY, 2 * DAY, 3)
    store.forget(2 * DAY)
    store.pack({})
    assert list(store.held) == ["u1"]
    assert store.total("u1", DAY, 2 * DAY, 2 * DAY) == 3


def test_a_member_of_whom_all_is_known_by_one_name_is_named_once() -> None:
    stores = [Trailing("count", DAY), Trailing("sum", DAY), Trailing("distinct", DAY)]
    for number, store in enumerate(stores):
        store.add("".join(["u", "1"]), number, number, "x" if number == 2 else 1)
        store.add(("".join(["u", "1"]), "text"), number, number, "x" if number == 2 else 1)
    known: dict[str, str] = {}
    for store in stores:
        store.pack(known)
    names = {id(key if isinstance(key, str) else key[0]) for one in stores for key in one.held}
    assert len(names) == 1


# -- windows -----------------------------------------------------------------------------------

TIMES = st.integers(0, 40).map(lambda steps: steps * 20 * MINUTE)
COUNTED = {
    "count": st.just(1),
    "sum": st.sampled_from([-7, 0, 3, 10_000, 1 << 62, -(1 << 62), 1 << 80]),
    "distinct": st.sampled_from("abcdefghijklmno"),
}
AGGREGATE = {"count": len, "sum": sum, "distinct": lambda values: len(set(values))}


@given(st.data(), st.sampled_from([*COUNTED]))
def test_a_window_holds_what_the_definition_says(data: st.DataObject, what: str) -> None:
    keep = 4 * HOUR
    store = Trailing(what, keep)
    kept: list[tuple[int, object]] = []
    mark = 0
    for _ in range(data.draw(st.integers(1, 40))):
        time, value = data.draw(TIMES), data.draw(COUNTED[what])
        mark = max(mark, time)
        most = store.add("u", time, mark, value)
        kept.append((time, value))
        length = data.draw(st.sampled_from([HOUR, keep]))
        low = time - length
        if time < mark:
            low = max(low, mark - keep - LATENESS)
        floor = mark - keep - LATENESS
        seen = [one for at, one in kept[:-1] if low < at <= time and at > floor] + [value]
        assert store.total("u", length, time, mark) == AGGREGATE[what](seen)
        assert what == "sum" or most >= AGGREGATE[what](seen)
        store.own.clear()
        if time <= floor:
            kept.pop()  # Too late: it was seen by itself alone.
        if data.draw(st.booleans()):
            store.forget(mark)
            store.pack({})
    for _, of in [(key, store.of(key)) for key in store.held]:
        assert of is not None and len(of.times)
        assert all(a <= b for a, b in pairwise(of.times))


@given(st.lists(st.tuples(TIMES, st.sampled_from("abcdefghijklmno")), max_size=40), TIMES)
def test_different_values_are_told_apart_whether_or_not_they_are_many(
    counted: list[tuple[int, str]], floor: int
) -> None:
    one: Series = series("distinct")
    for time, value in counted:
        one.add(time, value)
    one.forget(floor)
    left = [(time, value) for time, value in counted if time > floor]
    now = max((time for time, _ in left), default=0)
    if left:
        for low in (floor, floor + HOUR):
            assert one.within(low, now) == len({value for time, value in left if time > low})


# -- ladders -----------------------------------------------------------------------------------

PLACES = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["u1", "u2", "u3"]))


@given(
    st.lists(st.tuples(PLACES, st.integers(0, 9), st.sampled_from("xyz")), max_size=30),
    st.integers(0, 9),
    st.sampled_from("xyz"),
)
def test_steps_are_a_mapping_to_entries(
    taken: list[tuple[tuple[str, str], int, str]], floor: int, event: str
) -> None:
    steps, plain = Steps(), dict[tuple[str, ...], tuple[Entry, ...]]()
    for key, time, of in taken:
        entries = tuple(sorted((*plain.get(key, ()), Entry(time, of, 1)), key=lambda one: one.time))
        steps[key] = plain[key] = entries
    before = steps.copy()
    assert dict(steps) == plain and len(steps) == len(plain) and before == steps
    steps.take_back((event,), ladders=("a",))
    steps.take_back((event,), members=("u2",))
    for (ladder, who), entries in plain.items():
        if ladder == "a" or who == "u2":
            plain[ladder, who] = tuple(one for one in entries if one.event != event)
    assert dict(steps) == plain
    steps.forget({"a": floor}, 3)
    for key, entries in [*plain.items()]:
        limit = floor if key[0] == "a" else 3
        plain[key] = tuple(one for one in entries if one.time > limit)
        if not plain[key]:
            del plain[key]
    steps.pack({})
    assert dict(steps) == plain
    if taken:
        assert before[taken[0][0]]
        del before[taken[0][0]]
        assert taken[0][0] not in before


# -- what ends ---------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["put", "drop", "expire"]),
            st.sampled_from(["u1", "u2", "u3"]),
            st.one_of(st.none(), st.integers(0, 20)),
        ),
        max_size=60,
    )
)
def test_what_is_over_goes_and_nothing_else(
    done: list[tuple[str, str, int | None]],
) -> None:
    endings: Endings[int | None] = Endings(lambda until: until)
    plain: dict[str, int | None] = {}
    for what, key, at in done:
        if what == "put":
            endings[key] = plain[key] = at
        elif what == "drop":
            endings.pop(key, None)
            plain.pop(key, None)
        else:
            now = at or 0
            endings.expire(now)
            plain = {one: of for one, of in plain.items() if of is None or of > now}
        endings = endings.copy()
        assert endings == plain
        assert len(endings._soonest) <= 2 * len(endings) + 9 + len(done)
