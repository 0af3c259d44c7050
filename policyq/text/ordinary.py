"""Words that are ordinary even where somebody calls themselves so: the commonest of English and
Chinese chats. Written for this project.

As a name they are found only where somebody is addressed by them.
"""

from __future__ import annotations

from typing import Final

_WORDS = """
able about above across actually after again against ago all almost alone along already also
although always among and another any anybody anyone anything anyway anywhere apart are around ask
asked asking away back bad be became because become been before begin behind being believe below
best better between big bit both bring but buy bye call called came can cannot case change check
clear close come comes coming could course cut day days did different do does doing done down
during each early easy either else empty end enough error even ever every everybody everyone
everything exactly fact false far fast few file files find fine first fix follow for form found
free from full fun game gave get gets getting give given gives go goes going gone good got great
group guess had half hand happen happened hard has have having hear hello help her here hers hey
him his hit hold home hope hour hours how however http huh idea if important in instead into is
issue it its itself just keep kind knew know known large last late later least leave left less let
lets like line link list little local long look looking looks lost lot lots love low made mail
main make makes making man many matter may maybe mean means message might mind mine minute minutes
month more most much must myself name near need needs never new news next nice night no nobody
none nope normal not note nothing now number of off often okay old on once one only open or order
other others our out over own page part people perfect perhaps place plain play please point
possible post pretty probably problem put quick quite random rather read ready real really reason
right root run running said same save saw say says second see seem seems seen self send sent set
several shall she should show side simple since single site slow small so some somebody somehow
someone something sometimes soon sorry sort start started stay still stop stuff such super support
sure system take taken takes talk tell test text than thank thanks that the their them then there
these they thing things think this those though thought three through time times to today together
tomorrow tonight too took top try trying turn two type under until up upon us use used user useful
users using usually very via wait want wanted wants was way ways we week welcome well went were
what whatever when where whether which while white who whole whose why will with within without
word words work worked working works world would write wrong yeah year years yep yes yesterday yet
you your yours
一下 一个 一些 一样 一直 一起 上午 下午 下次 不行 不要 东西 中午 为什么 也是
了解 人家 今天 什么 今年 他们 以前 以后 休息 但是 你们 你好 信息 先生 公司 其他
再见 准备 几个 分享 刚才 加油 单词 卖家 厉害 双休 另外 可以 同学 同意 名字 周末
哈哈 哈哈哈 哪里 回复 因为 图片 在吗 地方 大家 大学 太阳 女生 好吃 好的 如果
妈妈 学习 学生 它们 安排 宝宝 客服 家长 小心 少年 工作 差不多 已经 帮忙 平安
年轻 开心 开始 必须 快乐 怎么 怎样 情况 想要 意思 感觉 感谢 慢慢 我们 所以 手机
打卡 把握 新人 新年 早上 明天 明白 星期 昨天 是的 晚上 晚安 最后 最近 有人 有点
朋友 机会 来了 没事 没有 活动 消息 清晨 然后 爸爸 现在 生活 电话 男生 知道 确定
社区 离开 空气 等等 算了 红包 结束 继续 群里 群主 考试 老师 聊天 自己 自由 若是
药品 表情 觉得 认真 语文 说话 请问 谁的 谢谢 资料 起来 路过 辛苦 过来 还有 还是
这个 这样 这里 进来 通知 那个 那里 都是 问题 随便 需要 非常 题目 风景 首先 香香
麻烦 默认
"""
ORDINARY: Final = frozenset(_WORDS.split())
