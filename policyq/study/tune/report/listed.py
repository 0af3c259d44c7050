"""The numbers of a policy that can be varied, as they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from policyq.diagnostics.source import Source
from policyq.study.report.words import Section
from policyq.study.report.written import as_text
from policyq.syntax.dials import Dial
from policyq.vocabulary.types import Said


def to_text(dials: Sequence[Dial], texts: Mapping[str, Source], name: str, language: str) -> str:
    """A table for a terminal: how each is called, what it is, where it stands."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    columns = (say("叫法", "called"), say("现在", "now"), say("在哪里", "where"))
    rows = tuple((one.name(language), one.written, _place(one, texts)) for one in dials)
    says = [
        say(
            "policyq tune 群规 --vary 叫法=范围；叫法里能认出是哪一个就行，中间的可以省略",
            "policyq tune POLICY --vary CALLED=RANGE; parts of the name that are not needed to know "
            "which one is meant may be left out",
        )
    ]
    if not rows:
        says = [say("这份群规里没有可以调的数", "there is no number in this policy to vary")]
    title = say(f"可以调的数：{name}", f"numbers that can be varied: {name}")
    return as_text([Section(title, tuple(says), columns if rows else (), rows, 3)])


def to_json(dials: Sequence[Dial], texts: Mapping[str, Source]) -> str:
    """The same as indented JSON with sorted keys; it ends with a line feed."""
    found = [
        {
            "name": {language: one.name(language) for language in ("zh", "en")},
            "now": one.written,
            "file": one.span.source,
            "line": texts[one.span.source].place(one.span.start)[0],
            "through": one.through,
        }
        for one in dials
    ]
    whole = {"format": 1, "numbers": found}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _place(one: Dial, texts: Mapping[str, Source]) -> str:
    line, _ = texts[one.span.source].place(one.span.start)
    return f"{one.span.source}:{line}"
