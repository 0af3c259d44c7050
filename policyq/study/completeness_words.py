"""The completeness of a policy as text in either language, and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator

from policyq.study.completeness import HAD, PARTS, By, Completeness, Covered, Reference
from policyq.vocabulary.types import Said

#: Raised when a reader of the document would have to change.
FORMAT = 1
_MOST_NAMED = 4


def in_words(result: Completeness, name: str, main: str, language: str) -> str:
    """The result as text; ``name`` is what the policy is called, ``main`` its source."""
    return "\n".join(_Words(language, main).lines(result, name)) + "\n"


class _Words:
    def __init__(self, language: str, main: str) -> None:
        self._language = language
        self._main = main

    def _say(self, zh: str, en: str) -> str:
        return Said(zh, en).in_(self._language)

    def lines(self, result: Completeness, name: str) -> Iterator[str]:
        title = result.checklist.title.in_(self._language)
        yield self._say(
            f"{name}：完备度 {_share(result)}（{title}）",
            f"{name}: {_share(result)} complete ({title})",
        )
        if result.checklist.reference:
            bands = _bands(result.checklist.reference, self._language)
            yield self._say(f"  参考：{bands}", f"  for reference: {bands}")
        for part, said in PARTS.items():
            if result.points(part)[1]:
                yield f"{said.in_(self._language)}  {_share(result, part)}"
                for one in result.duties:
                    if one.duty.part == part:
                        yield from self._duty(one)
        yield from self._rest(result)

    def _duty(self, one: Covered) -> Iterator[str]:
        says = one.duty.says.in_(self._language)
        if not one.by:
            yield f"  - {says}"
            hint = one.duty.hint.in_(self._language)
            if hint:
                yield self._say(f"      可以写：{hint}", f"      for example: {hint}")
            return
        mark = "±" if one.partly else "+"
        yield f"  {mark} {says}  <- {self._by(one)}"

    def _by(self, one: Covered) -> str:
        """Where it is settled: rules by name, other things by what they are."""
        named = list(dict.fromkeys(map(self._name, one.by)))
        more = len(named) - _MOST_NAMED
        rest = [self._say(f"等 {len(named)} 处", f"and {more} more")] if more > 0 else []
        return self._say("、", ", ").join([*named[:_MOST_NAMED], *rest])

    def _name(self, by: By) -> str:
        if by.what != "rule":
            what = HAD[by.what].in_(self._language)
            return f"{what}: {by.name}" if by.name and by.what in _NAMED else what
        where = [by.section] if by.section else []
        where += [by.file] if by.file and by.file != self._main else []
        return by.name + (f" ({', '.join(where)})" if where else "")

    def _rest(self, result: Completeness) -> Iterator[str]:
        if result.unseen:
            yield self._say(
                "群规里看不出来，请自己核对：", "what no policy shows; see for yourself:"
            )
            for duty in result.unseen:
                yield f"  ? {duty.says.in_(self._language)}"
        yield self._say(
            "只看规则问什么、做什么，不看名字：词库里的词是哪一类，这里看不出来",
            "rules are known by what they ask and do, not by name: what the words of a list are "
            "about is not seen",
        )
        if result.others:
            names = self._say("、", ", ").join(result.others)
            yield self._say(f"清单之外的规则：{names}", f"rules beyond the checklist: {names}")


#: What is told by its name, too.
_NAMED = frozenset({"ladder", "promise", "section", "watch"})


def _share(result: Completeness, part: str = "") -> str:
    points, whole = result.points(part)
    percent = result.percent(part)
    return f"{points:g}/{whole}" + ("" if percent is None else f" ({percent:g} %)")


def _bands(reference: tuple[Reference, ...], language: str) -> str:
    said = []
    last = 0
    for one in reference:
        if one.below is None:
            size = Said(f"{last} 人以上", f"{last} members and more")
        else:
            size = Said(f"不到 {one.below} 人", f"under {one.below} members")
            last = one.below
        said.append(f"{size.in_(language)} {one.percent:g} %")
    return Said("，", ", ").in_(language).join(said)


# -- plain values ------------------------------------------------------------------------------


def document(result: Completeness, policy: str) -> dict[str, object]:
    """The result as plain values; percentages of 100."""
    return {
        "format": FORMAT,
        "policy": policy,
        "checklist": result.checklist.title._asdict(),
        "percent": result.percent(),
        "parts": {part: result.percent(part) for part in PARTS},
        "reference": [one._asdict() for one in result.checklist.reference],
        "duties": [
            {
                "id": one.duty.id,
                "part": one.duty.part,
                "says": one.duty.says._asdict(),
                "covered": "no" if not one.by else "partly" if one.partly else "yes",
                "by": [by._asdict() for by in one.by],
            }
            for one in result.duties
        ],
        "unseen": [{"id": duty.id, "says": duty.says._asdict()} for duty in result.unseen],
        "other_rules": list(result.others),
    }
