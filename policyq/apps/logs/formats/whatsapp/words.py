"""What WhatsApp itself writes into an exported chat, in the languages of its users' phones.

English, Chinese (both scripts), German and Spanish. Nothing but these lines tells of joins,
leaves, recalls and media; a line that is not known is not guessed at.
"""

from __future__ import annotations

import re
from typing import NamedTuple

#: No line of WhatsApp's own is longer.
_LONGEST = 3_000


class Told(NamedTuple):
    """What a line of WhatsApp tells: of whom, and by whom where somebody else did it."""

    kind: str
    """``join``, ``leave`` or ``remove``."""
    who: tuple[str, ...]
    by: str | None = None


def _any(*forms: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{form})" for form in forms), re.IGNORECASE | re.DOTALL)


_A = "(?P<by>[^:：]{1,120}?)"
_B = "(?P<who>[^:：]{1,2000}?)"


def _forms(*forms: str) -> tuple[re.Pattern[str], ...]:
    filled = (form.replace("A", _A, 1).replace("B", _B, 1) for form in forms)
    return tuple(re.compile(form + r"[.。]?", re.IGNORECASE) for form in filled)


#: What says nothing of members, asked first: a name of a group may hold any words, and colons.
_SUBJECT = _any(
    r"[^:：]{1,120} (?:changed the (?:subject|group name|group description|group settings)|created group)\b.*",
    r"[^:：]{1,120}?\s?(?:将|將|已将|已將)?(?:主题|主旨|群组主题|群組主旨|群组名称|群組名稱).{0,40}?(?:更改|变更|變更|改)(?:为|為|成).*",
    r"[^:：]{1,120}?\s?(?:创建了|建立了|已建立|已创建)(?:此)?(?:群组|群組|群).*",
    r"[^:：]{1,120} (?:hat|hast) (?:den (?:Betreff|Namen)|die Gruppe) .{0,200}?(?:geändert|erstellt).*",
    r"[^:：]{1,120} (?:cambió el (?:asunto|nombre)|cambiaste el (?:asunto|nombre)|creó el grupo|creaste el grupo)\b.*",
)
#: What is added or removed, but is no member.
_THING = _any(
    r"(?:this group's|the group's|the|a|das|die|der) ?(?:group )?(?:icon|photo|description|message|picture)",
    r"(?:das |die |diese )?(?:Gruppenbild|Gruppenbeschreibung|Nachricht)",
    r"(?:此|该|該)?(?:群组|群組)?的?(?:图标|圖示|图片|圖片|描述|说明|說明|简介|簡介|消息|訊息)",
)

