"""``policyq match``: which words, links and contacts are found in a text, where, and what it took to
see them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.contacts import CONTACTS
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.text.contacts import ContactHit
    from policyq.text.definition import Hit
    from policyq.text.links import LinkHit

_LEXICONS = "policies/lexicons"
_SUFFIXES = (".txt", ".csv", ".yaml", ".yml")
_SETS = {
    "strictly": Said(
        "只认原样的词，不分大小写和全角半角", "words as they are, in any case and width"
    ),
    "normally": Said(
        "也认繁体、花体、形近字母、间隔和重复（默认）",
        "traditional, styled and look-alike letters, separators and repeats too (the default)",
    ),
    "loosely": Said(
        "也认谐音、拼音、首字母、形近字、拆字和表情",
        "sounds, pinyin, initials, look-alike and split characters and emoji too",
    ),
}
_OVERLONG = Said("词太长", "too long a word")
_UNSEEN = Said("词里有看不见的字符", "a word with a character that cannot be seen")


def configure(parser: Parser) -> None:
    """Add the arguments."""
    from policyq.text.folds import FOLDS

    say = parser.say
    parser.add_argument(
        "text",
        metavar=say("文字", "TEXT"),
        help=say("要看的文字；- 表示标准输入", "the text; - is standard input"),
    )
    parser.add_argument(
        "--words",
        nargs="+",
        metavar=say("词或文件", "WORD|FILE"),
        help=say(
            "要找的词，或词表文件（纯文本、CSV 或 YAML，只取其中的词）；默认是自带的所有词表",
            "words to look for, or files of words (plain text, CSV or YAML, of which only the "
            "words are taken); by default all the word lists that come with policyq",
        ),
    )
    parser.add_argument(
        "--policy",
        metavar=say("群规", "FILE"),
        help=say(
            "按这份群规找：它的词库和规则里的词，各按各的写法；不算的也列出来，并说明原因",
            "look for the words of this policy's lists and rules, each in its own way; those that "
            "do not count are shown as well, and why",
        ),
    )
    sets = parser.add_mutually_exclusive_group()
    for name, about in _SETS.items():
        sets.add_argument(
            f"--{name}",
            dest="set",
            action="store_const",
            const=name,
            help=say(about.zh, about.en),
        )
    parser.add_argument(
        "--fold",
        action="append",
        default=[],
        choices=[fold.id for fold in FOLDS],
        metavar=say("写法", "FOLD"),
        help=say("另外还认这种写法；可选：", "this fold besides; one of: ")
        + ", ".join(fold.id for fold in FOLDS),
    )
    parser.add_argument("--json", action="store_true", help=say("输出 JSON", "print JSON"))


def run(args: Namespace) -> int:
    """Show what is found."""
    from policyq.apps.cli import policies
    from policyq.text import contacts, links
    from policyq.text.folds import SETS
    from policyq.text.words import Matcher

    text = policies.one("-").text.removesuffix("\n") if args.text == "-" else args.text
    if args.policy is not None:
        from policyq.apps.cli import match_policy

        return match_policy.run(args, text)
    words = list(dict.fromkeys(_stock() if args.words is None else _words(args.words, args)))
    folds = SETS[args.set or "normally"] | frozenset(args.fold)
    found = Found(Matcher(words, folds).hits(text), links.find(text), contacts.find(text))
    if args.json:
        console.out(_json(text, found))
    elif any(found):
        colour = console.colour(args.color)
        marks = _marks(found, args.lang)
        console.out("".join(f"{line}\n" for line in shown(text, marks, colour)))
    else:
        console.out("没有找到\n" if args.lang == "zh" else "nothing is found\n")
    return exits.OK


class Found(NamedTuple):
    """Whatever is found in a text."""

    words: Sequence[Hit]
    links: Sequence[LinkHit]
    contacts: Sequence[ContactHit]


# -- words -----------------------------------------------------------------------------------------


def _stock() -> Iterator[str]:
    from policyq.resources import names, read_text
    from policyq.text import lexicon

    for name in names(_LEXICONS):
        for entry in lexicon.of_file(read_text(f"{_LEXICONS}/{name}"), name).entries:
            yield entry.text


def _words(given: Iterable[str], args: Namespace) -> Iterator[str]:
    """The words that are named, and those of the files. Raises `exits.Stop`."""
    from policyq.text import lexicon

    for each in given:
        if _is_file(each):
            from policyq.apps.cli import wordfiles

            yield from (entry.text for entry in wordfiles.lexicon_or_stop(each, args).entries)
            continue
        words, problems = lexicon.read(each)
        for problem in problems:
            why = _OVERLONG if problem.id == "too_long" else _UNSEEN
            raise exits.Stop(
                exits.USAGE,
                Said(f"{why.zh}：{problem.word[:40]!r}", f"{why.en}: {problem.word[:40]!r}"),
            )
        yield from words


def _is_file(given: str) -> bool:
    """Whether a file is meant: there is one, or it is called as one would be."""
    if given.endswith(_SUFFIXES):
        return True
    try:
        return Path(given).is_file()
    except (OSError, ValueError):  # too long a name, or a zero in it
        return False


# -- what is shown ---------------------------------------------------------------------------------


def _marks(found: Found, language: str) -> list[tuple[int, int, str]]:
    """Start, end and what is said of each thing, by place."""
    marks = [(hit.start, hit.end, said(hit, language)) for hit in found.words]
    link = "链接" if language == "zh" else "link"
    spelt = ("（变形）" if language == "zh" else " (respelt)", "")
    marks += [
        (hit.start, hit.end, f"{link} {hit.url}{spelt[not hit.respelt]}") for hit in found.links
    ]
    marks += [
        (hit.start, hit.end, f"{CONTACTS[hit.kind].in_(language)} {hit.value}")
        for hit in found.contacts
    ]
    return sorted(marks, key=lambda mark: mark[:2])


def shown(text: str, rows: Iterable[tuple[int, int, str]], colour: bool) -> Iterator[str]:
    """Each line with something found, and below it a row for each thing: where it is, and what is
    said."""
    from policyq.diagnostics.render.paint import paint
    from policyq.diagnostics.render.snippet import marks_of, snippet
    from policyq.diagnostics.source import Source

    source, above = Source("", text), ""
    for start, end, says in rows:
        marks = marks_of(source, start, end, says, "other", "^")
        for line in snippet(source, marks):
            row = "".join(paint(piece, style, colour) for piece, style in line.pieces)
            if line.number is None or row != above:
                yield row
            if line.number is not None:
                above = row


def said(hit: Hit, language: str) -> str:
    """The word, and the folds that it took to see it."""
    from policyq.text.folds import FOLDS

    folds = [fold.name.in_(language) for fold in FOLDS if fold.id in hit.folds]
    if language == "zh":
        return hit.word + (f"（{'、'.join(folds)}）" if folds else "")
    return hit.word + (f" ({', '.join(folds)})" if folds else "")


def _json(text: str, found: Found) -> str:
    import json

    document = {
        "hits": [row(text, hit) for hit in found.words],
        "links": [
            {"url": hit.url, "host": hit.host, **place(text, hit), "respelt": hit.respelt}
            for hit in found.links
        ],
        "contacts": [
            {"kind": hit.kind, "value": hit.value, **place(text, hit)} for hit in found.contacts
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def row(text: str, hit: Hit) -> dict[str, object]:
    """A hit as JSON has it."""
    return {"word": hit.word, **place(text, hit), "folds": list(hit.folds)}


def place(text: str, hit: Hit | LinkHit | ContactHit) -> dict[str, object]:
    """Where a hit is, and what stands there."""
    return {"start": hit.start, "end": hit.end, "text": text[hit.start : hit.end]}
