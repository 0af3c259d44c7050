"""What an audit and suggestions say: sections of sentences and tables, and JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policyq.study.pseudonyms import Pseudonyms
from policyq.study.report.words import NOTHING, Say, Section, called, many, percent, whole
from policyq.study.report.written import as_text
from policyq.study.wordlists.examples import Places, Shown
from policyq.study.wordlists.intervals import Share
from policyq.study.wordlists.judging import PROPOSALS, Judged
from policyq.study.wordlists.scoring import Score
from policyq.study.wordlists.suggesting import Suggestion
from policyq.study.wordlists.tally import Message
from policyq.vocabulary.types import Said


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything that an audit found."""

    judged: Sequence[Judged]
    messages: int
    members: int
    hit: int
    bad: Share
    least: float
    scores: Mapping[str, Score]
    """``before`` and ``after``, on what was held out; empty without."""
    examples: Mapping[int, Sequence[Message]]
    places: Mapping[int, Places]
    shown: Shown
    pseudonyms: Pseudonyms | None


@dataclass(frozen=True, slots=True)
class Suggested:
    """Suggestions, and what they were made from."""

    words: Sequence[Suggestion]
    names: int
    """How many words were left out, as they are names of members."""
    bad: int
    decent: int
    labels: bool
    """Whether labels say what is bad; else, what the list finds."""
    places: Mapping[str, Places]
    shown: Shown
    pseudonyms: Pseudonyms | None


_SCORES = {"before": Said("原来", "as it is"), "after": Said("照办以后", "with the proposals")}


