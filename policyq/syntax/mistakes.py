"""What an author did wrong, found by trying: each likely slip is undone, and the one whose mend
lets the piece be read is the one reported. A mend that reads the whole piece is certain enough
to keep what was read, so that its names are known and the rest of the policy is still checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from policyq.diagnostics.catalog import spelling
from policyq.diagnostics.catalog import syntax as says
from policyq.diagnostics.diagnostic import Diagnostic, Fix
from policyq.diagnostics.source import Span
from policyq.syntax import grammar, orders, slips, synonyms
from policyq.syntax.attempt import Attempt, Edit, Mend, Piece, attempt
from policyq.syntax.clean import Clean
from policyq.syntax.expected import in_words
from policyq.syntax.joints import joined, other_asked
from policyq.syntax.keywords import keywords
from policyq.syntax.phrasings import phrasings

#: A longer piece is not tried again and again.
_LONGEST = 20_000
#: So much of what was found is quoted in a title.
_QUOTED = 30


def explain(ready: Clean, piece: Piece, stop: grammar.Stop) -> tuple[Diagnostic, Attempt | None]:
    """The report for a piece that cannot be read, and what it is when mended."""
    found = _tried(ready, piece, stop, by_halves=True)
    if found is not None:
        return found
    taken = slips.Slip(ready, piece, stop).taken_for_a_name()
    if taken is not None:
        before = attempt(ready, piece._replace(end=piece.start + taken.start)).stop
        if before is not None and "IDENT" in before.accepts:
            stop = grammar.Stop(taken.start, taken.end, "IDENT", before.failed)
    return plainly(ready, piece, stop), None


def mend(
    ready: Clean, piece: Piece, stop: grammar.Stop
) -> tuple[Diagnostic, Attempt | None] | None:
    """The same, if a mend reads the whole piece."""
    return _tried(ready, piece, stop, by_halves=False)


def _tried(
    ready: Clean, piece: Piece, stop: grammar.Stop, *, by_halves: bool
) -> tuple[Diagnostic, Attempt | None] | None:
    if piece.end - piece.start > _LONGEST:
        return None
    half: Mend | None = None
    for one in _mends(slips.Slip(ready, piece, stop)):
        result = attempt(ready, piece, one.edit)
        if result.stop is None:
            return one.report(True), result
        past = one.edit.start + len(one.edit.text) + stop.end - max(one.edit.end, stop.start)
        if half is None and one.by_halves and result.stop.start >= max(past, stop.start + 1):
            half = one
    return (half.report(False), None) if by_halves and half is not None else None


def plainly(ready: Clean, piece: Piece, stop: grammar.Stop) -> Diagnostic:
    """The report when nothing likelier was found: what stands here, and what could."""
    slip = slips.Slip(ready, piece, stop)
    name = ready.source.name
    at = piece.start + stop.start
    expected = in_words(stop.accepts)
    if stop.terminal == "$END":
        last = slip.tokens[-1]
        return says.ENDS_EARLY.at(slip.span(last.start, last.end), expected=expected)
    span = Span(name, at, max(piece.start + stop.end, at + 1))
    found = ready.narrow[span.start : span.end][:_QUOTED]
    other = other_asked(slip) or orders.of_roster(slip)
    if other is not None:
        return other
    if stop.terminal == "":
        return spelling.STRAY_CHARACTER.at(span, found=found)
    if piece.id == "" and not slip.before:
        near = slip.like_declaration()
        fixes = (Fix(span, near, certain=False),) if near else ()
        return says.UNKNOWN_DECLARATION.at(span, fixes=fixes, hint=near, found=found)
    if "IDENT" in stop.accepts and stop.terminal in ("NUMBER", "COUNTED", "LENGTH", "GRADE"):
        return spelling.NAME_STARTS_WITH_DIGIT.at(span)
    if "IDENT" in stop.accepts:
        return says.UNEXPECTED.at(span, found=found, expected=expected)
    if slip.word in slips.clauses_of_a_rule() and "rule" in (piece.id, *slip.line_words()):
        return says.CLAUSE_ORDER.at(span, found=found)
    if slips.is_counted_out(slip.word) and piece.id != "ladder":
        return spelling.ESCALATING.at(span, found=found)
    if slip.word and slip.word not in keywords().words:
        near = slip.like_accepted()
        fixes = (Fix(span, near, certain=False),) if near else ()
        return spelling.MISSPELT.at(span, fixes=fixes, hint=near, found=found, expected=expected)
    return says.UNEXPECTED.at(span, found=found, expected=expected)


# -- the slips, the surest first -----------------------------------------------------------------


def _mends(slip: slips.Slip) -> Iterator[Mend]:
    yield from _numerals(slip)
    yield from _times(slip)
    yield from joined(slip)
    yield from orders.mends(slip)
    yield from _spaces(slip)
    yield from _commas(slip)
    yield from _phrasings(slip)
    yield from _brackets(slip)
    yield from _quotes(slip)
    yield from _clauses(slip)
    yield from _spellings(slip)
    yield from _clocks(slip)
    yield from _unquoted(slip)


def _numerals(slip: slips.Slip) -> Iterator[Mend]:
    for start, end, digits in slip.numerals():
        span = slip.span(start, end)
        found = slip.narrow[start:end]

        def report(
            whole: bool, span: Span = span, found: str = found, digits: str = digits
        ) -> Diagnostic:
            fixes = (Fix(span, digits, certain=whole),)
            return spelling.CHINESE_NUMERAL.at(span, fixes=fixes, found=found, meant=digits)

        yield Mend(Edit(start, end, digits), report, by_halves=True)


def _times(slip: slips.Slip) -> Iterator[Mend]:
    daily = slip.daily()
    if daily is not None:
        span = slip.span(*daily)
        found = slip.narrow[daily[0] : daily[1]].strip()
        yield Mend(
            Edit(*daily, ""),
            lambda whole: spelling.DAY_BEFORE_TIME.at(
                span, fixes=(Fix(span, "", certain=False),), found=found
            ),
            by_halves=True,
        )
    seconds = slip.seconds()
    if seconds is not None:
        start, cut, end = seconds
        clock, more = slip.span(start, end), slip.span(cut, end)
        yield Mend(
            Edit(cut, end, ""),
            lambda whole: spelling.SECONDS.at(
                clock, fixes=(Fix(more, "", certain=False),), clock=slip.narrow[start:cut]
            ),
            by_halves=True,
        )


def _phrasings(slip: slips.Slip) -> Iterator[Mend]:
    for edit in phrasings(slip):
        span = slip.span(edit.start, edit.end)
        found = slip.narrow[edit.start : edit.end].strip()

        def report(
            whole: bool, span: Span = span, found: str = found, text: str = edit.text
        ) -> Diagnostic:
            fixes = (Fix(span, text, certain=False),)
            return spelling.PHRASED.at(span, fixes=fixes, found=found, meant=text)

        yield Mend(edit, report, by_halves=True)


def _spaces(slip: slips.Slip) -> Iterator[Mend]:
    for start, end, parts, at in slip.glued():
        span = slip.span(start, end)
        text = " ".join(parts)
        left, right = parts[at : at + 2] if at + 1 < len(parts) else parts[at - 1 :]
        said = {"keyword": parts[at], "left": left, "right": right}

        def report(
            whole: bool, span: Span = span, text: str = text, said: dict[str, str] = said
        ) -> Diagnostic:
            return spelling.NO_SPACE.at(span, fixes=(Fix(span, text, certain=whole),), **said)

        yield Mend(Edit(start, end, text), report, by_halves=True)


def _commas(slip: slips.Slip) -> Iterator[Mend]:
    here = slip.here
    last = slip.before[-1] if slip.before else None
    if here is None or last is None:
        return
    found = slip.quote(here)
    span = slip.span(here.start, here.end)
    if last.text == ",":
        comma = slip.span(last.start, last.end)
        yield Mend(
            Edit(last.start, last.end, " "),
            lambda whole: says.COMMA_BEFORE_OPTION.at(
                comma, fixes=(Fix(comma, "", certain=whole),), next=found
            ),
            by_halves=slip.word in keywords().clauses,
        )
    joints = slips.spellings_of("or") | slips.spellings_of("and")
    if last.text in joints and here.sort in ("word", "string"):
        joint = slip.span(last.start, last.end)
        gap = Span(joint.source, slip.span(slip.before[-2].end, last.end).start, joint.end)
        yield Mend(
            Edit(last.start, last.end, ","),
            lambda whole: says.OR_IN_LIST.at(
                joint, fixes=(Fix(gap, slip.comma, certain=whole),), found=slip.quote(last)
            ),
        )
    after = slip.after
    if synonyms.meant(here.text, slip.accepted):
        return  # `然后` in a ladder begins its next step, and joins nothing to this one
    if here.text in synonyms.JOINTS and "COMMA" in slip.stop.accepts and after is not None:
        joined = slip.span(last.end, after.start)
        yield Mend(
            Edit(here.start, here.end, ","),
            lambda whole: says.MISSING_COMMA.at(
                span, fixes=(Fix(joined, slip.comma, certain=False),), found=slip.quote(after)
            ),
        )
    if "COMMA" in slip.stop.accepts:
        gap = Span(span.source, slip.span(last.end, here.start).start, span.start)
        yield Mend(
            Edit(here.start, here.start, ", "),
            lambda whole: says.MISSING_COMMA.at(
                span, fixes=(Fix(gap, slip.comma + " " * slip.latin, certain=False),), found=found
            ),
        )


def _clocks(slip: slips.Slip) -> Iterator[Mend]:
    """What happens in an example without the time that it begins with."""
    here, after = slip.here, slip.after
    if here is None or here.sort != "word" or "CLOCK" not in slip.stop.accepts or after is None:
        return
    if slip.piece.id not in slips.EXAMPLES or slip.word_is_clause:
        return
    if after.text not in (":", "(") and after.sort != "word":
        return
    clocks = [t.text for t in slip.before if t.sort == "number" and ":" in t.text]
    clock = (clocks[-1] if clocks else "10:00") + " "
    span = slip.span(here.start, here.end)
    fix = Fix(Span(span.source, span.start, span.start), clock, certain=False)
    yield Mend(
        Edit(here.start, here.start, clock),
        lambda whole: says.NO_TIME.at(span, fixes=(fix,), found=slip.quote(here)),
        by_halves=True,
    )


def _brackets(slip: slips.Slip) -> Iterator[Mend]:
    here = slip.here
    last = slip.before[-1] if slip.before else None
    if last is not None and "RPAR" in slip.stop.accepts:
        at = slip.span(last.end, last.end)
        yield Mend(
            Edit(last.end, last.end, ")"),
            lambda whole: says.BRACKETS.at(
                slip.open_bracket(), fixes=(Fix(at, ")", certain=False),)
            ),
        )
    if here is not None and here.text == ")":
        span = slip.span(here.start, here.end)
        yield Mend(
            Edit(here.start, here.end, " "),
            lambda whole: says.BRACKETS.at(span, fixes=(Fix(span, "", certain=False),)),
        )


def _quotes(slip: slips.Slip) -> Iterator[Mend]:
    here = slip.here
    if here is None or here.sort != "string":
        return
    name = slip.raw[here.start + 1 : here.end - 1].strip()
    sure = True
    if "IDENT" in slip.stop.accepts and not slips.is_name(name):
        name, sure = slips.as_name(name), False
    elif not {"IDENT", "ZONE"} & slip.stop.accepts:
        return
    if name:
        span = slip.span(here.start, here.end)
        yield Mend(
            Edit(here.start, here.end, name),
            lambda whole: says.TEXT_FOR_NAME.at(
                span, fixes=(Fix(span, name, certain=whole and sure),), text=name
            ),
            by_halves=True,
        )


def _unquoted(slip: slips.Slip) -> Iterator[Mend]:
    """Words of a list, or a text, that lack their quotes."""
    here = slip.here
    if here is None or here.sort != "word" or "STRING" not in slip.stop.accepts:
        return
    if "IDENT" in slip.stop.accepts or here.text in keywords().words:
        return
    span = slip.span(here.start, here.end)
    quoted = f'"{slip.narrow[here.start : here.end]}"'
    yield Mend(
        Edit(here.start, here.end, quoted),
        lambda whole: spelling.UNQUOTED.at(
            span, fixes=(Fix(span, quoted, certain=False),), found=slip.quote(here)
        ),
        by_halves=True,
    )


def _clauses(slip: slips.Slip) -> Iterator[Mend]:
    here = slip.here
    if here is None:
        return
    span = slip.span(here.start, here.end)
    found = slip.quote(here)
    wanted = slips.spellings_of("then") & slip.accepted
    if wanted and not slip.word_is_clause and slip.taken_for_a_name() is None:
        then = keywords().say("keyword", "then", "en" if slip.latin else "zh")
        before = Span(span.source, span.start, span.start)
        yield Mend(
            Edit(here.start, here.start, then + " "),
            lambda whole: says.MISSING_THEN.at(
                span, fixes=(Fix(before, then + " ", certain=whole),), found=found
            ),
            by_halves=here.text in slips.actions() or here.text[:2] in slips.actions(),
        )
    ordered = slip.in_order()
    if ordered is not None:
        place = slip.span(ordered.start, ordered.end)
        yield Mend(
            ordered,
            lambda whole: says.CLAUSE_ORDER.at(
                span, fixes=(Fix(place, ordered.text, certain=whole),), found=found
            ),
        )


def _spellings(slip: slips.Slip) -> Iterator[Mend]:
    here = slip.here
    if here is None or here.sort != "word":
        return
    span = slip.span(here.start, here.end)
    found = slip.quote(here)
    unit = slip.like_unit()
    if unit:
        yield Mend(
            Edit(here.start, here.end, unit),
            lambda whole: spelling.UNKNOWN_UNIT.at(
                span, fixes=(Fix(span, unit, certain=False),), hint=unit, found=found
            ),
            by_halves=True,
        )
    if piece_begins(slip):
        word = slip.like_declaration()
        if word:
            yield Mend(
                Edit(here.start, here.end, word),
                lambda whole: says.UNKNOWN_DECLARATION.at(
                    span, fixes=(Fix(span, word, certain=False),), hint=word, found=found
                ),
            )
        return
    near = slip.like_accepted()
    if near and not slips.is_counted_out(slip.word):
        yield Mend(
            Edit(here.start, here.end, near),
            lambda whole: spelling.MISSPELT.at(
                span,
                fixes=(Fix(span, near, certain=False),),
                hint=near,
                found=found,
                expected=in_words(slip.stop.accepts),
            ),
            by_halves=True,
        )


def piece_begins(slip: slips.Slip) -> bool:
    """Whether the mistake is the piece's first word."""
    return slip.piece.id == "" and not slip.before
