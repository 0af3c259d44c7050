"""The definition: what a program decides. Slow, obvious, to be read in one sitting.

    decide(program, memory, event) -> (decision, memory)

1. An event that was decided before is decided the same again, and changes nothing. (A timeout
   needs no such memory: it settles its question once. The end of a day is the same at the same
   time only.)
2. Everything that counts it counts it; at the end of a day the metrics follow from the counts.
3. Each rule whose condition is true fires; one whose condition is unknown is named as such.
4. What follows from the rules that fired, `policyq.ir.judgement` says.
5. At the end of a day, after that, the tiers that are due are refreshed (`policyq.ir.tiers`).

Nothing here reads a clock, performs I/O or can fail. The engines answer to this page.
"""

from __future__ import annotations

from dataclasses import replace

from policyq.ir import (
    clock,
    common,
    duty,
    facts,
    holdings,
    lotteries,
    nodes,
    recent,
    streaks,
    tiers,
)
from policyq.ir.amounts import COMPARE as COMPARE
from policyq.ir.counting import Kept as Kept
from policyq.ir.counting import Scene as Scene
from policyq.ir.counting import amount as amount
from policyq.ir.counting import arrived as arrived
from policyq.ir.counting import bucket_total, by_member, counted, filled, make_room
from policyq.ir.counting import remembers as remembers
from policyq.ir.counting import total as total
from policyq.ir.evidence import text_hits
from policyq.ir.judgement import Case, settle
from policyq.ir.keeping import drawn_up
from policyq.ir.measuring import is_so, measure
from policyq.ir.memory import REMEMBERED, Entry, Memory
from policyq.ir.schedule import strikes
from policyq.text.links import inside
from policyq.vocabulary.decisions import Decision
from policyq.vocabulary.events import EVERYONE, FIELDS, MESSAGES, PERSONAL, TICKS, Event
from policyq.vocabulary.types import Truth, and_, not_, or_


def decide(program: nodes.Program, memory: Memory, event: Event) -> tuple[Decision, Memory]:
    """What `program` decides on `event`, and what is remembered afterwards."""
    scene = arrived(program, memory, event)
    group, watermark = scene.group, scene.group.watermark
    decided = {id: old for id, old in group.decided.items() if old.time > watermark - REMEMBERED}
    waits = event.id in group.standing.changes
    if event.id in decided and not waits and repeats(event, decided[event.id]):
        return decided[event.id], memory
    standing = group.standing.copy()
    standing.changes.pop(event.id, None)
    if event.time >= watermark:
        standing.about = standing.about.after(event)
    tiers.note(program, standing, event)
    if recent.asked(program):
        recent.note(standing, event, watermark)
    standing_of_all = scene.shared.common.copy()
    scene = count(
        scene._replace(
            group=replace(group, standing=standing),
            shared=replace(scene.shared, common=standing_of_all),
        )
    )
    lotteries.note(program, standing, watermark, event, lambda one: holds(one, scene))
    for streak in program.streaks:
        if holds(streak.condition, scene):
            streaks.count(program, standing, watermark, event, streak.id)
    measure(
        program,
        standing,
        event,
        lambda counter, bucket: bucket_total(counter, bucket, scene),
        lambda counter, bucket: by_member(counter, bucket, scene),
    )
    truths = [(rule, holds(rule.condition, scene)) for rule in program.rules]
    decision = settle(
        Case(
            program,
            scene.group.standing,
            watermark,
            event,
            fired=[rule for rule, truth in truths if truth],
            unknown=[rule.name for rule, truth in truths if truth is None],
            holds=lambda condition, about: holds(condition, scene._replace(event=about)),
            common=standing_of_all,
            latest=scene.shared.watermark,
        )
    )
    decided[event.id] = decision
    tiers.part(scene.group.standing, event)
    tiers.refresh(
        program,
        scene.group.standing,
        event,
        lambda condition, about: holds(condition, scene._replace(event=about)),
    )
    here, everywhere = counted(scene)
    after = replace(scene.group, counts=here, decided=decided)
    return decision, Memory(
        {**memory.groups, event.group: after}, replace(scene.shared, counts=everywhere)
    )


def repeats(event: Event, before: Decision) -> bool:
    """Whether an event is the one that was decided before under its id.

    A tick for which something waits never is: it would go on waiting.
    """
    waited_for = event.kind in ("timeout", "quiet_end")
    return event.kind not in TICKS or (not waited_for and event.time == before.time)


# -- counting ----------------------------------------------------------------------------------


def count(scene: Scene) -> Scene:
    """The scene after every counter has counted its event; what is too old is forgotten."""
    event, program = scene.event, scene.program
    here: Kept = {}
    everywhere: Kept = {}
    own: Kept = {}
    for counter in program.counters:
        kept = everywhere if counter.shared else here
        for (id, key), entries in scene.of(counter).counts.items():
            if id == counter.id:
                kept[id, key] = tuple(e for e in entries if remembers(counter, e, scene))
        if holds(counter.condition, scene):
            for key in facts.keys(counter.per, event, counter.shared) or ():
                own[counter.id, key] = tuple(
                    Entry(event.time, event.id, value)
                    for value in facts.counted(counter.what, counter.of, event, counter.shared)
                )
                if "alike" in counter.per:
                    make_room(counter, key, own[counter.id, key], kept, scene)
    return scene._replace(
        group=replace(scene.group, counts=filled(here)),
        shared=replace(scene.shared, counts=filled(everywhere)),
        own=own,
    )