def audit_to_text(audit: Audit, language: str, top: int) -> str:
    """An audit for a terminal, with the first words of it; it ends with a line feed."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    return as_text(list(_audit(audit, say, top)))


def suggested_to_text(suggested: Suggested, language: str) -> str:
    """Suggestions for a terminal; it ends with a line feed."""

    def say(zh: str, en: str) -> str:
        return Said(zh, en).in_(language)

    return as_text(list(_suggested(suggested, say)))


# -- sections --------------------------------------------------------------------------------------


def _audit(audit: Audit, say: Say, top: int) -> Iterator[Section]:
    yield Section(say("词库", "list"), tuple(_head(audit, say)))
    if audit.scores:
        columns = (
            say("词库", "list"), say("准确率", "precision"), say("召回率", "recall"),
            say("误伤", "decent ones hit"),
        )  # fmt: skip
        rows = tuple(
            (say(*_SCORES[name]), *(_between(share) for share in score))
            for name, score in audit.scores.items()
        )
        yield Section(say("在留出的消息上", "on the messages held out"), (), columns, rows)
    seen = [one for one in audit.judged if one.does.messages][:top]
    if not seen:
        return
    headings = (
        say("词", "word"), say("建议", "proposal"), say("理由", "reason"),
        say("消息", "messages"), say("成员", "members"), say("占比", "share"),
        say("只有它", "it alone"), say("准确率", "precision"),
    )  # fmt: skip
    words = tuple(_word(one, say) for one in seen)
    left = sum(bool(one.does.messages) for one in audit.judged) - len(seen)
    says = (say(f"另有 {whole(left)} 个词", f"{many(left, 'more word')}"),) if left else ()
    yield Section(say("词", "words"), says, headings, words, 3)
    lines = [
        line
        for one in seen
        for line in _examples(one.entry.text, audit.examples.get(one.word, ()), audit.places[one.word], audit.shown)
    ]  # fmt: skip
    if lines:
        yield Section(say("例子", "examples"), (*called(audit.pseudonyms, say), *lines))


def _head(audit: Audit, say: Say) -> Iterator[str]:
    yield say(
        f"{whole(len(audit.judged))} 个词；{whole(audit.messages)} 条消息"
        + (f"，{whole(audit.members)} 个成员" if audit.members else "")
        + f"；命中 {whole(audit.hit)} 条",
        f"{many(len(audit.judged), 'word')}; {many(audit.messages, 'message')}"
        + (f" of {many(audit.members, 'member')}" if audit.members else "")
        + f"; {whole(audit.hit)} are hit",
    )
    if audit.bad.of:
        yield say(
            f"有标注的 {whole(audit.bad.of)} 条里坏消息占 {percent(audit.bad.value)}；"
            f"一个词至少要有 {percent(audit.least)} 命中得对",
            f"of {whole(audit.bad.of)} with a label {percent(audit.bad.value)} are bad; a word must "
            f"be right in {percent(audit.least)} at least",
        )
    else:
        yield say(
            "没有标注，只能看习惯，看不出对错",
            "no labels: proposals go by habit, as nobody says who is right",
        )
    counts = Counter(one.proposal for one in audit.judged)
    parts = [f"{say(*said)} {whole(counts[name])}" for name, said in PROPOSALS.items()]
    yield say(f"建议：{'，'.join(parts)}", f"proposals: {', '.join(parts)}")


def _word(one: Judged, say: Say) -> tuple[str, ...]:
    return (
        one.entry.text, say(*PROPOSALS[one.proposal]), say(*one.why),
        whole(one.does.messages), whole(one.does.members), percent(one.share),
        whole(one.does.alone), _between(one.does.right),
    )  # fmt: skip


def _suggested(suggested: Suggested, say: Say) -> Iterator[Section]:
    bad, decent = whole(suggested.bad), whole(suggested.decent)
    says = [
        say(f"坏消息 {bad} 条，正常消息 {decent} 条", f"{bad} bad and {decent} decent messages")
    ]
    if not suggested.labels:
        says.append(
            say(
                "没有标注：词库命中的当作坏消息，其余当作正常消息",
                "no labels: what the list finds is taken for bad, the rest for decent",
            )
        )
    if suggested.names:
        says.append(
            say(
                f"另有 {whole(suggested.names)} 个词是成员的名字或账号，没有列出",
                f"{many(suggested.names, 'more word')} left out: names or accounts of members",
            )
        )
    if not suggested.words:
        says.append(say("没有可以建议的词", "there is no word to suggest"))
    columns = (
        say("词", "word"), say("坏消息", "bad"), say("正常消息", "decent"),
        say("词库没找到的", "not found yet"), say("成员", "members"), say("倍数", "lift"),
        say("准确率", "precision"),
    )  # fmt: skip
    rows = tuple(
        (
            one.text, whole(one.bad), whole(one.decent), whole(one.new), whole(one.members),
            f"{one.lift:.1f}", _between(one.precision),
        )
        for one in suggested.words
    )  # fmt: skip
    yield Section(say("建议补充的词", "words that may be missing"), tuple(says), columns, rows)
    lines = [
        line
        for one in suggested.words
        for line in _examples(one.text, one.examples, suggested.places[one.text], suggested.shown)
    ]
    if lines:
        title = say("例子", "examples")
        yield Section(title, (*called(suggested.pseudonyms, say), *lines))


def _examples(
    word: str, messages: Sequence[Message], places: Places, shown: Shown
) -> Iterator[str]:
    lines = [line for message in messages for line in shown.example(message, places)]
    if lines:
        yield f"[{word}]"
        yield from lines


def _between(share: Share) -> str:
    if share.value is None:
        return NOTHING
    return f"{percent(share.value)} ({100 * share.low:.0f}-{100 * share.high:.0f})"


# -- JSON ------------------------------------------------------------------------------------------


def audit_to_json(audit: Audit, language: str) -> str:
    """Every word of an audit; without examples."""
    document = {
        "messages": audit.messages,
        "members": audit.members,
        "hit": audit.hit,
        "labels": _share(audit.bad),
        "least_precision": audit.least,
        "held_out": {
            name: {
                "precision": _share(one.precision),
                "recall": _share(one.recall),
                "blamed": _share(one.blamed),
            }
            for name, one in audit.scores.items()
        },
        "words": [
            {
                "word": one.entry.text,
                "proposal": one.proposal,
                "why": one.why.in_(language),
                "hits": one.hits,
                "share": one.share,
                "messages": one.does.messages,
                "members": one.does.members,
                "alone": one.does.alone,
                "precision": _share(one.does.right),
                "precision_alone": _share(one.does.right_alone),
            }
            for one in audit.judged
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def suggested_to_json(suggested: Suggested) -> str:
    """Every suggestion; without examples."""
    document = {
        "bad": suggested.bad,
        "decent": suggested.decent,
        "labels": suggested.labels,
        "names_left_out": suggested.names,
        "words": [
            {
                "word": one.text,
                "bad": one.bad,
                "decent": one.decent,
                "members": one.members,
                "new": one.new,
                "lift": one.lift,
                "score": one.score,
                "precision": _share(one.precision),
            }
            for one in suggested.words
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _share(share: Share) -> dict[str, Any] | None:
    if share.value is None:
        return None
    return {"part": share.part, "of": share.of, "low": share.low, "high": share.high}
