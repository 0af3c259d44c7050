"""What comes out of an evaluator: complete, ordered, and the same for the same history."""

from __future__ import annotations

from typing import NamedTuple

from policyq.vocabulary.draws import Draw
from policyq.vocabulary.types import Instant


class Evidence(NamedTuple):
    """What made a text condition true: a span of the *original* text, end exclusive."""

    list: str
    """The list's name; ``""`` for a text or pattern that stands in the rule itself;
    ``contact:phone`` and the like for a contact, of which the word tells a part."""
    word: str
    start: int
    end: int
    folds: tuple[str, ...] = ()
    """The folds that the hit needed, such as ``("case", "width")``."""


class Fired(NamedTuple):
    """A rule that fired."""

    rule: str
    description: str
    level: int | None = None
    """The gravest level that it treats the event as."""
    ladder: str | None = None
    step: int | None = None
    """The step reached on the ladder, from 1."""
    evidence: tuple[Evidence, ...] = ()
    ended: bool = False
    """Of a watch: that what it watched for is over; else that it has begun."""


class Measured(NamedTuple):
    """A metric of the group for the period that ends with the event."""

    metric: str
    period: str
    """The first day of it, as an ISO date."""
    value: int | float | None
    """Shares are parts of one; ``None`` is unknown."""
    grade: str | None = None
    """An id of `policyq.vocabulary.metrics.GRADES`; ``None`` where it is unknown or has none."""


class Entry(NamedTuple):
    """What became of an entry of a calendar on the day that ends with the event."""

    calendar: str
    entry: str
    form: str
    """The form of content that it wants, ``""`` for none."""
    kept: bool | None
    """``None`` is unknown."""


class Place(NamedTuple):
    """A place in a ranking, from 1. Members with the same value share it."""

    place: int
    account: str
    value: int | float


class Ranking(NamedTuple):
    """A ranking of the period that ends with the event."""

    ranking: str
    period: str
    """The first day of it, as an ISO date."""
    places: tuple[Place, ...] = ()


class Posting(NamedTuple):
    """Points that went from one account to another."""

    points: str
    source: str
    """``issue``, ``spent``, ``expired``, ``forfeited``, or a member: ``@account``."""
    sink: str
    amount: int
    rule: str = ""
    """The rule that moved them, ``""`` for what expired."""


class Act(NamedTuple):
    """One thing for the host to do. Fields that the action does not use are ``None``."""

    action: str
    target: str | None = None
    """The member's account, for personal actions."""
    message: str | None = None
    """Of ``delete``: the id of the event to delete. Of ``reply``: the one to answer. Of ``forgive``:
    the one that was penalized."""
    until: Instant | None = None
    """Of ``mute`` and ``lock``: when it ends; ``None`` is until a human ends it."""
    text: str | None = None
    to: str | None = None
    """Of ``notify`` and ``handover``: one role, tag or account (``@account``)."""
    tag: str | None = None
    rules: tuple[str, ...] = ()
    """The rules that asked for it, sorted; of a joined question also those that asked for less."""
    of: str | None = None
    """Of ``award`` and ``deduct`` the points, of ``redeem`` the reward, of ``grant`` the title; of ``notify`` and
    ``handover`` the roster that named the recipient."""
    amount: int | None = None
    """Of ``award``, ``deduct`` and ``redeem``: how many points."""


class Lost(NamedTuple):
    """An action that was asked for and is not done, and why."""

    action: str
    rule: str
    because: str
    """``weaker``, ``same``, ``running``, ``one_reply``, ``bot``, ``promise``, ``human``,
    ``pending``, ``no_target``, ``unanswered``, ``too_many``, ``once``, ``exempt``,
    ``nobody_on_duty``, ``no_penalty``, ``upheld``; of points and rewards also ``cap``,
    ``repeated``, ``pair``, ``self``, ``paid``, ``full``, ``balance``, ``stock``, ``limit``,
    ``too_late``."""
    to: str = ""
    """What it lost to: an action, a rule, a promise, a question."""


class Question(NamedTuple):
    """An action parked until a human judges it."""

    id: str
    """The id of the event that first asked, and the action's dimension."""
    act: Act
    """What is done on approval. Its ``until`` is the *length* of a mute or lock, from then on."""
    judges: tuple[str, ...]
    asked: Instant
    deadline: Instant
    author: str | None
    """The member it is about, who cannot judge."""
    joined: bool = False
    """Whether the event joined a question that was already waiting."""
    quorum: int = 1
    """How many different judges must approve."""
    rosters: tuple[str, ...] = ()
    """The rosters that named judges, sorted."""


class Answer(NamedTuple):
    """What became of a question, or of a verdict on one."""

    question: str
    result: str
    """``approved``, ``rejected``, ``timed_out``; ``counted``: others must approve, too; or why the
    verdict was refused: ``no_question``, ``own_message``, ``not_a_judge``, ``too_late``,
    ``already_approved``, ``own_verdict``."""


class Waiting(NamedTuple):
    """Something to be said that waits for the end of the bot's quiet hours."""

    act: Act
    until: Instant


class Shadow(NamedTuple):
    """What a decision would have been besides, were the rules on trial enforced. Nobody acts on it."""

    fired: tuple[Fired, ...] = ()
    """The rules on trial that fired, by name."""
    actions: tuple[Act, ...] = ()
    """What would have been done and is not; also what would have been said after the quiet hours."""
    instead: tuple[Act, ...] = ()
    """What is done and would not have been: something stronger would have taken its place."""
    lost: tuple[Lost, ...] = ()
    pending: tuple[Question, ...] = ()
    """What a human would have been asked."""
    promises: tuple[str, ...] = ()
    """The promises that would have held something back, or would not have been kept, sorted."""


class Decision(NamedTuple):
    """Everything that one event led to."""

    event: str
    group: str
    time: Instant
    policy: str
    """The digest of the policy."""
    fired: tuple[Fired, ...] = ()
    actions: tuple[Act, ...] = ()
    lost: tuple[Lost, ...] = ()
    pending: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    promises: tuple[str, ...] = ()
    """The promises that held something back (``never``) or were not kept (``always``), sorted."""
    unknown: tuple[str, ...] = ()
    """The rules that did not fire because something was unknown, sorted."""
    waiting: tuple[Waiting, ...] = ()
    """What is said when the bot's quiet hours are over, not now."""
    measured: tuple[Measured, ...] = ()
    """The metrics of the period that ends with the event, by name."""
    kept: tuple[Entry, ...] = ()
    """The entries of calendars on the day that ends with the event."""
    ranked: tuple[Ranking, ...] = ()
    """The rankings of the periods that end with the event, by name."""
    postings: tuple[Posting, ...] = ()
    """The points that the event moved."""
    draws: tuple[Draw, ...] = ()
    """The lotteries whose round ends with the event, by name."""
    shadow: Shadow | None = None
    """What rules on trial would have changed; ``None``: nothing."""

    @property
    def allowed(self) -> bool:
        """Whether nothing is done and nothing waits."""
        return not (self.actions or self.pending or self.waiting)
