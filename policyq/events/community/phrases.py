"""Texts ready to be said: the templates of one language, filled in beforehand.

Filling a template takes longer than making an event; a pool of filled ones is drawn from
instead. The pools are the same for each seed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from policyq.events.community.dice import Dice
from policyq.events.community.texts import Texts

#: How many different texts a pool holds at most.
POOL = 700
_SLOT = re.compile(r"\{(\w+)\}")


class Phrases:
    """What can be said, by occasion. ``{link}``, ``{name}`` and ``{word}`` are still open."""

    def __init__(
        self, said: Texts, language: str, lexicons: Mapping[str, Sequence[str]] | None
    ) -> None:
        self._slots = said.slots
        self._dice = Dice("phrases", language)
        self.topics = [self._filled(templates, POOL) for templates in said.topics.values()]
        self.short, self.chorus, self.thanks = said.short, said.chorus, said.thanks
        self.welcome, self.sulks, self.floods = said.welcome, said.sulks, said.floods
        self.night = self._filled(said.night, 200)
        self.notices = self._filled(said.notices, 100)
        self.links = self._filled(said.links, 150)
        self.off_topic = self._filled(said.off_topic, 50)
        self.mass = self._filled(said.mass, 60)
        self.mention = self._filled(said.mention, 200)
        words = said.words if lexicons is None else lexicons
        self.ads = self._with_words(said.ads, words.get("ads", ()))
        self.frauds = self._with_words(said.frauds, words.get("fraud", ()))
        self.abuses = self._with_words(said.abuses, words.get("abuse", ()))
        self.everyone = said.everyone
        self.hosts, self.tags = said.hosts, said.tags
        self._on_occasion(said)
        self._family, self._given = said.family, said.given
        self._nicks, self._groups = said.nicks, said.groups
        self._glue = "" if language == "zh" else " "

    def _on_occasion(self, said: Texts) -> None:
        """The pools that came later; those above keep their chance."""
        self.questions = self._filled(said.questions, 200)
        self.answers = self._filled(said.answers, 150)
        self.nods = said.nods
        self.orders = self._filled(said.orders, 150)
        self.confirmations = self._filled(said.confirmations, 60)
        self.chains = self._filled(said.chains, 80)
        self.entries = self._filled(said.entries, 60)
        self.photos = self._filled(said.photos, 60)
        self.complaints = self._filled(said.complaints, 80)
        self.tickets = self._filled(said.tickets, 60)
        self.promotions = self._filled(said.promotions, 120)
        self.disputes = self._filled(said.disputes, 60)
        self.soothing = self._filled(said.soothing, 40)
        self.private = self._filled(said.private, 60)

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
