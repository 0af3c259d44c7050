"""From a condition to one Python expression whose value is True, False or None.

The expression of a condition that can never be unknown is an ordinary one. For one that can,
``None`` is kept apart by name: a part is first put in a temporary. Cheap parts come first; that
never changes Kleene's truth, only the work. Texts of the policy are never written into the
source: they stand in `Names.constants` and are called by number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from policyq.ir import nodes
from policyq.ir.evidence import pattern
from policyq.ir.facts import SUM_UNIT, text_key
from policyq.live.scene import day_number
from policyq.live.sorts import parts
from policyq.vocabulary.events import EVERYONE
from policyq.vocabulary.types import DAY, MINUTE

_OPS = {"=": "=="}
_DEEPEST = 12
"""How deep an expression may be; what is deeper gets a line of its own."""


class Code(NamedTuple):
    """An expression; whether it may be None; what it costs to find, roughly."""

    text: str
    unknown: bool = False
    cost: int = 1
    depth: int = 1


class Names:
    """What generated code calls by number: constants, and the program's tables."""

    def __init__(self, program: nodes.Program) -> None:
        self.program = program
        self.counters = {counter.id: counter for counter in program.counters}
        self.words = {words.name: words.words for words in program.words}
        self.sites = {sites.name: sites.hosts for sites in program.sites}
        self.values = {value.name: number for number, value in enumerate(program.values)}
        self.constants: dict[str, object] = {}
        self._numbers: dict[tuple[type, object], str] = {}
        self.scanned: dict[tuple[str, ...], int] = {}
        """The words of each condition on contained words → its bit."""
        self.stores: dict[tuple[str, str | None], int] = {}
        """(counter, bucket or None for its trailing windows) → the number of its store."""
        for counter in program.counters:
            kinds = [*counter.buckets] if counter.keep <= 0 else [None, *counter.buckets]
            for kind in kinds:
                self.stores[counter.id, kind] = len(self.stores)

    def constant(self, value: object) -> str:
        """The name of a constant; equal ones of one type are one."""
        place = (type(value), value)
        if place not in self._numbers:
            self._numbers[place] = f"K{len(self._numbers)}"
            self.constants[self._numbers[place]] = value
        return self._numbers[place]

    def number(self, amount: nodes.Amount) -> str:
        """An amount: whole numbers stand in the source, a dated value is a local variable."""
        if isinstance(amount, nodes.Dated):
            return f"value{self.values[amount.name]}"
        whole = isinstance(amount.value, int)
        return str(int(amount.value)) if whole else self.constant(amount.value)


