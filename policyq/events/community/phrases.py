"""Texts ready to be said: the templates of one language, filled in beforehand.

Filling a template takes longer than making an event; a pool of filled ones is drawn from
instead. The pools are the same for each seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from policyq.events.community import texts_en, texts_zh
from policyq.events.community.dice import Dice

#: How many different texts a pool holds at most.
POOL = 700
_SLOT = re.compile(r"\{(\w+)\}")


class Phrases:
    """What can be said, by occasion. ``{link}``, ``{name}`` and ``{word}`` are still open."""

    def __init__(self, language: str, lexicons: Mapping[str, Sequence[str]] | None) -> None:
        said = texts_zh if language == "zh" else texts_en
        self._slots: Mapping[str, Sequence[str]] = said.SLOTS
        self._dice = Dice("phrases", language)
        self.topics = [self._filled(templates, POOL) for templates in said.TOPICS.values()]
        self.short, self.chorus, self.thanks = said.SHORT, said.CHORUS, said.THANKS
        self.welcome, self.sulks, self.floods = said.WELCOME, said.SULKS, said.FLOODS
        self.night = self._filled(said.NIGHT, 200)
        self.notices = self._filled(said.NOTICES, 100)
        self.links = self._filled(said.LINKS, 150)
        self.off_topic = self._filled(said.OFF_TOPIC_LINKS, 50)
        self.mass = self._filled(said.MASS, 60)
        self.mention = self._filled(said.MENTION, 200)
        words = said.WORDS if lexicons is None else lexicons
        self.ads = self._with_words(said.ADS, words.get("ads", ()))
        self.frauds = self._with_words(said.FRAUDS, words.get("fraud", ()))
        self.abuses = self._with_words(said.ABUSES, words.get("abuse", ()))
        self.everyone = said.EVERYONE
        self._family: Sequence[str] = said.FAMILY
        self._given: Sequence[str] = said.GIVEN
        self._nicks, self._groups = said.NICKS, said.GROUPS
        self._glue = "" if language == "zh" else " "

    def name(self, dice: Dice) -> str:
        """A display name: a name, a nick, or a nick with a number."""
        chance = dice.random()
        if chance < 0.45:
            parts = [dice.pick(self._given), dice.pick(self._family)]
            if not self._glue:
                parts = [parts[1], parts[0], dice.pick(self._given) if chance < 0.3 else ""]
            return self._glue.join(parts)
        nick = dice.pick(self._nicks)
        return nick if chance < 0.6 else f"{nick}{dice.between(1, 999)}"

    def group_name(self, dice: Dice) -> str:
        number = dice.between(1, 30)
        base = dice.pick(self._groups)
        return f"{base}{number}群" if not self._glue else f"{base} {number}"

    def _filled(self, templates: Sequence[str], most: int) -> tuple[str, ...]:
        """Up to ``most`` different fillings; each template as often as the others."""
        found: dict[str, None] = {}
        for _ in range(most * 2):
            template = self._dice.pick(templates)
            found[_SLOT.sub(self._fill, template)] = None
            if len(found) >= most:
                break
        return tuple(found)

    def _fill(self, slot: re.Match[str]) -> str:
        among = self._slots.get(slot[1])
        return slot[0] if among is None else self._dice.pick(among)

    def _with_words(self, templates: Sequence[str], words: Sequence[str]) -> tuple[str, ...]:
        return tuple(_worded(templates, words)) or tuple(_worded(templates, ("",)))


def _worded(templates: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    for word in words:
        for template in templates:
            yield template.replace("{word}", word)
