"""What joins and what does not: `or` among actions, joints with one side, bare hosts, the other. PQ1xx."""

from __future__ import annotations

from policyq.diagnostics.diagnostic import Kind, Severity, Words

_HEAD = 'policy "Book club" version 1\ntimezone Asia/Shanghai\n\n'
_KOPF = '群规 "读书会" 版本 1\n时区 Asia/Shanghai\n\n'

BARE_SITE = Kind(
    code="PQ122",
    name="bare-site",
    severity=Severity.ERROR,
    title=Words("网站 `{found}` 要放进引号", "the site `{found}` must stand in quotes"),
    label=Words("规则里直接写网站，两边加引号", "a site in a rule stands in quotes"),
    help=Words(
        "也可以先起名：`网站 学习网站 = douban.com`，规则里写 `不在 学习网站`",
        "or name it once, `sites study = douban.com`, and write `not in study`",
    ),
    bad=_KOPF + "规则 链接 当 有 链接 不在 douban.com 则 撤回\n",
    good=_KOPF + '规则 链接 当 有 链接 不在 "douban.com" 则 撤回\n',
    why=Words(
        "没有引号的是名称，名称里没有点",
        "what stands without quotes is a name, and names hold no dots",
    ),
)
OR_OF_ACTIONS = Kind(
    code="PQ123",
    name="or-of-actions",
    severity=Severity.ERROR,
    title=Words("动作里不能写 `{found}`", "`{found}` does not join what is done"),
    label=Words("写成 `{meant}`", "write `{meant}`"),
    help=Words(
        "列出的都做，同一个人只受最重的一个处罚；一次比一次重的写成 `阶梯`",
        "all that is listed is done, and of penalties for one member the strongest; those that grow "
        "are a `ladder`",
    ),
    bad=_KOPF + "规则 图片 当 图片 则 撤回 或 警告\n",
    good=_KOPF + "规则 图片 当 图片 则 撤回，警告\n",
    why=Words(
        "机器人不会替人挑选：同样的事总是同样处置",
        "nothing is left to choose: the same is always decided in the same way",
    ),
)
ONE_SIDED = Kind(
    code="PQ124",
    name="joint-with-one-side",
    severity=Severity.ERROR,
    title=Words("`{found}` 只有一边有条件", "`{found}` has a condition on one side only"),
    label=Words("两边都要有条件", "a condition is wanted on both sides"),
    help=Words("补上另一个条件，或去掉它", "write the other condition, or remove it"),
    bad=_KOPF + "规则 图片 当 图片 或 则 撤回\n",
    good=_KOPF + "规则 图片 当 图片 或 视频 则 撤回\n",
    why=Words("它连接两个完整的条件", "it joins two conditions, each of which is whole"),
)
COMMA_AND_JOINT = Kind(
    code="PQ125",
    name="comma-and-joint",
    severity=Severity.ERROR,
    title=Words("`{found}` 前面不要逗号", "there is no comma before `{found}`"),
    label=Words("去掉这个逗号", "remove this comma"),
    help=Words(
        "逗号连接同类的项，`{found}` 连接条件",
        "a comma joins the items of a list, `{found}` joins conditions",
    ),
    bad=_KOPF + '规则 广告 当 文本 含 "加微信"，或 有 链接 则 撤回\n',
    good=_KOPF + '规则 广告 当 文本 含 "加微信" 或 有 链接 则 撤回\n',
    why=Words(
        "有逗号，后面就还是同一个列表的项",
        "behind a comma stands another item of the same list",
    ),
)
OTHER_ASKED = Kind(
    code="PQ126",
    name="other-asked",
    severity=Severity.ERROR,
    title=Words("条件里不能问 `{found}`", "no condition asks who `{found}` is"),
    label=Words("条件问的是做这件事的人", "conditions are about whoever does it"),
    help=Words(
        "豁免的人本来就不罚；要对他做什么，写 `对对方 禁言1天`，按他统计写 `同一对象`",
        "who is exempt is spared anyway; what is done to the other is written `mute 1 day against "
        "the other`, what is counted `per target`",
    ),
    bad=_KOPF + "规则 投诉 当 投诉 且 对方 是 管理员 则 记录\n",
    good=_KOPF + "规则 投诉 当 投诉 则 记录\n",
    why=Words(
        "投诉和点赞才有对方，他是谁由名册和他自己的发言说明",
        "only complaints and reactions have an other, whom the roster and their own messages describe",
    ),
)
OTHER_MISPLACED = Kind(
    code="PQ127",
    name="other-misplaced",
    severity=Severity.ERROR,
    title=Words(
        "对对方做什么，要用 `对对方`", "what is done to the other is said `against the other`"
    ),
    label=Words("写成 `{meant}`", "write `{meant}`"),
    bad=_KOPF + "规则 投诉 当 投诉 则 禁言 对方 1天\n",
    good=_KOPF + "规则 投诉 当 投诉 则 对对方 禁言 1天\n",
    why=Words(
        "不写的话，动作是对做这件事的人做的",
        "without it an action hits whoever does it",
    ),
)

KINDS = (BARE_SITE, OR_OF_ACTIONS, ONE_SIDED, COMMA_AND_JOINT, OTHER_ASKED, OTHER_MISPLACED)
