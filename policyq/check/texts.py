"""The law of texts: placeholders that can be filled in, patterns that can be searched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from policyq.check import reach, walk
from policyq.check.meaning import kinds_said
from policyq.check.scope import Scope, rules_of
from policyq.diagnostics.catalog import lints, matching, overlaps
from policyq.diagnostics.catalog import texts as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Words
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Source, Span
from policyq.syntax import tree
from policyq.text import patterns
from policyq.vocabulary.actions import PLACEHOLDERS, Placeholder
from policyq.vocabulary.events import FIELDS, OTHER

_BY_SPELLING = {word: row for row in PLACEHOLDERS.values() for word in row.spellings}
_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")

#: What people write between braces, and the placeholder that they mean.
_MEANT = {
    "昵称": "成员",
    "姓名": "成员",
    "名字": "成员",
    "用户": "成员",
    "用户名": "成员",
    "群友": "成员",
    "发言人": "成员",
    "新人": "成员",
    "群名": "群",
    "群名称": "群",
    "规则": "违反的规则",
    "群规": "全部群规",
    "消息": "原文",
    "内容": "原文",
    "次数": "第几次",
    "聊天记录": "最近消息",
    "历史消息": "最近消息",
    "上下文": "最近消息",
    "最近的消息": "最近消息",
    "name": "member",
    "user": "member",
    "username": "member",
    "nickname": "member",
    "sender": "member",
    "message": "text",
    "content": "text",
    "count": "step",
    "recent": "recent messages",
    "history": "recent messages",
    "context": "recent messages",
    "last messages": "recent messages",
}

_REASONS = {
    "look_around": Words("前后查看", "look-around"),
    "back_reference": Words("反向引用", "a back-reference"),
    "too_big": Words("展开后太大", "it grows too large"),
}
_SPELLING = Words("写法不对", "it cannot be read")


class Brace(NamedTuple):
    """A placeholder, or a brace without its other half (``name`` is ``None``), in a text."""

    name: str | None
    start: int
    end: int


def braces(text: str) -> Iterator[Brace]:
    """What stands in braces, in order; doubled braces are plain text."""
    for match in _PIECE.finditer(text):
        if match[0] not in ("{{", "}}"):
            yield Brace(match[1], *match.span())


def values_in(node: tree.Declaration) -> Iterator[str]:
    """The names of values in a declaration's texts."""
    for text in (*walk.texts(node), *_descriptions(node)):
        for brace in braces(text.text):
            if brace.name is not None and brace.name.strip() not in _BY_SPELLING:
                yield brace.name.strip()


def _descriptions(node: tree.Declaration) -> Iterator[tree.Str]:
    """What rules say of themselves; of no event, so that only values can be filled in."""
    yield from (rule.description for rule in rules_of(node) if rule.description is not None)


