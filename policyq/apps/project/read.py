"""From the text of a project file to a `Project`, or to what is wrong with it, with places."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from policyq.apps.problems import closest, shown
from policyq.apps.project import limits, model, terms, wide
from policyq.apps.project.places import Path, Placed, placed
from policyq.apps.project.project import SIZE_LIMIT, Entry, Limit, Project, Wrong, written
from policyq.apps.roster import parted
from policyq.apps.sources import regular
from policyq.check import zones
from policyq.diagnostics.catalog import project as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Failure, Source, Span
from policyq.events.roster import GroupRow
from policyq.vocabulary.types import Said

_LARGE = f"> {SIZE_LIMIT >> 10} KiB"


def read(path: str) -> Project:
    """The project in the file at ``path``; raises `Wrong` if anything in it is not right."""
    name = written(path)
    text = regular(path, SIZE_LIMIT)
    if isinstance(text, Failure):
        source = Source(name, "")
        large = text.reason == "too_large"
        nowhere = Span(name, 0, 0)
        kind = say.TOO_LARGE.at(nowhere, what=_LARGE) if large else None
        raise Wrong([kind or say.UNREADABLE.at(nowhere, path=name)], source)
    source = Source(name, text)
    document = placed(source)
    if document.found:
        raise Wrong(wide.instead(document.found, source), source)
    document.value = model.by_ids(document.value)
    wrong = [*_wrong_shape(document), *_wrong_zone(document)]
    wrong += [] if wrong else [*_wrong_budgets(document), *_wide_tags(document, source)]
    if wrong:
        raise Wrong(sorted(wide.instead(wrong, source), key=lambda one: one.span), source)
    folder = os.path.dirname(name) or "."  # noqa: PTH120
    return _project(document, source, folder)


def strays(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """What to say of files that are called almost like a project file."""
    for path in paths:
        name = written(path)
        yield say.OTHER_NAME.at(Span(name, 0, 0), path=name)


# -- what is wrong ------------------------------------------------------------------------------


def _wrong_shape(document: Placed) -> Iterator[Diagnostic]:
    """Every place at which the document is not as the model has it."""
    _, faults = model.faults(document.value)
    for path, reason in faults:
        value = _at(document.value, path)
        pattern = model.pattern(path)
        if reason == "extra_forbidden":
            yield _unknown_key(document, path)
        elif reason == "literal_error" and isinstance(value, str):
            named = model.CHOICES[pattern]
            hint = closest(value, [name for id_, said in named.items() for name in (id_, said.zh)])
            known = [Said(said.zh, id_) for id_, said in named.items()]
            span = document.at(path)
            yield say.UNKNOWN_VALUE.at(
                span, hint=hint, key=_last(path), found=shown(value), known=known
            )
        elif parts := _lacking(path, value):
            yield say.LACKING.at(document.at(path), key=_last(path), parts=parts)
        else:
            expected = model.EXPECTED[pattern]
            key = _last(path) or "policyq.yaml"
            yield say.WRONG_TYPE.at(
                document.at(path), hint=_other_key(path, value), key=key, expected=expected,
                found=_clash(path, value) or shown(value) or '""',
            )  # fmt: skip


def _lacking(path: Path, value: Any) -> list[Said]:
    """What a budget lacks, if the path leads to one, or to its override."""
    there = _is_budget(path) or (path[:1] == ("budgets",) and path[-1] == "override")
    return limits.lacking(path, value) if there and isinstance(value, dict) else []


def _clash(path: Path, value: Any) -> Said | None:
    return limits.clash(value) if _is_budget(path) and isinstance(value, dict) else None


def _is_budget(path: Path) -> bool:
    return path[:1] == ("budgets",) and len(path) == 2


def _other_key(path: Path, value: Any) -> str | None:
    """The key that was meant: what is known of groups, and the name of the one, are alike."""
    if path == ("group",) and isinstance(value, dict):
        return "groups"
    return "group" if path == ("groups",) and isinstance(value, str | int) else None


def _unknown_key(document: Placed, path: Path) -> Diagnostic:
    key = str(path[-1])
    known = model.INSIDE[model.pattern(path[:-1])]
    return say.UNKNOWN_KEY.at(
        document.keys[path], hint=Near(lambda: known).to(key), key=key, known=known
    )


def _wrong_zone(document: Placed) -> Iterator[Diagnostic]:
    value = document.value.get("timezone") if isinstance(document.value, dict) else None
    if isinstance(value, str) and value and not zones.known(value):
        hint = zones.meant(value)
        yield say.UNKNOWN_VALUE.at(
            document.at(("timezone",)),
            hint=hint,
            key="timezone",
            found=shown(value),
            known=("Asia/Shanghai", "Europe/Berlin", "UTC"),
        )


def _wrong_budgets(document: Placed) -> Iterator[Diagnostic]:
    """Budgets of the right shape that ask what cannot be."""
    rows = (document.value or {}).get("budgets") or []
    for path, expected in limits.misfits(rows):
        value = _at(document.value, path)
        yield say.WRONG_TYPE.at(
            document.at(path), key=_last(path), expected=expected, found=shown(value)
        )


def _wide_tags(document: Placed, source: Source) -> Iterator[Diagnostic]:
    """Tags that full-width marks make one; `、` parts them."""
    for group, about in ((document.value or {}).get("groups") or {}).items():
        tags = (about or {}).get("tags")
        if isinstance(tags, str) and (tags[:1] in "［【" or "，" in tags):
            span = document.at(("groups", group, "tags"))
            yield from filter(None, [wide.within(span, source)])


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _last(path: Path) -> str:
    """The key to which a path leads, or in whose list it ends."""
    return next((str(step) for step in reversed(path) if isinstance(step, str)), "")


# -- what is right ------------------------------------------------------------------------------


def _project(document: Placed, source: Source, folder: str) -> Project:
    said: Mapping[str, Any] = document.value or {}
    pseudonyms = said.get("pseudonyms", True)
    platform = said.get("platform")
    return Project(
        source=source,
        folder=folder,
        language=said.get("language"),
        policies=tuple(_entries(document, "policies")),
        logs=tuple(_entries(document, "logs")),
        format=said.get("format"),
        timezone=said.get("timezone"),
        group=_text(said.get("group")),
        day=_day(said.get("day")),
        date_order=said.get("date_order"),
        own=_text(said.get("own")),
        roster=next(_entries(document, "roster"), None),
        labels=next(_entries(document, "labels"), None),
        community=said.get("community"),
        places=tuple(dict.fromkeys(_listed(platform))),
        groups=tuple(_groups(said.get("groups") or {})),
        pseudonyms=next(_entries(document, "pseudonyms"), True)
        if isinstance(pseudonyms, str)
        else bool(pseudonyms),
        budgets=tuple(_budgets(document, source)),
        promotion=terms.terms_of(said.get("promotion")),
    )


def _text(value: Any) -> str | None:
    """A name or an account, which may be written as a number."""
    return None if value is None else str(value)


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return date.fromisoformat(value) if isinstance(value, str) else value


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _entries(document: Placed, key: str) -> Iterator[Entry]:
    """The paths that stand under a key."""
    value = (document.value or {}).get(key)
    for number, text in enumerate(_listed(value)):
        path: Path = (key, number) if isinstance(value, list) else (key,)
        yield Entry(text, key, document.at(path))


def _budgets(document: Placed, source: Source) -> Iterator[Limit]:
    """The budgets, with the places of what they name."""
    for number, said in enumerate((document.value or {}).get("budgets") or []):
        budget = limits.budget_of(said, f"{source.name}:{_line(document, source, number)}")
        dimension = budget.filter.dimension if budget.filter is not None else "rule"
        span = document.at(("budgets", number, dimension))
        until = document.at(("budgets", number, "override", "until"))
        yield Limit(budget, span, until)


def _line(document: Placed, source: Source, number: int) -> int:
    return source.text.count("\n", 0, document.at(("budgets", number)).start) + 1


def _groups(groups: Mapping[str, Any]) -> Iterator[GroupRow]:
    for id_, about in groups.items():
        said = about or {}
        yield GroupRow(
            group=id_,
            name=said.get("name"),
            tags=parted(said.get("tags")),
            members=said.get("members"),
            platform=said.get("platform"),
        )
