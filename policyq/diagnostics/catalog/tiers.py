"""Tiers: what they may ask of a member, and where their names may stand."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_CORE = "tier core refreshed weekly when count(message within 30 days) > 20\n"
_USE = "rule links when has link unless sender is core then delete\n"

CIRCLE = Kind(
    code="PQ352",
    name="tier-circle",
    severity=Severity.ERROR,
    title=Words("层级绕成了环：{road}", "tiers ask for each other in a circle: {road}"),
    label=Words("回到了开头", "leads back to the start"),
    also=Words("经过这里", "by way of this"),
    help=Words(
        "让其中一个层级不再问另一个，例如直接写出它的条件",
        "let one of them not ask for the other: write out its condition, say",
    ),
    bad=_HEAD + "tier core when sender is keen and count(message within 30 days) > 20\n"
    "tier keen when sender is core or count(message within 30 days) > 5\n" + _USE,
    good=_HEAD + "tier core when sender is keen and count(message within 30 days) > 20\n"
    "tier keen when count(message within 30 days) > 5\n" + _USE,
    why=Words(
        "层级按顺序更新，先算被问到的；绕成环就没有哪个能先算",
        "a refresh computes first what others ask for, and in a circle nothing is first",
    ),
)
ASKS_EVENT = Kind(
    code="PQ353",
    name="tier-asks-event",
    severity=Severity.ERROR,
    title=Words(
        "层级问的是成员，这里问的却是某个事件",
        "a tier asks about a member, and this asks about one event",
    ),
    label=Words("只有事件才有", "only an event has this"),
    help=Words(
        '数一数这样的事件，例如：同一人 30天内 (消息 含 "资料") 达到 1次',
        'count such events, as in: count((text contains "notes") within 30 days) >= 1',
    ),
    bad=_HEAD + 'tier core when text contains "notes"\n' + _USE,
    good=_HEAD + 'tier core when count((text contains "notes") within 30 days) >= 1\n' + _USE,
    why=Words(
        "层级在一天结束时更新，那一刻没有消息可看",
        "a tier is refreshed at the end of a day, when there is no message to look at",
    ),
)
NOT_BY_MEMBER = Kind(
    code="PQ354",
    name="tier-counts-otherwise",
    severity=Severity.ERROR,
    title=Words("层级里只能按成员计数", "a tier counts by member, and by nothing else"),
    label=Words("不是按成员计数", "counted otherwise"),
    help=Words(
        "写成：同一人 30天内 …（不写全群、同一文本、同一网站）",
        "write it without `per`: what a member did is counted",
    ),
    bad=_HEAD + "tier core when count(message per text within 30 days) > 20\n" + _USE,
    good=_HEAD + "tier core when count(message within 30 days) > 20\n" + _USE,
    why=Words(
        "更新时问的是每一个成员，他的事件有多少",
        "a refresh asks of each member how much there is of what they did",
    ),
)
SILENT_OUTSIDE = Kind(
    code="PQ355",
    name="silent-outside-tier",
    severity=Severity.ERROR,
    title=Words("“未发言”只能用在层级里", "`silent` can be asked in a tier only"),
    label=Words("这里不是层级的条件", "not the condition of a tier"),
    help=Words(
        "先声明层级，再问它：层级 僵尸 当 未发言 超过 30天；发言人 是 僵尸",
        "declare a tier and ask for that: tier zombie when silent over 30 days; sender is zombie",
    ),
    bad=_HEAD + 'rule back when message and silent over 30 days then reply "welcome back"\n',
    good=_HEAD + "tier zombie when silent over 30 days\n"
    'rule back when message and sender is zombie then reply "welcome back"\n',
    why=Words(
        "在一条消息那一刻，发言人刚刚发过言；沉默多久要到一天结束时才看得出",
        "at a message its sender has just spoken; how long somebody is silent shows at a day's end",
    ),
)
NOT_A_TAG = Kind(
    code="PQ356",
    name="tier-is-no-tag",
    severity=Severity.ERROR,
    title=Words("`{name}` 是层级，不能{what}", "`{name}` is a tier and cannot {what}"),
    label=Words("这里要角色、标签或账号", "a role, a tag or an account belongs here"),
    also=Words("层级在这里", "the tier"),
    help=Words("换成角色或标签，例如 管理员", "name a role or a tag, such as admin"),
    bad=_HEAD + _CORE + "rule pictures when image then notify core\n" + _USE,
    good=_HEAD + _CORE + "rule pictures when image then notify admin\n" + _USE,
    why=Words(
        "层级由更新算出，执行动作的一方不知道谁在里面",
        "who is in a tier is computed, and whoever carries out actions does not know it",
    ),
)

LIKE_TIER = Kind(
    code="PQ357",
    name="tag-like-tier",
    severity=Severity.WARNING,
    title=Words(
        "标签 `{name}` 很像层级 `{other}`", "the tag `{name}` looks like the tier `{other}`"
    ),
    label=Words("可能写错了", "perhaps a slip"),
    also=Words("层级在这里", "the tier"),
    help=Words("如果指的是这个层级，请改正写法", "if the tier is meant, correct its spelling"),
    bad=_HEAD
    + "tier zombie when silent over 30 days\n"
    + 'rule back when message and sender is zombei then reply "welcome back"\n',
    good=_HEAD
    + "tier zombie when silent over 30 days\n"
    + 'rule back when message and sender is zombie then reply "welcome back"\n',
    why=Words(
        "不是层级的名字会被当作标签，打错了也能通过，却没有人带着它",
        "a name that is no tier's is taken for a tag, so a misspelt one passes, and nobody bears it",
    ),
)

KINDS: tuple[Kind, ...] = (
    CIRCLE, ASKS_EVENT, NOT_BY_MEMBER, SILENT_OUTSIDE, NOT_A_TAG, LIKE_TIER,
)  # fmt: skip
