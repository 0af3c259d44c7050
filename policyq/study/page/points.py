"""A chart of points: one thing across, another one up, those that nothing beats joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from policyq.study.page.charts import WIDTH
from policyq.study.page.markup import Element, element
from policyq.study.page.scales import between, in_number

_LEFT, _RIGHT, _TOP, _HEIGHT = 46, 18, 24, 200
#: Between two names that stand beside their points; nearer ones would lie over one another.
_APART = 13.0


class Dot(NamedTuple):
    """A point of the chart."""

    across: float
    up: float
    name: str
    tag: str = ""
    """What stands beside it."""
    solid: bool = True
    mark: bool = False
    """Whether it is drawn as a diamond, with which the others are compared."""


def points(dots: Sequence[Dot], axes: tuple[str, str], title: str, says: str) -> Element:
    """All dots; ``axes``: what is across and what is up. Neither axis begins at 0: what matters is
    how far apart points are."""
    ends = [between([dot.across for dot in dots]), between([dot.up for dot in dots])]
    chart = element(
        "svg", element("title", title), element("desc", says),
        viewBox=f"0 0 {WIDTH} {_TOP + _HEIGHT + 40}", role="img", aria_label=f"{title}. {says}",
    )  # fmt: skip
    _frame(chart, axes, ends)

    def at(dot: Dot) -> tuple[float, float]:
        (left, right), (low, high) = ends
        across, up = (dot.across - left) / (right - left), (dot.up - low) / (high - low)
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * across, _TOP + _HEIGHT * (1 - up)

    front = sorted({at(dot) for dot in dots if dot.solid})
    if len(front) > 1:
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in front)
        chart.append(element("polyline", class_="run", points=line))
    placed: list[tuple[float, float]] = []
    # The hollow ones first, so that no other lies over one that nothing beats.
    for dot in sorted(dots, key=lambda one: (one.mark, one.solid)):
        x, y = at(dot)
        chart.append(_dot(dot, x, y))
        if dot.tag and not any(abs(x - a) < 2 * _APART and abs(y - b) < _APART for a, b in placed):
            placed.append((x, y))
            side = x > WIDTH - 40
            chart.append(
                element(
                    "text", dot.tag, x=x - 7 if side else x + 7, y=y - 5,
                    text_anchor="end" if side else "start",
                )
            )  # fmt: skip
    return chart


def _dot(dot: Dot, x: float, y: float) -> Element:
    name = element("title", f"{dot.name}: {in_number(dot.across)} / {in_number(dot.up)}")
    if dot.mark:
        at = f"{x:.1f},{y - 6:.1f} {x + 6:.1f},{y:.1f} {x:.1f},{y + 6:.1f} {x - 6:.1f},{y:.1f}"
        return element("polygon", name, class_="mark", points=at)
    return element("circle", name, class_="one" if dot.solid else "hollow", cx=x, cy=y, r=4)


def _frame(chart: Element, axes: tuple[str, str], ends: Sequence[tuple[float, float]]) -> None:
    """Both axes with their words."""
    (left, right), (low, high) = ends
    bottom, end = _TOP + _HEIGHT, WIDTH - _RIGHT
    for part in (0.0, 0.5, 1.0):
        y, x = _TOP + _HEIGHT * (1 - part), _LEFT + (end - _LEFT) * part
        chart.append(element("line", class_="axis", x1=_LEFT, x2=end, y1=y, y2=y))
        chart.append(element("line", class_="axis", x1=x, x2=x, y1=_TOP, y2=bottom))
        words = in_number(low + (high - low) * part)
        chart.append(
            element("text", words, class_="quiet", x=_LEFT - 5, y=y + 4, text_anchor="end")
        )
        anchor = "end" if part == 1 else "middle"
        x = min(x, WIDTH - 1.0)
        words = in_number(left + (right - left) * part)
        chart.append(element("text", words, class_="quiet", x=x, y=bottom + 15, text_anchor=anchor))
    across, up = axes
    chart.append(element("text", f"↑ {up}", class_="quiet", x=2, y=12))
    name = element(
        "text", f"{across} →", class_="quiet", x=WIDTH - 1, y=bottom + 32, text_anchor="end"
    )
    chart.append(name)
