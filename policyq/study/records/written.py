"""Records written out: a table to read, CSV for a spreadsheet, JSON lines for another program."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final, TypeAlias

from policyq.ir.wording import spoken
from policyq.study.explain import LOST
from policyq.study.pseudonyms import Pseudonyms
from policyq.study.records.book import Record
from policyq.study.report.words import NOTHING, Say, Section, called, many, whole
from policyq.study.report.written import as_markdown, as_text
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.contacts import CONTACTS, IN_EVIDENCE
from policyq.vocabulary.events import ROLES
from policyq.vocabulary.types import SECOND, Instant, Said

#: Of the JSON lines; raised when a reader of them would have to change.
FORMAT: Final = 1
#: So many members and groups have a line of their own.
MOST_LINES: Final = 30
#: So many words are named as what was found.
MOST_WORDS: Final = 3
#: And so much of what was said is quoted in a table.
MOST_LETTERS: Final = 60

_Key: TypeAlias = Callable[[Record], str]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

#: The columns of CSV, in their order.
COLUMNS: Final = (
    "time", "group", "member", "rules", "form", "action", "of", "amount", "to", "tag", "until",
    "for_seconds", "text", "level", "ladder", "step", "found", "says", "question", "ended", "by",
    "lost_to", "promise", "undone", "undone_by", "event",
)  # fmt: skip

_FORMS: Final[Mapping[str, Said]] = {
    "done": Said("做了", "done"),
    "asked": Said("问了人", "asked"),
    "joined": Said("并入待确认", "joined"),
    "put off": Said("等静默结束", "put off"),
    "not done": Said("没有做", "not done"),
}
_ENDED: Final[Mapping[str, Said]] = {
    "approved": Said("已同意", "approved"),
    "rejected": Said("已驳回", "rejected"),
    "timed_out": Said("没人答复", "nobody answered"),
    "said": Said("静默结束后说了", "said when the quiet was over"),
}
_UNDONE: Final[Mapping[str, Said]] = {
    "failed": Said("没有执行成", "it failed"),
    "vetoed": Said("被人否决", "vetoed"),
    "forgiven": Said("被赦免", "forgiven"),
}


# -- for programs ------------------------------------------------------------------------------


def to_jsonl(rows: Iterable[Record], zone: tzinfo) -> Iterator[str]:
    """A line of JSON for each record; what does not apply is left out."""
    for row in rows:
        plain = _plain(row, zone).items()
        made = {"format": FORMAT, **{name: value for name, value in plain if value not in ("", [])}}
        text = json.dumps(made, ensure_ascii=False)
        yield text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def to_csv(rows: Iterable[Record], zone: tzinfo) -> Iterator[str]:
    """A head and a line for each record; lists are parted by ``; ``."""
    yield _csv(COLUMNS)
    for row in rows:
        plain = _plain(row, zone)
        yield _csv([_cell(plain[name]) for name in COLUMNS])


def _csv(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = text.encode("utf-8", "replace").decode("utf-8")
    # A spreadsheet would take it for a formula: what members wrote may be anything.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _plain(row: Record, zone: tzinfo) -> dict[str, object]:
    """A record as plain values; ``""`` and ``[]`` where there is nothing to say."""
    act = row.act
    length = row.form in ("asked", "joined")
    until = act.until
    return {
        "time": _iso(row.time, zone),
        "group": row.group,
        "member": row.member or "",
        "rules": list(row.rules),
        "form": row.form.replace(" ", "_"),
        "action": act.action,
        "of": act.of or "",
        "amount": "" if act.amount is None else act.amount,
        "to": act.to or "",
        "tag": act.tag or "",
        "until": "" if until is None or length else _iso(until, zone),
        "for_seconds": -(-until // SECOND) if until is not None and length else "",
        "text": act.text or "",
        "level": "" if row.level is None else row.level,
        "ladder": row.ladder or "",
        "step": "" if row.step is None else row.step,
        "found": list(row.found),
        "says": row.says,
        "question": row.question,
        "ended": row.ended,
        "by": list(row.by),
        "lost_to": row.to,
        "promise": row.promise,
        "undone": row.undone,
        "undone_by": row.undone_by or "",
        "event": row.event,
    }


def _iso(at: Instant, zone: tzinfo) -> str:
    return _moment(at, zone).isoformat()


def _moment(at: Instant, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(microseconds=at)).astimezone(zone)


# -- for people --------------------------------------------------------------------------------


def to_text(
    rows: Sequence[Record], zone: tzinfo, pseudonyms: Pseudonyms | None, language: str
) -> str:
    """The records as tables; it ends with a line feed."""
    return as_text(sections(rows, zone, pseudonyms, language))


def to_markdown(
    rows: Sequence[Record], zone: tzinfo, pseudonyms: Pseudonyms | None, language: str
) -> str:
    """The same as Markdown."""
    return as_markdown(sections(rows, zone, pseudonyms, language))


def sections(
    rows: Sequence[Record], zone: tzinfo, pseudonyms: Pseudonyms | None, language: str
) -> list[Section]:
    """What there is to say: how many, each of them, and the sums by member and by group."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    counted = Counter(row.form for row in rows)
    forms = "，".join(f"{said.zh} {whole(counted[form])}" for form, said in _FORMS.items())
    names = ", ".join(f"{said.en} {whole(counted[form])}" for form, said in _FORMS.items())
    head = Section(
        say("处置记录", "records"),
        (
            say(f"{whole(len(rows))} 条：{forms}", f"{many(len(rows), 'record')}: {names}"),
            *called(pseudonyms, say),
        ),
    )
    if not rows:
        return [head]
    return [
        head,
        _each(rows, zone, say),
        _sums(rows, say("按成员", "by member"), say("成员", "member"), _member, say),
        _sums(rows, say("按群", "by group"), say("群", "group"), lambda row: row.group, say),
    ]


