"""Colours of the terminal, by what a piece of text is for."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Severity

_CODES: dict[str, str] = {
    "error": "1;31",
    "warning": "1;33",
    "advice": "1;36",
    "other": "1;34",
    "gutter": "1;34",
    "strong": "1",
    "fix": "32",
}

STYLES: dict[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.ADVICE: "advice",
}


def paint(text: str, style: str, colour: bool) -> str:
    """``text`` in the colour of ``style``; unchanged without ``colour`` or for an unknown style."""
    code = _CODES.get(style)
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code and text else text
