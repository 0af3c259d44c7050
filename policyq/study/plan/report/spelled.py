"""Rules and ladders in the reader's language, line by line, with all that they ask for and say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policyq.ir import nodes, show
from policyq.ir.trials import NEVER
from policyq.study.phrases import Phrases
from policyq.vocabulary.actions import PLACEHOLDERS
from policyq.vocabulary.types import MODES


def lines(part: nodes.Rule | nodes.Ladder, phrases: Phrases) -> list[str]:
    """A rule or a ladder in words."""
    if isinstance(part, nodes.Ladder):
        return [*_ladder(part, phrases)]
    return [*_rule(part, phrases)]


def plainly(part: nodes.Rule | nodes.Ladder, language: str) -> list[str]:
    """As programs are shown, where it makes no difference in words."""
    if isinstance(part, nodes.Ladder):
        shown = [
            f"{number}. {show.show_effect(effect)}"
            for number, step in enumerate(part.steps, 1)
            for effect in step
        ]
    else:
        shown = [f"if {show.show_condition(part.condition)}"]
        shown += [f"do {show.show_effect(effect)}" for effect in part.effects]
    head = "内部写法：" if language == "zh" else "as programs show it: "
    return [head + one for one in shown]


def _rule(rule: nodes.Rule, phrases: Phrases) -> Iterator[str]:
    zh = phrases.language == "zh"
    if rule.description:
        yield _quoted(rule.description)
    parts: Sequence[nodes.Condition] = (
        rule.condition.parts if isinstance(rule.condition, nodes.And) else (rule.condition,)
    )
    yield from map(phrases.whole, parts)
    if rule.level is not None:
        yield f"→ 按 {rule.level}级 处置" if zh else f"→ treat as level {rule.level}"
    if rule.effects:
        yield f"→ {_done(rule.effects, phrases)}"
    if rule.watch is not None:
        run = rule.watch.run
        if zh:
            yield f"连续 {run} {'天' if rule.watch.period == 'day' else '周'}"
        else:
            yield f"for {run} {rule.watch.period}{'s' * (run != 1)}"
        if rule.watch.afterwards:
            after = _done(rule.watch.afterwards, phrases)
            yield f"结束后 → {after}" if zh else f"afterwards → {after}"
    if rule.trial is not None:
        yield from _trial(rule.trial, phrases)
    if rule.priority:
        yield f"优先 {rule.priority}" if zh else f"priority {rule.priority}"


def _trial(trial: nodes.Trial, phrases: Phrases) -> Iterator[str]:
    zh = phrases.language == "zh"
    mode = MODES[trial.mode].in_(phrases.language)
    until = ""
    if trial.until != NEVER:
        until = f"，{trial.until} 起执行" if zh else f", enforced from {trial.until}"
    notice = "" if trial.notice is None else f" → {_done((trial.notice,), phrases)}"
    yield f"{mode}{until}{notice}"


def _ladder(ladder: nodes.Ladder, phrases: Phrases) -> Iterator[str]:
    yield phrases.amount(ladder.window, length=True)
    if ladder.amnesties and phrases.language == "zh":
        yield f"赦免：自 {'、'.join(ladder.amnesties)} 起"
    elif ladder.amnesties:
        yield f"amnesty from {', '.join(ladder.amnesties)}"
    for number, step in enumerate(ladder.steps, 1):
        yield f"{number}. {_done(step, phrases)}"


def _done(effects: Sequence[nodes.Effect], phrases: Phrases) -> str:
    comma = "，" if phrases.language == "zh" else ", "
    return comma.join(_effect(effect, phrases) for effect in effects)


def _effect(effect: nodes.Effect, phrases: Phrases) -> str:
    """An effect with what it says, the level through which it is asked for, and what follows if
    nobody confirms it."""
    zh = phrases.language == "zh"
    words = phrases.effect(effect)
    if isinstance(effect, nodes.Do) and effect.texts:
        either = " 或 " if zh else " or "
        words += f" {either.join(_template(one, phrases.language) for one in effect.texts)}"
    if effect.level is not None:
        words += f"（{effect.level}级）" if zh else f" (level {effect.level})"
    if effect.confirm is not None:
        within = phrases.amount(effect.confirm.within, length=True)
        words += f"，限 {within}" if zh else f", within {within}"
        if effect.confirm.otherwise:
            otherwise = _done(effect.confirm.otherwise, phrases)
            words += f"，否则 {otherwise}" if zh else f", otherwise {otherwise}"
    return words


def _template(template: nodes.Template, language: str) -> str:
    """A text as its author would write it in a language."""

    def written(piece: nodes.Piece) -> str:
        piece = piece.text if isinstance(piece, nodes.Quoted) else piece
        if isinstance(piece, str):
            return piece.replace("{", "{{").replace("}", "}}")
        known = PLACEHOLDERS.get(piece.id)
        return f"{{{known.spellings.in_(language) if known else piece.id.removeprefix('=')}}}"

    return _quoted("".join(map(written, template.pieces)))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
