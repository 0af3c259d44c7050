"""Writes the generated pages of the documentation: ``python docs/generate.py [--check]``.

With ``--check`` nothing is written; pages that are not up to date are named, and the exit code
is 1. The prose of the pages stands in ``docs/parts``. ``python docs/generate.py --consoles
FILE …`` writes anew what the commands in documents print.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

DOCS = Path(__file__).resolve().parent
if str(DOCS) not in sys.path:
    sys.path.insert(0, str(DOCS))

from generating import commands, community, consoles, diagnostics, language, platforms, schemas  # noqa: E402

_MADE = "<!-- Made by docs/generate.py from {}; do not edit this page. -->\n\n"
_COMMUNITY = re.compile(r"^<!-- community: (\w+) -->$", re.MULTILINE)
_FIELDS = re.compile(r"^<!-- (fields|objects): (\w+) -->$", re.MULTILINE)


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
    made = _MADE.format("docs/parts/events.en.part and policyq/apps/models.py")
    yield "reference/events.md", made + _events()
    made = _MADE.format("docs/parts/generator.en.part and policyq/events/community")
    yield "reference/generator.md", made + _generator()
    for name, text in diagnostics.pages():
        made = _MADE.format("policyq/diagnostics/catalog")
        yield f"reference/diagnostics/{name}", made + text


def _generator() -> str:
    text = (DOCS / "parts" / "generator.en.part").read_text(encoding="utf-8")
    return _COMMUNITY.sub(lambda match: community.TABLES[match[1]](), text)


def _events() -> str:
    text = (DOCS / "parts" / "events.en.part").read_text(encoding="utf-8")

    def filled(match: re.Match[str]) -> str:
        if match[1] == "fields":
            return schemas.fields(match[2])
        inside = schemas.parts_of(match[2])
        return "\n\n".join(
            f"#### {name}\n\n{' '.join(about.split())}\n\n{table}" for name, about, table in inside
        )

    text = _FIELDS.sub(filled, text)
    return text.replace("<!-- contents -->", language.contents(text))


def stale(made: Mapping[str, str]) -> Iterator[str]:
    """The paths of pages that are not what they should be, leftovers included."""
    for path, text in made.items():
        place = DOCS / path
        if not place.is_file() or place.read_text(encoding="utf-8") != text:
            yield path
    for place in sorted((DOCS / "reference" / "diagnostics").glob("*.md")):
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
