"""Reading a roster file: YAML or CSV, Chinese or English names of roles, all problems at once.

CSV has a header of ``group,account,name,role,tags,joined,left,valid_from,valid_until,person,
channel``, of which only ``account`` is needed; fields may be called in Chinese as well (`HEADINGS`). YAML is a list of
such rows, or a mapping of ``members``, ``groups``, ``timezone`` and ``complete`` (see ``policyq
schema roster``). Dates mean their start in the roster's zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path
from typing import Any

from policyq.apps import times
from policyq.apps.logs.context import File, Reject
from policyq.apps.logs.decode import Bytes, opened, text_of
from policyq.apps.logs.steps.tables import table
from policyq.apps.logs.unpack import STREAM_FAULTS
from policyq.apps.problems import Problem, Refused, closest, refuse, shown
from policyq.apps.schema import whole
from policyq.apps.system import in_words
from policyq.diagnostics.catalog import logs as say
from policyq.diagnostics.diagnostic import Words
from policyq.diagnostics.foreign import of_reader
from policyq.events.roster import GroupRow, Roster, Row
from policyq.vocabulary.choices import meant
from policyq.vocabulary.events import PLATFORMS, ROLES
from policyq.vocabulary.types import Instant

#: A roster is read whole, so it has a limit.
SIZE_LIMIT = 64 << 20

_PARTED = re.compile(r"[;；、,，|]+")
_TEXT = Words("文字", "a text")
_COUNT = Words("不小于 0 的整数", "a whole number, not below 0")
_YES_NO = Words(" true 或 false", "true or false")
_LIST = Words("列表", "a list")
_TOP = ("timezone", "complete", "members", "groups")
_DATES = ("joined", "left", "valid_from", "valid_until")
HEADINGS = {
    "群": "group", "账号": "account", "名字": "name", "角色": "role", "标签": "tags",
    "入群时间": "joined", "退群时间": "left", "生效": "valid_from", "失效": "valid_until",
    "人数": "members", "平台": "platform", "本人": "person",
    "来源": "channel",
}  # fmt: skip
"""The Chinese names of fields."""
_ALSO = {
    "身份": "role",
    "昵称": "name",
    "群号": "group",
    "帐号": "account",
    "渠道": "channel",
    "入群": "joined",
    "退群": "left",
}
_FIELDS = HEADINGS | _ALSO
_TOP_NAMES = {"时区": "timezone", "齐全": "complete", "成员": "members", "群": "groups"}
_CHINESE = {field: name for name, field in HEADINGS.items()}
_WIDE_COMMA = Words(
    "列名之间是全角逗号“，”，请换成半角逗号“,”",
    "the headings are parted by full-width commas (，); part them by plain ones (,)",
)
_EMPTY = Words("文件是空的", "empty")
_USUAL = {
    "user": "account", "user_id": "account", "id": "account", "sender": "account",
    "nick": "name", "nickname": "name", "tag": "tags", "group_id": "group",
    "join_time": "joined", "from": "valid_from", "until": "valid_until", "rows": "members",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Misread:
    """A row of a roster that could not be taken."""

    row: int
    """Its line in CSV, its place in the list in YAML, from 1; 0 for the whole file."""
    problem: Problem


@dataclass(frozen=True, slots=True)
class RosterFile:
    """What a roster file gave: the rows that are right, and what is wrong with the others."""

    roster: Roster
    problems: tuple[Misread, ...]


def read_roster(
    path: str | Path, *, timezone: str | None = None, encoding: str | None = None
) -> RosterFile:
    """The roster in a file. ``timezone`` is that of its dates, unless it says its own; else UTC."""
    name = str(path)
    try:
        zone = times.zone(timezone) if timezone else UTC
        with Path(path).open("rb") as stream:
            if Path(path).stat().st_size > SIZE_LIMIT:
                refuse(say.NOT_A_ROSTER, name=name, detail=f"> {SIZE_LIMIT >> 20} MiB")
            source = opened(stream, encoding)
            if Path(path).suffix.lower() in (".yaml", ".yml", ".json"):
                data = source.head[source.mark :] + source.rest.read()
                return _from_yaml(text_of(data, source.encoding), name, zone)
            return _from_csv(source, name, zone)
    except Refused as refused:
        return RosterFile(Roster(), (Misread(0, refused.problem),))
    except STREAM_FAULTS as error:
        problem = Problem(say.UNREADABLE, {"name": name, "detail": in_words(error)})
        return RosterFile(Roster(), (Misread(0, problem),))


def _from_csv(source: Bytes, name: str, zone: tzinfo) -> RosterFile:
    book = _Book(zone)
    file = File(name, name, source, on_reject=book.reject)
    names, rows = table(file)
    if not names:
        refuse(say.NOT_A_ROSTER, name=name, detail=_EMPTY)
    if len(names) == 1 and "，" in names[0]:
        refuse(say.NOT_A_ROSTER, name=name, detail=_WIDE_COMMA)
    called, names = names, [_FIELDS.get(column, column) for column in names]
    for column in called:
        _known(column, Row._fields)
        if names.count(_FIELDS.get(column, column)) > 1:
            refuse(say.NOT_A_ROSTER, name=name, detail=_twice(column))
    if "account" not in names:
        refuse(say.MISSING_FIELD, field=_both("account"))
    for _, cells in rows:
        if any(cells):
            book.member(file.line, dict(zip(names, cells, strict=False)))
    return book.closed(complete=False)


def _from_yaml(text: str, name: str, zone: tzinfo) -> RosterFile:
    import yaml

    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        refuse(say.NOT_A_ROSTER, name=name, detail=of_reader(" ".join(str(error).split())[:160]))
    top: Mapping[Any, Any] = {"members": loaded} if isinstance(loaded, list) else loaded
    if not isinstance(top, dict):
        refuse(say.NOT_A_ROSTER, name=name, detail=shown(loaded))
    for key in top:
        if key not in _TOP_NAMES:
            _known(str(key), _TOP)
    top = {_TOP_NAMES.get(key, key): value for key, value in top.items()}
    if top.get("timezone"):
        zone = times.zone(str(top["timezone"]))
    complete = top.get("complete", False)
    if not isinstance(complete, bool):
        refuse(say.WRONG_TYPE, field="complete", expected=_YES_NO, found=shown(complete))
    book = _Book(zone)
    for part, take in (("members", book.member), ("groups", book.group)):
        rows = top.get(part) or []
        if not isinstance(rows, list):
            refuse(say.WRONG_TYPE, field=part, expected=_LIST, found=shown(rows))
        for place, row in enumerate(rows, 1):
            take(place, row)
    return book.closed(complete=complete)


class _Book:
    """The rows that were taken, and what was wrong with the others."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone
        self._members: list[Row] = []
        self._groups: list[GroupRow] = []
        self._first: dict[tuple[object, ...], int] = {}
        self._problems: list[Misread] = []

    def reject(self, reject: Reject) -> None:
        self._problems.append(Misread(reject.line, reject.problem))

    def member(self, place: int, row: object) -> None:
        """Take one row of the members."""
        try:
            said = _said(row, Row._fields, "account")
            taken = Row(
                group=_text("group", said.get("group")) or "",
                account=_text("account", said["account"]) or "",
                name=_text("name", said.get("name")),
                role=_role(said.get("role")),
                tags=_tags("tags", said.get("tags")),
                person=_text("person", said.get("person")),
                channel=_text("channel", said.get("channel")),
                **{field: self._date(field, said.get(field)) for field in _DATES},
            )
            self._dated(taken.valid_from, taken.valid_until, "valid_from", "valid_until")
            self._dated(taken.joined, taken.left, "joined", "left")
            self._once((taken.group, taken.account, taken.valid_from), taken, place)
            self._members.append(taken)
        except Refused as refused:
            self._problems.append(Misread(place, refused.problem))

    def group(self, place: int, row: object) -> None:
        """Take one row of the groups."""
        try:
            said = _said(row, GroupRow._fields, "group")
            taken = GroupRow(
                group=_text("group", said["group"]) or "",
                name=_text("name", said.get("name")),
                tags=_tags("tags", said.get("tags")),
                members=_count("members", said.get("members")),
                platform=_platform(said.get("platform")),
                valid_from=self._date("valid_from", said.get("valid_from")),
                valid_until=self._date("valid_until", said.get("valid_until")),
            )
            self._dated(taken.valid_from, taken.valid_until, "valid_from", "valid_until")
            self._once((taken.group, taken.valid_from), taken, place)
            self._groups.append(taken)
        except Refused as refused:
            self._problems.append(Misread(place, refused.problem))

    def closed(self, *, complete: bool) -> RosterFile:
        """The roster of all rows that were taken."""
        roster = Roster(self._members, self._groups, complete=complete)
        return RosterFile(roster, tuple(sorted(self._problems, key=lambda one: one.row)))

    def _date(self, field: str, value: object) -> Instant | None:
        if value is None:
            return None
        if isinstance(value, datetime):
            return times.instant(value if value.tzinfo else value.replace(tzinfo=self._zone))
        text = value.isoformat() if isinstance(value, date) else value
        if not isinstance(text, str) or not text.strip():
            refuse(say.BAD_TIME, field=field, found=shown(value))
        try:
            return times.read_date(text, self._zone)
        except (ValueError, OverflowError):
            refuse(say.BAD_TIME, field=field, found=shown(value))

    def _dated(self, start: Instant | None, end: Instant | None, since: str, until: str) -> None:
        if start is not None and end is not None and end <= start:
            refuse(say.DATES_REVERSED, since=since, until=until)

    def _once(self, key: tuple[object, ...], row: Row | GroupRow, place: int) -> None:
        first = self._first.setdefault(key, place)
        if first != place:
            account = row.account if isinstance(row, Row) else row.group
            refuse(say.DUPLICATE_ROW, group=row.group, account=account, first=first)