# In the forms below, `A` is who did it and `B` whom it is about.
_JOINS = _forms(
    r"B joined using (?:this group's|your|a|an|the group's|a group) (?:group )?(?:invite )?link",
    r"B joined (?:from|via) (?:the community|an invite link|invite link)",
    r"B joined(?: the group)?",
    r"B (?:was|were) added(?: by A)?",
    r"A added B",
    r"B\s?(?:使用|通过|透過|經由|通過)(?:此|该|您的|本|這個|此個)?(?:群组|群組|群)?的?"
    r"(?:邀请|邀請)?(?:链接|連結|鏈接)已?加入了?(?:此群组|群组|群組|此群組|群聊)?",
    r"B\s?(?:已?加入了?)(?:此群组|群组|群組|此群組|群聊)",
    r"A\s?(?:添加了|新增了|已添加|已新增|加入了)\s?B",
    r"A\s?(?:已将|已將|将|將)\s?B\s?(?:添加到|加入|新增至)(?:此群组|群组|群組|此群組|群聊)",
    r"B ist (?:über|mit|per) (?:den |dem |einem |einen )?(?:Einladungs|Gruppen)?link"
    r"(?: (?:dieser|zu dieser|der) Gruppe)? beigetreten",
    r"B ist (?:der Gruppe )?beigetreten",
    r"A (?:hat|hast) B hinzugefügt",
    r"B wurdest? hinzugefügt",
    r"B se unió (?:usando|con|mediante|a través de|desde) (?:el|un|tu) enlace.{0,60}",
    r"B se unió(?: al grupo)?",
    r"A añadi(?:ó|ste) (?:a )?B",
    r"A agreg(?:ó|aste) (?:a )?B",
)  # fmt: skip
_LEAVES = _forms(
    r"B left(?: the group)?",
    r"B\s?(?:已?退出了?|已?离开了?|已?離開了?)(?:此群组|群组|群組|此群組|群聊)?",
    r"B (?:hat|hast) die Gruppe verlassen",
    r"B (?:salió|saliste|ha salido)(?: del grupo)?",
)
_REMOVALS = _forms(
    r"A removed B",
    r"B (?:was|were) removed(?: by A)?",
    r"A\s?(?:移除了|移除|已移除)\s?B",
    r"A\s?(?:已将|已將|将|將)\s?B\s?(?:移出|移除)(?:了?此群组|了?群组|了?群組|了?此群組|了?群聊)?",
    r"A (?:hat|hast) B entfernt",
    r"B wurdest? entfernt",
    r"A (?:eliminó|eliminaste|sacó|expulsó) a B",
)
_KINDS = (("join", _JOINS), ("remove", _REMOVALS), ("leave", _LEAVES))
_AND = re.compile(r"\s*[,、，]\s*(?:and |und |y |和)?|\s+(?:and|und|y|et)\s+|\s*(?<=\S)和\s*")


_ABOUT_NAMES = re.compile(
    "changed the |created group|[将將]|主[题旨]|名[称稱]|创建|建立| hat | hast |cambi|creó|creaste"
)


def is_subject(line: str, name: str) -> bool:
    """Whether WhatsApp tells of the group's name, though a colon made ``name`` of its start."""
    if _ABOUT_NAMES.search(name) is None or len(line) > _LONGEST:
        return False
    return _SUBJECT.fullmatch(line) is not None


def told(line: str) -> Told | None:
    """What a line tells; ``None`` where it is none that is known."""
    if len(line) > _LONGEST or _SUBJECT.fullmatch(line):
        return None
    for kind, forms in _KINDS:
        for form in forms:
            found = form.fullmatch(line)
            if found is not None and not _THING.fullmatch(found["who"]):
                groups = found.groupdict()
                who = tuple(name for one in _AND.split(groups["who"]) if (name := one.strip()))
                return Told(kind, who, (groups.get("by") or "").strip() or None)
    return None


_DELETED = _any(
    r"(?:this message was deleted|you deleted this message)\.?",
    r"(?:此|这条|该)(?:消息|訊息)已(?:被)?(?:删除|刪除)。?",
    r"(?:您|你)(?:已)?(?:删除|刪除)了?(?:此|这条|這則|該則|该)(?:消息|訊息)。?",
    r"(?:這則|此|該則)訊息已(?:被)?刪除。?",
    r"(?:diese nachricht wurde gelöscht|du hast diese nachricht gelöscht)\.?",
    r"(?:se eliminó este mensaje|este mensaje fue eliminado|eliminaste este mensaje)\.?",
)
_BY_ADMIN = re.compile(r"this message was deleted by admin (?P<by>.{1,120}?)\.?", re.IGNORECASE)
_EDITED = re.compile(
    r"[\s\u200e]*<(?:this message was edited|此消息已编辑|此訊息已編輯|已编辑消息|diese nachricht wurde bearbeitet|"
    r"se editó este mensaje|este mensaje fue editado)>\s*\Z",
    re.IGNORECASE,
)


def is_deleted(text: str) -> bool:
    """Whether a message is what stands where its sender took one back."""
    return _DELETED.fullmatch(text) is not None


