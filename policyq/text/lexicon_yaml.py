"""Lexicons in YAML: a list of words, or of mappings with the columns of `policyq.text.columns`.

Everything is a text as it is written (``666``, ``yes``). The file is read as a stream of events,
so that nothing is ever built from tags or unfolded from aliases: both are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from policyq.text.columns import LONGEST_SHOWN, heading, near_heading, one_row
from policyq.text.lexicon import Lexicon, Problem, Row, of_rows

LARGEST_YAML: Final = 16 << 20
"""The most characters of a file in YAML; larger lists are better kept in CSV."""


class _NotRead(Exception):
    """Ends the reading of a file in YAML."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.id)
        self.problem = problem


def from_yaml(text: str) -> Lexicon:
    """The words of a lexicon in YAML: a list of words or of mappings."""
    import yaml

    problems: list[Problem] = []
    if len(text) > LARGEST_YAML:
        return Lexicon((), (), (Problem("yaml_large", 1, ""),))
    rows: list[Row] = []
    events = yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        rows += _list(_Events(events), problems)
    except _NotRead as stop:
        problems.append(stop.problem)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        detail = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        says = " ".join(str(detail).split())[:LONGEST_SHOWN]
        problems.append(Problem("yaml", getattr(mark, "line", 0) + 1, says))
    return of_rows(rows, problems)


class _Events:
    """The events of a document, without the stream's, one looked at ahead; tags and aliases are
    refused as they come."""

    def __init__(self, events: Iterable[Any]) -> None:
        self._events = iter(events)
        self.line = 1

    def next(self) -> tuple[str, Any]:
        """The name of the next event, and the event."""
        event = next(self._events)
        name = type(event).__name__.removesuffix("Event")
        self.line = event.start_mark.line + 1
        if name == "Alias":
            raise _NotRead(Problem("yaml_alias", self.line, f"*{event.anchor}"))
        tag = getattr(event, "tag", None)
        if tag not in (None, "!") and not str(tag).startswith("tag:yaml.org,2002:str"):
            raise _NotRead(Problem("yaml_alias", self.line, _shown_tag(str(tag))))
        return name, event


def _shown_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")[:LONGEST_SHOWN]


def _list(events: _Events, problems: list[Problem]) -> Iterator[Row]:
    """The rows of a document that is a list; an empty one has none."""
    events.next()
    name, _ = events.next()
    if name == "StreamEnd":
        return
    name, event = events.next()
    if name == "Scalar" and not event.value:
        return
    if name != "SequenceStart":
        raise _NotRead(
            Problem("yaml_list", events.line, getattr(event, "value", "")[:LONGEST_SHOWN])
        )
    while True:
        name, event = events.next()
        if name == "SequenceEnd":
            break
        if name == "Scalar":
            word = event.value.strip()
            if word:
                yield Row(events.line, word)
        elif name == "MappingStart":
            yield from _mapping(events, problems)
        else:
            raise _NotRead(Problem("yaml_list", events.line, ""))
    events.next()
    if events.next()[0] != "StreamEnd":
        raise _NotRead(Problem("yaml_list", events.line, "---"))


def _mapping(events: _Events, problems: list[Problem]) -> Iterator[Row]:
    """The row of a mapping."""
    said: dict[str, str] = {}
    line, shown = events.line, ""
    while True:
        name, key = events.next()
        if name == "MappingEnd":
            break
        if name != "Scalar":
            raise _NotRead(Problem("yaml_list", events.line, ""))
        at, id = events.line, heading(key.value)
        value = _value(events, id)
        shown = shown or key.value
        if not id:
            problems.append(Problem("column", at, key.value, near=near_heading(key.value)))
        elif id in said:
            problems.append(Problem("column_twice", at, key.value, at))
        elif value:
            said[id] = value
    yield from one_row(line, said, shown, problems)


def _value(events: _Events, id: str) -> str:
    """A text, or of contexts and folds a list of texts."""
    name, event = events.next()
    if name == "Scalar":
        return str(event.value).strip()
    if name != "SequenceStart" or id not in ("allowed", "folds"):
        raise _NotRead(Problem("yaml_list", events.line, ""))
    parts: list[str] = []
    while (found := events.next())[0] != "SequenceEnd":
        if found[0] != "Scalar":
            raise _NotRead(Problem("yaml_list", events.line, ""))
        parts.append(str(found[1].value).strip())
    return "\n".join(parts) if id == "allowed" else " ".join(parts)
