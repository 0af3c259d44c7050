"""Logs of every shape: nothing is lost, nothing falls, memory stays bounded."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policyq.apps.logs import Reading, RejectFile, read_events
from policyq.apps.problems import Refused
from policyq.diagnostics.catalog import logs as catalog
from policyq.diagnostics.diagnostic import Kind
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import DAY, HOUR, MINUTE, SECOND

Write = Callable[[str, str | bytes], Path]
ROW = '{"id": "%s", "time": "2026-05-01T08:00:0%s+08:00", "group": "g", "text": "早上好"}\n'
EIGHT = 1777593600 * SECOND


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, data: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    return write


def all_of(path: Path | list[Path], **options: Any) -> tuple[list[Event], Reading]:
    reading = read_events(path, **options)
    events = list(reading)
    assert reading.rows + reading.beside == len(events) + reading.noise + reading.rejected
    assert reading.events == len(events)
    return events, reading


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_and_line_ends(write: Write, encoding: str, end: str) -> None:
    text = "".join(ROW % (i, i) for i in range(3)).replace("\n", end)
    events, reading = all_of(write("a.jsonl", text.encode(encoding)))
    assert [(e.id, e.text) for e in events] == [(str(i), "早上好") for i in range(3)]
    assert not reading.rejected


def test_csv_in_gbk(write: Write) -> None:
    text = "time;group;text\n2026-05-01T08:00:00+08:00;考研;早上好\n"
    events, _ = all_of(write("a.csv", text.encode("gbk")))
    assert events == [Event("考研:a:000002", EIGHT, "考研", "text", text="早上好")]


def test_a_broken_row_costs_one_row(write: Write) -> None:
    good = (ROW % (1, 1)).encode()
    data = good + b'{"id": "x", "text": "\xff\xfe"}\n' + (ROW % (2, 2)).encode()
    events, reading = all_of(write("a.jsonl", data))
    assert [e.id for e in events] == ["1", "2"]
    assert reading.reasons == {"broken-bytes": 1}
    assert reading.samples[0].line == 2


def test_a_line_of_100_mb_is_one_reject_in_bounded_memory(tmp_path: Path) -> None:
    class Endless(io.RawIOBase):
        left = 400

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.left -= 1
            if self.left > 1:
                buffer[:] = b"x" * len(buffer)
                return len(buffer)
            tail = b"\n" + (ROW % (1, 1)).encode() if self.left == 1 else b""
            buffer[: len(tail)] = tail
            return len(tail)

    head = (ROW % (0, 0)).encode()
    stream = io.BufferedReader(Endless(), 1 << 18)
    tracemalloc.start()
    reading = read_events("-", stdin=_Joined(head, stream))
    events = list(reading)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [e.id for e in events] == ["0", "1"]
    assert reading.reasons == {"line-too-long": 1}
    assert int(str(reading.samples[0].problem.args["size"])) > 90_000_000
    assert peak < 8_000_000


class _Joined(io.BytesIO):
    """A head, then another stream."""

    def __init__(self, head: bytes, rest: io.BufferedReader) -> None:
        super().__init__(head)
        self._more = rest

    def read1(self, size: int | None = -1) -> bytes:
        return super().read1(size) or self._more.read1(1 << 18 if size is None else size)


def test_long_utf16_lines_stay_aligned(write: Write) -> None:
    text = ROW % (0, 0) + "x" * 3_000_001 + "\n" + ROW % (1, 1)
    events, reading = all_of(write("a.jsonl", text.encode("utf-16-le")), encoding="utf-16-le")
    assert [e.id for e in events] == ["0", "1"]
    assert reading.reasons == {"line-too-long": 1}


def test_gzip_and_broken_gzip(write: Write) -> None:
    packed = gzip.compress((ROW % (1, 1)).encode() * 5000)
    events, _ = all_of(write("a.jsonl.gz", packed))
    assert len(events) == 5000
    reading = read_events(write("b.jsonl.gz", packed[:-200]))
    list(reading)
    assert [fault.problem.code for fault in reading.faults] == ["PQ716"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b"   \n"])
def test_an_empty_log_is_an_answer(write: Write, data: bytes) -> None:
    reading = read_events(write("a.jsonl", data))
    assert list(reading) == []
    assert [p.code for p in reading.findings()] == ["PQ717"]
    assert not reading.faults


def test_faults(write: Write, tmp_path: Path) -> None:
    write("a.jsonl", ROW % (1, 1))
    reading = read_events([tmp_path / "none.jsonl", write("b.txt", "hello\nworld\n"), tmp_path])
    assert len(list(reading)) == 1
    assert [f.problem.code for f in reading.faults] == ["PQ716", "PQ715", "PQ715"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"format": "jsn"}, "PQ715"),
        ({"timezone": "Beijing"}, "PQ720"),
        ({"timezone": "../../etc/passwd"}, "PQ720"),
    ],
)
def test_bad_options_are_refused(options: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_events("-", **options)
    assert refused.value.problem.code == code


def test_a_bad_encoding_is_a_fault(write: Write) -> None:
    reading = read_events(write("a.jsonl", ROW % (1, 1)), encoding="gkb")
    assert list(reading) == []
    assert reading.faults[0].problem.code == "PQ721"
    assert reading.faults[0].problem.hint == "gbk"


def test_ids_by_position_keep_repeats_apart(write: Write) -> None:
    row = '{"time": 1, "group": "g", "text": "同一句"}\n'
    files = [write("x/a.jsonl", row * 2), write("y/a.jsonl", row)]
    events, reading = all_of(files)
    assert [e.id for e in events] == ["g:a:000001", "g:a:000002", "g:a~2:000001"]
    assert not reading.repeated


def test_repeated_ids_and_steps_back_are_counted(write: Write) -> None:
    text = ROW % (1, 5) + ROW % (1, 5) + ROW % (2, 3) + ROW % (3, 6)
    _, reading = all_of(write("a.jsonl", text))
    assert (reading.repeated, reading.steps_back) == (1, 1)
    assert reading.furthest_back == 2 * SECOND
    assert reading.first_back is not None and reading.first_back[1] == "2"
    assert "`2` in " in reading.findings()[0].says("en") and "a.jsonl" in reading.findings()[
        0
    ].says("en")
    assert [p.code for p in reading.findings()] == ["PQ718", "PQ719"]


def test_times_without_zone(write: Write) -> None:
    path = write("a.jsonl", '{"time": "2026-05-01 08:00:00", "group": "g", "text": "早"}\n')
    _, reading = all_of(path)
    assert reading.reasons == {"time-without-zone": 1}
    assert "--timezone" in (reading.samples[0].problem.kind.help or ("", ""))[1]
    events, _ = all_of(path, timezone="Asia/Shanghai")
    assert events[0].time == EIGHT


def test_rejects_are_kept_in_a_file(write: Write, tmp_path: Path) -> None:
    path = write("a.jsonl", b'{"id": 1}\n{"a": "\xff"}\n' + (ROW % (1, 1)).encode())
    kept = tmp_path / "rejects.jsonl"
    with RejectFile(kept) as rejects:
        list(read_events(path, on_reject=rejects.keep))
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [(row["line"], row["code"]) for row in rows] == [(1, "PQ704"), (2, "PQ710")]
    assert rows[1]["raw"] == '{"a": "\\xff"}'
    with RejectFile(tmp_path / "none.jsonl"):
        pass
    assert not (tmp_path / "none.jsonl").exists()


CSV = "id,time,group,kind,sender,text,tags,mentions,members,links\n"


def test_csv_cells(write: Write) -> None:
    text = (
        CSV
        + '1,1777593600,g,text,u1,"a, ""b""\nc",老师;助教,u2|*,30,http://a.cn/;x\n2,5,g,join,u2\n'
    )
    events, reading = all_of(write("a.csv", "\ufeff" + text))
    assert events[0] == Event(
        "1", EIGHT, "g", "text", sender="u1", text='a, "b"\nc', tags=frozenset({"老师", "助教"}),
        mentions=("u2", "*"), members=30, links=("http://a.cn/;x",),
    )  # fmt: skip
    assert events[1].kind == "join"
    assert not reading.rejected


@pytest.mark.parametrize(
    ("row", "code"),
    [("1,5,g,text,u,a,b,c,5,e,f", "PQ714"), ("1,x,g,text", "PQ707"), (',5,g,text,u,"a', "PQ722")],
)
def test_csv_rejects(write: Write, row: str, code: str) -> None:
    events, reading = all_of(write("a.csv", CSV + row + "\n2,5,g,text,u,hello\n"))
    assert [e.id for e in events] == ["2"]
    assert [r.problem.code for r in reading.samples] == [code]
    assert reading.samples[0].line == 2


def test_an_open_quote_does_not_swallow_the_next_row(write: Write) -> None:
    rows = '1,5,g,text,u,"a\n2,6,g,text,u,"b"\n3,7,g,text,u,"c\nd"\n4,8,g,text,u,"e\n'
    events, reading = all_of(write("a.csv", CSV + rows))
    assert [(e.id, e.text) for e in events] == [("2", "b"), ("3", "c\nd")]
    assert [(r.line, r.problem.code) for r in reading.samples] == [(2, "PQ722"), (6, "PQ722")]


@pytest.mark.parametrize(
    ("header", "code"),
    [("time,group,txet\n", "PQ703"), ("time,text,kind\n", "PQ704"), ("time,time,group\n", "PQ709")],
)
def test_csv_headers_that_cannot_be_used(write: Write, header: str, code: str) -> None:
    reading = read_events(write("a.csv", header + "1,2,3\n"))
    assert list(reading) == []
    assert [f.problem.code for f in reading.faults] == [code]


IRC = """\
=== early [~x@host]  has joined #Ubuntu
[23:58] <anna> hello http://x.org
[23:59]  * ben waves
[23:59] -bot:#ubuntu- note
=== ben is now known as benny
=== mode/#ubuntu [+o anna]  by ChanServ
[00:01] <[opt] > x
=== carl laughs
=== carl [~x@host]  has left #ubuntu ["bye"]
what is this

