"""The reports of a plan that could not be made: what is wrong, where the plan would have stood.

A CI job puts the report into a comment; one of an earlier run, or none, would tell its readers nothing
of a policy that has errors.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from policyq.apps.cli import exits
from policyq.apps.cli.plan_report import FORM_OF
from policyq.vocabulary.types import Said


@contextmanager
def reported(args: Namespace) -> Iterator[None]:
    """Writes the errors that ended the command into the files that were to hold the plan."""
    try:
        yield
    except exits.Stop as stop:
        from policyq.apps import files

        for path in args.report if stop.found else ():
            text = _in(FORM_OF[path.suffix.lower()], stop, args.language or args.lang)
            files.write(path, text.encode("utf-8", "backslashreplace"))
        raise


def _in(form: str, stop: exits.Stop, language: str) -> str:
    """What is wrong in one of the forms of a plan."""
    from policyq.diagnostics.render import render

    if form in ("json", "sarif", "junit"):
        return render(stop.found, stop.texts, language=language, form=form)
    says = stop.says.in_(language)
    head = Said("改动预演：没有做成", "plan: it could not be made").in_(language)
    detail = render(stop.found, stop.texts, language=language).rstrip("\n")
    if form == "html":
        lang = "zh-CN" if language == "zh" else "en"
        return (
            f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{head}</title>'
            f"</head><body><h1>{head}</h1><p>{escape(says)}</p><pre>{escape(detail)}</pre></body></html>\n"
        )
    if form == "text":
        return f"{head}\n{says}\n\n{detail}\n"
    ticks = max((len(run) for run in re.findall(r"`+", detail)), default=0)
    fence = "`" * max(4, ticks + 1)
    return f"# {head}\n\n{_plain(says)}\n\n{fence}text\n{detail}\n{fence}\n"


def _plain(text: str) -> str:
    """A text that Markdown takes as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)
