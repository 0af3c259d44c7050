"""The formats, and which of them a log is in: by what stands in it, never by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from policyq.apps.logs.context import File, Files
from policyq.apps.logs.formats import (
    chatlab,
    chatlog,
    chatlog_csv,
    chatlog_txt,
    csv,
    discord,
    irc,
    jsonl,
    memotrace,
    onebot,
    onebot12,
    parquet,
    pywxdump,
    qqchatexporter,
    qqexportertext,
    qqtext,
    slack,
    telegram,
    weflow,
    whatsapp,
)
from policyq.apps.logs.head import Head
from policyq.vocabulary.events import Event
from policyq.vocabulary.types import Said


class Format(NamedTuple):
    """A row of `FORMATS`."""

    id: str
    says: Said
    """Whose form it is, for people."""
    fits: Callable[[Head], bool] = lambda head: False
    """Whether a file that begins so is of this form."""
    read: Callable[[File], Iterator[Event]] | None = None
    """Reads one file; ``None`` for exports that are several files only."""
    whole: Callable[[frozenset[str]], bool] = lambda paths: False
    """Whether files of these paths are together one export of this form."""
    read_all: Callable[[Files], Iterator[Event]] | None = None
    """Reads an export of several files."""


#: The formats, the more particular first: the first that fits is taken.
FORMATS: tuple[Format, ...] = (
    Format(
        "parquet",
        Said("中性格式（Parquet）", "neutral events (Parquet)"),
        parquet.fits,
        parquet.read,
    ),
    Format(
        "chatlog",
        Said("chatlog（微信，JSON）", "chatlog (WeChat, JSON)"),
        chatlog.fits,
        chatlog.read,
    ),
    Format(
        "chatlog-csv",
        Said("chatlog（微信，CSV）", "chatlog (WeChat, CSV)"),
        chatlog_csv.fits,
        chatlog_csv.read,
    ),
    Format(
        "chatlog-txt",
        Said("chatlog（微信，文本）", "chatlog (WeChat, text)"),
        chatlog_txt.fits,
        chatlog_txt.read,
    ),
    Format(
        "memotrace",
        Said("留痕 MemoTrace（微信，CSV）", "MemoTrace (WeChat, CSV)"),
        memotrace.fits,
        memotrace.read,
    ),
    Format(
        "pywxdump",
        Said("PyWxDump、WeClone（微信，CSV）", "PyWxDump, WeClone (WeChat, CSV)"),
        pywxdump.fits,
        pywxdump.read,
    ),
    Format(
        "weflow",
        Said("WeFlow、echotrace（微信，JSON）", "WeFlow, echotrace (WeChat, JSON)"),
        weflow.fits,
        weflow.read,
    ),
    Format("chatlab", Said("ChatLab（JSON）", "ChatLab (JSON)"), chatlab.fits, chatlab.read),
    Format(
        "chatlab-jsonl",
        Said("ChatLab（JSONL）", "ChatLab (JSONL)"),
        chatlab.fits_lines,
        chatlab.read_lines,
    ),
    Format(
        "qqchatexporter",
        Said("QQChatExporter（JSON）", "QQChatExporter (JSON)"),
        qqchatexporter.fits,
        qqchatexporter.read,
        qqchatexporter.whole,
        qqchatexporter.read_all,
    ),
    Format(
        "qqchatexporter-txt",
        Said("QQChatExporter（TXT）", "QQChatExporter (TXT)"),
        qqexportertext.fits,
        qqexportertext.read,
    ),
    Format(
        "onebot",
        Said("OneBot 11（QQ 机器人）", "OneBot 11 (bots on QQ)"),
        onebot.fits,
        onebot.read,
    ),
    Format(
        "onebot12", Said("OneBot 12（机器人）", "OneBot 12 (bots)"), onebot12.fits, onebot12.read
    ),
    Format("qq", Said("QQ 文本", "QQ as text"), qqtext.fits, qqtext.read),
    Format(
        "telegram",
        Said("Telegram Desktop（JSON）", "Telegram Desktop (JSON)"),
        telegram.fits,
        telegram.read,
    ),
    Format(
        "discord",
        Said("DiscordChatExporter（JSON）", "DiscordChatExporter (JSON)"),
        discord.fits,
        discord.read,
    ),
    Format(
        "slack",
        Said("Slack（导出的 zip 或文件夹）", "Slack (the export's zip or folder)"),
        slack.fits,
        whole=slack.whole,
        read_all=slack.read_all,
    ),
    Format("whatsapp", Said("WhatsApp（TXT）", "WhatsApp (TXT)"), whatsapp.fits, whatsapp.read),
    Format("jsonl", Said("中性格式（JSONL）", "neutral events (JSONL)"), jsonl.fits, jsonl.read),
    Format("irc", Said("IRC", "IRC"), irc.fits, irc.read),
    Format("csv", Said("中性格式（CSV）", "neutral events (CSV)"), csv.fits, csv.read),
)
READERS: dict[str, Format] = {one.id: one for one in FORMATS}


def format_of(head: Head) -> str | None:
    """The name of the format; ``""`` for an empty log, ``None`` for one that nobody knows."""
    if not head.lines:
        return "" if len(head.text) < 1 << 14 else None
    return next((one.id for one in FORMATS if one.fits(head)), None)


def whole_format(paths: frozenset[str]) -> str | None:
    """The format of which files of these paths are together one export."""
    return next((one.id for one in FORMATS if one.whole(paths)), None)
