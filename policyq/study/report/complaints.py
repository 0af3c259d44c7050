"""Complaints in a report: how many, by how many of how many, and what became of them."""

from __future__ import annotations

from policyq.ir import aimed
from policyq.study.complaints import FOLLOWS, MANY, Complaints
from policyq.study.report import report as of
from policyq.study.report.report import Report
from policyq.study.report.words import Say, Section, percent, whole
from policyq.vocabulary.types import DAY


def section(report: Report, say: Say) -> Section | None:
    """The numbers one under another."""
    found = report.rates.complaints
    if not shown(report):
        return None
    led = percent(of.share(found.led, found.aimed))
    rows = (
        (say("收到的投诉", "complaints received"), whole(found.received)),
        (say("　针对另一个成员的", "  of another member"), whole(found.aimed)),
        (say("　告诉了人、问了人的", "  of which people were told"), whole(found.told)),
        (say("　带来处置的", "  that led to an action"), f"{whole(found.led)} ({led})"),
        (say("投诉的人", "members who complained"), whole(len(found.made))),
        (
            say("　一次也没有带来处置的", "  none of whose complaints led to an action"),
            whole(len(found.unheeded)),
        ),
        (
            say(
                f"　其中投诉过 {MANY} 次以上的", f"  who complained {MANY} times or more, of these"
            ),
            whole(len(misused(found))),
        ),
        (say("被投诉的人", "members complained of"), whole(len(found.of))),
        (say("　受到处置的", "  about whom something was done"), whole(len(found.acted))),
    )
    days = FOLLOWS // DAY
    says = (
        say(
            f"带来处置：投诉以后 {days} 天内，因为投诉或由人警告、禁言、移出了那个成员，或撤回了那条消息",
            f"led to an action: within {days} days the member was warned, muted or removed, or the "
            "message deleted, because of a complaint or by hand",
        ),
        say(
            "总在投诉、却从不带来处置的，也许是滥用，也许是没有人理；是谁见 --json",
            "complaints that never lead to anything may be misuse, or nobody listens; --json says whose",
        ),
    )
    return Section(say("投诉", "complaints"), says, ("", say("数", "number")), rows)


def shown(report: Report) -> bool:
    """Whether the log has complaints, or the policy punishes whom they are of."""
    return bool(report.rates.complaints.received) or aimed.aims(report.program)


def misused(found: Complaints) -> list[tuple[str, str, int]]:
    """Group, who complains, how often: who did it time and again, and never led to an action."""
    some = [(group, who, times) for (group, who), times in found.unheeded.items() if times >= MANY]
    return sorted(some, key=lambda one: (-one[2], one))


def document(report: Report) -> dict[str, object]:
    """``complaints`` as plain values."""
    found, names = report.rates.complaints, report.pseudonyms
    if not shown(report):
        return {}
    return {
        "complaints": {
            "received": found.received,
            "of_a_member": found.aimed,
            "told": found.told,
            "led_to_an_action": found.led,
            "share_led": of.share(found.led, found.aimed),
            "complainants": len(found.made),
            "complainants_unheeded": len(found.unheeded),
            "members": len(found.of),
            "members_acted_on": len(found.acted),
            "unheeded": [
                {
                    "group": names.of_group(group) if names else group,
                    "member": names.of(who) if names else who,
                    "complaints": times,
                }
                for group, who, times in misused(found)
            ],
        }
    }
