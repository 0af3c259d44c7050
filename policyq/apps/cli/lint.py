"""``policyq lint``: like check, but warnings fail, and what is certain is mended on request."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import TYPE_CHECKING

from policyq.apps.cli import check, console, exits, rewriting
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.mending import Change, Mended
    from policyq.check.scope import KnownTags

_NEW_ERRORS = Said(
    "没有改动，因为改完会多出这些错误",
    "nothing was changed, as the changes would bring these errors",
)
_ANOTHER = Said(
    "没有改动，因为改完意思就变了",
    "nothing was changed, as the changes would alter what the policy means",
)


def configure(parser: Parser) -> None:
    """Add the arguments."""
    check.add_policies(parser)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--fix",
        action="store_true",
        help=parser.say(
            "改法确定的直接改进文件里（从标准输入读的，改好后写到标准输出）",
            "mend in the files what can be mended for certain (what comes from standard input "
            "goes to standard output)",
        ),
    )
    how.add_argument(
        "--diff",
        action="store_true",
        help=parser.say(
            "只显示 --fix 会怎么改，不改文件", "show what --fix would change, and change no file"
        ),
    )


def run(args: Namespace) -> int:
    """Check all, mend what is asked for, report what is left once."""
    from policyq.apps.cli import policies

    fill_in(args)
    findings, work = check.Findings(), _Work(args)
    tags = policies.tags_of(args.project)
    for path in policies.files(args.paths):
        if args.fix or args.diff:
            mended = _mended(path, tuple(args.platform), tags)
            work.take(path, mended)
            findings.add(mended.sources, mended.compiled)
        else:
            sources = policies.read(path)
            findings.add(sources, policies.compiled(sources, tuple(args.platform), tags))
    findings.ask(args.project, tags)
    report = findings.said(args)
    if work.out is None:
        console.out(report)
    else:
        console.out(work.out)
        console.note(report.rstrip("\n"))
    return max(findings.code(strict=True), work.code)


def _mended(path: str, surfaces: tuple[str, ...], tags: KnownTags) -> Mended:
    """The policy at ``path`` with its certain fixes made; nothing is written yet."""
    from policyq.apps.cli import policies
    from policyq.apps.mending import mend
    from policyq.apps.sources import Sources, load

    sources = policies.read(path)
    # What was read is not read again: it may be a pipe, or change meanwhile.
    known = {name: source.text for name, source in policies.texts([sources]).items()}

    def again(texts: Mapping[str, str]) -> Sources:
        return load(sources.main, instead={**known, **texts})

    only_itself = path == "-"
    return mend(
        sources,
        lambda sources: policies.compiled(sources, surfaces, tags),
        again,
        may=lambda name: name == sources.main or not only_itself,
    )


class _Work:
    """What was mended, or would be: written, shown, told."""

    def __init__(self, args: Namespace) -> None:
        self._args = args
        self._seen: set[str] = set()
        self.code = exits.OK
        self.out: str | None = "" if args.diff else None
        """What standard output is for, if it is not for the report."""

    def take(self, path: str, mended: Mended) -> None:
        """One policy with what it uses."""
        if mended.wrong or mended.other:
            self._refuse(path, mended)
        if path == "-" and self._args.fix:
            from policyq.apps.cli import policies
            from policyq.diagnostics.source import Source

            source = mended.sources.texts[policies.STDIN]
            self.out = (self.out or "") + (source.text if isinstance(source, Source) else "")
        for name, change in mended.changes.items():
            if name in self._seen:
                continue
            if self._args.diff:
                self._seen.add(name)
                self._show(name, change)
            elif path != "-":
                rewriting.write(name, change.before, change.after)
            self._tell(name, change)

    def _refuse(self, path: str, mended: Mended) -> None:
        from policyq.apps.cli import policies

        why = _NEW_ERRORS if mended.wrong else _ANOTHER
        console.note(Said(f"{path}：{why.zh}", f"{path}: {why.en}").in_(self._args.lang))
        if mended.wrong:
            console.note(policies.report(mended.wrong, {}, self._args).rstrip("\n"))
        self.code = exits.PROBLEMS

    def _show(self, name: str, change: Change) -> None:
        from policyq.apps.differences import difference

        self.code = exits.PROBLEMS
        self.out = (self.out or "") + difference(name, change.before, change.after)

    def _tell(self, name: str, change: Change) -> None:
        count = change.made.total()
        which = [f"{code} × {n}" if n > 1 else code for code, n in sorted(change.made.items())]
        zh, en = ("会改", "would change") if self._args.diff else ("改了", "changed")
        says = Said(
            f"{name}：{zh} {count} 处（{'、'.join(which)}）",
            f"{name}: {en} {count} place{'' if count == 1 else 's'} ({', '.join(which)})",
        )
        console.note(says.in_(self._args.lang))
