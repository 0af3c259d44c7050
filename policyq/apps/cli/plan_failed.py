"""The reports of a plan that could not be made: what is wrong, where the plan would have stood.

A CI job puts the report into a comment; one of an earlier run, or none, would tell its readers nothing
of a policy that has errors. What programs read has no words for a missing log or revision: there is no
file then, rather than one of an earlier run.
"""

from __future__ import annotations

import re
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from policyq.apps.cli import exits
from policyq.apps.cli.plan_report import FORM_OF, written
from policyq.vocabulary.types import Said

_FOR_PROGRAMS = ("json", "sarif", "junit")


@contextmanager
def reported(args: Namespace) -> Iterator[None]:
    """Writes what ended the command into the files that were to hold the plan, and leaves none of an
    earlier run."""
    try:
        yield
    except BaseException as error:
        for path in written(args):
            if path is not None and not (
                isinstance(error, exits.Stop) and _told(path, error, args)
            ):
                _leave_none(path)
        raise


def _told(path: Path, stop: exits.Stop, args: Namespace) -> bool:
    """Whether a file says now what ended the command."""
    from policyq.apps import files

    form = FORM_OF.get(path.suffix.lower()) if path in args.report else None
    if form is None or (form in _FOR_PROGRAMS and not stop.found):
        return False
    text = _in(form, stop, args.language or args.lang)
    files.write(path, text.encode("utf-8", "backslashreplace"))
    return True


def _leave_none(path: Path) -> None:
    there = path.resolve()
    if there.is_file():
        there.unlink()


def _in(form: str, stop: exits.Stop, language: str) -> str:
    """What is wrong in one of the forms of a plan."""
    from policyq.diagnostics.render import render

    if form in _FOR_PROGRAMS:
        return render(stop.found, stop.texts, language=language, form=form)
    says = stop.says.in_(language)
    head = Said("改动预演：没有做成", "plan: it could not be made").in_(language)
    detail = render(stop.found, stop.texts, language=language).rstrip("\n") if stop.found else ""
    if form == "html":
        lang = "zh-CN" if language == "zh" else "en"
        return (
            f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{head}</title>'
            f"</head><body><h1>{head}</h1><p>{escape(says)}</p>"
            + (f"<pre>{escape(detail)}</pre>" if detail else "")
            + "</body></html>\n"
        )
    if not detail:
        return f"{head}\n{says}\n" if form == "text" else f"# {head}\n\n{_plain(says)}\n"
    if form == "text":
        return f"{head}\n{says}\n\n{detail}\n"
    ticks = max((len(run) for run in re.findall(r"`+", detail)), default=0)
    fence = "`" * max(4, ticks + 1)
    return f"# {head}\n\n{_plain(says)}\n\n{fence}text\n{detail}\n{fence}\n"


def _plain(text: str) -> str:
    """A text that Markdown takes as it is."""
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)
