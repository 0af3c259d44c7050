"""A page for each stock policy: its opening words, its rules, and what it does to a made-up log.

The log is that of `policyq generate` for the policy's kind of community, small and always the
same; it is decided on the road that `policyq replay` takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generating.tables import table
from policyq.apps.replaying import Options, decide_all
from policyq.apps.sources import load
from policyq.check.checked import CheckedPolicy, CheckedRule
from policyq.diagnostics.source import Source, Span
from policyq.events.community import KINDS, generate, of_kind
from policyq.events.order import settle
from policyq.ir import nodes
from policyq.pipeline import compile_policy
from policyq.study.numbers import BANDS, Counts, Rates
from policyq.study.report import report as of
from policyq.study.report.words import decimal, percent, whole
from policyq.syntax.phrases import Phrases
from policyq.vocabulary.types import Said

POLICIES = Path(__file__).resolve().parents[2] / "policies"
#: The kind of community that a stock policy is for. A policy without a row has no page, and a
#: test fails.
KIND_OF: dict[str, str] = {
    "base": "study",
    "study-group": "study",
    "shop": "shop",
    "interest": "interest",
    "company-customer": "customer",
    "content-calendar": "study",
}
#: What else the community is made with, by the name of the policy: options of `policyq generate`.
MORE: dict[str, dict[str, float]] = {
    "base": {"appeals": 0.2},
    "content-calendar": {"calendar": 0.8},
    "interest": {"points": 0.3},
}
GROUPS, DAYS = 12, 7
_LANGUAGES = ("zh", "en")


class Policy(NamedTuple):
    """A stock policy in one language."""

    name: str
    language: str
    path: Path
    opening: str
    """The comment before the first declaration."""
    checked: CheckedPolicy
    program: nodes.Program
    sources: dict[str, Source]
    rates: Rates


def pages() -> Iterator[tuple[str, str]]:
    """Each page by its name below ``reference/stock``: the policies', then the list of them."""
    policies = [
        _policy(name, language)
        for name in KIND_OF
        for language in _LANGUAGES
        if _path(name, language).is_file()
    ]
    for policy in policies:
        yield _page_of(policy.name, policy.language), page(policy)
    yield "index.md", index(policies)


def index(policies: list[Policy]) -> str:
    """Which stock policies there are."""
    rows = []
    for name, kind in KIND_OF.items():
        mine = [policy for policy in policies if policy.name == name]
        links = " · ".join(
            f"[{policy.checked.name}]({_page_of(name, policy.language)})" for policy in mine
        )
        rules = " · ".join(str(len(policy.program.rules)) for policy in mine)
        rows.append((f"`{name}`", links, f"{KINDS[kind].says.zh} · `{kind}`", rules))
    return (
        "# Stock policies · 自带的群规\n\n"
        "`policyq init` copies one with its word lists. A page shows what a policy says, and what it "
        "does to [a made-up community](../generator.md#four-kinds-of-community) of its kind.\n\n"
        "`policyq init` 把一份群规连同词库拷到你的文件夹里。每一页写着它有哪些规则，"
        "拿同类的[虚拟社群](../generator.zh.md#四种社群)重放一遍会怎样。\n\n"
        + table(("", "", "community · 社群", "rules · 规则"), rows)
        + "\n"
    )


def page(policy: Policy) -> str:
    """One policy in its own language."""
    say = _Say(policy.language)
    other = {"zh": "en", "en": "zh"}[policy.language]
    links = [f"[{say('自带的群规', 'Stock policies')}](index.md)"]
    if _path(policy.name, other).is_file():
        links.append(f"[{say('English', '中文')}]({_page_of(policy.name, other)})")
    parts = [
        f"# {policy.checked.name}",
        f"`{policy.path.name}` · " + " · ".join(links),
        _opening(policy.opening),
        f"## {say('规则', 'Rules')}",
        _rules(policy, say),
        *_scales(policy, say),
        f"## {say('在虚拟社群上重放', 'Over a made-up community')}",
        *_replay(policy, say),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


class _Say(NamedTuple):
    language: str

    def __call__(self, zh: str, en: str) -> str:
        return Said(zh, en).in_(self.language)


def _path(name: str, language: str) -> Path:
    return POLICIES / f"{name}.{language}.policyq"


def _page_of(name: str, language: str) -> str:
    return f"{name}.zh.md" if language == "zh" else f"{name}.md"


def _policy(name: str, language: str) -> Policy:
    path = _path(name, language)
    read = load(path)
    compiled = compile_policy(read.texts, read.main, read.parsed)
    if compiled.checked is None or compiled.program is None:
        raise AssertionError(f"{path.name} has errors")
    file, _ = read.parsed[read.main]
    start = min(one.span.start for one in file.declarations)
    opening = "\n".join(c.text for c in file.comments if c.span.start < start)
    more: dict[str, Any] = MORE.get(name, {})
    told = of_kind(KIND_OF[name], groups=GROUPS, days=DAYS, language=language, **more)
    rates = decide_all(compiled.program, settle(generate(told)), Options())
    sources = {name: one for name, one in read.texts.items() if isinstance(one, Source)}
    return Policy(name, language, path, opening, compiled.checked, compiled.program, sources, rates)


# -- what it says ------------------------------------------------------------------------------


def _opening(comment: str) -> str:
    """The opening comment; what is drawn in becomes a list, what is drawn in further goes on."""
    lines: list[str] = []
    listing = False
    for line in comment.split("\n"):
        text, depth = _prose(line.strip()), len(line) - len(line.lstrip())
        if depth > 3 and listing:
            lines[-1] += f" {text}"
            continue
        if (depth > 1) != listing:
            lines.append("")
        listing = depth > 1
        lines.append(f"- {text}" if listing else text)
    return "\n".join(lines).strip()


def _prose(text: str) -> str:
    """A comment as Markdown: what stands in backticks stays code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return _plain(text)
    return "`".join(_plain(part) if not place % 2 else part for place, part in enumerate(parts))


def _rules(policy: Policy, say: _Say) -> str:
    main = policy.path.name
    rows: list[tuple[str, ...]] = []
    for one in sorted(policy.checked.rules, key=lambda one: _place(one, main)):
        where = [f"`{one.section.name.text}`"] if one.section else []
        if Path(one.file).name != main:
            where.append(f"`{Path(one.file).name}`")
        does = Phrases(policy.language).actions(one.rule.actions)
        said = one.rule.description.text if one.rule.description else ""
        rows.append(
            (f"`{one.rule.name.text}`", _plain(said), f"`{does}`", say("，", ", ").join(where))
        )
    head = say("规则,说明,做什么,在哪里", "rule,what it says,what it does,where").split(",")
    if not any(row[3] for row in rows):
        head, rows = head[:3], [row[:3] for row in rows]
    return table(head, rows)


def _place(one: CheckedRule, main: str) -> tuple[bool, str, int]:
    return Path(one.file).name != main, one.file, one.rule.span.start


def _scales(policy: Policy, say: _Say) -> Iterator[str]:
    """The ladders and levels as they are written: what the actions above refer to."""
    checked = policy.checked
    spans = [one.span for one in (*checked.ladders.values(), *checked.levels.values())]
    if spans:
        yield say("上面说到的阶梯和级别：", "The ladders and levels that it speaks of:")
        texts = [_source(policy, span, whole=True) for span in spans]
        yield "```text\n" + "\n".join(texts) + "\n```"


def _source(policy: Policy, span: Span, whole: bool = False) -> str:
    text = policy.sources[span.source].text[span.start : span.end]
    return text if whole else " ".join(text.split())


def _plain(text: str) -> str:
    """Text that Markdown leaves as it is."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", text)


