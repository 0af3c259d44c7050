"""``policyq check``: find every mistake of a policy in one run."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from policyq.apps.cli import console, exits, forms, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.choices import meant
from policyq.vocabulary.events import PLATFORMS
from policyq.vocabulary.platforms import PLACES, surface_of

if TYPE_CHECKING:
    from policyq.apps.project.project import Project
    from policyq.apps.sources import Sources
    from policyq.check.scope import KnownTags
    from policyq.diagnostics.diagnostic import Diagnostic, Suppressed
    from policyq.ir.nodes import Program
    from policyq.pipeline import Compiled


def configure(parser: Parser) -> None:
    """Add the arguments."""
    add_policies(parser)
    parser.add_argument(
        "--strict",
        action="store_true",
        help=parser.say("有警告也算不通过", "fail on warnings, too"),
    )
    parser.add_argument(
        "--completeness",
        action="store_true",
        help=parser.say(
            "群规通常要管的事，哪些有、靠哪条规则，占多少",
            "which of a group's usual duties are covered, by which rules, and how many of all",
        ),
    )
    parser.add_argument(
        "--checklist",
        metavar=parser.say("文件", "FILE"),
        help=parser.say("换一份清单来核对完备度", "another checklist for the completeness"),
    )


def add_policies(parser: Parser) -> None:
    """Which policies to look at, and how to report."""
    parser.add_argument(
        "paths",
        nargs="*",
        metavar=parser.say("路径", "PATH"),
        help=parser.say(
            "群规文件，或者里面有群规的文件夹；- 表示标准输入（默认：policyq.yaml 里的 policies）",
            "policy files, or folders of them; - is standard input "
            "(default: `policies` of policyq.yaml)",
        ),
    )
    forms.of_findings(parser)
    parser.add_argument(
        "--platform",
        action="append",
        **values.one_of(parser, PLACES, _surface),
        default=[],
        help=parser.say(
            "群在哪个平台，检查哪些处置做不到；可以多次给出（QQ 就是 onebot11）",
            "where the groups are, to find what cannot be done there; may be repeated "
            "(QQ is onebot11)",
        ),
    )


def _surface(text: str) -> str | None:
    """The way to a platform that is called so."""
    return surface_of(meant(text, PLATFORMS))


def run(args: Namespace) -> int:
    """Check all, report once."""
    from policyq.apps.cli import policies

    fill_in(args)
    if args.completeness or args.checklist:
        from policyq.apps.cli.completeness import show

        return show(args)
    findings = Findings()
    tags = policies.tags_of(args.project)
    for path in policies.files(args.paths):
        sources = policies.read(path)
        findings.add(sources, policies.compiled(sources, tuple(args.platform), tags))
    findings.ask(args.project, tags)
    console.out(findings.said(args))
    return findings.code(strict=args.strict)


class Findings:
    """What was found in several policies, to be reported once."""

    def __init__(self) -> None:
        self._sources: list[Sources] = []
        self._programs: list[Program | None] = []
        self._project: Project | None = None
        self._found: list[Diagnostic] = []
        self._allowed: list[Suppressed] = []
        self._lost = False

    def add(self, sources: Sources, compiled: Compiled) -> None:
        """Take in what was found in one policy."""
        from policyq.apps.cli import policies

        self._sources.append(sources)
        self._programs.append(compiled.program)
        self._found += compiled.diagnostics
        self._allowed += compiled.suppressed
        self._lost |= policies.unreadable(sources)

    def ask(self, project: Project, tags: KnownTags) -> None:
        """Take in what the budgets of the project name that is not there, or not any more.

        Whether a rule is there can only be told when every policy of the project was looked at.
        """
        from policyq.apps.cli import policies

        if not project.budgets:
            return
        self._project = project
        self._found += project.strange(tags.members)
        self._found += project.expired(max(map(policies.today, self._sources)))
        programs = [one for one in self._programs if one is not None]
        seen = [name for sources in self._sources for name in sources.texts]
        if len(programs) == len(self._programs) and policies.all_of(project, seen):
            self._found += project.astray(rule.name for one in programs for rule in one.rules)

    def said(self, args: Namespace) -> str:
        """The report, in the form that was asked for; for people, with a summary."""
        from policyq.apps.cli import policies
        from policyq.diagnostics.render import summary, summary_of_suppressed

        found = policies.distinct(self._found)
        allowed = policies.distinct_suppressed(self._allowed)
        texts = policies.texts(self._sources)
        if self._project is not None:
            texts[self._project.source.name] = self._project.source
        report = policies.report(found, texts, args, args.format, allowed)
        more = summary_of_suppressed(len(allowed), args.lang)
        if args.format == "human":
            report += ("\n" if found else "") + summary(found, args.lang) + "\n"
            report += more + "\n" if more else ""
        elif args.format in ("plain", "github") and more:
            console.note(more)
        return report

    def code(self, *, strict: bool) -> int:
        """The exit code that they deserve; ``strict``: warnings count as errors."""
        from policyq.apps.cli import policies

        return exits.FILES if self._lost else policies.worst(self._found, strict)