class Places:
    """Where the letters of a text stand in the source, escapes counted as they are written."""

    def __init__(self, scope: Scope, text: tree.Str | tree.Pattern) -> None:
        self._text = text
        self._sources = scope.sources
        self._starts: list[int] | None = None

    def at(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``; of the whole text where the source is not at hand."""
        span = self._text.span
        source = self._sources.get(span.source)
        if not isinstance(source, Source) or span.end <= span.start:
            return span
        if isinstance(self._text, tree.Pattern):
            return Span(span.source, span.start + 1 + start, span.start + 1 + end)
        if self._starts is None:
            self._starts = self._walk(source.text)
        return Span(span.source, self._starts[start], self._starts[end])

    def _walk(self, source: str) -> list[int]:
        starts = [self._text.span.start + 1]
        for _ in self._text.text:
            step = 2 if source[starts[-1] : starts[-1] + 1] == "\\" else 1
            starts.append(starts[-1] + step)
        return starts


def problems(scope: Scope, roads: reach.Reach) -> Iterator[Diagnostic]:
    """Whatever is wrong with texts and patterns."""
    points = [one.name for one in scope.of("points")]
    near = Near(lambda: [*_BY_SPELLING, *points, *(value.name for value in scope.of("value"))])
    near_values = Near(lambda: [value.name for value in scope.of("value")])
    for node in scope.declarations:
        for text in walk.texts(node):
            yield from _spelling(scope, text, near, frozenset(_BY_SPELLING))
        yield from _same_answers(node)
        for text in _descriptions(node):
            yield from _spelling(scope, text, near_values, frozenset())
        for top in walk.tops(node):
            for condition in walk.conditions(top):
                if isinstance(condition, tree.TextIs):
                    yield from _operands(scope, condition)
    told = scope.partial or any(
        placed.rule.description for placed in scope.placed if placed.section is None
    )
    for arrives in roads.arrivals:
        for action in walk.actions(arrives.actions):
            for text in action.texts if isinstance(action, tree.Do) else ():
                yield from _filled_in(scope, text, arrives)
                if not told:
                    yield from _nothing_told(scope, text)


def _same_answers(node: tree.Declaration) -> Iterator[Diagnostic]:
    """Replies that say the same in two of their answers."""
    for listed in walk.action_lists(node):
        for action in walk.actions(listed):
            seen: dict[str, tree.Str] = {}
            for text in action.texts if isinstance(action, tree.Do) else ():
                first = seen.setdefault(text.text.strip(), text)
                if first is not text:
                    yield lints.SAME_ANSWER.at(text.span, first.span)


def _spelling(
    scope: Scope, text: tree.Str, near: Near, known: frozenset[str]
) -> Iterator[Diagnostic]:
    """Braces that hold neither one of ``known`` nor a value's name."""
    places = Places(scope, text)
    for name, start, end in braces(text.text):
        if name is None:
            if known:  # in a description a lone brace is a brace
                yield say.UNMATCHED_BRACE.at(places.at(start, end))
            continue
        name = name.strip()
        if name in known or scope.get("value", name) or scope.may_exist(name):
            continue
        if known and scope.get("points", name):
            continue
        hint, span = _meant(name, known) or near.to(name), places.at(start, end)
        fixes = (Fix(span, "{" + hint + "}", certain=False),) if hint else ()
        yield say.UNKNOWN_PLACEHOLDER.at(
            span, fixes=fixes, hint=hint, name=name, known=_said(known)
        )


def _meant(name: str, known: frozenset[str]) -> str | None:
    meant = _MEANT.get(name.lower().lstrip("@"))
    return meant if meant in known else None


def _said(known: frozenset[str]) -> Words:
    if not known:
        return Words("数值的名字", "the names of values")
    rows = PLACEHOLDERS.values()
    zh = "、".join(row.spellings.zh for row in rows)
    en = ", ".join(row.spellings.en for row in rows)
    return Words(f"{zh}，或数值的名字", f"{en}, and the names of values")


def _filled_in(scope: Scope, text: tree.Str, arrives: reach.Arrives) -> Iterator[Diagnostic]:
    """Placeholders that some event which leads here cannot fill."""
    places = Places(scope, text)
    for name, start, end in braces(text.text):
        row = _BY_SPELLING.get((name or "").strip())
        if row is None and scope.get("points", (name or "").strip()):
            row = PLACEHOLDERS["titles"]
        if row is None or row.needs in (None, "ranking", "advice"):
            continue  # where these may be told, the laws of content and of trials say
        if row.needs == "ladder":
            if not arrives.climbed:
                yield say.STEP_NOT_HERE.at(places.at(start, end), name=name)
        elif not arrives.kinds.keys() <= _carriers(row):
            yield _not_here(row, places.at(start, end), name or "", arrives)


def _nothing_told(scope: Scope, text: tree.Str) -> Iterator[Diagnostic]:
    """Where the rules are to be told, and none says anything of itself."""
    for name, start, end in braces(text.text):
        if (name or "").strip() in PLACEHOLDERS["rules"].spellings:
            yield overlaps.NO_RULES_TOLD.at(Places(scope, text).at(start, end), name=name)


def _carriers(row: Placeholder) -> frozenset[str]:
    """The kinds of event of which a placeholder tells something."""
    return OTHER.carriers if row.needs == OTHER.id else FIELDS[row.needs or ""].carriers


def _not_here(row: Placeholder, span: Span, name: str, arrives: reach.Arrives) -> Diagnostic:
    without = sorted(arrives.kinds.keys() - _carriers(row))
    user = next((place for kind in without if (place := arrives.kinds[kind])), None)
    others = (user,) if user is not None else ()
    return say.PLACEHOLDER_NOT_HERE.at(
        span, *others, name=name, kinds=kinds_said(without), thing=Words(*row.says)
    )


def _operands(scope: Scope, test: tree.TextIs) -> Iterator[Diagnostic]:
    for operand in walk.operands(test):
        if isinstance(operand, tree.Name):
            if test.op == "matches" and scope.get("words", operand.text):
                yield matching.LIST_IS_NO_PATTERN.at(operand.span, name=operand.text)
        elif test.op == "matches":
            yield from _pattern(scope, operand)
        elif isinstance(operand, tree.Pattern):
            yield matching.PATTERN_NOT_HERE.at(operand.span)
        elif not operand.text and test.op in ("contains", "starts"):
            yield say.EMPTY_TEXT.at(operand.span)


def _pattern(scope: Scope, pattern: tree.Pattern | tree.Str) -> Iterator[Diagnostic]:
    compiled = patterns.compile(pattern.text)
    if isinstance(compiled, patterns.Problem):
        end = min(len(pattern.text), compiled.offset + max(1, len(compiled.detail)))
        span = Places(scope, pattern).at(compiled.offset, end)
        if compiled.id in _REASONS:
            yield say.UNSUPPORTED_PATTERN.at(span, reason=_REASONS[compiled.id])
        else:
            yield say.BAD_PATTERN.at(span, reason=_SPELLING)
        return
    if compiled.matches_empty:
        yield say.EMPTY_TEXT.at(pattern.span)
    place = patterns.ascii_only_beside_han(pattern.text)
    if place is not None:
        piece = pattern.text[place : place + 2]
        better = r"[\p{Han}\w]" if piece.lower() == r"\w" else r"\p{Han}"
        span = Places(scope, pattern).at(place, place + 2)
        yield lints.ASCII_CLASS.at(span, piece=piece, better=better)
