"""Names and headers: what is declared, how often, and what is asked for under which name."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_RULE = "rule quiet when time in night then delete\n"
_NIGHT = "hours night = 23:00 to 07:00\n"
_FLOOD = "rule flood when count(message per sender within 1 minute) > 8 then mute 10 minutes\n"

#: What a name can stand for, as a noun in a sentence.
SORTS: dict[str, Words] = {
    "hours": Words("时段", "hours"),
    "words": Words("词库", "word list"),
    "sites": Words("网站列表", "site list"),
    "value": Words("数值", "value"),
    "ladder": Words("阶梯", "ladder"),
    "level": Words("级别", "level"),
    "rule": Words("规则", "rule"),
    "section": Words("分区", "section"),
    "tier": Words("层级", "tier"),
    "promise": Words("承诺", "promise"),
    "metric": Words("指标", "metric"),
    "watch": Words("监测", "watch"),
    "form": Words("内容形式", "form of content"),
    "agenda": Words("日历", "calendar"),
    "ranking": Words("排行", "ranking"),
    "lottery": Words("抽奖", "lottery"),
    "points": Words("积分", "points"),
    "roster": Words("值班表", "roster"),
    "reward": Words("奖励", "reward"),
    "title": Words("头衔", "title"),
}

NO_HEADER = Kind(
    code="PQ201",
    name="no-header",
    severity=Severity.ERROR,
    title=Words("开头没有写群规名称", "the policy has no header"),
    label=Words("第一行应当是群规名称", "the header belongs here"),
    help=Words(
        '在文件开头写：群规 "群名" 版本 1',
        'begin the file with: policy "name of the group" version 1',
    ),
    bad="rule pictures when image then delete\n",
    good=_HEAD + "rule pictures when image then delete\n",
    why=Words(
        "名称用来认出这份群规，版本决定默认含义，升级工具后旧群规不会变样",
        "the name tells policies apart, and the version keeps an old policy's meaning under a new tool",
    ),
)
TWO_HEADERS = Kind(
    code="PQ202",
    name="two-headers",
    severity=Severity.ERROR,
    title=Words("{what}写了两次", "{what} is stated twice"),
    label=Words("第二次", "stated again here"),
    also=Words("第一次在这里", "first stated here"),
    help=Words("只保留其中一个", "keep one of the two"),
    bad=_HEAD + 'policy "Chess club" version 1\nrule pictures when image then delete\n',
    good=_HEAD + "rule pictures when image then delete\n",
    why=Words("一份群规只有一个名称和一个时区", "a policy has one name and one time zone"),
)
UNKNOWN_TIMEZONE = Kind(
    code="PQ203",
    name="unknown-timezone",
    severity=Severity.ERROR,
    title=Words("没有叫 `{name}` 的时区", "unknown time zone `{name}`"),
    label=Words("不认识这个时区", "not in the time zone database"),
    help=Words(
        "时区写成“洲/城市”，中国大陆写 Asia/Shanghai",
        "a time zone is written as region and city, such as Europe/Berlin",
    ),
    bad='policy "Book club" version 1\ntimezone Asia/Shanghi\n\n' + _NIGHT + _RULE,
    good=_HEAD + _NIGHT + _RULE,
    why=Words("时段、每天、日期都按这个时区计算", "hours, days and dates are those of this zone"),
)
BAD_VERSION = Kind(
    code="PQ205",
    name="bad-version",
    severity=Severity.ERROR,
    title=Words("语言版本应当是从 1 开始的整数", "the language version is a whole number from 1"),
    label=Words("不是有效的版本", "not a version"),
    help=Words("写成：版本 1", "write: version 1"),
    bad='policy "Book club" version 1.5\nrule pictures when image then delete\n',
    good='policy "Book club" version 1\nrule pictures when image then delete\n',
    why=Words("版本决定默认含义", "the version binds what is meant by default"),
)
NEWER_VERSION = Kind(
    code="PQ204",
    name="newer-version",
    severity=Severity.ERROR,
    title=Words(
        "这份群规用的是第 {version} 版语言，这个工具只懂到第 {newest} 版",
        "this policy is in version {version} of the language; this tool knows up to {newest}",
    ),
    label=Words("比工具新", "newer than the tool"),
    help=Words(
        "升级 policyq：pip install --upgrade policyq", "update: pip install --upgrade policyq"
    ),
    bad='policy "Book club" version 99\nrule pictures when image then delete\n',
    good='policy "Book club" version 1\nrule pictures when image then delete\n',
    why=Words(
        "旧工具读新语言，可能读出别的意思",
        "an old tool might take a newer language for something it does not mean",
    ),
)
UNKNOWN_NAME = Kind(
    code="PQ210",
    name="unknown-name",
    severity=Severity.ERROR,
    title=Words("没有叫 `{name}` 的{sort}", "unknown {sort} `{name}`"),
    label=Words("没有声明过", "not declared"),
    help=Words("先声明它，或改正写法{literally}", "declare it, or correct its spelling{literally}"),
    bad=_HEAD + _NIGHT + "rule quiet when time in nihgt then delete\n",
    good=_HEAD + _NIGHT + _RULE,
    why=Words(
        "打错的名字若被放过，规则就不会生效", "a misspelt name would make the rule do nothing"
    ),
)
UNKNOWN_LEVEL = Kind(
    code="PQ211",
    name="unknown-level",
    severity=Severity.ERROR,
    title=Words("没有规定 {name} 级如何处置", "level {name} is not declared"),
    label=Words("没有这一级", "no such level"),
    help=Words("写一行：{name}级 即 …", "add a line: level {name} means …"),
    bad=_HEAD + "level 1 means delete\nrule pictures when image then treat as level 1\n"
    "rule voices when voice then treat as level 2\n",
    good=_HEAD + "level 1 means delete\nrule pictures when image then treat as level 1\n",
    why=Words("没有规定的级别什么也不做", "a level that is not declared would do nothing"),
)
UNKNOWN_RULE = Kind(
    code="PQ212",
    name="unknown-rule",
    severity=Severity.ERROR,
    title=Words("没有叫 `{name}` 的规则可以{verb}", "there is no rule `{name}` to {verb}"),
    label=Words("没有这条规则", "no such rule"),
    help=Words(
        "被改写或停用的规则，要在引用的群规里，或在本文件的分区之外",
        "the rule must come from a used policy, or stand in this file outside of any section",
    ),
    bad=_HEAD + _FLOOD + "section big when members > 200\n  disable rule floods\nend\n",
    good=_HEAD + _FLOOD + "section big when members > 200\n  disable rule flood\nend\n",
    why=Words(
        "改写一条不存在的规则不会有任何效果",
        "to override what does not exist would change nothing",
    ),
)
WRONG_SORT = Kind(
    code="PQ213",
    name="wrong-sort",
    severity=Severity.ERROR,
    title=Words(
        "`{name}` 是{sort}，这里要的是{wanted}",
        "`{name}` is declared as {sort}, but this place needs {wanted}",
    ),
    label=Words("这里要的是{wanted}", "needs {wanted}"),
    also=Words("声明在这里", "declared here"),
    help=None,
    bad=_HEAD + 'words ads = "buy now"\nrule quiet when time in ads then delete\n',
    good=_HEAD + 'words ads = "buy now"\nrule quiet when text contains ads then delete\n',
    why=Words("词库不是时间，时段不是词", "a list of words is no time, and hours are no words"),
)
DUPLICATE = Kind(
    code="PQ214",
    name="duplicate-name",
    severity=Severity.ERROR,
    title=Words("{sort} `{name}` 声明了两次", "{sort} `{name}` is declared twice"),
    label=Words("第二次声明", "declared again here"),
    also=Words("第一次声明在这里", "first declared here"),
    help=Words("改一个名字，或删掉其中一个", "rename or remove one of them"),
    bad=_HEAD + _NIGHT + "hours night = 22:00 to 06:00\n" + _RULE,
    good=_HEAD + _NIGHT + _RULE,
    why=Words(
        "顺序没有含义，所以后一个不会盖过前一个", "order means nothing, so neither could win"
    ),
)
TWO_BASES = Kind(
    code="PQ215",
    name="two-bases",
    severity=Severity.ERROR,
    title=Words(
        "引用的两份群规里都有{sort} `{name}`", "{sort} `{name}` comes from two used policies"
    ),
    label=Words("这里又带来一个", "brings it in again"),
    also=Words("声明在这里", "declared here"),
    help=Words("在其中一份里改名", "rename it in one of them"),
    bad=_HEAD + 'use "a.policyq"\nuse "b.policyq"\n'
    "# --- a.policyq\nrule pictures when image then delete\n"
    "# --- b.policyq\nrule pictures when image then mute 1 hour\n",
    good=_HEAD + 'use "a.policyq"\nuse "b.policyq"\n'
    "# --- a.policyq\nrule pictures when image then delete\n"
    "# --- b.policyq\nrule voices when voice then mute 1 hour\n",
    why=Words(
        "引用的先后没有含义，无法选择", "the order of `use` means nothing, so neither could win"
    ),
)
NEEDS_OVERRIDE = Kind(
    code="PQ216",
    name="needs-override",
    severity=Severity.ERROR,
    title=Words(
        "{sort} `{name}` 在引用的群规里已经有了", "{sort} `{name}` exists already in a used policy"
    ),
    label=Words("要换掉它，请写改写", "say `override` to replace it"),
    also=Words("已有的在这里", "the one that exists"),
    help=Words("写成：改写 {sort} {name} …", "write: override {sort} {name} …"),
    bad=_HEAD + 'use "a.policyq"\nrule pictures when image then mute 1 hour\n'
    "# --- a.policyq\nrule pictures when image then delete\n",
    good=_HEAD + 'use "a.policyq"\noverride rule pictures when image then mute 1 hour\n'
    "# --- a.policyq\nrule pictures when image then delete\n",
    why=Words(
        "换掉别人的规则应当是有意的", "replacing a rule of another policy should be deliberate"
    ),
)
OVERRIDE_OWN = Kind(
    code="PQ217",
    name="override-own-rule",
    severity=Severity.ERROR,
    title=Words(
        "{sort} `{name}` 就在本文件里，不必改写",
        "{sort} `{name}` stands in this file and cannot override itself",
    ),
    label=Words("改写同一文件里的东西", "overrides what the same file declares"),
    also=Words("声明在这里", "declared here"),
    help=Words(
        "直接修改原来的；规则只对一部分群改写时，放进分区",
        "change the original; to override a rule for some groups, put the override into a section",
    ),
    bad=_HEAD
    + "rule pictures when image then delete\noverride rule pictures when image then mute 1 hour\n",
    good=_HEAD + "rule pictures when image then mute 1 hour\n",
    why=Words("两条都在手边，留一条就够了", "both are at hand, and one of them would never hold"),
)
CHANGED_TWICE = Kind(
    code="PQ218",
    name="changed-twice",
    severity=Severity.ERROR,
    title=Words(
        "{sort} `{name}` 在这里被改写或停用了两次",
        "{sort} `{name}` is overridden or disabled twice here",
    ),
    label=Words("第二次", "again here"),
    also=Words("第一次在这里", "first here"),
    help=Words("只保留其中一个", "keep one of them"),
    bad=_HEAD + _FLOOD + "section big when members > 200\n  disable rule flood\n"
    "  override rule flood when count(message per sender within 1 minute) > 5 then mute 1 hour\nend\n",
    good=_HEAD + _FLOOD + "section big when members > 200\n"
    "  override rule flood when count(message per sender within 1 minute) > 5 then mute 1 hour\nend\n",
    why=Words("顺序没有含义，无法选择", "order means nothing, so neither could win"),
)
OVERRIDE_PROMISE = Kind(
    code="PQ219",
    name="override-promise",
    severity=Severity.ERROR,
    title=Words("`{name}` 是承诺，不能{verb}", "`{name}` is a promise; nobody can {verb} it"),
    label=Words("承诺不能改写或停用", "promises hold"),
    also=Words("承诺在这里", "promised here"),
    help=Words("要改变承诺，请修改写下它的文件", "change the file that makes the promise"),
    bad=_HEAD + "rule pictures when image then remove\n"
    "promise keep_admins never remove when target is admin\n"
    "section big when members > 200\n  disable rule keep_admins\nend\n",
    good=_HEAD + "rule pictures when image then remove\n"
    "promise keep_admins never remove when target is admin\n",
    why=Words("能被改写的承诺不是承诺", "a promise that can be overridden is none"),
)
UNKNOWN_PLATFORM = Kind(
    code="PQ220",
    name="unknown-platform",
    severity=Severity.ERROR,
    title=Words("没有叫 `{name}` 的平台", "unknown platform `{name}`"),
    label=Words("不认识这个平台", "not a platform that policyq knows"),
    help=Words("可以写：{known}", "known are: {known}"),
    bad=_HEAD + "rule pictures when image and platform is telegramm then delete\n",
    good=_HEAD + "rule pictures when image and platform is telegram then delete\n",
    why=Words("平台的名字是固定的", "the names of platforms are fixed"),
)

KINDS = (
    NO_HEADER,
    TWO_HEADERS,
    UNKNOWN_TIMEZONE,
    BAD_VERSION,
    NEWER_VERSION,
    UNKNOWN_NAME,
    UNKNOWN_LEVEL,
    UNKNOWN_RULE,
    WRONG_SORT,
    DUPLICATE,
    TWO_BASES,
    NEEDS_OVERRIDE,
    OVERRIDE_OWN,
    CHANGED_TWICE,
    OVERRIDE_PROMISE,
    UNKNOWN_PLATFORM,
)
