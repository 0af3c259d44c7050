"""What can be wrong with a file of decisions (PQ645 to PQ649)."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

NO_DECISION = Kind(
    "PQ645", "no-decision", Severity.ERROR,
    title=Words("这一行不是判断：{detail}", "the row is no decision: {detail}"),
    label=Words("在这里", "here"),
    help=Words(
        "给出 policyq decide 的输出，或者 policyq replay --decisions 写的文件",
        "give what policyq decide prints, or the file that policyq replay --decisions writes",
    ),
    bad='{"id": "1", "time": "2026-05-01T08:00:00+08:00", "group": "g", "text": "早"}',
    good='{"event": "1", "group": "g", "time": "2026-05-01T08:00:00+08:00", '
    '"policy": "0123456789abcdef", "allowed": true, "fired": [], "actions": [], "lost": [], '
    '"pending": [], "answers": [], "promises": [], "unknown": [], "waiting": []}',
    why=Words(
        "事件里没有写做了什么；少一行判断，处置记录就少一条。",
        "An event does not say what was done, and a decision that is missing is a record missing.",
    ),
)  # fmt: skip

KINDS: tuple[Kind, ...] = (NO_DECISION,)
