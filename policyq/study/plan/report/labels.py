"""What messages judged by people say of both policies, side by side, and of the difference."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.study.labels import wording
from policyq.study.labels.figures import MEASURES, Appraisal, OfRule
from policyq.study.page.page import Tile
from policyq.study.plan.plan import Plan
from policyq.study.report.labels import counts, estimate, figures
from policyq.study.report.words import NOTHING, Say, Section, whole

#: How many rules a table shows; JSON has all of them.
SHOWN = 15


def section(plan: Plan, say: Say) -> Section | None:
    """Precision, recall and false positives of both, and the paired difference; of the rules
    those of which something differs."""
    found = plan.appraisal
    if found is None:
        return None
    columns = (
        say("规则", "rule"), say("量", "measure"), say("旧", "old"), say("新", "new"),
        say("差", "difference"),
    )  # fmt: skip
    rows = list(_rows(say("全部", "all"), OfRule(found.sides, found.difference), say))
    differing = [(name, one) for name, one in found.rules.items() if _differs(one)]
    for name, one in differing[:SHOWN]:
        rows += _rows(name, one, say)
    says = (*_counted(found, say), *wording.lines(found, say), *_unknowns(found, say))
    title = say("人工标注怎么说", "what people's labels say")
    return Section(title, says, columns, tuple(rows), 2)


def _rows(name: str, of: OfRule, say: Say) -> Iterator[tuple[str, ...]]:
    old, new = of.sides
    for measure, said in MEASURES.items():
        cells = [wording.cell(getattr(one, measure)) for one in (old, new)]
        difference = (
            NOTHING
            if of.difference is None
            else wording.cell(getattr(of.difference, measure), signed=True)
        )
        if any(cell != NOTHING for cell in cells):
            yield name, say(*said), *cells, difference


def _differs(of: OfRule) -> bool:
    old, new = of.sides
    return old != new


def _counted(found: Appraisal, say: Say) -> Iterator[str]:
    old, new = found.sides
    pairs = [
        f"{whole(before or 0)} → {whole(after or 0)}"
        for before, after in (
            (old.right, new.right), (old.wrong, new.wrong), (old.missed, new.missed),
        )
    ]  # fmt: skip
    yield say(
        f"判过的消息里：管对 {pairs[0]}，误伤 {pairs[1]}，漏网 {pairs[2]}",
        f"of the judged messages: right {pairs[0]}, wrong {pairs[1]}, missed {pairs[2]}",
    )


def _unknowns(found: Appraisal, say: Say) -> Iterator[str]:
    yield from dict.fromkeys(line for side in found.sides for line in wording.unknowns(side, say))


def tile(plan: Plan, say: Say) -> Tile:
    """Whether somebody would be wrongly punished."""
    question = say("会不会罚错？", "wrongly punished?")
    found = plan.appraisal
    if found is None:
        text = say(
            "没有人工标注，从记录里看不出来：请看下面的例子",
            "without messages judged by people nobody can tell: look at the examples below",
        )
        return Tile(question, say("不知道", "not known"), (text,))
    old, new = (one.false_positives for one in found.sides)
    if new.value is None:
        why = tuple(wording.unknowns(found.sides[1], say))
        return Tile(question, say("不知道", "not known"), why)
    answer = f"{wording.share(old.value)} → {wording.share(new.value)}"
    says = [
        say(
            "人说正常的消息里，群规认定违规的（旧 → 新）",
            "of the messages that people call fine, those in which it finds a violation (old → new)",
        )
    ]
    if found.difference is not None:
        span = wording.cell(found.difference.false_positives, signed=True)
        says.append(say(f"差 [95% 区间] {span}", f"difference [95 % interval] {span}"))
    says += _counted(found, say)
    return Tile(question, answer, tuple(says))


def document(plan: Plan) -> dict[str, object] | None:
    """The same as plain values; null without labels."""
    found = plan.appraisal
    if found is None:
        return None

    def of(one: OfRule) -> dict[str, object]:
        old, new = map(figures, one.sides)
        difference = None
        if one.difference is not None:
            difference = {name: estimate(getattr(one.difference, name)) for name in MEASURES}
        return {"old": old, "new": new, "difference": difference}

    return {
        **counts(found),
        "all": of(OfRule(found.sides, found.difference)),
        "rules": {name: of(one) for name, one in found.rules.items()},
    }
