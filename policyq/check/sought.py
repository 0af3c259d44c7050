"""The law of what is looked for: words that are one word, that are never found, and that are found
everywhere; exceptions that except nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from policyq.check import settle, walk
from policyq.check.header import language_version
from policyq.check.lists import Lists
from policyq.check.scope import Scope
from policyq.diagnostics.catalog import matching as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Span
from policyq.syntax import tree
from policyq.text.definition import form, formed
from policyq.text.fold import fold
from policyq.text.folds import NORMALLY
from policyq.text.listed import Listed, Word, by_folds
from policyq.text.short import LEAST, Short, too_short
from policyq.text.words import Matcher

_TURNED = frozenset({"reversed", "shuffled"})


def problems(scope: Scope, lists: Lists) -> Iterator[Diagnostic]:
    """Whatever is strange about the words of lists."""
    yield from _short_literals(scope, language_version(scope))
    for node in scope.declarations:
        if isinstance(node, tree.Words):
            listed = lists.listed.get(node.name.text, Listed())
            yield from _same(node, listed)
            yield from _short(node, listed)
            if node.contexts:
                yield from _contexts(node, listed)


_Forms = Mapping[tuple[str, frozenset[str]], list[Word]]


def _forms(words: Iterable[Word]) -> _Forms:
    """The words by what their folds make of them."""
    found: dict[tuple[str, frozenset[str]], list[Word]] = defaultdict(list)
    for word in words:
        found[form(word.text, word.folds), word.folds].append(word)
    return found


def _same(node: tree.Words, listed: Listed) -> Iterator[Diagnostic]:
    groups = by_folds(listed.words).items()
    different = sum(len({*formed([one.text for one in some], folds)}) for folds, some in groups)
    if different < len(listed.words):
        forms = _forms(listed.words).values()
        again = [(word, words[0]) for words in forms for word in words[1:]]
        shown = next((pair for pair in again if _place(node, pair[0]) is not None), again[0])
        yield say.SAME_WORDS.at(
            _place(node, shown[0]) or node.name.span,
            name=node.name.text,
            count=len(again),
            entry=shown[0].text,
            part=shown[1].text,
        )


def _short(node: tree.Words, listed: Listed) -> Iterator[Diagnostic]:
    short = _too_short(listed.words)
    if short:
        place = next((i.span for i in node.items if i.text.strip() == short[0][0]), node.name.span)
        yield _said_short(short, place)


def _short_literals(scope: Scope, version: int) -> Iterator[Diagnostic]:
    """The same of the words that conditions hold themselves."""
    for node in scope.declarations:
        for condition in (one for top in walk.tops(node) for one in walk.conditions(top)):
            if isinstance(condition, tree.TextIs) and condition.op == "contains":
                for operand in walk.operands(condition):
                    if isinstance(operand, tree.Str):
                        short = _too_short([settle.literal(operand, version)])
                        yield from (_said_short(short, operand.span) for _ in short)


def _too_short(words: Sequence[Word]) -> list[tuple[str, Short]]:
    """A single character has no other order: `policyq.check.options` says so."""
    asking = {
        folds for folds in {word.folds for word in words} if not LEAST.keys().isdisjoint(folds)
    }
    found = (
        (word.text, too_short(word.text, word.folds - (_TURNED if len(word.text) == 1 else set())))
        for word in words
        if word.folds in asking
    )
    return [(text, short) for text, short in found if short is not None]


def _said_short(short: Sequence[tuple[str, Short]], place: Span) -> Diagnostic:
    word, first = short[0]
    return say.SHORT_LOOSELY.at(
        place, word=word, count=len(short), folds=first.names, least=first.least
    )


def _contexts(node: tree.Words, listed: Listed) -> Iterator[Diagnostic]:
    """Exceptions in which no word of the list stands, and words that are an exception."""
    forms = _forms(listed.words)
    groups = {folds: [word.text for word in some] for folds, some in by_folds(listed.words).items()}
    # What the quick search finds need not be looked for by the slow one.
    quick = [Matcher(words, folds & NORMALLY) for folds, words in groups.items()]
    wide = {folds: words for folds, words in groups.items() if not folds <= NORMALLY}
    slow: list[Matcher] | None = None
    for context in node.contexts:
        text = context.text.strip()
        keys = [(form(text, folds), folds) for folds in groups]
        equal = [forms[key][0] for key in keys if key in forms]
        if equal and text:
            yield say.ALWAYS_ALLOWED.at(
                _place(node, equal[0]) or context.span, name=node.name.text, entry=equal[0].text
            )
        elif text and not any(one.found(text) for one in quick):
            if slow is None:
                slow = [Matcher(words, folds) for folds, words in wide.items()]
            if not any(one.found(text) for one in slow):
                yield say.IDLE_CONTEXT.at(context.span, context=text)


def _place(node: tree.Words, word: Word) -> Span | None:
    """Where a word is written in the policy, the last time."""
    wanted = fold(word.text)
    spans = [item.span for item in node.items if fold(item.text.strip()) == wanted]
    return spans[-1] if spans else None
