"""policyq: a language for running chat groups. A few names, each loaded when it is first used.

``import policyq`` reads this file and nothing else; the parser, the matcher and the models
come in with the first name that needs them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from policyq.apps.face import (
        Policy,
        PolicyError,
        load,
        load_compiled,
        loads,
        save,
    )
    from policyq.apps.given import event, instant, moment
    from policyq.diagnostics.diagnostic import Diagnostic, Severity, Suppressed
    from policyq.diagnostics.source import Source, Span
    from policyq.ir.tiers import Known
    from policyq.live import Live, Restored, StateError
    from policyq.study.records import Record, records
    from policyq.study.report import Report, to_json, to_markdown, to_text
    from policyq.study.report.html import to_html
    from policyq.vocabulary.decisions import Act, Decision
    from policyq.vocabulary.events import Event

__version__ = "0.1.0"

_FACE = "policyq.apps.face"
_GIVEN = "policyq.apps.given"
_RECORDS = "policyq.study.records"
_REPORT = "policyq.study.report"

#: The public face: each name and the module that defines it.
_WHERE: dict[str, str] = {
    "Act": "policyq.vocabulary.decisions",
    "Decision": "policyq.vocabulary.decisions",
    "Diagnostic": "policyq.diagnostics.diagnostic",
    "Event": "policyq.vocabulary.events",
    "Known": "policyq.ir.tiers",
    "Live": "policyq.live",
    "Policy": _FACE,
    "PolicyError": _FACE,
    "Record": _RECORDS,
    "Report": _REPORT,
    "Restored": "policyq.live",
    "Severity": "policyq.diagnostics.diagnostic",
    "Source": "policyq.diagnostics.source",
    "Span": "policyq.diagnostics.source",
    "StateError": "policyq.live",
    "Suppressed": "policyq.diagnostics.diagnostic",
    "event": _GIVEN,
    "instant": _GIVEN,
    "load": _FACE,
    "load_compiled": _FACE,
    "loads": _FACE,
    "moment": _GIVEN,
    "records": _RECORDS,
    "save": _FACE,
    "to_html": "policyq.study.report.html",
    "to_json": _REPORT,
    "to_markdown": _REPORT,
    "to_text": _REPORT,
}

__all__ = [
    "Act",
    "Decision",
    "Diagnostic",
    "Event",
    "Known",
    "Live",
    "Policy",
    "PolicyError",
    "Record",
    "Report",
    "Restored",
    "Severity",
    "Source",
    "Span",
    "StateError",
    "Suppressed",
    "__version__",
    "event",
    "instant",
    "load",
    "load_compiled",
    "loads",
    "moment",
    "records",
    "save",
    "to_html",
    "to_json",
    "to_markdown",
    "to_text",
]


def __getattr__(name: str) -> object:
    """Load a public name on first use."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_WHERE[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_WHERE})
