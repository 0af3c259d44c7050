"""Structure: what stands where a sentence wants something else. PQ1xx, with those of `spelling`."""

from __future__ import annotations

from policyq.diagnostics.catalog.joints import KINDS as _JOINTS
from policyq.diagnostics.catalog.spelling import KINDS as _SPELLING
from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_NO_PICTURES = "rule pictures when image then delete\n"

UNEXPECTED = Kind(
    code="PQ130",
    name="unexpected",
    severity=Severity.ERROR,
    title=Words("这里不能写 `{found}`", "`{found}` cannot stand here"),
    label=Words("这里可以写{expected}", "expected here: {expected}"),
    bad=_HEAD + "rule pictures when image then 10 minutes\n",
    good=_HEAD + "rule pictures when image then mute 10 minutes\n",
    why=Words(
        "每一处只接受几种写法，读的人才不会猜",
        "each place takes few things, so that a reader need not guess",
    ),
)
ENDS_EARLY = Kind(
    code="PQ131",
    name="ends-early",
    severity=Severity.ERROR,
    title=Words("这一段没有写完", "the declaration ends too early"),
    label=Words("后面还要写{expected}", "expected after this: {expected}"),
    bad=_HEAD + "rule pictures when image\n",
    good=_HEAD + _NO_PICTURES,
    why=Words("少了后半句，规则就没有意思", "half a sentence has no meaning"),
)
UNKNOWN_DECLARATION = Kind(
    code="PQ132",
    name="unknown-declaration",
    severity=Severity.ERROR,
    title=Words("`{found}` 不是任何一段的开头", "nothing begins with `{found}`"),
    label=Words("每一段要用关键字开头", "a declaration begins with its keyword"),
    help=Words(
        "例如 规则、时段、词库、网站、豁免、阶梯、数值、承诺、示例",
        "such as rule, hours, words, sites, exempt, ladder, level, value, promise, example",
    ),
    bad=_HEAD + "rulx links when has link then delete\n" + _NO_PICTURES,
    good=_HEAD + "rule links when has link then delete\n" + _NO_PICTURES,
    why=Words("开头的关键字说明这一段是什么", "the first word says what a declaration is"),
)
MIXED_JOINTS = Kind(
    code="PQ133",
    name="mixed-and-or",
    severity=Severity.ERROR,
    title=Words("“且”和“或”混用要加括号", "`and` mixed with `or` needs brackets"),
    label=Words("和另一个连在了一起", "joined with the other one"),
    also=Words("另一个在这里", "the other one is here"),
    help=Words("用括号写明哪些先算", "say with brackets what belongs together"),
    bad=_HEAD + "rule media when image and length > 20 or video then delete\n",
    good=_HEAD + "rule media when (image and length > 20) or video then delete\n",
    why=Words("不加括号，两个人会读出两种意思", "without brackets two people read two meanings"),
)
OR_IN_LIST = Kind(
    code="PQ134",
    name="or-in-list",
    severity=Severity.ERROR,
    title=Words(
        "几项之间用逗号，不用 `{found}`", "items of a list are joined by a comma, not by `{found}`"
    ),
    label=Words("改成逗号", "write a comma"),
    help=Words("`{found}` 连接的是两个完整的条件", "`{found}` joins two whole conditions"),
    bad=_HEAD + "rule pictures when image unless sender is admin or owner then delete\n",
    good=_HEAD + "rule pictures when image unless sender is admin, owner then delete\n",
    why=Words("逗号连接同类的项，各处都一样", "the comma joins equals everywhere"),
)
COMMA_BEFORE_OPTION = Kind(
    code="PQ135",
    name="comma-before-option",
    severity=Severity.ERROR,
    title=Words("`{next}` 前面多了一个逗号", "there is a comma too many before `{next}`"),
    label=Words("去掉这个逗号", "remove this comma"),
    help=Words(
        "逗号只连接同类的项，选项直接写在后面",
        "a comma joins equals; an option follows without one",
    ),
    bad=_HEAD + "rule pictures when image then remove, confirmed by owner\n",
    good=_HEAD + "rule pictures when image then remove confirmed by owner\n",
    why=Words(
        "有逗号就分不清是下一项还是选项", "with a comma, item and option cannot be told apart"
    ),
)
MISSING_COMMA = Kind(
    code="PQ136",
    name="missing-comma",
    severity=Severity.ERROR,
    title=Words("`{found}` 前面少一个逗号", "a comma is missing before `{found}`"),
    label=Words("在这里加逗号", "put a comma before this"),
    help=Words("同类的几项用逗号连接", "a comma joins equals"),
    bad=_HEAD + 'rule pictures when image then delete warn "no pictures"\n',
    good=_HEAD + 'rule pictures when image then delete, warn "no pictures"\n',
    why=Words("没有逗号就分不清有几项", "without it nobody can tell where one item ends"),
)
MISSING_THEN = Kind(
    code="PQ137",
    name="missing-then",
    severity=Severity.ERROR,
    title=Words("动作前面少了“则”", "`then` is missing before the actions"),
    label=Words("在 `{found}` 前面写“则”", "write `then` before `{found}`"),
    help=Words("条件写完，用“则”引出动作", "after the condition, `then` begins the actions"),
    bad=_HEAD + "rule pictures when image delete\n",
    good=_HEAD + _NO_PICTURES,
    why=Words("“则”把条件和动作分开", "`then` sets the condition and the actions apart"),
)
CLAUSE_ORDER = Kind(
    code="PQ138",
    name="clause-order",
    severity=Severity.ERROR,
    title=Words("`{found}` 写在了不该写的位置", "`{found}` stands in the wrong place"),
    label=Words("顺序不对", "out of order"),
    help=Words(
        "规则的顺序是：名称、说明、优先、当、除非、则",
        "a rule has its name, description, priority, when, unless and then, in this order",
    ),
    bad=_HEAD + "rule pictures then delete when image\n",
    good=_HEAD + _NO_PICTURES,
    why=Words(
        "每条规则都按同一个顺序，读起来快", "rules that all have one order are quick to read"
    ),
)
TEXT_FOR_NAME = Kind(
    code="PQ139",
    name="text-for-name",
    severity=Severity.ERROR,
    title=Words("这里要写名称，不加引号", "a name is wanted here, without quotes"),
    label=Words("去掉引号", "remove the quotes"),
    help=Words("名称由文字、数字和下划线组成", "a name is made of letters, digits and _"),
    bad=_HEAD + 'rule "pictures" when image then delete\n',
    good=_HEAD + _NO_PICTURES,
    why=Words(
        "引号里是给人看的文字，名称供别处引用",
        "quotes hold texts for people; names are for reference",
    ),
)
LENGTH_WANTED = Kind(
    code="PQ140",
    name="length-wanted",
    severity=Severity.ERROR,
    title=Words("这里要写时长", "a length of time is wanted here"),
    label=Words("写成“10分钟”这样的时长", "write a length such as 10 minutes"),
    bad=_HEAD
    + "rule pictures when image then mute 10 minutes\n\n"
    + 'example "a picture"\n  10:00 Ming image\n  expect mute 10\n',
    good=_HEAD
    + "rule pictures when image then mute 10 minutes\n\n"
    + 'example "a picture"\n  10:00 Ming image\n  expect mute 10 minutes\n',
    why=Words(
        "示例里要写出具体的时长，才能核对",
        "an example states the very length, so that it can be compared",
    ),
)
NOT_WHOLE_DAYS = Kind(
    code="PQ141",
    name="not-whole-days",
    severity=Severity.ERROR,
    title=Words("示例只能往后跳整天", "an example jumps by whole days"),
    label=Words("不是整天", "not a number of days"),
    help=Words(
        "几天后写成“3天后 10:00”，钟点写在后面",
        "write `after 3 days 10:00`; the time of day follows",
    ),
    bad=_HEAD
    + _NO_PICTURES
    + '\nexample "a picture"\n  after 3 hours 10:00 Ming image\n  expect delete\n',
    good=_HEAD
    + _NO_PICTURES
    + '\nexample "a picture"\n  after 3 days 10:00 Ming image\n  expect delete\n',
    why=Words(
        "钟点总是写明的，跳的只有日期", "the time of day is always stated; only the date moves"
    ),
)
MISSING_END = Kind(
    code="PQ142",
    name="missing-end",
    severity=Severity.ERROR,
    title=Words("分区 `{name}` 没有结束", "the section `{name}` is not closed"),
    label=Words("从这里开始的分区", "the section that begins here"),
    help=Words("最后一条规则后面写“以上”", "write `end` after its last rule"),
    bad=_HEAD + "section big when members > 200\n  rule pictures when image then delete\n",
    good=_HEAD + "section big when members > 200\n  rule pictures when image then delete\nend\n",
    why=Words(
        "没有结束就不知道哪些规则只管这些群",
        "without it nobody knows which rules are for those groups only",
    ),
)
STRAY_END = Kind(
    code="PQ143",
    name="stray-end",
    severity=Severity.ERROR,
    title=Words("这里没有分区可以结束", "there is no section to close here"),
    label=Words("多余的结束", "closes nothing"),
    help=Words("删掉它，或者补上分区的开头", "remove it, or write the section's first line"),
    bad=_HEAD + _NO_PICTURES + "end\n",
    good=_HEAD + _NO_PICTURES,
    why=Words("多余的结束可能说明前面漏了开头", "a stray end may mean that a beginning was lost"),
)
NOT_IN_SECTION = Kind(
    code="PQ144",
    name="not-in-section",
    severity=Severity.ERROR,
    title=Words("`{found}` 不能写在分区里", "`{found}` cannot stand in a section"),
    label=Words("分区里只有规则、改写和停用", "a section holds rules, overrides and disables"),
    also=Words("分区从这里开始", "the section begins here"),
    help=Words("移到分区外面", "move it out of the section"),
    bad=_HEAD
    + "section big when members > 200\n  hours night = 23:00 to 07:00\n"
    + "  rule pictures when image and time in night then delete\nend\n",
    good=_HEAD
    + "hours night = 23:00 to 07:00\nsection big when members > 200\n"
    + "  rule pictures when image and time in night then delete\nend\n",
    why=Words(
        "名称和列表对整份群规有效，不能只给一部分群",
        "names and lists hold for the whole policy, not for some groups",
    ),
)
BRACKETS = Kind(
    code="PQ145",
    name="brackets",
    severity=Severity.ERROR,
    title=Words("括号没有配对", "the brackets do not match"),
    label=Words("这个括号没有另一半", "this bracket has no partner"),
    help=Words("补上另一半，或者去掉它", "write its partner, or remove it"),
    bad=_HEAD + "rule media when (image or video then delete\n",
    good=_HEAD + "rule media when (image or video) then delete\n",
    why=Words(
        "少了一半，就不知道条件到哪里为止",
        "without its partner nobody knows where the condition ends",
    ),
)
NO_TIME = Kind(
    code="PQ146",
    name="no-time-in-example",
    severity=Severity.ERROR,
    title=Words(
        "示例里 `{found}` 前面要写时间", "a time is missing before `{found}` in this example"
    ),
    label=Words("从几点几分开始写", "begin with the time of the day"),
    help=Words(
        '每一件事都写成：`10:00 小明："在吗"`，或 `10:00 小明 入群`；第二天写 `次日 10:00 …`',
        'whatever happens is written `10:00 Ming: "hello"` or `10:00 Ming join`; the day after, '
        "`next day 10:00 …`",
    ),
    bad=_HEAD + _NO_PICTURES + 'example "a picture"\n  Ming image\n  expect delete\n',
    good=_HEAD + _NO_PICTURES + 'example "a picture"\n  10:00 Ming image\n  expect delete\n',
    why=Words(
        "时间决定适用哪些规则，也决定次数怎么算",
        "the time decides which rules hold, and what is counted",
    ),
)
ROSTER_ORDER = Kind(
    code="PQ147",
    name="roster-order",
    severity=Severity.ERROR,
    title=Words(
        "`{found}` 不能写在值班表的这个位置", "`{found}` stands in the wrong place of a roster"
    ),
    label=Words("次序不对", "out of order"),
    help=Words(
        "先写各班，时间在前、人在后：`周一至周五 09:00-18:00 小明 替补 小红`；"
        "再写 `请假`，再写 `空档`，最后写 `接班前`",
        "first the shifts, with the times before the people: "
        "`Monday to Friday 09:00 to 18:00 Ming deputy Hong`; then `on leave`, then `gaps`, last "
        "`remind`",
    ),
    bad=_HEAD
    + 'rule ask when text contains "?" then notify support\n'
    + "roster support\n  gaps notify owner\n  Monday 09:00 to 18:00 Ming\n",
    good=_HEAD
    + 'rule ask when text contains "?" then notify support\n'
    + "roster support\n  Monday 09:00 to 18:00 Ming\n  gaps notify owner\n",
    why=Words("次序固定，值班表才都好读", "all rosters read alike"),
)
FORMAT_REFUSED = Kind(
    code="PQ150",
    name="format-refused",
    severity=Severity.ERROR,
    title=Words(
        "没有整理格式，因为整理后意思会变", "not formatted, because the meaning would change"
    ),
    label=Words("从这里开始读出来不一样", "reads differently from here on"),
    help=Words(
        "这是 policyq 的缺陷，文件没有改动", "this is a defect of policyq; the file was left alone"
    ),
    why=Words(
        "整理格式从不改变意思，拿不准就不动",
        "the formatter never changes a meaning; in doubt it leaves the file alone",
    ),
)

KINDS = (
    *_SPELLING, *_JOINTS, UNEXPECTED, ENDS_EARLY, UNKNOWN_DECLARATION, MIXED_JOINTS, OR_IN_LIST,
    COMMA_BEFORE_OPTION, MISSING_COMMA, MISSING_THEN, CLAUSE_ORDER, TEXT_FOR_NAME,
    LENGTH_WANTED, NOT_WHOLE_DAYS, MISSING_END, STRAY_END, NOT_IN_SECTION, BRACKETS,
    NO_TIME, ROSTER_ORDER, FORMAT_REFUSED,
)  # fmt: skip
