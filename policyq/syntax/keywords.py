"""The keyword table: what each id is called in both languages, and which id a spelling means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from policyq import resources

#: Groups whose spellings stand behind a number, in one token with it.
NUMBERED = ("unit", "counter", "score", "grade", "later")
#: Groups that are read as plain names, or as a token of their own.
LOOKED_UP = ("role", "platform", "weekday", "day_named")

#: The keywords that begin a declaration, by id.
DECLARATIONS = (
    "policy", "timezone", "holidays", "bot_quiet", "hours", "words", "sites", "exempt",
    "ladder", "level", "value", "rule",
    "override", "disable", "shadow", "advise", "enforce", "use", "section", "end", "tier", "promise", "metric", "watch",
    "form", "agenda", "format", "ranking", "lottery", "roster", "points", "reward", "title",
    "example", "examples",
)  # fmt: skip
#: The keywords that begin a part of a declaration, by id.
CLAUSES = (
    "when", "unless", "then", "priority", "owned_by", "until", "first", "next", "given", "expect",
    "next_day", "after", "from_file", "category", "except", "near", "and", "or", "otherwise",
    "confirmed", "needs", "afterwards", "requires", "failing",
    "stand_in", "on_leave", "roster_gaps", "amnesty", "remind", "before_shift",
)  # fmt: skip


#: The ids of signs that compare.
OPS = {">": "gt", ">=": "ge", "<": "lt", "<=": "le", "=": "eq", "!=": "ne"}


@dataclass(frozen=True, slots=True)
class Keyword:
    """A row of the table."""

    group: str
    id: str
    zh: tuple[str, ...]
    en: tuple[str, ...]
    tight: bool = False
    """Whether a digit may touch it, as in ``禁言10分钟``."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All spellings, each once."""
        return tuple(dict.fromkeys(self.zh + self.en))


@dataclass(frozen=True)
class Keywords:
    """The whole table."""

    groups: Mapping[str, Mapping[str, Keyword]]

    def say(self, group: str, id: str, language: str) -> str:
        """How the formatter writes it; the other language's spelling if there is none."""
        row = self.groups[group][id]
        ours, theirs = (row.zh, row.en) if language == "zh" else (row.en, row.zh)
        return (ours or theirs)[0]

    def find(self, group: str, spelling: str) -> str | None:
        """The id that a spelling has in a group; capitals do not matter."""
        return self._found[group].get(spelling.lower())

    @cached_property
    def _found(self) -> dict[str, dict[str, str]]:
        return {
            group: {
                s.lower(): id for id, row in reversed(list(rows.items())) for s in row.spellings
            }
            for group, rows in self.groups.items()
        }

    @cached_property
    def grammatical(self) -> tuple[Keyword, ...]:
        """The rows that are keywords of the grammar, not part of other tokens."""
        apart = {*NUMBERED, *LOOKED_UP}
        return tuple(
            row for g, rows in self.groups.items() if g not in apart for row in rows.values()
        )

    @cached_property
    def words(self) -> Mapping[str, tuple[Keyword, ...]]:
        """Each single word, in small letters, and the keywords that it is a part of."""
        found: dict[str, list[Keyword]] = {}
        for row in self.grammatical:
            for word in dict.fromkeys(w for s in row.spellings for w in s.lower().split()):
                found.setdefault(word, []).append(row)
        return {word: tuple(rows) for word, rows in found.items()}

    @cached_property
    def reserved(self) -> frozenset[str]:
        """Words that a name must not look like where a keyword may stand too."""
        days = {s.lower() for row in self.groups["weekday"].values() for s in row.spellings}
        return frozenset(self.words) | days

    @cached_property
    def declarations(self) -> Mapping[str, str]:
        """The first words of declarations, in small letters, and the ids."""
        rows = self.groups["keyword"]
        return {s.lower(): id for id in DECLARATIONS for s in rows[id].spellings}

    @cached_property
    def clauses(self) -> frozenset[str]:
        """The first words of clauses, in small letters."""
        rows = self.groups["keyword"]
        return frozenset(s.lower().split()[0] for id in CLAUSES for s in rows[id].spellings)


@cache
def keywords() -> Keywords:
    """The table that ships with the package."""
    return read(resources.read_text("grammar/keywords.yaml"))


def read(text: str) -> Keywords:
    """The table from its YAML text."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(text, loader)
    return Keywords(
        {
            group: {id: _row(group, id, entry) for id, entry in rows.items()}
            for group, rows in raw.items()
        }
    )


def _row(group: str, id: str, entry: Mapping[str, object]) -> Keyword:
    def spelled(language: str) -> tuple[str, ...]:
        found = entry.get(language, [])
        return tuple(str(s) for s in found) if isinstance(found, list) else ()

    return Keyword(group, id, spelled("zh"), spelled("en"), bool(entry.get("tight", False)))
