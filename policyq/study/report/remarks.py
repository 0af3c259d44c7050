"""What is to be borne in mind of a replay: what the log does not say, what waits, what was not kept."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.study.report import report as of
from policyq.study.report.rejected import reason as why
from policyq.study.report.report import Log, Report
from policyq.study.report.words import Say, Section, field_of, many, percent, whole
from policyq.vocabulary.actions import ACTIONS


def rests(report: Report, say: Say) -> Section | None:
    """Everything of the kind, if there is anything."""
    says = tuple(_remarks(report, say))
    return Section(say("须知", "to be borne in mind"), says) if says else None


def unknowns(log: Log, say: Say) -> Iterator[str]:
    """What the log, the roster and the calendar do not say."""
    if log.assumed:
        all = percent(of.share(log.assumed.get("any", 0), log.messages))
        parts = [
            f"{field_of(name, say)} {percent(of.share(number, log.messages))}"
            for name, number in sorted(log.assumed.items())
            if name != "any"
        ]
        yield say(
            f"{all} 的消息按普通成员推定（{'、'.join(parts)}）",
            f"{all} of the messages take their sender for an ordinary member ({', '.join(parts)})",
        )
    for name, fields in sorted(log.silenced.items()):
        asked = [field_of(field, say) for field in fields]
        yield say(
            f"规则 {name} 不起作用：记录里没有{'、'.join(asked)}",
            f"rule {name} is silent: the log never says {' or '.join(asked)}",
        )
    if log.beyond is not None:
        first, last, count, asking = log.beyond
        yield say(
            f"{first} 至 {last} 之间有 {count} 天日历里没有，这些天里规则 "
            f"{'、'.join(asking)} 无法判断是不是工作日、节假日",
            f"the calendar does not know {many(count, 'day')} from {first} to {last}: there "
            f"{', '.join(asking)} cannot tell workdays from holidays",
        )


def _remarks(report: Report, say: Say) -> Iterator[str]:
    log, rates = report.log, report.rates
    if report.appraisal is None and rates.all.violations:
        yield say(
            "没有人工标注：哪些是误伤、放过了多少，这份报告说不了（policyq label 抽一些来判）",
            "without labels nobody can tell who is wrongly punished, and what is let through "
            "(policyq label draws messages to be judged)",
        )
    yield from unknowns(log, say)
    for reason, number in sorted(log.rejected.items()):
        yield say(
            f"{whole(number)} 行读不了：{why(reason, 'zh')}",
            f"{many(number, 'row')} could not be read: {why(reason, 'en')}",
        )
    if log.faults:
        yield say(f"{log.faults} 个文件没有读完", f"{many(log.faults, 'file')} not read to the end")
    if repeated := rates.repeated + log.again:
        yield say(
            f"{whole(repeated)} 个事件编号重复，只算一次",
            f"{many(repeated, 'event')} repeated an id and counted once",
        )
    if log.late:
        yield say(
            f"{whole(log.late)} 个事件来得太晚，按到达时所知判断；请按时间先后给出文件",
            f"{many(log.late, 'event')} came too late and met what was known on arrival; "
            "give the files in the order of time",
        )
    if rates.open:
        yield say(
            f"{whole(rates.open)} 个待确认的动作到记录结束仍无人裁决",
            f"{many(rates.open, 'question')} still open at the end of the log",
        )
    for action, number in sorted(rates.waited.items()):
        yield say(
            f"{ACTIONS[action].says.zh}有 {whole(number)} 次等到机器人静默结束才说",
            f"{ACTIONS[action].says.en}: {whole(number)}× it waited for the end of the bot's quiet",
        )
    always = {promise.name for promise in report.program.promises if promise.always}
    for name, number in sorted(rates.promises.items()):
        if name in always:
            yield say(
                f"错误：承诺 {name} 有 {whole(number)} 次没有做到",
                f"error: promise {name} was not kept {whole(number)}×",
            )
        else:
            yield say(
                f"错误：承诺 {name} 挡住了规则 {whole(number)} 次",
                f"error: promise {name} was needed {whole(number)}×",
            )