class Truths:
    """Writes the conditions of one function. ``lines``: what must come before them."""

    def __init__(self, names: Names, conditions: Iterable[nodes.Condition]) -> None:
        self.names = names
        self.lines: list[str] = []
        self._temporaries = 0
        self._shared: dict[nodes.Condition, Code] = {}
        seen = Counter(one for whole in conditions for one in parts(whole) if _is_cheap(one))
        self._often = {one for one, times in seen.items() if times > 1}

    def of(self, condition: nodes.Condition) -> Code:
        """The expression of a condition."""
        if _is_cheap(condition) and condition in self._often:
            if condition not in self._shared:
                code = self._written(condition)
                name = f"shared{len(self._shared)}"
                self._shared[condition] = Code(name, code.unknown)
                self.lines.append(f"{name} = {code.text}")
            return self._shared[condition]
        code = self._written(condition)
        if code.depth > _DEEPEST:
            name = self.temporary()
            self.lines.append(f"{name} = {code.text}")
            return Code(name, code.unknown)
        return code

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
            case nodes.Link():
                return self._link(condition)
            case nodes.Compare(field, op, amount):
                return _unless_none(
                    *_NUMBERS[field], f"{_OPS.get(op, op)} {self.names.number(amount)}"
                )
            case nodes.Known(field):
                return Code(_PRESENT[field])
            case nodes.TimeIn(_, slots):
                return Code(_any([_slot(slot) for slot in slots]), cost=2)
            case nodes.Before(date):
                return Code(f"(day < {day_number(date)})")
        return self._member_or_group(condition)

    # -- joined --------------------------------------------------------------------------------

    def _all(self, codes: list[Code]) -> Code:
        codes.sort(key=lambda code: (code.unknown, code.cost))
        maybe = [code.text for code in codes if code.unknown]
        texts = [code.text for code in codes if not code.unknown]
        if len(maybe) == 1:
            texts += maybe
        elif maybe:
            names = [self.temporary() for _ in maybe]
            texts += [f"({n} := {text}) is not False" for n, text in zip(names, maybe, strict=True)]
            # None of them is False: the first that is None, if any, or True.
            texts.append(f"({' and '.join(names)})")
        return _join(f"({' and '.join(texts)})", codes)

    def _some(self, codes: list[Code]) -> Code:
        codes = [code for code in codes if code.text != "False"] or [Code("False")]
        codes.sort(key=lambda code: (code.unknown, code.cost))
        maybe = [code.text for code in codes if code.unknown]
        texts = [code.text for code in codes if not code.unknown]
        if len(maybe) == 1:
            texts += maybe
        elif maybe:
            names = [self.temporary() for _ in maybe]
            texts += [f"({n} := {text}) is True" for n, text in zip(names, maybe, strict=True)]
            nones = " or ".join(f"{name} is None" for name in names)
            texts.append(f"(None if {nones} else False)")
        return _join(f"({' or '.join(texts)})", codes)

    def _not(self, code: Code) -> Code:
        if not code.unknown:
            return code._replace(text=f"(not {code.text})", depth=code.depth + 1)
        name = self.temporary()
        text = f"(None if ({name} := {code.text}) is None else not {name})"
        return code._replace(text=text, depth=code.depth + 1)

    # -- about the message ---------------------------------------------------------------------

    def _text(self, condition: nodes.Text) -> Code:
        names = self.names
        words = [word for name in condition.lists for word in names.words.get(name, ())]
        wanted = tuple(sorted({*words, *condition.literals}))
        match condition.op:
            case "contains":
                bit = names.scanned.setdefault(wanted, len(names.scanned))
                return _unless_none("text", f"f.words & {hex(1 << bit)}", "!= 0", cost=4)
            case "matches":
                patterns = tuple(map(pattern, condition.literals))
                found = f"any_match({names.constant(patterns)}, text)"
                return _unless_none("text", found, cost=20)
        keys = tuple(sorted({text_key(word) for word in wanted}))
        if condition.op == "equals":
            return _unless_none("text", f"f.key in {names.constant(frozenset(keys))}", cost=3)
        return _unless_none("text", f"f.key.startswith({names.constant(keys)})", cost=3)

    def _link(self, condition: nodes.Link) -> Code:
        sites = {host for name in condition.sites for host in self.names.sites.get(name, ())}
        if not (condition.sites or condition.hosts):
            return _unless_none("f.links", "f.hosts", "!= []", cost=10)
        wanted = self.names.constant(frozenset({*sites, *condition.hosts}))
        fit = "all_fit" if condition.all else "some_fit"
        return _unless_none("f.links", f"{fit}(f.hosts, {wanted}, {condition.outside})", cost=10)

    # -- about members and groups --------------------------------------------------------------

    def _member_or_group(self, condition: nodes.Condition) -> Code:
        match condition:
            case nodes.WhoIs(roles, tags, accounts):
                codes = [self._one("role", roles), self._many("tags", tags)]
                return self._some([*codes, self._one("sender", accounts)])
            case nodes.Mentions(everyone, accounts):
                return self._many("mentions", accounts | ({EVERYONE} if everyone else set()))
            case nodes.GroupIs("group", values):
                group = Code(f"group in {self.names.constant(values)}")
                return self._some([group, self._one("group_name", values)])
            case nodes.GroupIs("platform", values):
                return self._one("platform", values)
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
        if bucket is not None:
            most, window = "most_of_bucket", f"{bucket}, mark"
        else:
            assert condition.trailing is not None
            most, window = "most", f"{self.names.number(condition.trailing)}, time, mark"
        match counter.per:
            case ():
                return Code(f"(store{store}.total('', {window}) {limit})", cost=6)
            case ("sender",):
                total = f"store{store}.total(sender, {window})"
                return _unless_none("sender", total, limit, cost=6)
        keys = f"f.keys({self.names.constant(counter.per)})"
        return _unless_none(keys, f"{most}(store{store}, {keys}, {window})", limit, cost=12)