"""


def test_irc_lines(write: Write) -> None:
    events, reading = all_of(write("ubuntu/2010-05-01.txt", IRC))
    day = 1272672000 * SECOND
    late = day + 23 * HOUR + 58 * MINUTE
    after = day + DAY + MINUTE
    assert [(e.time, e.kind, e.sender, e.text) for e in events] == [
        (late, "join", "early", None),
        (late, "text", "anna", "hello http://x.org"),
        (late + MINUTE, "text", "ben", "waves"),
        (late + MINUTE, "text", "bot", "note"),
        (after, "text", "[opt]", "x"),
        (after, "text", "carl", "laughs"),
        (after, "leave", "carl", None),
    ]
    assert {e.group for e in events} == {"#ubuntu"}
    assert events[0].id == "#ubuntu:2010-05-01:000001"
    assert (reading.noise, reading.reasons) == (3, {"unknown-line": 1})


def test_irc_with_channel_and_day_in_the_line(write: Write) -> None:
    text = (
        "rust 2018-05-30 [04:15:00] <a> x \nrust 2018-05-30 [04:15:01] * b  y  \n"
        "rust 2018-05-31 [00:00:01] <a>\tz\n"
    )
    events, _ = all_of(write("other/rust.0.txt", text), timezone="Asia/Shanghai")
    assert [(e.group, e.sender, e.text) for e in events] == [
        ("#rust", "a", "x"), ("#rust", "b", "y"), ("#rust", "a", "z"),
    ]  # fmt: skip
    assert events[0].time == (1527624900) * SECOND


def test_irc_clock_of_twelve_hours(write: Write) -> None:
    text = "".join(
        f"[{clock}] <a> x\n" for clock in ("11:59", "12:59", "01:00", "11:59", "12:30", "01:00")
    )
    events, _ = all_of(write("x/2005-02-08.txt", text))
    times = [e.time for e in events]
    assert times == sorted(times)
    assert times[-1] - times[0] == 13 * HOUR + MINUTE


def test_irc_without_a_day(write: Write) -> None:
    _, reading = all_of(write("x/a.txt", "[11:59] <a> x\n"))
    assert reading.reasons == {"log-without-date": 1}


@given(st.binary(max_size=300), st.sampled_from(["jsonl", "csv", "irc", None]))
def test_any_bytes_are_accounted_for(data: bytes, form: str | None) -> None:
    reading = read_events("-", format=form, stdin=io.BytesIO(data), timezone="UTC")
    events = list(reading)
    assert reading.faults or reading.rows == len(events) + reading.noise + reading.rejected
    for reject in reading.samples:
        assert reject.problem.says("zh")
        assert reject.problem.says("en")


LINES = st.lists(
    st.sampled_from(['1,5,g,"a', 'b"', "", "2,6,g,c", '3,7,g,"d"', '4,8,g,"e""', "\x00"]),
    max_size=12,
)


@given(LINES)
def test_csv_rows_are_accounted_for(lines: list[str]) -> None:
    data = "id,time,group,text\n" + "\n".join(lines)
    reading = read_events("-", format="csv", stdin=io.BytesIO(data.encode()))
    events = list(reading)
    assert reading.rows + reading.beside == len(events) + reading.noise + reading.rejected


def test_the_catalog_is_whole() -> None:
    codes = [kind.code for kind in catalog.KINDS]
    assert len(set(codes)) == len(codes)
    assert all(code.startswith("PQ7") for code in codes)
    declared = {value.code for value in vars(catalog).values() if isinstance(value, Kind)}
    assert declared == set(codes)


@pytest.mark.parametrize(
    "kind",
    [
        kind
        for kind in catalog.KINDS
        if kind.code
        in {"PQ701", "PQ702", "PQ703", "PQ704", "PQ705", "PQ706", "PQ707", "PQ708", "PQ709"}
    ],
    ids=lambda kind: kind.name,
)
def test_the_examples_of_the_catalog_draw_their_code(write: Write, kind: Any) -> None:
    _, bad = all_of(write("bad.jsonl", kind.bad), format="jsonl")
    assert [r.problem.code for r in bad.samples] == [kind.code]
    events, good = all_of(write("good.jsonl", kind.good), format="jsonl")
    assert len(events) == 1
    assert not good.rejected


@pytest.mark.parametrize(
    "kind",
    [kind for kind in catalog.KINDS if kind.code in {"PQ714", "PQ722"}],
    ids=lambda kind: kind.name,
)
def test_the_csv_examples_of_the_catalog_draw_their_code(write: Write, kind: Any) -> None:
    _, bad = all_of(write("bad.csv", kind.bad))
    assert [r.problem.code for r in bad.samples] == [kind.code]
    events, good = all_of(write("good.csv", kind.good))
    assert len(events) == 1
    assert not good.rejected


def test_every_reason_to_lose_a_row_has_words() -> None:
    from policyq.diagnostics.catalog import logs
    from policyq.study.report.rejected import REASONS

    of_files = {
        logs.UNKNOWN_FORMAT, logs.UNREADABLE, logs.EMPTY_LOG, logs.STEPS_BACK, logs.REPEATED_IDS,
        logs.UNKNOWN_ZONE,
    }  # fmt: skip
    names = {one.name for one in logs.KINDS if one.code < "PQ750" and one not in of_files}
    assert names - {"unknown-log-encoding"} == set(REASONS)


DAY_OF_ROWS = '{"id": "%d", "time": %d, "group": "g", "sender": "%s", "text": "x"}\n'


def test_exports_that_overlap_count_once(write: Write) -> None:
    rows = [DAY_OF_ROWS % (hour, hour * 3600, "ming") for hour in range(100)]
    files = [write("a.jsonl", "".join(rows[:60])), write("b.jsonl", "".join(rows[40:]))]
    reading = read_events(files)
    # One that is not late is known again where it is decided.
    assert [event.id for event in reading] == [*map(str, range(60)), *map(str, range(59, 100))]
    assert (reading.events, reading.again, reading.repeated) == (120, 19, 1)
    assert reading.repeated_example == "40"
    [told] = reading.findings()
    assert told.code == "PQ719" and told.args["count"] == 20


def test_another_event_of_an_id_is_not_left_out(write: Write) -> None:
    first = DAY_OF_ROWS % (1, 0, "ming") + DAY_OF_ROWS % (2, 90_000, "ming")
    others = DAY_OF_ROWS % (1, 1, "ming") + DAY_OF_ROWS % (1, 0, "hong")
    events, reading = all_of([write("a.jsonl", first), write("b.jsonl", others)])
    assert len(events) == 4 and (reading.again, reading.repeated) == (0, 2)


def test_what_was_told_is_remembered_in_rows(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policyq.apps.logs.again.ROW", 7)
    rows = [DAY_OF_ROWS % (hour, hour * 3600, "ming") for hour in range(100)]
    reading = read_events(write("a.jsonl", "".join(rows[:80] + rows)))
    assert len(list(reading)) == 101 and reading.again == 79
