"""``policyq match``: which words, links and contacts are found in a text, where, and what it took to
see them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from policyq.apps.cli import console, exits
from policyq.apps.cli.parser import Parser
from policyq.vocabulary.contacts import CONTACTS
from policyq.vocabulary.types import Said

if TYPE_CHECKING:
    from policyq.text.contacts import ContactHit
    from policyq.text.definition import Hit
    from policyq.text.lexicon import Entry
    from policyq.text.links import LinkHit
    from policyq.text.listed import Judged

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
_REJECTED = {
    "expired": Said("不算：过了截止日期", "does not count: it has expired"),
    "whole": Said("不算：是别的词的一部分", "does not count: part of another word"),
    "allowed": Said("不算：在除外的说法里", "does not count: inside an exception"),
    "chosen": Said("不算：词库取的是另一个", "does not count: the list takes another one"),
    "elsewhere": Said("不算：规则要找的是别的网站", "does not count: rules ask for other sites"),
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
            "要找的词，或词表文件（纯文本、CSV 或 YAML；里面写的匹配、整词、除外、截止都算数）；"
            "默认是自带的所有词表",
            "words to look for, or files of words (plain text, CSV or YAML; folds, whole words, "
            "exceptions and days of expiry that they say count); by default all the word lists "
            "that come with policyq",
        ),
    )
    parser.add_argument(
        "--policy",
        metavar=say("群规", "FILE"),
        help=say(
            "按这份群规找：它的词库和规则里的词，各按各的写法，还有规则要找的链接和联系方式；"
            "不算的也列出来，并说明原因",
            "look for the words of this policy's lists and rules, each in its own way, and for "
            "links and contacts that its rules ask for; what does not count is shown as well, and "
            "why",
        ),
    )
    sets = parser.add_argument_group(
        say("写法（词表自己写了匹配的词不受影响）", "folds (of words whose list says none)")
    ).add_mutually_exclusive_group()
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

    text = policies.one("-").text.removesuffix("\n") if args.text == "-" else args.text
    if args.policy is not None:
        from policyq.apps.cli import match_policy

        return match_policy.run(args, text)
    folds = SETS[args.set or "normally"] | frozenset(args.fold)
    entries = _stock() if args.words is None else _entries(args.words, args)
    found = Found(_judged(entries, folds, text), links.find(text), contacts.find(text))
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

    words: Sequence[Judged]
    links: Sequence[LinkHit]
    contacts: Sequence[ContactHit]


# -- words -----------------------------------------------------------------------------------------


def _stock() -> Iterator[Entry]:
    from policyq.resources import names, read_text
    from policyq.text import lexicon

    for name in names(_LEXICONS):
        yield from lexicon.of_file(read_text(f"{_LEXICONS}/{name}"), name).entries


def _entries(given: Iterable[str], args: Namespace) -> Iterator[Entry]:
    """The words that are named, and those of the files. Raises `exits.Stop`."""
    from policyq.text import lexicon

    for each in given:
        if _is_file(each):
            from policyq.apps.cli import wordfiles

            yield from wordfiles.lexicon_or_stop(each, args).entries
            continue
        words, problems = lexicon.read(each)
        for problem in problems:
            why = _OVERLONG if problem.id == "too_long" else _UNSEEN
            raise exits.Stop(
                exits.USAGE,
                Said(f"{why.zh}：{problem.word[:40]!r}", f"{why.en}: {problem.word[:40]!r}"),
            )
        yield from map(lexicon.Entry, words)


def _judged(entries: Iterable[Entry], folds: frozenset[str], text: str) -> list[Judged]:
    """What is found today; a hit that one list rejects and another does not counts."""
    from policyq.text.listed import Listed, Searcher, Word
    from policyq.text.words import Matcher

    words = dict.fromkeys(
        Word(one.text, folds if one.folds is None else one.folds, bool(one.whole), one.allowed, one.until)
        for one in entries
    )  # fmt: skip
    searcher = Searcher(Listed(tuple(words)), Matcher)
    today = datetime.now().astimezone().date().isoformat()
    best: dict[tuple[int, int, str], Judged] = {}
    for one in searcher.judged(text, today):
        place = (one.hit.start, one.hit.end, one.hit.word)
        if place not in best or (best[place].rejected and not one.rejected):
            best[place] = one
    return list(best.values())


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
    marks = [
        (hit.start, hit.end, said(hit, language) + why(rejected, language))
        for hit, rejected in found.words
    ]
    marks += [(hit.start, hit.end, link_said(hit, language)) for hit in found.links]
    marks += [(hit.start, hit.end, contact_said(hit, language)) for hit in found.contacts]
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


def why(rejected: str, language: str) -> str:
    """Why something that was found does not count; nothing, if it does."""
    if not rejected:
        return ""
    return ("；" if language == "zh" else "; ") + _REJECTED[rejected].in_(language)


def link_said(hit: LinkHit, language: str) -> str:
    """A link, and whether it is written to be missed."""
    link, spelt = ("链接", "（变形）") if language == "zh" else ("link", " (respelt)")
    return f"{link} {hit.url}{spelt if hit.respelt else ''}"


def contact_said(hit: ContactHit, language: str) -> str:
    """A contact and its kind."""
    return f"{CONTACTS[hit.kind].in_(language)} {hit.value}"


def _json(text: str, found: Found) -> str:
    import json

    document = {
        "hits": [{**row(text, hit), "rejected": rejected or None} for hit, rejected in found.words],
        "links": [link_row(text, hit) for hit in found.links],
        "contacts": [contact_row(text, hit) for hit in found.contacts],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def row(text: str, hit: Hit) -> dict[str, object]:
    """A hit as JSON has it."""
    return {"word": hit.word, **place(text, hit), "folds": list(hit.folds)}


def link_row(text: str, hit: LinkHit) -> dict[str, object]:
    """A link as JSON has it."""
    return {"url": hit.url, "host": hit.host, **place(text, hit), "respelt": hit.respelt}


def contact_row(text: str, hit: ContactHit) -> dict[str, object]:
    """A contact as JSON has it."""
    return {"kind": hit.kind, "value": hit.value, **place(text, hit)}


def place(text: str, hit: Hit | LinkHit | ContactHit) -> dict[str, object]:
    """Where a hit is, and what stands there."""
    return {"start": hit.start, "end": hit.end, "text": text[hit.start : hit.end]}
