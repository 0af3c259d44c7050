"""The parameters of the made-up community, from the declarations and what stands below them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator, Sequence
from dataclasses import fields

from generating.tables import table
from policyq.events.community import parameters
from policyq.events.community.parameters import BANDS, Band, Parameters, Violations

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


def all_parameters() -> str:
    """The parameters but the tables that have a table of their own."""
    apart = ("bands", "violations")
    defaults = Parameters()
    rows = [
        (f"`{name}`", _shown(getattr(defaults, name)), about)
        for name, about in _attributes(Parameters)
        if name not in apart
    ]
    return table(("parameter", "default", "meaning"), rows)


def bands() -> str:
    """The default size bands, one a column."""
    rows = [
        (f"`{name}`", about, *(_shown(getattr(band, name)) for band in BANDS))
        for name, about in _attributes(Band)
        if name != "name"
    ]
    return table(("", "", *(f"`{band.name}`" for band in BANDS)), rows)


def violations() -> str:
    """What violations are made of, by weight."""
    defaults = Violations()
    rows = [
        (f"`{name}`", _shown(getattr(defaults, name)), about)
        for name, about in _attributes(Violations)
    ]
    return table(("", "weight", "meaning"), rows)


def _attributes(of: type) -> Iterator[tuple[str, str]]:
    """Each attribute of a dataclass with the sentence below it."""
    tree = ast.parse(inspect.getsource(parameters))
    body = next(n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == of.__name__).body
    said: dict[str, str] = {}
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            said[node.target.id] = _text(after)
    for field in fields(of):
        yield field.name, said[field.name] or _PLAIN.get(field.name, "")


def _text(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return " ".join(str(node.value.value).split()).replace("``", "`")
    return ""


def _shown(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if len(value) == 2 and all(isinstance(one, int) for one in value):
            return f"{value[0]} to {value[1]}"
        return ", ".join(
            f"{one:g}" if isinstance(one, int | float) else f"`{one}`" for one in value
        )
    return f"`{value}`" if isinstance(value, str) else str(value)


TABLES = {"parameters": all_parameters, "bands": bands, "violations": violations}
