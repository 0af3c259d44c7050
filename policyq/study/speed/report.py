"""The figures in words, and as plain values."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from policyq.study.report.words import Section, percent, whole
from policyq.study.report.written import as_markdown, as_text
from policyq.study.speed.figures import Cost, Memory, Speed, Spread, Waits
from policyq.vocabulary.types import Said

#: Raised when a reader of the document would have to change.
FORMAT = 1
_KINDS = {"rule": Said("规则", "rule"), "list": Said("词库", "words")}


def to_text(speed: Speed, language: str) -> str:
    """For a terminal; it ends with a line feed."""
    return as_text(list(_Words(speed, language).sections()))


def to_markdown(speed: Speed, language: str) -> str:
    """As Markdown; it ends with a line feed."""
    return as_markdown(list(_Words(speed, language).sections()))


def to_json(speed: Speed) -> str:
    """As indented JSON with sorted keys. Times are microseconds, sizes bytes."""
    document = {"format": FORMAT, **_plain(asdict(speed))}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _plain(one: dict[str, object]) -> dict[str, object]:
    """Spreads by the names of what they hold."""
    return {name: _value(value) for name, value in one.items()}


def _value(value: object) -> object:
    if isinstance(value, Spread):
        return value._asdict()
    if isinstance(value, dict):
        return _plain(value)
    return [_value(one) for one in value] if isinstance(value, tuple | list) else value


class _Words:
    def __init__(self, speed: Speed, language: str) -> None:
        self._speed = speed
        self._language = language

    def _say(self, zh: str, en: str) -> str:
        return Said(zh, en).in_(self._language)

    def sections(self) -> Iterator[Section]:
        yield self._head()
        yield self._waits()
        if self._speed.control is not None:
            yield self._costs(self._speed.control)
        yield self._memory(self._speed.memory)

    def _head(self) -> Section:
        one, say = self._speed, self._say
        rate = one.rate
        each = 1e6 / rate.middle
        return Section(
            say(f"速度：{one.policy}（{one.digest}）", f"speed: {one.policy} ({one.digest})"),
            (
                say(
                    f"每秒 {rate.middle:,.0f} 个事件（{rate.low:,.0f} 至 {rate.high:,.0f}），"
                    f"单线程，每个 {each:.1f} 微秒",
                    f"{rate.middle:,.0f} events a second ({rate.low:,.0f} to {rate.high:,.0f}), "
                    f"one thread, {each:.1f} µs each",
                ),
                say(
                    f"{whole(one.events)} 个事件，{whole(one.groups)} 个群，{one.rounds} 轮；{one.machine}",
                    f"{whole(one.events)} events of {whole(one.groups)} groups, {one.rounds} rounds; "
                    f"{one.machine}",
                ),
                say(
                    f"从群规到判断第一条消息 {one.compiled:.2f} 秒，只有一次",
                    f"from the policy to the first message decided {one.compiled:.2f} s, once",
                ),
            ),
        )

    def _waits(self) -> Section:
        say = self._say
        found = (
            (say("没有规则触发", "no rule fires"), self._speed.idle),
            (say("有规则触发", "some rule fires"), self._speed.firing),
        )
        says = (
            say(
                "括号里是各轮的最小和最大；看钟表本身的时间已经减去",
                "in brackets the least and the greatest of the rounds; what looking at the clock "
                "takes is taken off",
            ),
        )
        columns = (
            say("单个事件（微秒）", "single events (µs)"),
            say("事件", "events"),
            say("一半在多少以内", "half within"),
            say("99 % 在多少以内", "99 % within"),
        )
        rows = [(name, *self._wait(wait)) for name, wait in found if wait is not None]
        return Section(say("一个一个看", "one by one"), says, columns, tuple(rows))

    def _wait(self, wait: Waits) -> tuple[str, str, str]:
        return whole(wait.events), _spread(wait.half), _spread(wait.most)

    def _costs(self, control: Spread) -> Section:
        say, costs = self._say, self._speed.costs
        told = [one for one in costs if one.told]
        rest = [one for one in costs if not one.told]
        says = [
            say(
                "去掉它，平均每个事件能省多少；括号里是 95 % 区间。共用的部分谁也省不下，所以加起来不是全部",
                "what leaving it out saves, an event on average; in brackets the 95 % "
                "interval. What parts share is saved by none, so that they do not add up to the whole",
            ),
            say(
                f"误差：同一份群规和自己比，差 {control.low:+.2f} 至 {control.high:+.2f} 微秒",
                f"error: the policy differs from itself by {control.low:+.2f} to {control.high:+.2f} µs",
            ),
        ]
        if rest:
            names = say("、", ", ").join(self._named(one) for one in rest)
            says.append(say(f"和不花时间分不开：{names}", f"not to be told from nothing: {names}"))
        columns = (
            say("部分", "part"), say("微秒", "µs"), say("占比", "share"),
        )  # fmt: skip
        rows = [(self._named(one), _spread(one.saved), percent(one.share)) for one in told]
        return Section(say("各部分的开销", "what parts cost"), tuple(says), columns, tuple(rows))

    def _named(self, one: Cost) -> str:
        return f"{_KINDS[one.kind].in_(self._language)} {one.name}"

    def _memory(self, memory: Memory) -> Section:
        say = self._say
        says = [
            say(
                f"{whole(memory.events)} 个事件以后，记住的 {_bytes(memory.state)}（tracemalloc）；"
                f"保存成 JSON {_bytes(memory.saved)}",
                f"what is remembered after {whole(memory.events)} events {_bytes(memory.state)} "
                f"(tracemalloc); saved as JSON {_bytes(memory.saved)}",
            ),
            say(
                f"群规本身 {_bytes(memory.program)}（tracemalloc；词库的自动机在 Python 之外，没有算进来）",
                f"the policy itself {_bytes(memory.program)} (tracemalloc; the automata of the lists "
                "are outside of Python and not in it)",
            ),
        ]
        if memory.peak is not None:
            says.append(
                say(
                    f"整个进程最多 {_bytes(memory.peak)}，连同聊天记录和各种比较",
                    f"the whole process at its peak {_bytes(memory.peak)}, with the log and all that "
                    "is compared",
                )
            )
        return Section(say("内存", "memory"), tuple(says))


def _spread(one: Spread) -> str:
    return f"{one.middle:,.2f} ({one.low:,.2f} – {one.high:,.2f})"


def _bytes(size: int) -> str:
    if size < 1_000_000:
        return f"{size / 1000:,.1f} kB"
    return f"{size / 1_000_000:,.1f} MB"
