"""The law of names: each is declared once, and bases come together without a quarrel.

Files are joined from the bases up. A file sees what its bases brought, adds its own, and may
`override` or `disable` their rules. Sections come last, since they change rules for some groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from policyq.check.adjusting import settings
from policyq.check.files import Sources, bases, resolve
from policyq.check.scope import NAMED, Declared, Placed, Scope, declared, writes_chinese
from policyq.diagnostics.catalog import names as say
from policyq.diagnostics.diagnostic import Diagnostic, Fix, Kind, Words
from policyq.diagnostics.near import Near
from policyq.diagnostics.source import Span
from policyq.syntax import tree

_OVERRIDE = Words("改写", "override")
_DISABLE = Words("停用", "disable")


@dataclass
class _Known:
    """What one file and its bases declare, while it grows."""

    names: dict[tuple[str, str], Declared] = field(default_factory=dict)
    gone: dict[str, Declared] = field(default_factory=dict)
    sections: dict[str, tree.Section] = field(default_factory=dict)
    inside: dict[tuple[str, str], Placed] = field(default_factory=dict)
    """Rules in sections, by rule and section."""
    changed: dict[str, dict[str, tree.Section]] = field(default_factory=dict)


def merge(
    files: Mapping[str, tree.File], main: str, sources: Sources
) -> tuple[Scope, list[Diagnostic]]:
    """The scope of ``main``; ``files`` hold it and its bases, bases first."""
    merger = _Merger(files, sources)
    for name in files:
        merger.add(name)
    known = merger.known[main]
    top = [
        Placed(found.node, None, found.file)
        for found in known.names.values()
        if isinstance(found.node, tree.Rule)
    ]
    changed = {rule: tuple(sections.values()) for rule, sections in known.changed.items()}
    placed = (*top, *known.inside.values())
    return (
        Scope(files, main, sources, known.names, known.gone, known.sections, placed, changed),
        merger.found,
    )


class _Merger:
    def __init__(self, files: Mapping[str, tree.File], sources: Sources) -> None:
        self.files = files
        self.sources = sources
        self.known: dict[str, _Known] = {}
        self.found: list[Diagnostic] = []
        self.broken = frozenset[str]().union(*(file.broken for file in files.values()))
        self.without_base = any(
            name not in files for file in files.values() for name in bases(file)
        )

    def add(self, name: str) -> None:
        """Join a file to its bases, which were added before."""
        known = _Known()
        file = self.files[name]
        for node in file.declarations:
            if isinstance(node, tree.Use):
                self._bring(known, node)
        brought = dict(known.names)
        own: dict[tuple[str, str], Declared] = {}
        for node in file.declarations:
            if isinstance(node, NAMED) and not _overrides(node):
                self._declare(known, own, brought, declared(node, name))
        _Changes(self, known, own, brought, name).apply(file)
        self.known[name] = known

    def _bring(self, known: _Known, use: tree.Use) -> None:
        base = self.known.get(resolve(use.path))
        if base is None:
            return
        for key, found in base.names.items():
            other = known.names.setdefault(key, found)
            if other.node is not found.node:
                self._two_bases(use, found.sort, found.name, other.span, found.span)
        known.gone.update(base.gone)
        known.sections.update(base.sections)
        for place, placed in base.inside.items():
            other_rule = known.inside.setdefault(place, placed).rule
            if other_rule is not placed.rule and not place[1]:
                self._two_bases(use, "rule", place[0], other_rule.name.span, placed.rule.name.span)
        for rule, sections in base.changed.items():
            known.changed.setdefault(rule, {}).update(sections)

    def _two_bases(self, use: tree.Use, sort: str, name: str, one: Span, two: Span) -> None:
        self.found.append(
            say.TWO_BASES.at(use.path.span, one, two, sort=say.SORTS[sort], name=name)
        )

    def _declare(
        self,
        known: _Known,
        own: dict[tuple[str, str], Declared],
        brought: dict[tuple[str, str], Declared],
        new: Declared,
    ) -> None:
        key = (new.sort, new.name)
        first = own.get(key) or brought.get(key)
        placed = known.inside.get((new.name, "")) if new.sort == "rule" else None
        if placed is not None:
            span = placed.rule.name.span
            self.found.append(
                say.DUPLICATE.at(new.span, span, sort=say.SORTS["rule"], name=new.name)
            )
        elif first is None:
            own[key] = known.names[key] = new
            if isinstance(new.node, tree.Section):
                known.sections[new.name] = new.node
        elif key in own or new.sort not in ("rule", "value"):
            self.found.append(
                say.DUPLICATE.at(new.span, first.span, sort=say.SORTS[new.sort], name=new.name)
            )
        else:
            start = new.node.span.start
            keyword = new.span._replace(start=start, end=new.span.start)
            written = "改写 " if writes_chinese(self.sources, keyword) else "override "
            fix = Fix(Span(new.span.source, start, start), written, certain=False)
            self.found.append(
                say.NEEDS_OVERRIDE.at(
                    new.span, first.span, fixes=(fix,), sort=say.SORTS[new.sort], name=new.name
                )
            )


@dataclass
class _Changes:
    """`override` and `disable` of one file, and its sections."""

    merger: _Merger
    known: _Known
    own: Mapping[tuple[str, str], Declared]
    brought: Mapping[tuple[str, str], Declared]
    file: str

    def apply(self, file: tree.File) -> None:
        targets = Near(self._targets)
        seen: dict[str, Span] = {}
        for node in file.declarations:
            if isinstance(node, tree.Rule) and node.override:
                self._override(node, seen, targets)
            elif isinstance(node, tree.Disable):
                self._disable(node, seen, targets)
        self._values(file)
        for node in file.declarations:
            if isinstance(node, tree.Section):
                self._section(node, targets)

    def _targets(self) -> Iterator[str]:
        return (name for sort, name in self.known.names if sort == "rule")

    def _override(self, rule: tree.Rule, seen: dict[str, Span], targets: Near) -> None:
        name = rule.name.text
        mine = self.own.get(("rule", name))
        if mine is not None:
            self._say(say.OVERRIDE_OWN, rule.name, mine.span)
        elif self._first(rule.name, seen) and self._exists(rule.name, _OVERRIDE, targets):
            self.known.gone.pop(name, None)
            self.known.names[("rule", name)] = declared(rule, self.file)

    def _values(self, file: tree.File) -> None:
        """The values of a base that are set anew; their bounds are looked at where all amounts are."""
        seen: dict[str, Span] = {}
        for node in file.declarations:
            if not isinstance(node, tree.Value) or not node.override:
                continue
            key = ("value", node.name.text)
            if key in self.own:
                self._say(say.OVERRIDE_OWN, node.name, self.own[key].span, sort="value")
            elif key not in self.brought:
                self._unknown_value(node.name)
            elif node.name.text in seen:
                self._say(say.CHANGED_TWICE, node.name, seen[node.name.text], sort="value")
            else:
                seen[node.name.text] = node.name.span
                old = self.brought[key].node
                if isinstance(old, tree.Value):
                    self.known.names[key] = declared(self._set(node, old), self.file)

    def _set(self, new: tree.Value, old: tree.Value) -> tree.Value:
        """A value set anew, with the bounds of the old one if it has none of its own."""
        self.merger.found += settings(new, old)
        return replace(new, bounds=new.bounds or old.bounds)

    def _unknown_value(self, name: tree.Name) -> None:
        if name.text in self.merger.broken or self.merger.without_base:
            return
        hint = Near(self._values_brought).to(name.text)
        fixes = (Fix(name.span, hint, certain=False),) if hint else ()
        self.merger.found.append(
            say.UNKNOWN_NAME.at(
                name.span,
                fixes=fixes,
                hint=hint,
                sort=say.SORTS["value"],
                name=name.text,
                literally=Words("", ""),
            )
        )

    def _values_brought(self) -> Iterator[str]:
        return (name for sort, name in self.brought if sort == "value")

    def _disable(self, node: tree.Disable, seen: dict[str, Span], targets: Near) -> None:
        name = node.name.text
        if not (self._first(node.name, seen) and self._exists(node.name, _DISABLE, targets)):
            return
        found = self.known.names.pop(("rule", name), None)
        if found is not None:
            self.known.gone[name] = found
        for section in self.known.changed.pop(name, {}):
            self.known.inside.pop((name, section), None)

    def _section(self, section: tree.Section, targets: Near) -> None:
        seen: dict[str, Span] = {}
        for item in section.items:
            name = item.name.text
            if isinstance(item, tree.Rule) and not item.override:
                self._rule_inside(item, section)
                continue
            verb = _OVERRIDE if isinstance(item, tree.Rule) else _DISABLE
            if not (self._first(item.name, seen) and self._exists(item.name, verb, targets)):
                continue
            self.known.changed.setdefault(name, {})[section.name.text] = section
            if isinstance(item, tree.Rule):
                key = (name, section.name.text)
                self.known.inside[key] = Placed(item, section, self.file)

    def _rule_inside(self, rule: tree.Rule, section: tree.Section) -> None:
        name = rule.name.text
        top = self.known.names.get(("rule", name))
        inside = self.known.inside.get((name, ""))
        if top is not None:
            self._say(say.DUPLICATE, rule.name, top.span)
        elif inside is not None:
            self._say(say.DUPLICATE, rule.name, inside.rule.name.span)
        else:
            self.known.inside[(name, "")] = Placed(rule, section, self.file)

    def _first(self, name: tree.Name, seen: dict[str, Span]) -> bool:
        """Whether this is the first change of a rule in one place; a second one is reported."""
        first = seen.get(name.text)
        if first is None:
            seen[name.text] = name.span
            return True
        self._say(say.CHANGED_TWICE, name, first)
        return False

    def _exists(self, name: tree.Name, verb: Words, targets: Near) -> bool:
        """Whether there is such a rule to change; otherwise it is reported."""
        key = ("rule", name.text)
        if key in self.known.names or key in self.brought or name.text in self.known.gone:
            return True
        promise = self.known.names.get(("promise", name.text))
        if promise is not None:
            self._say(say.OVERRIDE_PROMISE, name, promise.span, verb=verb)
        elif name.text not in self.merger.broken and not self.merger.without_base:
            hint = targets.to(name.text)
            fixes = (Fix(name.span, hint, certain=False),) if hint else ()
            self.merger.found.append(
                say.UNKNOWN_RULE.at(name.span, fixes=fixes, hint=hint, name=name.text, verb=verb)
            )
        return False

    def _say(
        self, kind: Kind, name: tree.Name, other: Span, verb: Words = _OVERRIDE, sort: str = "rule"
    ) -> None:
        self.merger.found.append(
            kind.at(name.span, other, name=name.text, sort=say.SORTS[sort], verb=verb)
        )


def _overrides(node: tree.Declaration) -> bool:
    return isinstance(node, tree.Rule | tree.Value) and node.override
