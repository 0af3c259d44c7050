"""What to change to make a policy faster: in words, with the place and what it was measured to save."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from policyq.study.report.words import Section, percent, whole
from policyq.study.report.written import as_markdown, as_text
from policyq.study.speed.changes import Change
from policyq.study.speed.figures import Cost, Spread
from policyq.vocabulary.types import Said

#: Raised when a reader of the document would have to change.
FORMAT = 1

LEAST: Final = 0.02
"""A smaller share of the time is not worth a word."""
_NAMED = 5


class Kind(NamedTuple):
    """A row of `ADVICE`."""

    title: Said
    what: Said
    least: float = LEAST


ADVICE: Final[dict[str, Kind]] = {
    "loosely": Kind(
        Said("词库 {name} 是 `宽松` 的", "list {name} is looked for `loosely`"),
        Said(
            "改成 `正常`，或者只给常被换着写的几个词写 `宽松`；谐音、拼音、拆字就认不出了",
            "look for it as by default, or write `loosely` behind the few words that people respell; "
            "homophones, pinyin and split characters are then no longer found",
        ),
    ),
    "loosely_here": Kind(
        Said("规则 {name} 里有 `宽松` 的词", "rule {name} looks for words `loosely`"),
        Said(
            "改成 `正常`；谐音、拼音、拆字就认不出了",
            "look for them as by default; homophones, pinyin and split characters are then no "
            "longer found",
        ),
    ),
    "normally": Kind(
        Said("词库 {name} 是 `正常` 的", "list {name} is looked for as by default"),
        Said(
            "词本来就没人换着写的话，写上 `严格`；繁体、花体、隔开写的就认不出了",
            "write `strictly` if nobody respells its words; traditional and styled characters, and "
            "words written apart, are then no longer found",
        ),
        0.05,
    ),
    "whole": Kind(
        Said("词库 {name} 是 `整词` 的", "list {name} finds words `wholly`"),
        Said(
            "只给会误伤的短词写 `整词`：找到了要先分词才知道算不算",
            "write `wholly` behind the short words only that blame others: what is found has to be "
            "cut into words before it counts",
        ),
    ),
    "alike": Kind(
        Said("规则 {name} 按 `近似文本` 统计", "rule {name} counts per `similar text`"),
        Said(
            "改成 `同一文本`；改了几个字的就不算同样的话了",
            "count `per text`; what differs by a few characters is then not the same",
        ),
    ),
    "pattern": Kind(
        Said("规则 {name} 用正则", "rule {name} matches patterns"),
        Said(
            "能写成词的写进词库，用 `含`：再多的词也只找一遍",
            "put what can be words into a list and ask `contains`: one search finds all of them",
        ),
    ),
    "contact": Kind(
        Said("规则 {name} 找联系方式", "rule {name} looks for contacts"),
        Said(
            "只写要找的那几种，并且先问少见的，如 `入群不到 7天`：没有轮到的消息就不用找",
            "name only the kinds that are meant, and ask for something rarer as well, such as "
            "`joined within 7 days`: other messages are then not searched",
        ),
    ),
    "silent": Kind(
        Said("规则 {name} 在这份记录里一次也没有触发", "rule {name} never fired over this log"),
        Said(
            "还用得着吗？省下的是去掉它省下的",
            "is it still wanted? What is saved is saved by leaving it out",
        ),
    ),
    "count": Kind(
        Said(
            "规则 {name} 每条消息都要统计",
            "rule {name} counts every message",
        ),
        Said(
            "数得少一些：先问少见的，如 `同一人 60秒内 (消息 且 字数 达到 4字)`，或给要数的写上种类；"
            "省下的是去掉它省下的，少数一些只省一部分",
            "count fewer: ask for something rarer first, as in "
            "`count(message and length >= 4 per sender within 60 seconds)`, or for one kind of "
            "message; what is saved is saved by leaving it out, and counting fewer saves a part",
        ),
    ),
    "many": Kind(
        Said("规则 {name} 等 {number} 条只有词不同", "{number} rules, such as {name}, differ in words alone"),
        Said(
            "把词放进一个词库，写成一条规则",
            "put the words into one list, and ask for it in one rule",
        ),
    ),
}  # fmt: skip


class Place(NamedTuple):
    """Where it stands in the policy."""

    file: str
    line: int
    column: int


class Advice(NamedTuple):
    """A change that was measured to be worth it."""

    change: Change
    cost: Cost
    place: Place | None
    """``None`` where it is not written as such."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What there is to say."""

    policy: str
    digest: str
    events: int
    rounds: int
    machine: str
    each: float
    """Microseconds an event."""
    tried: int
    """How many changes were measured."""
    control: Spread | None
    advice: tuple[Advice, ...]
    """What saves most first."""