# -- truth -------------------------------------------------------------------------------------


def holds(condition: nodes.Condition, scene: Scene) -> Truth:
    """Whether a condition is true of the scene's event: True, False, or None for unknown."""
    match condition:
        case nodes.Always(value):
            return value
        case nodes.And(parts):
            truth: Truth = True
            for part in parts:
                truth = and_(truth, holds(part, scene))
            return truth
        case nodes.Or(parts):
            truth = False
            for part in parts:
                truth = or_(truth, holds(part, scene))
            return truth
        case nodes.Not(part):
            return not_(holds(part, scene))
        case nodes.Surely(part):
            return holds(part, scene) is True
        case nodes.Windowed():
            found = total(condition, scene)
            if found is None:
                return None
            return COMPARE[condition.op](found, amount(condition.amount, scene))
        case nodes.InTier() | nodes.Silent():
            return _of_member(condition, scene)
        case nodes.InRow(streak, op, limit):
            if scene.event.kind not in PERSONAL:
                return False
            here = (scene.program, scene.group.standing, scene.group.watermark, scene.event)
            return streaks.holds(op, amount(limit, scene), *here, streak)
        case nodes.Removed(rules, within):
            if scene.event.kind not in PERSONAL:
                return False
            shared, length = scene.shared, amount(within, scene)
            return common.was_removed(
                shared.common, scene.program, shared.watermark, scene.event, rules, length
            )
        case nodes.Holds() | nodes.Titled():
            return holdings.holds(condition, scene.program, scene.group.standing, scene.event)
        case nodes.Ranked():
            return drawn_up(condition, scene.group.standing, scene.event)
        case nodes.MetricIs():
            return is_so(condition, scene.group.standing, scene.program, scene.event)
        case nodes.Compare(field, op, limit):
            if scene.event.kind not in FIELDS[field].carriers:
                return False
            number = facts.number(field, scene.event)
            return None if number is None else COMPARE[op](number, amount(limit, scene))
    return _of_event(condition, scene)


def _of_member(condition: nodes.InTier | nodes.Silent, scene: Scene) -> Truth:
    event = scene.event
    if event.kind not in PERSONAL:
        return False
    if event.sender is None:
        return None
    member = scene.group.standing.members.get(event.sender)
    if isinstance(condition, nodes.InTier):
        return tiers.in_tier(member, condition.tiers)
    limit = amount(condition.amount, scene)
    return tiers.silent_is(member, event.time, condition.op, limit)


def _of_event(condition: nodes.Condition, scene: Scene) -> Truth:
    event = scene.event
    match condition:
        case nodes.KindIn(kinds):
            return event.kind in kinds
        case nodes.Text() | nodes.Near():
            if event.kind not in MESSAGES:
                return False
            return None if event.text is None else bool(text_hits(condition, scene.program, event))
        case nodes.Contact(kinds):
            if event.kind not in MESSAGES:
                return False
            contacts = facts.contacts(event)
            return facts.some_of(
                None if contacts is None else (one.kind for one in contacts), kinds
            )
        case nodes.Link():
            return _link(condition, scene)
        case nodes.TimeIn(_, slots):
            wall = clock.local(event.time, scene.program.timezone)
            truth: Truth = False
            for slot in slots:
                truth = or_(truth, clock.inside(slot, wall, scene.program.calendar))
            return truth
        case nodes.At(slot):
            return strikes(slot, event, scene.program)
        case nodes.Changed(named, into):
            return event.kind == ("tier_in" if into else "tier_out") and event.refers in named
        case nodes.Before(date):
            return clock.local(event.time, scene.program.timezone).date().isoformat() < date
        case nodes.Known(field):
            return facts.known(field, event)
        case nodes.WhoIs(roles, tags, accounts):
            if event.kind not in PERSONAL:
                return False
            of_role = facts.one_of(event.role, roles)
            return or_(
                or_(of_role, facts.some_of(event.tags, tags)), facts.one_of(event.sender, accounts)
            )
        case nodes.OnDuty():
            return duty.holds(condition, scene.program, event)
        case nodes.Mentions(everyone, accounts):
            if event.kind not in MESSAGES:
                return False
            return facts.some_of(event.mentions, accounts | ({EVERYONE} if everyone else set()))
        case nodes.GroupIs("group", values):
            return or_(event.group in values, facts.one_of(event.group_name, values))
        case nodes.GroupIs("platform", values):
            return facts.one_of(event.platform, values)
        case nodes.GroupIs("channel", values):
            return facts.one_of(event.channel, values) if event.kind in PERSONAL else False
        case nodes.GroupIs(_, values):
            return facts.some_of(event.group_tags, values)
    raise TypeError(f"not a condition: {condition!r}")


def _link(condition: nodes.Link, scene: Scene) -> Truth:
    if scene.event.kind not in MESSAGES:
        return False
    links = facts.links(scene.event)
    if links is None:
        return None
    sites = [*condition.hosts]
    for named in scene.program.sites:
        if named.name in condition.sites:
            sites += named.hosts
    everything = not (condition.sites or condition.hosts)

    def fits(link: facts.Link) -> bool:
        return everything or any(inside(link.host, site) for site in sites) != condition.outside

    fitting = [fits(link) for link in links]
    return bool(fitting) and (all(fitting) if condition.all else any(fitting))