def _is_cheap(condition: nodes.Condition) -> bool:
    """Whether it may be found before anybody asks: it needs no search and no memory."""
    match condition:
        case nodes.Not(part) | nodes.Surely(part):
            return _is_cheap(part)
        case nodes.Compare(field):
            return field not in ("link_count", "mention_count")
        case nodes.TimeIn() | nodes.WhoIs() | nodes.GroupIs() | nodes.Mentions():
            return True
        case nodes.Before():
            return True
    return False


def _join(text: str, codes: list[Code]) -> Code:
    return Code(
        text,
        any(code.unknown for code in codes),
        sum(code.cost for code in codes),
        1 + max((code.depth for code in codes), default=0),
    )


def _any(texts: list[str]) -> str:
    return f"({' or '.join(texts)})" if texts else "False"


def _unless_none(given: str, value: str, test: str = "", cost: int = 1) -> Code:
    """``value`` (tested), but None if ``given`` is."""
    return Code(
        f"(None if {given} is None else {f'({value}) {test}' if test else value})", True, cost
    )


_NUMBERS = {
    "tenure": ("joined", "time - joined"),
    "length": ("text", "len(text)"),
    "mention_count": ("f.mention_count", "f.mention_count"),
    "link_count": ("f.links", "len(f.links)"),
    "amount": ("amount", "amount"),
    "members": ("members", "members"),
}

_PRESENT = {
    "tenure": "(joined is not None)",
    "length": "(text is not None)",
    "mention_count": "(f.mention_count is not None)",
    "link_count": "(f.links is not None)",
    "amount": "(amount is not None)",
    "members": "(members is not None)",
    "text": "(text is not None)",
    "links": "(f.links is not None)",
    "sender": "(sender is not None)",
    "target": "(sender is not None)",
    "time": "True",
    "mentions": "(mentions is not None)",
    "group": "True",
    "group_tags": "(group_tags is not None)",
    "platform": "(platform is not None)",
}


def _slot(slot: nodes.Slot) -> str:
    """Whether the local ``minute`` of the local ``day`` is inside a slot."""
    today, yesterday = _on(slot, 0), _on(slot, 1)
    if slot.start < slot.end:
        return _both(f"{slot.start} <= minute < {slot.end}", today)
    late, early = _both(f"minute >= {slot.start}", today), _both(f"minute < {slot.end}", yesterday)
    return f"({late} or {early})"


def _both(inside: str, day: str) -> str:
    return f"({inside} and {day})" if day else f"({inside})"


def _on(slot: nodes.Slot, ago: int) -> str:
    """Whether the day ``ago`` days before ``day`` is one of the slot's; empty: every day is."""
    if slot.weekdays is None and not slot.dates:
        return ""
    days = sum(1 << (weekday + ago) % 7 for weekday in slot.weekdays or ())
    tests = [f"{days} >> weekday & 1 == 1"] if days else []
    for first, last in slot.dates:
        tests.append(f"{day_number(first) + ago} <= day <= {day_number(last) + ago}")
    return _any([f"({test})" for test in tests])


#: The lines that find a local variable of the generated code, by its name, in their order.
HEADER = {
    "f": "f = Found(e, scan)",
    "local": "local = time + offset(time)",
    "minute": f"minute = local // {MINUTE} % 1440",
    "hour": f"hour = local // {60 * MINUTE}",
    "day": f"day = local // {DAY}",
    "weekday": "weekday = (day + 3) % 7",
    "week": "week = day - (day + 3) % 7",
    "month": "month = month_of(day)",
}
NEEDS = {
    "local": "time", "minute": "local", "hour": "local", "day": "local",
    "weekday": "day", "week": "day", "month": "day",
}  # fmt: skip
FIELDS = (
    "time", "group", "kind", "sender", "role", "tags", "joined", "text", "mentions", "amount",
    "members", "group_name", "group_tags", "platform",
)  # fmt: skip
