"""Lotteries: who entered, what the witnesses committed to and revealed, and the draw.

A round is a calendar bucket and is drawn at its end. Before it closes members enter and witnesses
commit to secrets; after that the witnesses reveal them. Of a witness who commits and does not
reveal, the whole round is void: to go on without them would let whoever reveals last choose
between two results.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from policyq.ir import clock, lots, nodes
from policyq.ir.memory import Round, Standing
from policyq.vocabulary.draws import FEWEST, LONGEST, SHORTEST, Draw, Sealed
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Instant, Truth

_COMMITS = re.compile(r"(?:承诺|commit)[\s:：]+([0-9a-fA-F]{64})")
_REVEALS = re.compile(r"(?:公布|reveal)[\s:：]+(\S(?:.*\S)?)")


def note(
    program: nodes.Program,
    standing: Standing,
    watermark: Instant,
    event: Event,
    holds: Callable[[nodes.Condition], Truth],
) -> None:
    """What an event does for the lotteries: somebody enters, a witness commits or reveals."""
    witness(program, standing, watermark, event)
    for one in program.lotteries:
        if holds(one.condition):
            enter(program, standing, watermark, event, one.name)


def enter(
    program: nodes.Program, standing: Standing, watermark: Instant, event: Event, lottery: str
) -> None:
    """Enters the sender of an event that the lottery's condition holds for, once a round."""
    one = next(one for one in program.lotteries if one.name == lottery)
    if event.sender is None or max(event.time, watermark) >= closes(one, program, event.time):
        return
    round = _round(one, program, standing, event)
    if event.sender not in round.entrants:
        entrants = tuple(sorted((*round.entrants, event.sender)))
        standing.rounds[one.name] = replace(round, entrants=entrants)


def witness(program: nodes.Program, standing: Standing, watermark: Instant, event: Event) -> None:
    """Notes what a witness commits to or reveals."""
    if event.kind != "text" or event.sender is None or not event.text:
        return
    text = event.text.strip()
    commits, reveals = _COMMITS.fullmatch(text), _REVEALS.fullmatch(text)
    if commits is None and reveals is None:
        return
    at = max(event.time, watermark)
    for one in program.lotteries:
        if not _may(one.witnesses, event) or _ended(one, program, at, event):
            continue
        closed = at >= closes(one, program, event.time)
        if commits is not None and not closed:
            _commit(one, program, standing, event, commits[1].lower())
        elif reveals is not None and closed:
            _reveal(one, program, standing, event, reveals[1])


def may_witness(text: str | None) -> bool:
    """Whether a text may be one in which a witness commits or reveals."""
    whole = (text or "").strip()
    return bool(_COMMITS.fullmatch(whole) or _REVEALS.fullmatch(whole))


def _commit(
    one: nodes.Lottery, program: nodes.Program, standing: Standing, event: Event, sealed: str
) -> None:
    """The first one of each witness stands; what somebody else committed to is nobody's own."""
    round = _round(one, program, standing, event)
    if any(event.sender == old.account or sealed == old.sealed for old in round.sealed):
        return
    new = Sealed(event.sender or "", sealed, event.time)
    standing.rounds[one.name] = replace(round, sealed=tuple(sorted((*round.sealed, new))))


def _reveal(
    one: nodes.Lottery, program: nodes.Program, standing: Standing, event: Event, secret: str
) -> None:
    round = _round(one, program, standing, event)
    if not SHORTEST <= len(secret) <= LONGEST:
        return
    fits = lots.sealed(secret)
    standing.rounds[one.name] = replace(
        round,
        sealed=tuple(
            old._replace(secret=secret, revealed=event.time)
            if (old.account, old.sealed, old.secret) == (event.sender, fits, None)
            else old
            for old in round.sealed
        ),
    )


def draw(
    program: nodes.Program, standing: Standing, event: Event, ends: Callable[[str], bool]
) -> None:
    """Puts into ``standing.draws`` the lotteries whose round ends with the event."""
    standing.draws = tuple(
        _drawn(one, program, standing, event) for one in program.lotteries if ends(one.period)
    )
    for one in standing.draws:
        standing.rounds.pop(one.lottery, None)


def _drawn(one: nodes.Lottery, program: nodes.Program, standing: Standing, event: Event) -> Draw:
    round = _round(one, program, standing, event)
    witnesses = {old.account for old in round.sealed}
    entrants = tuple(account for account in round.entrants if account not in witnesses)
    blamed = tuple(old.account for old in round.sealed if old.secret is None)
    made = Draw(
        one.name, round.period, event.time, "drawn", one.prizes, entrants, round.sealed,
        blamed=blamed,
    )  # fmt: skip
    if not entrants:
        return made._replace(result="empty")
    if len(witnesses) < FEWEST:
        return made._replace(result="few")
    if blamed:
        return made._replace(result="withheld")
    seed = lots.seed_of(program.digest, event.group, made)
    return made._replace(seed=seed, winners=lots.winners_of(seed, entrants, one.prizes))


def winners(standing: Standing, lottery: str) -> Iterator[str]:
    """Who won with the event."""
    for one in standing.draws:
        if one.lottery == lottery:
            yield from one.winners


def told(standing: Standing, lottery: str) -> str:
    """The draw in words: a line for each winner, or for each witness to blame; and the seed."""
    found = next((one for one in standing.draws if one.lottery == lottery), None)
    if found is None:
        return ""
    lines = [f"{n}. {_name(standing, who)}" for n, who in enumerate(found.winners, 1)]
    lines += [f"✗ {_name(standing, who)}" for who in found.blamed]
    lines += [f"SHA-256 {found.seed}"] if found.seed else [_VOID[found.result]]
    return "\n".join(lines)


_VOID = {
    "empty": "无人报名 · nobody entered",
    "few": "作废：见证不足两人 · void: fewer than two witnesses",
    "withheld": "作废：有见证人没有公布 · void: a witness did not reveal",
}


def closes(one: nodes.Lottery, program: nodes.Program, at: Instant) -> Instant:
    """When the round that an instant is in closes: at that time of its last day."""
    last = _last_day(one.period, program, at)
    return clock.at(last, one.closes, program.timezone)


def _last_day(period: str, program: nodes.Program, at: Instant) -> date:
    day = clock.local(at, program.timezone).date()
    if period == "week":
        return day + timedelta(days=6 - day.weekday())
    if period == "month":
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return day


def _ended(one: nodes.Lottery, program: nodes.Program, at: Instant, event: Event) -> bool:
    """Whether the round of a late event is over."""
    return _period(one, program, at) != _period(one, program, event.time)


def _period(one: nodes.Lottery, program: nodes.Program, at: Instant) -> str:
    return clock.bucket(one.period, clock.local(at, program.timezone))


def _round(one: nodes.Lottery, program: nodes.Program, standing: Standing, event: Event) -> Round:
    period = _period(one, program, event.time)
    found = standing.rounds.get(one.name)
    return found if found is not None and found.period == period else Round(period)


def _may(who: nodes.WhoIs, event: Event) -> bool:
    return (
        event.role in who.roles
        or event.sender in who.accounts
        or bool(event.tags and event.tags & who.tags)
    )


def _name(standing: Standing, account: str) -> str:
    member = standing.members.get(account)
    return account if member is None or member.name is None else member.name
