"""A program as text: stable, complete, one fact a line, made to be read and compared.

Two programs are equal if and only if their texts are. The digest of a policy is taken from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TypeVar

from policyq.ir import nodes
from policyq.text.folds import SETS
from policyq.text.listed import Word
from policyq.vocabulary.events import MESSAGES

Node = TypeVar("Node")


def show(program: nodes.Program) -> str:
    """The whole program; it ends with a line feed."""
    return "\n".join(_lines(program)) + "\n"


def digest(program: nodes.Program) -> str:
    """`nodes.Program.digest` of all the rest of a program."""
    return hashlib.sha256(show(program).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _lines(program: nodes.Program) -> Iterator[str]:
    yield f"policy {_quoted(program.name)} version {program.version} timezone {program.timezone}"
    if program.calendar is not None:
        yield f"calendar years {' '.join(map(str, program.calendar.years))}"
        yield f"  off {' '.join(program.calendar.off)}"
        yield f"  work {' '.join(program.calendar.work)}"
    if program.quiet is not None:
        yield f"quiet {show_condition(program.quiet)}"
    for words in program.words:
        listed = words.listed
        allowed = f" except{_quoteds(listed.allowed)}" if listed.allowed else ""
        yield f"words {_quoted(words.name)} {listed.choice}{allowed}"
        yield from (f"  {_word(word)}" for word in listed.words)
    for sites in program.sites:
        yield f"sites {_quoted(sites.name)}"
        yield from (f"  {_quoted(host)}" for host in sites.hosts)
    for value in program.values:
        periods = ", ".join(f"{since or 'first'}: {number}" for since, number in value.periods)
        unit = " microseconds" if value.lengths else ""
        yield f"value {_quoted(value.name)} = {periods}{unit}"
    for counter in program.counters:
        yield f"counter {counter.id} keep {counter.keep} buckets [{' '.join(counter.buckets)}]"
        yield f"  {show_counter(counter)}"
    for ladder in program.ladders:
        across = " across all groups" if ladder.shared else ""
        amnesty = f" amnesty {' '.join(ladder.amnesties)}" if ladder.amnesties else ""
        yield f"ladder {_quoted(ladder.name)} within {show_amount(ladder.window)}{across}{amnesty}"
        for number, step in enumerate(ladder.steps, 1):
            yield f"  step {number}"
            yield from (f"    {show_effect(do)}" for do in step)
    for tier in program.tiers:
        yield f"tier {_quoted(tier.name)} each {tier.beat}"
        yield f"  if {show_condition(tier.condition)}"
    known: dict[int, str] = {}
    for rule in program.rules:
        level = "" if rule.level is None else f" level {rule.level}"
        yield f"rule {_quoted(rule.name)} {_quoted(rule.description)} priority {rule.priority}{level}"
        yield f"  if {_asked(rule.condition, known)}"
        yield from (f"  do {_once_for_all(show_effect, effect, known)}" for effect in rule.effects)
        if rule.trial is not None:
            yield f"  trial {rule.trial.mode} until {rule.trial.until}"
            yield from (
                () if rule.trial.notice is None else (f"  do {show_effect(rule.trial.notice)}",)
            )
        if rule.watch is not None:
            yield f"  watch {rule.watch.run} {rule.watch.period}"
            yield from (f"  afterwards {show_effect(effect)}" for effect in rule.watch.afterwards)
    for promise in program.promises:
        word = "always" if promise.always else "never"
        yield f"promise {_quoted(promise.name)} {word} {_set(promise.actions)}"
        yield f"  if {show_condition(promise.condition)}"
    for metric in program.metrics:
        form = " share" if metric.share else ""
        yield f"metric {_quoted(metric.name)} each {metric.period}{form} present {metric.present}"
        yield f"  {_measure(metric.measure)}"
        for one in metric.grades:
            yield f"  {one.grade} {one.op} {show_amount(one.amount)}"
    yield from _contents(program)
    yield from _besides(program)


def _besides(program: nodes.Program) -> Iterator[str]:
    """What no declaration says of itself: it follows from several."""
    if program.aims:
        yield "aims at others"
    for spared in program.spared:
        yield f"spared {show_condition(spared)}"
    for streak in program.streaks:
        yield f"streak {streak.id} {show_condition(streak.condition)}"
    if program.removals:
        yield f"removals keep {program.removals}"
    if program.forgives:
        yield f"penalties keep {program.forgives}"
    if program.tries:
        yield f"trials until {program.tries}"


def _contents(program: nodes.Program) -> Iterator[str]:
    for agenda in program.agendas:
        yield f"calendar {_quoted(agenda.name)} present {agenda.present}"
        for item in agenda.items:
            doubt = f" doubt {item.doubt}" if item.doubt else ""
            acts = " acts" if item.acts else ""
            of = f" form {_quoted(item.form)}" if item.form else ""
            yield f"  {_quoted(item.name)} {_slot(item.slot)} {item.counter}{doubt}{of}{acts}"
    for form in program.forms:
        yield f"form {_quoted(form.name)} least {form.least} most {form.most}"
        yield f"  if {show_condition(form.condition)}"
    for ranking in program.rankings:
        head = f"ranking {_quoted(ranking.name)} each {ranking.period} top {ranking.top}"
        by = f"points {_quoted(ranking.points)}" if ranking.points else ranking.counter
        yield f"{head} {by}"
    for lottery in program.lotteries:
        head = f"lottery {_quoted(lottery.name)} each {lottery.period} prizes {lottery.prizes}"
        yield f"{head} closes {lottery.closes} witnesses {show_condition(lottery.witnesses)}"
        yield f"  if {show_condition(lottery.condition)}"
    yield from _incentives(program)


def _incentives(program: nodes.Program) -> Iterator[str]:
    for points in program.points:
        kept = "" if points.days is None else f" for {points.days} days"
        cap = _limit("cap", points.cap)
        yield f"points {_quoted(points.name)}{cap} pairs {points.pairs}{kept}"
    for reward in program.rewards:
        limits = _limit("stock", reward.stock) + _limit("each", reward.each)
        cost = f" cost {reward.cost} {reward.worth}"
        price = f"{reward.price} {_quoted(reward.points)}"
        yield f"reward {_quoted(reward.name)} = {price}{limits}{cost}"
        yield from (f"  do {show_effect(effect)}" for effect in reward.effects)
        yield from (f"  otherwise {show_effect(effect)}" for effect in reward.otherwise)
    for title in program.titles:
        yield f"title {_quoted(title.name)} for {title.lasts}"
    for roster in program.rosters:
        yield f"roster {_quoted(roster.name)} gaps{_quoteds(map(str, roster.gaps))}"
        for shift in roster.shifts:
            deputies = _quoteds(map(str, shift.deputies))
            head = f"  {_slot(shift.slot)}{_quoteds(map(str, shift.people))}"
            yield head + (f" deputy{deputies}" if deputies else "")
        for who, first, last in roster.leaves:
            yield f"  leave {_quoted(str(who))} {first} {last}"


def _limit(what: str, limit: nodes.Limit | None) -> str:
    return "" if limit is None else f" {what} {limit.most} each {limit.bucket}"


def _measure(one: nodes.Measure) -> str:
    match one:
        case nodes.Kept(agenda):
            return f"(kept {_quoted(agenda)})"
        case nodes.Total(counter, doubt):
            return f"(total {counter}{f' doubt {doubt}' if doubt else ''})"
        case nodes.Members():
            return "members"
        case nodes.Quotient(top, bottom):
            return f"({_measure(top)} / {_measure(bottom)})"
        case nodes.Decay(counter):
            return f"(decay {counter})"


def show_counter(counter: nodes.Counter) -> str:
    """What a counter counts: the text that its identity is made of."""
    of = f" {counter.of}" if counter.of else ""
    per = "".join(f" per {name}" for name in counter.per)
    across = " across all groups" if counter.shared else ""
    return f"({counter.what}{of} of {show_condition(counter.condition)}{per}{across})"


def _asked(condition: nodes.Condition, known: dict[int, str]) -> str:
    """As `show_condition`; rules of one shape have parts that are the same object."""
    if not isinstance(condition, nodes.And):
        return show_condition(condition)
    shown = (_once_for_all(show_condition, part, known) for part in condition.parts)
    return f"(and {' '.join(shown)})"


def _once_for_all(show: Callable[[Node], str], node: Node, known: dict[int, str]) -> str:
    found = known.get(id(node))
    if found is None:
        found = known[id(node)] = show(node)
    return found


def show_condition(condition: nodes.Condition) -> str:
    """A condition on one line, brackets first."""
    match condition:
        case nodes.Always(value):
            return "true" if value else "false"
        case nodes.KindIn(kinds):
            return f"(kind{_kinds(kinds)})"
        case nodes.Text():
            return f"(text {condition.op}{_sought(condition)})"
        case nodes.Near(some, others, within):
            return f"(near {within}{_near(some)}{_near(others)})"
        case nodes.Link(every, outside, sites, hosts):
            place = "" if not (sites or hosts) else " outside" if outside else " inside"
            return f"(link {'all' if every else 'any'}{place}{_lists(sites)}{_quoteds(hosts)})"
        case nodes.Contact(kinds):
            return f"(contact {_set(kinds)})"
        case nodes.TimeIn(name, slots):
            return f"(time {_quoted(name)} {' '.join(map(_slot, slots))})"
        case nodes.WhoIs(roles, tags, accounts):
            return f"(who {_set(roles)} tags {_set(tags)} accounts {_set(accounts)})"
        case nodes.OnDuty(rosters):
            return f"(on duty {_set(rosters)})"
        case nodes.Mentions(everyone, accounts):
            return f"(mentions{' everyone' if everyone else ''} {_set(accounts)})"
        case nodes.GroupIs(field, values):
            return f"({field} {_set(values)})"
        case nodes.Known(field):
            return f"(known {field})"
        case nodes.Before(date):
            return f"(before {date})"
        case nodes.Compare(field, op, amount):
            return f"({field} {op} {show_amount(amount)})"
        case nodes.Changed(tiers, into):
            return f"({'becomes' if into else 'no longer'} {_set(tiers)})"
        case nodes.InTier(tiers):
            return f"(tier {_set(tiers)})"
        case nodes.Holds(points, op, amount):
            return f"(holds {_quoted(points)} {op} {show_amount(amount)})"
        case nodes.Titled(titles):
            return f"(titled {_set(titles)})"
        case nodes.InRow(streak, op, amount):
            return f"(in row {streak} {op} {show_amount(amount)})"
        case nodes.Silent(op, amount):
            return f"(silent {op} {show_amount(amount)})"
        case nodes.And(parts) | nodes.Or(parts):
            word = "and" if isinstance(condition, nodes.And) else "or"
            return f"({word} {' '.join(map(show_condition, parts))})"
        case nodes.Not(part):
            return f"(not {show_condition(part)})"
        case nodes.Surely(part):
            return f"(surely {show_condition(part)})"
    return _remembered(condition)


def _remembered(condition: nodes.Condition) -> str:
    match condition:
        case nodes.Windowed(counter, trailing, bucket, op, amount):
            window = f"each {bucket}" if trailing is None else f"within {show_amount(trailing)}"
            return f"({counter} {window} {op} {show_amount(amount)})"
        case nodes.Removed(rules, within):
            return f"(removed {_set(rules)} within {show_amount(within)})"
        case nodes.At(slot):
            return f"(at {_slot(slot)})"
        case nodes.Ranked(ranking):
            return f"(ranked {_quoted(ranking)})"
        case nodes.MetricIs(metric, op, limit):
            said = op if limit is None else f"{op} {show_amount(limit)}"
            return f"(metric {_quoted(metric)} {said})"
    raise TypeError(f"not a condition: {condition!r}")


def show_effect(effect: nodes.Effect) -> str:
    """An effect on one line."""
    level = "" if effect.level is None else f" as level {effect.level}"
    confirm = _confirm(effect.confirm)
    if isinstance(effect, nodes.Climb):
        aimed = "" if effect.whom is None else f" by the {effect.whom}"
        return f"climb {_quoted(effect.ladder)}{aimed}{level}{confirm}"
    duration = "" if effect.duration is None else f" for {show_amount(effect.duration)}"
    to = "".join(f" to {_quoted(str(who))}" for who in effect.to)
    to += "" if effect.coming is None else f" coming within {effect.coming}"
    tag = "" if effect.tag is None else f" tag {_quoted(effect.tag)}"
    text = " or".join(f" {_template(one)}" for one in effect.texts)
    gains = "" if effect.of is None else f" {_quoted(effect.of)}"
    gains += "" if effect.amount is None else f" {show_amount(effect.amount)}"
    gains += "" if effect.whom is None else f" to the {effect.whom}"
    return f"{effect.action}{gains}{duration}{to}{tag}{text}{level}{_once(effect.once)}{confirm}"


def _once(once: nodes.Once | None) -> str:
    if once is None:
        return ""
    per = " per sender" if once.by_member else ""
    if once.trailing is None:
        return f" once{per} each {once.bucket}"
    return f" once{per} within {show_amount(once.trailing)} keep {once.keep}"


def show_amount(amount: nodes.Amount) -> str:
    """``8``, ``=limit``; durations in microseconds."""
    return f"={_quoted(amount.name)}" if isinstance(amount, nodes.Dated) else str(amount.value)


def _confirm(confirm: nodes.Confirm | None) -> str:
    if confirm is None:
        return ""
    judges = " ".join(_quoted(str(who)) for who in confirm.judges)
    otherwise = "".join(f" otherwise [{show_effect(effect)}]" for effect in confirm.otherwise)
    quorum = "" if confirm.quorum == 1 else f"{confirm.quorum} of "
    return f" confirmed by {quorum}{judges} within {show_amount(confirm.within)}{otherwise}"


def _template(template: nodes.Template) -> str:
    return "[{}]".format(
        " ".join(
            f"{{{piece.id}}}" if isinstance(piece, nodes.Hole) else _quoted(_plain(piece))
            for piece in template.pieces
        )
    )


def _plain(piece: str | nodes.Quoted) -> str:
    return piece if isinstance(piece, str) else piece.text


def _slot(slot: nodes.Slot) -> str:
    clock = "{:02d}:{:02d}-{:02d}:{:02d}".format(*divmod(slot.start, 60), *divmod(slot.end, 60))
    days = "" if slot.weekdays is None else "@" + "".join(map(str, sorted(slot.weekdays)))
    dates = "".join(f"@{first}..{last}" for first, last in slot.dates)
    return clock + days + dates + "".join(f"@{name}s" for name in sorted(slot.named))


def _kinds(kinds: frozenset[str]) -> str:
    """Kinds by name; all kinds of message together are ``message``."""
    whole = kinds >= MESSAGES
    names = [*(["message"] if whole else []), *sorted(kinds - MESSAGES if whole else kinds)]
    return "".join(f" {name}" for name in names)


def _quoted(text: str) -> str:
    return encode_basestring(text)  # what `json.dumps` comes to, which takes ten times as long


def _quoteds(texts: Iterable[str]) -> str:
    return "".join(f" {_quoted(text)}" for text in texts)


def _near(text: nodes.Text) -> str:
    return f" ({text.op}{_sought(text)})"


def _sought(text: nodes.Text) -> str:
    words = "".join(f" ({_word(word)})" for word in text.words)
    return f"{_lists(text.lists)}{_quoteds(text.literals)}{words}"


def _word(word: Word) -> str:
    """A word with what it says of itself."""
    return f"{_quoted(word.text)} {_rest(*word[1:])}"


@lru_cache(maxsize=256)  # most words of a list say the same
def _rest(folds: frozenset[str], whole: bool, allowed: tuple[str, ...], until: str) -> str:
    named = next((name for name, some in SETS.items() if some == folds), None)
    sought = named or "[" + " ".join(sorted(folds)) + "]"
    said = f" except{_quoteds(allowed)}" if allowed else ""
    return f"{sought}{' whole' * whole}{said}{f' until {_quoted(until)}' if until else ''}"


def _lists(names: Iterable[str]) -> str:
    return "".join(f" list:{_quoted(name)}" for name in names)


def _set(members: Iterable[str]) -> str:
    return f"[{' '.join(_quoted(member) for member in sorted(members))}]"
