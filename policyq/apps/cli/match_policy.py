"""``policyq match --policy``: what a policy looks for and finds in a text, and what does not count."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from policyq.apps.cli import console, exits, match
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.study.sought import Beside, Sought
    from policyq.text.contacts import ContactHit
    from policyq.text.links import LinkHit


def run(args: Namespace, text: str) -> int:
    """Show what is found today."""
    from policyq.apps.cli import policies
    from policyq.ir import clock
    from policyq.study.sought import contacts_sought, links_sought, sought

    if args.words is not None or args.fold or args.set is not None:
        says = Said(
            "--policy 按群规里写的找，不能再给别的词或写法",
            "--policy looks for what the policy says, in its way; give no words, set or fold",
        )
        raise exits.Stop(exits.USAGE, says)
    fill_in(args, needed=False)
    program = policies.compiled_or_stop(args.policy, args).program
    today = clock.local(time_ns() // 1000, program.timezone).date().isoformat()
    found = Found(
        sought(program, text, today), links_sought(program, text), contacts_sought(program, text)
    )
    if args.json:
        console.out(json.dumps(_json(text, found), ensure_ascii=False, indent=2) + "\n")
    elif any(found):
        lines = match.shown(text, _rows(found, args.lang), console.colour(args.color))
        console.out("".join(f"{line}\n" for line in lines))
    else:
        console.out("没有找到\n" if args.lang == "zh" else "nothing is found\n")
    return exits.OK


class Found(NamedTuple):
    """Whatever a policy looks for and finds."""

    words: list[Sought]
    links: list[Beside[LinkHit]]
    contacts: list[Beside[ContactHit]]


def _json(text: str, found: Found) -> dict[str, object]:
    return {
        "hits": [
            {
                **match.row(text, one.hit),
                "list": one.list,
                "rules": list(one.rules),
                "rejected": one.rejected or None,
            }
            for one in found.words
        ],
        "links": [
            {**match.link_row(text, hit), "rules": list(rules), "rejected": _elsewhere(rules) or None}
            for hit, rules in found.links
        ],
        "contacts": [
            {**match.contact_row(text, hit), "rules": list(rules)} for hit, rules in found.contacts
        ],
    }  # fmt: skip


def _rows(found: Found, language: str) -> list[tuple[int, int, str]]:
    """Start, end and what is said of each thing, by place."""
    rows = [(one.hit.start, one.hit.end, _said(one, language)) for one in found.words]
    for link, rules in found.links:
        says = match.link_said(link, language) + _asked(rules, language)
        rows.append((link.start, link.end, says + match.why(_elsewhere(rules), language)))
    for contact, rules in found.contacts:
        says = match.contact_said(contact, language) + _asked(rules, language)
        rows.append((contact.start, contact.end, says))
    return sorted(rows, key=lambda row: row[:2])


def _elsewhere(rules: Sequence[str]) -> str:
    return "" if rules else "elsewhere"


def _asked(rules: Sequence[str], language: str) -> str:
    if not rules:
        return ""
    return f" <- 规则 {'、'.join(rules)}" if language == "zh" else f" <- rule {', '.join(rules)}"


def _said(one: Sought, language: str) -> str:
    if one.list:
        asked = f" <- 词库 {one.list}" if language == "zh" else f" <- list {one.list}"
    else:
        asked = _asked(one.rules, language)
    return match.said(one.hit, language) + asked + match.why(one.rejected, language)
