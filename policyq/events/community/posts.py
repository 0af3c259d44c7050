"""What the staff posts by a weekly calendar, and who opens, forwards and discusses it.

    Monday 07:30-09:00      a long post      【干货】 or [Tip]
    Tuesday 18:00-19:30     an open topic    【话题】 or [Topic]
    Wednesday 18:00-19:30   a video          【视频】 or [Video]
    Friday 07:30-09:00      a poll           【投票】 or [Poll]
    Saturday 18:00-19:30    an open topic

How many members open a post, and how many of these forward and discuss it, goes by its form: the
figures are those that a guide to running groups gives. All of it happens on the same day.
"""

from __future__ import annotations

from typing import NamedTuple

from policyq.events.community.dice import Dice
from policyq.events.community.parameters import Parameters
from policyq.events.community.people import Member, People
from policyq.events.community.phrases import Phrases
from policyq.events.community.scenes import DAY_SECONDS, Line

#: A long post is longer than so many characters.
LONG = 300
_HOUR = 3600
_MORNING, _EVENING = (7.5, 9.0), (18.0, 19.5)


class Form(NamedTuple):
    """How a form of content is written and met with."""

    kind: str
    prefix: tuple[str, str]
    """In Chinese and in English."""
    opened: float
    """The share of the members who open it."""
    forwarded: float
    """The share of these who forward it, and who discuss it."""
    discussed: float


LONG_POST = Form("text", ("【干货】", "[Tip] "), 0.62, 0.18, 0.25)
VIDEO = Form("video", ("【视频】", "[Video] "), 0.78, 0.32, 0.15)
POLL = Form("poll", ("【投票】", "[Poll] "), 0.85, 0.08, 0.42)
TOPIC = Form("text", ("【话题】", "[Topic] "), 0.50, 0.05, 0.30)

#: By weekday, Monday is 0.
PLAN = {
    0: (_MORNING, LONG_POST),
    1: (_EVENING, TOPIC),
    2: (_EVENING, VIDEO),
    4: (_MORNING, POLL),
    5: (_EVENING, TOPIC),
}


class Posts:
    """The posts of one group. Its chance is its own, so that all else stays as it was."""

    def __init__(self, told: Parameters, phrases: Phrases, people: People, index: int) -> None:
        self._told, self._phrases, self._people = told, phrases, people
        self._dice = Dice(told.seed, "posts", index)

    def day(self, weekday: int) -> list[Line]:
        """What comes of the day's entry, if there is one and somebody thinks of it."""
        planned = PLAN.get(weekday)
        if planned is None or self._dice.random() >= self._told.calendar:
            return []
        (start, end), form = planned
        second = self._dice.between(int(start * _HOUR), int(end * _HOUR) - 1)
        author = self._dice.pick(self._people.staff)
        post = Line(second, author, form.kind, self._text(form))
        lines = [post]
        for who in self._people.members:
            if who is not author and self._dice.random() < form.opened:
                lines += self._met(post, who, form)
        return lines

    def _met(self, post: Line, who: Member, form: Form) -> list[Line]:
        """What a member does who opens a post."""
        dice = self._dice
        opened = self._later(post.second, 5400)
        lines = [Line(opened, who, "view", about=post)]
        if dice.random() < form.forwarded:
            lines.append(Line(self._later(opened, 300), who, "share", about=post))
        if dice.random() < form.discussed:
            said = dice.pick(self._phrases.nods)
            lines.append(Line(self._later(opened, 600), who, "text", said, about=post))
        return lines

    def _later(self, second: int, mean: float) -> int:
        """Some time later, on the same day and before the quiet hours."""
        last = min(DAY_SECONDS - 1, self._told.quiet[0] * _HOUR - 1)
        return min(second + 5 + int(self._dice.wait(mean)), max(last, second))

    def _text(self, form: Form) -> str:
        chinese = self._told.language == "zh"
        text = form.prefix[not chinese]
        among = self._phrases.answers or self._phrases.notices
        while True:
            text += self._dice.pick(among).rstrip("。！.") + ("。" if chinese else ". ")
            if form is not LONG_POST or len(text) > LONG:
                return text.strip()
