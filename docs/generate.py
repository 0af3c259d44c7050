"""Writes the generated pages of the documentation: ``python docs/generate.py [--check]``.

With ``--check`` nothing is written; pages that are not up to date are named, and the exit code
is 1. The prose of the pages stands in ``docs/parts``. ``python docs/generate.py --consoles
FILE …`` writes anew what the commands in documents print, ``--screenshots`` the pictures (with
Chromium; nothing compares them), ``--guide`` the page of the guide's table, which takes two minutes
and is compared in the long tests alone.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

DOCS = Path(__file__).resolve().parent
if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))

from generating import (  # noqa: E402
    commands,
    community,
    consoles,
    contacts,
    diagnostics,
    guide,
    language,
    matching,
    platforms,
    python,
    schemas,
    screenshots,
    speed,
    stock,
    systems,
)

_MADE = "<!-- Made by docs/generate.py from {}; do not edit this page. -->\n\n"


def pages() -> Iterator[tuple[str, str]]:
    """Every generated page: its path below docs/, and its text."""
    for spoken, name in (("en", "language.md"), ("zh", "language.zh.md")):
        made = _MADE.format(f"docs/parts/language.{spoken}.part and the vocabulary")
        yield f"reference/{name}", made + language.page(spoken)
    for spoken, name in (("en", "commands.md"), ("zh", "commands.zh.md")):
        made = _MADE.format("the parsers in policyq/apps/cli")
        yield f"reference/{name}", made + commands.page(spoken)
    for spoken, name in (("en", "platforms.md"), ("zh", "platforms.zh.md")):
        made = _MADE.format("policyq/vocabulary/platforms.py")
        yield f"reference/{name}", made + platforms.page(spoken)
    for spoken, name in (("en", "matching.md"), ("zh", "matching.zh.md")):
        made = _MADE.format("policyq/text, by running it")
        yield f"reference/{name}", made + matching.page(spoken)
    for spoken, name in (("en", "contacts.md"), ("zh", "contacts.zh.md")):
        made = _MADE.format("policyq/text, by running it")
        yield f"reference/{name}", made + contacts.page(spoken)
    for spoken, name in (("en", "events.md"), ("zh", "events.zh.md")):
        made = _MADE.format(f"docs/parts/events.{spoken}.part and policyq/apps/models.py")
        yield f"reference/{name}", made + schemas.page(spoken)
    for spoken, name in (("en", "outputs.md"), ("zh", "outputs.zh.md")):
        made = _MADE.format(f"docs/parts/outputs.{spoken}.part and policyq/apps/outputs")
        yield f"reference/{name}", made + schemas.outputs(spoken)
    for spoken, name in (("en", "python.md"), ("zh", "python.zh.md")):
        yield f"reference/{name}", python.page(spoken)  # but for its tables written by hand
    for spoken, name in (("en", "generator.md"), ("zh", "generator.zh.md")):
        made = _MADE.format(f"docs/parts/generator.{spoken}.part and policyq/events/community")
        yield f"reference/{name}", made + community.page(spoken)
    for spoken, name in (("en", "systems.md"), ("zh", "systems.zh.md")):
        made = _MADE.format("policies/ and docs/generating/systems.py")
        yield f"reference/{name}", made + systems.page(spoken)
    for spoken, name in (("en", "speed.md"), ("zh", "speed.zh.md")):
        made = _MADE.format(f"docs/parts/speed.{spoken}.part and what was measured, speed.json")
        yield f"explanation/{name}", made + speed.page(spoken)
    for name, text in stock.pages():
        made = _MADE.format("policies/ and docs/generating/stock.py")
        yield f"reference/stock/{name}", made + text
    for name, text in diagnostics.pages():
        made = _MADE.format("policyq/diagnostics/catalog")
        yield f"reference/diagnostics/{name}", made + text


def guide_table() -> Iterator[tuple[str, str]]:
    """The page of the guide's table, as `pages`; apart from them, as it takes two minutes."""
    for name, text in guide.pages():
        yield (
            name,
            _MADE.format("docs/parts/guide-table.*.part and docs/generating/guide.py") + text,
        )


def stale(made: Mapping[str, str]) -> Iterator[str]:
    """The paths of pages that are not what they should be, leftovers included."""
    for path, text in made.items():
        place = DOCS / path
        if not place.is_file() or place.read_text(encoding="utf-8") != text:
            yield path
    for folder in ("diagnostics", "stock"):
        for place in sorted((DOCS / "reference" / folder).glob("*.md")):
            path = place.relative_to(DOCS).as_posix()
            if path not in made:
                yield path


def main(arguments: list[str]) -> int:
    """Write what is not up to date, or name it."""
    if arguments[:1] == ["--consoles"]:
        for name in arguments[1:]:
            changed = consoles.renew(Path(name).resolve())
            sys.stdout.write(f"{name}: {'written anew' if changed else 'up to date'}\n")
        return 0
    if arguments[:1] == ["--screenshots"]:
        sys.stdout.writelines(f"{path}\n" for path in screenshots.pictures())
        return 0
    if arguments[:1] == ["--guide"]:
        for path, text in guide_table():
            (DOCS / path).write_text(text, encoding="utf-8")
        return 0
    made = dict(pages())
    old = list(stale(made))
    if "--check" in arguments:
        sys.stdout.writelines(f"docs/{path} is not up to date: make docs\n" for path in old)
        return 1 if old else 0
    for path in old:
        place = DOCS / path
        if path in made:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(made[path], encoding="utf-8")
        else:
            place.unlink()
    sys.stdout.write(f"{len(old)} of {len(made)} pages written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
