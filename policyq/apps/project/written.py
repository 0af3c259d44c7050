"""A project file to start from: every key with its meaning, those that need a choice as comments."""

from __future__ import annotations

from collections.abc import Iterable

from policyq.apps.project.model import KEYS
from policyq.vocabulary.types import Said

_HEAD = Said(
    "项目文件：命令行上没有写的，从这里取；路径从这个文件夹算起",
    "The project file: what is not said on the command line is taken from here; "
    "paths start at this folder",
)
#: What is shown of each key; ``#`` marks those that are only examples.
_LINES: dict[str, str] = {
    "language": "language: {language}",
    "policies": "policies: [{policies}]",
    "logs": "#logs: [logs/*.jsonl]",
    "format": "#format: jsonl",
    "timezone": "#timezone: {zone}",
    "group": "#group: {group}",
    "day": "#day: 2026-05-01",
    "date_order": "#date_order: {order}",
    "own": "#own: {own}",
    "roster": "#roster: roster.yaml",
    "labels": "#labels: labels.csv",
    "platform": "#platform: {platform}",
    "community": "#community: study",
    "groups": '#groups:\n#  "12345": {{name: {group}, tags: [vip], members: 480}}',
    "pseudonyms": "pseudonyms: on",
    "budgets": "#budgets:\n#  - {{measure: removals, increase: 0}}\n#  - {{measure: mutes, increase: 10 %}}",
    "promotion": "#promotion: {{recent: 7, span: 7, messages: 0, fired: 0}}",
}
_VALUES = {
    "zh": {
        "zone": "Asia/Shanghai",
        "platform": "wechat",
        "group": "考研一群",
        "order": "ymd",
        "own": "wxid_1",
    },
    "en": {
        "zone": "Europe/London",
        "platform": "telegram",
        "group": "Book club",
        "order": "dmy",
        "own": "ann",
    },
}


def template(language: str, policies: Iterable[str]) -> str:
    """The text of a project file for some policies, explained in ``language``."""
    values = {"language": language, "policies": ", ".join(policies), **_VALUES[language]}
    lines = [f"# {_HEAD.in_(language)}"]
    for key, line in _LINES.items():
        lines += ["", f"# {KEYS[key].in_(language)}", line.format(**values)]
    return "\n".join(lines) + "\n"
