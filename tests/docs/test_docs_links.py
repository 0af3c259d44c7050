"""Links inside the documents lead somewhere, headings included; public names are all described."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS))

from generating.language import slug  # noqa: E402

DOCUMENTS = [ROOT / "README.md", *sorted(DOCS.rglob("*.md"))]
_BLOCK = re.compile(r"^```.*?^```\s*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def prose(document: Path) -> str:
    """A document without its code."""
    return re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", document.read_text(encoding="utf-8")))


@cache
def anchors(document: Path) -> frozenset[str]:
    text = _BLOCK.sub("", document.read_text(encoding="utf-8"))
    return frozenset(slug(heading.replace("`", "")) for heading in _HEADING.findall(text))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(document: Path) -> None:
    for link in _LINK.findall(prose(document)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{document.name}: {link} leads nowhere"
        assert not anchor or anchor in anchors(target), f"{document.name}: no heading for {link}"


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in reached or document.suffix != ".md":
            continue
        reached.add(document)
        for link in _LINK.findall(prose(document)):
            if not re.match(r"[a-z]+:", link) and link.partition("#")[0]:
                waiting.append((document.parent / link.partition("#")[0]).resolve())
    assert set(DOCUMENTS) - reached == set()


@pytest.mark.parametrize("page", ["python.md", "python.zh.md"])
def test_the_python_page_names_everything_public(page: str) -> None:
    import policyq

    text = (DOCS / "reference" / page).read_text(encoding="utf-8")
    missing = [name for name in policyq.__all__ if not re.search(rf"(?a:\b{name}\b)", text)]
    assert missing in ([], ["__version__"])


def test_pictures_are_small_and_shown() -> None:
    pictures = set(DOCS.rglob("*.png"))
    shown = {
        (document.parent / link).resolve()
        for document in DOCUMENTS
        for link in _LINK.findall(prose(document))
        if link.endswith(".png")
    }
    assert pictures == shown != set()
    for picture in pictures:
        data = picture.read_bytes()
        assert data.startswith(b"\x89PNG\r\n") and len(data) < 150_000, picture.name
