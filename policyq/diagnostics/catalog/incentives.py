"""Incentives: points that nobody earns or spends, rewards out of reach, and numbers beyond bounds."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_EARN = "rule checkin when checkin then award 2 activity\n"
_REDEEM = 'rule redeem when text is "redeem" then redeem voucher\n'

OUT_OF_REACH = Kind(
    code="PQ650",
    name="reward-out-of-reach",
    severity=Severity.ERROR,
    title=Words(
        "没有人攒得够 `{name}` 要的 {price} 分",
        "nobody can ever hold the {price} points for `{name}`",
    ),
    label=Words("有效期内最多攒到 {most} 分", "at most {most} are held before they expire"),
    also=Words("上限和有效期在这里", "the cap and the expiry"),
    help=Words(
        "降低价格，提高上限，或者延长有效期",
        "lower the price, raise the cap, or let the points last longer",
    ),
    bad=_HEAD
    + "points activity at most 5 daily each expiring after 10 days\n"
    + "reward voucher = 100 activity\n"
    + _EARN
    + _REDEEM,
    good=_HEAD
    + "points activity at most 5 daily each expiring after 60 days\n"
    + "reward voucher = 100 activity\n"
    + _EARN
    + _REDEEM,
    why=Words(
        "奖励永远换不到，成员早晚会发现",
        "a reward that can never be had is noticed by members sooner or later",
    ),
)
NEVER_EARNED = Kind(
    code="PQ651",
    name="points-never-earned",
    severity=Severity.WARNING,
    title=Words("没有规则给 `{name}` 加分", "no rule awards any `{name}`"),
    label=Words("谁也得不到", "nobody gets any"),
    help=Words(
        "写一条规则，例如：规则 打卡 当 打卡 则 加 2分 {name}",
        "write a rule such as: rule checkin when checkin then award 2 {name}",
    ),
    bad=_HEAD + "points activity\nreward voucher = 100 activity\n" + _REDEEM,
    good=_HEAD + "points activity\nreward voucher = 100 activity\n" + _EARN + _REDEEM,
    why=Words("没有来源的积分换不来东西", "points that come from nowhere buy nothing"),
)
NEVER_SPENT = Kind(
    code="PQ652",
    name="points-never-spent",
    severity=Severity.WARNING,
    title=Words("`{name}` 没有任何用处", "`{name}` are good for nothing"),
    label=Words(
        "没有奖励、排行、条件或文字用到它",
        "no reward, ranking, condition or text makes use of them",
    ),
    help=Words(
        "声明一个奖励或排行，例如：奖励 书券 = 100分 {name}",
        "declare a reward or a ranking, for example: reward voucher = 100 {name}",
    ),
    bad=_HEAD + "points activity\n" + _EARN,
    good=_HEAD + "points activity\nreward voucher = 100 activity\n" + _EARN + _REDEEM,
    why=Words("积分没有去处，就激励不了谁", "points that lead to nothing move nobody"),
)
CAP_BELOW_AWARD = Kind(
    code="PQ653",
    name="cap-below-award",
    severity=Severity.WARNING,
    title=Words(
        "一次加 {amount} 分，超过了 `{name}` 的上限 {cap}",
        "one award of {amount} is above the cap {cap} of `{name}`",
    ),
    label=Words("总会被上限截掉一部分", "part of it is always cut off"),
    also=Words("上限在这里", "the cap"),
    help=Words("加少一点，或者提高上限", "award less, or raise the cap"),
    bad=_HEAD
    + "points activity at most 5 daily each\nreward voucher = 100 activity\n"
    + "rule checkin when checkin then award 10 activity\n"
    + _REDEEM,
    good=_HEAD
    + "points activity at most 20 daily each\nreward voucher = 100 activity\n"
    + "rule checkin when checkin then award 10 activity\n"
    + _REDEEM,
    why=Words("成员得到的总比规则写的少", "members always get less than the rule says"),
)
OUT_OF_BOUNDS = Kind(
    code="PQ654",
    name="points-out-of-bounds",
    severity=Severity.ERROR,
    title=Words("{what}要写 1 到 {most} 的整数", "{what} must be a whole number from 1 to {most}"),
    label=Words("这里是 {amount}", "here it is {amount}"),
    help=Words(
        "要减分请写 `扣`，不要写负数或小数",
        "to take points away write `deduct`; there are no fractions",
    ),
    bad=_HEAD
    + "points activity\nreward voucher = 100 activity\n"
    + "rule checkin when checkin then award 0.5 activity\n"
    + _REDEEM,
    good=_HEAD + "points activity\nreward voucher = 100 activity\n" + _EARN + _REDEEM,
    why=Words(
        "账要每一分都对得上，也不能大得数不清",
        "the books must balance to the point, and stay within what can be counted",
    ),
)
LASTS = Kind(
    code="PQ655",
    name="points-last-whole-days",
    severity=Severity.ERROR,
    title=Words(
        "有效期要写 1 天到 3650 天的整天数",
        "points and titles last for whole days, from 1 to 3650",
    ),
    label=Words("不是这样的天数", "not such a number of days"),
    help=Words("例如：有效期 180天", "for example: expiring after 180 days"),
    bad=_HEAD
    + "points activity expiring after 12 hours\nreward voucher = 1 activity\n"
    + _EARN
    + _REDEEM,
    good=_HEAD
    + "points activity expiring after 180 days\nreward voucher = 1 activity\n"
    + _EARN
    + _REDEEM,
    why=Words(
        "积分按天入账，到一天结束时过期",
        "points are booked by the day and expire at the end of one",
    ),
)
NO_WINNERS = Kind(
    code="PQ656",
    name="no-winners-here",
    severity=Severity.ERROR,
    title=Words("这里没有上榜者", "there are no winners here"),
    label=Words(
        "只能写在排行的动作里，也不能等人确认",
        "only the actions of a ranking have them, and they wait for nobody",
    ),
    help=Words(
        "写在排行的 `则` 后面；普通规则加给发言人",
        "put it behind the `then` of a ranking; an ordinary rule awards the sender",
    ),
    bad=_HEAD
    + "points activity\nreward voucher = 1 activity\n"
    + "rule checkin when checkin then award 2 activity to the winners\n"
    + _REDEEM,
    good=_HEAD
    + "points activity\nreward voucher = 1 activity\n"
    + _EARN
    + _REDEEM
    + "ranking best = weekly earned activity top 3 then award 2 activity to the winners\n",
    why=Words("上榜的人在榜单排出时才知道", "who is on a ranking is known when it is drawn up"),
)
NO_OTHER = Kind(
    code="PQ657",
    name="no-other-member-here",
    severity=Severity.ERROR,
    title=Words("这里没有对方", "there is no other member here"),
    label=Words("{kinds}不针对哪一个成员", "{kinds} is aimed at no other member"),
    help=Words(
        "只有点赞这样针对某人的事件才有对方，例如：当 点赞 则 给对方 加 1分 活跃分",
        "only events such as reactions are aimed at somebody: when reaction then award 1 activity to the other",
    ),
    bad=_HEAD
    + "points activity\nreward voucher = 1 activity\n"
    + "rule checkin when checkin then award 2 activity to the other\n"
    + _REDEEM,
    good=_HEAD
    + "points activity\nreward voucher = 1 activity\n"
    + "rule liked when reaction then award 2 activity to the other\n"
    + _REDEEM,
    why=Words("没有对方，分就加不到谁身上", "without another member nobody gets the points"),
)
LEADS_ON = Kind(
    code="PQ658",
    name="reward-leads-on",
    severity=Severity.ERROR,
    title=Words(
        "奖励里不能再兑换、按阶梯处罚或按级别处置",
        "a reward cannot redeem another, climb a ladder or treat as a level",
    ),
    label=Words("不能写在奖励里", "not in a reward"),
    help=Words(
        "奖励里可以通知、回复、加分、授予头衔",
        "a reward may notify, reply, award points or grant a title",
    ),
    bad=_HEAD
    + "points activity\nreward voucher = 1 activity then redeem mug\nreward mug = 1 activity\n"
    + _EARN
    + _REDEEM,
    good=_HEAD
    + "points activity\nreward voucher = 1 activity then notify owner\n"
    + _EARN
    + _REDEEM,
    why=Words("一次兑换只付一次分", "one redemption is paid for once"),
)
TWICE = Kind(
    code="PQ659",
    name="booked-twice",
    severity=Severity.ERROR,
    title=Words(
        "同一条规则里对 `{name}` {action}了两次", "one rule does {action} for `{name}` twice"
    ),
    label=Words("又一次", "once more"),
    also=Words("前一次在这里", "the other one"),
    help=Words(
        "合成一次；一个事件按一条规则只入账一次",
        "make it one; for one rule an event is booked once",
    ),
    bad=_HEAD
    + "points activity\nreward voucher = 1 activity\n"
    + _EARN
    + 'rule redeem when text is "redeem" then redeem voucher, redeem voucher\n',
    good=_HEAD + "points activity\nreward voucher = 1 activity\n" + _EARN + _REDEEM,
    why=Words("同一件事不付两次", "nothing is paid twice for one event"),
)

KINDS: tuple[Kind, ...] = (
    OUT_OF_REACH, NEVER_EARNED, NEVER_SPENT, CAP_BELOW_AWARD, OUT_OF_BOUNDS, LASTS, NO_WINNERS,
    NO_OTHER, LEADS_ON, TWICE,
)  # fmt: skip
