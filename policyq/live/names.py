"""What generated code calls by a name: constants, values, stores, and the words that are scanned for."""

from __future__ import annotations

from policyq.ir import nodes
from policyq.ir.facts import text_key


class Names:
    """What generated code calls by number: constants, and the program's tables."""

    def __init__(self, program: nodes.Program) -> None:
        self.program = program
        self.counters = {counter.id: counter for counter in program.counters}
        self.words = {words.name: words.listed.words for words in program.words}
        self.sites = {sites.name: sites.hosts for sites in program.sites}
        self.values = {value.name: number for number, value in enumerate(program.values)}
        self.constants: dict[str, object] = {}
        self._numbers: dict[tuple[type, object], str] = {}
        self.scanned: dict[nodes.Text, int] = {}
        """Each condition on contained words → the number of its bit."""
        self.reach = 1
        """How much of a text tells whether it is, or begins with, what a condition names: one
        character more than the longest has."""
        self.longest = 0
        """The most characters of a whole text that a condition names."""
        self.stores: dict[tuple[str, str | None], int] = {}
        """(counter, bucket or None for its trailing windows) → the number of its store."""
        for counter in program.counters:
            kinds = [*counter.buckets] if counter.keep <= 0 else [None, *counter.buckets]
            for kind in kinds:
                self.stores[counter.id, kind] = len(self.stores)
        self.shared = frozenset(
            number for (id, _), number in self.stores.items() if self.counters[id].shared
        )
        """The numbers of the stores of counters that all groups share."""

    def constant(self, value: object) -> str:
        """The name of a constant; equal ones of one type are one."""
        place = (type(value), value)
        if place not in self._numbers:
            self._numbers[place] = f"K{len(self._numbers)}"
            self.constants[self._numbers[place]] = value
        return self._numbers[place]

    def read_up_to(self, length: int) -> None:
        """Takes in how long a text is that messages are compared with."""
        self.reach = max(self.reach, length + 1)

    def read_whole(self, length: int) -> None:
        """Takes in how long a text is that messages are to be."""
        self.longest = max(self.longest, length)
        self.read_up_to(length)

    def compared(self, condition: nodes.Text) -> dict[str, set[str]]:
        """What a whole text, or its beginning, is compared with, folded: by the date on which that
        ends, ``""`` for never."""
        keys: dict[str, set[str]] = {"": set(map(text_key, condition.literals))}
        for name in condition.lists:
            for word in self.words.get(name, ()):
                keys.setdefault(word.until, set()).add(text_key(word.text))
        return keys

    def bits(self, condition: nodes.Text) -> int:
        """The bit of a condition on contained words in what a scan answers."""
        return 1 << self.scanned.setdefault(condition, len(self.scanned))

    def has(self, condition: nodes.Text) -> str:
        """Whether a scan set it, as it stands in the source."""
        return test("words", self.bits(condition))

    def number(self, amount: nodes.Amount) -> str:
        """An amount: whole numbers stand in the source, a dated value is a local variable."""
        if isinstance(amount, nodes.Dated):
            return f"value{self.values[amount.name]}"
        whole = isinstance(amount.value, int)
        return str(int(amount.value)) if whole else self.constant(amount.value)


def test(given: str, bits: int) -> str:
    """What is not 0 if one of some bits is set; short, however great they are."""
    low = (bits & -bits).bit_length() - 1
    return f"{given} & {bits:#x}" if bits < 1 << 60 else f"{given} >> {low} & {bits >> low:#x}"
