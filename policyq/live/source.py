"""From a program to the source of a Python module: for each sort of event one function that
counts it and asks every rule, and for each promise one that asks it.

    def on_text(state, e):        # → the numbers of the rules that are true, and of the unknown;
                                  #   None: there are none of either
    def promise0_text(state, e):  # → True, False or None
    def tier0(state, e):          # likewise, asked of a member as an event of theirs
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from policyq.ir import nodes
from policyq.live.guards import (
    Crowd,
    Rule,
    Table,
    blocks,
    crowds,
    guarded,
    is_like,
    settled_table,
    tables,
    words_of,
)
from policyq.live.header import FIELDS, HEADER
from policyq.live.names import Names
from policyq.live.series import ANY
from policyq.live.sorts import asked_of_wishes, settled, sorts
from policyq.live.truth import Truths, mark_of, sender_of

#: What the functions for kinds of event that no table knows are called by.
UNLISTED = "unlisted"

_NAME = re.compile(r"[a-z]\w*")


class Source(NamedTuple):
    """A generated module, and what it needs."""

    text: str
    names: Names
    sorts: dict[str, str]
    """Kind of event → what the functions for it are called by."""


def source(program: nodes.Program) -> Source:
    """The module for a program."""
    names = Names(program)
    some, alone = crowds(program.rules)
    asked = [one.condition for one in some] + [program.rules[n].condition for n in alone]
    of_kind = {kind: first or UNLISTED for kind, first in sorts(program, asked).items()}
    functions: list[str] = []
    for kind, called in of_kind.items():
        if called == (kind or UNLISTED):
            functions.append(_on(names, kind, called, _rules(names, kind, some, alone)))
            for number, condition in enumerate(asked_of_wishes(program)):
                left = settled(condition, kind)
                functions.append(_promise(names, kind, left, f"promise{number}_{called}"))
    for number, tier in enumerate(program.tiers):
        left = settled(tier.condition, "tier_in")
        functions.append(_promise(names, "tier_in", left, f"tier{number}"))
    return Source("\n\n".join(functions), names, of_kind)


class _Rules(NamedTuple):
    """The rules that may be anything but false for one kind of event."""

    tables: list[Table]
    alone: list[tuple[int, nodes.Condition]]

    def asked(self) -> Iterator[nodes.Condition]:
        """What they ask, as often as that matters."""
        for table in self.tables:
            yield from table.besides * 2
        yield from (condition for _, condition in self.alone)


def _rules(names: Names, kind: str, some: Iterable[Crowd], alone: Iterable[int]) -> _Rules:
    program = names.program
    tables, each = [], [*alone]
    for crowd in some:
        if settled(crowd.condition, kind) == nodes.Always(False):
            continue
        table = settled_table(names, crowd, kind)
        if table is None:
            each += [number for number, _ in crowd.members]
        else:
            tables.append(table)
    left = [(number, settled(program.rules[number].condition, kind)) for number in sorted(each)]
    return _Rules(tables, [one for one in left if one[1] != nodes.Always(False)])


def _on(names: Names, kind: str, called: str, rules: _Rules) -> str:
    program = names.program
    counted = [(one, settled(one.condition, kind)) for one in program.counters]
    on_days = [settled(streak.condition, kind) for streak in program.streaks]
    entered = [settled(lottery.condition, kind) for lottery in program.lotteries]
    truths = Truths(
        names, kind, [*(condition for _, condition in counted), *on_days, *entered, *rules.asked()]
    )
    body = _counts(truths, counted)
    for streak in program.streaks:
        condition = settled(streak.condition, kind)
        if condition != nodes.Always(False):
            text = truths.of(condition).text
            steps = f"count_day(program, state.standing, mark, e, {names.constant(streak.id)})"
            body += [*_flushed(truths), f"if {text}:", f"    {steps}"]
    for lottery, condition in zip(program.lotteries, entered, strict=True):
        if condition != nodes.Always(False):
            text = truths.of(condition).text
            steps = f"enter(program, state.standing, mark, e, {names.constant(lottery.name)})"
            body += [*_flushed(truths), f"if {text}:", f"    {steps}"]
    if kind == "day_end" and (program.metrics or program.rankings or program.lotteries):
        body.append("measure(state, e)")
    looks, asks = _asked(truths, rules)
    if not asks:
        return _function(names, f"on_{called}", [*body, "return None"])
    if looks:
        # Most messages end here.
        body += [f"if not ({' or '.join(looks)}):", "    return None"]
    rest = ["fired = []", "unknown = []", *asks, "if fired or unknown:"]
    rest += ["    return fired, unknown", "return None"]
    return _function(names, f"on_{called}", body, rest)


def _counts(truths: Truths, counted: Sequence[tuple[nodes.Counter, nodes.Condition]]) -> list[str]:
    """The lines that count; what counts only messages with some words stands behind these."""
    body = [line for counter, _ in counted for line in _tops(truths, counter)]
    worded = []
    for counter, condition in counted:
        if words_of(truths.names, condition) is not None:
            worded.append((counter, condition))
        else:
            body += _counts_if(truths, counter, condition)
    # What is found behind the words is not known before them, so it comes last.
    behind = truths.inside()
    lines = [line for each in worded for line in _counts_if(behind, *each)]
    return [*body, "if words:", *_indented([*behind.shared, *lines])] if lines else body


def _counts_if(truths: Truths, counter: nodes.Counter, condition: nodes.Condition) -> list[str]:
    """The lines that count an event if a condition is true."""
    if condition == nodes.Always(True):
        return [*_counting(truths, counter)]
    if condition == nodes.Always(False):
        return []
    text = truths.of(condition).text
    return [*_flushed(truths), f"if {text}:", *_indented(_counting(truths, counter))]


def _asked(truths: Truths, asked: _Rules) -> tuple[list[str], list[str]]:
    """Quick looks of which one is true if any rule is anything but false, or none; and the lines that
    ask every rule: each behind what it needs."""
    rules = guarded(truths.names, asked.alone)
    some, rest = tables(truths.names, rules.words)
    some = [*asked.tables, *some]
    looks, body = [], []
    quick = {rule: look for rule in rules.always if (look := _quick_look(truths, rule))}
    for rule in rules.always:
        if rule not in quick:
            body += _asks(truths, rule)
    if quick:
        looks.append(" or ".join(dict.fromkeys(quick.values())))
        body += _block(truths, looks[-1], [*quick])
    if rules.whole:
        looks.append(is_like(truths.names, rules.keys))
        body += _block(truths, looks[-1], rules.whole)
    if rules.links:
        looks.append("links is None or links")
        body += _block(truths, looks[-1], rules.links)
    if some or rules.words:
        looks.append("words is None or words")
        behind = truths.inside()
        lines = [line for one in some for line in _of_table(behind, one)]
        lines += blocks(rest, lambda rule: _asks(behind, rule))
        body += [f"if {looks[-1]}:", "    some = -1 if words is None else words"]
        body += _indented([*behind.shared, *lines])
    if some or len(asked.alone) > 1:
        body += ["if len(fired) > 1:", "    fired.sort()"]
    return looks if len(quick) == len(rules.always) else [], body


def _quick_look(truths: Truths, rule: Rule) -> str:
    """What is quick to find of a rule that needs neither words nor links, and false only if it is."""
    return truths.inside().of(rule.condition).maybe


def _block(truths: Truths, test: str, rules: Iterable[Rule]) -> list[str]:
    """The lines that ask rules behind a test."""
    behind = truths.inside()
    lines = [line for rule in rules for line in _asks(behind, rule)]
    return [f"if {test}:", *_indented([*behind.shared, *lines])]


def _of_table(truths: Truths, one: Table) -> list[str]:
    """The lines that ask the rules of a table."""
    names = truths.names
    here, rules = names.constant(one.bits), names.constant(one.rules)
    every = names.constant(one.every)
    if not one.besides:
        unknown, known = f"    unknown += {every}", f"    set_off(words & {here}, {rules}, fired)"
        return ["if words is None:", unknown, "else:", known]
    truths.afresh()
    code = truths.of(one.besides[0] if len(one.besides) == 1 else nodes.And(one.besides))
    into = "fired if truth else unknown"
    lines = [
        f"truth = {code.text}",
        "if truth is not False:",
        "    if words is None:",
        f"        unknown += {every}",
        "    else:",
        f"        set_off(words & {here}, {rules}, {into})",
    ]
    return [f"if some & {here}:", *_indented([*_flushed(truths), *lines])]


def _asks(truths: Truths, rule: Rule) -> list[str]:
    """The lines that ask one rule."""
    truths.afresh()
    code = truths.of(rule.condition)
    lines = _flushed(truths)
    if code.unknown:
        lines += [f"truth = {code.text}", "if truth is not False:"]
        return [*lines, f"    (fired if truth else unknown).append({rule.number})"]
    return [*lines, f"if {code.text}:", f"    fired.append({rule.number})"]


def _promise(names: Names, kind: str, condition: nodes.Condition, called: str) -> str:
    truths = Truths(names, kind, [condition])
    text = truths.of(condition).text
    return _function(names, called, [*_flushed(truths), f"return {text}"])


def _tops(truths: Truths, counter: nodes.Counter) -> Iterator[str]:
    """The lines that say what totals are not more than, before an event is counted."""
    for bucket in (None, *counter.buckets):
        store = truths.names.stores.get((counter.id, bucket))
        if store is not None and counter.what != "sum" and not truths.keys(counter).many:
            truths.tops.add(store)
            yield f"top{store} = {ANY}"


def _counting(truths: Truths, counter: nodes.Counter) -> Iterator[str]:
    """The lines that count an event, once it is to be counted."""
    names, keys, value = truths.names, truths.keys(counter), "1"
    opens, key = [], keys.text
    hindered = " or ".join(filter(None, (keys.unknown, keys.none)))
    if hindered:
        opens.append(f"if not ({hindered}):")
    if keys.many:
        key = "one"
        opens.append(f"for one in {keys.text}:")
    if counter.what == "distinct" and counter.of == "sender":
        value = sender_of(counter)
        opens.append(f"if {value} is not None:")
    elif counter.what != "count":
        value = "value"
        asked = f"{names.constant(counter.what)}, {names.constant(counter.of)}"
        across = ", True" if counter.shared else ""
        opens.append(f"for value in counted({asked}, e{across}):")
    for depth, line in enumerate(opens):
        yield "    " * depth + line
    for bucket in (None, *counter.buckets):
        store = names.stores.get((counter.id, bucket))
        if store is not None:
            place = "" if bucket is None else f"{bucket}, "
            when = f"{place}time, {mark_of(counter)}"
            top = f"top{store} = " if store in truths.tops else ""
            yield "    " * len(opens) + f"{top}stores[{store}].add({key}, {when}, {value})"
    if not any(id == counter.id for id, _ in names.stores):
        yield "    " * len(opens) + "pass"


def _flushed(truths: Truths) -> list[str]:
    lines = truths.lines[:]
    truths.lines.clear()
    return lines


def _indented(lines: Iterable[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _function(names: Names, called: str, body: list[str], rest: Sequence[str] = ()) -> str:
    """A function with the lines before its body that find what it uses, and no others; what only the
    ``rest`` uses is found before that."""
    first = _found(names, body, frozenset())
    later = _found(names, rest, frozenset(first))
    lines = [*first.values(), *body, *later.values(), *rest]
    return "\n".join([f"def {called}(state, e):", *_indented(lines)])


def _found(names: Names, body: Iterable[str], known: frozenset[str]) -> dict[str, str]:
    """The lines that find what some lines use and what is not known yet, by what they find."""
    used = {name for line in body for name in _NAME.findall(line)}
    dated = [f"value{number}" for number in names.values.values()]
    values = {name: f"{name} = dated_{name}(day)" for name in dated if name in used}
    used |= {"day"} if values else set()
    for name in reversed(HEADER):
        used.update(HEADER[name][1] if name in used else ())
    stores = [f"store{number}" for number in names.stores.values()]
    lines = {name: f"{name} = e.{name}" for name in FIELDS if name in used}
    lines |= {name: f"{name} = {line}" for name, (line, _) in HEADER.items() if name in used}
    lines |= {"mark": "mark = state.mark"} if "mark" in used else {}
    lines |= {"stores": "stores = state.stores"} if used.intersection([*stores, "stores"]) else {}
    lines |= {name: f"{name} = stores[{name[5:]}]" for name in stores if name in used}
    return {name: line for name, line in (lines | values).items() if name not in known}