def _said(row: object, fields: Iterable[str], needed: str) -> dict[str, Any]:
    """The fields of a row that say something: empty cells do not."""
    if not isinstance(row, dict):
        refuse(say.NOT_OBJECT, found=shown(row))
    said = {}
    for key, value in row.items():
        _known(str(key), tuple(fields))
        if value is not None and not (isinstance(value, str) and not value.strip()):
            said[_FIELDS.get(str(key), str(key))] = value
    if needed not in said:
        refuse(say.MISSING_FIELD, field=_both(needed))
    return said


def _known(field: str, fields: tuple[str, ...]) -> None:
    if _FIELDS.get(field, field) not in fields:
        hint = closest(field, (*fields, *_FIELDS), _USUAL)
        hint = hint if hint is not None and _FIELDS.get(hint, hint) in fields else None
        known = Words(
            "、".join(f"{_CHINESE[one]}（{one}）" if one in _CHINESE else one for one in fields),
            ", ".join(fields),
        )
        refuse(say.UNKNOWN_FIELD, field=shown(field), known=known, hint=hint)


def _both(field: str) -> Words:
    """The name of a field in each language."""
    return Words(_CHINESE.get(field, field), field)


def _twice(heading: str) -> Words:
    return Words(f"`{heading}` 这一列有两个", f"there are two columns `{heading}`")


