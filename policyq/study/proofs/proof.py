"""Whether draws are what they must be: from what a decision tells, never by the code that drew.

The arithmetic of `policyq.ir.lots` stands here a second time on purpose, as the language reference
spells it out: a fault in one of the two shows as a draw that is wrong.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from policyq.vocabulary.draws import FEWEST, LONGEST, SHORTEST, Draw
from policyq.vocabulary.types import Said

_DIGEST = re.compile("[0-9a-f]{64}")
#: As many prizes as a lottery may have.
_MOST = 100

#: What can be wrong, by id; ``{what}`` is filled in.
FAULTS: Mapping[str, Said] = {
    "result": Said("结果应是“{what}”", "its result should be: {what}"),
    "prizes": Said("名额是 {what}", "it has {what} prizes"),
    "entrant": Said("{what} 在报名名单里不止一次", "{what} is among the entrants more than once"),
    "witness": Said("{what} 既见证又报名", "{what} is a witness and an entrant"),
    "twice": Said("{what} 的承诺不止一个", "{what} committed more than once"),
    "shared": Said("{what} 的承诺和别的见证人一样", "{what} committed to what another did"),
    "digest": Said("{what} 的承诺不是 SHA-256", "what {what} committed to is no SHA-256"),
    "length": Said(
        "{what} 的秘密不是 16 到 200 个字", "the secret of {what} is not of 16 to 200 characters"
    ),
    "commitment": Said(
        "{what} 公布的和承诺的对不上", "what {what} revealed is not what they committed to"
    ),
    "blamed": Said("没有公布的应是：{what}", "those who did not reveal should be: {what}"),
    "void": Said("作废了却有种子或中奖的人", "it is void, and has a seed or winners"),
    "seed": Said(
        "种子不是由这些秘密和报名的人得出的", "the seed does not follow from secrets and entrants"
    ),
    "winners": Said("中奖的应是：{what}", "the winners should be: {what}"),
    "again": Said("同一轮另有一次不同的开奖", "another draw of the same round says otherwise"),
    "policy": Said(
        "开奖用的群规（{what}）不在给出的群规里", "it was drawn by another policy ({what})"
    ),
    "lottery": Said("群规里没有这个抽奖", "the policy has no such lottery"),
    "number": Said("群规里的名额是 {what}", "the policy gives {what} prizes"),
    "round": Said("这一轮应从 {what} 开始", "its round should begin on {what}"),
    "late": Said("{what} 截止以后才承诺", "{what} committed after the closing"),
}

#: What makes no draw wrong, and is better known.
REMARKS: Mapping[str, Said] = {
    "early": Said(
        "{what} 公布得比别人的承诺还早，后承诺的人可能已经知道这个秘密",
        "{what} revealed before somebody else committed, who may have known the secret",
    ),
}


class Claim(NamedTuple):
    """A draw as a decision tells it, and where."""

    policy: str
    """The digest of the policy."""
    group: str
    draw: Draw
    file: str = ""
    line: int = 0

    @property
    def round(self) -> tuple[str, str, str]:
        return self.group, self.draw.lottery, self.draw.period


class Fault(NamedTuple):
    """One thing wrong, or a remark: an id of `FAULTS` or `REMARKS`, and what it is about."""

    why: str
    what: str = ""


Verdict = Literal["right", "void", "wrong"]


class Checked(NamedTuple):
    """A draw, and what was found."""

    claim: Claim
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...]

    @property
    def verdict(self) -> Verdict:
        if self.faults:
            return "wrong"
        return "right" if self.claim.draw.result == "drawn" else "void"


def check(claims: Iterable[Claim]) -> list[Checked]:
    """Checks draws in their order. One that was told before in the same words is left out; two of
    one round that differ are both wrong."""
    told: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in claims:
        some = told.setdefault(claim.round, [])
        if not any((claim.policy, claim.draw) == (one.policy, one.draw) for one in some):
            some.append(claim)
    return [
        Checked(
            claim,
            (*faults(claim), *((Fault("again"),) if len(some) > 1 else ())),
            tuple(_early(claim.draw)),
        )
        for some in told.values()
        for claim in some
    ]


def faults(claim: Claim) -> Iterator[Fault]:
    """What is wrong with one draw by itself."""
    draw = claim.draw
    if not 1 <= draw.prizes <= _MOST:
        yield Fault("prizes", str(draw.prizes))
    yield from _people(draw)
    yield from _secrets(draw)
    result, silent = _result(draw), _silent(draw)
    if draw.result != result:
        yield Fault("result", result)
    if sorted(draw.blamed) != silent:
        yield Fault("blamed", ", ".join(silent))
    if draw.result != "drawn" or result != "drawn":
        if draw.seed or draw.winners:
            yield Fault("void")
        return
    seed = _seed(claim)
    if draw.seed != seed:
        yield Fault("seed")
    winners = _winners(seed, draw)
    if list(draw.winners) != winners:
        yield Fault("winners", ", ".join(winners))


# -- who took part -----------------------------------------------------------------------------


def _people(draw: Draw) -> Iterator[Fault]:
    witnesses = {one.account for one in draw.sealed}
    for account, times in Counter(draw.entrants).items():
        if times > 1:
            yield Fault("entrant", account)
        if account in witnesses:
            yield Fault("witness", account)
    for account in _repeated(one.account for one in draw.sealed):
        yield Fault("twice", account)


def _secrets(draw: Draw) -> Iterator[Fault]:
    shared = set(_repeated(one.sealed for one in draw.sealed))
    for one in draw.sealed:
        if not _DIGEST.fullmatch(one.sealed):
            yield Fault("digest", one.account)
        if one.sealed in shared:
            yield Fault("shared", one.account)
        if one.secret is None:
            continue
        if not SHORTEST <= len(one.secret) <= LONGEST:
            yield Fault("length", one.account)
        if hashlib.sha256(_bytes(one.secret)).hexdigest() != one.sealed:
            yield Fault("commitment", one.account)


def _repeated(some: Iterable[str]) -> list[str]:
    return [one for one, times in Counter(some).items() if times > 1]


def _silent(draw: Draw) -> list[str]:
    """Those who committed and did not reveal."""
    return sorted(one.account for one in draw.sealed if one.secret is None)


def _early(draw: Draw) -> Iterator[Fault]:
    """Who revealed while somebody else could still commit. It is no fault of the draw: a message
    that was written before the closing may reach the bot after it."""
    for one in draw.sealed:
        others = [other.at for other in draw.sealed if other.account != one.account]
        if one.revealed is not None and others and one.revealed < max(others):
            yield Fault("early", one.account)


# -- what follows ------------------------------------------------------------------------------


def _result(draw: Draw) -> str:
    if not draw.entrants:
        return "empty"
    if len({one.account for one in draw.sealed}) < FEWEST:
        return "few"
    return "withheld" if _silent(draw) else "drawn"


def _seed(claim: Claim) -> str:
    draw = claim.draw
    line: Sequence[object] = [
        "policyq lottery 1",
        claim.policy,
        claim.group,
        draw.lottery,
        draw.period,
        draw.at,
        draw.prizes,
        sorted([one.account, one.secret or ""] for one in draw.sealed),
        sorted(draw.entrants),
    ]
    return hashlib.sha256(json.dumps(line, separators=(",", ":")).encode()).hexdigest()


def _winners(seed: str, draw: Draw) -> list[str]:
    lots = {
        who: hmac.digest(bytes.fromhex(seed), _bytes(who), hashlib.sha256) for who in draw.entrants
    }
    return sorted(lots, key=lambda who: (lots[who], who))[: max(draw.prizes, 0)]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