def _member(row: Record) -> str:
    return row.member or NOTHING


def _each(rows: Sequence[Record], zone: tzinfo, say: Say) -> Section:
    columns = (
        say("时间", "time"), say("群", "group"), say("成员", "member"), say("规则", "rule"),
        say("处置", "what"), say("级", "level"), say("第几步", "step"), say("结果", "how it stands"),
        say("原因", "reason"),
    )  # fmt: skip
    lines = tuple(
        (
            f"{_moment(row.time, zone):%Y-%m-%d %H:%M:%S}",
            row.group,
            _member(row),
            say("、", ", ").join(row.rules) or NOTHING,
            _what(row, say),
            NOTHING if row.level is None else str(row.level),
            NOTHING if row.step is None else f"{row.ladder} {row.step}",
            _stands(row, say),
            _reason(row, say),
        )
        for row in rows
    )
    return Section(say("逐条", "one by one"), (), columns, lines, len(columns))


def _what(row: Record, say: Say) -> str:
    act = row.act
    words = [say(*ACTIONS[act.action].says)]
    if act.to is not None:
        words.append(say(*ROLES[act.to]) if act.to in ROLES else act.to)
    if act.until is not None:
        length = act.until if row.form in ("asked", "joined") else act.until - row.time
        words.append(say(spoken(length, True), spoken(length, False)))
    words += [str(one) for one in (act.amount, act.of, act.tag) if one is not None]
    return " ".join(words) + (f" “{_short(act.text)}”" if act.text else "")


def _short(text: str) -> str:
    """The beginning of a text on one line; CSV and JSON have all of it."""
    line = " / ".join(text[: MOST_LETTERS + 1].splitlines())
    return line if len(line) <= MOST_LETTERS else line[: MOST_LETTERS - 1] + "…"


def _stands(row: Record, say: Say) -> str:
    parts = [say(*_FORMS[row.form])]
    if row.form == "not done":
        reason = say(*LOST[row.ended]) if row.ended in LOST else row.ended
        parts.append(reason + (f" ({_named(row.to, say)})" if row.to else ""))
    elif row.ended:
        judges = say("、", ", ").join(row.by)
        by = say(f"（{judges}）", f" by {judges}") if judges else ""
        parts.append(say(*_ENDED[row.ended]) + by)
    elif row.form == "asked":
        agreed = say("、", ", ").join(row.by)
        waits = say("还没有结果", "still open")
        parts.append(waits + (say(f"，{agreed} 已同意", f", {agreed} agreed") if agreed else ""))
    if row.undone:
        whom = row.undone_by
        back = say(*_UNDONE[row.undone]) if row.undone in _UNDONE else row.undone
        parts.append(back + (say(f"（{whom}）", f" by {whom}") if whom else ""))
    return say("，", ", ").join(parts)


def _named(name: str, say: Say) -> str:
    return say(*ACTIONS[name].says) if name in ACTIONS else name


def _reason(row: Record, say: Say) -> str:
    found = [
        say(*CONTACTS[one.removeprefix(IN_EVIDENCE)]) if one.startswith(IN_EVIDENCE) else one
        for one in row.found[:MOST_WORDS]
    ]
    words = say("、", ", ").join(found) + ("…" if len(row.found) > MOST_WORDS else "")
    parts = [part for part in (row.says, words) if part]
    return say("：", ": ").join(parts) or NOTHING


def _sums(rows: Sequence[Record], title: str, head: str, key: _Key, say: Say) -> Section:
    """How many of each form, by member or by group; the rest on one line, so that it adds up."""
    counted: dict[str, Counter[str]] = {}
    for row in rows:
        mine = counted.setdefault(key(row), Counter())
        mine[row.form] += 1
        mine["undone"] += bool(row.undone)
    order = sorted(counted, key=lambda name: (-counted[name].total(), name))
    shown = [(name, counted[name]) for name in order[:MOST_LINES]]
    if len(order) > MOST_LINES:
        rest = sum((counted[name] for name in order[MOST_LINES:]), Counter[str]())
        left = len(order) - MOST_LINES
        shown.append((say(f"其余 {whole(left)} 个", f"{whole(left)} others"), rest))
    whole_sum = sum(counted.values(), Counter[str]())
    shown.append((say("合计", "all"), whole_sum))
    columns = (head, *(say(*said) for said in _FORMS.values()), say("取消了", "taken back"))
    lines = tuple(
        (name, *(whole(of[form]) for form in _FORMS), whole(of["undone"])) for name, of in shown
    )
    return Section(title, (), columns, lines)