def _text(field: str, value: object) -> str | None:
    """A text, or a whole number: accounts often are."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int) or shown(value) == "…":
        refuse(say.WRONG_TYPE, field=field, expected=_TEXT, found=shown(value))
    return whole(str(value).strip())


def _role(value: object) -> str | None:
    """A role by its id, or as either language spells it."""
    text = _text("role", value)
    if text is None:
        return None
    spelled = {spelling.casefold(): id_ for id_, said in ROLES.items() for spelling in (id_, *said)}
    found = spelled.get(text.casefold())
    if found is None:
        known = ", ".join(f"{id_} ({said.zh})" for id_, said in ROLES.items())
        hint = closest(text, spelled)
        refuse(say.UNKNOWN_VALUE, field="role", found=shown(text), known=known, hint=hint)
    return found


def _platform(value: object) -> str | None:
    text = _text("platform", value)
    text = None if text is None else meant(text, PLATFORMS)
    if text is not None and text not in PLATFORMS:
        hint, known = closest(text, PLATFORMS), ", ".join(PLATFORMS)
        refuse(say.UNKNOWN_VALUE, field="platform", found=shown(text), known=known, hint=hint)
    return text


def parted(tags: str | Iterable[str] | None) -> frozenset[str] | None:
    """Tags in a list, or parted by ``;`` or ``、`` in one text."""
    if tags is None:
        return None
    several = _PARTED.split(tags) if isinstance(tags, str) else tags
    return frozenset(tag for one in several if (tag := whole(one.strip())))


def _tags(field: str, value: object) -> frozenset[str] | None:
    if value is None or isinstance(value, str):
        return parted(value)
    if not isinstance(value, list):
        refuse(say.WRONG_TYPE, field=field, expected=_LIST, found=shown(value))
    return frozenset(text for one in value if (text := _text(field, one)))


def _count(field: str, value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**12:
        refuse(say.WRONG_TYPE, field=field, expected=_COUNT, found=shown(value))
    return value
