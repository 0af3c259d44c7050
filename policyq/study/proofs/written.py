"""What was found about draws, in words and as plain values."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from policyq.diagnostics.catalog.decisions import WRONG_DRAW
from policyq.diagnostics.diagnostic import Diagnostic, Words
from policyq.diagnostics.render import fill
from policyq.diagnostics.source import NOWHERE, Span
from policyq.study.proofs.proof import FAULTS, REMARKS, Checked, Fault
from policyq.study.report.words import NOTHING, Say, Section, many, whole
from policyq.study.report.written import as_markdown, as_text
from policyq.vocabulary.draws import RESULTS
from policyq.vocabulary.types import Instant, Said

#: Raised when a reader of the document would have to change.
FORMAT = 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VERDICTS: dict[str, Said] = {
    "right": Said("对", "right"),
    "void": Said("作废", "void"),
    "wrong": Said("不对", "wrong"),
}


def to_text(some: Sequence[Checked], zone: tzinfo, language: str) -> str:
    """For a terminal; ends with a line feed."""
    return as_text(list(_sections(some, zone, _say(language))))


def to_markdown(some: Sequence[Checked], zone: tzinfo, language: str) -> str:
    """As Markdown; ends with a line feed."""
    return as_markdown(list(_sections(some, zone, _say(language))))


def to_json(some: Sequence[Checked], zone: tzinfo, language: str) -> str:
    """As one indented document."""
    counts = Counter(one.verdict for one in some)
    document = {
        "format": FORMAT,
        **{verdict: counts[verdict] for verdict in ("right", "void", "wrong")},
        "draws": [_plain(one, zone, language) for one in some],
    }
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def said(fault: Fault, language: str) -> str:
    """A fault or a remark in words."""
    words = FAULTS[fault.why] if fault.why in FAULTS else REMARKS[fault.why]
    nobody = Said("没有人", "nobody").in_(language)
    what = RESULTS[fault.what].in_(language) if fault.why == "result" else fault.what or nobody
    return words.in_(language).format(what=what)


def diagnostics(some: Iterable[Checked], span: Span = NOWHERE) -> Iterator[Diagnostic]:
    """Each fault as a diagnostic of a place."""
    for one in some:
        for fault in one.faults:
            yield _diagnostic(one, fault, span)


def _diagnostic(one: Checked, fault: Fault, span: Span = NOWHERE) -> Diagnostic:
    draw, why = one.claim.draw, Words(said(fault, "zh"), said(fault, "en"))
    return WRONG_DRAW.at(
        span, lottery=draw.lottery, period=draw.period, group=one.claim.group, why=why
    )


def _say(language: str) -> Say:
    return lambda zh, en: Said(zh, en).in_(language)


# -- as plain values ---------------------------------------------------------------------------


def _plain(one: Checked, zone: tzinfo, language: str) -> dict[str, object]:
    claim, draw = one.claim, one.claim.draw
    return {
        "file": claim.file,
        "line": claim.line,
        "policy": claim.policy,
        "group": claim.group,
        "lottery": draw.lottery,
        "period": draw.period,
        "drawn": _iso(draw.at, zone),
        "verdict": one.verdict,
        "result": draw.result,
        "prizes": draw.prizes,
        "entrants": list(draw.entrants),
        "seed": draw.seed,
        "winners": list(draw.winners),
        "withheld": list(draw.blamed),
        "witnesses": [
            {
                "account": each.account,
                "committed": _iso(each.at, zone),
                "commitment": each.sealed,
                "revealed": None if each.revealed is None else _iso(each.revealed, zone),
                "secret": each.secret,
            }
            for each in draw.sealed
        ],
        "faults": [
            {"code": WRONG_DRAW.code, "reason": fault.why, "says": said(fault, language)}
            for fault in one.faults
        ],
        "remarks": [{"reason": fault.why, "says": said(fault, language)} for fault in one.remarks],
    }


def _iso(at: Instant, zone: tzinfo) -> str:
    return (_EPOCH + timedelta(microseconds=at)).astimezone(zone).isoformat()


# -- in words ----------------------------------------------------------------------------------


def _sections(some: Sequence[Checked], zone: tzinfo, say: Say) -> Iterator[Section]:
    counts = Counter(one.verdict for one in some)
    right, void, wrong = (whole(counts[name]) for name in ("right", "void", "wrong"))
    says = say(
        f"开奖 {whole(len(some))} 次：对 {right}，作废 {void}，不对 {wrong}",
        f"{many(len(some), 'draw')}: right {right}, void {void}, wrong {wrong}",
    )
    columns = (
        say("抽奖", "lottery"), say("群", "group"), say("轮次", "round"), say("核对", "found"),
        say("结果", "result"), say("中奖", "winners"), say("没有公布", "withheld by"),
        say("报名", "entrants"), say("名额", "prizes"),
    )  # fmt: skip
    rows = tuple(_row(one, say) for one in some)
    yield Section(say("核对抽奖", "lotteries checked"), (says,), columns if rows else (), rows, 7)
    yield from _entrants(some, say)
    yield from _witnesses(some, zone, say)
    yield from _found(some, say)


def _row(one: Checked, say: Say) -> tuple[str, ...]:
    claim, draw = one.claim, one.claim.draw
    result = say(*RESULTS[draw.result]) if draw.result in RESULTS else draw.result
    return (
        draw.lottery, claim.group, draw.period, say(*_VERDICTS[one.verdict]), result,
        ", ".join(draw.winners) or NOTHING, ", ".join(draw.blamed) or NOTHING,
        whole(len(draw.entrants)), whole(draw.prizes),
    )  # fmt: skip


def _entrants(some: Sequence[Checked], say: Say) -> Iterator[Section]:
    draws = [one.claim.draw for one in some if one.claim.draw.entrants]
    rows = tuple((one.lottery, one.period, ", ".join(one.entrants)) for one in draws)
    columns = (say("抽奖", "lottery"), say("轮次", "round"), say("报名", "entrants"))
    says = (
        say(
            "和群里报名的人对一对：一个不多，一个不少",
            "compare them with who entered in the group: all of them, and nobody else",
        ),
    )
    if rows:
        yield Section(say("报名的人", "entrants"), says, columns, rows, len(columns))


def _witnesses(some: Sequence[Checked], zone: tzinfo, say: Say) -> Iterator[Section]:
    rows = tuple(
        (
            one.claim.draw.lottery, one.claim.draw.period, each.account, _time(each.at, zone),
            NOTHING if each.revealed is None else _time(each.revealed, zone), each.sealed,
        )
        for one in some
        for each in one.claim.draw.sealed
    )  # fmt: skip
    if not rows:
        return
    columns = (
        say("抽奖", "lottery"), say("轮次", "round"), say("见证人", "witness"),
        say("承诺于", "committed"), say("公布于", "revealed"), say("承诺", "commitment"),
    )  # fmt: skip
    says = (
        say(
            "和群里当时发的“承诺”对一对：是不是这些人、这些时间、这些字",
            "compare them with what was posted in the group: by whom, when, the same digits",
        ),
    )
    yield Section(say("见证", "witnesses"), says, columns, rows, len(columns))


def _time(at: Instant, zone: tzinfo) -> str:
    return f"{(_EPOCH + timedelta(microseconds=at)).astimezone(zone):%Y-%m-%d %H:%M}"


def _found(some: Sequence[Checked], say: Say) -> Iterator[Section]:
    language = say("zh", "en")
    for title, told in (
        (say("哪里不对", "what is wrong"), [(one, one.faults) for one in some]),
        (say("请留意", "to be borne in mind"), [(one, one.remarks) for one in some]),
    ):
        lines = tuple(_line(one, fault, language) for one, found in told for fault in found)
        if lines:
            yield Section(title, lines)


def _line(one: Checked, fault: Fault, language: str) -> str:
    claim, draw = one.claim, one.claim.draw
    where = f"{claim.file}:{claim.line}: " if claim.file else ""
    if fault.why in REMARKS:
        return f"{where}{draw.lottery} {draw.period} ({claim.group}): {said(fault, language)}"
    title = fill(WRONG_DRAW.title, _diagnostic(one, fault).args, language)
    return f"{where}[{WRONG_DRAW.code}] {title}"