def deleted_by(text: str) -> str | None:
    """The admin who deleted the message, if one did."""
    found = _BY_ADMIN.fullmatch(text)
    return None if found is None else found["by"]


def without_edited(text: str) -> str:
    """The text without the note that it was edited."""
    return _EDITED.sub("", text) if text.endswith(">") else text


#: What is called omitted, in the four languages, by the kind of event that it is.
_NOUNS = {
    "image": "image|bild|foto|imagen|图片|图像|照片|圖片|影像|相片",
    "video": "video|video note|videonotiz|vídeo|nota de vídeo|nota de video|视频|影片|視訊",
    "voice": "audio|音频|音訊|语音|語音",
    "sticker": "sticker|gif|贴图|貼圖|表情|动图",
    "file": "document|dokument|documento|文档|文件|檔案",
    "card": "contact card|kontaktkarte|tarjeta de contacto|名片|联系人名片|聯絡人資訊|聯絡人",
}
_KIND_OF = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split("|")}
_OMITTED = re.compile(
    rf"(?P<noun>{'|'.join(_KIND_OF)})"
    r"(?: (?:omitted|weggelassen|ausgeschlossen|omitid[oa])|已?(?:略去|忽略|省略))",
    re.IGNORECASE,
)
_MEDIA = _any(
    "<media omitted>",
    "<(?:省略影音内容|省略影音內容|媒体文件已省略|媒體檔案已略去|省略多媒体文件|已略去媒體檔案|省略多媒體檔案)>",
    "<medien (?:ausgeschlossen|weggelassen)>",
    "<(?:multimedia|archivo) omitido>",
)
_ATTACHED = re.compile(
    r"(?P<name>[^\n]{1,255}?) \((?:file attached|文件附件|附件|檔案附件|附加檔案|datei angehängt|archivo adjunto)\)"
    r"|<(?:attached|附件|附加檔案|anhang|adjunto)[:：] ?(?P<tagged>[^\n>]{1,255})>",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?:location|位置|standort|ubicación)[:：] ?(?=https?://)"
    r"|live location shared|实时位置|即時位置|live-standort|ubicación en tiempo real",
    re.IGNORECASE,
)
_POLL = re.compile(r"(?:POLL|投票|UMFRAGE|ENCUESTA)[:：]\s?\n")


class Media(NamedTuple):
    """What stands for something that is no text."""

    kind: str
    file: str
    """The name of the file; empty where none was exported."""


def media_of(line: str) -> Media | None:
    """The media that the first line of a message stands for."""
    attached = _ATTACHED.fullmatch(line)
    if attached is not None:
        return Media("", (attached["name"] or attached["tagged"]).strip())
    omitted = _OMITTED.fullmatch(line)
    if omitted is not None:
        return Media(_KIND_OF[omitted["noun"].lower()], "")
    return Media("other", "") if _MEDIA.fullmatch(line) else None


def starts_as(text: str) -> str | None:
    """The kind of a message that says it by how it begins."""
    if _PLACE.match(text):
        return "location"
    return "poll" if _POLL.match(text) else None


_NAMED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"whatsapp[ -]?chat (?:with|mit|con|-) (?P<name>.+)",
        r"(?:chat de whatsapp|conversa do whatsapp|conversación de whatsapp) (?:con|com) (?P<name>.+)",
        r"(?:与|與|和)\s?(?P<name>.+?)\s?的\s?whatsapp\s?(?:聊天|对话|對話)(?:记录|記錄|紀錄)?",
        r"whatsapp\s?(?:聊天|对话|對話)(?:记录|記錄|紀錄)?\s?(?:-|–)?\s?(?P<name>.+)",
    )
)


def group_in(name: str) -> str | None:
    """The group that a file's name says, if WhatsApp named it."""
    for form in _NAMED:
        found = form.fullmatch(name.strip())
        if found is not None:
            return found["name"].strip(" -") or None
    return None
