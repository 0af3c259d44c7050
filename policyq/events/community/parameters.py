"""What a synthetic community is made of. Every number has a place here, and a reason.

The defaults stand near what real Chinese group logs show (message rates by size, 3 to 6 % of
repeats by several members, a step back of a second or two now and then) and near the figures
that group owners give for violations: 12, 7 and 4 % of the messages by size band. They are those
of a study group; what is different in the others stands in `policyq.events.community.kinds`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Band:
    """Groups of one size."""

    name: str
    share: float
    """The share of all groups."""
    members: tuple[int, int]
    """The least and the most members at the start."""
    messages: float
    """Messages a group and day, on average."""
    violations: float
    """The share of messages meant to break a rule of the stock policy for the kind."""
    joins: float
    """Joins a group and day, on average."""
    leaves: float
    """Leaves a group and day, on average."""
    staff: tuple[int, int]
    """The least and the most administrators, beside the one owner."""
    completeness: float = 0.85
    """The share of a group's usual duties that its rules cover; matters where there is a `habit`."""


#: The violations are set so that the stock policy finds 12, 7 and 4 %: some of what is meant to
#: break a rule comes to nothing, and in large groups lively talk is a flood now and then.
BANDS: tuple[Band, ...] = (
    Band("small", 0.4, (12, 45), 32, 0.128, 0.12, 0.08, (0, 1), 0.60),
    Band("middle", 0.4, (55, 180), 95, 0.074, 0.6, 0.4, (1, 3), 0.85),
    Band("large", 0.2, (220, 480), 420, 0.036, 2.0, 1.4, (3, 6), 0.95),
)


@dataclass(frozen=True, slots=True)
class Violations:
    """How the violations are made up; the parts are weights, their sum is not important."""

    night: float = 0.30
    """Messages in the quiet hours."""
    links: float = 0.22
    """Links to hosts that the group does not want."""
    ads: float = 0.16
    fraud: float = 0.07
    abuse: float = 0.11
    """Quarrels of two members; only the lines with a word of the lexicon count."""
    floods: float = 0.08
    """One member, more than eight messages in a minute; those after the eighth count."""
    mentions: float = 0.06
    """An ordinary member calls everyone."""
    promotions: float = 0.0
    """Promotions of a member's own business, more in a day than are allowed; those count."""
    disputes: float = 0.0
    """Arguments about a refund; only the lines with a word of the lexicon count."""
    private: float = 0.0
    """Telephone numbers for all to see."""


#: The kinds of community, by id.
KIND_IDS: tuple[str, ...] = ("study", "shop", "interest", "customer")

#: Messages by hour of the day, as weights; nothing ordinary is said in the quiet hours.
HOURS: tuple[float, ...] = (
    0, 0, 0, 0, 0, 0, 0, 3, 5, 5, 5, 6, 8, 6, 4, 4, 5, 6, 7, 7, 8, 10, 7, 0,
)  # fmt: skip
#: Messages by day of the week, from Monday, as factors.
WEEKDAYS: tuple[float, ...] = (1.0, 0.95, 0.95, 0.95, 0.9, 1.15, 1.1)

