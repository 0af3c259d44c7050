"""Reading checklists: what `policyq check --completeness` goes through.

A checklist is a small YAML file; a text in it is one for both languages, or ``{zh: …, en: …}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from policyq import resources
from policyq.apps.sources import regular
from policyq.check.notes import Note, Wrong, noted
from policyq.diagnostics.catalog import outcomes as say
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.source import Failure, Source, Span
from policyq.study.completeness import HAD, PARTS, Checklist, Duty, Pattern, Reference
from policyq.study.traits import ASKED, DONE
from policyq.vocabulary.events import KINDS, MESSAGES
from policyq.vocabulary.types import Said

STOCK = "policies/checklists/group.yaml"
#: Bytes of a checklist.
SIZE_LIMIT = 1 << 20
_MOST_DUTIES = 500

_TOP = {name: name for name in ("title", "reference", "duties")}
_DUTY = {name: name for name in ("id", "says", "part", "hint", "any", "unseen")}
_PATTERN = {name: name for name in ("on", "only", "asks", "does", "least", "has")}
_REFERENCE = {name: name for name in ("below", "percent")}
_LANGUAGES = {name: name for name in ("zh", "en")}
_ON = {**{kind: frozenset({kind}) for kind in KINDS}, "message": MESSAGES}


def stock() -> Checklist:
    """The checklist that ships with the package."""
    return _checklist(noted(Source(STOCK, resources.read_text(STOCK))))


def read(path: str) -> Checklist | tuple[Diagnostic, Source]:
    """The checklist at ``path``, or what is wrong with it and its text."""
    name = PurePath(path).as_posix()
    text = regular(path, SIZE_LIMIT)
    if isinstance(text, Failure):
        why = _FAILED.get(text.reason, _FAILED["unreadable"])
        return say.NOT_A_CHECKLIST.at(Span(name, 0, 0), path=name, why=why), Source(name, "")
    source = Source(name, text)
    try:
        return _checklist(noted(source))
    except Wrong as wrong:
        return say.NOT_A_CHECKLIST.at(wrong.span, path=name, why=wrong.why), source


_FAILED = {
    "missing": Words("没有这个文件", "there is no such file"),
    "too_large": Words("文件太大", "it is too large"),
    "encoding": Words(
        "不是 UTF-8，也不是 GB18030 或 UTF-16", "neither UTF-8 nor GB18030 nor UTF-16"
    ),
    "unreadable": Words("读不了", "it cannot be read"),
}


def _checklist(top: Note) -> Checklist:
    keys = top.keyed(_TOP)
    duties = list(_duties(keys["duties"])) if "duties" in keys else []
    if not any(not duty.unseen for duty in duties):
        raise Wrong(
            top.span, Words("`duties` 里没有要核对的事", "there is nothing to check in `duties`")
        )
    title = _said(keys["title"]) if "title" in keys else Said("清单", "checklist")
    reference = tuple(_references(keys["reference"])) if "reference" in keys else ()
    return Checklist(title, tuple(duties), reference)


def _duties(note: Note) -> Iterator[Duty]:
    seen: set[str] = set()
    items = note.items()
    if len(items) > _MOST_DUTIES:
        raise Wrong(note.span, Words(f"超过 {_MOST_DUTIES} 项", f"more than {_MOST_DUTIES} duties"))
    for one in items:
        keys = one.keyed(_DUTY)
        missing = [name for name in ("id", "says") if name not in keys]
        if missing:
            raise Wrong(one.span, Words(f"缺 `{missing[0]}`", f"`{missing[0]}` is missing"))
        id = keys["id"].text()
        if id in seen:
            raise Wrong(keys["id"].span, Words(f"`{id}` 写了两次", f"`{id}` stands there twice"))
        seen.add(id)
        unseen = "unseen" in keys and keys["unseen"].text() in ("true", "yes")
        patterns = tuple(map(_pattern, keys["any"].items())) if "any" in keys else ()
        if not (patterns or unseen):
            why = Words("缺 `any`：怎样算有", "`any` is missing: what shows that it is there")
            raise Wrong(one.span, why)
        part = _one_of(keys["part"], PARTS) if "part" in keys else "base"
        hint = _said(keys["hint"]) if "hint" in keys else Said("", "")
        yield Duty(id, _said(keys["says"]), part, hint, patterns, unseen)


def _pattern(note: Note) -> Pattern:
    keys = note.keyed(_PATTERN)
    if not keys:
        raise Wrong(note.span, Words("空的一条", "nothing stands here"))

    def some(key: str, known: Mapping[str, object]) -> frozenset[str]:
        return (
            frozenset(_one_of(one, known) for one in keys[key].items())
            if key in keys
            else frozenset()
        )

    def kinds(key: str) -> frozenset[str]:
        return frozenset().union(*(_ON[kind] for kind in some(key, _ON)))

    return Pattern(
        on=kinds("on"),
        only=kinds("only"),
        asks=some("asks", ASKED),
        does=some("does", DONE),
        least=int(_number(keys["least"])) if "least" in keys else 1,
        has=_one_of(keys["has"], HAD) if "has" in keys else "",
    )


def _references(note: Note) -> Iterator[Reference]:
    for one in note.items():
        keys = one.keyed(_REFERENCE)
        if "percent" not in keys:
            raise Wrong(one.span, Words("缺 `percent`", "`percent` is missing"))
        below = int(_number(keys["below"])) if "below" in keys else None
        yield Reference(below, _number(keys["percent"]))


def _said(note: Note) -> Said:
    """A text for both languages, or one for each."""
    if note.sort == "scalar":
        return Said(note.text(), note.text())
    keys = note.keyed(_LANGUAGES)
    if not keys:
        raise Wrong(note.span, Words("这里应当有文字", "a text is wanted here"))
    texts = {name: one.text() for name, one in keys.items()}
    first = next(iter(texts.values()))
    return Said(texts.get("zh", first), texts.get("en", first))


def _one_of(note: Note, known: Mapping[str, object]) -> str:
    text = note.text()
    if text not in known:
        some = ", ".join(known)
        why = Words(f"不认识 `{text}`；可以写 {some}", f"`{text}` is not known; known are {some}")
        raise Wrong(note.span, why)
    return text


def _number(note: Note) -> float:
    try:
        number = float(note.text())
    except ValueError:
        number = -1
    if not 0 <= number <= 1_000_000:
        raise Wrong(note.span, Words("这里应当是数字", "a number is wanted here"))
    return number
