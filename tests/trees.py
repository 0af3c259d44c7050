"""Strategies that make every node of the tree, as a parser could have made it.

Names are often keywords, on purpose: a name must survive wherever it may stand.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from policyq.syntax import tree
from policyq.syntax.build_conditions import per_member
from policyq.syntax.clean import NAME
from policyq.syntax.keywords import keywords
from policyq.vocabulary.events import KINDS

_TABLE = keywords()


def _ids(group: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(_TABLE.groups[group]))


def _many(one: st.SearchStrategy[Any], least: int = 1, most: int = 3) -> st.SearchStrategy[Any]:
    return st.lists(one, min_size=least, max_size=most).map(tuple)


_SPELT = sorted(
    {s for rows in _TABLE.groups.values() for row in rows.values() for s in row.spellings}
    | set(_TABLE.words)
)
_AWKWARD = [
    "周一至周五", "至周一", "禁言3次", "按3级", "十分钟", "八条", "半小时", "a1", "_x", "小明", "ads",
    "规则_2", "Königin", "правило", "Monday_shift",
]  # fmt: skip
#: Names: the spellings of keywords, awkward ones, ordinary ones.
name_texts = st.one_of(
    st.sampled_from([s for s in _SPELT if NAME.fullmatch(s)]),
    st.sampled_from(_AWKWARD),
    st.from_regex(r"[a-z甲乙丙规则群主][a-z0-9_甲乙丙]{0,6}", fullmatch=True),
)
names = st.builds(tree.Name, name_texts)
_LETTERS = st.characters(exclude_categories=("Cs", "Cc"))
#: What a text in quotes may hold.
texts = st.text(st.one_of(_LETTERS, st.sampled_from('\n\t"”“」\\#/（，')), max_size=12)
strings = st.builds(tree.Str, texts)
patterns = st.builds(
    tree.Pattern, st.sampled_from(["ab+c", "加.?微信", r"a\/b", r"\d{3}", '"#', "(x|y)", r"\\"])
)
_values = st.one_of(
    st.integers(0, 10**6), st.integers(0, 10**5).map(lambda n: n / 4).filter(lambda v: v % 1)
)
numbers = st.builds(tree.Number, _values, st.one_of(st.none(), _ids("counter")))
plain = st.builds(tree.Number, st.integers(0, 100))
lengths = st.builds(tree.Length, _values, _ids("unit"))
amounts = st.one_of(numbers, lengths, names)
dates = st.dates().map(lambda d: tree.Date(d.year, d.month, d.day))
weekdays = st.builds(tree.Weekday, st.integers(0, 6))
days = st.one_of(
    st.builds(tree.Days, weekdays, st.one_of(st.none(), weekdays)),
    st.builds(tree.Days, dates, st.one_of(st.none(), dates)),
    st.builds(tree.Days, st.builds(tree.DayNamed, _ids("day_named"))),
)
clocks = st.builds(tree.Clock, st.integers(0, 23), st.integers(0, 59)) | st.just(tree.Clock(24, 0))
slots = st.one_of(
    st.builds(tree.Slot, _many(days, 0), clocks, clocks),
    st.builds(tree.Slot, _many(days, 0), st.none(), st.none()),
)
roles = st.builds(tree.Role, _ids("role"))
accounts = st.builds(tree.Account, texts)
who = st.one_of(roles, names, accounts)

# -- conditions --------------------------------------------------------------------------------

_SIGNS = st.sampled_from(["<", "<=", ">", ">=", "=", "!="])
options = st.builds(tree.Option, _ids("option"))
words = st.one_of(
    strings, st.builds(lambda text, some: tree.Word(text.text, some), strings, _many(options))
)
_OPERANDS = _many(st.one_of(words, names, patterns))
_text_is = st.one_of(
    st.builds(tree.TextIs, st.sampled_from(["contains", "equals", "starts", "matches"]), _OPERANDS),
    st.builds(tree.TextIs, st.just("contains"), _OPERANDS, st.builds(tree.Near, _OPERANDS, plain)),
)
_SITES = _many(st.one_of(names, strings))
_link_is = st.one_of(
    st.just(tree.LinkIs("any", False, ())),
    st.builds(tree.LinkIs, st.sampled_from(["any", "all"]), st.booleans(), _SITES),
)
_NAMED = _many(st.one_of(names, strings))
_platforms = _many(st.one_of(st.builds(tree.Name, _ids("platform")), names, strings))
_FIELDS = ("tenure", "silent", "late", "length", "mention_count", "link_count", "amount", "members")
_KNOWN = (
    "text",
    "links",
    "sender",
    "tenure",
    "members",
    "mentions",
    "amount",
    "platform",
    "answered",
    "channel",
)
_windows = st.one_of(st.builds(tree.Trailing, amounts), st.builds(tree.Bucket, _ids("bucket")))
_leaves = st.one_of(
    st.builds(tree.KindIs, _ids("kind")),
    _text_is,
    _link_is,
    st.builds(tree.ContactIs, _ids("has")),
    st.builds(tree.TimeIn, st.one_of(names, slots), st.booleans()),
    st.builds(tree.WhoIs, st.sampled_from(["sender", "target"]), st.booleans(), _many(who)),
    st.builds(tree.MentionIs, _many(who, 0)),
    st.builds(tree.GroupIs, st.sampled_from(["group", "group_tags"]), st.booleans(), _NAMED),
    st.builds(tree.GroupIs, st.just("channel"), st.booleans(), _many(strings)),
    st.builds(tree.GroupIs, st.just("platform"), st.booleans(), _platforms),
    st.builds(tree.Compare, st.sampled_from(_FIELDS), _SIGNS, amounts),
    st.builds(tree.Known, st.sampled_from(_KNOWN), st.booleans()),
    st.builds(tree.Becomes, names, st.booleans()),
    st.builds(tree.Removed, st.lists(names, max_size=2).map(tuple), amounts),
    st.builds(tree.Balance, names, _SIGNS, amounts),
    st.builds(
        tree.InRow,
        st.builds(tree.KindIs, _ids("kind")),
        st.one_of(_SIGNS, st.sampled_from(["%", "reaches"])),
        amounts,
    ),
    st.builds(tree.AtTime, _many(days, 0), clocks),
)


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    pers = st.lists(_ids("per"), unique=True, max_size=3).map(tuple)

    def aggregates(what: str, of: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.builds(
            tree.Aggregate, st.just(what), of, inner, pers, _windows, _SIGNS, amounts, st.booleans()
        )

    return st.one_of(
        st.builds(tree.And, _many(inner, 2)),
        st.builds(tree.Or, _many(inner, 2)),
        st.builds(tree.Not, inner),
        aggregates("count", st.none()),
        aggregates("distinct", _ids("various")),
        aggregates("sum", st.sampled_from(["length", "amount"])),
    )


conditions: st.SearchStrategy[Any] = st.recursive(_leaves, _larger, max_leaves=5)

# -- actions -----------------------------------------------------------------------------------


def _doing(kind: type, duration: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    maybe_text = st.one_of(st.none(), strings)
    return st.one_of(
        st.builds(kind, st.sampled_from(["delete", "unmute", "remove", "unlock"])),
        st.builds(kind, st.sampled_from(["warn", "reply", "record"]), maybe_text),
        st.builds(
            kind, st.sampled_from(["mute", "lock", "forgive"]), duration=st.none() | duration
        ),
        st.builds(kind, st.sampled_from(["notify", "handover"]), maybe_text, to=_many(who)),
        st.builds(kind, st.just("tag"), tag=names),
        st.builds(
            kind,
            st.just("award"),
            amount=amounts,
            of=names,
            whom=st.sampled_from([None, "other", "winners"]),
        ),
        st.builds(kind, st.just("deduct"), amount=amounts, of=names),
        st.builds(kind, st.just("redeem"), of=names),
        st.builds(
            kind, st.just("grant"), of=names, whom=st.sampled_from([None, "other", "winners"])
        ),
    )


_onces = st.builds(tree.Once, st.sampled_from([(), ("sender",)]), _windows)
_limited = st.one_of(
    st.builds(tree.Do, st.sampled_from(["reply", "record"]), st.none() | strings, once=_onces),
    st.builds(
        tree.Do, st.sampled_from(["notify", "handover"]), st.none() | strings, to=_many(who),
        once=_onces,
    ),
    st.builds(
        tree.Do, st.just("reply"), strings, once=st.none() | _onces, others=_many(strings)
    ),
)  # fmt: skip
deeds = st.one_of(
    _limited,
    _doing(tree.Do, amounts),
    st.builds(tree.Penalize, names),
    st.builds(tree.TreatAs, plain),
)
confirms = st.builds(
    tree.Confirm,
    _many(who),
    st.one_of(st.none(), amounts),
    st.one_of(st.none(), deeds),
    st.one_of(st.none(), st.builds(tree.Number, st.integers(1, 9))),
)
actions = st.builds(
    lambda deed, confirm: dataclasses.replace(deed, confirm=confirm),
    deeds,
    st.one_of(st.none(), st.none(), confirms),
)

# -- declarations ------------------------------------------------------------------------------

_maybe_string = st.one_of(st.none(), strings)
_maybe_date = st.one_of(st.none(), dates)
_fixed = st.one_of(numbers, lengths)
_hosts = st.one_of(
    st.sampled_from(["zhihu.com", "例子.中国", "163.com", "a-b.example"]).map(tree.Str), strings
)
_zones = st.sampled_from(["Asia/Shanghai", "UTC", "Etc/GMT+8", "America/Port-au-Prince"])


@st.composite
def rules(draw: st.DrawFn) -> tree.Rule:
    unless = draw(st.one_of(st.none(), conditions))
    return tree.Rule(
        draw(names),
        draw(_maybe_string),
        draw(conditions),
        unless,
        draw(_many(actions)),
        draw(st.one_of(st.none(), plain)),
        draw(st.booleans()),
        draw(_maybe_string) if unless is not None else None,
        draw(_maybe_date) if unless is not None else None,
    )


disables = st.builds(tree.Disable, names)
_trial_times: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"since": st.none() | dates, "length": lengths}),
    st.fixed_dictionaries({"until": dates}),
)
trials = st.one_of(
    st.builds(lambda names, time: tree.Trial("shadow", names, **time), _many(names), _trial_times),
    st.builds(
        lambda names, time, to, text: tree.Trial(
            "advise", names, **time, notice=tree.Do("notify", text, to=to)
        ),
        _many(names),
        _trial_times,
        _many(who),
        _maybe_string,
    ),
    st.builds(tree.Trial, st.just("enforce"), _many(names)),
)
_personal = [id for id, kind in KINDS.items() if kind.personal and not kind.derived]
_jumps = st.one_of(
    st.none(), st.builds(tree.Jump, st.integers(1, 400)), st.builds(tree.Jump, date=dates)
)
_tags = _many(st.one_of(roles, names), 0)
happens = st.one_of(
    st.builds(
        tree.Happens, _jumps, clocks, names, _tags, st.sampled_from(_personal), _maybe_string,
        st.one_of(st.none(), numbers), st.none(), st.none(), _maybe_string,
    ),
    st.builds(
        tree.Happens, _jumps, clocks, names, _tags, st.sampled_from(_personal), _maybe_string,
        st.one_of(st.none(), numbers), strings, st.one_of(st.none(), _ids("platform").map(tree.Name)), _maybe_string,
    ),
    st.builds(tree.Happens, _jumps, clocks, names, _tags, st.sampled_from(["approve", "reject"])),
    st.builds(
        tree.Happens, _jumps, clocks, st.none(), st.just(()),
        st.sampled_from(["day_end", "heartbeat"]),
    ),
)  # fmt: skip
expected = st.builds(
    lambda one, pending: dataclasses.replace(one, pending=pending),
    _doing(tree.Expected, lengths),
    st.booleans(),
)
expects = st.one_of(
    st.builds(tree.Expect, _many(expected, 0)),
    st.builds(tree.Expect, _many(expected), st.sampled_from(["at_least", "at_most"])),
)
_given_fields = st.sampled_from(["members", "group", "group_tags"])
givens = st.one_of(
    st.builds(tree.Given, _given_fields, st.one_of(numbers, names, strings)),
    st.builds(tree.Given, st.just("platform"), st.one_of(names, _ids("platform").map(tree.Name))),
)
percents = _values.map(lambda n: tree.Percent(float(Decimal(str(n)) / 100)))
_limits = st.one_of(numbers, percents, names)
measures = st.one_of(
    names,
    st.builds(tree.BuiltIn, _ids("measure")),
    st.builds(tree.Counted, st.sampled_from(["count", "share"]), st.none(), conditions),
    st.builds(tree.Counted, st.just("distinct"), _ids("various"), conditions),
    st.builds(tree.Counted, st.just("sum"), st.sampled_from(["length", "amount"]), conditions),
)
_gradings = st.builds(tree.Grading, st.sampled_from(["poor", "good", "excellent"]), _SIGNS, _limits)
judged: st.SearchStrategy[Any] = st.recursive(
    st.one_of(
        st.builds(tree.MetricIs, names, _SIGNS, _limits),
        st.builds(tree.Compare, st.just("members"), _SIGNS, amounts),
        st.builds(tree.GroupIs, st.just("group_tags"), st.booleans(), _NAMED),
        st.builds(tree.MetricIs, names, st.sampled_from([*_TABLE.groups["standard"], "known"])),
    ),
    lambda inner: st.one_of(
        st.builds(tree.And, _many(inner, 2)),
        st.builds(tree.Or, _many(inner, 2)),
        st.builds(tree.Not, inner),
    ),
    max_leaves=4,
)
formats = st.builds(
    tree.Format, names, _maybe_string, conditions, conditions, _many(actions, 0), st.none() | plain
)
_items = st.builds(tree.Item, _many(days, 0), clocks, st.none() | names, _many(actions, 0, 2))
_agendas = st.one_of(
    st.builds(
        tree.Agenda, names, names, _many(_items), st.sampled_from(["window", "always", "never"])
    ),
    st.builds(tree.Agenda, names, names, _many(_items), st.just("within"), amounts),
)
_forms = st.one_of(
    st.builds(tree.Form, names, conditions),
    st.builds(tree.Form, names, conditions, numbers, st.none() | numbers),
)
_rankings = st.builds(
    tree.Ranking,
    names,
    st.one_of(
        names,
        st.builds(tree.Counted, st.just("count"), st.none(), conditions),
        st.builds(tree.Counted, st.just("sum"), st.sampled_from(["length", "amount"]), conditions),
    ),
    st.sampled_from([None, "day", "week", "month"]),
    st.none() | numbers,
    _many(actions, 0),
)
#: Nobody puts a bot on duty, and `bot` behind a time begins `bot quiet`.
_human = who.filter(lambda one: one != tree.Role("bot"))
_on_leave = st.builds(tree.Leave, _human, st.builds(tree.Days, dates, st.one_of(st.none(), dates)))
_shifts = st.builds(tree.Shift, slots, _many(_human), _many(_human, 0))
_limits_each = st.builds(tree.Limit, numbers, st.sampled_from(["day", "week", "month"]))
declarations: st.SearchStrategy[Any] = st.one_of(
    formats,
    _agendas,
    _forms,
    _rankings,
    st.builds(
        tree.Lottery,
        names,
        numbers,
        clocks,
        _many(who),
        conditions,
        _many(actions, 1),
        st.sampled_from([None, "day", "week", "month"]),
    ),
    st.builds(
        tree.Points, names, st.none() | _limits_each, st.none() | numbers, st.none() | lengths
    ),
    st.builds(
        tree.Reward,
        names,
        numbers,
        names,
        st.none() | _limits_each,
        st.none() | _limits_each,
        st.none() | numbers,
        st.none() | _ids("worth"),
        _many(actions, 0),
        _many(actions, 0),
    ),
    st.builds(tree.Title, names, st.none() | lengths),
    st.builds(
        tree.Roster,
        names,
        _many(_shifts),
        _many(_on_leave, 0),
        _many(_human, 0),
        st.none() | st.builds(tree.Reminder, lengths, _maybe_string),
    ),
    st.builds(
        tree.Metric,
        names,
        st.one_of(measures, st.builds(tree.Ratio, measures, measures)),
        st.sampled_from([None, "day", "week"]),
        _many(_gradings, 0),
    ),
    st.builds(
        tree.Watch,
        names,
        _maybe_string,
        judged,
        st.none() | lengths,
        _many(actions),
        _many(actions, 0),
    ),
    st.builds(tree.Policy, strings, st.one_of(st.none(), plain)),
    st.builds(tree.Timezone, st.builds(tree.Name, _zones)),
    st.builds(tree.Holidays, strings),
    st.builds(tree.Quiet, st.one_of(names, slots)),
    st.builds(tree.Hours, names, _many(slots)),
    st.builds(tree.Words, names, _many(words, 0), _many(strings, 0), _many(options, 0)),
    st.builds(
        tree.Words,
        names,
        _many(words, 0),
        _many(strings),
        _many(options, 0),
        _many(strings, 0),
        _many(strings, 0),
    ),
    st.builds(tree.Sites, names, _many(_hosts, 0), _many(strings, 0)),
    st.builds(tree.Exempt, _many(who), _maybe_string, _maybe_date),
    st.builds(tree.Ladder, names, amounts, _many(_many(actions)), st.booleans(), _many(dates, 0)),
    st.builds(tree.Level, plain, _many(actions)),
    st.builds(
        tree.Value,
        names,
        _fixed,
        _many(st.tuples(dates, _fixed), 0),
        st.one_of(st.none(), st.tuples(_fixed, _fixed)),
        st.booleans(),
    ),
    rules(),
    disables,
    trials,
    st.builds(tree.Use, strings),
    st.builds(tree.Section, names, conditions, _many(st.one_of(rules(), disables, formats), 0)),
    st.builds(tree.Tier, names, conditions.map(per_member), _ids("beat")),
    st.builds(tree.Promise, names, st.booleans(), _many(_ids("action")), conditions),
    st.builds(
        tree.Example,
        strings,
        _many(givens, 0),
        _many(st.one_of(happens, expects), 0, 4),
        st.booleans(),
    ),
)
#: Whole files, without comments.
files = st.builds(tree.File, _many(declarations, 0, 4))


def nodes_of(root: tree.Node) -> Iterator[tree.Node]:
    """Every node of a tree, the root first."""
    waiting: list[Any] = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(one)
        elif isinstance(one, tree.Node):
            yield one
            waiting.extend(getattr(one, field.name) for field in dataclasses.fields(one))