#: Where people live, by language.
ZONES: dict[str, str] = {"zh": "Asia/Shanghai", "en": "Europe/London"}
BAD_HOSTS: tuple[str, ...] = (
    "t.cn", "bit.ly", "v.douyin.com", "m.tb.cn", "p.pinduoduo.com", "mp.lucky-draw.top",
    "vip.fast-cash.shop", "www.cheap-papers.net",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that `policyq.events.community.generate` depends on: the same parameters give
    the same events. Raises `ValueError` for what makes no sense.
    """

    seed: int | str = 1
    groups: int = 60
    days: int = 14
    start: str = "2026-03-02"
    """The first day, as a date."""
    timezone: str = ""
    """Of the hours of the day; none: that of the stock policy in the language."""
    language: str = "zh"
    """``zh`` or ``en``: of texts and names."""
    kind: str = "study"
    """``study``, ``shop``, ``interest`` or ``customer``: what members say, and which tags there are.
    The numbers that go with it come with `policyq.events.community.of_kind`."""
    platform: str = "wechat"
    bands: tuple[Band, ...] = BANDS
    violations: Violations = field(default_factory=Violations)
    hours: tuple[float, ...] = HOURS
    weekdays: tuple[float, ...] = WEEKDAYS
    quiet: tuple[int, int] = (23, 7)
    """From which hour to which nobody should write: night talk falls there, nothing else does."""
    habit: float = 0.0
    """The share of messages that would break a rule if no rule were said. Above 0, members answer
    to rules, and the share meant to break one is habit × (1 − heed × completeness) in place of the
    band's own."""
    heed: float = 0.0
    """The share of those a rule forbids that are never written, because members know the rule."""
    silent: float = 0.35
    """The share of members who never write."""
    tail: float = 1.0
    """How unevenly members write: the weight of the n-th is n to the power of minus this."""
    offenders: float = 0.03
    """The share of members who break rules again and again."""
    guilt: float = 0.6
    """The share of violations that is theirs."""
    fresh_advertisers: float = 0.4
    """The share of advertisements by members who joined for that; most are gone an hour later."""
    chorus: float = 0.042
    """The share of messages that repeat, within a minute, what several members wrote: jokes."""
    triples: float = 1 / 2000
    """The share of messages that are the third alike by one member within a minute: harmless."""
    rushes: float = 0.02
    """Red packets a group and day for each hundred members: many thanks within a minute."""
    steps_back: float = 0.002
    """The share of events that are stamped one or two seconds before the one they follow."""
    links: float = 0.02
    """The share of messages with a link that is welcome."""
    mentions: float = 0.03
    """The share of messages that mention a member."""
    media: float = 0.12
    """The share of messages that are an image, a sticker, a voice message or a file."""
    recalls: float = 0.003
    """The share of messages that their sender recalls."""
    checkins: float = 0.05
    """The share of members who check in on a day."""
    guests: float = 0.0
    """The share of members who are guests."""
    notices: float = 1.0
    """Announcements a day in a group of a hundred messages and more; in quieter ones fewer."""
    notice_hours: tuple[int, ...] = (7, 8, 12, 18, 19)
    """The hours in which they are made; an hour may stand here more than once."""
    questions: float = 0.0
    """The share of messages that ask the staff something, or answer that."""
    orders: float = 0.0
    """The share of messages that order something or confirm an order; a purchase goes with each."""
    chains: float = 0.0
    """The share of messages in lists to which members add themselves, and send them on (接龙)."""
    albums: float = 0.0
    """The share of messages that are one of several photos, or said of them."""
    complaints: float = 0.0
    """The share of messages that complain, or answer that; an event of its own goes with each."""
    appeals: float = 0.0
    """How many members appeal, for each violation, within the day."""
    channels: float = 0.0
    """The share of those who join of whom it is said through which channel they came."""
    bursts: float = 0.0
    """How often a group and day many join within an hour, as after a meeting or a broadcast."""
    calendar: float = 0.0
    """The share of the entries of a weekly calendar of posts that the staff really posts; members
    open, forward and discuss them."""
    points: float = 0.0
    """The share of the members who write that play for points on a day: they check in, praise each
    other, show what they made and redeem. Above 0, some do it for the points alone."""
    limit: int = 2
    """How many promotions a day a member may send; those who send more send one to three more."""
    prices: tuple[int, int] = (10, 200)
    """The least and the most that is paid for an order."""
    good_hosts: tuple[str, ...] = ()
    """Hosts of welcome links; none: some that suit the kind and the language."""
    bad_hosts: tuple[str, ...] = BAD_HOSTS
    lexicons: Mapping[str, Sequence[str]] | None = None
    """The words that rule breakers use, under ``ads``, ``fraud``, ``abuse``; without it, a few."""
    profile: bool = True
    """Whether events say role, tags, time of joining and size of the group. A chat export does
    not; then `policyq.events.community.roster` has them."""

    def __post_init__(self) -> None:
        if self.groups < 0 or self.days < 0:
            raise ValueError("groups and days must not be below 0")
        if self.groups > 10**6 or self.days > 3660:
            raise ValueError("at most 1,000,000 groups and 3,660 days")
        if self.language not in ("zh", "en"):
            raise ValueError("language must be zh or en")
        if self.kind not in KIND_IDS:
            raise ValueError(f"kind must be one of {', '.join(KIND_IDS)}")
        if not self.bands or sum(band.share for band in self.bands) <= 0:
            raise ValueError("the bands need shares above 0")
        if len(self.hours) != 24 or len(self.weekdays) != 7 or sum(self.hours) <= 0:
            raise ValueError("hours takes 24 weights, weekdays 7 factors")
        for name in _SHARES:
            if not 0 <= getattr(self, name) <= 1:
                raise ValueError(f"{name} is a share: from 0 to 1")
        if not all(0 <= hour < 24 for hour in self.notice_hours) or not self.notice_hours:
            raise ValueError("notice_hours takes hours of the day")
        if self.limit < 0 or not 0 <= self.prices[0] <= self.prices[1]:
            raise ValueError("limit and prices must not be below 0, nor the most below the least")
        if not self.bad_hosts:
            raise ValueError("bad_hosts must name hosts to link to")
        for band in self.bands:
            if band.members[0] < 2 or band.members[1] < band.members[0] or band.messages < 0:
                raise ValueError(f"band {band.name}: from 2 members, and no fewer messages than 0")
            if not 0 <= self.violations_in(band) < 1 or not 0 <= band.violations < 1:
                raise ValueError(f"band {band.name}: violations is a share below 1")
            if not 0 <= band.completeness <= 1:
                raise ValueError(f"band {band.name}: completeness is a share: from 0 to 1")
        _ = self.first_day, self.zone

    def violations_in(self, band: Band) -> float:
        """The share of messages meant to break a rule in groups of one band."""
        if not self.habit:
            return band.violations
        return self.habit * (1 - self.heed * band.completeness)

    @property
    def zone(self) -> tzinfo:
        try:
            return ZoneInfo(self.timezone or ZONES[self.language])
        except (ValueError, OSError, KeyError):
            raise ValueError(f"there is no time zone {self.timezone!r}") from None

    @property
    def first_day(self) -> datetime:
        """Midnight of the first day, local, without its zone."""
        day = date.fromisoformat(self.start)
        if not 1971 <= day.year <= 8900:
            raise ValueError("start must be a day of the years 1971 to 8900")
        return datetime(day.year, day.month, day.day)  # noqa: DTZ001


_SHARES = (
    "habit", "heed", "silent", "offenders", "guilt", "fresh_advertisers", "chorus", "triples", "steps_back", "links",
    "mentions", "media", "recalls", "checkins", "guests", "questions", "orders", "chains", "albums",
    "channels", "complaints", "appeals", "calendar", "points",
)  # fmt: skip
