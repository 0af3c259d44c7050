"""What a host can do on each platform, declared once as data. Engines decide; hosts act.

A *surface* is a way to a platform: QQ is reached by OneBot 11 or by OneBot 12, which differ in
what they can do. Where a surface cannot do what a policy decides, the row says what is done
instead. Read from the platforms' public interfaces as of November 2026: OneBot 11 and 12, the
Telegram Bot API, the APIs of Discord, Slack and Matrix, WeCom's smart bots; WeChat and WhatsApp
have no interface for bots in groups, so that an administrator does everything by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from policyq.vocabulary.actions import ACTIONS
from policyq.vocabulary.events import PLATFORMS
from policyq.vocabulary.types import DAY, MINUTE, SECOND, Duration, Said

Who: TypeAlias = Literal["bot", "admin", "nobody"]
"""Who can carry an action out: the bot; only an administrator, by hand; nobody."""

#: What is done instead of an action, by id.
FALLBACKS: dict[str, Said] = {
    "ask_admin": Said("请管理员动手", "an admin is asked to do it"),
    "warn_and_ask": Said(
        "在群里警告，请管理员决定要不要移出",
        "the member is warned, and an admin is asked whether to remove them",
    ),
    "ask_to_recall": Said(
        "请本人撤回，并告诉管理员", "the member is asked to recall it, and an admin is told"
    ),
    "ask_for_quiet": Said(
        "在群里请大家先停一停，并告诉管理员", "everyone is asked to pause, and an admin is told"
    ),
    "nothing": Said("没有可解除的", "there is nothing to lift"),
}


class Ability(NamedTuple):
    """Whether and how one action can be carried out on a surface."""

    who: Who = "bot"
    instead: str | None = None
    """An id of `FALLBACKS`, where the bot cannot."""
    least: Duration | None = None
    most: Duration | None = None
    """The shortest and the longest time that the platform takes, where it has a limit."""


class Surface(NamedTuple):
    """A row of `SURFACES`."""

    id: str
    says: Said
    platform: str
    """An id of `policyq.vocabulary.events.PLATFORMS`."""
    limits: Mapping[str, Ability]
    """What differs from a bot that can do everything, by action."""

    def ability(self, action: str) -> Ability:
        """How an action, an id of `policyq.vocabulary.actions.ACTIONS`, is carried out here."""
        return self.limits.get(action, Ability())


_BY_HAND = Ability("admin", "ask_admin")
_NO_MUTE = {
    "mute": Ability("nobody", "warn_and_ask"),
    "unmute": Ability("nobody", "nothing"),
}
_NO_LOCK = {
    "lock": Ability("nobody", "ask_for_quiet"),
    "unlock": Ability("nobody", "nothing"),
}
_NO_DELETE = {"delete": Ability("nobody", "ask_to_recall")}


def _by_hand(*actions: str) -> dict[str, Ability]:
    return dict.fromkeys(actions, _BY_HAND)


def _mutes(least: Duration | None, most: Duration | None) -> dict[str, Ability]:
    return {"mute": Ability(least=least, most=most)}


def _rows(*rows: Surface) -> dict[str, Surface]:
    for row in rows:
        assert row.limits.keys() <= ACTIONS.keys(), row.id
    return {row.id: row for row in rows}


#: By id; of several surfaces of one platform the first is meant where only the platform is named.
SURFACES: dict[str, Surface] = _rows(
    Surface(
        "wechat", Said("微信", "WeChat"), "wechat",
        {**_by_hand("warn", "remove", "reply"), **_NO_MUTE, **_NO_LOCK, **_NO_DELETE},
    ),
    Surface(
        "wecom", Said("企业微信", "WeCom"), "wecom",
        {**_by_hand("remove", "lock", "unlock"), **_NO_MUTE, **_NO_DELETE},
    ),
    Surface("onebot11", Said("QQ（OneBot 11）", "QQ (OneBot 11)"), "qq", _mutes(MINUTE, 30 * DAY)),
    Surface(
        "onebot12", Said("QQ（OneBot 12）", "QQ (OneBot 12)"), "qq",
        _by_hand("mute", "unmute", "remove", "lock", "unlock"),
    ),
    Surface("telegram", Said("Telegram", "Telegram"), "telegram", _mutes(30 * SECOND, 366 * DAY)),
    Surface("discord", Said("Discord", "Discord"), "discord", _mutes(None, 28 * DAY)),
    Surface(
        "slack", Said("Slack", "Slack"), "slack", {**_by_hand("delete", "lock", "unlock"), **_NO_MUTE}
    ),
    Surface("matrix", Said("Matrix", "Matrix"), "matrix", {}),
    Surface(
        "whatsapp", Said("WhatsApp", "WhatsApp"), "whatsapp",
        {**_by_hand("warn", "remove", "delete", "lock", "unlock", "reply"), **_NO_MUTE},
    ),
    Surface("irc", Said("IRC", "IRC"), "irc", _NO_DELETE),
)  # fmt: skip


#: Platforms, and the ways to one that has several.
PLACES: dict[str, Said] = PLATFORMS | {
    one.id: one.says for one in SURFACES.values() if one.id not in PLATFORMS
}


def surface_of(platform: str) -> str | None:
    """The id of the surface that is meant by a platform, an id of `PLATFORMS`."""
    return next((one.id for one in SURFACES.values() if one.platform == platform), None)
