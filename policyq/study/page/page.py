"""A page: what is asked first, then sections of figures, sentences and tables.

Sections are those that reports have for a terminal and for Markdown (`policyq.study.report.words`).
The numbers of a section that has figures stand folded under them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from policyq.study.page.charts import Figure, patterns
from policyq.study.page.markup import Element, element, shown, to_html
from policyq.study.page.style import STYLE
from policyq.study.report.words import Say, Section

#: Tables with more columns than these are read row by row on a phone.
_FEW = 3
#: Numbers with more characters than these have a line of their own there.
_SHORT = 9
#: Nothing is loaded and nothing is run, whatever a browser may find in the page.
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


class Tile(NamedTuple):
    """A question that an admin asks first, the answer, and what it is made of."""

    question: str
    answer: str
    says: tuple[str, ...] = ()


class Part(NamedTuple):
    """One report on a page: its title, the tiles, and the sections behind them."""

    title: str
    says: tuple[str, ...]
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]
    figures: Mapping[str, tuple[Figure, ...]]
    """By the `Section.key` that they belong to."""


def page(parts: Sequence[Part], language: str, say: Say, tool: str) -> str:
    """The parts as one document of HTML; it ends with a line feed."""
    title = parts[0].title if parts else "policyq"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", http_equiv="Content-Security-Policy", content=_NOTHING_ELSE),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="robots", content="noindex"),
        element("title", title),
        _style(),
    )
    body = element("body", patterns())
    for number, part in enumerate(parts):
        _add(body, part, f"{number + 1}", say)
    body.append(element("footer", f"policyq {tool}"))
    lang = "zh-CN" if language == "zh" else "en"
    return to_html(element("html", head, body, lang=lang))


def _style() -> Element:
    style = element("style")
    style.text = STYLE
    return style


def _add(body: Element, part: Part, number: str, say: Say) -> None:
    body.append(element("header", element("h1", part.title), *_says(part.says)))
    if part.tiles:
        body.append(element("div", *map(_tile, part.tiles), class_="tiles"))
    ids = [f"s{number}-{place}" for place in range(1, len(part.sections) + 1)]
    if len(ids) > 3:
        links = [
            element("li", element("a", section.title, href=f"#{id}"))
            for id, section in zip(ids, part.sections, strict=True)
        ]
        heading = element("summary", say("目录", "contents"))
        body.append(element("nav", element("details", heading, element("ul", *links))))
    main = element("main")
    for id, section in zip(ids, part.sections, strict=True):
        figures = part.figures.get(section.key, ()) if section.key else ()
        main.append(_section(section, figures, id, say))
    body.append(main)


def _tile(tile: Tile) -> Element:
    made = element("section", element("h3", tile.question), class_="tile")
    made.append(element("p", tile.answer, class_="answer"))
    if tile.says:
        made.append(element("ul", *(element("li", one) for one in tile.says)))
    return made


def _says(lines: Sequence[str]) -> list[Element]:
    return [element("ul", *(element("li", one) for one in lines), class_="says")] if lines else []


def _section(section: Section, figures: Sequence[Figure], id: str, say: Say) -> Element:
    made = element("section", element("h2", section.title), *_says(section.says), id=id)
    if figures:
        made.append(element("div", *map(_figure, figures), class_="figures"))
    if section.rows and figures:
        heading = element("summary", say("数字", "numbers"))
        made.append(element("details", heading, _table(section)))
    elif section.rows:
        made.append(_table(section))
    return made


def _figure(figure: Figure) -> Element:
    made = element("figure", element("figcaption", figure.title), figure.chart)
    if figure.legend:
        made.append(element("p", figure.legend, class_="legend"))
    return made


def _table(section: Section) -> Element:
    kinds = ["" if place < section.left else "number" for place in range(len(section.columns))]
    columns = list(zip(section.columns, kinds, strict=True))
    head = element("tr", *(_cell("th", name, kind, scope="col") for name, kind in columns))
    body = element("tbody")
    for row in section.rows:
        cells = zip(row, columns, strict=True)
        body.append(
            element(
                "tr", *(_cell("td", text, kind, data_label=name) for text, (name, kind) in cells)
            )
        )
    table = element("table", element("thead", head), body)
    if len(kinds) > _FEW:
        table.set("class", "many")
    name = shown(section.title)
    return element("div", table, class_="table", role="region", tabindex="0", aria_label=name)


def _cell(tag: str, text: str, kind: str, **more: str) -> Element:
    under = "under" if text.startswith((" ", "\u3000")) else ""
    long = "long" if kind and len(text) > _SHORT else ""
    classes = " ".join(one for one in (kind, under, long) if one)
    if classes:
        more["class_"] = classes
    return element(tag, text.strip(), **more)
