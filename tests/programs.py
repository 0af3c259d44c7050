"""Well-typed programs that reach every node, drawn from small alphabets, so that the same few words,
accounts, groups and lengths of time meet often."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

import programs_incentives as incentives
from programs_contents import agendas, at, forms, rankings, told
from programs_duty import asking, rosters
from programs_lotteries import lotteries, posted
from programs_metrics import metrics, watches
from programs_streaks import in_row
from programs_trials import trying

from policyq.ir import aimed, clock, forgiving, nodes, show
from policyq.ir.show import digest
from policyq.text.folds import LOOSELY, NORMALLY, STRICTLY
from policyq.text.listed import CHOICES, Listed, Word
from policyq.vocabulary.actions import ACTIONS, BOOKED
from policyq.vocabulary.contacts import CONTACTS
from policyq.vocabulary.events import ALL_KINDS, MESSAGES, ROLES
from policyq.vocabulary.types import BEATS, BUCKETS, DAY, DAYS, HOUR, MINUTE, SECOND, WEEK

ZONES = (
    "Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe",
    "Antarctica/Troll", "Asia/Beirut", "Pacific/Apia", "America/St_Johns",
)  # fmt: skip
ACCOUNTS = ("u1", "u2", "u3")
TAGS = ("t1", "t2")
CHANNELS = ("公众号", "short_video")
TIERS = ("T1", "T2")
GROUPS = ("g1", "g2")
WORDS = ("广告", "Ad", "ＡＤ", "a", "aa", "加 微信", "é", " x ", "İ", "滚", "滚动")
CONTEXTS = ("aab", "正规广告", "广告牌", "加 微信吗", "é")
FOLDS = (STRICTLY, NORMALLY, NORMALLY, LOOSELY, STRICTLY | {"reversed"}, NORMALLY | {"pinyin"})
PIECES = (
    *WORDS, *CONTEXTS, "廣*告", "加薇信", "告广", "\u200b", "ⓐ", "jwx", "动", "", " ", "ａｄ", "AD", "http://a.com/x", "b.a.com/1", "http://例子.中国", "1.2.3.4/x",
    "新到的红富士苹果一箱二十斤今天下单", "新到的红富士苹果一箱十斤今天下单", "new apples, a box is twenty pounds",
    "你好", "12", "\ud800", "微信：abc1234", "ＱＱ１２３４５６", "138-0013-8000", "x@a.com", "c点com",
)  # fmt: skip
SITES = ("a.com", "com", "b.a.com", "例子.中国", "1.2.3.4", "3.4", "edu.cn")
PATTERNS = ("a+", "^a", "[0-9]+", "（", "\\p{Han}", "x$")
LENGTHS = (1, SECOND, MINUTE, 10 * MINUTE, HOUR, DAY, WEEK)
MINUTES = (0, 1, 60, 90, 120, 150, 180, 23 * 60, 23 * 60 + 59)
OPS = ("<", "<=", ">", ">=", "=", "!=")
COMMON = ("text", "text", "text", "image", "edit", "red_packet", "join", "purchase")


# -- programs ----------------------------------------------------------------------------------


def _offset(instant: int, zone: str) -> timedelta | None:
    return clock.local(instant, zone).utcoffset()


@cache
def instants(zone: str) -> tuple[int, ...]:
    """Moments of a year at which a clock, a day, a week or a month changes in a zone."""
    made = [clock.midnight(datetime(2026, month, 1, tzinfo=UTC).date(), zone) for month in (3, 9)]
    made.append(clock.midnight(datetime(2026, 6, 8, tzinfo=UTC).date(), zone))
    start = clock.instant(datetime(2026, 1, 1, tzinfo=UTC))
    for day in range(start, start + 365 * DAY, DAY):
        if _offset(day, zone) != _offset(day + DAY, zone):
            hours = range(day, day + DAY, HOUR)
            made += 2 * [h + HOUR for h in hours if _offset(h, zone) != _offset(h + HOUR, zone)]
    # St. John's changed its clocks a minute after midnight until 2011, and so left a day twice.
    if zone == "America/St_Johns":
        made.append(clock.instant(datetime(2010, 11, 7, 2, 31, tzinfo=UTC)))
    return tuple(made)


class Programs:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.counters: dict[str, nodes.Counter] = {}
        self.zone = random.choice(ZONES)
        self.start = random.choice(instants(self.zone))
        self.ladders: list[nodes.Ladder] = []
        self.removals = 0
        self.streaks: dict[str, nodes.Streak] = {}
        self.agendas: tuple[nodes.Agenda, ...] = ()
        self.books = False
        day = clock.local(self.start, self.zone).date()
        changes = [(day.fromordinal(day.toordinal() + n)).isoformat() for n in (0, 1)]
        self.today, self.tomorrow = changes
        self.values = (
            self._value("length", LENGTHS, changes, lengths=True),
            self._value("number", range(4), changes, lengths=False),
        )

    def program(self) -> nodes.Program:
        random = self.random
        words = tuple(nodes.WordList(name, self._listed()) for name in ("w1", "w2"))
        sites = (nodes.SiteList("s1", tuple(sorted(random.sample(SITES, random.randrange(3))))),)
        self.books = self._chance(0.3)
        self.ladders = [self._ladder(f"l{n}") for n in range(random.randrange(3))]
        rules = [self._rule(f"r{n}") for n in range(random.randrange(1, 5))]
        promises = [self._promise(f"p{n}") for n in range(random.choice((0, 0, 1, 2)))]
        tiers = [self._tier(name) for name in TIERS[: random.choice((0, 0, 1, 2))]]
        self.agendas = agendas(self) if self._chance(0.15) else ()
        ranked = rankings(self) if self._chance(0.15) else ()
        rules += [self._heard()] if self._chance(0.3) else []
        rules += told(self, ranked)
        drawn = lotteries(self) if self._chance(0.15) else ()
        rules += posted(self, drawn)
        if self.books:
            ranked += incentives.rankings(self)
            rules += [incentives.rewarded(self), incentives.earning(self, "r8")]
        measured = metrics(self) if self.agendas or self._chance(0.2) else ()
        rules += watches(self, measured) if measured else []
        program = nodes.Program(
            name="generated",
            version=1,
            timezone=self.zone,
            digest="",
            words=words,
            sites=sites,
            values=self.values,
            counters=tuple(self.counters[id] for id in sorted(self.counters)),
            ladders=tuple(self.ladders),
            rules=tuple(rules),
            promises=tuple(promises),
            tiers=tuple(tiers),
            calendar=self._calendar(),
            quiet=self._time() if self._chance(0.4) else None,
            metrics=measured,
            agendas=self.agendas,
            forms=forms(self) if self.agendas else (),
            rankings=ranked,
            lotteries=drawn,
            removals=self.removals,
            streaks=tuple(self.streaks[id] for id in sorted(self.streaks)),
            points=incentives.points(self) if self.books else (),
            rewards=incentives.rewards(self) if self.books else (),
            titles=incentives.titles(self) if self.books else (),
            rosters=rosters(self),
        )
        if aimed.aims(program):
            spared = tuple(self._who() for _ in range(self.random.randrange(3)))
            program = replace(program, aims=True, spared=spared)
        program = replace(program, forgives=forgiving.lasting(program, self._longest))
        program = trying(asking(program), (self.today, self.tomorrow))
        return replace(program, digest=digest(program))

    def _value(self, name, numbers, changes, *, lengths):
        periods = [("", self.random.choice(numbers))]
        periods += [(day, self.random.choice(numbers)) for day in changes if self._chance(0.6)]
        return nodes.Value(name, tuple(periods), lengths)

    def _chance(self, share: float) -> bool:
        return self.random.random() < share

    def _some(self, pool, most: int = 2) -> frozenset[str]:
        return frozenset(self.random.sample(sorted(pool), self.random.randint(0, most)))

    def _length(self) -> nodes.Amount:
        if self._chance(0.2):
            return nodes.Dated("length")
        return nodes.Fixed(self.random.choice(LENGTHS))

    def _number(self) -> nodes.Amount:
        if self._chance(0.2):
            return nodes.Dated("number")
        return nodes.Fixed(self.random.choice((0, 1, 1, 2, 2, 3, 0.5)))

    def _longest(self, amount: nodes.Amount) -> int:
        if isinstance(amount, nodes.Fixed):
            return int(amount.value)
        return int(max(number for _, number in self.values[0].periods))

    # -- conditions ----------------------------------------------------------------------------

    def condition(self, depth: int, windows: bool = True) -> nodes.Condition:
        random = self.random
        if depth and self._chance(0.6):
            kind = random.choice((nodes.And, nodes.Or, nodes.Not, nodes.Surely))
            if kind in (nodes.Not, nodes.Surely):
                return kind(self.condition(depth - 1, windows))
            count = random.choice((1, 2, 2, 3))
            return kind(tuple(self.condition(depth - 1, windows) for _ in range(count)))
        if windows and self._chance(0.35):
            return self._windowed()
        if self.books and self._chance(0.2):
            return random.choice((incentives.holds, incentives.titled))(self)
        return random.choice(_ATOMS)(self)

    def _kinds(self) -> nodes.Condition:
        if self._chance(0.5):
            return nodes.KindIn(MESSAGES)
        return nodes.KindIn(frozenset(self.random.sample((*COMMON, "day_end", "verdict"), 3)))

    def _text(self) -> nodes.Condition:
        op = self.random.choice(("contains", "contains", "equals", "starts", "matches"))
        if op == "matches":
            return nodes.Text(op, (), tuple(sorted(self._some(PATTERNS, 2))) or ("a+",))
        if op == "contains":
            return self._contains()
        lists, literals = self._some(("w1", "w2")), self._some(WORDS)
        return nodes.Text(op, tuple(sorted(lists)), tuple(sorted(literals)))

    def _contains(self) -> nodes.Text:
        lists, literals = self._some(("w1", "w2")), self._some(WORDS)
        words = self._words() if self._chance(0.5) else ()
        return nodes.Text("contains", tuple(sorted(lists)), tuple(sorted(literals)), words)

    def _near(self) -> nodes.Condition:
        some, others = (
            replace(self._contains(), literals=tuple(sorted(self.random.sample(WORDS, 7))))
            for _ in range(2)
        )
        return nodes.Near(some, others, self.random.choice((1, 2, 20)))

    def _listed(self) -> Listed:
        allowed = tuple(sorted(self._some(CONTEXTS))) if self._chance(0.2) else ()
        return Listed(self._words(), allowed, self.random.choice(("all", *CHOICES)))

    def _words(self) -> tuple[Word, ...]:
        texts = sorted(self.random.sample(WORDS, self.random.randrange(4)))
        return tuple(
            Word(
                text,
                self.random.choice(FOLDS),
                self._chance(0.2),
                tuple(sorted(self._some(CONTEXTS))) if self._chance(0.2) else (),
                self.random.choice((self.today, self.tomorrow)) if self._chance(0.2) else "",
            )
            for text in texts
        )

    def _link(self) -> nodes.Condition:
        sites = ("s1",) if self._chance(0.4) else ()
        hosts = tuple(sorted(self._some(SITES)))
        outside = self._chance(0.5) and bool(sites or hosts)
        return nodes.Link(self._chance(0.5), outside, sites, hosts)

    def _contact(self) -> nodes.Condition:
        return nodes.Contact(self._some(CONTACTS, 3) or frozenset(CONTACTS))

    def _time(self) -> nodes.Condition:
        slots = tuple(self._slot() for _ in range(self.random.choice((1, 1, 2))))
        return nodes.TimeIn("hours", slots)

    def _slot(self) -> nodes.Slot:
        start, end = self.random.choice(MINUTES), self.random.choice((*MINUTES[1:], 24 * 60))
        if self._chance(0.4):
            return nodes.Slot(start, end)
        weekdays = frozenset(self.random.sample(range(7), self.random.randrange(4)))
        dates = ((self.today, self.tomorrow),) if self._chance(0.3) else ()
        named = self._some(DAYS) if self._chance(0.6) else frozenset()
        return nodes.Slot(start, end, weekdays if self._chance(0.8) else None, dates, named)

    def _calendar(self) -> nodes.Calendar | None:
        """One that may know the year; of today and tomorrow it says something special."""
        if self._chance(0.2):
            return None
        days = sorted({self.today, self.tomorrow})
        off = tuple(day for day in days if self._chance(0.5))
        year = int(self.today[:4])
        return nodes.Calendar(
            (year,) if self._chance(0.7) else (year + 1,), off, tuple(set(days) - set(off))
        )

    def _who(self) -> nodes.Condition:
        return nodes.WhoIs(self._some(ROLES), self._some(TAGS, 1), self._some(ACCOUNTS, 1))

    def _mentions(self) -> nodes.Condition:
        return nodes.Mentions(self._chance(0.4), self._some(ACCOUNTS))

    def _group(self) -> nodes.Condition:
        field = self.random.choice(("group", "group_tags", "platform", "channel"))
        pool = {
            "group": (*GROUPS, "Name"),
            "group_tags": TAGS,
            "platform": ("qq", "irc"),
            "channel": CHANNELS,
        }
        return nodes.GroupIs(field, self._some(pool[field]))

    def _compare(self) -> nodes.Condition:
        field = self.random.choice(
            ("tenure", "late", "length", "mention_count", "link_count", "amount", "members")
        )
        amount = self._length() if field in ("tenure", "late") else self._number()
        return nodes.Compare(field, self.random.choice(OPS), amount)

    def _known(self) -> nodes.Condition:
        fields = (
            "text", "links", "time", "sender", "target", "tenure", "length", "mentions",
            "mention_count", "link_count", "amount", "members", "group", "group_tags", "platform",
            "answered", "channel",
        )  # fmt: skip
        return nodes.Known(self.random.choice(fields))

    def _before(self) -> nodes.Condition:
        return nodes.Before(self.random.choice((self.today, self.tomorrow)))

    def _always(self) -> nodes.Condition:
        return nodes.Always(self._chance(0.7))

    def _windowed(self) -> nodes.Windowed:
        what, of = self.random.choice(
            [("count", None)] * 3
            + [("distinct", of) for of in ("sender", "text", "host", "target", "group", "platform")]
            + [("sum", of) for of in ("length", "amount")]
        )
        chances = {"sender": 0.35, "target": 0.12, "text": 0.35, "host": 0.35}
        per = tuple(one for one, chance in chances.items() if self._chance(chance))
        if self._chance(0.2):
            per = (*per[:1], "alike") if per[:1] == ("sender",) else ("alike",)
        condition = self._kinds() if self._chance(0.6) else self.condition(1, windows=False)
        shared = self._chance(0.8 if of in ("group", "platform") else 0.25)
        counter = nodes.Counter("", what, of, condition, per, 0, (), shared)
        id = "c" + hashlib.sha256(show.show_counter(counter).encode()).hexdigest()[:8]
        counter = self.counters.get(id) or replace(counter, id=id)
        trailing, bucket = None, None
        if self._chance(0.6) or "alike" in per:
            trailing = self._length()
            counter = replace(counter, keep=max(counter.keep, self._longest(trailing)))
        else:
            bucket = self.random.choice(BUCKETS)
            wanted = {*counter.buckets, bucket}
            counter = replace(counter, buckets=tuple(one for one in BUCKETS if one in wanted))
        self.counters[id] = counter
        return nodes.Windowed(id, trailing, bucket, self.random.choice(OPS[2:]), self._number())

    # -- tiers ---------------------------------------------------------------------------------

    def _changed(self) -> nodes.Condition:
        return nodes.Changed(self._some(TIERS), self._chance(0.6))

    def _in_tier(self) -> nodes.Condition:
        return nodes.InTier(self._some(TIERS))

    def _removed(self) -> nodes.Condition:
        within = self._length()
        self.removals = max(self.removals, self._longest(within))
        return nodes.Removed(self._some(("r0", "r1", "r2")), within)

    def _silent(self) -> nodes.Condition:
        return nodes.Silent(self.random.choice(OPS), self._length())

    def _tier(self, name: str) -> nodes.Tier:
        shape = self.random.random()
        condition = self._windowed() if shape < 0.4 else self._silent()
        if shape > 0.7:
            condition = self.condition(2)
        return nodes.Tier(name, self.random.choice((*BEATS, "day")), condition)

    # -- effects -------------------------------------------------------------------------------

    def _rule(self, name: str) -> nodes.Rule:
        effects = [self._effect(1) for _ in range(self.random.choice((1, 1, 2, 3)))]
        condition = self._asked()
        levels = [effect.level for effect in effects if effect.level is not None]
        priority = self.random.choice((0, 0, 1))
        text = self.random.choice(("", "keep {order}"))
        return nodes.Rule(
            name,
            text,
            condition,
            tuple(dict.fromkeys(effects)),
            priority,
            min(levels, default=None),
        )

    def _heard(self) -> nodes.Rule:
        """Forgives who appeals, or who writes."""
        kinds = self.random.choice((frozenset({"appeal"}), frozenset({"appeal"}), MESSAGES))
        confirm = self._confirm(1) if self._chance(0.7) else None
        forgive = nodes.Do("forgive", duration=self._length(), confirm=confirm)
        return nodes.Rule("r9", "", nodes.KindIn(kinds), (forgive,))

    def _asked(self) -> nodes.Condition:
        """Often something that few other conditions stand in the way of."""
        kinds = nodes.KindIn(ALL_KINDS if self._chance(0.2) else MESSAGES)
        shape = self.random.random()
        if shape < 0.35:
            return nodes.And((kinds, self._windowed()))
        if shape < 0.4:
            return at(self)
        if shape < 0.5:
            return nodes.And((kinds, self.random.choice(_ATOMS)(self)))
        if shape < 0.75:
            return nodes.And((kinds, self.condition(2)))
        return self.condition(3)

    def _effect(self, depth: int) -> nodes.Effect:
        level = self.random.choice((None, None, 1, 2))
        if self.ladders and self._chance(0.3):
            name = self.random.choice(self.ladders).name
            return nodes.Climb(name, level, self._confirm(depth), self._whom())
        return replace(self._do(depth), level=level)

    def _do(self, depth: int) -> nodes.Do:
        if self.books and self._chance(0.4):
            return replace(incentives.booked(self), confirm=self._confirm(depth))
        penalty = self._chance(0.5)
        action = self.random.choice(
            ("warn", "mute", "mute", "remove")
            if penalty
            else (*(one for one in ACTIONS if one not in BOOKED), "reply")
        )
        duration = self._length() if action in ("mute", "forgive") else None
        if action == "lock" and self._chance(0.7):
            duration = self._length()
        text = self._template() if action in ("warn", "reply", "notify", "handover") else None
        return nodes.Do(
            action,
            text=text,
            duration=duration,
            to=self._judges() if action in ("notify", "handover") else (),
            tag=self.random.choice(TAGS) if action == "tag" else None,
            confirm=self._confirm(depth),
            once=self._once() if action in ("reply", "notify", "handover", "record") else None,
            others=self._others(text) if action == "reply" else (),
            whom=self._whom() if ACTIONS[action].personal or action == "delete" else None,
        )

    def _whom(self) -> str | None:
        return aimed.OTHER if self._chance(0.15) else None

    def _others(self, text: nodes.Template | None) -> tuple[nodes.Template, ...]:
        """What is said instead, for about half of the replies; by the text, not by chance, so that
        the streams stay what they were."""
        if text is None or text.pieces[0] != "hello ":
            return ()
        return (nodes.Template(("or ", nodes.Hole("member"))), nodes.Template(("or this",)))

    def _once(self) -> nodes.Once | None:
        if self._chance(0.5):
            return None
        if self._chance(0.4):
            return nodes.Once(self._chance(0.5), None, self.random.choice(BUCKETS), 0)
        length = self._length()
        return nodes.Once(self._chance(0.5), length, None, self._longest(length))

    def _judges(self) -> tuple[nodes.Who, ...]:
        pool = (nodes.Who(role="owner"), nodes.Who(tag="t1"), nodes.Who(account="u3"))
        return tuple(sorted(self.random.sample(pool, self.random.randint(1, 2)), key=str))

    def _confirm(self, depth: int) -> nodes.Confirm | None:
        if not depth or not self._chance(0.3):
            return None
        # Not shorter: a rule that is asked of time-outs and asks again makes a long chain of them.
        within: nodes.Amount = nodes.Fixed(self.random.choice((10 * MINUTE, HOUR, DAY)))
        if self._chance(0.3) and min(number for _, number in self.values[0].periods) >= MINUTE:
            within = nodes.Dated("length")
        otherwise = (self._effect(depth - 1),) if self._chance(0.6) else ()
        quorum = 2 if self._chance(0.4) else 1
        return nodes.Confirm(self._judges(), within, otherwise, quorum)

    def _template(self) -> nodes.Template | None:
        if self._chance(0.2):
            return None
        holes = ("member", "group", "rule", "time", "text", "step", "=length", "=number")
        if self.streaks and self._chance(0.4):
            holes = ("streak", *(f"streak:{id}" for id in self.streaks))
        elif self.books and self._chance(0.5):
            holes = ("titles", "=P1", "=P2")
        hello = "hello " if self._chance(0.5) else "你好"
        hole = self.random.choice(holes)
        if (hello, hole) in (("hello ", "text"), ("你好", "group")):
            hole = "recent"
        return nodes.Template((hello, nodes.Hole(hole)))

    def _ladder(self, name: str) -> nodes.Ladder:
        window = self._length()
        steps = tuple((self._do(1),) for _ in range(self.random.randint(1, 3)))
        shared = self._chance(0.3)
        days = (self.today, self.tomorrow)
        # By the name and the length, not by chance, so that the streams stay what they were.
        amnesties = days[:2] if name == "l1" else days[1:] if len(steps) == 2 else ()
        return nodes.Ladder(name, window, self._longest(window), steps, shared, amnesties)

    def _promise(self, name: str) -> nodes.Promise:
        actions = frozenset(self.random.sample(sorted(ACTIONS), 2))
        condition = self.condition(1, windows=self._chance(0.3))
        return nodes.Promise(name, self._chance(0.4), actions, condition)


_ATOMS = (
    Programs._kinds, Programs._text, Programs._text, Programs._near, Programs._link,
    Programs._contact, Programs._time, Programs._time, Programs._who, Programs._mentions,
    Programs._group, Programs._compare,
    Programs._known, Programs._before, Programs._always, Programs._changed, Programs._in_tier,
    Programs._in_tier, Programs._silent, Programs._removed, Programs._removed, at, in_row,
)  # fmt: skip
