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

_DRAWN = (
    '{"event": "t1", "group": "g", "time": "2026-03-03T00:00:00+08:00", '
    '"policy": "0123456789abcdef", "allowed": true, "fired": [], "actions": [], "lost": [], '
    '"pending": [], "answers": [], "promises": [], "unknown": [], "waiting": [], "draws": ['
    '{"lottery": "books", "period": "2026-03-02", "instant": 1772467200000000, '
    '"result": "drawn", "prizes": 1, "entrants": ["m1", "m2", "m3"], "sealed": ['
    '{"account": "a", "at": "2026-03-02T10:00:00+08:00", '
    '"sealed": "a437b4f650bf8b735b378db6dac2ce5d8cf87b36e926f9593a2d2e6cdc0fd869", '
    '"secret": "the moon is made of cheese", "revealed": "2026-03-02T20:01:00+08:00"}, '
    '{"account": "b", "at": "2026-03-02T10:01:00+08:00", '
    '"sealed": "752472b0b3975acc8d1cf8e7478f5735313bd56139e33cced47f0f545806f759", '
    '"secret": "seven swans on the river", "revealed": "2026-03-02T20:02:00+08:00"}], '
    '"seed": "9790690ca853ef4fc4cfcaa5d72ab876993458c0eacee5883a224fdb2cd65cbd", '
    '"winners": ["m3"], "blamed": []}]}'
)
WRONG_DRAW = Kind(
    "PQ646", "wrong-draw", Severity.ERROR,
    title=Words(
        "抽奖 `{lottery}` 的 {period} 这一轮（{group}）对不上：{why}",
        "the draw of `{lottery}` of {period} ({group}) does not hold: {why}",
    ),
    label=Words("在这里", "here"),
    help=Words(
        "把报名的人和承诺同群里当时的消息对一对，再问管机器人的人要一份原来的判断",
        "compare entrants and commitments with what was posted in the group, and ask whoever runs "
        "the bot for the decisions as they were",
    ),
    bad=_DRAWN.replace('"winners": ["m3"]', '"winners": ["m2"]'),
    good=_DRAWN,
    why=Words(
        "秘密和报名的人定了，中奖的就定了；别的结果都是改过的。",
        "Secrets and entrants leave one result; any other was made.",
    ),
)  # fmt: skip
NO_SECRET = Kind(
    "PQ647", "no-secret", Severity.ERROR,
    title=Words(
        "秘密要写成一行，16 到 200 个字，前面没有冒号；这里{found}",
        "a secret is one line of 16 to 200 characters without a colon before it; here {found}",
    ),
    label=Words("在这里", "here"),
    help=Words(
        "用 policyq lottery commit 造一个", "let policyq lottery commit make one"
    ),
    bad="12345678\n",
    good="seven swans on the river\n",
    why=Words(
        "太短的秘密，试一试就猜得出来。", "A short secret is found by trying."
    ),
)  # fmt: skip

KINDS: tuple[Kind, ...] = (NO_DECISION, WRONG_DRAW, NO_SECRET)
