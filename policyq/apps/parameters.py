"""The parameters of a synthetic community: their meaning in words, and reading them from a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any

from policyq.events.community import KINDS, Band, Parameters, Violations, of_kind
from policyq.vocabulary.types import Said

#: What each parameter means; `tests/apps` holds the tables and the classes together.
ABOUT: dict[str, Said] = {
    "seed": Said(
        "种子：同样的参数总得到同样的事件", "the same parameters always give the same events"
    ),
    "groups": Said("群的个数", "number of groups"),
    "days": Said("天数", "number of days"),
    "start": Said("第一天", "the first day"),
    "timezone": Said(
        "时区；不给则按语言：zh 是 Asia/Shanghai，en 是 Europe/London",
        "time zone; without it by the language: zh Asia/Shanghai, en Europe/London",
    ),
    "language": Said("消息和名字的语言：zh 或 en", "language of texts and names: zh or en"),
    "kind": Said(
        "社群的种类：study（学习）、shop（商家）、interest（兴趣）、customer（客户）；其他参数的默认值随它而定",
        "kind of community: study, shop, interest or customer; the other defaults depend on it",
    ),
    "platform": Said("平台", "platform"),
    "bands": Said("群规模的几档", "the size bands, each a mapping"),
    "violations": Said("各种违规的权重", "how violations are made up, as weights"),
    "hours": Said("一天 24 小时的消息权重", "weights of the 24 hours of the day"),
    "weekdays": Said("周一到周日的消息倍数", "factors of the days of the week, from Monday"),
    "quiet": Said("安静时段从几点到几点", "quiet hours, from and to"),
    "habit": Said(
        "假如没有群规，会违规的消息比例；大于 0 时各档的违规比例是 habit × (1 − heed × completeness)",
        "share of messages that would break a rule if there were none; above 0 the violations of a "
        "band are habit × (1 − heed × completeness)",
    ),
    "heed": Said(
        "有群规管着的违规里，成员因为知道群规而没有发的比例",
        "share of those that a rule forbids that are not written, as members know the rule",
    ),
    "silent": Said("从不发言的成员比例", "share of members who never write"),
    "tail": Said(
        "发言的不均：第 n 名的权重是 n 的负几次方",
        "unevenness: the n-th member's weight is n to the power of minus this",
    ),
    "offenders": Said("屡次违规的成员比例", "share of members who break rules again and again"),
    "guilt": Said("违规中出自他们的比例", "share of the violations that is theirs"),
    "fresh_advertisers": Said(
        "广告中由专为此入群的新人发的比例",
        "share of advertisements by members who joined for that",
    ),
    "chorus": Said(
        "一分钟内多人复读的消息比例", "share of messages that repeat what several members wrote"
    ),
    "triples": Said(
        "同一人一分钟内第三次发同样内容的消息比例",
        "share of messages that are the third alike by one member within a minute",
    ),
    "rushes": Said(
        "每群每天每百人的红包次数（引来许多道谢）",
        "red packets a group and day for each hundred members, with many thanks",
    ),
    "steps_back": Said(
        "时间比前一条早一两秒的事件比例", "share of events stamped a second or two too early"
    ),
    "links": Said("带正当链接的消息比例", "share of messages with a link that is welcome"),
    "mentions": Said("提及某个成员的消息比例", "share of messages that mention a member"),
    "media": Said(
        "图片、表情、语音、文件的比例", "share of images, stickers, voice messages, files"
    ),
    "recalls": Said("发送者自己撤回的消息比例", "share of messages that their sender recalls"),
    "checkins": Said("每天打卡的成员比例", "share of members who check in on a day"),
    "guests": Said("嘉宾占成员的比例", "share of members who are guests"),
    "notices": Said(
        "每天的公告数（每天一百条消息以上的群；安静的群更少）",
        "announcements a day in a group of a hundred messages and more; in quieter ones fewer",
    ),
    "notice_hours": Said(
        "发公告的钟点，可以重复", "hours of the announcements, repeated if more often"
    ),
    "questions": Said(
        "向管理员、客服提问和答复的消息比例", "share of messages that ask the staff, or answer that"
    ),
    "orders": Said(
        "下单和确认的消息比例（每单另有一个购买事件）",
        "share of messages that order or confirm (a purchase goes with each order)",
    ),
    "chains": Said("接龙的消息比例", "share of messages in lists to which members add themselves"),
    "albums": Said(
        "连发的照片和评论的比例", "share of messages that are photos in a row, or said of them"
    ),
    "complaints": Said(
        "投诉和答复的消息比例（每次另有一个投诉事件）",
        "share of messages that complain, or answer that (an event of its own goes with each)",
    ),
    "appeals": Said("每次违规引来的申诉数", "appeals for each violation"),
    "channels": Said(
        "入群的人里说得出来源（公众号、短视频……）的比例",
        "share of those who join of whom it is said through which channel they came",
    ),
    "bursts": Said(
        "每群每天扎堆入群的次数（活动或直播之后）",
        "how often a group and day many join within an hour",
    ),
    "calendar": Said(
        "每周内容日历里真的发出来的比例；成员会浏览、转发、讨论",
        "share of the entries of a weekly calendar of posts that are really posted; members open, "
        "forward and discuss them",
    ),
    "points": Said(
        "发言的成员里每天为积分打卡、点赞、晒作品、兑换的比例；大于 0 时也有人专门刷分",
        "share of the members who write that play for points on a day: they check in, praise, show "
        "what they made and redeem; above 0, some do it for the points alone",
    ),
    "limit": Said(
        "每人每天可以推广几次；超发的人多发一到三次",
        "promotions a day allowed to a member; breakers send one to three more",
    ),
    "prices": Said("一单最少和最多付多少", "the least and the most paid for an order"),
    "good_hosts": Said(
        "正当链接的网站；不给则按种类和语言用内置的几个",
        "hosts of links that are welcome; without them a few that suit kind and language",
    ),
    "bad_hosts": Said("不受欢迎的网站", "hosts of links that are not"),
    "lexicons": Said(
        "违规者用的词（ads、fraud、abuse），列表或词库文件；不给则用内置的几个",
        "words of rule breakers (ads, fraud, abuse), lists or lexicon files; without it, a few",
    ),
    "profile": Said(
        "事件里是否写明角色、标签、入群时间、群人数（聊天导出里没有）",
        "whether events say role, tags, time of joining, size of group (a chat export does not)",
    ),
}
BAND_ABOUT: dict[str, Said] = {
    "name": Said("名字", "name"),
    "share": Said("占全部群的比例", "share of all groups"),
    "members": Said("开始时最少和最多的人数", "the least and the most members at the start"),
    "messages": Said("每群每天的消息", "messages a group and day"),
    "violations": Said("违规消息的比例", "share of messages meant to break a rule"),
    "joins": Said("每群每天的入群", "joins a group and day"),
    "leaves": Said("每群每天的退群", "leaves a group and day"),
    "staff": Said(
        "群主之外最少和最多的管理员", "the least and the most administrators beside the owner"
    ),
    "completeness": Said(
        "群规完备度：常见事项里群规管到的比例（有 habit 时才用到）",
        "the share of a group's usual duties that its rules cover; for `habit`",
    ),
}
VIOLATIONS_ABOUT: dict[str, Said] = {
    "night": Said("安静时段发言", "messages in the quiet hours"),
    "links": Said("发不受欢迎的链接", "links that are not welcome"),
    "ads": Said("广告", "advertisements"),
    "fraud": Said("诈骗", "fraud"),
    "abuse": Said("争吵辱骂", "quarrels with abuse"),
    "floods": Said("刷屏", "floods"),
    "mentions": Said("普通成员提及所有人", "an ordinary member calls everyone"),
    "promotions": Said(
        "推广自家生意超过每天的次数", "promotions of an own business beyond the daily limit"
    ),
    "disputes": Said("退款争吵", "arguments about a refund"),
    "private": Said("在群里写电话号码", "telephone numbers for all to see"),
}


class WrongParameters(ValueError):
    """A parameter that does not exist, or a value that makes no sense; says which."""


def kind_named(word: str) -> str:
    """The id of a kind by either of its names; a word that names none stays as it is."""
    found = [kind.id for kind in KINDS.values() if word in (kind.id, kind.says.zh)]
    return found[0] if found else word


def listing(language: str, kind: str = "study") -> str:
    """Every parameter with its default and its meaning, as a file that `from_file` reads."""
    lines = []
    for name, said in ABOUT.items():
        about = said.in_(language)
        default = getattr(of_kind(kind), name)
        if name == "bands":
            lines += [f"bands:  # {about}", *_bands(default, language)]
        elif name == "violations":
            lines.append(f"violations:  # {about}")
            lines += [
                f"  {part}: {getattr(default, part)}  # {VIOLATIONS_ABOUT[part].in_(language)}"
                for part in VIOLATIONS_ABOUT
            ]
        else:
            lines.append(f"{name}: {_written(default)}  # {about}")
    return "\n".join(lines) + "\n"


def _bands(bands: tuple[Band, ...], language: str) -> list[str]:
    lines = []
    for number, band in enumerate(bands):
        for name, said in BAND_ABOUT.items():
            mark = "- " if name == "name" else "  "
            about = f"  # {said.in_(language)}" if not number else ""
            lines.append(f"  {mark}{name}: {_written(getattr(band, name))}{about}")
    return lines


def _written(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def from_file(path: Path, kind: str | None = None) -> Parameters:
    """The defaults of a kind of community, changed by what a YAML file says.

    Without ``kind`` it is that of the file, or the first. Raises `WrongParameters` and `OSError`.
    """
    given = _read(path)
    if kind is not None:
        given["kind"] = kind
    return changed(Parameters(), given)


def _read(path: Path) -> dict[str, Any]:
    import yaml

    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise WrongParameters(" ".join(str(error).split())) from None
    if document is None:
        return {}
    given = _mapping(document, "")
    if "lexicons" in given and given["lexicons"] is not None:
        words = _mapping(given["lexicons"], "lexicons")
        given["lexicons"] = {
            str(name): _lexicon(value, str(name), path.parent) for name, value in words.items()
        }
    return given


def changed(base: Parameters, given: Mapping[str, Any]) -> Parameters:
    """``base`` with some parameters changed; raises `WrongParameters`.

    Another kind brings its own defaults for everything.
    """
    if "kind" in given:
        kind = kind_named(_typed(given["kind"], (str,), "kind"))
        if kind not in KINDS:
            raise WrongParameters(f"kind: {kind!r} ≠ {' | '.join(KINDS)}")
        base = base if kind == base.kind else of_kind(kind)
        given = {**given, "kind": kind}
    values = {name: _value(name, value, base) for name, value in given.items()}
    try:
        return replace(base, **values)
    except (ValueError, TypeError, OverflowError) as error:
        raise WrongParameters(str(error)) from None


def _value(name: str, value: Any, base: Parameters) -> Any:
    if name not in ABOUT:
        raise WrongParameters(_unknown(name, ABOUT))
    if name == "bands":
        if not isinstance(value, list) or not value:
            raise WrongParameters("bands: [ {name: …, share: …}, … ]")
        return tuple(_part(Band, _mapping(one, "bands"), "bands") for one in value)
    if name == "violations":
        return _part(Violations, _mapping(value, name), name, base.violations)
    if name == "seed":
        return _typed(value, (int, str), name)
    if name == "lexicons":
        return value
    if name == "start":
        return str(value)
    return _like(value, getattr(base, name), name)


def _part(kind: type[Any], given: Mapping[str, Any], place: str, base: Any = None) -> Any:
    """A band, or the weights of violations, from a mapping."""
    values = {}
    for one in fields(kind):
        where = f"{place}.{one.name}"
        if one.name in given:
            example = getattr(Parameters().bands[0] if kind is Band else Violations(), one.name)
            values[one.name] = _like(given[one.name], example, where)
        elif base is None and one.default is MISSING:
            raise WrongParameters(f"{where}: ?")
    unknown = [name for name in given if name not in {one.name for one in fields(kind)}]
    if unknown:
        raise WrongParameters(
            _unknown(f"{place}.{unknown[0]}", [f"{place}.{f.name}" for f in fields(kind)])
        )
    return kind(**values) if base is None else replace(base, **values)


def _like(value: Any, example: Any, name: str) -> Any:
    """``value``, if it is of the kind of ``example``."""
    if isinstance(example, tuple):
        if not isinstance(value, list):
            raise WrongParameters(f"{name}: {value!r} ≠ [ … ]")
        pattern = example[0] if example else ""
        items = tuple(_like(one, pattern, name) for one in value)
        if isinstance(pattern, int) and name not in _ANY and len(items) != len(example):
            raise WrongParameters(f"{name}: {len(items)} ≠ {len(example)}")
        return items
    if isinstance(example, bool):
        return _typed(value, (bool,), name)
    if isinstance(example, str):
        return _typed(value, (str,), name)
    if isinstance(value, bool):
        raise WrongParameters(f"{name}: {value!r}")
    return _typed(
        value, (int,) if isinstance(example, int) and name in _WHOLE else (int, float), name
    )


_WHOLE = frozenset(
    {"groups", "days", "quiet", "bands.members", "bands.staff", "notice_hours", "limit", "prices"}
)
#: Lists of numbers that may have any length.
_ANY = frozenset({"notice_hours"})


def _typed(value: Any, kinds: tuple[type, ...], name: str) -> Any:
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        raise WrongParameters(
            f"{name}: {str(value)[:60]!r} ≠ {' | '.join(k.__name__ for k in kinds)}"
        )
    return value


def _mapping(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongParameters(f"{name or 'YAML'}: {{ … }}")
    return {str(key): one for key, one in value.items()}


def _lexicon(value: Any, name: str, folder: Path) -> tuple[str, ...]:
    """A list of words as such, or from a lexicon file beside the parameters."""
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    from policyq.apps.sources import one
    from policyq.diagnostics.source import Failure
    from policyq.text.lexicon import of_file

    source = one(folder / _typed(value, (str,), f"lexicons.{name}"))
    if isinstance(source, Failure):
        raise WrongParameters(f"lexicons.{name}: {value} ({source.reason})")
    return tuple(entry.text for entry in of_file(source.text, source.name).entries)


def _unknown(name: str, known: Any) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, list(known), n=1)
    return f"{name}?" + (f" → {near[0]}" if near else "")
