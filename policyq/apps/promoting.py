"""Rules on trial and their files: records of replays as they are read, policies as they are changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from policyq.check.trials import OnTrial
from policyq.diagnostics.source import Source, Span
from policyq.study.promotion import OfTrial, Record
from policyq.syntax import tree
from policyq.syntax.format import main_language
from policyq.syntax.phrases import Phrases


class NoRecord(ValueError):
    """A file that is no report of a replay."""


def read_record(path: str) -> Record:
    """What `policyq replay --json` wrote; raises `NoRecord`, or `OSError`."""
    data = Path(path).read_bytes()
    try:
        return _record(path, json.loads(data.decode("utf-8-sig")))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise NoRecord(f"{type(error).__name__}: {error}") from error


def _record(path: str, given: Mapping[str, Any]) -> Record:
    if given["format"] != 1 or given["mode"] not in ("observed", "suppressed"):
        raise ValueError("another format")
    log = given["log"]
    return Record(
        name=path,
        digest=str(given["policy"]["digest"]),
        first=_day(log["from"]),
        last=_day(log["to"]),
        messages=int(given["all"]["messages"]),
        trials={str(name): _of_trial(one) for name, one in given.get("trials", {}).items()},
        silenced={
            str(name): tuple(map(str, fields))
            for name, fields in given["assumptions"]["silenced"].items()
        },
    )


def _day(written: str | None) -> date | None:
    return None if written is None else datetime.fromisoformat(written).date()


def _of_trial(given: Mapping[str, Any]) -> OfTrial:
    return OfTrial(
        fired=int(given["fired"]),
        messages=int(given["messages"]),
        members=int(given["members"]),
        asked=int(given["asked"]),
        promises=int(given["promises"]),
        actions={str(action): int(number) for action, number in given["actions"].items()},
    )


# -- the policy ------------------------------------------------------------------------------------


def enforced(source: Source, trials: Mapping[str, OnTrial]) -> str:
    """The text of a policy's main file with some of its rules on trial no more. Where the file says
    it itself, it says so no longer; what a policy that it uses says, it ends."""
    text = source.text
    mine = {name: one for name, one in trials.items() if one.name.span.source == source.name}
    cuts: list[Span] = []
    nodes: dict[int, tree.Trial] = {id(one.trial): one.trial for one in mine.values()}
    for node in nodes.values():
        cuts += _cuts(text, node, mine)
    for cut in sorted(cuts, key=lambda one: one.start, reverse=True):
        text = text[: cut.start] + text[cut.end :]
    others = [name for name in trials if name not in mine]
    return text + _ended(source, others) if others else text


def _cuts(text: str, node: tree.Trial, gone: Iterable[str]) -> list[Span]:
    """What to cut so that a trial names some rules no more: all of it with its line, if no other is
    left; else the names, each with a comma."""
    names = set(gone)
    left = [name for name in node.rules if name.text not in names]
    if not left:
        return [_line(text, node.span)]
    cuts = []
    for place, name in enumerate(node.rules):
        if name.text in names:
            start, end = name.span.start, name.span.end
            if any(name.text not in names for name in node.rules[:place]):
                start = node.rules[place - 1].span.end
            else:
                end = node.rules[place + 1].span.start
            cuts.append(Span(name.span.source, start, end))
    return cuts


def _line(text: str, span: Span) -> Span:
    """A declaration with its line, if nothing else stands on it, and a blank line that is then one
    too many."""
    start, end = span.start, span.end
    while start and text[start - 1] in " \t\u3000":
        start -= 1
    while end < len(text) and text[end] in " \t\u3000":
        end += 1
    alone = not start or text[start - 1] in "\r\n"
    if not alone or (end < len(text) and text[end] not in "\r\n"):
        return span
    if text.startswith("\r\n", end):
        end += 2
    elif end < len(text):
        end += 1
    if text[:start].endswith(("\n\n", "\r\n\r\n")) or not start:
        # Between two blank lines, or at the top, one of them goes too.
        end += len(text[end:]) - len(text[end:].removeprefix("\r\n").removeprefix("\n"))
    return Span(span.source, start, end)


def _ended(source: Source, names: Iterable[str]) -> str:
    """The line that ends trials of policies that are used."""
    say = Phrases(main_language(source))
    end = "\r\n" if "\r\n" in source.text else "\n"
    gap = "" if source.text.endswith("\n") else end
    listed = say.texts(say.name(tree.Name(name)) for name in names)
    return f"{gap}{say.k('enforce')} {listed}{end}"
