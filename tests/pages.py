"""What every page of HTML must hold to, read with a parser that knows nothing of how it was made."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "hr", "img", "input"}
#: Attributes by which a page would load something, run something, or lead away.
_ELSEWHERE = {"src", "srcset", "data", "action", "formaction", "poster", "background", "xlink:href"}


class Page(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open, f"not closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text.append(data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element with a tag."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def words(self) -> str:
        """All text, with single blanks."""
        return re.sub(r"\s+", " ", " ".join(self.text))


def check_page(html: str) -> Page:
    """Whether a document stands alone, runs nothing, and can be read without seeing its charts."""
    assert html.startswith("<!DOCTYPE html>\n<html lang=") and html.endswith("</html>\n")
    page = Page(html)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
    for tag, attributes in page.elements:
        assert not attributes.keys() & _ELSEWHERE, (tag, attributes)
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert (attributes.get("href") or "#").startswith("#")
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    assert "@import" not in style[1]
    assert set(re.findall(r"url\(([^)]*)\)", html)) <= {"#hatch"}
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"] for link in page.of("a")} <= {f"#{id}" for id in ids}
    charts = page.of("svg")[1:]
    assert len(charts) == len(page.of("figure")) == len(page.of("figcaption"))
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\x00]", html)
    return page


def without_style(html: str) -> str:
    """A page as golden files keep it: how it looks may change without what it says."""
    return re.sub(r"<style>.*?</style>", "<style></style>", html, flags=re.DOTALL)
