"""The examples of the catalog that are about logs and rosters, read as these are read."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from policyq.apps.decisions import decision_from_json
from policyq.apps.logs import read_events
from policyq.apps.problems import Problem, Refused
from policyq.apps.proving import Draws, secret_of
from policyq.apps.roster import read_roster
from policyq.diagnostics.diagnostic import Diagnostic, Kind
from policyq.diagnostics.source import Span
from policyq.study.proofs import check, written

_ROW = '{"id": "%s", "time": %s, "group": "g", "text": "hi"}\n'
_TIME = "1777593600"
_CHATLOG = (
    '[{"seq": 1777593600001, "time": "2026-05-01T08:00:00+08:00", "talker": "g@chatroom", '
    '"isChatRoom": true, "sender": "wxid_1", "type": 1, "content": "早"}]'
)


class Log(NamedTuple):
    """A file and how it is read."""

    name: str
    data: bytes | None
    options: dict[str, Any]


def _jsonl(text: str, **options: Any) -> Log:
    return Log("chat.jsonl", text.encode(), options)


def _irc(name: str, text: str) -> Log:
    return Log(name, text.encode(), {"format": "irc", "timezone": "UTC"})


def _qq(text: str, group: str | None = "考研") -> Log:
    return Log("chat.txt", text.encode(), {"timezone": "Asia/Shanghai", "group": group})


def _roster(name: str, text: str) -> Log:
    return Log(name, text.encode(), {"roster": True})


def _zip(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return packed.getvalue()


#: Where the catalog's example is not a log as it stands.
_MADE = {
    "PQ702": _jsonl('["1", "2026-05-01T08:00:00+08:00"]\n', format="jsonl"),
    "PQ710": Log("chat.jsonl", (_ROW % ("1", _TIME)).encode().replace(b"hi", b"\xff"), {}),
    "PQ711": _jsonl("{" + " " * (1 << 21) + "\n" + _ROW % ("1", _TIME)),
    "PQ712": _irc("2026-05-01.txt", "[12:30] <anna> hello\n12:30 hello\n"),
    "PQ713": _irc("ubuntu.txt", "[12:30] <anna> hello\n"),
    "PQ715": Log("chat.log", b"hello world\n", {}),
    "PQ716": Log("nowhere.jsonl", None, {}),
    "PQ718": _jsonl(_ROW % ("1", "1777593610") + _ROW % ("2", "1777593609")),
    "PQ719": _jsonl(_ROW % ("1", _TIME) + _ROW % ("1", _TIME)),
    "PQ720": _jsonl(_ROW % ("1", _TIME), timezone="Beijing"),
    "PQ721": _jsonl(_ROW % ("1", _TIME), encoding="gkb"),
    "PQ734": Log("backup.zip", _zip(**{"inner.zip": _zip(a=b"")}), {}),
    "PQ737": Log("chat.txt", "小明(wxid_1) 08:00:00\n早\n".encode(), {}),
    "PQ738": Log("chat.txt", "小明(wxid_1) 2026-05-01 08:00:00\n早\n".encode(), {}),
    "PQ736": _qq("小明 5/4/2026 2:01:00 PM\n早\n\n小红 5/4/2026 2:02:00 PM\n早\n"),
    "PQ745": Log(
        "club.txt",
        b"see you\n[2026/5/1, 08:00:00] Ming: hi\n",
        {"timezone": "UTC", "format": "whatsapp"},
    ),
    "PQ739": Log("broken.json", _CHATLOG.encode().replace("早".encode(), b"\xff"), {}),
}


def log_of(kind: Kind) -> Log:
    """The log that draws a kind of the catalog."""
    if kind.code in _MADE:
        return _MADE[kind.code]
    if kind.code in ("PQ645", "PQ646"):
        return Log("decisions.jsonl", kind.bad.encode(), {"decisions": True})
    if kind.code == "PQ647":
        return Log("secret.txt", kind.bad.encode(), {"secret": True})
    if kind.code == "PQ750":
        return _roster("roster.yaml", "everybody\n")
    if kind.code.startswith("PQ75"):
        return _roster("roster.csv" if kind.bad.startswith("group,") else "roster.yaml", kind.bad)
    table = kind.bad.startswith(("id,", "group,"))
    return Log("chat.csv" if table else "chat.jsonl", kind.bad.encode(), {})


def draw(log: Log, folder: Path) -> tuple[Diagnostic, ...]:
    """What reading a log reports, row by row and in the end. ``folder`` is the current one."""
    if log.data is not None:
        (folder / log.name).write_bytes(log.data)
    if log.options.get("decisions"):
        told = decision_from_json(log.data or b"")
        if isinstance(told, Problem):
            return (told.at(Span(log.name, 0, 0)),)
        draws = Draws()
        draws.read(log.name, io.BytesIO(log.data or b""))
        return tuple(written.diagnostics(check(draws.claims), Span(log.name, 0, 0)))
    if log.options.get("secret"):
        refused = secret_of((log.data or b"").decode())
        return (refused.at(Span(log.name, 0, 0)),) if isinstance(refused, Problem) else ()
    if log.options.get("roster"):
        misread = read_roster(log.name).problems
        return tuple(one.problem.at(Span(log.name, 0, 0)) for one in misread)
    try:
        reading = read_events(log.name, **log.options)
        list(reading)
    except Refused as refused:
        return (refused.problem.at(Span(log.name, 0, 0)),)
    problems = [reject.problem for reject in reading.samples]
    problems += [fault.problem for fault in reading.faults]
    if not problems:
        problems += reading.findings()
    return tuple(problem.at(Span(log.name, 0, 0)) for problem in problems)
