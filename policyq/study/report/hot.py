"""The hottest words in a report."""

from __future__ import annotations

from policyq.study.hotwords import FEWEST, hottest
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, percent, whole


def hot(report: Report, say: Say) -> Section | None:
    """The words that the log talks about most, where they were asked for."""
    if not report.hot_words:
        return None
    rates = report.rates
    words, stop = hottest(rates.hot, rates.hot_days, rates.group_days)
    says = (
        say(
            f"在一半以上的日子里都说到的 {stop} 个词不算（每个群每天算一份，共 {whole(rates.group_days)} 份）",
            f"without {whole(stop)} words that stand in half of the {whole(rates.group_days)} days "
            "or more (each group's day is one)",
        ),
    )
    if rates.group_days < FEWEST:
        says = (
            say(
                f"不到 {FEWEST} 天的记录分不出哪些词天天都说，所以一个也没有去掉",
                f"fewer than {FEWEST} days do not tell which words are always said, so none is left out",
            ),
        )
    rows = tuple(
        (one.word, whole(one.messages), percent(one.days / rates.group_days)) for one in words
    )
    columns = (say("词", "word"), say("消息", "messages"), say("出现的日子", "of the days"))
    return Section(say("最热的词", "hottest words"), says, columns if rows else (), rows)


def document(report: Report) -> dict[str, object]:
    """The same as plain values; nothing where they were not asked for."""
    if not report.hot_words:
        return {}
    rates = report.rates
    words, stop = hottest(rates.hot, rates.hot_days, rates.group_days)
    return {
        "hot_words": {
            "words": [one._asdict() for one in words],
            "group_days": rates.group_days,
            "stop_words": stop,
        }
    }
