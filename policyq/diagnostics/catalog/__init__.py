"""Every diagnostic that policyq knows, one module an area. To speak differently, change a row.

In the ``bad`` and ``good`` examples a line ``# --- NAME`` begins another file called NAME;
``# --- NAME: REASON`` says that NAME cannot be had, REASON as in
`policyq.diagnostics.source.Failure`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from policyq.diagnostics.diagnostic import Kind

AREAS: tuple[str, ...] = (
    "syntax", "names", "types", "times", "calendars", "texts", "matching", "meaning", "actions",
    "sections", "across", "channels", "tiers", "lints", "overlaps", "metrics", "contents",
    "incentives", "streaks", "lotteries", "duty", "trials", "circles", "complaints", "suppressions",
    "platforms", "files", "lexicons", "wordlists", "project", "compiled", "examples", "outcomes",
    "mutation", "decisions",
    "logs", "exports", "labelling", "tuning",
)  # fmt: skip


@cache
def all_kinds() -> dict[str, Kind]:
    """Every kind by its code, in the order of the codes; two of one code are refused."""
    kinds: dict[str, Kind] = {}
    for area in AREAS:
        if find_spec(f"{__name__}.{area}") is None:
            continue
        rows: tuple[Kind, ...] = import_module(f"{__name__}.{area}").KINDS
        for kind in rows:
            if kind.code in kinds:
                raise ValueError(f"{kind.code} is declared twice in the catalog")
            kinds[kind.code] = kind
    return dict(sorted(kinds.items()))
