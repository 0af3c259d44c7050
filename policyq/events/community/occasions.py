"""What happens in some kinds of group more than in others: orders, lists, questions, complaints.

Every kind knows these scenes; how often they come is a matter of its parameters, what is said in
them of its texts. Scenes as in `policyq.events.community.scenes`.
"""

from __future__ import annotations

from policyq.events.community.people import Member
from policyq.events.community.scenes import DAY_SECONDS, Line, Scenes

#: A list is copied whole by everyone who adds a line; so it does not grow for ever.
_LONGEST_LIST = 12


class Occasions(Scenes):
    """The notebook of a day, and what else may happen on it."""

    # --- with the staff -----------------------------------------------------------------

    def question(self) -> None:
        """A member asks the staff, gets an answer, and says thanks."""
        phrases, dice = self._phrases, self._dice
        who, second = self._anybody(), self._awake()
        if not self._say(second, who, dice.pick(phrases.questions)):
            return
        second += dice.between(30, 1500)
        if self._say(second, self._staff(), dice.pick(phrases.answers)) and dice.random() < 0.6:
            self._say(second + dice.between(10, 240), who, dice.pick(phrases.nods))

    def order(self) -> None:
        """A member says what they want, pays, and the staff confirms."""
        phrases, dice = self._phrases, self._dice
        who, second = self._anybody(), self._awake()
        if not self._say(second, who, dice.pick(phrases.orders)):
            return
        paid = second + dice.between(20, 400)
        self._pay(paid, who)
        if dice.random() < 0.5:
            self._say(paid + dice.between(20, 600), self._staff(), dice.pick(phrases.confirmations))

    def chain(self) -> None:
        """The staff opens a list; each who joins sends it again with a line of their own."""
        phrases, dice = self._phrases, self._dice
        text, second = dice.pick(phrases.chains), self._awake()
        self._say(second, self._staff(), text)
        people = self._people.several(dice.between(3, _LONGEST_LIST))
        for number, who in enumerate(people, 1):
            second += dice.between(15, 400)
            text += f"\n{number}. {who.name} {dice.pick(phrases.entries)}"
            if not self._say(second, who, text):
                return

    def complaint(self) -> None:
        """A member complains, of the staff too, and the staff opens a ticket."""
        phrases, dice = self._phrases, self._dice
        who, second = self._anybody(), self._awake()
        told = Line(second, who, "text", dice.pick(phrases.complaints))
        staff = self._staff()
        self.lines.append(told)
        filed = min(second + dice.between(20, 300), DAY_SECONDS - 1)
        self.lines.append(Line(filed, who, "complaint", about=told, target=staff.account))
        self._say(second + dice.between(120, 1800), staff, dice.pick(phrases.tickets))

    # --- among members ------------------------------------------------------------------

    def album(self) -> None:
        """A member shows some photos, and a few others say something to them."""
        phrases, dice = self._phrases, self._dice
        people, second = self._people.several(dice.between(2, 5)), self._awake()
        for _ in range(dice.between(2, 5)):
            if self._quiet[second // 3600]:
                return
            self.lines.append(Line(second, people[0], "image", ""))
            second = min(second + dice.between(14, 30), DAY_SECONDS - 1)
        for who in people[1:]:
            second += dice.between(10, 120)
            self._say(second, who, dice.pick(phrases.photos))

    def burst(self) -> None:
        """After something that drew people: many join within an hour, and some say hello."""
        start = self._awake()
        for _ in range(self._dice.between(4, 14)):
            self.join(min(start + self._dice.between(0, 3000), DAY_SECONDS - 1))

    # --- what is not wanted -------------------------------------------------------------

    def promote(self) -> None:
        """A member advertises an own business more often in a day than is allowed."""
        who, dice = self._people.culprit(), self._dice
        if who is not None:
            for _ in range(self._told.limit + dice.between(1, 3)):
                self._say(self._awake(), who, dice.pick(self._phrases.promotions))

    def dispute(self) -> None:
        """A customer wants the money back, in ever harsher words; the staff keeps calm."""
        phrases, dice = self._phrases, self._dice
        who, staff, second = self._people.culprit(), self._staff(), self._awake()
        if who is None:
            return
        for turn in range(dice.between(3, 6)):
            harsh = turn > 0 and dice.random() < 0.4
            self._say(second, who, dice.pick(phrases.abuses if harsh else phrases.disputes))
            second += dice.between(15, 60)
            self._say(second, staff, dice.pick(phrases.soothing))
            second += dice.between(15, 90)

    def tell(self) -> None:
        """Somebody writes a telephone number for all to see."""
        who = self._people.culprit()
        if who is not None:
            self._say(self._awake(), who, self._dice.pick(self._phrases.private))

    def appeal(self) -> None:
        """Somebody who broke a rule that day, or was taken to have, objects."""
        who = self._people.culprit()
        if who is not None:
            self.lines.append(Line(self._awake(), who, "appeal"))

    # --- who, and how much --------------------------------------------------------------

    def _anybody(self) -> Member:
        return self._people.ordinary_talker() or self._people.talker()

    def _staff(self) -> Member:
        return self._dice.pick(self._people.staff)

    def _pay(self, second: int, who: Member) -> None:
        least, most = self._told.prices
        if second < DAY_SECONDS:
            amount = float(self._dice.between(least, most))
            self.lines.append(Line(second, who, "purchase", amount=amount))
