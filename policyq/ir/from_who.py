"""From those who are named to conditions: a name is that of a tier, a title, a roster, else a tag."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.check.checked import CheckedPolicy
from policyq.ir import nodes
from policyq.syntax import tree


def who_is(who: Iterable[tree.Who]) -> nodes.WhoIs:
    """The condition that the sender is one of ``who``."""
    roles, tags, accounts = set(), set(), set()
    for one in who:
        match one:
            case tree.Role(id):
                roles.add(id)
            case tree.Account(text):
                accounts.add(text)
            case tree.Name(text):
                tags.add(text)
    return nodes.WhoIs(frozenset(roles), frozenset(tags), frozenset(accounts))


def is_one_of(who: Iterable[tree.Who], policy: CheckedPolicy) -> nodes.Condition:
    """The condition that the sender is one of ``who``; of things with one name the first that is
    written here is meant."""
    found = who_is(who)
    names = found.tags
    tiers = names & {tier.name.text for tier in policy.tiers}
    titles = (names - tiers) & {title.name.text for title in policy.titles}
    rosters = (names - tiers - titles) & {roster.name.text for roster in policy.rosters}
    left = nodes.WhoIs(found.roles, names - tiers - titles - rosters, found.accounts)
    parts: list[nodes.Condition] = [left] if left != nodes.WhoIs(*3 * (frozenset(),)) else []
    parts += [nodes.InTier(tiers)] if tiers else []
    parts += [nodes.Titled(titles)] if titles else []
    parts += [nodes.OnDuty(rosters)] if rosters else []
    return nodes.Or(tuple(parts)) if len(parts) > 1 else parts[0] if parts else found
