"""The law of circles: a reply that sets off a reply, its own or that of a rule that answers in turn.

A rule answers a text if it surely does, the sender being a bot; or if its words are found there,
nothing else is known to forbid it, and it would not without the words. What answers only now and then
ends a circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policyq.check import settle, walk
from policyq.check.header import language_version
from policyq.check.kinds import kinds_named
from policyq.check.lists import Lists
from policyq.check.meaning import normal_of
from policyq.check.replies import replying
from policyq.check.scope import Scope
from policyq.check.texts import braces
from policyq.diagnostics.catalog import circles as say
from policyq.diagnostics.diagnostic import Diagnostic
from policyq.syntax import tree
from policyq.text.definition import form
from policyq.text.fold import fold
from policyq.text.listed import Listed, Searcher, Word
from policyq.text.patterns import Compiled, compile
from policyq.text.words import Matcher
from policyq.vocabulary.actions import PLACEHOLDERS
from policyq.vocabulary.types import Truth, and_, not_, or_

_MOST = 50_000
"""Of so many pairs of a rule and one that answers anything or by a pattern each is looked at; of more
none."""

_TEXT = PLACEHOLDERS["text"].spellings


@dataclass(frozen=True, slots=True)
class _Answering:
    """A rule that replies, and by which words it is set off."""

    rule: tree.Rule
    reply: tree.Do
    condition: tree.Condition
    tests: tuple[tree.TextIs, ...]


def problems(scope: Scope, lists: Lists) -> Iterator[Diagnostic]:
    """Each circle once, at the reply of its first rule."""
    rules = [one for one in _answering(scope) if not any(_is_bot(w) for w in _exempt(scope))]
    found = _Finder(rules, lists, language_version(scope))
    after = [
        sorted({number for text in _said(one) for number in found.set_off(text)}) for one in rules
    ]
    told: set[int] = set()
    for first, one in enumerate(rules):
        circle = [] if first in told else _circle(first, after)
        if circle:
            told.update(circle)
            second = circle[1] if len(circle) > 1 else first
            other = rules[second]
            kind = say.ITSELF if second == first else say.EACH_OTHER
            yield kind.at(
                one.reply.span,
                *((other.reply.span,) if second != first else ()),
                name=one.rule.name.text,
                other=other.rule.name.text,
            )


def _circle(first: int, after: Sequence[Sequence[int]]) -> list[int]:
    """The shortest way from a rule back to itself, without its end; empty if there is none."""
    ways, seen = [[first]], {first}
    while ways:
        way = ways.pop(0)
        if first in after[way[-1]]:
            return way
        for following in after[way[-1]]:
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []


def _answering(scope: Scope) -> Iterator[_Answering]:
    for placed, reply in replying(scope):
        limited = isinstance(reply, tree.Do) and reply.once is not None
        if not isinstance(reply, tree.Do) or reply.text is None or limited:
            continue
        condition = normal_of(placed.rule)
        tests = tuple(one for one in walk.conditions(condition) if isinstance(one, tree.TextIs))
        yield _Answering(placed.rule, reply, condition, tests)


def _exempt(scope: Scope) -> Iterator[tree.Who]:
    for node in scope.declarations:
        if isinstance(node, tree.Exempt):
            yield from node.who


def _said(one: _Answering) -> Iterator[str]:
    """All that a rule answers; where the text that set it off is told, the first of its words."""
    own = next((o.text for test in one.tests for o in test.operands if isinstance(o, tree.Str)), "")
    for text in (answer.text for answer in one.reply.texts):
        made, end = "", 0
        for name, start, stop in braces(text):
            made += text[end:start] + (own if (name or "").strip() in _TEXT else " ")
            end = stop
        yield made + text[end:]


class _Finder:
    """Which rules a text sets off."""

    def __init__(self, rules: Sequence[_Answering], lists: Lists, version: int) -> None:
        self._rules = rules
        self._lists = lists.listed
        self._version = version
        self._searchers: dict[Listed, Searcher] = {}
        self._asked: dict[frozenset[str], dict[str, set[int]]] = {}
        words: dict[frozenset[str], dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        self._others: list[int] = []
        for number, one in enumerate(rules):
            if self._truth(one.condition, "") is True:
                self._others.append(number)
            for test in one.tests:
                if test.op == "matches":
                    self._others.append(number)
                for listed in self._listed(test) if test.op != "matches" else ():
                    for word in listed.words:
                        words[word.folds][word.text].add(number)
        self._words = {folds: dict(some) for folds, some in words.items()}
        self._matchers = {folds: Matcher(some, folds) for folds, some in self._words.items()}
        if len(self._others) * len(rules) > _MOST:
            self._others = []

    def set_off(self, text: str) -> list[int]:
        """The numbers of the rules that answer a text."""
        may = set(self._others)
        for folds, matcher in self._matchers.items():
            for hit in matcher.hits(text):
                may |= self._called(folds, hit.word)
        return sorted(n for n in may if self._answers(self._rules[n], text))

    def _called(self, folds: frozenset[str], word: str) -> set[int]:
        """The rules that look for a word, or for one that its folds make equal."""
        if folds not in self._asked:
            by_form: dict[str, set[int]] = defaultdict(set)
            for text, rules in self._words[folds].items():
                by_form[form(text, folds)] |= rules
            self._asked[folds] = {text: by_form[form(text, folds)] for text in self._words[folds]}
        return self._asked[folds].get(word, set())

    def _answers(self, one: _Answering, text: str) -> bool:
        truth = self._truth(one.condition, text)
        return truth is True or (truth is None and self._truth(one.condition, "") is False)

    def _truth(self, condition: tree.Condition, text: str) -> Truth:
        match condition:
            case tree.And(parts):
                truth: Truth = True
                for part in parts:
                    truth = and_(truth, self._truth(part, text))
                return truth
            case tree.Or(parts):
                truth = False
                for part in parts:
                    truth = or_(truth, self._truth(part, text))
                return truth
            case tree.Not(part):
                return not_(self._truth(part, text))
            case tree.KindIs(kind):
                return "text" in kinds_named(kind)
            case tree.WhoIs("sender", negated, who):
                return _as_bot(who) if not negated else not_(_as_bot(who))
            case tree.TextIs():
                return self._found(condition, text)
        return None

    def _found(self, test: tree.TextIs, text: str) -> bool:
        if test.op == "matches":
            return any(
                isinstance(compiled := compile(one.text), Compiled)
                and compiled.search(text) is not None
                for one in test.operands
                if not isinstance(one, tree.Name)
            )
        key = fold(text).strip()
        for listed in self._listed(test):
            if test.op == "contains" and self._searcher(listed).hits(text, ""):
                return True
            words = [fold(word.text).strip() for word in listed.words]
            if test.op == "equals" and key in words:
                return True
            if test.op == "starts" and any(key.startswith(word) for word in words):
                return True
        return False

    def _searcher(self, listed: Listed) -> Searcher:
        if listed not in self._searchers:
            self._searchers[listed] = Searcher(listed, Matcher)
        return self._searchers[listed]

    def _listed(self, test: tree.TextIs) -> Iterator[Listed]:
        words: list[Word] = []
        for one in test.operands:
            if isinstance(one, tree.Name):
                yield self._lists.get(one.text, Listed())
            elif isinstance(one, tree.Str):
                words.append(settle.literal(one, self._version))
        if words:
            yield Listed(tuple(words))


def _is_bot(who: tree.Who) -> bool:
    return isinstance(who, tree.Role) and who.id == "bot"


def _as_bot(who: Sequence[tree.Who]) -> Truth:
    """Whether a bot is one of these: of tags and accounts nobody knows."""
    if any(map(_is_bot, who)):
        return True
    return False if all(isinstance(one, tree.Role) for one in who) else None
