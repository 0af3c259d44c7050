"""Lotteries: prizes, closing times and witnesses with which one can be drawn."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Readers" version 1\ntimezone Asia/Shanghai\n\n'
_GOOD = (
    _HEAD
    + "lottery books weekly prizes 3 until 20:00 witnesses owner, admin\n"
    + '  when text is "draw" then reply "{ranking}"\n'
)

PRIZES = Kind(
    code="PQ635",
    name="lottery-prizes",
    severity=Severity.ERROR,
    title=Words("抽奖的名额要写 1 到 100 的整数", "a lottery has 1 to 100 prizes"),
    label=Words("这个名额抽不了", "so many cannot be drawn"),
    help=Words("写一个 1 到 100 的整数", "write a whole number from 1 to 100"),
    bad=_GOOD.replace("prizes 3", "prizes 0"),
    good=_GOOD,
    why=Words("没有奖就没有抽奖", "without a prize nothing is drawn"),
)
CLOSES = Kind(
    code="PQ636",
    name="lottery-closing",
    severity=Severity.ERROR,
    title=Words("抽奖的截止时间前后都要有时间", "a lottery needs time before and after it closes"),
    label=Words("开奖是一天的最后一刻", "it is drawn at the end of the day"),
    help=Words("写 00:01 到 23:30 之间的时间", "write a time from 00:01 to 23:30"),
    bad=_GOOD.replace("until 20:00", "until 24:00"),
    good=_GOOD,
    why=Words(
        "截止之前报名、承诺，截止之后、开奖之前公布",
        "members enter and witnesses commit before it, and these reveal after it, before the draw",
    ),
)
WITNESSES = Kind(
    code="PQ637",
    name="lottery-witnesses",
    severity=Severity.ERROR,
    title=Words("抽奖至少要两位见证人", "a lottery needs two witnesses"),
    label=Words("只有一个账号", "this is one account only"),
    help=Words(
        "再写一个账号，或者写一种身份，比如管理员", "name a second account, or a role such as admin"
    ),
    bad=_GOOD.replace("owner, admin", '"u1"'),
    good=_GOOD,
    why=Words(
        "只有一个人出种子，他就能先算出谁中奖",
        "one who makes the seed alone knows beforehand who wins",
    ),
)

KINDS = (PRIZES, CLOSES, WITNESSES)
"""Of this area, in the order of their codes."""
