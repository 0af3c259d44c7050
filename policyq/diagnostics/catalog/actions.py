"""Actions, ladders and levels: what can be done, to whom, and in which order."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'

NO_TARGET = Kind(
    code="PQ340",
    name="no-target",
    severity=Severity.ERROR,
    title=Words(
        "`{action}`没有对象：{kinds}不是某个成员做的",
        "`{action}` has no target: nobody causes {kinds}",
    ),
    label=Words("不知道对谁", "aimed at nobody"),
    also=Words("用在这里", "used here"),
    help=Words(
        "换成通知、全员禁言，或限定为消息",
        "notify somebody or lock the group, or ask for messages only",
    ),
    bad=_HEAD + "rule evening when day end then mute 10 minutes\n",
    good=_HEAD + "rule evening when day end then lock for 10 minutes\n",
    why=Words("到点的提醒不针对任何成员", "a tick of the clock is no member's doing"),
)
NOT_A_MESSAGE = Kind(
    code="PQ341",
    name="nothing-to-delete",
    severity=Severity.ERROR,
    title=Words(
        "没有可撤回的消息：{kinds}不是消息", "there is no message to delete: {kinds} is none"
    ),
    label=Words("没有可撤回的", "nothing to delete"),
    also=Words("用在这里", "used here"),
    help=Words("加上条件“消息”，或换一种处置", "add the condition `message`, or do something else"),
    bad=_HEAD + "rule newcomers when join then delete\n",
    good=_HEAD + 'rule newcomers when join then reply "welcome"\n',
    why=Words("只有消息能撤回", "only messages can be deleted"),
)
NOBODY = Kind(
    code="PQ342",
    name="nobody-to-tell",
    severity=Severity.ERROR,
    title=Words("没有人收到这个{action}", "nobody receives this"),
    label=Words("机器人不是人", "a bot is nobody to tell"),
    help=Words("写明是谁，例如群主、管理员", "say who, such as `owner` or `admin`"),
    bad=_HEAD + 'rule pictures when image then notify bot "a picture"\n',
    good=_HEAD + 'rule pictures when image then notify admin "a picture"\n',
    why=Words("没有人看到的通知等于没有通知", "a notice that nobody reads is none"),
)
NO_JUDGE = Kind(
    code="PQ343",
    name="no-judge",
    severity=Severity.ERROR,
    title=Words("没有人能确认", "nobody can confirm this"),
    label=Words("机器人不能确认", "a bot cannot judge"),
    help=Words("写明由谁确认，例如群主、管理员", "say who confirms, such as `owner` or `admin`"),
    bad=_HEAD + "rule pictures when image then remove confirmed by bot\n",
    good=_HEAD + "rule pictures when image then remove confirmed by owner\n",
    why=Words("没有人确认，处置就永远等下去", "without a judge the action would only time out"),
)
QUORUM = Kind(
    code="PQ670",
    name="no-such-quorum",
    severity=Severity.ERROR,
    title=Words("凑不齐这么多人同意", "so many can never agree"),
    label=Words("这里写 1 到 {most} 的整数", "a whole number from 1 to {most}"),
    help=Words(
        "一个群只有一个群主；再写上管理员或标签，就有更多人可以同意",
        "a group has one owner; with `admin` or a tag there are more who may agree",
    ),
    bad=_HEAD + "rule pictures when image then remove confirmed by 2 of owner\n",
    good=_HEAD + "rule pictures when image then remove confirmed by 2 of owner or admin\n",
    why=Words("人数凑不齐，就只会等到期限", "what cannot be approved would only time out"),
)
OPPOSITES = Kind(
    code="PQ344",
    name="opposite-actions",
    severity=Severity.ERROR,
    title=Words(
        "`{action}`和`{other}`不能同时做", "`{action}` and `{other}` cannot be done together"
    ),
    label=Words("和另一个相反", "undoes the other"),
    also=Words("另一个", "the other"),
    help=Words("只保留一个", "keep one of them"),
    bad=_HEAD + "rule pictures when image then mute 10 minutes, unmute\n",
    good=_HEAD + "rule pictures when image then mute 10 minutes\n",
    why=Words("同时做两件相反的事没有意义", "to do and undo at once makes no sense"),
)
LADDER_INSIDE = Kind(
    code="PQ345",
    name="ladder-inside-ladder",
    severity=Severity.ERROR,
    title=Words(
        "阶梯 `{name}` 的一步里又走阶梯：{road}",
        "a step of ladder `{name}` climbs another ladder: {road}",
    ),
    label=Words("一步里不能再走阶梯", "a step cannot climb"),
    also=Words("从这里走上另一个阶梯", "climbs here"),
    help=Words("在这一步直接写处罚", "write the penalty itself into the step"),
    bad=_HEAD + 'ladder mild within 30 days\n  first warn "please stop"\n  next mute 10 minutes\n'
    'ladder hard within 30 days\n  first warn "stop"\n  next penalize by mild\n'
    "rule pictures when image then penalize by hard\n",
    good=_HEAD + 'ladder hard within 30 days\n  first warn "stop"\n  next mute 10 minutes\n'
    "rule pictures when image then penalize by hard\n",
    why=Words("一次违规只应当在一个阶梯上走一步", "one offence should be one step on one ladder"),
)
CIRCLE = Kind(
    code="PQ346",
    name="circle",
    severity=Severity.ERROR,
    title=Words("级别和阶梯绕成了环：{road}", "levels and ladders lead back to each other: {road}"),
    label=Words("回到了开头", "leads back to the start"),
    also=Words("经过这里", "by way of this"),
    help=Words("在其中一处直接写处置", "write the action itself in one of these places"),
    bad=_HEAD + "level 1 means treat as level 2\nlevel 2 means treat as level 1\n"
    "rule pictures when image then treat as level 1\n",
    good=_HEAD + "level 1 means treat as level 2\nlevel 2 means delete\n"
    "rule pictures when image then treat as level 1\n",
    why=Words("绕成环就永远定不下来做什么", "in a circle it is never settled what to do"),
)
LADDER_NO_TARGET = Kind(
    code="PQ347",
    name="ladder-without-member",
    severity=Severity.ERROR,
    title=Words(
        "这里没有成员可以走阶梯：{kinds}不是某个成员做的",
        "there is no member to climb the ladder: nobody causes {kinds}",
    ),
    label=Words("不知道记在谁名下", "counted for nobody"),
    also=Words("用在这里", "used here"),
    help=Words("限定为消息，或换一种处置", "ask for messages only, or do something else"),
    bad=_HEAD + 'ladder standard within 30 days\n  first warn "stop"\n  next mute 1 hour\n'
    "rule evening when day end then penalize by standard\n"
    "rule pictures when image then penalize by standard\n",
    good=_HEAD + 'ladder standard within 30 days\n  first warn "stop"\n  next mute 1 hour\n'
    "rule pictures when image then penalize by standard\n",
    why=Words("阶梯按成员计次", "a ladder counts for each member"),
)
AMNESTY_ORDER = Kind(
    code="PQ348",
    name="amnesties-out-of-order",
    severity=Severity.ERROR,
    title=Words(
        "阶梯 `{name}` 的赦免日期没有依次往后",
        "the amnesties of ladder `{name}` do not go forward",
    ),
    label=Words("不晚于前一个日期", "not after the date before it"),
    also=Words("前一个日期", "the date before it"),
    help=Words("从早到晚写，每个日期只写一次", "write them from early to late, each date once"),
    bad=_HEAD + "ladder standard within 30 days amnesty from 2027-01-01, from 2026-10-01\n"
    '  first warn "stop"\n  next mute 1 hour\n'
    "rule pictures when image then penalize by standard\n",
    good=_HEAD + "ladder standard within 30 days amnesty from 2026-10-01, from 2027-01-01\n"
    '  first warn "stop"\n  next mute 1 hour\n'
    "rule pictures when image then penalize by standard\n",
    why=Words(
        "写了两遍或者写反了的日期，多半有一个是笔误",
        "of dates that stand there twice or in the wrong order, one is mostly a slip",
    ),
)

KINDS = (
    NO_TARGET,
    NOT_A_MESSAGE,
    NOBODY,
    NO_JUDGE,
    QUORUM,
    OPPOSITES,
    LADDER_INSIDE,
    CIRCLE,
    LADDER_NO_TARGET,
    AMNESTY_ORDER,
)
