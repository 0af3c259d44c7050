"""The parameters of the made-up community and its kinds, from the declarations.

In English the meanings are what stands below a declaration, in Chinese what the command says.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from generating.tables import table
from policyq.apps.parameters import ABOUT, BAND_ABOUT, VIOLATIONS_ABOUT
from policyq.events.community import KINDS, parameters
from policyq.events.community.parameters import Band, Parameters, Violations
from policyq.vocabulary.events import ROLES
from policyq.vocabulary.types import Said

PARTS = Path(__file__).resolve().parent.parent / "parts"
_MARK = re.compile(r"^<!-- community: (\w+) -->$", re.MULTILINE)
#: Where the declaration speaks for itself and says no more.
_PLAIN = {
    "seed": "A number or a text; the same one gives the same events.",
    "groups": "How many groups.",
    "days": "How many days.",
    "timezone": "The zone of its local times.",
    "platform": "The platform that the events name.",
    "hours": "Messages by hour of the day, as weights; nothing ordinary in the quiet hours.",
    "weekdays": "Messages by day of the week, from Monday, as factors.",
    "good_hosts": "Hosts whose links are welcome.",
    "bad_hosts": "Hosts whose links are not.",
    "ads": "Advertisements.",
    "fraud": "Attempts at fraud.",
}
_ABOUT: Mapping[type, Mapping[str, Said]] = {
    Parameters: ABOUT,
    Band: BAND_ABOUT,
    Violations: VIOLATIONS_ABOUT,
}
_APART = ("bands", "violations", "kind")


def page(language: str) -> str:
    """The page of the made-up community in one language."""
    text = (PARTS / f"generator.{language}.part").read_text(encoding="utf-8")
    return _MARK.sub(lambda match: TABLES[match[1]](language), text)


def all_parameters(language: str) -> str:
    """The parameters but the tables that have a table of their own."""
    rows = [
        (f"`{name}`", _shown(getattr(Parameters(), name), language), about)
        for name, about in _attributes(Parameters, language)
        if name not in ("bands", "violations")
    ]
    head = Said("参数,默认值,意思", "parameter,default,meaning").in_(language)
    return table(head.split(","), rows)


def kinds(language: str) -> str:
    """What is different from kind to kind, one a column."""
    rows = []
    for one in fields(Parameters):
        values = [_of(kind, one.name) for kind in KINDS]
        if one.name not in _APART and len(set(map(repr, values))) > 1:
            rows.append((f"`{one.name}`", *(_shown(value, language) for value in values)))
    return table(("", *_names(language)), rows)


def who(language: str) -> str:
    """Which tags members carry, and which links are welcome."""
    rows = []
    for kind, name in zip(KINDS.values(), _names(language), strict=True):
        texts = kind.texts(language)
        tags = (
            Said("、", ", ")
            .in_(language)
            .join(
                f"{tag.word} ({ROLES[tag.role].in_(language)}, {100 * tag.share:.3g} %)"
                for tag in texts.tags
            )
        )
        rows.append((name, tags, " ".join(f"`{host}`" for host in texts.hosts)))
    head = Said("种类,标签（身份，占比）,正当链接", "kind,tags (role and share),welcome links")
    return table(head.in_(language).split(","), rows)


def bands(language: str) -> str:
    """What a size band is."""
    rows = [(f"`{name}`", about) for name, about in _attributes(Band, language) if name != "name"]
    return table(("", Said("意思", "meaning").in_(language)), rows)


def sizes(language: str) -> str:
    """The size bands of each kind."""
    names = [one.name for one in fields(Band) if one.name != "name"]
    rows = [
        (name, f"`{band.name}`", *(_shown(getattr(band, one), language) for one in names))
        for kind, name in zip(KINDS.values(), _names(language), strict=True)
        for band in kind.parameters.bands
    ]
    head = (Said("种类", "kind").in_(language), Said("档", "band").in_(language))
    return table((*head, *(f"`{name}`" for name in names)), rows)


def violations(language: str) -> str:
    """What violations are made of, by weight."""
    rows = [
        (f"`{name}`", about, *(_shown(getattr(_of(kind, "violations"), name), language) for kind in KINDS))
        for name, about in _attributes(Violations, language)
    ]  # fmt: skip
    return table(("", Said("意思", "meaning").in_(language), *_names(language)), rows)


def _of(kind: str, name: str) -> object:
    return getattr(KINDS[kind].parameters, name)


def _names(language: str) -> list[str]:
    return [
        f"{one.says.zh}（`{id}`）" if language == "zh" else f"`{id}`" for id, one in KINDS.items()
    ]


def _attributes(of: type, language: str) -> Iterator[tuple[str, str]]:
    """Each attribute of a dataclass with its meaning."""
    said = _below(of) if language == "en" else {}
    for field in fields(of):
        if language == "en":
            yield field.name, said[field.name] or _PLAIN.get(field.name, "")
        else:
            yield field.name, _ABOUT[of][field.name].zh


def _below(of: type) -> dict[str, str]:
    """The sentences below the attributes of a dataclass."""
    tree = ast.parse(inspect.getsource(parameters))
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == of.__name__).body
    said: dict[str, str] = {}
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            said[node.target.id] = _text(after)
    return said


def _text(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return " ".join(str(node.value.value).split()).replace("``", "`")
    return ""


def _shown(value: object, language: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return (Said("是", "yes") if value else Said("否", "no")).in_(language)
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) == 2 and all(isinstance(one, int) for one in value):
            return Said(f"{value[0]} 到 {value[1]}", f"{value[0]} to {value[1]}").in_(language)
        return ", ".join(
            f"{one:g}" if isinstance(one, int | float) else f"`{one}`" for one in value
        )
    return f"`{value}`" if isinstance(value, str) else str(value)


TABLES: dict[str, Callable[[str], str]] = {
    "parameters": all_parameters,
    "kinds": kinds,
    "who": who,
    "bands": bands,
    "sizes": sizes,
    "violations": violations,
}
