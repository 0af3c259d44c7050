"""What is earned, taken away, redeemed and granted: the law of the books (`policyq.ir.books`).

Of one event: first what is awarded, then what is deducted, then rewards, then titles, each by rule.
Nothing is paid twice for one event, nor for one text of a member twice on a day, nor for what is
deleted; of two members, one earns through the other so often a day and no more, whoever of the two
sets it off; and a cap cuts what is above it. What is not booked is lost, with the reason.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from policyq.ir import books, facts, lotteries, nodes
from policyq.ir.amounts import amount_at
from policyq.ir.books import FORFEITED, ISSUE, SPENT, Books, Lot, Moved, Purse
from policyq.ir.holdings import day_of
from policyq.ir.memory import Standing
from policyq.ir.wanted import Wanted
from policyq.vocabulary.actions import BOOKED
from policyq.vocabulary.decisions import Act, Lost, Posting
from policyq.vocabulary.events import MESSAGES, Event
from policyq.vocabulary.types import Instant

_TURN = {"award": 0, "deduct": 1, "redeem": 2, "grant": 3}


class Booked(NamedTuple):
    """What became of some wishes."""

    rest: tuple[Wanted, ...]
    """Those that are no business of the books."""
    more: tuple[Wanted, ...]
    """What rewards lead to."""
    acts: tuple[Act, ...]
    lost: tuple[Lost, ...]
    postings: tuple[Posting, ...]


def settle(
    program: nodes.Program,
    standing: Standing,
    watermark: Instant,
    event: Event,
    wanted: Iterable[Wanted],
) -> Booked:
    """Books what is wanted and waits for nobody."""
    wanted = tuple(wanted)
    mine = [one for one in wanted if one.do.action in BOOKED and one.do.confirm is None]
    if not mine:
        return Booked(wanted, (), (), (), ())
    desk = _Desk(program, standing, watermark, event)
    desk.deleted = {
        one.about.id for one in wanted if one.do.action == "delete" and one.do.confirm is None
    }
    for one in sorted(mine, key=lambda one: (_TURN[one.do.action], one.do.of or "", one.rules)):
        desk.book(one)
    rest = tuple(one for one in wanted if one not in mine)
    return Booked(rest, tuple(desk.more), tuple(desk.acts), tuple(desk.lost), tuple(desk.postings))


class _Desk:
    """Where one event is booked."""

    def __init__(
        self, program: nodes.Program, standing: Standing, watermark: Instant, event: Event
    ) -> None:
        self._program = program
        self._standing = standing
        self._books = standing.books
        self._event = event
        self._known = watermark - books.KNOWN
        self._today = day_of(program, event.time)
        self._newest = day_of(program, watermark)
        self._points = {one.name: one for one in program.points}
        self._rewards = {one.name: one for one in program.rewards}
        self._lasts = {one.name: one.lasts for one in program.titles}
        self.deleted: set[str] = set()
        self.acts: list[Act] = []
        self.lost: list[Lost] = []
        self.more: list[Wanted] = []
        self.postings: list[Posting] = []

    def book(self, one: Wanted) -> None:
        """Does one thing, or says why not."""
        do, about = one.do, one.about
        members = tuple(self._members(one))
        if not members:
            self._refuse(one, "no_target")
        for member in members:
            # By both: days are what caps count, and instants what is remembered of what was paid.
            if self._event.time <= self._known or self._today < self._newest - books.KNOWN_DAYS:
                self._refuse(one, "too_late")
            elif self._paid(one, member):
                self._refuse(one, "paid")
            elif do.action == "award":
                self._award(one, self._points[do.of or ""], member)
            elif do.action == "deduct":
                self._deduct(one, self._points[do.of or ""], member)
            elif do.action == "redeem":
                self._redeem(one, self._rewards[do.of or ""], member)
            elif about.id in self.deleted:
                self._refuse(one, "weaker", "delete")
            else:
                self._grant(one, member)

    def _members(self, one: Wanted) -> Iterator[str]:
        if one.do.whom == "winners":
            for ranking in self._standing.ranked:
                if ranking.ranking == one.rules[0]:
                    yield from (place.account for place in ranking.places)
            yield from lotteries.winners(self._standing, one.rules[0])
            return
        member = one.about.target if one.do.whom == "other" else one.about.sender
        if member is not None:
            yield member

    def _paid(self, one: Wanted, member: str) -> bool:
        """Whether the event moved this already: for the same rule, of a reward for any."""
        return any(
            moved.action == one.do.action
            and moved.of == one.do.of
            and moved.member == member
            and (moved.rule == one.rules[0] or moved.action == "redeem")
            for moved in self._books.moved.get(key_of(one.about), ())
            if moved.time > self._known
        )

    def _refuse(self, one: Wanted, because: str, to: str = "") -> None:
        self.lost += [Lost(one.do.action, rule, because, to) for rule in one.rules]

    def _amount(self, one: Wanted) -> int:
        assert one.do.amount is not None
        return max(int(amount_at(one.do.amount, self._program, one.about.time)), 0)

    def _note(self, one: Wanted, member: str, moved: Moved) -> None:
        key = key_of(one.about)
        self._books.moved[key] = (*self._books.moved.get(key, ()), moved)
        self.acts.append(
            Act(
                one.do.action,
                target=member,
                until=moved.until,
                rules=tuple(sorted(set(one.rules))),
                of=one.do.of,
                amount=moved.amount if one.do.action != "grant" else None,
            )
        )

    def _moved(self, one: Wanted, member: str, amount: int, lots: tuple[Lot, ...] = ()) -> Moved:
        do = one.do
        return Moved(
            one.about.id,
            self._event.time,
            do.action,
            one.rules[0],
            do.of or "",
            member,
            amount,
            lots,
        )

    # -- awards --------------------------------------------------------------------------------

    def _award(self, one: Wanted, points: nodes.Points, member: str) -> None:
        amount = self._amount(one)
        because = self._hindered(one, points, member)
        if because is not None:
            self._refuse(one, *because)
            return
        prize = one.do.whom == "winners"
        purse = self._books.purses.get((points.name, member), Purse())
        room = amount
        if points.cap is not None and not prize:
            earned = books.in_bucket(purse.earned, points.cap.bucket, self._today)
            room = max(points.cap.most - earned, 0)
        full = books.MOST - sum(lot.left for lot in purse.lots)
        given = min(amount, room, full)
        if given < amount:
            self._refuse(one, "full" if full < min(amount, room) else "cap", points.name)
        if not given:
            return
        self.postings += self._expired(points, member)
        lot = Lot(self._today, given)
        self.postings.append(self._books.give(points.name, member, (lot,), ISSUE, one.rules[0]))
        self._earn(points, member, given, prize)
        giver = (one.about.sender or "") if one.do.whom == "other" else ""
        if giver:
            _pair(self._books, points.name, giver, member, self._today, 1, self._newest)
        self._say(one, points, member)
        moved = self._moved(one, member, given, (lot,))
        self._note(one, member, moved._replace(giver=giver, capped=not prize))

    def _hindered(
        self, one: Wanted, points: nodes.Points, member: str
    ) -> tuple[str, str] | tuple[str] | None:
        about = one.about
        if about.id in self.deleted:
            return ("weaker", "delete")
        if one.do.whom == "other":
            if about.sender is None:
                return ("no_target",)
            if member == about.sender:
                return ("self",)
            one_of, second = sorted((about.sender, member))
            pair = self._books.pairs.get((points.name, one_of, second), ())
            if books.in_bucket(pair, "day", self._today) >= points.pairs:
                return ("pair", points.name)
        digest = digest_of(about) if one.do.whom is None else None
        said = self._books.purses.get((points.name, member), Purse()).said
        for other in said:
            if (other.day, other.digest) == (self._today, digest) and other.event != key_of(about):
                return ("repeated", other.event)
        return None

    def _expired(self, points: nodes.Points, member: str) -> list[Posting]:
        return self._books.expire(points.name, member, points.days, self._today)

    def _earn(self, points: nodes.Points, member: str, given: int, prize: bool) -> None:
        if not prize:
            purse = self._books.purses[points.name, member]
            floor = self._newest - books.COUNTED_DAYS
            earned = books.added(purse.earned, self._today, given, floor)
            self._books.purses[points.name, member] = purse._replace(earned=earned)

    def _say(self, one: Wanted, points: nodes.Points, member: str) -> None:
        digest = digest_of(one.about) if one.do.whom is None else None
        if digest is None:
            return
        purse = self._books.purses[points.name, member]
        floor = self._newest - books.KNOWN_DAYS
        said = {*purse.said, books.Said(self._today, digest, key_of(one.about))}
        kept = tuple(sorted(other for other in said if other.day >= floor))
        self._books.purses[points.name, member] = purse._replace(said=kept)

    # -- the others ----------------------------------------------------------------------------

    def _deduct(self, one: Wanted, points: nodes.Points, member: str) -> None:
        self.postings += self._expired(points, member)
        lots = self._books.oldest(points.name, member, self._amount(one))
        if not lots:
            self._refuse(one, "balance", points.name)
            return
        self.postings.append(self._books.take(points.name, member, lots, FORFEITED, one.rules[0]))
        self._note(one, member, self._moved(one, member, sum(lot.left for lot in lots), lots))

    def _redeem(self, one: Wanted, reward: nodes.Reward, member: str) -> None:
        points = self._points[reward.points]
        self.postings += self._expired(points, member)
        because = self._unavailable(reward, points, member)
        if because is not None:
            self._refuse(one, because, reward.name)
            self._lead(one, reward.otherwise)
            return
        lots = self._books.oldest(points.name, member, reward.price)
        self.postings.append(self._books.take(points.name, member, lots, SPENT, one.rules[0]))
        _sell(self._books, reward.name, member, self._today, 1, self._newest)
        self._note(one, member, self._moved(one, member, reward.price, lots))
        self._lead(one, reward.effects)

    def _unavailable(self, reward: nodes.Reward, points: nodes.Points, member: str) -> str | None:
        if self._books.balance(points.name, member, points.days, self._today) < reward.price:
            return "balance"
        of_reward = {who: d for (name, who), d in self._books.sold.items() if name == reward.name}
        if reward.stock is not None:
            days = [
                books.in_bucket(d, reward.stock.bucket, self._today) for d in of_reward.values()
            ]
            if sum(days) >= reward.stock.most:
                return "stock"
        if reward.each is not None:
            mine = of_reward.get(member, ())
            if books.in_bucket(mine, reward.each.bucket, self._today) >= reward.each.most:
                return "limit"
        return None

    def _lead(self, one: Wanted, effects: tuple[nodes.Effect, ...]) -> None:
        for effect in effects:
            if isinstance(effect, nodes.Do):
                self.more.append(one._replace(do=effect))

    def _grant(self, one: Wanted, member: str) -> None:
        title = one.do.of or ""
        lasts = self._lasts[title]
        until = None if lasts is None else self._event.time + lasts
        held = self._books.titles.get((title, member), 0)
        self._books.titles[title, member] = (
            None if until is None or held is None else max(until, held)
        )
        for key, old in list(self._books.titles.items()):
            if old is not None and old <= self._known:
                del self._books.titles[key]
        self._note(one, member, self._moved(one, member, 0)._replace(until=until))


def _pair(
    held: Books, points: str, giver: str, member: str, day: int, number: int, newest: int
) -> None:
    one, other = sorted((giver, member))
    pair = (points, one, other)
    floor = newest - books.KNOWN_DAYS
    held.pairs[pair] = books.added(held.pairs.get(pair, ()), day, number, floor)


def _sell(held: Books, reward: str, member: str, day: int, number: int, newest: int) -> None:
    floor = newest - books.COUNTED_DAYS
    sold = books.added(held.sold.get((reward, member), ()), day, number, floor)
    held.sold[reward, member] = sold


def key_of(event: Event) -> str:
    """What an event is paid as: an edit is the message that it changes."""
    return event.refers if event.kind == "edit" and event.refers else event.id


def digest_of(event: Event) -> str | None:
    """What tells the text of a message from others, and from which nobody reads it."""
    key = facts.text_key(event.text or "") if event.kind in MESSAGES else ""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16] if key else None


# -- what comes later --------------------------------------------------------------------------


def expire(program: nodes.Program, standing: Standing, event: Event) -> list[Posting]:
    """What expires with a day that ends."""
    lasting = {one.name: one.days for one in program.points if one.days is not None}
    if event.kind != "day_end" or not lasting:
        return []
    tomorrow = day_of(program, event.time) + 1
    return [
        posting
        for points, member in sorted(standing.books.purses)
        if points in lasting
        for posting in standing.books.expire(points, member, lasting[points], tomorrow)
    ]


def undo(
    program: nodes.Program,
    standing: Standing,
    event: Event,
    watermark: Instant,
    member: str | None = None,
) -> list[Posting]:
    """What an outcome takes back of what an event moved: all of it, or what its action moved;
    ``member``: what it moved of theirs only."""
    made: list[Posting] = []
    held, known = standing.books, watermark - books.KNOWN
    for key, moved in list(held.moved.items()):
        if all(one.event != event.refers for one in moved):
            continue
        after = []
        for one in moved:
            mine = one.event == event.refers and event.action in (None, one.action)
            mine = mine and member in (None, one.member)
            if mine and not one.undone and one.time > known:
                made += _back(program, held, one, day_of(program, watermark))
                one = one._replace(undone=True)
            after.append(one)
        held.moved[key] = tuple(after)
    return made


def _back(program: nodes.Program, held: Books, one: Moved, newest: int) -> list[Posting]:
    day = day_of(program, one.time)
    points = {each.name for each in program.points}
    rewards = {each.name: each.points for each in program.rewards}
    match one.action:
        case "award" if one.of in points:
            purse = held.purses.get((one.of, one.member), Purse())
            if one.capped:
                floor = newest - books.COUNTED_DAYS
                earned = books.added(purse.earned, day, -one.amount, floor)
                held.purses[one.of, one.member] = purse._replace(earned=earned)
            if one.giver:
                _pair(held, one.of, one.giver, one.member, day, -1, newest)
            lots = held.oldest(one.of, one.member, one.amount, first=day)
            return [held.take(one.of, one.member, lots, ISSUE, one.rule)] if lots else []
        case "deduct" if one.of in points:
            return [held.give(one.of, one.member, one.lots, FORFEITED, one.rule)]
        case "redeem" if one.of in rewards:
            _sell(held, one.of, one.member, day, -1, newest)
            return [held.give(rewards[one.of], one.member, one.lots, SPENT, one.rule)]
        case "grant":
            if held.titles.get((one.of, one.member), 0) == one.until:
                held.titles.pop((one.of, one.member), None)
    return []
