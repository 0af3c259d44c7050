"""What a replay has to say of content: which entries of calendars were kept, how each form of content
was met with, and who leads the rankings. Whole numbers only, which add up in any order.

- *Opened*: distinct members who viewed a post, and views without a sender, over the members of the
  group when it was posted.
- *Forwarded*, *discussed*: distinct members who shared it, or answered it, over those who opened it.
  Its author is none of them. What comes later than thirty days after a post is not counted.

A log that never tells of views (shares, answers) makes the rate unknown, not zero. So does a group
of unknown size, for what is opened. Posts are not independent tosses: an interval looks at how much
the posts differ among each other, and needs two of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from math import sqrt
from typing import NamedTuple

from policyq.ir import clock, nodes
from policyq.ir.meaning import Scene, holds
from policyq.ir.memory import Group
from policyq.study.simulate import Step
from policyq.vocabulary.decisions import Decision, Ranking
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import DAY, Instant

#: So long after it a post is still looked at.
REACH = 30 * DAY
_SHIFTS = 1000

RATES = ("opened", "forwarded", "discussed")


@dataclass(slots=True)
class Sums:
    """Posts whose rate is known: y over x of each, and what an interval needs of them."""

    posts: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    xy: int = 0
    yy: int = 0

    def add(self, y: int, x: int) -> None:
        """One more post."""
        self.posts += 1
        self.x, self.y = self.x + x, self.y + y
        self.xx, self.xy, self.yy = self.xx + x * x, self.xy + x * y, self.yy + y * y

    @property
    def rate(self) -> float | None:
        """All together."""
        return round(self.y / self.x, 6) if self.x else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval of 95 %, posts taken as they came; none of fewer than two."""
        if self.posts < 2 or not self.x:
            return None
        rate = self.y / self.x
        spread = max(self.yy - 2 * rate * self.xy + rate * rate * self.xx, 0.0)
        error = sqrt(self.posts / (self.posts - 1) * spread) / self.x
        wide = _student(self.posts - 1) * error
        return round(max(rate - wide, 0), 6), round(min(rate + wide, 1), 6)


def _student(freedom: int) -> float:
    """The quantile 97.5 % of Student's distribution; beyond the table at most 0.006 too small."""
    if freedom <= len(_STUDENT):
        return _STUDENT[freedom - 1]
    return 1.96 + 2.4 / freedom


_STUDENT = (
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160,
    2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
)  # fmt: skip


