"""From a condition to one Python expression whose value is True, False or None.

The expression of a condition that can never be unknown is an ordinary one. For one that can,
``None`` is kept apart by name: a part is first put in a temporary. Cheap parts come first; that
never changes Kleene's truth, only the work. Texts of the policy are never written into the
source: they stand in `Names.constants` and are called by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from copy import copy
from typing import NamedTuple

from policyq.ir import nodes
from policyq.ir.evidence import pattern
from policyq.ir.facts import SUM_UNIT
from policyq.live.fields import NUMBERS, PRESENT
from policyq.live.names import Names
from policyq.live.sorts import parts
from policyq.live.times import day_number, slot_text
from policyq.vocabulary.events import AIMED, EVERYONE, MESSAGES

_OPS = {"=": "=="}
_DEEPEST = 12
"""How deep an expression may be; what is deeper gets a line of its own."""


class Code(NamedTuple):
    """An expression; whether it may be None; what it costs to find, roughly."""

    text: str
    unknown: bool = False
    cost: int = 1
    depth: int = 1
    rare: bool = True
    """Whether it is likely to be False: such a part of an `and` comes first."""
    maybe: str = ""
    """What is quick to find, needs no temporary, and is false only if it is False; ``""``: nothing is."""


class Keys(NamedTuple):
    """How an event is found among what was counted: an expression for its key or keys."""

    text: str
    unknown: str = ""
    """When no key is known."""
    none: str = ""
    """When there is nothing to count by."""
    many: bool = False


class Truths:
    """Writes the conditions of one function. ``lines``: what must come before them; ``shared``: what
    must come before all that are written after them, too."""

    def __init__(self, names: Names, kind: str, conditions: Iterable[nodes.Condition]) -> None:
        self.names = names
        self._message = kind in MESSAGES
        self._aimed = kind in AIMED
        self.lines: list[str] = []
        self.shared = self.lines
        self.tops: set[int] = set()
        """The stores of which ``top3`` says what no total is more than."""
        self._temporaries = 0
        self._shared: dict[nodes.Condition, Code] = {}
        seen = Counter(one for whole in conditions for one in parts(whole) if _is_cheap(one))
        self._often = {one for one, times in seen.items() if times > 1}

    def inside(self) -> Truths:
        """For what stands in a block: it knows what is found already, and keeps what it finds."""
        inner = copy(self)
        inner.lines, inner.shared, inner._shared = [], [], dict(self._shared)
        return inner

    def of(self, condition: nodes.Condition) -> Code:
        """The expression of a condition."""
        if _is_cheap(condition) and condition in self._often:
            if condition not in self._shared:
                self._shared[condition] = self._found_first(condition)
            return self._shared[condition]
        code = self._written(condition)
        if code.depth > _DEEPEST:
            name = self.temporary()
            self.lines.append(f"{name} = {code.text}")
            return Code(name, code.unknown)
        return code

    def _found_first(self, condition: nodes.Condition) -> Code:
        lines, self.lines = self.lines, self.shared
        code = self._written(condition)
        name = f"shared{len(self._shared)}"
        self.lines.append(f"{name} = {code.text}")
        self.lines = lines
        return Code(name, code.unknown, rare=code.rare)

    def afresh(self) -> None:
        """From here on temporaries may be used again: a frame with very many is slow to make."""
        self._temporaries = 0

    def temporary(self) -> str:
        self._temporaries += 1
        return f"t{self._temporaries}"

    def _written(self, condition: nodes.Condition) -> Code:
        match condition:
            case nodes.Always(value):
                return Code(str(value))
            case nodes.And(inner):
                return self._all([self.of(part) for part in inner])
            case nodes.Or(inner):
                return self._some([self.of(part) for part in inner])
            case nodes.Not(part):
                return self._not(self.of(part))
            case nodes.Surely(part):
                code = self.of(part)
                text = f"({code.text} is True)" if code.unknown else code.text
                return code._replace(text=text, unknown=False, depth=code.depth + 1)
            case nodes.Windowed():
                return self._windowed(condition)
            case nodes.Text():
                return self._text(condition)
            case nodes.Near():
                return self._near(condition)
            case nodes.Link():
                return self._link(condition)
            case nodes.Contact(kinds):
                return self._many("contacts", kinds)
            case nodes.Compare(field, op, amount):
                return _unless_none(
                    *NUMBERS[field], f"{_OPS.get(op, op)} {self.names.number(amount)}"
                )
            case nodes.Known(field):
                return Code(PRESENT[field])
            case nodes.TimeIn(_, slots):
                code = self._some([_of_slot(slot) for slot in slots])
                return code if code.unknown else code._replace(maybe=code.text)
            case nodes.Changed(tiers):
                return Code(f"(refers in {self.names.constant(tiers)})")
            case nodes.At(slot):
                return Code(f"strikes({self.names.constant(slot)}, e, program)", True, 6)
            case nodes.Ranked():
                return Code(
                    f"drawn_up({self.names.constant(condition)}, state.standing, e)", False, 6
                )
            case nodes.MetricIs():
                return Code(f"metric_is({self.names.constant(condition)}, state, e)", True, 6)
            case nodes.Before(date):
                return Code(f"(day < {day_number(date)})")
        return self._member_or_group(condition)

    # -- joined --------------------------------------------------------------------------------

    def _all(self, codes: list[Code]) -> Code:
        codes.sort(key=lambda code: (not code.rare, code.cost, code.unknown))
        texts, maybe = self._kept_apart(codes, "is not False")
        if maybe:
            # None of them is False: the first that is None, if any, or True.
            texts.append(f"({' and '.join(maybe)})")
        joined = _join(f"({' and '.join(texts)})", codes, any(code.rare for code in codes))
        quick = next((code.maybe for code in codes if code.rare and code.maybe), "")
        return joined._replace(maybe=quick)

    def _some(self, codes: list[Code]) -> Code:
        codes = [code for code in codes if code.text != "False"] or [Code("False")]
        codes.sort(key=lambda code: (code.rare, code.cost, code.unknown))
        texts, maybe = self._kept_apart(codes, "is True")
        if maybe:
            nones = " or ".join(f"{name} is None" for name in maybe)
            texts.append(f"(None if {nones} else False)")
        return _join(f"({' or '.join(texts)})", codes, all(code.rare for code in codes))

    def _kept_apart(self, codes: list[Code], test: str) -> tuple[list[str], list[str]]:
        """The parts of an `and` or `or` in their order, and the temporaries of those that may be
        None; one such part alone can stand at the end as it is."""
        maybe = [code for code in codes if code.unknown]
        if len(maybe) == 1:
            return [code.text for code in codes if not code.unknown] + [maybe[0].text], []
        texts, names = [], []
        for code in codes:
            if code.unknown and code.text.isidentifier():
                names.append(code.text)
                texts.append(f"{code.text} {test}")
            elif code.unknown:
                names.append(self.temporary())
                texts.append(f"({names[-1]} := {code.text}) {test}")
            else:
                texts.append(code.text)
        return texts, names

    def _not(self, code: Code) -> Code:
        changed = code._replace(depth=code.depth + 1, rare=not code.rare, maybe="")
        if not code.unknown:
            return changed._replace(text=f"(not {code.text})")
        if code.text.isidentifier():
            return changed._replace(text=f"(None if {code.text} is None else not {code.text})")
        name = self.temporary()
        return changed._replace(text=f"(None if ({name} := {code.text}) is None else not {name})")

    # -- about the message ---------------------------------------------------------------------

    def _text(self, condition: nodes.Text) -> Code:
        match condition.op:
            case "contains":
                return _unless_none("words", self.names.has(condition), "!= 0")
            case "matches":
                patterns = tuple(map(pattern, condition.literals))
                found = f"any_match({self.names.constant(patterns)}, text)"
                return _unless_none("text", found, cost=20)
        keys, tests = self.names.compared(condition), []
        longest = max(map(len, set().union(*keys.values())), default=0)
        if condition.op == "equals":
            self.names.read_whole(longest)
        else:
            self.names.read_up_to(longest)
        for until, some in sorted(keys.items()):
            if condition.op == "equals":
                test = f"whole in {self.names.constant(frozenset(some))}"
            else:
                test = f"opening.startswith({self.names.constant(tuple(sorted(some)))})"
            tests.append(f"day < {day_number(until)} and {test}" if until else test)
        return _unless_none("text", _any(tests), cost=2)

    def _near(self, condition: nodes.Near) -> Code:
        some, others = map(self.names.has, (condition.some, condition.others))
        both = f"{some} and {others}"
        value = f"(False if not ({both}) else nearby({self.names.constant(condition)}, e))"
        return _unless_none("words", value, cost=10)

    def _link(self, condition: nodes.Link) -> Code:
        sites = {host for name in condition.sites for host in self.names.sites.get(name, ())}
        if not (condition.sites or condition.hosts):
            return _unless_none("links", "hosts", "!= []")
        wanted = self.names.constant(frozenset({*sites, *condition.hosts}))
        fit = "all_fit" if condition.all else "some_fit"
        value = f"hosts != [] and {fit}(hosts, {wanted}, {condition.outside})"
        return _unless_none("links", value, cost=4)

    # -- about members and groups --------------------------------------------------------------

    def _member_or_group(self, condition: nodes.Condition) -> Code:
        match condition:
            case nodes.InTier(tiers):
                inside = f"in_tier(roll.get(sender), {self.names.constant(tiers)})"
                return _unless_none("sender", inside, cost=2)
            case nodes.Silent(op, amount):
                limit = f"{self.names.constant(op)}, {self.names.number(amount)}"
                return _unless_none("sender", f"silent_is(roll.get(sender), time, {limit})", cost=2)
            case nodes.Holds(points, op, amount):
                held = f"points_of(program, state.standing, {self.names.constant(points)}, sender, time)"
                test = f"{_OPS.get(op, op)} {self.names.number(amount)}"
                return _unless_none("sender", held, test, cost=6)
            case nodes.InRow(streak, op, amount):
                asked = f"{self.names.constant(op)}, {self.names.number(amount)}"
                here = f"program, state.standing, mark, e, {self.names.constant(streak)}"
                return Code(f"in_row({asked}, {here})", True, 6)
            case nodes.Titled(titles):
                asked = f"titled({self.names.constant(titles)}, state.standing, sender, time)"
                return _unless_none("sender", asked, cost=2)
            case nodes.Removed(rules, within):
                asked = f"latest, e, {self.names.constant(rules)}, {self.names.number(within)}"
                found = f"was_removed(state.shared.common, program, {asked})"
                return Code(found, True, 4)
            case nodes.WhoIs(roles, tags, accounts):
                codes = [self._one("role", roles), self._many("tags", tags)]
                return self._some([*codes, self._one("sender", accounts)])
            case nodes.OnDuty():
                return Code(f"on_duty({self.names.constant(condition)}, program, e)", True, 6)
            case nodes.Mentions(everyone, accounts):
                return self._many("mentions", accounts | ({EVERYONE} if everyone else set()))
            case nodes.GroupIs("group", values):
                group = Code(f"group in {self.names.constant(values)}")
                return self._some([group, self._one("group_name", values)])
            case nodes.GroupIs("platform" | "channel" as field, values):
                return self._one(field, values)
            case nodes.GroupIs(_, values):
                return self._many("group_tags", values)
        raise TypeError(f"not a condition: {condition!r}")

    def _one(self, given: str, wanted: frozenset[str]) -> Code:
        if not wanted:
            return Code("False")
        return _unless_none(given, f"{given} in {self.names.constant(wanted)}")

    def _many(self, given: str, wanted: frozenset[str]) -> Code:
        if not wanted:
            return Code("False")
        return _unless_none(given, f"not {self.names.constant(wanted)}.isdisjoint({given})")

    # -- over windows --------------------------------------------------------------------------

    def _windowed(self, condition: nodes.Windowed) -> Code:
        counter = self.names.counters[condition.counter]
        bucket = condition.bucket
        store = self.names.stores.get((counter.id, bucket))
        limit = self.names.number(condition.amount)
        if counter.what == "sum":
            limit = f"/ {SUM_UNIT} {_OPS.get(condition.op, condition.op)} {limit}"
        else:
            limit = f"{_OPS.get(condition.op, condition.op)} {limit}"
        if store is None:
            # A window without length holds nothing.
            return Code(f"(0 {limit})")
        mark = mark_of(counter)
        most, window, maybe = "most_of_bucket", f"{bucket}, {mark}", ""
        if bucket is None:
            assert condition.trailing is not None
            most, window = "most", f"{self.names.number(condition.trailing)}, time, {mark}"
        keys = self.keys(counter)
        if keys.many:
            total = f"{most}(store{store}, {keys.text}, {window})"
        else:
            total = f"store{store}.total({keys.text}, {window})"
            if store in self.tops and condition.op in (">", ">="):
                maybe = f"(top{store} {limit})"
                total = f"({total} if {maybe} else 0)"
        if keys.none:
            total = "0" if keys.none == "True" else f"(0 if {keys.none} else {total})"
        if not keys.unknown:
            return Code(f"({total} {limit})", cost=6, maybe=maybe)
        code = _unless_none("", total, limit, 6, keys.unknown)
        return code._replace(maybe=maybe and f"({keys.unknown} or {maybe})")

    def keys(self, counter: nodes.Counter) -> Keys:
        """How an event is found among what a counter counted."""
        per, sender = counter.per, sender_of(counter)
        unknown = [f"{sender} is None"] if "sender" in per else []
        if self._aimed and "target" in per:
            unknown.append("target is None")
        if self._message and {"text", "alike"} & {*per}:
            unknown.append("text is None")
        if self._message and "host" in per:
            unknown.append("links is None")
        lacks = not self._message and bool({"text", "host", "alike"} & {*per})
        if lacks or ("target" in per and not self._aimed):
            return Keys("''", " or ".join(unknown), none="True")
        none = "not key" if "text" in per else "not letters" if "alike" in per else ""
        before = [
            {"sender": sender, "text": "key", "alike": "letters", "target": "target"}[part]
            for part in per
            if part != "host"
        ]
        if "host" in per:
            hosts = ", ".join(["hosts", *before])
            return Keys(f"keys_by_host({hosts})", " or ".join(unknown), none, many=True)
        text = "''" if not per else before[0] if len(per) == 1 else f"({', '.join(before)})"
        return Keys(text, " or ".join(unknown), none)


def sender_of(counter: nodes.Counter) -> str:
    """Who is counted: over all groups a person, in one an account."""
    return "person" if counter.shared else "sender"


def mark_of(counter: nodes.Counter) -> str:
    """The watermark that a counter goes by."""
    return "latest" if counter.shared else "mark"


def _is_cheap(condition: nodes.Condition) -> bool:
    """Whether it may be found before anybody asks: it needs no search and no memory."""
    if isinstance(condition, nodes.Not | nodes.Surely):
        return _is_cheap(condition.part)
    return isinstance(condition, _CHEAP)


_CHEAP = (nodes.Compare, nodes.Before, nodes.TimeIn, nodes.WhoIs, nodes.GroupIs, nodes.Mentions)


def _join(text: str, codes: list[Code], rare: bool) -> Code:
    return Code(
        text,
        any(code.unknown for code in codes),
        sum(code.cost for code in codes),
        1 + max((code.depth for code in codes), default=0),
        rare,
    )


def _any(texts: list[str]) -> str:
    return f"({' or '.join(texts)})" if texts else "False"


def _of_slot(slot: nodes.Slot) -> Code:
    return Code(slot_text(slot), bool(slot.named), cost=2)


def _unless_none(given: str, value: str, test: str = "", cost: int = 1, when: str = "") -> Code:
    """``value`` (tested), but None if ``given`` is, or ``when`` it is unknown."""
    when = when or f"{given} is None"
    tested = f"({value}) {test}" if test else value
    maybe = f"({when} or {tested})" if cost == 1 else ""
    return Code(f"(None if {when} else {tested})", True, cost, maybe=maybe)
