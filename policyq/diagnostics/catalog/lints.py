"""What is allowed, and probably not meant."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_PICTURES = "rule pictures when image then delete\n"
_STANDARD = "ladder standard within 30 days\n  first {}\n  next {}\n"
_CLIMB = "rule pictures when image then penalize by standard\n"
_BASED = 'use "base.policyq"\n'
_BASE = (
    '# --- base.policyq\nwords ads = "discount"\nwords bait = "free lunch"\n'
    "rule advert when text contains ads, bait then delete\n"
)

UNUSED = Kind(
    code="PQ401",
    name="unused",
    severity=Severity.WARNING,
    title=Words("{sort} `{name}` 没有用到", "{sort} `{name}` is never used"),
    label=Words("没有规则用到它", "nothing uses it"),
    help=Words("用上它，或删掉它", "use it or remove it"),
    bad=_HEAD + "hours night = 23:00 to 07:00\n" + _PICTURES,
    good=_HEAD
    + "hours night = 23:00 to 07:00\nrule pictures when image and time in night then delete\n",
    why=Words(
        "写了却不起作用的，多半是漏了一条规则",
        "what is declared and has no effect is mostly a rule forgotten",
    ),
)
NO_VERSION = Kind(
    code="PQ402",
    name="no-version",
    severity=Severity.ADVICE,
    title=Words("没有写语言版本", "the language version is not stated"),
    label=Words("当作版本 {version}", "read as version {version}"),
    help=Words(
        "写明版本，升级工具后含义不变",
        "state it, and a newer tool will not change what the policy means",
    ),
    bad='policy "Book club"\n' + _PICTURES,
    good='policy "Book club" version 1\n' + _PICTURES,
    why=Words("版本决定默认含义", "the version binds what is meant by default"),
)
NO_TIMEZONE = Kind(
    code="PQ403",
    name="no-timezone",
    severity=Severity.WARNING,
    title=Words(
        "用到了当地时间，却没有写时区", "local time is asked for, but no time zone is stated"
    ),
    label=Words("当作 UTC 处理", "read as UTC"),
    also=Words("这里用到当地时间", "asks for local time"),
    help=Words("加一行，例如：时区 Asia/Shanghai", "add a line such as: timezone Europe/Berlin"),
    bad='policy "Book club" version 1\nrule pictures when image and time in 23:00 to 07:00 then delete\n',
    good=_HEAD + "rule pictures when image and time in 23:00 to 07:00 then delete\n",
    why=Words("北京的夜里是 UTC 的下午", "night in Beijing is the afternoon in UTC"),
)
BASE_TIMEZONE = Kind(
    code="PQ404",
    name="base-timezone",
    severity=Severity.WARNING,
    title=Words(
        "引用的群规写的是时区 `{name}`，这里用 `{main}`",
        "the used policy states time zone `{name}`, but `{main}` is used",
    ),
    label=Words("这里的时区不起作用", "has no effect here"),
    help=Words("引用的时段都按 `{main}` 计算", "its hours are read in `{main}`"),
    bad=_HEAD
    + 'use "a.policyq"\n# --- a.policyq\npolicy "Base" version 1\ntimezone Europe/Berlin\n'
    + _PICTURES,
    good=_HEAD
    + 'use "a.policyq"\n# --- a.policyq\npolicy "Base" version 1\ntimezone Asia/Shanghai\n'
    + _PICTURES,
    why=Words("一份群规只有一个时区", "a policy has one time zone"),
)
WEAKER_STEP = Kind(
    code="PQ405",
    name="weaker-step",
    severity=Severity.WARNING,
    title=Words(
        "阶梯 `{name}` 的这一步比前一步轻",
        "a step of ladder `{name}` is weaker than the one before",
    ),
    label=Words("比前一步轻", "weaker"),
    also=Words("前一步", "the step before"),
    help=Words("从轻到重排列", "order the steps from weak to strong"),
    bad=_HEAD + _STANDARD.format("mute 1 hour", "mute 10 minutes") + _CLIMB,
    good=_HEAD + _STANDARD.format("mute 10 minutes", "mute 1 hour") + _CLIMB,
    why=Words(
        "再犯反而从轻，不像是有意的", "to be let off more lightly the second time is hardly meant"
    ),
)
ONE_STEP = Kind(
    code="PQ406",
    name="one-step",
    severity=Severity.ADVICE,
    title=Words("阶梯 `{name}` 只有一步", "ladder `{name}` has only one step"),
    label=Words("只有一步", "one step"),
    help=Words("直接写这个处罚，或加一步", "write the action itself, or add a step"),
    bad=_HEAD + "ladder standard within 30 days\n  first mute 1 hour\n" + _CLIMB,
    good=_HEAD + "rule pictures when image then mute 1 hour\n",
    why=Words("一步的阶梯和直接处罚一样", "a ladder of one step is just that action"),
)
SAME_RULE = Kind(
    code="PQ407",
    name="same-rule",
    severity=Severity.WARNING,
    title=Words("规则 `{name}` 和 `{other}` 完全一样", "rule `{name}` is the same as `{other}`"),
    label=Words("条件和处置都相同", "same condition, same actions"),
    also=Words("另一条", "the other one"),
    help=Words("删掉一条", "remove one of them"),
    bad=_HEAD + _PICTURES + "rule photos when image then delete\n",
    good=_HEAD + _PICTURES,
    why=Words(
        "两条一样的规则，改了一条会忘了另一条",
        "of two equal rules, one will be forgotten at the next change",
    ),
)
REPLIES_MEET = Kind(
    code="PQ408",
    name="replies-meet",
    severity=Severity.WARNING,
    title=Words(
        "规则 `{name}` 和 `{other}` 可能同时回复一个事件",
        "rules `{name}` and `{other}` could both reply to one event",
    ),
    label=Words("只会发出一个回复", "only one reply is sent"),
    also=Words("另一个回复", "the other reply"),
    help=Words("给其中一条写上“优先 1”", "give one of them a higher `priority`"),
    bad=_HEAD + 'rule prices when text contains "price" then reply "10 a month"\n'
    'rule offers when text contains "offer" then reply "see the shop"\n',
    good=_HEAD + 'rule prices when text contains "price" then reply "10 a month"\n'
    'rule offers priority 1 when text contains "offer" then reply "see the shop"\n',
    why=Words(
        "一个事件只回复一次；没有优先就按级别和规则名决定，多半不是本意",
        "an event gets one reply; without a priority the level and then the rule's name decide, which is hardly meant",
    ),
)
ROLE_LIKE_TAG = Kind(
    code="PQ409",
    name="role-like-tag",
    severity=Severity.WARNING,
    title=Words("`{name}` 会当作标签，而不是身份", "`{name}` is read as a tag, not as a role"),
    label=Words("很像一个身份", "looks like a role"),
    help=Words("如果要的是身份，请改正写法", "if the role is meant, correct its spelling"),
    bad=_HEAD + "exempt admni\n" + _PICTURES,
    good=_HEAD + "exempt admin\n" + _PICTURES,
    why=Words(
        "没有人带着打错的标签，豁免就落空了",
        "nobody bears a misspelt tag, so nobody would be exempt",
    ),
)
SHORT_WORDS = Kind(
    code="PQ410",
    name="short-words",
    severity=Severity.WARNING,
    title=Words(
        "词库 `{name}` 里有 {count} 个单字，例如“{word}”",
        "word list `{name}` has {count} one-letter entries, such as `{word}`",
    ),
    label=Words("单字会误伤很多消息", "will match a great many messages"),
    help=Words("换成更长的词，或写 `整词`", "use longer words, or write `wholly`"),
    bad=_HEAD + '词库 争吵 = "滚"、"有病"\n规则 吵架 当 消息 含 争吵 则 撤回\n',
    good=_HEAD + '词库 争吵 = "滚出去"、"有病"\n规则 吵架 当 消息 含 争吵 则 撤回\n',
    why=Words("“滚”也在“滚动”里", "a single letter is part of many innocent words"),
)
ASCII_CLASS = Kind(
    code="PQ411",
    name="ascii-class-beside-han",
    severity=Severity.WARNING,
    title=Words(
        "模式里的 `{piece}` 不认识汉字", "`{piece}` in a pattern does not know Chinese characters"
    ),
    label=Words("只认英文字母和数字", "knows only ASCII letters and digits"),
    help=Words("去掉它，或用 `{better}`", "leave it out, or use `{better}`"),
    bad=_HEAD + "规则 加微信 当 文本 匹配 /\\b微信/ 则 撤回\n",
    good=_HEAD + "规则 加微信 当 文本 匹配 /加?微信/ 则 撤回\n",
    why=Words(
        "汉字之间没有词边界，这样写几乎不会命中",
        "there are no word boundaries between Chinese characters, so it would hardly ever match",
    ),
)
SAME_ACTION = Kind(
    code="PQ412",
    name="same-action-twice",
    severity=Severity.WARNING,
    title=Words("`{action}`写了两次", "`{action}` stands here twice"),
    label=Words("第二次", "again"),
    also=Words("第一次", "first here"),
    help=Words("只会执行一个，删掉另一个", "only one is carried out; remove the other"),
    bad=_HEAD + "rule pictures when image then mute 10 minutes, mute 1 hour\n",
    good=_HEAD + "rule pictures when image then mute 1 hour\n",
    why=Words(
        "同一种处置只有最重的一个生效", "of one kind of action only the strongest is carried out"
    ),
)
IDLE_PROMISE = Kind(
    code="PQ413",
    name="idle-promise",
    severity=Severity.WARNING,
    title=Words("承诺 `{name}` 永远用不上", "promise `{name}` is never needed"),
    label=Words("没有规则会在这时做这件事", "no rule does that then"),
    help=Words("检查承诺的动作和条件", "check its actions and its condition"),
    bad=_HEAD + _PICTURES + "promise keep_admins never remove when target is admin\n",
    good=_HEAD
    + "rule pictures when image then remove\npromise keep_admins never remove when target is admin\n",
    why=Words(
        "用不上的承诺让人误以为受到了保护", "a promise that never acts only seems to protect"
    ),
)
ALWAYS_TRUE = Kind(
    code="PQ414",
    name="always-true",
    severity=Severity.WARNING,
    title=Words("这个条件总是成立", "this condition always holds"),
    label=Words("总是成立", "always true"),
    help=Words("检查数字和比较符号，或去掉它", "check the number and the sign, or leave it out"),
    bad=_HEAD + "rule long_texts when length >= 0 then delete\n",
    good=_HEAD + "rule long_texts when length >= 200 then delete\n",
    why=Words("总是成立的条件没有筛选任何消息", "a condition that always holds picks nothing out"),
)
IDLE_RULE = Kind(
    code="PQ415",
    name="idle-rule",
    severity=Severity.WARNING,
    title=Words(
        "规则 `{name}` 是多余的：它做的，{others} 总会做",
        "rule `{name}` is idle: whatever it does, {others} always does",
    ),
    label=Words("没有它也一样", "nothing would change without it"),
    also=Words("这条规则已经包括它", "this rule covers it"),
    help=Words("删掉它，或改它的处置", "remove it, or change what it does"),
    bad=_HEAD + _PICTURES + "rule guests when image and sender is guest then delete\n",
    good=_HEAD + _PICTURES + "rule guests when image and sender is guest then warn\n",
    why=Words(
        "条件更窄、做法相同的规则什么也不改变",
        "a rule with a narrower condition and the same actions changes nothing",
    ),
)
SLOT_COVERED = Kind(
    code="PQ416",
    name="slot-covered",
    severity=Severity.WARNING,
    title=Words("这一项时间已经在另一项里", "these times are covered by others of the same hours"),
    label=Words("去掉它也一样", "nothing would change without them"),
    also=Words("已经包括它", "cover them"),
    help=Words(
        "逗号隔开的各项，有一项成立就算；要缩小范围，请只留窄的那一项",
        "times that are joined by a comma add up; to mean less, keep the narrower ones alone",
    ),
    bad=_HEAD + "hours open = all day, 09:00 to 21:30\n"
    "rule shop when image and time in open then delete\n",
    good=_HEAD + "hours open = 09:00 to 21:30\nrule shop when image and time in open then delete\n",
    why=Words(
        "写了窄的一项，多半以为它会缩小范围",
        "who writes the narrower times mostly thinks that they narrow the others",
    ),
)
TAG_LIKE_TAG = Kind(
    code="PQ417",
    name="tag-like-tag",
    severity=Severity.WARNING,
    title=Words(
        "标签 `{name}` 很像用得更多的 `{other}`",
        "the tag `{name}` looks like `{other}`, which is used more often",
    ),
    label=Words("可能写错了", "perhaps a slip"),
    also=Words("另一个标签", "the other tag"),
    help=Words("如果是同一个标签，请改正写法", "if the same tag is meant, correct its spelling"),
    bad=_HEAD + "rule pictures when image and sender is helprs then delete\n"
    "rule voices when voice then notify helpers\nrule videos when video then notify helpers\n",
    good=_HEAD + "rule pictures when image and sender is helpers then delete\n"
    "rule voices when voice then notify helpers\nrule videos when video then notify helpers\n",
    why=Words(
        "标签不用声明，打错了也能通过，却没有人带着它",
        "tags are not declared, so a misspelt one passes, and nobody bears it",
    ),
)
TAG_UNKNOWN = Kind(
    code="PQ432",
    name="tag-unknown",
    severity=Severity.WARNING,
    title=Words(
        "名册和项目里没有标签 `{name}`，只有相近的 `{other}`",
        "roster and project know no tag `{name}`, but one like it, `{other}`",
    ),
    label=Words("可能写错了", "perhaps a slip"),
    help=Words(
        "没写错的话，在名册或项目文件里写上这个标签",
        "if it is meant, let the roster or the project file name it",
    ),
    why=Words(
        "没有人带着的标签，规则里写了也等于没写",
        "what a rule says of a tag that nobody bears, it says of nobody",
    ),
)
LEFT_OUT = Kind(
    code="PQ431",
    name="list-left-out",
    severity=Severity.WARNING,
    title=Words(
        "改写了 `{rule}`，{sort} `{name}` 就没有规则用了",
        "with `{rule}` overridden, no rule uses {sort} `{name}` any more",
    ),
    label=Words("原来的规则用到它", "the rule that is replaced used it"),
    also=Words("写在这里", "declared here"),
    help=Words(
        "在改写的规则里也写上它；不要它的话，写明允许这条警告",
        "name it in the override, too; or allow this warning, if it is not wanted",
    ),
    bad=_HEAD + _BASED + "override rule advert when text contains ads then mute 1 day\n" + _BASE,
    good=_HEAD
    + _BASED
    + "override rule advert when text contains ads, bait then mute 1 day\n"
    + _BASE,
    why=Words(
        "改写换掉整条规则，原来管着的事会悄悄漏掉",
        "an override replaces the whole rule, and what the old one guarded is lost in silence",
    ),
)
SAME_ANSWER = Kind(
    code="PQ634",
    name="same-answer",
    severity=Severity.WARNING,
    title=Words("几句回复里有两句一样", "two answers of a reply are the same"),
    label=Words("和前面那句一样", "says the same"),
    also=Words("先写在这里", "first written here"),
    help=Words("改成另一句，或删掉它", "say something else, or remove it"),
    bad=_HEAD + 'rule praise when checkin then reply "well done" or "well done"\n',
    good=_HEAD + 'rule praise when checkin then reply "well done" or "go on like this"\n',
    why=Words(
        "写几句是为了不总说同一句，写重了多半是漏改",
        "several answers are written for variety; one written twice is mostly a slip",
    ),
)

KINDS = (
    UNUSED,
    NO_VERSION,
    NO_TIMEZONE,
    BASE_TIMEZONE,
    WEAKER_STEP,
    ONE_STEP,
    SAME_RULE,
    REPLIES_MEET,
    ROLE_LIKE_TAG,
    SHORT_WORDS,
    ASCII_CLASS,
    SAME_ACTION,
    IDLE_PROMISE,
    ALWAYS_TRUE,
    IDLE_RULE,
    SLOT_COVERED,
    TAG_LIKE_TAG,
    TAG_UNKNOWN,
    LEFT_OUT,
    SAME_ANSWER,
)
