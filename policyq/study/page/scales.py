"""Where a number stands on an axis, and which numbers are written beside it."""

from __future__ import annotations

import math


def top_of(values: list[float]) -> float:
    """The end of an axis from 0 that holds all values: 1, 2 or 5 times a power of ten, or 4."""
    most = max(values, default=0.0)
    if most <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(most))
    return next(
        round(step * power, 12) for step in (1, 2, 4, 5, 10) if step * power >= most - 1e-12
    )


def between(values: list[float]) -> tuple[float, float]:
    """The ends of an axis that holds all values of 0 or more, as near to them as round numbers are:
    multiples of 1, 2, 4, 5 or 10 times a power of ten. It begins at 0 where they are all alike."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    if most <= least:
        return 0.0, top_of([most])
    step = top_of([(most - least) / 4])
    low, high = math.floor(least / step + 1e-9) * step, math.ceil(most / step - 1e-9) * step
    # In the middle of the axis stands a number, too: it is a round one of an even number of steps.
    return round(low, 12), round(high + step * (round((high - low) / step) % 2), 12)


def spread(count: int, most: int) -> list[int]:
    """The places, of so many, at which an axis has words: at most ``most``, evenly, the first too."""
    step = max(1, math.ceil(count / most))
    return list(range(0, count, step))


def in_percent(value: float) -> str:
    """A part of one beside an axis."""
    return f"{100 * value:.3g} %"


def in_number(value: float) -> str:
    """A number beside an axis."""
    return f"{value:,.3g}" if value < 10 else f"{int(value):,}"
