"""Failed examples as diagnostics: the place is the expectation, the values are what happened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from policyq.diagnostics.catalog import outcomes
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.ir import nodes
from policyq.ir.from_checked import scalar
from policyq.study.examples import Effect, Failure, named
from policyq.study.phrases import Phrases
from policyq.syntax import tree
from policyq.vocabulary.decisions import Act
from policyq.vocabulary.types import Said


def diagnostics(failures: Iterable[Failure], program: nodes.Program) -> tuple[Diagnostic, ...]:
    """One report for each failure."""
    return tuple(_diagnostic(failure, program) for failure in failures)


def _diagnostic(failure: Failure, program: nodes.Program) -> Diagnostic:
    title = failure.example.title.text
    if failure.no_question is not None:
        return outcomes.NO_QUESTION_OPEN.at(failure.no_question.span, example=title)
    if failure.expect is None:
        return outcomes.PROMISE_WAS_NEEDED.at(
            failure.example.title.span, example=title, promises=failure.promises
        )
    return outcomes.EXPECTATION_NOT_MET.at(
        failure.expect.span,
        example=title,
        got=_effects(failure.got, program),
        missing=_expected(failure.missing, program),
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
            text = phrases.act(effect.act, 0 if effect.pending else effect.at)
            waits = "（待确认）" if language == "zh" else " (pending)"
            mine.append(text + waits if effect.pending else text)
    return words.said()


def _expected(expected: Iterable[tree.Expected], program: nodes.Program) -> Said:
    words = _Both([], [])
    for one in expected:
        act = Act(
            one.action,
            until=None if one.duration is None else int(scalar(one.duration)),
            text=one.text.text if one.text else None,
            to=_to(one.to),
            tag=one.tag.text if one.tag else None,
        )
        words.zh.append(Phrases(program, "zh").act(act, 0))
        words.en.append(Phrases(program, "en").act(act, 0))
    return words.said()


def _to(who: tuple[tree.Who, ...]) -> str | None:
    """The one recipient of an expected notice (`examples` expects them one by one)."""
    return named(who[0]) if who else None
