"""Messages for commands about words: those of logs and of labels, and how they are shown."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from policyq.apps.cli import chatlogs, console, exits, naming, values
from policyq.apps.cli.parser import Parser
from policyq.apps.cli.settings import fill_in
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.apps.labels import Labels
    from policyq.study.pseudonyms import Pseudonyms
    from policyq.study.wordlists.examples import Shown
    from policyq.study.wordlists.tally import Message

_LABEL = Said("读取", "reading")


def configure(parser: Parser) -> None:
    """Add the options that name messages and labels, and the form of the report."""
    say = parser.say
    chatlogs.configure(parser)
    parser.add_argument(
        "--labels",
        metavar=say("文件", "FILE"),
        help=say(
            "标注：CSV 或 JSONL，label 列写 1（坏）或 0（正常），另有 text 列（消息本身）或 id 列"
            "（聊天记录里的消息）；有 text 列时可以不给 --log",
            "labels: CSV or JSONL with a column `label`, 1 (bad) or 0 (decent), and a column "
            "`text` (the message itself) or `id` (of a message of the log); with texts, --log may "
            "be left out",
        ),
    )
    parser.add_argument(
        "--precision",
        type=values.percent(parser),
        metavar=say("百分比", "PERCENT"),
        help=say(
            "一个词命中的至少要有多少是坏消息（默认：坏消息的比例和 100 %% 的正中间）",
            "how many of a word's hits must be bad at least (default: half-way between the share "
            "of bad messages and 100 %%)",
        ),
    )
    parser.add_argument(
        "--top",
        type=values.whole(parser, 1, 100_000),
        default=30,
        metavar=say("个数", "NUMBER"),
        help=say("显示几个词（默认 30）", "how many words are shown (default: 30)"),
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar=say("文件", "FILE"),
        help=say("把结果写成 CSV 词表", "write the outcome to a file, as a list in CSV"),
    )
    parser.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))
    naming.configure(parser)


class Messages:
    """The messages that the user named, to be gone through once."""

    def __init__(self, args: Namespace) -> None:
        self._args = args
        self.labels = _labels(args)
        enough = self.labels is not None and bool(self.labels.messages)
        project = fill_in(args, needed=not enough)
        chatlogs.spare(args, [args.write])
        self.pseudonyms: Pseudonyms | None = naming.pseudonyms_of(args, project)
        from policyq.study.sharing import Known
        from policyq.study.wordlists.people import People

        self.people = People()
        """Whom the logs name, as far as they have come by."""
        self._known = None if self.pseudonyms is None else Known(self.pseudonyms)

    def __iter__(self) -> Iterator[Message]:
        """Those with labels of their own first, then those of the logs."""
        if self.labels is not None:
            yield from self.labels.messages
        if self._args.log:
            yield from self._logged()

    def _logged(self) -> Iterator[Message]:
        from policyq.study.wordlists.tally import Message
        from policyq.vocabulary.events import MESSAGES

        by_id = {} if self.labels is None else self.labels.by_id
        reading = chatlogs.reading_of(self._args)
        met = 0
        for event in chatlogs.watched(reading, self._args, _LABEL):
            self.people.see(event)
            if self._known is not None:
                self._known.see(event)
            if event.text and event.kind in MESSAGES:
                met += event.id in by_id
                yield Message(event.text, event.sender, by_id.get(event.id))
        chatlogs.tell_losses(reading, self._args)
        if by_id and not met:
            says = Said("标注里的 id，聊天记录里一个也没有", "no id of the labels is in the log")
            raise exits.Stop(exits.PROBLEMS, says)

    def shown(self) -> Shown:
        """How examples are shown; to be asked when all messages have come by."""
        from policyq.study.wordlists.examples import Shown

        return Shown(self.pseudonyms, self._known)


def write(args: Namespace, text: str) -> None:
    """Write what was asked for to the file that was named, and tell."""
    from policyq.apps import files

    files.write(args.write, text)
    console.note(Said(f"写好了 {args.write}", f"wrote {args.write}").in_(args.lang))


def _labels(args: Namespace) -> Labels | None:
    if args.labels is None:
        return None
    from policyq.apps.cli import policies
    from policyq.apps.labels import NoLabels, read

    source = policies.one(args.labels)
    try:
        labels = read(source.text, source.name)
    except NoLabels as none:
        raise exits.Stop(exits.PROBLEMS, none.says) from None
    if labels.skipped:
        count, line = len(labels.skipped), labels.skipped[0]
        says = Said(
            f"{args.labels}：{count:,} 行没有标注，略过，第一处在第 {line} 行",
            f"{args.labels}: {count:,} rows without a label are left out, the first is line {line}",
        )
        console.note(says.in_(args.lang))
    return labels
