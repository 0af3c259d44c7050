"""What `policyq.apps.outputs` says in English, in Chinese; looked up by `generating.chinese`."""

# ruff: noqa: E501  (a pair stands on one line)

from __future__ import annotations

#: One pair a line: the English of the models, a bar, the Chinese.
_PAIRS = """
The report of a replay, as `policyq replay --json` prints it. Keys that only some policies have are left out for others.|一次重放的报告，`policyq replay --json` 打印的就是它。只有某些群规才有的项，别的群规不写。
What a policy that counts over all groups found there.|跨群计数的群规在所有群里看到了什么。
the rules by name|各条规则，按名字
texts in several groups|在几个群里出现过的文字
texts on several platforms|在几个平台上出现过的文字
messages that were compared|比对过的消息
messages beyond what was kept|记不下、没有比对的消息
who was removed and came back|被移出又回来的人
who was not admitted again|没有再放进来的人
people who are known on several accounts|已知有几个账号的人
groups that the roster names|名册里的群
of these, not in the log|其中记录里没有的
Members who were active each day before and after incentives began.|激励开始前后，每天有多少成员活跃。
members a group and day, before|之前：每群每天的人数
members a group and day, after|之后：每群每天的人数
by how much it grew, as a part of before|比之前多了几成（1 是一倍）
Appeals by the rules whose penalties they are about; empty: given by hand.|申诉，按处罚出自哪条规则；空文本：人工处罚。
penalties|处罚
appeals that humans were asked about|请人裁定的申诉
penalties taken back|撤销的处罚
appeals rejected|驳回的申诉
appeals that nobody answered|没人答复的申诉
appeals against nothing, by reason|无处罚可申诉的，按原因
Messages for which a field was assumed.|某一项靠推定的消息。
how many messages|多少条消息
their share of all messages|占全部消息的份额
What the numbers rest on, beside the log.|除了聊天记录，这些数还靠什么。
whether a roster was given|有没有给名册
messages of the log, prevented ones too|记录里的消息，被拦下的也算
by field; `any`: at least one of them|按字段；`any`：至少推定了一项
fields that log and roster never say|记录和名册从来没说的字段
rules that can therefore never fire, with the fields they ask for|因此永远不会触发的规则，和它们要看的字段
days that the calendar of the policy does not know|群规的日历里没有的日子
A size band: the numbers of one slice, and what the guide gives.|一档群规模：它的各项数字，和参考值。
groups of the slice|这一部分的群
messages that were decided|判断过的消息
messages of groups whose size log or roster say|记录或名册说了人数的群里的消息
messages that break a rule|违规的消息
violations over messages|违规占消息的份额
actions carried out on a member or the group|对成员或全群执行的处置
interventions for every 1,000 messages|每千条消息的干预
interventions for every group and week|每群每周的干预
replies|回复
decisions that need a human|需要人的判断
decisions that need a human, for every group and week|每群每周需要人的判断
interventions and replies without a human|不需要人的干预和回复
interventions and replies that a human is asked to confirm|要请人确认的干预和回复
`automatic` over `automatic` and `asked`|`automatic` 占 `automatic` 与 `asked` 之和的份额
time that the log covers, over all groups|记录覆盖的时间，各群合计
the same in weeks|同上，以周计
the sizes of its groups|群的人数范围
what the guide gives for it|参考值
Days that the calendar of the policy does not know.|群规的日历里没有的日子。
the first of these days|第一天
the last of these days|最后一天
how many days of the log they are|记录里有多少个这样的日子
the rules that ask for workdays or holidays there|在那些日子要看工作日或节假日的规则
The fifth of the rules that fires most.|触发最多的五分之一规则。
how many rules that is|共几条规则
how often they fired|触发次数
the share; null if nobody can tell|份额；null 表示看不出来
An entry of a calendar of contents.|内容日历里的一项。
how often it was kept|做到的次数
how often it was missed|漏掉的次数
how often nobody can tell|看不出来的次数
the entry: days, time and form|这一项：日子、时间和形式
the form that is wanted|应有的形式
A week of a calendar of contents.|内容日历的一周。
its first day|第一天
What the guide gives for a channel.|一个来源的参考值。
of those reached, who joined|看到的人里入群的份额
who stayed|留下来的份额
what each paid, in yuan|人均付了多少元
Where members came from.|成员从哪里来。
each channel|各个来源
purchases in the log|记录里的购买
of these, without an amount|其中没写金额的
what the guide gives|参考值
What channels may be compared with.|来源可以和什么对照。
where it is from|出处
the figures by channel|按来源的数字
Complaints, and what they led to.|投诉，和投诉的结果。
complaints|投诉
complaints aimed at a member|针对某个成员的投诉
complaints of which a human was told|告诉了人的投诉
that led to an action within a week|一周内带来处置的
members who complained|投诉过的成员
of these, always in vain|其中每次都没有结果的
members who were complained of|被投诉的成员
of these, acted on|其中被处置的
who complained often and in vain|常投诉而没有结果的人
The numbers of one slice of the log, and their ratios.|记录里一部分的数字，和它们的比率。
A member who may be collecting points only.|可能只是在刷积分的成员。
what it looks like|看上去是怎样刷的
a pseudonym, or the id of the group|化名，或者群号
a pseudonym, or the account|化名，或者账号
how often|次数
What readers did with the posts of a form.|读者对一种形式的内容做了什么。
who did; null if nobody can tell|做了的人数；null 表示看不出来
posts of which it is known|看得出来的内容条数
readers over members of the group|占群成员的份额
the 95 % interval of the rate|比率的 95% 区间
What the guide gives for a form like this one.|类似形式的参考值。
the form of the guide|参考里的形式
who opened a post|打开的份额
who forwarded a post|转发的份额
who wrote about a post|讨论的份额
Weeks by whether they had as many posts as are wanted.|各周的内容条数够不够。
as many as are wanted|正好
fewer|少了
more|多了
What a machine can do, and what needs a human.|哪些机器就能处理，哪些要人。
events on which something was done or asked|做了什么或问了人的事件
events handled without a human|没有人也处理了的事件
events that needed a human|需要人的事件
by means|按手段
the fifth of the rules that fires most|触发最多的五分之一规则
A word that many messages hold.|很多消息里都有的词。
the word|词
messages that hold it|含它的消息
days of groups on which it was said|说到它的群日数
The hottest words, where they were asked for.|热词，要求了才有。
the words, the hottest first|各个词，最热的在前
days of groups on which anything was said|有人说话的群日数
words left out, as they are everywhere|到处都有、没有列出的词
An hour of the day, over all days.|一天里的一个钟点，各天合计。
from 0 to 23|0 到 23
What the guide gives for a kind of incentive.|一种激励的参考值。
for each person, from and to, in yuan|人均多少元，从几到几
for how many days it works, from and to|有效多少天，从几到几
Points, rewards and titles.|积分、奖励和头衔。
the points of the policy|群规里的积分
its rewards|群规里的奖励
its titles|群规里的头衔
who is active, before and after|前后有多少人活跃
what the guide gives, by kind|参考值，按种类
what was not given|没有给的
who may be collecting only|可能只是在刷的人
People who were on one platform and came to the next.|从一个平台到了另一个平台的人。
the platform they were on|原来的平台
the platform they came to|后来的平台
how many people|多少人
of so many on the first platform|原来的平台共有多少人
the days between, on average|平均隔了多少天
A step of a ladder.|阶梯的一步。
members who came so far and no further|到这一步为止的成员
how often it was reached|到过多少次
Somebody, in a lottery, and how often.|抽奖里的某个人，和次数。
Events handled by one means.|用一种手段处理的事件。
How many members the groups of a size band have.|一档群规模的人数范围。
the fewest members|最少人数
the most members; null: no limit|最多人数；null 表示不限
A metric over the periods of some groups.|一个指标，在一些群的各期里。
periods in which it is known|知道的期数
periods in which it is unknown|不知道的期数
over the known periods|知道的各期的平均
the share of each grade; null if it has none|各档的份额；没有分档时是 null
A metric in one week.|一个指标在一周里。
An entry that was missed.|漏掉的一项。
the day|日期
A calendar of contents.|一份内容日历。
its entries|各项
week by week|按周
each entry that was missed|漏掉的每一项
posts that came too late|来得太晚的内容
A channel by which members came.|成员来的一个来源。
its name; null: not said|名字；null 表示没有说
members who joined|入群的人
members who left|退群的人
who wrote within 7 days|7 天内发过言的人
who bought within 30 days|30 天内买过的人
who was active then|那时还活跃的人
what each paid; null if nobody can tell|人均付了多少；null 表示看不出来
the channel of the guide that it is like|参考里类似的来源
What the guide gives for a kind of community.|一类社群的参考值。
the share of core members, from and to|核心成员的份额，从几到几
the share of silent members, from and to|沉默成员的份额，从几到几
how long members stay|成员留多久
A calendar day on which something happened.|有事发生的一天。
in the time zone of the policy|按群规的时区
members of a group who wrote, over the groups|各群发过言的人数之和
A form of contents.|一种内容形式。
posts of the form|这种形式的内容条数
how many a week should have|一周应有多少
weeks of all groups|各群的周
posts that lack something that is wanted|缺了该有的东西的条数
A lottery of the policy.|群规里的一个抽奖。
rounds that ended|结束了的轮数
rounds by result|各种结果的轮数
entries of all rounds|各轮的参加次数
members who entered|参加过的成员
prizes that were drawn|抽出的奖
members who won|中过奖的成员
of these, more than once|其中不止一次的
who won more than once|不止一次中奖的人
witnesses who did not reveal|没有公布秘密的见证人
A metric of the policy.|群规里的一个指标。
`day`, `week` or `month`|`day`、`week` 或 `month`
whether it is a part of one|是不是份额
over all groups|所有群
by size band|按群规模
by tag of the group|按群标签
What became of points.|积分的去向。
their name|积分的名字
points|积分数
what members still have|成员手上还有的
members who earned any|挣到过的成员
The last ranking of a group.|一个群最近一次排行。
the first day of its period|这一期的第一天
the places|名次
A reward of the policy.|群规里的一个奖励。
`cash`, `goods` or `honour`|`cash`、`goods` 或 `honour`
how often it was redeemed|兑换次数
by how many members|兑换的人数
what it cost together|一共花了多少
A duty roster of the policy.|群规里的一张值班表。
the time of the log|记录的时间
of it, with nobody on duty|其中没人值班的
shift by shift|按班
while nobody was on duty|没人值班的时候
all together|全部
A rule of the policy.|群规里的一条规则。
how often it fired|触发次数
messages on which it fired|触发它的消息
events on which it did not fire as something was unknown|因为有什么不知道而没有触发的事件
What came while a shift was on duty.|一班值班时来的事。
notices|通知
hand-overs|转交
questions that were asked|问了人的
questions that were approved|同意的
questions that were rejected|驳回的
questions that nobody answered|没人答复的
questions that are still open|还在等的
until an answer, on average|平均几分钟有答复
Days in a row of one sort.|一种连续天数。
of what|什么的连续天数
members who took part|参加过的成员
members at the end, by length in days|到最后还连着的成员，按天数
how many broke, by length in days|断了的次数，按天数
the most days in a row|最多连续几天
of those at the end|到最后还连着的里面
group by group|按群
A tier at one moment.|某一时刻的一个层级。
who is in it|在里面的人数
their share of the members|占成员的份额
of whom nobody can tell|看不出来的人数
A title of the policy.|群规里的一个头衔。
how often it was given|授予次数
to how many members|授予的人数
What a rule on trial would have done.|试运行的规则本来会做什么。
how it is tried|怎样试
from when on it acts; null: until told|从哪天起执行；null 表示等人来改
what it would have done, by action|本来会做什么，按动作
members on whom it would have intervened|本来会处置的成员
how often a human would have been asked|本来会问人多少次
what it would have asked for in vain|想做也做不成的次数
what was done and would have given way|做了而本来会让位的次数
how often a promise forbids it|被承诺挡住的次数
Events that would not have happened; none of a replay of the log as it is.|不会发生的事件；照记录重放时没有。
how many events|多少个事件
of these, messages|其中的消息
events by what prevented them|按被什么拦下
Under which key members and groups are called what they are.|成员和群的化名用的是哪个密钥。
of the key: equal ones, equal names|密钥的指纹：相同，化名就相同
whether the key was given, and can be used again|密钥是不是人给的、以后还能用
A place in a ranking.|排行里的一个名次。
from 1; equal ones share a place|从 1 起；相等的并列
what it is ranked by|排行依据的数
What the guide gives for a size band: to compare with.|一档群规模的参考值，供对照。
Points or rewards that were not given.|没有给的积分或奖励。
which points or reward|哪种积分或奖励
why, as in `lost` of a decision|原因，写法同判断里的 `lost`
Rows that could not be read.|读不了的行。
how many there are|多少行
how many, by the code of the diagnostic|多少行，按诊断编号
The books of the reading.|读入的账目。
files that were read|读了的文件
files not read, or not to their end|没读或没读完的文件
rows of all files|全部文件的行数
rows that say nothing a policy asks for|群规用不到的行
rows that could not be read|读不了的行
events, ticks left out|事件数，钟点不算
events with an id that was there before|编号重复的事件
ticks that the replay made|重放补出的钟点
rows earlier than those before them|比前面更早的行
of these, too late to be put in order|其中太晚、排不回去的
the first event; null if there is none|第一个事件的时间；没有事件时是 null
the last event; null if there is none|最后一个事件的时间；没有事件时是 null
groups of the log|记录里的群
members who wrote|发过言的成员
The policy that was replayed.|重放的群规。
what the policy calls itself|群规的名称
of its meaning: equal ones decide alike|含义的摘要：相同，判断就相同
the time zone of days and hours|日子和钟点所用的时区
How many of those who joined did something.|入群的人里有多少做了某件事。
of so many for whom the log is long enough|记录够长、看得出来的人数
joins for which it is too short|记录太短、看不出来的入群
the 95 % interval of the share|份额的 95% 区间
How far what a rule fired on went.|触发一条规则的东西传了多远。
different texts|不同的文字
groups|群
platforms|平台
persons|人
A shift of a roster.|值班表里的一班。
its days, hours and people|日子、时间和人
Hours in which nothing at all happened.|什么也没有发生的时间。
heartbeats of the bot|机器人的心跳
their rhythm; null if there are too few|心跳的间隔；太少时是 null
hours of the long silences, together|长时间无声合计的小时数
hours of the longest|最长一次的小时数
hours without heartbeats; null if nobody can tell|没有心跳的小时数；看不出来时是 null
Texts that stood in several places.|在几处出现过的文字。
How long members stay.|成员留多久。
who were still there at the end|到最后还在的人
who left|退群的人
`here` over both|`here` 占两者的份额
how long all of them stayed|所有人留了多久
how long those stayed who left|退群的人留了多久
Days in a row in one group.|一个群里的连续天数。
members who were active|活跃过的成员
members with days in a row at the end|到最后还连着的成员
Who was in the groups at one moment.|某一时刻群里有哪些人。
members, bots left out|成员数，机器人不算
of these, without a message for 30 days|其中 30 天没有发言的
the tiers of the policy by name|群规的各个层级
What the structure may be compared with.|成员结构可以和什么对照。
the kind that was asked for; null: all|要对照的类型；null 表示全部
the figures by kind|按类型的数字
The structure of the members over time.|成员结构的变化。
at the last event of each group|各群最后一个事件时
at the end of each week|每周末
Actions that people took back.|被人收回的处置。
forgiven|赦免的
vetoed|否决的
The ten at most with the most violations.|违规最多的，至多十个。
words|词
hosts of links|链接的域名
members|成员
A host that was a reason for violations.|造成违规的域名。
the host|域名
violations that it was a reason for|它造成的违规
A member with many violations.|违规多的成员。
messages of the member|这个成员的消息
actions carried out on the member|对这个成员执行的处置
A word that was a reason for violations.|造成违规的词。
the word list; empty for a text in the rule|词库；规则里直接写的文字，这里为空
A member who complained often, without any complaint leading to anything.|常投诉而每次都没有结果的成员。
how many complaints|投诉次数
How many posts of a form a week should have.|一种形式一周应有多少条。
at least|至少
at most|至多
Something that a policy watches for, from its beginning to its end.|群规盯着的一件事，从开始到结束。
the name of the rule|规则名
the day on which it began|开始的日子
the day on which it ended; null: not yet|结束的日子；null 表示还没有
Who was in the groups at the end of a week.|一周结束时群里有哪些人。
the last day of the week|这一周的最后一天
the version of this form; see the promise above|这种格式的版本；见上面的承诺
who wrote it: `policyq` and its version|谁写的：`policyq` 和版本
the policy that was replayed|重放的群规
the log as it is, or without what the policy would have prevented|照记录，或者去掉群规会拦下的
how members are called; null: by their accounts|成员怎样称呼；null 表示直接用账号
what was read|读了什么
what the numbers rest on|这些数靠什么
the whole log|整份记录
by size of group|按群规模
by hour of the day, all 24|按钟点，24 个都有
by day, quiet days left out|按日，没有事的日子不列
actions that were carried out, by name|执行了的动作，按名字
`asked`, `joined`, `open`, and how they were answered|`asked`、`joined`、`open`，和各种答复
how often each held something back|每条承诺拦下过多少次
what waited for the end of the bot's quiet hours, by action|等机器人静默结束才说的，按动作
what would not have happened|不会发生的
hours in which nothing happened|什么也没有发生的时间
actions that people took back|被人收回的处置
who the members are|成员是些什么人
how far each ladder is climbed|每个阶梯走到哪里
by machine or by a human|由机器还是由人
appeals against penalties|对处罚的申诉
words, hosts and members with most violations|违规最多的词、域名和成员
of policies with metrics|有指标的群规才有
of policies with calendars of contents|有内容日历的群规才有
of policies with forms|有内容形式的群规才有
of policies with rankings|有排行的群规才有
of logs that say where members came from|说了成员来源的记录才有
of people on several platforms|有人在几个平台上才有
of policies with points or titles|有积分或头衔的群规才有
of policies with days in a row|有连续天数的群规才有
where there are complaints|有投诉才有
of policies with lotteries|有抽奖的群规才有
of policies with rosters|有值班表的群规才有
rules on trial by name, if there are any|试运行的规则，按名字；有才写
with `--hot-words`|用了 `--hot-words` 才有
of policies that count over all groups|跨群计数的群规才有
What a change of policies would do, as `policyq plan --json` prints it.|群规的一次改动会怎样，`policyq plan --json` 打印的就是它。
Whether the old policy reproduces what the log says was done.|旧群规能否重现记录里的处置。
the agreement; null if the log holds no outcomes|吻合的份额；记录里没有处置结果时是 null
below this nothing is compared|低于它就不比较
actions in the log|记录里的处置
actions of the replay|重放出的处置
actions in both|两边都有的处置
actions in one of them alone, by reason|只有一边有的处置，按原因
What a budget is kept for alone.|预算只管什么。
which sort|哪一类
which one|哪一个
The limit of a budget.|预算的上限。
of the number, or of its growth|限的是数，还是增长
the limit; a part of one if in percent|上限；百分比写成小数
whether it was written in percent|是不是按百分比写的
Somebody answers for exceeding a budget.|有人为超出预算负责。
why it may be exceeded|为什么可以超出
who answers for it|谁负责
the last day on which it holds|有效的最后一天
whether that day is over|过期没有
A part of the policy that changes in meaning.|群规里意思变了的一部分。
what sort of part: `rules`, `words`, `ladders` …|哪一种：`rules`、`words`、`ladders` 等
`through`: only what it uses changes|`through`：只是它用到的变了
the new name of one that was renamed|改了名的，新名字
the changed parts that it uses|它用到的、变了的部分
of a list: what is no longer in it|列表里没有了的
of a list: what is new in it|列表里新加的
A measure under both policies.|一个量，在两份群规之下。
under the old policy|旧群规
under the new policy|新群规
new less old, from the same draws|新减旧，用同样的抽样
A number and its interval.|一个数和它的区间。
the number; null: nothing to divide by|数值；没有可除的时是 null
the lower end; null: cannot be estimated|下限；估不出来时是 null
the upper end; null: cannot be estimated|上限；估不出来时是 null
why there is no interval: `clusters` (too few groups or members), `nothing` (to divide by), `empty` (nothing was read), `uneven` (it hangs on one or two of them), `view` (not replayed); `rare`: it rests on a handful of them|为什么没有区间：`clusters`（群或成员太少）、`nothing`（没有可除的）、`empty`（什么也没读到）、`uneven`（全看一两个群或一两个人）、`view`（没有重放）；`rare`：只靠个别群或人
A message.|一条消息。
its id, or a pseudonym of it|编号，或者它的化名
when it was sent|发送时间
what it says, masked and cut|内容，已遮住、截短
A sort of difference, and messages that show it.|一种不同，和体现它的消息。
what becomes of them under the old policy|旧群规之下的结果
what becomes of them under the new policy|新群规之下的结果
the rules that make the difference|造成不同的规则
a few of them|其中几条
Counts that begin anew under the new policy.|新群规之下要重新数起的。
`ladder`, `counter`, or `shorter`: of a window that grows|`ladder`、`counter`，或 `shorter`：时间窗变长的
How intervals are made.|区间怎样得来。
how sure: 0.95|把握：0.95
how often the log is drawn anew|重抽多少次
the seed of the draws|重抽的种子
what is drawn; null: too few|按什么重抽；太少时是 null
how many of these there are|一共有多少个
A budget and whether it is kept.|一项预算，和守住没有。
what is limited|限制什么
what it is kept for alone|只管什么
the limit|上限
judged by the pessimistic end of the interval, or by the log alone|按区间最坏的一端，还是只按这份记录
the view that was judged|按哪个视角
`excepted`: over, and somebody answers for it|`excepted`：超出，而有人负责
what was judged|估计
the pessimistic end; null: not known|最坏的一端；不知道时是 null
where the budget is written: file and line|预算写在哪里：文件和行
who answers for exceeding it, if anybody|谁为超出负责，有才写
Members who are muted or removed under one of the policies alone.|只在一份群规之下被禁言或移出的成员数。
muted under the new policy alone|只在新群规下被禁言
muted under the old policy alone|只在旧群规下被禁言
removed under the new policy alone|只在新群规下被移出
removed under the old policy alone|只在旧群规下被移出
A member whom the new policy is the first to mute or remove.|新群规之下才被禁言或移出的成员。
how often, under the old policy and the new|次数：旧群规、新群规
A number under the old policy and under the new one.|一个数，旧群规和新群规之下。
What a part of a policy is called.|群规里的一部分叫什么。
What changes in meaning.|意思变了什么。
of the whole policy|整份群规的
rules, lists, ladders and others|规则、列表、阶梯等
counts that begin anew|要重新数起的
A day on which a policy finds or does something, in the time zone of the old policy.|有一份群规发现或处置了什么的一天，按旧群规的时区。
the day of the decisions|判断的日期
rows too late to be put in order|太晚、排不回去的行
messages for which a field was assumed|某一项靠推定的消息
The change of one policy.|一份群规的改动。
the answer in one line, in English|一句话的结论（英文）
the old policy|旧群规
the new policy|新群规
whether anything changes in meaning|意思有没有变
whether the old policy fails to reproduce the log|旧群规是不是重放不出记录
whether a budget is not kept|有没有预算没守住
what changes in meaning|意思变了什么
what was read; null if nothing was|读了什么；没有读时是 null
of the old policy with the log; null if not read|旧群规与记录的吻合；没有读时是 null
how intervals are made; null if there are none|区间怎样得来；没有时是 null
`fixed`, `suppressed`, and `deterred N %`; empty if nothing changes|`fixed`、`suppressed` 和 `deterred N %`；没有改动时为空
messages that end otherwise|结果不同的消息
the budgets of the project|项目的预算
How often a rule fires.|一条规则触发多少次。
under the new policy alone|只在新群规下
under the old policy alone|只在旧群规下
under both, and something else is done|两边都有，而做法不同
the difference for every 1,000 messages; intervals hold together|每千条消息的差；各区间同时成立
One side of a plan.|预演的一边。
what it was called on the command line|命令行上的写法
Messages of one slice of the log.|记录里一部分的消息。
acted on under the old policy|旧群规下被处置的
acted on under the new policy|新群规下被处置的
One way of replaying both policies.|两份群规的一种重放方式。
measures by name|各个量，按名字
what becomes of messages|消息的结果
events that do not happen by reason, old and new|不会发生的事件，按原因：旧、新
events on which something else is done|做法不同的事件
by role, size band, hour, platform and tier, and by value|按身份、群规模、钟点、平台和层级，再按值
how many members are punished anew|新受罚的成员有多少
these members, one by one|这些成员，逐个
Something that the whole policy says.|整份群规说的一件事。
Messages that fall into one class under the old policy and into one under the new.|在旧、新群规之下各归一类的消息。
one for each policy of the folders|文件夹里每份群规一个
One disposal: something that was done, asked, put off or not done. A line of `policyq records --json`; what does not apply is left out.|一条处置：做了、问了、推迟了或没有做的一件事。`policyq records --json` 的一行；用不到的不写。
the time of the decision|判断的时间
whether it was done, asked, put off or not done|做了、问了、推迟了还是没有做
when a mute or lock ends|禁言什么时候结束
words and hosts in the text; of contacts their kind|文字里的词和域名；联系方式只写种类
what the rule says of itself|规则的说明
the question that it is, or that led to it|它就是的、或者带来它的问题
how a question ended: `approved`, `rejected`, `timed_out`; `said`, of what was put off; why something was not done|问题的结果：`approved`、`rejected`、`timed_out`；推迟的：`said`；没有做的：原因
who judged the question|谁裁决的
the promise that held it back|拦下它的承诺
`failed`, `vetoed` or `forgiven`, if it was taken back|`failed`、`vetoed` 或 `forgiven`，收回了才写
who took it back|谁收回的
the id of the event that led to it|带来它的事件的编号
What was found in policies, as `--format json` of `policyq check` and `policyq lint` prints.|在群规里发现了什么，`policyq check` 和 `policyq lint` 的 `--format json` 打印的就是它。
One thing that was found and that the policy allows.|发现了而群规允许的一处。
the file; null if there is none|文件；没有时是 null
in code points, from 0; -1: nowhere|以码点计，从 0 起；-1 表示没有位置
behind the last code point; -1 likewise|最后一个码点之后；-1 同上
from 1; null if the text is not at hand|从 1 起；手头没有原文时是 null
in code points, from 1; null likewise|以码点计，从 1 起；null 同上
the line of the end; null likewise|结束的行；null 同上
the column of the end; null likewise|结束的列；null 同上
such as `PQ201`; never used for another thing|如 `PQ201`；不会改作他用
what the code is called|编号的名称
how grave it is|有多严重
what is wrong|错在哪里
the places, the main one first|各个位置，主要的在前
what to do; null if nothing is said|怎么办；没有说时是 null
what was probably meant, if known|大概想写的是什么
what may be written instead|可以改写成什么
where the policy allows it|群规在哪里允许
the last day on which it does|允许的最后一天
why|为什么
One thing that was found.|发现的一处。
A span, and what is said of it.|一段，和对它的说明。
what is said of it|对它的说明
What may be written instead.|可以改写成什么。
what to write there|在那里写什么
whether nothing else can be meant|是不是只能这样改
How many there are.|各有多少。
errors|错误
warnings|警告
advice|建议
A span of a file.|文件里的一段。
of the sentences|句子的语言
how many were found|发现了多少
what was found|发现了什么
what a policy allows|群规允许的
What became of the examples of one policy: a line of `policyq test --json`.|一份群规的示例结果：`policyq test --json` 的一行。
How much of a policy the examples reach: how many, and of how many.|示例走到了群规的多少：多少，共多少。
rules that fired, and all|触发过的规则，和全部
conditions true and false, and all|成立和不成立过的条件，和全部
A rule, as the examples reach it.|一条规则，示例走到了多少。
in how many examples it fired|在几个示例里触发
its conditions, and which of false and true they were|它的条件，不成立、成立各有没有过
the file|文件
the titles of those that hold|通过的示例的标题
the others, as diagnostics|没通过的，写成诊断
policies that it uses, with examples of their own|它引用的、自己有示例的群规
how much the examples reach|示例走到了多少
why there is none: too few are `judged`, none of those `passed` is, no rule is `named`, `nothing` to divide by; `rare`: it rests on a handful of members|为什么没有：判过的太少（`judged`）、放行的一条没判（`passed`）、没写哪条规则（`named`）、没有可比的（`nothing`）；`rare`：只来自几个人
What a policy with other numbers would do, as `policyq tune --json` prints it.|群规换成别的数会怎样，`policyq tune --json` 打印的就是它。
The policy as it stands.|现在的群规。
What a number is called.|一个数的叫法。
in Chinese|中文
in English|英文
A number that is varied.|一个要调的数。
the file that it stands in|它所在的文件
what stands there now|现在写的是什么
what it becomes, as it would stand there|换成的各个值，照群规里的写法
Minus the policy as it stands, for every 1,000 messages of the log.|与现在的群规之差，按每千条消息算。
of what is let through|放过的违规
of interventions|干预
What a point comes to, in the whole log.|一种取法在全部记录里的结果。
violations by some point of the grid on which this one does nothing|至少有一种取法认定违规、而这一种什么也没做的消息
interventions|干预
members removed|移出
mutes|禁言
decisions that wait for a human, or are handed to one|等人确认的、转交给人的判断
messages that were not sent|没有发出的消息
from the policy as it stands|与现在的群规之差
What people judged, and how right a point is by that, in the log as it is.|人工标注，和据此这种取法有多准（照记录）。
how right it is|有多准
One point of the grid: a value for each number that is varied.|一种取法：每个要调的数各一个值。
its number; 0 is the policy as it stands|编号；0 是现在的群规
in the order of `varied`|次序同 `varied`
whether no other point beats it|是不是没有别的取法比得过它
whether it means what the policy as it stands means|意思是否和现在的群规一样
the ways of replaying by name|各种视角，按名字
policyq and its version|policyq 和版本
the policy as it stands|现在的群规
the books of the reading|读了什么
how much of the outcomes of the log the policy as it stands reproduces; null if there are none|记录里的处置，现在的群规能重现多少；记录里没有处置是 null
how intervals are made|区间怎么算
the way of replaying by which points are compared|比较取法用哪种视角
whether points are compared by labels, too|是不是也按标注比较
The messages that people judged, and how they met the log.|人工判过的消息，和它们怎么对上记录。
the numbers that are varied|要调的数
the policy as it stands, then all points of the grid|先是现在的群规，再是全部取法
the number of the chosen point, if any|选中的取法的编号（选了的话）
the chosen point as a unified diff, if it changes any|选中的取法写成补丁（有改动的话）
A share of judged messages.|判过的消息的一个份额。
of 95 %; null: cannot be estimated|95 % 区间；null：估不出来
How much a share grows under the new policy.|新群规下份额增加多少。
new less old; null if nobody can tell|新减旧；说不清是 null
How right a policy or a rule is, by what people judged.|按人工标注，一份群规或一条规则有多准。
of what it finds, the part that is a violation|它认定的里面，真违规的份额
of violations, the part that it finds|违规的里面，它认定的份额
of what is fine, the part that it finds|正常的里面，它认定的份额
judged messages in which it is right|判过的消息里，管对的
judged messages in which it is wrong|判过的消息里，误伤的
judged violations that it misses; null: not known|判为违规而漏掉的；null：不知道
who wrote those in which it finds something|它认定的消息是几个人发的
New less old, from the same draws.|新减旧，来自同样的抽样。
of precision|管对的比例
of recall|管到的比例
of false positives|误伤率
How right both policies are.|新旧群规各有多准。
how the messages were drawn; null: nobody says it|消息是怎么抽的；null：没有写明
from how many messages, if it is said|从多少条消息里抽的（写明时）
messages of the log that were judged|记录里判过的消息
of these, violations|其中违规的
messages of which people could not tell|说不准的消息
messages with contradicting labels|标注自相矛盾的消息
labels that say the same again|重复的标注
labels of messages that are not in the log|消息不在记录里的标注
labels whose id several groups have|id 在几个群里都有的标注
labels of messages that would not have been sent|消息按群规不会发出的标注
whose messages go together in intervals; null: nobody's|区间里谁的消息算在一起；null：各算各的
What people judged, and how right the policy is by that.|人工标注，和据此群规有多准。
the whole policy|整份群规
What people judged, and how right both policies are by that.|人工标注，和据此新旧群规各有多准。
the whole policies|整份群规
what people judged; null without labels|人工标注；没有标注是 null
what people judged, where there are labels|人工标注（有的话）
messages of the log|记录里的消息
How many changes somebody notices.|有人注意到多少处改动。
by an example|示例注意到的
by the log, and by no example; null if no log was asked|只有聊天记录注意到、示例没有注意到的；没有给记录就是 null
How many changes were tried and are not counted.|试了、但没有算进来的改动有多少。
`policyq check` refuses the changed policy|改了以后 `policyq check` 通不过
it means the same, or the same as another change|意思没有变，或者和另一处改动的意思一样
nothing is done otherwise, only reports tell something else|处置全都一样，只有报告说的不同
The changes of one kind.|某一类改动。
how many there are|有多少处
how many of them somebody notices|其中有人注意到的有多少处
The same in Chinese and in English.|同一句话，中文和英文。
in Chinese|中文
in English|英文
A change that nobody notices.|没有人注意到的一处改动。
of the report about it|说到它的那条提示的编号
what kind of change it is|是哪一类改动
the name of what is changed; null if it has none|改的是哪一条，它的名字；没有名字就是 null
what is changed, in words|改了什么，用话说出来
an example that would notice it; null: none was found|能注意到它的示例；没有找到就是 null
why there is no example; null if there is one|为什么没有示例；有示例就是 null
What came of one policy.|一份群规的结果。
how the changes were drawn|抽样用的种子
small changes that there are|一共有多少处小改动
of these, drawn and tried: those counted and those not|其中抽中、试了的，算进来的和没有算进来的都在内
those that make another policy|改成了另一份群规的
the others, by why they are not counted|其余的，按为什么没有算进来
of those counted, how many somebody notices|算进来的里面，有多少有人注意到
the share noticed; null: nothing was counted|注意到的占几成；没有算进来的就是 null
those counted, by kind; a kind without any is left out|算进来的，按类别；没有的类别不写
those that nobody notices, by place|没有人注意到的，按位置
Whether the examples of policies notice small changes, as `policyq mutate --json` prints it.|群规的示例能不能注意到小改动，`policyq mutate --json` 打印的就是它。
the policies, as they were named|各份群规，按给出的顺序
"""

SENTENCES: dict[str, str] = {
    line.partition("|")[0]: line.partition("|")[2] for line in _PAIRS.splitlines() if line
}
