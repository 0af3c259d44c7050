"""Intervals: what they are where it can be known otherwise, and that they hold what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from policyq.study.plan.resampling import LEAST_GROUPS, LEAST_MEMBERS, MOST_CLUSTERS, Table


def groups(count: int, members: int = 3) -> list[tuple[str, str]]:
    return [(f"g{g}", f"g{g}m{m}") for g in range(count) for m in range(members)]


def table(count: int, members: int = 3, seed: int = 1) -> Table:
    return Table(groups(count, members), seed)


def test_groups_are_drawn_where_there_are_enough_of_them_else_members() -> None:
    assert (table(LEAST_GROUPS).by, table(LEAST_GROUPS).clusters) == ("group", LEAST_GROUPS)
    few = table(LEAST_GROUPS - 1, 10)
    assert (few.by, few.clusters, few.enough) == ("member", 10 * (LEAST_GROUPS - 1), True)
    assert not Table(groups(1, LEAST_MEMBERS - 1), 1).enough


def test_a_member_of_several_groups_is_drawn_as_one() -> None:
    both = Table([*groups(1, 40), ("g9", "g0m0")], 1)
    assert both.clusters == 40
    column = both.column({("g0", "g0m0"): 1, ("g9", "g0m0"): 2, ("g0", "g0m1"): 4})
    assert sorted(column)[-2:] == [3, 4]


def test_too_few_are_not_estimated() -> None:
    small = Table(groups(1, 5), 1)
    part = small.column({("g0", f"g0m{m}"): m for m in range(5)})
    found = small.ratio(part, np.full(5, 10.0))
    assert (found.value, found.low, found.high, found.why) == (0.2, None, None, "clusters")


def test_a_mean_of_many_alike_comes_near_the_textbook_interval() -> None:
    made, dice = table(400, 1), np.random.default_rng(5)
    numbers = dice.poisson(9, 400).astype(float)
    found = made.ratio(numbers, np.ones(400))
    assert found.low is not None and found.high is not None
    error = numbers.std(ddof=1) / 20
    assert found.value == pytest.approx(numbers.mean(), abs=1e-5)
    assert found.high - found.low == pytest.approx(2 * 1.97 * error, rel=0.06)
    whole = made.total(numbers)
    assert whole.value == numbers.sum()
    assert whole.high == pytest.approx(400 * found.high, rel=1e-4)


def test_paired_differences_are_sure_though_both_rates_are_not() -> None:
    made, dice = table(30, 1), np.random.default_rng(5)
    messages = dice.integers(100, 1000, 30).astype(float)
    old = np.round(messages * dice.uniform(0.01, 0.5, 30))
    new = old + 3
    alone = made.ratio(new, messages)
    paired = made.difference(new, messages, old, messages)
    assert alone.low is not None and alone.high is not None
    assert paired.low is not None and paired.high is not None
    assert paired.low > 0
    assert (paired.high - paired.low) * 10 < alone.high - alone.low


def test_where_nothing_differs_there_is_nothing_to_draw() -> None:
    made = table(20, 1)
    column = np.arange(20.0)
    for found in (
        made.difference(column, column + 1, column, column + 1),
        made.growth(column, column),
        made.growth(column * 0, column * 0),
        made.total(column * 0),
    ):
        assert (found.value, found.low, found.high) == (0, 0, 0)


def test_growth_from_nothing_has_no_number() -> None:
    made = table(20, 1)
    found = made.growth(np.ones(20), np.zeros(20))
    assert (found.value, found.known, found.why) == (None, False, "nothing")
    grown = made.growth(np.arange(20.0) * 1.5, np.arange(20.0))
    assert grown.value == 0.5


def test_a_handful_has_the_ends_of_a_poisson_number() -> None:
    made = table(50, 1)
    numbers = np.zeros(50)
    numbers[3], numbers[7] = 2, 1
    found = made.total(numbers)
    assert (found.value, found.low, found.why) == (3, 0, "rare")
    assert found.high == pytest.approx(2 * 7.2247, abs=1e-3)
    fewer = made.total(-numbers)
    assert (fewer.high, fewer.why) == (0, "rare")


def test_of_a_total_that_is_mostly_of_one_cluster_nothing_is_estimated() -> None:
    """The total of a log without it, or with two of the kind, would be quite another one."""
    made = table(20, 1)
    numbers = np.arange(20.0) % 5 + 1
    numbers[4] = 56
    found = made.total(numbers)
    assert (found.value, found.known, found.why, found.touched) == (111, False, "uneven", 20)
    numbers[4] = 55
    assert made.total(numbers).known
    alike = np.ones(20)
    alike[4] = 2  # every third draw is without it, and has no spread at all
    assert made.total(alike).why == "uneven"


def test_intervals_that_hold_together_are_wider_than_those_that_hold_alone() -> None:
    made, dice = table(40, 1), np.random.default_rng(5)
    whole = np.full(40, 100.0)
    columns = {
        f"r{n}": (dice.poisson(3, 40) + 0.0, dice.poisson(3, 40) + 0.0, whole) for n in range(20)
    }
    joint = made.together(columns)
    for name, (new, old, _) in columns.items():
        alone = made.difference(new, whole, old, whole)
        assert alone.low is not None and joint[name].low is not None
        assert joint[name].low < alone.low
        assert joint[name].value == alone.value
    assert made.together({}) == {}


def test_of_many_rules_without_a_difference_few_families_find_one() -> None:
    """Of a hundred families of 20 rules that do not differ, about five find a difference in any."""
    made, dice = table(40, 1), np.random.default_rng(6)
    whole, wrong, alone = np.full(40, 100.0), 0, 0
    for _ in range(100):
        columns = {
            f"r{n}": (dice.poisson(4, 40) + 0.0, dice.poisson(4, 40) + 0.0, whole)
            for n in range(20)
        }
        found = made.together(columns)
        wrong += any(one.low > 0 or one.high < 0 for one in found.values())  # type: ignore[operator]
        singles = [
            made.difference(new, whole, old, whole) for new, old, _ in list(columns.values())[:20]
        ]
        alone += any(one.low > 0 or one.high < 0 for one in singles)  # type: ignore[operator]
    assert wrong <= 12
    assert alone > 30


def test_the_seed_and_nothing_else_decides() -> None:
    numbers = np.random.default_rng(5).poisson(9, 30).astype(float)
    first, again, other = (table(30, 1, seed).ratio(numbers, np.ones(30)) for seed in (1, 1, 2))
    assert first == again != other


def test_of_very_many_members_some_are_thrown_together_and_nothing_is_lost() -> None:
    many = Table(groups(1, 5 * MOST_CLUSTERS), 1)
    column = many.column(dict.fromkeys(groups(1, 5 * MOST_CLUSTERS), 1))
    assert len(column) == MOST_CLUSTERS
    assert column.sum() == 5 * MOST_CLUSTERS
    assert many.clusters == 5 * MOST_CLUSTERS
