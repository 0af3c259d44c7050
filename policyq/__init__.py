"""policyq: a language for running chat groups. A few names, each loaded when it is first used.

``import policyq`` reads this file and nothing else; the parser, the matcher and the models
come in with the first name that needs them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyq.diagnostics.diagnostic import Diagnostic, Severity
    from policyq.diagnostics.source import Source, Span

__version__ = "0.1.0"

#: The public face: each name and the module that defines it.
_WHERE: dict[str, str] = {
    "Diagnostic": "policyq.diagnostics.diagnostic",
    "Severity": "policyq.diagnostics.diagnostic",
    "Source": "policyq.diagnostics.source",
    "Span": "policyq.diagnostics.source",
}

__all__ = ["Diagnostic", "Severity", "Source", "Span", "__version__"]


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
