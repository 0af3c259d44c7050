"""Failed examples as diagnostics: the place is the expectation, the values are what happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from policyq.diagnostics.catalog import outcomes
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.ir import nodes
from policyq.ir.from_checked import scalar
from policyq.study.expecting import Effect, named
from policyq.study.explain import LOST
from policyq.study.phrases import Phrases
from policyq.study.playing import Failure
from policyq.syntax import tree
from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.decisions import Act, Lost
from policyq.vocabulary.types import Said


def diagnostics(failures: Iterable[Failure], program: nodes.Program) -> tuple[Diagnostic, ...]:
    """One report for each failure; two where promises both held something back and were broken."""
    return tuple(one for failure in failures for one in _diagnostics(failure, program))


def of_promises(
    counts: Mapping[str, int], promises: Iterable[tree.Promise]
) -> tuple[Diagnostic, ...]:
    """A report for each promise that a replay needed or did not keep, by how often."""
    return tuple(
        (outcomes.REPLAY_BROKE_PROMISE if one.always else outcomes.REPLAY_NEEDED_PROMISE).at(
            one.name.span, name=one.name.text, count=counts[one.name.text]
        )
        for one in promises
        if counts.get(one.name.text)
    )


def _diagnostics(failure: Failure, program: nodes.Program) -> Iterator[Diagnostic]:
    title = failure.example.title.text
    if failure.no_question is not None:
        yield outcomes.NO_QUESTION_OPEN.at(failure.no_question.span, example=title)
        return
    if failure.expect is None:
        always = {promise.name for promise in program.promises if promise.always}
        needed = tuple(name for name in failure.promises if name not in always)
        broken = tuple(name for name in failure.promises if name in always)
        place = failure.example.title.span
        if needed:
            yield outcomes.PROMISE_WAS_NEEDED.at(place, example=title, promises=needed)
        if broken:
            yield outcomes.PROMISE_NOT_KEPT.at(place, example=title, promises=broken)
        return
    yield outcomes.EXPECTATION_NOT_MET.at(
        failure.expect.span,
        example=title,
        got=_effects(failure.got, program),
        missing=_expected(failure.missing, failure.held, program),
        surplus=_effects(failure.surplus, program),
    )


class _Both(NamedTuple):
    zh: list[str]
    en: list[str]

    def said(self) -> Said:
        return Said("，".join(self.zh) or "无", ", ".join(self.en) or "nothing")


def _effects(effects: Iterable[Effect], program: nodes.Program) -> Said:
    words = _Both([], [])
    for effect in effects:
        for language, mine in zip(("zh", "en"), words, strict=True):
            phrases = Phrases(program, language)
            act = effect.act._replace(text=_on_a_line(effect.act.text))
            text = phrases.act(act, 0 if effect.pending else effect.at)
            waits = "（待确认）" if language == "zh" else " (pending)"
            mine.append(text + waits if effect.pending else text)
    return words.said()


def _expected(
    expected: Iterable[tree.Expected], held: Iterable[Lost], program: nodes.Program
) -> Said:
    words = _Both([], [])
    for one in expected:
        act = Act(
            one.action,
            until=None if one.duration is None else int(scalar(one.duration)),
            text=_on_a_line(one.text.text) if one.text else None,
            to=_to(one.to),
            tag=one.tag.text if one.tag else None,
        )
        why = _why([lost for lost in held if lost.action == one.action])
        words.zh.append(Phrases(program, "zh").act(act, 0) + why.zh)
        words.en.append(Phrases(program, "en").act(act, 0) + why.en)
    return words.said()


def _why(held: Iterable[Lost]) -> Said:
    """Why what is missing was asked for and is not done, in brackets; ``""`` if nobody asked."""
    told = dict.fromkeys((one.rule, one.because, one.to) for one in held)
    if not told:
        return Said("", "")
    zh, en = (
        "; ".join(f"`{rule}`: {_reason(because, to, language)}" for rule, because, to in told)
        for language in ("zh", "en")
    )
    return Said(f"（没有执行：{zh}）", f" (held back: {en})")


def _reason(because: str, to: str, language: str) -> str:
    named = ACTIONS[to].says.in_(language) if to in ACTIONS else to
    return Said(*LOST[because]).in_(language) + (f" ({named})" if to else "")


def _on_a_line(text: str | None) -> str | None:
    """A text as a policy would write it on one line."""
    return None if text is None else text.replace("\n", "\\n")


def _to(who: tuple[tree.Who, ...]) -> str | None:
    """The one recipient of an expected notice (`examples` expects them one by one)."""
    return named(who[0]) if who else None
