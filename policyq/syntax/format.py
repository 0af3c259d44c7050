"""The formatter: a tree as text, in either language, and a file in its one right layout.

It owns the spacing and keeps the words: names, texts, comments, blank lines between
declarations. It reads its own output again, and refuses if the tree changed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

from policyq.diagnostics.catalog import syntax as says
from policyq.diagnostics.diagnostic import Diagnostic, Severity
from policyq.diagnostics.source import Source, Span
from policyq.syntax import pragmas, tree
from policyq.syntax.clean import NAME, clean
from policyq.syntax.keywords import keywords
from policyq.syntax.layout import Line, lines
from policyq.syntax.parse import parse
from policyq.syntax.phrases import Phrases

_LONG = (
    tree.Rule,
    tree.Ladder,
    tree.Section,
    tree.Example,
    tree.Agenda,
    tree.Format,
    tree.Reward,
    tree.Roster,
)


def to_text(file: tree.File, language: str) -> str:
    """The declarations of ``file`` in ``language`` (``"zh"`` or ``"en"``), without its comments.

    Blank lines stand around declarations of several lines and between those of different kinds.
    """
    say = Phrases(language)
    written: list[str] = []
    before: tree.Declaration | None = None
    for one in file.declarations:
        if before is not None and (isinstance(one, _LONG) or type(one) is not type(before)):
            written.append("")
        written.extend(_indented(line.depth, line.text) for line in lines(one, say))
        before = one
    return "".join(line + "\n" for line in written)


def format_text(
    source: Source, language: str | None = None
) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """``source`` laid out, in ``language`` or in the one it mostly is.

    ``None`` with the reasons if it has errors, or if the formatter would change its meaning.
    """
    file, reports = parse(source)
    if any(report.severity is Severity.ERROR for report in reports):
        return None, reports
    text = _laid_out(file, source, language or main_language(source))
    again, mistakes = parse(Source(source.name, text))
    failed = any(report.severity is Severity.ERROR for report in mistakes)
    if failed or again != file or _said(again) != _said(file):
        return None, (*reports, says.FORMAT_REFUSED.at(_first_change(file, again)))
    return text, reports


def main_language(source: Source) -> str:
    """``"zh"`` or ``"en"``: the language of most of the keywords; ``"en"`` if there are none."""
    ready = clean(source)
    comments = [c.span for c in ready.comments]
    text = ready.text
    for span in reversed(comments):
        text = text[: span.start] + text[span.end :]
    words = [w for w in NAME.findall(text) if w in keywords().words]
    return "zh" if sum(not w.isascii() for w in words) * 2 > len(words) else "en"


def _said(file: tree.File) -> Counter[str]:
    """Every comment, whatever the language of those that the tool reads."""
    return Counter(pragmas.translated(comment, "en")[1:].strip() for comment in file.comments)


def _first_change(file: tree.File, again: tree.File) -> Span:
    for one, other in zip(file.declarations, again.declarations, strict=False):
        if one != other:
            return one.span
    last = file.declarations[min(len(file.declarations), len(again.declarations)) - 1 :]
    return last[0].span if last else file.span


# -- lines and comments --------------------------------------------------------------------------


def _laid_out(file: tree.File, source: Source, language: str) -> str:
    say = Phrases(language)
    found = [line for one in file.declarations for line in lines(one, say)]
    apart = _blank_before(source.text)
    beside, above = _placed(file.comments, found, source.text)
    written: list[str] = []
    for place in range(len(found) + 1):
        line = found[place] if place < len(found) else None
        depth = line.depth if line is not None else 0
        for comment in above.get(place, ()):
            _blank(written, apart(comment.span.start))
            written.append(_indented(depth, pragmas.translated(comment, language)))
        if line is not None:
            _blank(written, line.begins and apart(line.at))
            aside = (pragmas.translated(one, language) for one in beside.get(place, ()))
            tail = "".join(f"  {comment}" for comment in aside)
            written.append(_indented(line.depth, line.text) + tail)
    return "".join(line + "\n" for line in written)


def _blank(written: list[str], wanted: bool) -> None:
    if wanted and written and written[-1]:
        written.append("")


def _indented(depth: int, text: str) -> str:
    return "  " * depth + text


def _placed(
    comments: Sequence[tree.Comment], found: Sequence[Line], text: str
) -> tuple[dict[int, list[tree.Comment]], dict[int, list[tree.Comment]]]:
    """The comments beside a line and above a line, by the line's number.

    One that follows something on its line stays beside it; two for one line go above it.
    """
    starts = [line.at for line in found]
    beside: dict[int, list[tree.Comment]] = {}
    above: dict[int, list[tree.Comment]] = {}
    for comment in comments:
        at = comment.span.start
        lead = text[text.rfind("\n", 0, at) + 1 : at].replace("\r", "\n").rpartition("\n")[2]
        place = bisect_right(starts, at) - 1
        if lead.strip("\ufeff \t\u3000") and place >= 0:
            beside.setdefault(place, []).append(comment)
        else:
            above.setdefault(bisect_left(starts, at), []).append(comment)
    for place in [place for place, both in beside.items() if len(both) > 1]:
        above.setdefault(place, []).extend(beside.pop(place))
    return beside, above


def _blank_before(text: str) -> Callable[[int], bool]:
    """Tells whether the line before the one at an offset is blank."""

    def told(at: int) -> bool:
        line = text.rfind("\n", 0, at)
        if line < 0:
            return False
        return not text[text.rfind("\n", 0, line) + 1 : line].strip()

    return told
