"""Draws beside the policies by which they were drawn: the lottery, its prizes, its round, its closing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policyq.ir import clock, lotteries, nodes
from policyq.study.proofs.proof import Checked, Claim, Fault


def against(some: Iterable[Checked], programs: Iterable[nodes.Program]) -> list[Checked]:
    """The draws with what is wrong with them beside the policies, of which one is that of each."""
    known = {program.digest: program for program in programs}
    return [one._replace(faults=(*one.faults, *faults(one.claim, known))) for one in some]


def faults(claim: Claim, programs: Mapping[str, nodes.Program]) -> Iterator[Fault]:
    """What is wrong with one draw beside its policy."""
    program, draw = programs.get(claim.policy), claim.draw
    if program is None:
        yield Fault("policy", claim.policy)
        return
    lottery = next((one for one in program.lotteries if one.name == draw.lottery), None)
    if lottery is None:
        yield Fault("lottery")
        return
    if lottery.prizes != draw.prizes:
        yield Fault("number", str(lottery.prizes))
    begins = clock.bucket(lottery.period, clock.local(draw.at, program.timezone))
    if begins != draw.period:
        yield Fault("round", begins)
    closing = lotteries.closes(lottery, program, draw.at)
    for one in draw.sealed:
        if one.at >= closing:
            yield Fault("late", one.account)
