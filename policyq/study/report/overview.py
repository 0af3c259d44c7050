"""What an admin asks first of a replay: who was wrongly punished, who was removed, what waits, whether
the bot was there, and how the group does against last week."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.ir import clock
from policyq.study.page.page import Tile
from policyq.study.report import labels
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.weeks import Week, weeks
from policyq.study.report.words import Say, decimal, many, percent, whole
from policyq.vocabulary.types import Instant

#: A silence of fewer hours than these is a night's sleep, if there are no heartbeats.
_LONG = 12


def overview(report: Report, say: Say) -> tuple[Tile, ...]:
    """The tiles, in the order in which they are asked."""
    last, before = weeks(report)
    return (
        _wrongly(report, say),
        _removed(report, say),
        _waiting(report, say),
        _offline(report, say),
        _activity(last, before, say),
        _leavers(report, last, before, say),
    )


def _wrongly(report: Report, say: Say) -> Tile:
    judged = None if report.appraisal is None else labels.wrongly(report.appraisal, say)
    return _by_appeals(report, say) if judged is None else judged


def _by_appeals(report: Report, say: Say) -> Tile:
    appeals, back = report.rates.appeals, report.rates.presence.taken_back
    asked, granted = appeals.asked.total(), appeals.forgiven.total()
    rejected = report.rates.questions["rejected"]
    question = say("有没有罚错？", "wrongly punished?")
    judged = granted + appeals.rejected.total() + back.total() + rejected
    if not asked and not judged + report.rates.questions["approved"]:
        text = say(
            "记录里没有申诉、否决和裁决：有没有罚错，从记录里看不出来",
            "the log holds no appeals, vetoes or verdicts: nobody can tell from it",
        )
        return Tile(question, say("不知道", "not known"), (text,))
    unanswered = appeals.unanswered.total()
    return Tile(
        question,
        whole(granted + back.total()) if judged or not asked else say("不知道", "not known"),
        (
            say(
                f"申诉成立 {whole(granted)} 次，共 {whole(asked)} 次申诉，{whole(unanswered)} 次没人答复",
                f"appeals granted: {whole(granted)} of {whole(asked)}; {whole(unanswered)} were not "
                "answered",
            ),
            say(
                f"管理员事后否决 {whole(back['vetoed'])} 次，赦免 {whole(back['forgiven'])} 次",
                f"taken back by admins: {whole(back['vetoed'])} vetoed, "
                f"{whole(back['forgiven'])} forgiven",
            ),
            say(
                f"另有 {whole(rejected)} 次确认时被驳回，没有执行",
                f"besides, {whole(rejected)} rejected when asked, and never carried out",
            ),
        ),
    )


def _removed(report: Report, say: Say) -> Tile:
    actions = report.rates.actions
    says = [
        say(f"禁言 {whole(actions['mute'])} 次", f"{many(actions['mute'], 'mute')}"),
        say(f"撤回 {whole(actions['delete'])} 条", f"{many(actions['delete'], 'message')} deleted"),
        say(f"警告 {whole(actions['warn'])} 次", f"{many(actions['warn'], 'warning')}"),
    ]
    return Tile(say("移出了几次？", "removed?"), whole(actions["remove"]), tuple(says))


def _waiting(report: Report, say: Say) -> Tile:
    questions, counts = report.rates.questions, report.rates.all
    says = [
        say(
            f"问过 {whole(questions['asked'])} 次：同意 {whole(questions['approved'])}，"
            f"驳回 {whole(questions['rejected'])}，没人答复 {whole(questions['timed_out'])}",
            f"{whole(questions['asked'])} asked: {whole(questions['approved'])} approved, "
            f"{whole(questions['rejected'])} rejected, {whole(questions['timed_out'])} not answered",
        ),
        say(
            f"要管理员出手 {whole(counts.administrator)} 次，"
            f"每群每周 {decimal(of.per_week(counts.administrator, counts))} 次",
            f"somebody was needed {whole(counts.administrator)}×, "
            f"{decimal(of.per_week(counts.administrator, counts))} per group and week",
        ),
    ]
    answer = whole(report.rates.open)
    return Tile(say("还有几件等我处理？", "waiting for me?"), answer, tuple(says))


def _offline(report: Report, say: Say) -> Tile:
    presence = report.rates.presence
    question = say("机器人掉线了吗？", "offline?")
    if not presence.heard:
        return Tile(question, say("不知道", "not known"), (say("记录是空的", "the log is empty"),))
    offline, rhythm = presence.offline, presence.rhythm
    if offline is None or rhythm is None:
        text = say(
            "记录里没有心跳：安静和掉线分不开",
            "the log has no heartbeats: quiet cannot be told from offline",
        )
        long = [one for one in presence.silences if one[1] >= _LONG]
        return Tile(question, say("不知道", "not known"), (text, *_longest(report, long, say)))
    text = say(
        f"心跳一般每 {whole(rhythm)} 小时一次；连着两次没有、也没有别的事件，算掉线",
        f"heartbeats usually come every {many(rhythm, 'hour')}: offline is where two in a row are "
        "missing, and nothing else happened",
    )
    total = sum(hours for _, hours in offline)
    answer = say(f"{whole(total)} 小时", many(total, "hour"))
    return Tile(question, answer, (text, *_longest(report, offline, say)))


def _longest(report: Report, silences: list[tuple[Instant, int]], say: Say) -> Iterator[str]:
    """When it was quiet in all groups for the longest time, if that is worth a word."""
    if silences:
        at, hours = max(silences, key=lambda one: (one[1], -one[0]))
        began = f"{clock.local(at, report.program.timezone):%Y-%m-%d %H:%M}"
        yield say(
            f"所有群最长一次没有动静：{whole(hours)} 小时，从 {began} 起",
            f"longest silence of all groups: {many(hours, 'hour')}, from {began}",
        )


def _activity(last: Week | None, before: Week | None, say: Say) -> Tile:
    question = say("比上周活跃吗？", "more active than last week?")
    if last is None:
        return _too_short(question, say)
    says = [
        _versus(say("消息", "messages"), last.messages, before and before.messages, say),
        _versus(
            say("发言人次/日", "members who wrote, by day"),
            last.active,
            before and before.active,
            say,
        ),
        _versus(say("违规消息", "violations"), last.violations, before and before.violations, say),
        _when(last, before, say),
    ]
    answer = _change(last.messages, before and before.messages)
    return Tile(question, answer or whole(last.messages), tuple(says))


def _leavers(report: Report, last: Week | None, before: Week | None, say: Say) -> Tile:
    question = say("走了几个人？", "who left?")
    presence = report.rates.presence
    if not (presence.left or presence.joined):
        text = say("记录里没有入群和退群", "the log holds neither joins nor leaves")
        return Tile(question, say("不知道", "not known"), (text,))
    if last is None:
        return _too_short(question, say)
    says = (
        _versus(say("退群", "left"), last.left, before and before.left, say),
        _versus(say("入群", "joined"), last.joined, before and before.joined, say),
    )
    return Tile(question, whole(last.left), says)


def _too_short(question: str, say: Say) -> Tile:
    text = say("记录不足 7 天", "the log has fewer than 7 days")
    return Tile(question, say("不知道", "not known"), (text,))


def _versus(name: str, now: int, before: int | None, say: Say) -> str:
    if before is None:
        return say(f"{name} {whole(now)}", f"{name}: {whole(now)}")
    change = _change(now, before)
    shown = f"（{change}）" if change else "", f" ({change})" if change else ""
    return say(
        f"{name} {whole(now)}，上周 {whole(before)}{shown[0]}",
        f"{name}: {whole(now)}, {whole(before)} the week before{shown[1]}",
    )


def _change(now: int, before: int | None) -> str:
    """By which part something grew, with an arrow and a sign; nothing where there was nothing."""
    if not before:
        return ""
    part = now / before - 1
    arrow = "▲\u00a0+" if part > 0 else "▼\u00a0" if part < 0 else "=\u00a0"
    return arrow + percent(part)


def _when(last: Week, before: Week | None, say: Say) -> str:
    text = f"{last.first} – {last.last}"
    if before is None:
        return say(f"{text}，记录里没有前一周可比", f"{text}; the week before is not in the log")
    return say(
        f"{text}，对比 {before.first} – {before.last}",
        f"{text}, against {before.first} – {before.last}",
    )
