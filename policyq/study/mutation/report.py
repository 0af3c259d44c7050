"""What was found, in words, as JSON, and as findings for the machines that read code."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from policyq.diagnostics.catalog.mutation import NOT_NOTICED
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.render import ci, machine, render
from policyq.diagnostics.render.places import place_of
from policyq.diagnostics.source import Source
from policyq.study.mutation.examination import Examination, Unnoticed
from policyq.study.mutation.kinds import KINDS, NOT_FOUND
from policyq.study.mutation.mutants import UNCOUNTED
from policyq.vocabulary.types import Said

#: Raised when a reader of the document would have to change.
FORMAT = 1
_ADD = Said("加一个这样的示例，就会有人注意到", "an example like the one below would notice it")


def diagnostics(found: Examination) -> list[Diagnostic]:
    """Each change that nobody notices, as a report about its place."""
    return [
        NOT_NOTICED.at(
            one.mutant.span,
            change=one.mutant.change,
            kind=KINDS[one.mutant.kind],
            advice=_ADD if one.example else NOT_FOUND[one.reason],
        )
        for one in found.unnoticed
    ]


# -- for people --------------------------------------------------------------------------------


def to_text(
    path: str, found: Examination, sources: Mapping[str, Source], language: str, *, colour: bool
) -> str:
    """For a terminal; ends with a line feed."""
    pieces = []
    for one, diagnostic in zip(found.unnoticed, diagnostics(found), strict=True):
        frame = render([diagnostic], sources, language=language, colour=colour)
        example = "".join(f"    {line}\n" for line in one.example.splitlines())
        pieces.append(frame + (f"\n{example}" if example else ""))
    pieces.append(summary(path, found, language))
    return "\n".join(pieces)


def summary(path: str, found: Examination, language: str) -> str:
    """What came of it, in a few lines."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    seen = found.total - len(found.unnoticed)
    share = "" if found.share is None else f"（{found.share:.0%}）"
    lines = [
        say(
            f"{path}：试了 {found.total} 处小改动，注意到 {seen} 处{share}",
            f"{path}: {found.total} small changes tried, {seen} noticed"
            + share.replace("（", " (").replace("）", ")"),
        )
    ]
    if found.by_log is not None:
        lines.append(
            say(
                f"  示例注意到 {found.by_examples} 处，另有 {found.by_log} 处只有聊天记录注意到",
                f"  {found.by_examples} by examples, {found.by_log} more by the log only",
            )
        )
    if found.unnoticed:
        with_example = sum(bool(one.example) for one in found.unnoticed)
        lines.append(
            say(
                f"  没注意到 {len(found.unnoticed)} 处，其中 {with_example} 处给出了能注意到的示例",
                f"  {len(found.unnoticed)} not noticed, {with_example} of them shown with an "
                "example that would",
            )
        )
    aside = {why: count for why, count in found.uncounted.items() if count}
    if aside:
        zh = "，".join(f"{UNCOUNTED[why].zh} {count} 处" for why, count in aside.items())
        en = ", ".join(f"{count} {UNCOUNTED[why].en}" for why, count in aside.items())
        total = sum(aside.values())
        lines.append(say(f"  另有 {total} 处没有算进来：{zh}", f"  {total} more not counted: {en}"))
    if found.tried < found.changes:
        lines.append(
            say(
                f"  这 {found.tried} 处是从 {found.changes} 处里抽的（种子 {found.seed}）",
                f"  these {found.tried} were drawn of {found.changes} (seed {found.seed})",
            )
        )
    return "\n".join(lines) + "\n"


# -- for machines ------------------------------------------------------------------------------


def plain(path: str, found: Examination, sources: Mapping[str, Source]) -> dict[str, object]:
    """As JSON can hold it."""
    unnoticed = Counter(one.mutant.kind for one in found.unnoticed)
    return {
        "policy": path,
        "seed": found.seed,
        "changes": found.changes,
        "tried": found.tried,
        "counted": found.total,
        "uncounted": dict(found.uncounted),
        "noticed": {"examples": found.by_examples, "log": found.by_log},
        "share": None if found.share is None else round(found.share, 6),
        "kinds": {
            kind: {"counted": count, "noticed": count - unnoticed[kind]}
            for kind, count in found.counted.items()
        },
        "unnoticed": [_plain(one, sources) for one in found.unnoticed],
    }


def to_json(policies: Iterable[Mapping[str, object]]) -> str:
    """One document of all policies; ends with a line feed."""
    document = {"format": FORMAT, "policies": list(policies)}
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _plain(one: Unnoticed, sources: Mapping[str, Source]) -> dict[str, object]:
    mutant, place = one.mutant, place_of(one.mutant.span, sources)
    return {
        "code": NOT_NOTICED.code,
        "kind": mutant.kind,
        "declaration": mutant.declaration or None,
        "file": mutant.span.source or None,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
        "change": {"zh": mutant.change.zh, "en": mutant.change.en},
        "example": one.example or None,
        "reason": one.reason or None,
    }


def to_sarif(
    examinations: Iterable[Examination], sources: Mapping[str, Source], language: str
) -> str:
    """SARIF 2.1.0; the example stands in the message."""
    made = []
    for found in examinations:
        for one, diagnostic in zip(found.unnoticed, diagnostics(found), strict=True):
            (finding,) = ci.findings([diagnostic], sources, language)
            said = finding.text + ("\n\n" + one.example if one.example else f"\n\n{finding.help}")
            made.append(finding._replace(text=said.rstrip("\n"), help=""))
    return ci.as_sarif(made)


def to_github(
    examinations: Iterable[Examination], sources: Mapping[str, Source], language: str
) -> str:
    """Annotations of a workflow run, one a line; the example stands in the annotation."""
    lines = []
    for found in examinations:
        for one, diagnostic in zip(found.unnoticed, diagnostics(found), strict=True):
            (finding,) = ci.findings([diagnostic], sources, language)
            text = "\n".join([finding.text, finding.help, one.example]).rstrip("\n")
            title = f"{finding.code} {finding.name}"
            lines.append(machine.annotation("notice", finding.file, finding.place, title, text))
    return "".join(line + "\n" for line in lines)
