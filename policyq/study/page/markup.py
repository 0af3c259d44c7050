"""Elements of HTML and SVG, from which text cannot break out.

All text and all attributes are escaped by the library that writes the tree. What would not show, or
would turn the writing around it, is spelled out as in a terminal: names and words may hold anything.
"""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from policyq.diagnostics.render.cells import lay_out

Element = Tree.Element


def element(tag: str, *inside: Element | str, **attributes: str | float) -> Element:
    """An element with what is in it. ``class_`` is ``class``, ``text_anchor`` is ``text-anchor``."""
    made = Element(
        tag,
        {name.rstrip("_").replace("_", "-"): written(value) for name, value in attributes.items()},
    )
    for one in inside:
        if not isinstance(one, str):
            made.append(one)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + shown(one)
        else:
            made.text = (made.text or "") + shown(one)
    return made


def shown(text: str) -> str:
    """A text as a page shows it: what is hidden is spelled out, no ``%`` begins a line."""
    return lay_out(text).shown.replace(" %", "\u00a0%")


def written(value: str | float) -> str:
    """The value of an attribute; numbers with at most one decimal, which is finer than a pixel."""
    return shown(value) if isinstance(value, str) else f"{value:.1f}".removesuffix(".0")


def cut(text: str, cells: int) -> str:
    """A text that takes no more than so many cells, half as many Chinese characters."""
    row = lay_out(text)
    if row.width <= cells:
        return row.shown
    kept = sum(end < cells for end in row.ends)
    return lay_out(text[:kept]).shown + "…"


def to_html(root: Element) -> str:
    """A whole document; it ends with a line feed."""
    Tree.indent(root, " ")
    text: str = Tree.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{text}\n"
