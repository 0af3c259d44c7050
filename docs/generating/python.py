"""The fields of decisions, in the pages of the Python face: from the tuples, what is written of them,
and their JSON Schema.

The pages are written by hand; only what stands between the two marks is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any, ForwardRef

from generating.chinese import sentence
from generating.tables import table
from policyq.apps.schema import decision_to_row, schema
from policyq.vocabulary import decisions, draws
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said

REFERENCE = Path(__file__).resolve().parent.parent / "reference"

_BEGIN = "<!-- made by docs/generate.py from policyq/vocabulary: -->"
_END = "<!-- :until here -->"
_BETWEEN = re.compile(f"{_BEGIN}.*?{_END}", re.DOTALL)

#: The tuples by name, as a decision holds them.
TUPLES: dict[str, Any] = {
    one.__name__: one
    for one in (
        decisions.Decision, decisions.Fired, decisions.Evidence, decisions.Act, decisions.Lost,
        decisions.Question, decisions.Answer, decisions.Waiting, decisions.Measured,
        decisions.Entry, decisions.Ranking, decisions.Place, decisions.Posting,
        draws.Draw, draws.Sealed, decisions.Shadow,
    )
}  # fmt: skip

#: Fields that JSON calls otherwise.
_CALLED = {("Draw", "at"): "instant"}
#: What is no field, but can be asked for.
_PROPERTIES = {"Decision": {"allowed": "bool"}}
_HEAD = {
    "zh": ("Python 字段", "类型", "JSON 的键", "意思"),
    "en": ("in Python", "type", "key in JSON", "meaning"),
}
_ALWAYS = Said("（总有）", " (always)")
_USED = Said("（用到才有）", " (if used)")
_ONLY_JSON = Said("只在 JSON 里", "JSON only")


def page(language: str, text: str | None = None) -> str:
    """The page in a language with its tables anew; ``text``: the page as it stands."""
    if text is None:
        name = "python.md" if language == "en" else f"python.{language}.md"
        text = (REFERENCE / name).read_text(encoding="utf-8")
    inside = "\n\n".join(
        f"### `{name}`\n\n{table(_HEAD[language], rows(name, language))}" for name in TUPLES
    )
    return _BETWEEN.sub(lambda _: f"{_BEGIN}\n\n{inside}\n\n{_END}", text)


def rows(name: str, language: str) -> Iterator[tuple[str, str, str, str]]:
    """The fields of a tuple, then what only its JSON has. A field without a key is an error."""
    described = schema("decision")
    model: dict[str, Any] = described if name == "Decision" else described["$defs"][name]
    left = dict(model["properties"])
    always = written(full=False)[name]

    def of(field: str, key: str, sort: str) -> tuple[str, str, str, str]:
        when = (_ALWAYS if key in always else _USED).in_(language)
        return field, sort, f"`{key}`{when}", sentence(left.pop(key)["description"], language)

    for field, sort in _types(TUPLES[name]).items():
        yield of(f"`{field}`", _CALLED.get((name, field), field), f"`{sort}`")
    for field, sort in _PROPERTIES.get(name, {}).items():
        yield of(f"`{field}`", field, f"`{sort}`")
    for key in list(left):
        yield of(_ONLY_JSON.in_(language), key, "")


@cache
def written(*, full: bool) -> Mapping[str, frozenset[str]]:
    """The keys that are written of each tuple: of one whose fields are all used, or of one that says
    no more than it must."""
    found: dict[str, frozenset[str]] = {}
    event = Event("e", 0, "g", "outcome", "u", target="t", refers="r", result="done", action="warn")
    for name, one in TUPLES.items():
        whole = decisions.Decision(
            *(_made(sort, True) for sort in _types(decisions.Decision).values())
        )
        bare = decisions.Decision("e", "g", 0, "p")
        if name == "Decision":
            told = whole._replace(event="e", group="g") if full else bare
            found[name] = frozenset(decision_to_row(told, UTC, event if full else None))
            continue
        row = decision_to_row(whole._replace(**_holding(name, one, full)), UTC)
        found[name] = frozenset(_inside(row, name))
    return found


#: Where a decision holds each of the others: its field, and the fields inside that.
_HELD: Mapping[str, tuple[str, ...]] = {
    "Fired": ("fired",), "Evidence": ("fired", "evidence"), "Act": ("actions",), "Lost": ("lost",),
    "Question": ("pending",), "Answer": ("answers",), "Waiting": ("waiting",),
    "Measured": ("measured",), "Entry": ("kept",), "Ranking": ("ranked",),
    "Place": ("ranked", "places"), "Posting": ("postings",), "Draw": ("draws",),
    "Sealed": ("draws", "sealed"), "Shadow": ("shadow",),
}  # fmt: skip


def _holding(name: str, one: Any, full: bool) -> dict[str, Any]:
    """The field of a decision that holds a tuple, full or bare."""
    kept: Any = one(
        *(
            _made(sort, full)
            for field, sort in _types(one).items()
            if full or field not in one._field_defaults
        )
    )
    outer, *inner = _HELD[name]
    if not inner:
        several = _types(decisions.Decision)[outer].startswith("tuple[")
        return {outer: (kept,) if several else kept}
    around = TUPLES[next(other for other, where in _HELD.items() if where == (outer,))]
    whole = around(*(_made(sort, True) for sort in _types(around).values()))
    return {outer: (whole._replace(**{inner[0]: (kept,)}),)}


def _inside(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    for field in _HELD[name]:
        row = row[field][0] if isinstance(row[field], list) else row[field]
    return row


def _made(sort: str, full: bool) -> Any:
    """A value of a type as the code spells it."""
    several = re.fullmatch(r"tuple\[(\w+), \.\.\.\]", sort)
    if several is not None:
        return (_made(several[1], full),)
    plain = sort.removesuffix(" | None")
    if plain in TUPLES:
        one = TUPLES[plain]
        return one(*(_made(inner, full) for inner in _types(one).values()))
    return {"str": "x", "bool": True}.get(plain, 2)


def _types(one: Any) -> dict[str, str]:
    """The types as the code spells them."""
    return {
        name: sort.__forward_arg__ if isinstance(sort, ForwardRef) else str(sort)
        for name, sort in one.__annotations__.items()
    }
