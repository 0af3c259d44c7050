"""The sentences of the schemas in Chinese, by what the models say in English.

A sentence that stands in several models is translated once; one that is changed there and not
here fails the pages.
"""

from __future__ import annotations

from generating.chinese_outputs import SENTENCES

_SENTENCES: dict[str, str] = {
    **SENTENCES,
    # a decision's shadow
    "What a decision would have been besides, were the rules on trial enforced. Nobody acts on it.": (
        "试运行的规则要是正式执行，决定还会有什么不同。谁也不照着做。"
    ),
    "the rules on trial that fired, by name": "触发了的试运行规则，按名字排",
    "what would have been done, and is not": "本来会做而没有做的",
    "what is done, and would have given way to it": "做了，而本来会让位的",
    "what would have been asked for in vain, and why": "想做也做不成的，和原因",
    "what a human would have been asked": "本来会请人确认的",
    "promises that would have held something back": "本来会拦下什么的承诺",
    "what rules on trial would have changed; never done": "试运行的规则会带来的不同；从不执行",
    # objects
    "The group, in one object.": "群，写成一个对象。",
    "The member who did it, in one object.": "做这件事的成员，写成一个对象。",
    "One thing for the host to do; fields that the action does not use are left out.": (
        "机器人要做的一件事；这个动作用不到的字段不写。"
    ),
    "What became of a question, or of a verdict on one.": "一个问题的结果，或者一个裁决的结果。",
    "What made a text condition true: a span of the original text, end exclusive.": (
        "文本条件为什么成立：原文里的一段，不含末尾。"
    ),
    "A rule that fired.": "触发的规则。",
    "An action that was asked for and is not done.": "想做而没有做的动作。",
    "An action parked until a human judges it.": "等人裁决的动作。",
    # an event
    "the same id twice is the same event": "同一个编号来两次，是同一个事件",
    "when it happened (see the formats)": "什么时候发生（写法见上）",
    "the group's id, or the group as an object": "群的编号，或者写成对象的群",
    "what happened; may be left out where `text` is given; `message` is `text`": (
        "什么事；有 `text` 就可以不写；`message` 等于 `text`"
    ),
    "the account that did it, or the member as an object": "做这件事的账号，或者写成对象的成员",
    "the sender's display name": "发言人的昵称",
    "the sender's role": "发言人的身份",
    "the sender's tags": "发言人的标签",
    "when the sender joined the group": "发言人什么时候入群",
    "the text of a message": "消息的文字",
    "links told apart by the platform; those in `text` are found anyway": (
        "平台另外给出的链接；`text` 里的链接总会找到"
    ),
    "accounts mentioned; `*` is everyone": "提及的账号；`*` 是所有人",
    "what was paid or given; of a view or share without sender, how many": (
        "付了或给了多少；不知道是谁的浏览、转发，这里写有多少次"
    ),
    "the account it was aimed at": "针对的账号",
    "the event, question or action it is about (edit, recall, view, share, verdict …)": (
        "所对的事件、问题或动作（修改、撤回、裁决……）"
    ),
    "of a verdict or an outcome: what it says": "裁决或处置结果：说了什么",
    "of an outcome: the action": "处置结果：哪个动作",
    "of an outcome by a human: until when it holds; of a time that the policy names: when it was"
    " come to": "人亲手处置的结果：到什么时候为止；群规写明的时刻：什么时候才轮到它",
    "how many members the group has": "群里有多少人",
    "the group's display name": "群名",
    "the group's tags": "群的标签",
    "the platform it happened on": "在哪个平台",
    "who is behind the account, where one person has several": "账号背后是谁：一个人有几个账号时用",
    "where the member came from, as the group calls it: `account`": (
        "成员从哪里来，用群里自己的叫法：`公众号`"
    ),
    # group and sender
    "the name that policies and counts go by": "群规和计数所用的名字",
    "the name that people see": "人看到的名字",
    "how many members it has": "有多少人",
    "the platform it is on": "在哪个平台",
    "the account, never a display name": "账号，不是昵称",
    "the display name at that time": "当时的昵称",
    "the role in the group": "在群里的身份",
    "the tags; an empty list: none": "标签；空列表是没有",
    "when the member joined the group": "什么时候入群",
    # a decision
    "the id of the event": "事件的编号",
    "the event's time, in the policy's zone": "事件的时间，按群规的时区",
    "the digest of the policy": "群规的摘要",
    "nothing is done and nothing waits": "什么都不做，也没有什么在等",
    "promises that held something back": "挡下了什么的承诺",
    "of a watch: that what it watched for is over": "监测：它看着的事已经过去",
    "the name of the metric": "指标的名字",
    "its first day, as an ISO date": "第一天，ISO 日期",
    "shares are parts of one; null is unknown": "占比是一的几分之几；null 是未知",
    "null where the value is unknown or the metric has no grades": "值未知或指标没有评价时是 null",
    "at the end of a day: what became of its entries of calendars": (
        "一天结束时：日历上这天的各项怎样了"
    ),
    "at the end of a day: the rankings of the periods that end with it": (
        "一天结束时：到这时为止的排行"
    ),
    "at the end of a day: the lotteries whose round ends with it": (
        "一天结束时：到这时为止的一轮抽奖"
    ),
    "What a witness of a lottery committed to, and what they revealed of it.": (
        "抽奖的一位见证人承诺了什么、公布了什么。"
    ),
    "the witness": "见证人",
    "the SHA-256 of the secret": "秘密的 SHA-256",
    "when it was committed to": "什么时候承诺的",
    "what was revealed; null if nothing that fits": "公布的秘密；没有对得上的就是 null",
    "when it was revealed": "什么时候公布的",
    "A lottery that was drawn with the event, or was void.": "随事件开奖或者作废的抽奖。",
    "the name of the lottery": "抽奖的名字",
    "the first day of the round, as an ISO date": "这一轮的第一天，ISO 日期",
    "when it was drawn, as the number that the seed is made of": "开奖的时刻，算种子用的那个数",
    "drawn, empty, few or withheld": "drawn（已开奖）、empty（无人报名）、few（见证不足）、withheld（没有公布）",
    "how many can win": "名额",
    "who entered, by account": "报名的人，按账号",
    "the witnesses, by account": "见证人，按账号",
    "empty unless it was drawn": "没有开奖就是空的",
    "in the order of the lots": "按签的先后",
    "the witnesses who did not reveal": "没有公布的见证人",
    "What became of an entry of a calendar on the day that ends with the event.": (
        "日历上的一项，在随事件结束的这一天怎样了。"
    ),
    "the name of the calendar": "日历的名字",
    "the entry: calendar, days, time and form": "哪一项：日历、日子（周一是 1）、时刻和形式",
    "the form that is wanted; empty for none": "要求的内容形式，没有要求就是空的",
    "whether it was kept; null is unknown": "做到没有；null 是未知",
    "A place in a ranking; members with the same value share it.": (
        "排行里的一个名次；数一样的成员名次相同。"
    ),
    "from 1": "从 1 开始",
    "what it goes by": "按什么排的那个数",
    "A ranking of the period that ends with the event.": "随事件结束的一周或一个月的排行。",
    "the name of the ranking": "排行的名字",
    "the places in their order": "各个名次，按先后",
    "how many points": "多少分",
    "which points, reward or title; of a notice, which roster": "哪种积分、哪个奖励或哪个头衔；通知和转交：哪张值班表",
    "the points that went from account to account": "从一个账户转到另一个账户的积分",
    "Points that went from one account to another.": "从一个账户转到另一个账户的积分。",
    "the name of the points": "积分的名字",
    "issue, spent, expired, forfeited, or a member: @account": (
        "`issue`、`spent`、`expired`、`forfeited`，或者成员：@账号"
    ),
    "likewise": "同上",
    "how many": "多少",
    "the rule that moved them; empty for what expired": "由哪条规则转的；过期的是空的",
    "at the end of a day: the metrics of the periods that end with it": (
        "一天结束时：随它结束的周期的指标"
    ),
    "A metric of the group for the period that ends with the event.": (
        "群的一个指标，属于随这个事件结束的周期。"
    ),
    "rules that did not fire because something was unknown": "因为有未知而没有触发的规则",
    "the member's account": "成员的账号",
    "the id to delete or to answer": "要撤回或答复的消息的编号",
    "when a mute or lock ends; none: until a human ends it": "禁言到什么时候；没有：等人来解除",
    "of a pending mute or lock: its length from the approval": "待确认的禁言：从同意起多少秒",
    "a role, a tag, or @account": "身份、标签或 @账号",
    "the rules that asked for it": "要求这样做的规则",
    "the word list; empty for a text in the rule; `contact:phone` and the like": (
        "词库；空的是规则里写的文本；联系方式写作 `contact:phone` 等"
    ),
    "in code points, from 0; -1 if it came beside the text": "按字符数，从 0 起；不在文字里的是 -1",
    "what was levelled to find it: case, width": "找到它之前抹平了什么：大小写、全半角",
    "the step reached, from 1": "到了第几步，从 1 起",
    "weaker, same, running, one_reply, bot, promise, human, pending, no_target, unanswered, too_many, once, "
    "exempt, nobody_on_duty, no_penalty, upheld; of points and rewards: cap, repeated, pair, self, paid, full, "
    "balance, stock, limit, too_late": (
        "weaker、same、running、one_reply、bot、promise、human、pending、no_target、unanswered、too_many、once、exempt、nobody_on_duty、no_penalty、upheld；"
        "积分和奖励还有 cap、repeated、pair、self、paid、full、balance、stock、limit、too_late"
    ),
    "what is said after the bot's quiet hours, not now": "机器人静默结束以后才说的话",
    "what is said then": "到时候说什么",
    "when the quiet hours are over": "静默什么时候结束",
    "Something to be said that waits for the end of the bot's quiet hours.": (
        "等到机器人静默结束才说的话。"
    ),
    "what it lost to": "输给了什么",
    "what is done on approval": "同意之后做什么",
    "whom it is about": "关于谁",
    "whether it joined one that waited already": "是否并入了已经在等的一个",
    "the id of the group": "群的编号",
    "the rules that fired, by name": "触发的规则，按名字排",
    "what to do": "要做什么",
    "what was asked for and is not done, and why": "想做而没有做的，和原因",
    "what waits for a human from now on": "从现在起等人裁决的",
    "what became of questions that waited": "在等的问题有了什么结果",
    "the word, host or pattern; of a contact, a part": "找到的词、网站或模式；联系方式只有一部分",
    "behind the last code point; -1 likewise": "最后一个字符之后",
    "its name": "规则的名字",
    "what it says of itself; may be empty": "规则自己的说明，可以没有",
    "the level that it treats the event as": "按几级处置",
    "the ladder that it steps": "走哪个阶梯",
    "what was found in the text, by place": "在文本里找到了什么，按位置排",
    "The event that a decision is about, as far as a record of it asks.": (
        "决定说的是哪个事件：处置记录用得到的那些。"
    ),
    "what happened": "发生了什么",
    "whose event it was": "是谁的事件",
    "at whom it was aimed": "针对谁",
    "the event or question it is on": "说的是哪个事件、哪个问题",
    "of an outcome: which action": "处置结果：哪个动作",
    "of a verdict or an outcome: what it was": "裁决或处置结果：结果是什么",
    "whose event it was, and what it said of another": "是谁的事件，说的是哪一个",
    "what to say, its placeholders filled in": "要说的话，占位已经填好",
    "the tag to give": "要打的标签",
    "what was asked for": "想做的动作",
    "the rule that asked for it": "要求这样做的规则",
    "what a verdict refers to": "裁决时用的编号",
    "who may judge it: roles, tags, or @account": "谁可以裁决：身份、标签或 @账号",
    "when it was asked": "什么时候问的",
    "when it is answered without them": "什么时候到期，不再等人",
    "its id": "问题的编号",
    "how many judges must approve": "要几个人同意",
    "the rosters that named judges": "答复的人来自哪些值班表",
    "approved, rejected, timed_out; counted: others must approve, too; or why a verdict was "
    "refused: no_question, own_message, not_a_judge, own_verdict, too_late, already_approved": (
        "approved、rejected、timed_out；counted：还要别人同意；"
        "裁决没被采纳时是原因：no_question、own_message、not_a_judge、own_verdict、too_late、already_approved"
    ),
}


def sentence(english: str, language: str) -> str:
    """A model's sentence in a language. Raises `KeyError` for one that has no translation."""
    plain = " ".join(english.split())
    return _SENTENCES[plain] if language == "zh" and plain else plain