# -- what it does ------------------------------------------------------------------------------


def _replay(policy: Policy, say: _Say) -> Iterator[str]:
    kind, rates = KINDS[KIND_OF[policy.name]], policy.rates
    language = "" if policy.language == "zh" else " --language en"
    language += "".join(f" --{key} {value}" for key, value in MORE.get(policy.name, {}).items())
    yield say(
        f"{GROUPS} 个{kind.says.zh}群，{DAYS} 天，{whole(rates.all.messages)} 条消息，都是造出来的："
        "违规的比例是事先放进去的，这里看的是规则之间怎样分配、人要出手几次。"
        "[这些比率的意思](../rates.zh.md)。",
        f"{GROUPS} groups of the kind `{kind.id}`, {DAYS} days, {whole(rates.all.messages)} messages, "
        "all made up: the share of violations was put in; what can be seen here is how the rules "
        "share the work, and how often a human is needed. [What the rates mean](../rates.md).",
    )
    yield (
        f"```sh\npolicyq generate --kind {kind.id}{language} --groups {GROUPS} --days {DAYS} "
        f"--out chat.jsonl\npolicyq replay {policy.path.name} --log chat.jsonl\n```"
    )
    yield _bands(rates, say)
    yield _needed(rates, say)
    yield _of_rules(policy, say)


_SIZES = {
    "small": Said("不到 50 人", "under 50"),
    "middle": Said("50 到 200 人", "50 to 200"),
    "large": Said("超过 200 人", "over 200"),
}


def _bands(rates: Rates, say: _Say) -> str:
    head = say(
        "群规模,群,消息,违规率,干预/千条,干预/群周,管理员/群周,自动占比",
        "members,groups,messages,violation rate,interventions/1:000,interventions/week,"
        "administrator/week,automatic",
    )
    slices = [(say(*_SIZES[band]), rates.bands.get(band, Counts())) for band in BANDS]
    rows = [
        (
            name, whole(counts.groups), whole(counts.messages), percent(of.violation_rate(counts)),
            decimal(of.per_thousand(counts.interventions, counts)),
            decimal(of.per_week(counts.interventions, counts)),
            decimal(of.per_week(counts.administrator, counts)), percent(of.automatic_share(counts)),
        )
        for name, counts in [*slices, (say("全部", "all"), rates.all)]
    ]  # fmt: skip
    return table([one.replace(":", ",") for one in head.split(",")], rows)


def _needed(rates: Rates, say: _Say) -> str:
    """How much of it a human has to do."""
    counts = rates.all
    acted = counts.interventions + counts.replies + counts.administrator
    share = percent(of.share(counts.administrator, acted))
    return say(
        f"需要人的：{whole(counts.administrator)} 个决定要人确认或接手，"
        f"占全部动作（干预、回复和要人的）的 {share}。",
        f"A human is needed for {whole(counts.administrator)} decisions, to confirm or to take over: "
        f"{share} of all that is done (interventions, replies, and these).",
    )


def _of_rules(policy: Policy, say: _Say) -> str:
    messages = policy.rates.all.messages
    spoken = sorted(policy.rates.rules.items(), key=lambda one: (-one[1].fired, one[0]))
    rows = [
        (
            f"`{name}`", whole(one.fired), percent(of.share(one.messages, messages)),
            whole(one.interventions), whole(one.administrator),
        )
        for name, one in spoken
    ]  # fmt: skip
    head = say("规则,命中,占消息,干预,管理员", "rule,fired,of messages,interventions,administrator")
    return table(head.split(","), rows)