@dataclass(slots=True)
class Contents:
    """Everything counted of content over a replay, or over some of its groups."""

    entries: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(calendar, entry, ``kept``, ``missed`` or ``unknown``) → group-days."""
    weeks: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """The same by (calendar, ISO date of the Monday, …)."""
    missed: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    """(ISO date, calendar, entry, group) of what was missed."""
    late: Counter[str] = field(default_factory=Counter)
    """Calendar → how often the bot came too late for an entry."""
    wanted: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(form, ``short``, ``kept``, ``over`` or ``unknown``) → group-weeks."""
    lacking: Counter[str] = field(default_factory=Counter)
    """Form → by how many posts all the short weeks fell short together."""
    posts: Counter[str] = field(default_factory=Counter)
    """Form → its messages."""
    met: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(form, one of ``RATES``) → by how many members."""
    sums: dict[tuple[str, str], Sums] = field(default_factory=dict)
    """(form, one of ``RATES``) → the same, where it is known by how many of how many."""
    said: Counter[str] = field(default_factory=Counter)
    """One of ``RATES`` → how often the log told of such a thing at all."""
    ranked: dict[tuple[str, str], Ranking] = field(default_factory=dict)
    """(ranking, group) → the latest with anybody on it."""

    def add(self, other: Contents) -> None:
        """Adds what was counted of other groups."""
        for one in (
            "entries", "weeks", "missed", "late", "wanted", "lacking", "posts", "met", "said",
        ):  # fmt: skip
            getattr(self, one).update(getattr(other, one))
        for key, part in other.sums.items():
            total = self.sums.setdefault(key, Sums())
            for name in ("posts", "x", "y", "xx", "xy", "yy"):
                setattr(total, name, getattr(total, name) + getattr(part, name))
        self.ranked.update(other.ranked)

    def known(self, form: str, rate: str) -> Sums | None:
        """What is known of a rate: nothing if the log never tells of such a thing."""
        needed = ("opened",) if rate == "opened" else ("opened", rate)
        if not all(self.said[one] for one in needed):
            return None
        return self.sums.get((form, rate))


class _Post(NamedTuple):
    """A post that is still looked at."""

    at: Instant
    author: str | None
    forms: tuple[str, ...]
    members: int | None
    opened: set[str]
    forwarded: set[str]
    discussed: set[str]
    more: Counter[str]
    """What came without a sender, by rate."""


_KINDS = {"view": "opened", "share": "forwarded"}


class Reader:
    """Reads the steps of a replay. Every event of a group goes to one reader, in its order."""

    def __init__(self, program: nodes.Program, into: Contents) -> None:
        self._program = program
        self._into = into
        self._forms = {form.name: form for form in program.forms}
        self._late = {f"{agenda.name}/late": agenda.name for agenda in program.agendas}
        self._posts: dict[tuple[str, str], _Post] = {}
        self._members: dict[str, int] = {}
        self.asks = bool(program.forms or program.agendas or program.rankings)
        """Whether there is anything to count."""

    def add(self, step: Step) -> None:
        """Takes in what one event led to."""
        for decision in step.decisions:
            self._decided(decision)
        if self._forms and not step.prevented:
            self._happened(step.event)

    def see(self, event: Event) -> None:
        """Takes in how many are in a group, as an event says, and nothing else."""
        if event.members is not None:
            self._members[event.group] = event.members

    def close(self) -> None:
        """After the last event."""
        for post in self._posts.values():
            self._count(post)
        self._posts.clear()

    # -- what was decided ----------------------------------------------------------------------

    def _decided(self, decision: Decision) -> None:
        into, zone = self._into, self._program.timezone
        for fired in decision.fired:
            if fired.rule in self._late:
                into.late[self._late[fired.rule]] += 1
        if not (decision.kept or decision.measured or decision.ranked):
            return
        today = clock.local(decision.time, zone).date()
        monday = (today - timedelta(days=today.weekday())).isoformat()
        for one in decision.kept:
            what = {True: "kept", False: "missed", None: "unknown"}[one.kept]
            into.entries[one.calendar, one.entry, what] += 1
            into.weeks[one.calendar, monday, what] += 1
            if one.kept is False:
                into.missed[today.isoformat(), one.calendar, one.entry, decision.group] += 1
        for measured in decision.measured:
            form = self._forms.get(measured.metric)
            if form is not None and form.least is not None:
                self._week(form, measured.value)
        for ranking in decision.ranked:
            if ranking.places:
                into.ranked[ranking.ranking, decision.group] = ranking

    def _week(self, form: nodes.Form, value: float | None) -> None:
        into, least, most = self._into, form.least or 0, form.most
        if value is None:
            into.wanted[form.name, "unknown"] += 1
        elif value < least:
            into.wanted[form.name, "short"] += 1
            into.lacking[form.name] += least - int(value)
        else:
            over = most is not None and value > most
            into.wanted[form.name, "over" if over else "kept"] += 1

    # -- what happened -------------------------------------------------------------------------

    def _happened(self, event: Event) -> None:
        self.see(event)
        rate = _KINDS.get(event.kind)
        if event.kind in MESSAGES and event.kind != "edit":
            rate = None if event.refers is None else "discussed"
            self._post(event)
        if rate is None:
            return
        self._into.said[rate] += 1
        post = self._posts.get((event.group, event.refers or ""))
        if post is None or event.time - post.at > REACH:
            return
        if event.sender is None:
            post.more[rate] += _how_many(event)
        elif event.sender != post.author:
            getattr(post, rate).add(event.sender)

    def _post(self, event: Event) -> None:
        scene = Scene(self._program, Group(), event)
        forms = tuple(n for n, form in self._forms.items() if holds(form.condition, scene))
        if not forms:
            return
        self._sweep(event.time)
        members = self._members.get(event.group)
        post = _Post(event.time, event.sender, forms, members, set(), set(), set(), Counter())
        self._posts[event.group, event.id] = post

    def _sweep(self, now: Instant) -> None:
        if len(self._posts) % _SHIFTS:
            return
        for key, post in list(self._posts.items()):
            if now - post.at > REACH:
                self._count(self._posts.pop(key))

    def _count(self, post: _Post) -> None:
        opened, forwarded, discussed = (
            len(getattr(post, rate)) + post.more[rate] for rate in RATES
        )
        pairs = {"forwarded": (forwarded, opened), "discussed": (discussed, opened)}
        if post.members:
            pairs["opened"] = (opened, post.members)
        for form in post.forms:
            self._into.posts[form] += 1
            for rate, number in zip(RATES, (opened, forwarded, discussed), strict=True):
                self._into.met[form, rate] += number
            for rate, (y, x) in pairs.items():
                self._into.sums.setdefault((form, rate), Sums()).add(y, x)


def _how_many(event: Event) -> int:
    """A view or share of which only the number is known says it in its amount."""
    return 1 if event.amount is None else max(round(event.amount), 0)


# -- entries in words --------------------------------------------------------------------------


def entries(program: nodes.Program) -> Iterator[tuple[nodes.Agenda, nodes.Item]]:
    """Every entry of every calendar."""
    for agenda in program.agendas:
        for item in agenda.items:
            yield agenda, item


def latest(
    missed: Iterable[tuple[str, str, str, str]], most: int
) -> list[tuple[str, str, str, str]]:
    """The latest of what was missed, the newest first."""
    return sorted(missed, reverse=True)[:most]


class Guided(NamedTuple):
    """What the guide has for a form: to compare with, not truths."""

    opened: float
    forwarded: float
    discussed: float


GUIDED: dict[str, Guided] = {
    "long_post": Guided(0.62, 0.18, 0.25),
    "video": Guided(0.78, 0.32, 0.15),
    "poll": Guided(0.85, 0.08, 0.42),
}


def guided(form: nodes.Form) -> str | None:
    """The form of the guide that a form is like: told from its condition, never from its name."""
    parts = form.condition.parts if isinstance(form.condition, nodes.And) else (form.condition,)
    for part in parts:
        match part:
            case nodes.KindIn(kinds) if kinds == {"video"}:
                return "video"
            case nodes.KindIn(kinds) if kinds == {"poll"}:
                return "poll"
            case nodes.Compare("length", ">" | ">="):
                return "long_post"
    return None
