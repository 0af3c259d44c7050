"""The law of options: none against another, none without effect, and `near` within reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyq.check import walk
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import matching as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.diagnostics.source import Source, Span
from policyq.syntax import tree
from policyq.syntax.keywords import keywords
from policyq.text.folds import SETS
from policyq.text.listed import CHOICES

MOST_NEAR = 200
"""The most characters that may stand between two words that are near one another."""

_ALTERNATIVES = (frozenset(SETS), frozenset(CHOICES))
_TURNED = frozenset({"reversed", "shuffled"})

_TWICE = Words("写了两次", "it stands here twice")
_LIST_SAYS_SO = Words("词库已经这样写了", "the list says so already")
_OF_LISTS = Words("它管的是整个词库", "it is about a whole list")
_COMPARED_WHOLE = Words(
    "这里比较的是整句话或开头", "a whole text, or its beginning, is compared here"
)
_PATTERN = Words("模式自己说明怎么找", "a pattern says itself what it finds")
_TURNED_IS_SAME = Words("倒过来、打乱了还是它", "turned round it is the same")


def problems(scope: Scope) -> Iterator[Diagnostic]:
    """Whatever is wrong with how words are to be looked for."""
    asked = _asked(scope)
    for node in scope.declarations:
        if isinstance(node, tree.Words):
            yield from _of_list(scope, node, asked.get(node.name.text, set()))
        for top in walk.tops(node):
            for condition in walk.conditions(top):
                if isinstance(condition, tree.TextIs):
                    yield from _of_test(scope, condition)


def _asked(scope: Scope) -> Mapping[str, set[str]]:
    """For each list the tests that it is used in."""
    asked: dict[str, set[str]] = defaultdict(set)
    for node in scope.declarations:
        for top in walk.tops(node):
            for condition in walk.conditions(top):
                if isinstance(condition, tree.TextIs):
                    for operand in walk.operands(condition):
                        if isinstance(operand, tree.Name):
                            asked[operand.text].add(condition.op)
    return asked


def _of_list(scope: Scope, node: tree.Words, asked: set[str]) -> Iterator[Diagnostic]:
    yield from _together(scope, node.options)
    idle: Words | None = None
    if asked and "contains" not in asked:
        idle = _COMPARED_WHOLE
        yield from (_idle(scope, option, idle) for option in node.options)
        if node.contexts:
            keyword = keywords().groups["keyword"]["except"]
            option = Words(keyword.zh[0], keyword.en[0])
            yield say.IDLE_OPTION.at(node.contexts[0].span, option=option, reason=idle)
    ids = {option.id for option in node.options}
    for item in node.items:
        if isinstance(item, tree.Word):
            yield from _of_word(scope, item, ids, idle)


def _of_test(scope: Scope, test: tree.TextIs) -> Iterator[Diagnostic]:
    idle = None if test.op == "contains" else _PATTERN if test.op == "matches" else _COMPARED_WHOLE
    for operand in walk.operands(test):
        if isinstance(operand, tree.Word):
            yield from _of_word(scope, operand, set(), idle)
    if test.near is not None:
        within = test.near.within
        if within.value != int(within.value) or not 1 <= within.value <= MOST_NEAR:
            value = walk.number_text(within)
            yield say.NEAR_TOO_FAR.at(within.span, value=value, most=MOST_NEAR)


def _of_word(
    scope: Scope, word: tree.Word, of_list: set[str], idle: Words | None
) -> Iterator[Diagnostic]:
    """``of_list``: the options of the list it is in; ``idle``: why no option has an effect."""
    if idle is not None:
        yield from (_idle(scope, option, idle) for option in word.options)
        return
    yield from _together(scope, word.options)
    text = word.text.strip()
    for option in word.options:
        if option.id in CHOICES:
            yield _idle(scope, option, _OF_LISTS)
        elif option.id in of_list:
            yield _idle(scope, option, _LIST_SAYS_SO)
        elif option.id in _TURNED and (len(set(text)) <= 1 or _is_same(option.id, text)):
            yield _idle(scope, option, _TURNED_IS_SAME)


def _is_same(option: str, text: str) -> bool:
    return option == "reversed" and text == text[::-1]


def _together(scope: Scope, options: Sequence[tree.Option]) -> Iterator[Diagnostic]:
    """Options that stand side by side: each once, and none against another."""
    seen: dict[str, tree.Option] = {}
    for option in options:
        if option.id in seen:
            yield _idle(scope, option, _TWICE)
            continue
        other = next((seen[id] for id in _against(option) if id in seen), None)
        if other is not None:
            yield say.OPTIONS_CONTRADICT.at(
                option.span,
                other.span,
                fixes=(_without(scope, option),),
                first=_said(other),
                second=_said(option),
            )
        seen[option.id] = option


def _against(option: tree.Option) -> Iterable[str]:
    return next((one - {option.id} for one in _ALTERNATIVES if option.id in one), frozenset())


def _idle(scope: Scope, option: tree.Option, reason: Words) -> Diagnostic:
    return say.IDLE_OPTION.at(
        option.span, fixes=(_without(scope, option),), option=_said(option), reason=reason
    )


def _said(option: tree.Option) -> Words:
    row = keywords().groups["option"][option.id]
    return Words(row.zh[0], row.en[0])


def _without(scope: Scope, option: tree.Option) -> Fix:
    """Takes an option out, with the space before it."""
    source, start = scope.sources.get(option.span.source), option.span.start
    if isinstance(source, Source):
        while start and source.text[start - 1] in " \t":
            start -= 1
    return Fix(Span(option.span.source, start, option.span.end), "", certain=False)
