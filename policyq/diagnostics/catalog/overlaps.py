"""Many rules at once: what can never fire, never prevails, is never reached, and is not needed."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_PICTURES = "rule pictures when image then mute 1 hour\n"

BEATEN = Kind(
    code="PQ418",
    name="beaten-rule",
    severity=Severity.WARNING,
    title=Words(
        "规则 `{name}` 从来轮不到它：{others} 总是更重或更优先",
        "rule `{name}` never gets its way: {others} always does something stronger",
    ),
    label=Words("总是被压过", "always beaten"),
    also=Words("这条规则压过它", "this rule beats it"),
    help=Words("删掉它，或让它管别的消息", "remove it, or let it be about other events"),
    bad=_HEAD + _PICTURES + "rule guests when image and sender is guest then warn\n",
    good=_HEAD + _PICTURES + "rule guests when video and sender is guest then warn\n",
    why=Words(
        "一个人一次只受最重的处罚，一个事件只回复一次",
        "of all penalties only the strongest is carried out, and an event gets one reply",
    ),
)
INSTEAD = Words("这里换成了别的", "replaced here")
SECTION = Words("这个分区", "this section")
EXEMPT = Words("豁免的人", "those who are exempt")
UNREACHABLE = Kind(
    code="PQ419",
    name="unreachable-rule",
    severity=Severity.WARNING,
    title=Words("规则 `{name}` 永远不会触发：{reason}", "rule `{name}` can never fire: {reason}"),
    label=Words("永远不会触发", "never fires"),
    help=Words("改它的条件，或删掉它", "change its condition, or remove it"),
    bad=_HEAD + "exempt owner, admin\nrule pictures when image and sender is admin then delete\n",
    good=_HEAD + "exempt owner\nrule pictures when image and sender is admin then delete\n",
    why=Words(
        "豁免的人不归任何规则管，写给他们的规则落了空",
        "no rule holds for those who are exempt, so a rule about them is never used",
    ),
)
OPPOSITE_RULES = Kind(
    code="PQ420",
    name="opposite-rules",
    severity=Severity.WARNING,
    title=Words(
        "规则 `{name}` 要{action}，同时规则 `{other}` 要{against}",
        "rule `{name}` wants to {action} when rule `{other}` wants to {against}",
    ),
    label=Words("一触发就和另一条相反", "whenever it fires, the other one wants the opposite"),
    also=Words("另一条规则", "the other rule"),
    help=Words("只留一条，或改其中一条的条件", "keep one of them, or change a condition"),
    bad=_HEAD + _PICTURES + "rule back when image and sender is guest then unmute\n",
    good=_HEAD + _PICTURES + "rule back when video and sender is guest then unmute\n",
    why=Words(
        "同一个事件上又禁言又解除，总有一条白写",
        "to mute and to unmute on one event leaves one of the two without effect",
    ),
)

COUNTS_ITSELF = Kind(
    code="PQ421",
    name="counts-itself",
    severity=Severity.WARNING,
    title=Words("这个次数从第一条起就成立", "this count is reached by the first event already"),
    label=Words("正在发生的这一条也算在内", "the event itself is counted"),
    help=Words(
        "不用计数就去掉它；要从第二条算起请写“超过 1”",
        "leave the count out, or write `> 1` if the second one is meant",
    ),
    bad=_HEAD + "rule pictures when count(image per sender daily) >= 1 then delete\n",
    good=_HEAD + "rule pictures when count(image per sender daily) > 1 then delete\n",
    why=Words(
        "窗口总是包括当前这条消息，所以次数至少是 1",
        "a window always includes the event in question, so a count is at least 1",
    ),
)
NEVER_BELOW = Kind(
    code="PQ422",
    name="never-below-one",
    severity=Severity.WARNING,
    title=Words("这个次数不会低于 1", "this count is never below 1"),
    label=Words(
        "正在发生的这一条也算在内，所以永远不成立",
        "the event itself is counted, so this never holds",
    ),
    help=Words("要只管第一条，请写“等于 1”", "write `= 1` if the first one is meant"),
    bad=_HEAD + "rule first when image and count(image per sender daily) < 1 then notify owner\n",
    good=_HEAD + "rule first when image and count(image per sender daily) = 1 then notify owner\n",
    why=Words(
        "窗口总是包括当前这条消息，所以次数至少是 1",
        "a window always includes the event in question, so a count is at least 1",
    ),
)
MORE_SENDERS = Kind(
    code="PQ423",
    name="more-senders-than-members",
    severity=Severity.WARNING,
    title=Words(
        "群里最多 {members} 人，凑不齐 {count} 个不同的发言人",
        "groups of at most {members} members do not have {count} different senders",
    ),
    label=Words("至少要 {count} 人", "needs {count} of them"),
    help=Words(
        "减少人数，或改群人数的条件；只有中途有人退群才可能达到",
        "lower the number or change the group's size; only members who leave meanwhile could make it more",
    ),
    bad=_HEAD + "section small when members < 20\n"
    "  rule chain when distinct(sender of message per text within 1 minute) >= 30 then delete\nend\n",
    good=_HEAD + "section small when members < 20\n"
    "  rule chain when distinct(sender of message per text within 1 minute) >= 5 then delete\nend\n",
    why=Words(
        "比群人数还多的门槛没有人能达到",
        "nobody reaches a threshold that is higher than the number of members",
    ),
)
MORE_DAYS = Kind(
    code="PQ424",
    name="more-days-than-window",
    severity=Severity.WARNING,
    title=Words("这个窗口里最多有 {most} 次日终", "the window holds at most {most} ends of a day"),
    label=Words("永远达不到", "never reached"),
    help=Words(
        "日终一天只有一次；放长窗口，或减少次数",
        "a day ends once; use a longer window or a lower number",
    ),
    bad=_HEAD + "rule week when day end and count(day end weekly) > 7 then notify owner\n",
    good=_HEAD + "rule week when day end and count(day end weekly) = 7 then notify owner\n",
    why=Words("每天只结束一次", "each day ends once"),
)
IDLE_PART = Kind(
    code="PQ425",
    name="idle-part",
    severity=Severity.WARNING,
    title=Words("这个条件是多余的", "this part of the condition is not needed"),
    label=Words("另一个条件成立时它总成立", "always holds when the other one does"),
    also=Words("另一个条件", "the other one"),
    help=Words("去掉它，或检查数字和时间", "leave it out, or check the numbers and times"),
    bad=_HEAD + "rule long_texts when length > 100 and length > 500 then delete\n",
    good=_HEAD + "rule long_texts when length > 100 and length < 500 then delete\n",
    why=Words(
        "多余的条件不起作用，多半是写错了数字或方向",
        "a part without effect is mostly a slip in a number or a sign",
    ),
)
AFTER_REMOVE = Kind(
    code="PQ426",
    name="step-after-remove",
    severity=Severity.ADVICE,
    title=Words("阶梯 `{name}` 在移出之后还有一步", "ladder `{name}` has a step after a removal"),
    label=Words("移出的人重新入群才走得到", "only for somebody who joins again"),
    also=Words("到这里已经移出", "removed here"),
    help=Words(
        "把移出放在最后一步；先移出再等人确认没有用",
        "make the removal the last step, or let it wait for somebody's word",
    ),
    bad=_HEAD + "ladder standard within 30 days\n  first warn\n  next remove\n"
    "  next remove, tag banned\nrule pictures when image then penalize by standard\n",
    good=_HEAD + "ladder standard within 30 days\n  first warn\n  next mute 1 day\n"
    "  next remove, tag banned\nrule pictures when image then penalize by standard\n",
    why=Words("人已经不在群里了", "who is gone breaks no rule any more"),
)
MUTED_TOO_LONG = Kind(
    code="PQ427",
    name="mute-outlasts-window",
    severity=Severity.WARNING,
    title=Words(
        "阶梯 `{name}` 的这次禁言不比累计的期限短，后面的步骤走不到",
        "this mute of ladder `{name}` is no shorter than its window, so the next step is out of reach",
    ),
    label=Words("禁言结束时，前面的次数已经不算了", "when it ends, what came before is forgotten"),
    also=Words("只累计这么久", "counted for so long only"),
    help=Words(
        "放长期限，或缩短禁言；除非有人提前解除禁言，否则到不了下一步",
        "lengthen the window or shorten the mute; without it, only who is unmuted early gets further",
    ),
    bad=_HEAD + "ladder standard within 1 hour\n  first mute 2 hours\n  next remove\n"
    "rule pictures when image then penalize by standard\n",
    good=_HEAD + "ladder standard within 30 days\n  first mute 2 hours\n  next remove\n"
    "rule pictures when image then penalize by standard\n",
    why=Words(
        "禁言的人发不出消息，等能发的时候，旧账已过期",
        "who is muted writes nothing, and may write again only when the count is empty",
    ),
)
WORDS_CONTAINED = Kind(
    code="PQ428",
    name="word-in-word",
    severity=Severity.ADVICE,
    title=Words(
        "词库 `{name}` 有 {count} 个词多余，例如“{entry}”里已经有“{part}”",
        "word list `{name}` has needless entries ({count}): `{part}` finds all that `{entry}` would",
    ),
    label=Words("没有它也会命中", "found without it as well"),
    help=Words("留下短的，去掉长的", "keep the shorter word and drop the longer one"),
    bad=_HEAD + '词库 广告词 = "广告"、"发广告"、"代购"\n规则 广告 当 消息 含 广告词 则 撤回\n',
    good=_HEAD + '词库 广告词 = "广告"、"代购"\n规则 广告 当 消息 含 广告词 则 撤回\n',
    why=Words(
        "词在消息的任何位置都算命中；太短的词也可能误伤，看一眼是不是本意",
        "a word matches wherever it stands; perhaps the short one matches more than is meant",
    ),
)
SITES_CONTAINED = Kind(
    code="PQ429",
    name="site-in-site",
    severity=Severity.ADVICE,
    title=Words(
        "网站列表 `{name}` 有 {count} 项多余，例如 `{entry}` 已经在 `{part}` 里",
        "site list `{name}` has needless entries ({count}): `{part}` covers `{entry}` already",
    ),
    label=Words("没有它也一样", "nothing would change without it"),
    help=Words("一个网站包括它的所有子域名", "a site covers all its subdomains"),
    bad=_HEAD
    + "sites study = edu.cn, pku.edu.cn\nrule links when any link not in study then delete\n",
    good=_HEAD + "sites study = edu.cn\nrule links when any link not in study then delete\n",
    why=Words(
        "写了子域名，多半以为上一级不包括它",
        "who lists a subdomain mostly thinks that the site does not cover it",
    ),
)
NO_RULES_TOLD = Kind(
    code="PQ430",
    name="no-rules-to-tell",
    severity=Severity.WARNING,
    title=Words("`{name}` 这里什么也填不出", "`{name}` is filled in with nothing"),
    label=Words("没有一条规则写了说明", "no rule has a description"),
    help=Words(
        '在规则名后面写上给成员看的说明，例如：规则 图片 "请勿发图" 当 …',
        'write after a rule\'s name what members are to read: rule pictures "no pictures" when …',
    ),
    bad=_HEAD + 'rule welcome when join then reply "welcome! {rules}"\n'
    "rule pictures when image then delete\n",
    good=_HEAD + 'rule welcome when join then reply "welcome! {rules}"\n'
    'rule pictures "no pictures, please" when image then delete\n',
    why=Words(
        "成员会看到一句没有下文的话；分区里的规则不算在内",
        "members would read an empty place; rules of sections are not told",
    ),
)

KINDS = (
    BEATEN,
    UNREACHABLE,
    OPPOSITE_RULES,
    COUNTS_ITSELF,
    NEVER_BELOW,
    MORE_SENDERS,
    MORE_DAYS,
    IDLE_PART,
    AFTER_REMOVE,
    MUTED_TOO_LONG,
    WORDS_CONTAINED,
    SITES_CONTAINED,
    NO_RULES_TOLD,
)