def worth(change: Change, cost: Cost) -> bool:
    """Whether a change saves so much that it is told."""
    return cost.told and cost.share >= ADVICE[change.kind].least


def to_text(profile: Profile, language: str) -> str:
    """For a terminal; it ends with a line feed."""
    return as_text(list(_Words(profile, language).sections()))


def to_markdown(profile: Profile, language: str) -> str:
    """As Markdown; it ends with a line feed."""
    return as_markdown(list(_Words(profile, language).sections()))


def to_json(profile: Profile) -> str:
    """As indented JSON with sorted keys; times are microseconds."""
    one = profile
    document = {
        "format": FORMAT,
        "policy": {"name": one.policy, "digest": one.digest},
        "events": one.events,
        "rounds": one.rounds,
        "machine": one.machine,
        "each": one.each,
        "tried": one.tried,
        "control": one.control and one.control._asdict(),
        "advice": [_plain(advice) for advice in one.advice],
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _plain(one: Advice) -> dict[str, object]:
    return {
        "kind": one.change.kind,
        one.change.sort: one.change.name,
        "others": list(one.change.others),
        "place": one.place and one.place._asdict(),
        "saved": one.cost.saved._asdict(),
        "share": one.cost.share,
        "title": {language: _title(one.change, language) for language in ("zh", "en")},
        "says": ADVICE[one.change.kind].what._asdict(),
    }


def _title(change: Change, language: str) -> str:
    said = ADVICE[change.kind].title.in_(language)
    return said.format(name=change.name, number=len(change.others) + 1)


class _Words:
    def __init__(self, profile: Profile, language: str) -> None:
        self._profile = profile
        self._language = language

    def _say(self, zh: str, en: str) -> str:
        return Said(zh, en).in_(self._language)

    def sections(self) -> Iterator[Section]:
        yield self._head()
        for number, one in enumerate(self._profile.advice, 1):
            yield self._advice(number, one)

    def _head(self) -> Section:
        one, say = self._profile, self._say
        says = [
            say(
                f"每个事件 {one.each:.1f} 微秒，{whole(one.events)} 个事件，{one.rounds} 轮；{one.machine}",
                f"{one.each:.1f} µs an event, {whole(one.events)} events, {one.rounds} rounds; "
                f"{one.machine}",
            ),
            say(
                f"试了 {one.tried} 种改法，写出省下的时间和 95 % 区间；各改各的，加起来不作数",
                f"{one.tried} changes were tried, each by itself; shown is what it saves, with its "
                "95 % interval. They do not add up",
            ),
        ]
        if one.control is not None:
            low, high = one.control.low, one.control.high
            says.append(
                say(
                    f"误差：同一份群规和自己比，差 {low:+.2f} 至 {high:+.2f} 微秒",
                    f"error: the policy differs from itself by {low:+.2f} to {high:+.2f} µs",
                )
            )
        if not one.advice:
            says.append(self._nothing())
        return Section(
            say(f"怎样更快：{one.policy}（{one.digest}）", f"faster: {one.policy} ({one.digest})"),
            tuple(says),
        )

    def _nothing(self) -> str:
        share = percent(LEAST)
        return self._say(
            f"没有什么好说的：没有一种改法能确定省下 {share} 以上",
            f"nothing to say: no change surely saves {share} or more",
        )

    def _advice(self, number: int, one: Advice) -> Section:
        saved, share = one.cost.saved, percent(one.cost.share)
        says = [
            self._say(
                f"省 {share}：{saved.middle:.2f} 微秒（{saved.low:.2f} 至 {saved.high:.2f}）",
                f"saves {share}: {saved.middle:.2f} µs ({saved.low:.2f} to {saved.high:.2f})",
            ),
            ADVICE[one.change.kind].what.in_(self._language),
        ]
        if one.place is not None:
            says.insert(0, f"{one.place.file}:{one.place.line}:{one.place.column}")
        if one.change.others:
            says.append(self._others(one.change.others))
        return Section(f"{number}. {_title(one.change, self._language)}", tuple(says))

    def _others(self, names: Sequence[str]) -> str:
        shown = self._say("、", ", ").join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
        return self._say(f"还有 {shown}", f"with {shown}")
