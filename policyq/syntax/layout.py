"""From declarations to lines: one clause a line, two spaces deeper."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest
from typing import Any, NamedTuple

from policyq.syntax import tree
from policyq.syntax.clean import NAME, narrowed
from policyq.syntax.layout_contents import agenda, form, format_, lottery, ranking
from policyq.syntax.layout_duty import roster
from policyq.syntax.layout_incentives import points, reward, title
from policyq.syntax.layout_metrics import metric, watch
from policyq.syntax.layout_trials import trial
from policyq.syntax.phrases import Phrases, digits, quoted


class Line(NamedTuple):
    """A line to be written."""

    depth: int
    text: str
    at: int
    """Where the source has the first thing that stands on it."""
    begins: bool = False
    """Whether a declaration begins here."""


def lines(declaration: tree.Declaration, say: Phrases, depth: int = 0) -> Iterator[Line]:
    """The lines of one declaration."""
    at = declaration.span.start
    match declaration:
        case tree.Rule():
            yield from _rule(declaration, say, depth)
        case tree.Section(name, when, items):
            text = f"{say.k('section')} {name.text} {say.k('when')} {say.condition(when)}"
            yield Line(depth, text, at, True)
            for item in items:
                yield from lines(item, say, depth + 1)
            yield Line(depth, say.k("end"), declaration.span.end - 1)
        case tree.Ladder(_, _, steps):
            yield Line(depth, _ladder(declaration, say), at, True)
            for place, step in enumerate(steps):
                text = f"{say.k('next' if place else 'first')} {say.actions(step)}"
                yield Line(depth + 1, text, step[0].span.start)
        case _ if type(declaration) in _WRITERS:
            write = _WRITERS[type(declaration)]
            yield from (
                Line(depth + d, text, at, d == 0) for d, text, at in write(declaration, say)
            )
        case tree.Example():
            yield from _example(declaration, say, depth)
        case _:
            yield Line(depth, _single(declaration, say), at, True)


_WRITERS: dict[type, Callable[[Any, Phrases], Iterator[tuple[int, str, int]]]] = {
    tree.Watch: watch,
    tree.Agenda: agenda,
    tree.Format: format_,
    tree.Ranking: ranking,
    tree.Lottery: lottery,
    tree.Reward: reward,
    tree.Roster: roster,
}


def _rule(rule: tree.Rule, say: Phrases, depth: int) -> Iterator[Line]:
    head = [say.k("override")] * rule.override + [say.k("rule"), rule.name.text]
    if rule.description is not None:
        head.append(quoted(rule.description))
    if rule.priority is not None:
        head += [say.k("priority"), say.number(rule.priority)]
    yield Line(depth, " ".join(head), rule.span.start, True)
    yield Line(depth + 1, f"{say.k('when')} {say.condition(rule.when)}", rule.when.span.start)
    if rule.unless is not None:
        parts = [say.k("unless"), say.condition(rule.unless)]
        parts += _owned(rule.unless_owner, rule.unless_until, say)
        yield Line(depth + 1, " ".join(parts), rule.unless.span.start)
    then = f"{say.k('then')} {say.actions(rule.actions)}"
    yield Line(depth + 1, then, rule.actions[0].span.start)


def _owned(owner: tree.Str | None, until: tree.Date | None, say: Phrases) -> list[str]:
    parts = [] if owner is None else [say.k("owned_by"), quoted(owner)]
    return parts if until is None else [*parts, say.k("until"), say.date(until)]


def _ladder(one: tree.Ladder, say: Phrases) -> str:
    across = f" {say.k('all_groups')}" if one.across else ""
    head = f"{say.k('ladder')} {one.name.text}"
    amnesty = ""
    if one.amnesties:
        amnesty = f" {say.k('amnesty')} {say.equals(_since(day, say) for day in one.amnesties)}"
    if say.zh:
        return f"{head}{across} {say.inside(one.window, say.k('inside_sum'))}{amnesty}"
    return f"{head} {say.k('within')} {say.amount(one.window)}{across}{amnesty}"


def _since(day: tree.Date, say: Phrases) -> str:
    onward = f" {say.k('onward')}" if say.zh else ""
    return f"{say.k('since')} {say.date(day)}{onward}"


def _single(one: tree.Declaration, say: Phrases) -> str:
    match one:
        case tree.Policy(name, version):
            after = f" {say.k('version')} {say.number(version)}" if version is not None else ""
            return f"{say.k('policy')} {quoted(name)}{after}"
        case tree.Timezone(name):
            return f"{say.k('timezone')} {name.text}"
        case tree.Holidays(path):
            return f"{say.k('holidays')} {say.k('from_file')} {quoted(path)}"
        case tree.Quiet(hours):
            return f"{say.k('bot_quiet')} {say.k('in')} {say.hours(hours)}"
        case tree.Hours(name, slots):
            return f"{say.k('hours')} {name.text} = {', '.join(map(say.slot, slots))}"
        case tree.Words():
            return _words(one, say)
        case tree.Sites(name, hosts, files):
            inline = f" = {', '.join(map(say.host, hosts))}" if hosts else ""
            return f"{say.k('sites')} {name.text}{inline}{_files(files, say)}"
        case tree.Exempt(who, owner, until):
            return " ".join([say.k("exempt"), say.whos(who), *_owned(owner, until, say)])
        case tree.Level(number, actions):
            level = say.grade(number) if say.zh else f"{say.k('level')} {digits(number.value)}"
            return f"{level} {say.k('means')} {say.actions(actions)}"
        case tree.Value():
            return _value(one, say)
        case tree.Disable(name):
            return f"{say.k('disable')} {say.k('rule')} {name.text}"
        case tree.Trial():
            return trial(one, say)
        case tree.Use(path):
            return f"{say.k('use')} {quoted(path)}"
        case tree.Tier():
            return _tier(one, say)
        case tree.Promise():
            return _promise(one, say)
        case tree.Metric():
            return metric(one, say)
        case tree.Form():
            return form(one, say)
        case tree.Points():
            return points(one, say)
        case tree.Title():
            return title(one, say)
    raise TypeError(f"not a declaration: {one!r}")


def _words(one: tree.Words, say: Phrases) -> str:
    parts = [say.k("words"), one.name.text, *say.options(one.options)]
    if one.items:
        parts += ["=", say.texts(map(say.word, one.items))]
    text = " ".join(parts) + _files(one.files, say)
    for keyword, those in (("category", one.categories), ("except", one.contexts)):
        text += f" {say.k(keyword)} {say.texts(map(quoted, those))}" if those else ""
    return text


def _files(files: tuple[tree.Str, ...], say: Phrases) -> str:
    return f" {say.k('from_file')} {say.texts(map(quoted, files))}" if files else ""


def _value(one: tree.Value, say: Phrases) -> str:
    override = f"{say.k('override')} " if one.override else ""
    bounds = ""
    if one.bounds is not None:
        least, most = map(say.amount, one.bounds)
        to = say.k("to") if say.zh else f" {say.k('to')} "
        bounds = f" {say.k('adjustable')} {least}{to}{most}"
    parts = [f"{override}{say.k('value')} {one.name.text} = {say.amount(one.first)}{bounds}"]
    parts += [f"{_since(day, say)} = {say.amount(amount)}" for day, amount in one.changes]
    return say.equals(parts)


def _tier(one: tree.Tier, say: Phrases) -> str:
    beat = "" if one.beat == "day" else f" {say.k(one.beat, 'beat')}"
    head = f"{say.k('tier')} {one.name.text}{beat}"
    when = one.when if say.zh else _by_group(one.when)
    return f"{head} {say.k('when')} {say.condition(when)}"


def _by_group(condition: tree.Condition) -> tree.Condition:
    """The condition of a tier without what goes without saying there: by sender."""
    match condition:
        case tree.And(parts) | tree.Or(parts):
            return replace(condition, parts=tuple(map(_by_group, parts)))
        case tree.Not(part):
            return replace(condition, part=_by_group(part))
        case tree.Aggregate(per=("sender",)):
            return replace(condition, per=())
    return condition


def _promise(one: tree.Promise, say: Phrases) -> str:
    never = say.k("always" if one.always else "never")
    actions = say.texts(say.k(action, "action") for action in one.actions)
    head = f"{say.k('promise')} {one.name.text} {never} {actions}"
    return f"{head} {say.k('when')} {say.condition(one.when)}"


# -- examples ------------------------------------------------------------------------------------


def _example(one: tree.Example, say: Phrases, depth: int) -> Iterator[Line]:
    word = say.k("examples" if one.table else "example")
    yield Line(depth, f"{word} {quoted(one.title)}", one.span.start, True)
    if one.givens:
        givens = say.equals(_given(given, say) for given in one.givens)
        yield Line(depth + 1, f"{say.k('given')} {givens}", one.givens[0].span.start)
    row: tuple[str, int] | None = None
    for step, after in zip_longest(one.steps, one.steps[1:]):
        text = _happens(step, say) if isinstance(step, tree.Happens) else _expect(step, say)
        at = step.span.start
        if row is not None:
            text, at, row = f"{row[0]} {text}", row[1], None
        elif one.table and isinstance(step, tree.Happens) and isinstance(after, tree.Expect):
            row = text, at  # A case of one event is one line.
            continue
        yield Line(depth + 1, text, at)


def _expect(one: tree.Expect, say: Phrases) -> str:
    effects = say.equals(_expected(effect, say) for effect in one.effects)
    bound = f"{say.k(one.bound)} " if one.bound is not None else ""
    return f"{say.k('expect')} {bound}{effects or say.k('nothing')}"


def _given(one: tree.Given, say: Phrases) -> str:
    value = one.value
    if isinstance(value, tree.Number):
        text = say.number(value)
    elif isinstance(value, tree.Name) and one.field == "platform":
        text = say.platform(value)
    else:
        text = say.named(value)
    return f"{say.k(one.field, 'field')} = {text}"


def _expected(one: tree.Expected, say: Phrases) -> str:
    return say.doing(one) + (f" {say.k('pending')}" if one.pending else "")


def _happens(one: tree.Happens, say: Phrases) -> str:
    parts = [_jump(one.jump, say)] if one.jump is not None else []
    parts.append(say.clock(one.clock))
    if one.member is None:
        return " ".join([*parts, say.k(one.kind, "kind")])
    member = _member(one.member, say)
    if one.who:
        member += f"（{say.whos(one.who)}）" if say.zh else f" ({say.whos(one.who)})"
    if one.group is not None:
        on = f"{say.platform(one.platform)} " if one.platform is not None else ""
        member += f" {say.k('in')} {on}{quoted(one.group)}"
    more = one.amount is not None or one.channel is not None
    if one.kind == "text" and one.text is not None and not more:
        colon = "：" if say.zh else ": "
        return " ".join([*parts, f"{member}{colon}{quoted(one.text)}"])
    parts.append(member)
    if one.kind in ("approve", "reject"):
        parts.append(say.k("approves" if one.kind == "approve" else "rejects"))
    else:
        parts.append(say.k(one.kind, "kind"))
    parts += [quoted(one.text)] if one.text is not None else []
    parts += [say.number(one.amount)] if one.amount is not None else []
    if one.channel is not None:
        came = say.k("channel", "field") if say.zh else say.k("from_file")
        parts += [came, quoted(one.channel)]
    return " ".join(parts)


def _member(name: tree.Name, say: Phrases) -> str:
    """The account of a member, in quotes where it is no name."""
    plain = NAME.fullmatch(name.text) and name.text == unicodedata.normalize(
        "NFC", narrowed(name.text)
    )
    return say.name(name) if plain else quoted(tree.Str(name.text))


def _jump(one: tree.Jump, say: Phrases) -> str:
    if one.date is not None:
        return say.date(one.date)
    if one.days == 1:
        return say.k("next_day")
    days = say.length(tree.Length(one.days, "day"))
    return days + say.k("later", "later") if say.zh else f"{say.k('after')} {days}"
