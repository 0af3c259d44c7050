"""Charts as SVG that is readable at the width of a phone: bars, lines, rows.

Each is drawn 360 units wide, so that on a phone its words are as large as they are written. A chart
has a title and a sentence that stands for it where it cannot be seen; its numbers stand in a table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policyq.study.page.markup import Element, cut, element
from policyq.study.page.scales import spread, top_of

WIDTH = 360
_LEFT, _RIGHT, _TOP, _HEIGHT = 46, 14, 12, 130
_TAGS = "abcdefgh"
_DOTS = 62
_LABEL_CELLS, _VALUE_CELLS = 36, 24

Shown = Callable[[float], str]


class Figure(NamedTuple):
    """A chart with its title, and a line that says how to read it."""

    title: str
    chart: Element
    legend: str = ""


class Limit(NamedTuple):
    """A line that a rate should not cross, with its name."""

    value: float
    name: str


class Row(NamedTuple):
    """A bar with its name; perhaps with an interval, and a figure to compare it with."""

    label: str
    value: float | None
    shown: str
    low: float | None = None
    high: float | None = None
    mark: float | None = None
    hatched: bool = False


def columns(
    labels: Sequence[str],
    series: Sequence[Sequence[float | None]],
    shown: Shown,
    title: str,
    says: str,
) -> Element:
    """A bar for each label, from left to right; of two series the second one is hatched."""
    top = top_of([value or 0.0 for values in series for value in values])
    chart = _frame(title, says, labels, top, shown)
    wide = _inside() / max(1, len(labels))
    thick = wide * 0.8 / max(1, len(series))
    for number, values in enumerate(series):
        for place, value in enumerate(values):
            if value:
                high = _HEIGHT * value / top
                bar = element(
                    "rect", element("title", f"{labels[place]}: {shown(value)}"),
                    class_="two" if number else "one",
                    x=_LEFT + place * wide + wide * 0.1 + number * thick,
                    y=_TOP + _HEIGHT - high, width=max(0.5, thick), height=high,
                )  # fmt: skip
                chart.append(bar)
    return chart


def lines(
    labels: Sequence[str],
    values: Sequence[float | None],
    shown: Shown,
    title: str,
    says: str,
    limits: Sequence[Limit] = (),
) -> Element:
    """A line through the values, broken where one is not known, and dashed lines for limits."""
    known = [value for value in values if value is not None]
    top = top_of([*known, *(limit.value for limit in limits)])
    chart = _frame(title, says, labels, top, shown)
    wide = _inside() / max(1, len(values))

    def at(place: int, value: float) -> tuple[float, float]:
        return _LEFT + (place + 0.5) * wide, _TOP + _HEIGHT * (1 - value / top)

    for run in _runs(values):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in run))
        chart.append(element("polyline", class_="run", points=points))
        # Of many values only those that stand alone have dots: a line through one does not show.
        for place, value in run if len(values) <= _DOTS or len(run) == 1 else ():
            x, y = at(place, value)
            name = element("title", f"{labels[place]}: {shown(value)}")
            chart.append(element("circle", name, class_="one", cx=x, cy=y, r=2.2))
    lowest = 0.0
    for tag, limit in tagged(limits):
        y = _TOP + _HEIGHT * (1 - limit.value / top)
        # Of limits that are nearly alike the letters stand under one another.
        lowest = max(lowest + 11, y + 4)
        chart.append(element("line", class_="limit", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y))
        chart.append(element("text", tag, class_="limit", x=WIDTH - _RIGHT + 3, y=lowest))
    return chart


def tagged(limits: Sequence[Limit]) -> list[tuple[str, Limit]]:
    """The limits with the letters that stand at the ends of their lines, the highest first."""
    return list(zip(_TAGS, sorted(limits, reverse=True), strict=False))


def named(limits: Sequence[Limit], shown: Shown) -> str:
    """What the letters mean, for a legend."""
    return " · ".join(f"{tag} {one.name} {shown(one.value)}" for tag, one in tagged(limits))


def rows(bars: Sequence[Row], title: str, says: str) -> Element:
    """A bar for each name, one under the other, the name above it and its value at the right."""
    pitch = 34
    ends = [end for bar in bars for end in (bar.value, bar.high, bar.mark) if end is not None]
    top = max(ends, default=0.0) or 1.0
    height = len(bars) * pitch + 4
    chart = _svg(height, title, says)
    for place, bar in enumerate(bars):
        y = place * pitch
        chart.append(element("text", cut(bar.label, _LABEL_CELLS), x=0, y=y + 13))
        value = cut(bar.shown, _VALUE_CELLS)
        chart.append(element("text", value, x=WIDTH, y=y + 13, text_anchor="end"))
        chart.append(element("line", class_="axis", x1=0, x2=WIDTH, y1=y + 29, y2=y + 29))
        if bar.value:
            chart.append(
                element(
                    "rect", class_="two" if bar.hatched else "one", x=0.5, y=y + 18,
                    width=max(1.0, (WIDTH - 8) * bar.value / top), height=10,
                )
            )  # fmt: skip
        if bar.low is not None and bar.high is not None:
            chart.append(_ends((WIDTH - 8) * bar.low / top, (WIDTH - 8) * bar.high / top, y + 23))
        if bar.mark is not None:
            x = (WIDTH - 8) * bar.mark / top
            points = f"{x:.1f},{y + 16} {x + 5:.1f},{y + 23} {x:.1f},{y + 30} {x - 5:.1f},{y + 23}"
            chart.append(element("polygon", class_="mark", points=points))
    return chart


def patterns() -> Element:
    """What the charts of a page are hatched with: to stand once at its beginning."""
    line = element("path", d="M0 6 L6 0 M-1 1 L1 -1 M5 7 L7 5", style="stroke: var(--two)")
    hatch = element("pattern", line, id="hatch", width=6, height=6, patternUnits="userSpaceOnUse")
    return element("svg", element("defs", hatch), class_="defs", aria_hidden="true")


# -- parts -------------------------------------------------------------------------------------


def _svg(height: float, title: str, says: str) -> Element:
    return element(
        "svg", element("title", title), element("desc", says),
        viewBox=f"0 0 {WIDTH} {height:g}", role="img", aria_label=f"{title}. {says}",
    )  # fmt: skip


def _inside() -> float:
    return WIDTH - _LEFT - _RIGHT


def _frame(title: str, says: str, labels: Sequence[str], top: float, shown: Shown) -> Element:
    """Both axes with their words."""
    chart = _svg(_TOP + _HEIGHT + 20, title, says)
    for part in (0.0, 0.5, 1.0):
        y = _TOP + _HEIGHT * (1 - part)
        chart.append(element("line", class_="axis", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y, y2=y))
        words = shown(top * part)
        chart.append(
            element("text", words, class_="quiet", x=_LEFT - 5, y=y + 4, text_anchor="end")
        )
    wide = _inside() / max(1, len(labels))
    most = max(2, int(_inside() / (8 + 7 * max(map(len, labels), default=1))))
    for place in spread(len(labels), most):
        x = _LEFT + (place + 0.5) * wide
        # A word at the very end would be cut off: it is written up to the edge.
        anchor = "end" if x > WIDTH - 24 else "middle"
        x = WIDTH - 1.0 if anchor == "end" else x
        chart.append(
            element(
                "text", labels[place], class_="quiet", x=x, y=_TOP + _HEIGHT + 15, text_anchor=anchor
            )
        )  # fmt: skip
    return chart


def _runs(values: Sequence[float | None]) -> list[list[tuple[int, float]]]:
    """The values that stand beside one another, with their places."""
    runs: list[list[tuple[int, float]]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((place, value))
    return [run for run in runs if run]


def _ends(low: float, high: float, y: float) -> Element:
    """An interval, with its two ends."""
    path = f"M{low:.1f} {y - 5:.1f} v10 M{low:.1f} {y:.1f} H{high:.1f} M{high:.1f} {y - 5:.1f} v10"
    return element("path", class_="ends", d=path)
