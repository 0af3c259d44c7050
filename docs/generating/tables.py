"""Tables of the language reference, from the keyword table and the vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from generating.wording import ACTION_SENTENCES, GROUPS, TYPES
from policyq.study.explain import LOST
from policyq.syntax.keywords import Keyword, keywords
from policyq.vocabulary.actions import ACTIONS, PLACEHOLDERS
from policyq.vocabulary.events import FIELDS, KINDS, MESSAGES, OTHER, PERSONAL, PLATFORMS, ROLES
from policyq.vocabulary.metrics import MEASURES


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown; a bar inside a cell is escaped."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def codes(words: Iterable[str]) -> str:
    """Words as code, parted by blanks."""
    return " ".join(f"`{word}`" for word in words)


def _both(row: Keyword) -> tuple[str, str]:
    return codes(row.zh), codes(row.en)


def _either(language: str, zh: str, en: str) -> str:
    return zh if language == "zh" else en


def actions(language: str) -> str:
    """Every action: spelling, what it does, with what it competes, how it is counted."""
    rows = []
    for row in ACTIONS.values():
        zh, en = _both(keywords().groups["action"][row.id])
        written, does = ACTION_SENTENCES[row.id]
        counted = []
        if row.breaks:
            counted.append(_either(language, "违规", "violation"))
        if row.intervenes:
            counted.append(_either(language, "干预", "intervention"))
        if row.asks_human:
            counted.append(_either(language, "管理员干预", "administrator"))
        own = en if language == "en" else zh
        other = zh if language == "en" else en
        joint = _either(language, "、", ", ")
        rows.append(
            (own, other, f"`{written.in_(language)}`", does.in_(language), joint.join(counted))
        )
    head = _either(language, "中文,英文,例子,做什么,计作", "English,Chinese,written,does,counts as")
    return table(head.split(","), rows)


def placeholders(language: str) -> str:
    """What a text may hold in braces."""
    rows = []
    for row in PLACEHOLDERS.values():
        zh, en = f"`{{{row.spellings.zh}}}`", f"`{{{row.spellings.en}}}`"
        needs = ""
        if row.needs == "ladder":
            needs = _either(language, "只在阶梯的步骤里", "in the steps of a ladder only")
        elif row.needs == "ranking":
            needs = _either(language, "只在排行的动作里", "in the actions of a ranking only")
        elif row.needs == "advice":
            needs = _either(language, "只在 `仅建议` 的通知里", "in the notice of `advise` only")
        elif row.needs:
            field = OTHER if row.needs == OTHER.id else FIELDS[row.needs]
            needs = field.says.in_(language)
        own = (zh, en) if language == "zh" else (en, zh)
        rows.append((*own, row.says.in_(language), needs))
    value = _either(language, "`{推广次数}`", "`{adverts}`")
    meant = _either(
        language, "数值当天的值，时长写成文字", "the value on that day; a length of time in words"
    )
    rows.append((value, value, meant, ""))
    head = _either(language, "中文,英文,填入,需要", "English,Chinese,filled with,needs")
    return table(head.split(","), rows)


def lost(language: str) -> str:
    """Why an action that was wanted is not done."""
    place = 0 if language == "zh" else 1
    head = _either(language, "原因,意思", "reason,meaning").split(",")
    return table(head, [(f"`{id}`", said[place]) for id, said in LOST.items()])


def kinds(language: str) -> str:
    """Every kind of event, after the word for many of them."""
    zh, en = _both(keywords().groups["kind"]["message"])
    covers = _either(language, "下面标为“消息”的每一种", "every kind marked *message* below")
    rows = [("", *((zh, en) if language == "zh" else (en, zh)), covers, "", "")]
    for row in KINDS.values():
        keyword = keywords().groups["kind"].get(row.id)
        zh, en = _both(keyword) if keyword else ("", "")
        own = (zh, en) if language == "zh" else (en, zh)
        yes = _either(language, "是", "yes")
        rows.append(
            (
                f"`{row.id}`",
                *own,
                row.says.in_(language),
                yes if row.message else "",
                yes if row.personal else "",
            )
        )
    head = _either(
        language,
        "事件里写,群规里写,英文,意思,消息,有发言人",
        "in events,in policies,Chinese,meaning,message,has a sender",
    )
    return table(head.split(","), rows)


def fields(language: str) -> str:
    """Every field that a policy may ask, and the kinds of event that carry it."""
    rows = []
    for row in FIELDS.values():
        zh, en = _both(keywords().groups["field"][row.id])
        own = (zh, en) if language == "zh" else (en, zh)
        rows.append(
            (
                *own,
                row.says.in_(language),
                TYPES[row.type].in_(language),
                _carriers(row.carriers, language),
                _either(language, "是", "yes") if row.of_group else "",
            )
        )
    head = _either(
        language,
        "中文,英文,意思,类型,哪些事件有,可用于“以下”",
        "English,Chinese,meaning,type,carried by,in sections",
    )
    return table(head.split(","), rows)


def _carriers(carriers: frozenset[str], language: str) -> str:
    if carriers == MESSAGES:
        return _either(language, "消息", "messages")
    if carriers == MESSAGES - {"edit"}:
        return _either(language, "消息（修改除外）", "messages but edits")
    if carriers == PERSONAL:
        return _either(language, "有发言人的事件", "events with a sender")
    if carriers == frozenset(KINDS):
        return _either(language, "所有事件", "every event")
    says = [row.says.in_(language) for id, row in KINDS.items() if id in carriers]
    return _either(language, "、", ", ").join(says)


def roles(language: str) -> str:
    """Roles, then platforms."""
    rows = []
    for group, ids in (("role", ROLES), ("platform", PLATFORMS)):
        for id in ids:
            zh, en = _both(keywords().groups[group][id])
            own = (zh, en) if language == "zh" else (en, zh)
            sort = _either(language, "身份", "role") if group == "role" else None
            rows.append((sort or _either(language, "平台", "platform"), *own, f"`{id}`"))
    head = _either(language, ",中文,英文,事件里写", ",English,Chinese,in events")
    return table(head.split(","), rows)


def units(language: str) -> str:
    """Units of time and counting words."""
    rows = []
    for group, sort in (
        ("unit", _either(language, "单位", "unit")),
        ("counter", _either(language, "量词", "counting word")),
    ):
        for row in keywords().groups[group].values():
            zh, en = _both(row)
            rows.append((sort, zh, en) if language == "zh" else (sort, en, zh))
    head = _either(language, ",中文,英文", ",English,Chinese")
    return table(head.split(","), rows)


def measures(language: str) -> str:
    """What can be measured of a group."""
    rows = []
    for row in MEASURES.values():
        zh, en = _both(keywords().groups["measure"][row.id])
        own = (zh, en) if language == "zh" else (en, zh)
        rows.append((*own, row.sentence.in_(language)))
    head = _either(language, "中文,英文,意思", "English,Chinese,meaning")
    return table(head.split(","), rows)


def keywords_of(language: str) -> str:
    """Every keyword in every spelling, group by group."""
    rows = []
    for group, entries in keywords().groups.items():
        if group in ("role", "platform", "unit", "counter", "kind", "field", "action", "measure"):
            continue  # these have tables of their own
        for row in entries.values():
            zh, en = _both(row)
            own = (zh, en) if language == "zh" else (en, zh)
            rows.append((GROUPS[group].in_(language), *own))
    head = _either(language, ",中文,英文", ",English,Chinese")
    return table(head.split(","), rows)


#: The tables by the name that a part calls them.
TABLES: dict[str, Callable[[str], str]] = {
    "actions": actions,
    "placeholders": placeholders,
    "lost": lost,
    "kinds": kinds,
    "fields": fields,
    "roles": roles,
    "units": units,
    "measures": measures,
    "keywords": keywords_of,
}
