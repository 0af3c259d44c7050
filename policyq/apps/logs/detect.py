"""The formats, and which of them a log is in: by what stands in it, never by its name."""

from __future__ import annotations

from policyq.apps.logs.format import Format
from policyq.apps.logs.formats import chatlab, csv, discord, irc, jsonl, parquet, telegram
from policyq.apps.logs.formats.onebot import v11 as onebot11
from policyq.apps.logs.formats.onebot import v12 as onebot12
from policyq.apps.logs.formats.qq import exporter as qq_exporter
from policyq.apps.logs.formats.qq import exporter_txt as qq_exporter_txt
from policyq.apps.logs.formats.qq import text as qq_text
from policyq.apps.logs.formats.slack import export as slack
from policyq.apps.logs.formats.wechat import (
    chatlog,
    chatlog_csv,
    chatlog_txt,
    memotrace,
    pywxdump,
    weflow,
)
from policyq.apps.logs.formats.whatsapp import chat as whatsapp
from policyq.apps.logs.head import Head

#: The formats, the more particular first: the first that fits is taken.
FORMATS: tuple[Format, ...] = (
    parquet.FORMAT,
    chatlog.FORMAT,
    chatlog_csv.FORMAT,
    chatlog_txt.FORMAT,
    memotrace.FORMAT,
    pywxdump.FORMAT,
    weflow.FORMAT,
    chatlab.FORMAT,
    chatlab.LINES,
    qq_exporter.FORMAT,
    qq_exporter_txt.FORMAT,
    onebot11.FORMAT,
    onebot12.FORMAT,
    qq_text.FORMAT,
    telegram.FORMAT,
    discord.FORMAT,
    slack.FORMAT,
    whatsapp.FORMAT,
    jsonl.FORMAT,
    irc.FORMAT,
    csv.FORMAT,
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
