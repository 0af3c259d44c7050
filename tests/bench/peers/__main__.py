"""``python -m peers``: measures everything and writes it as JSON; see ``make bench-peers``."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from peers import by_hand, engines, logs, once, sections
from peers.facts import Around
from peers.measuring import as_json, measure
from peers.workload import Workload, workload

_CHECKED = 20_000
_CHECKED_SLOWLY = 300
_SIZES = (10, 100, 1_000, 10_000)
_OWN = ("ahocorasick-rs", "daachorse", "numpy", "policyq", "pyarrow")


def machine() -> Mapping[str, object]:
    """What it ran on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in _lines(Path("/proc/cpuinfo"))
            if line.startswith("model name")
        ),
        platform.processor() or platform.machine(),
    )
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "day": datetime.now(UTC).date().isoformat(),
    }


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def verify(work: Workload, peers: Mapping[str, engines.Engine]) -> None:
    """Stops where somebody answers otherwise than policyq."""
    asked: dict[str, tuple[Any, int]] = {
        "by hand": (by_hand.ByHand(work.words).decide, _CHECKED),
        "by hand, tuned": (by_hand.Tuned(work.words).decide, _CHECKED),
    }
    for name, peer in peers.items():
        slow = name in ("cel-python", "rule-engine")
        asked[name] = (
            Around(work.words, peer.core()).decide,
            _CHECKED_SLOWLY if slow else _CHECKED,
        )
    for name, (ask, count) in asked.items():
        wrong = sections.differing(work, ask, count)
        print(
            f"{name:28} {wrong} of {min(count, len(work.events)):,} answers differ from policyq's"
        )
        if wrong:
            sys.exit(1)


def tell(title: str, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Prints rows as they come."""
    print(f"\n{title}")
    found = []
    for row in rows:
        found.append(row)
        said = [f"{key} {row[key]:,}" for key in ("rules", "words", "firing") if key in row]
        if "microseconds" in row:
            (middle, low, high), ratio = row["microseconds"], row["ratio"]
            said += [f"{row['name']:28} {middle:12,.2f} µs ({low:,.2f} to {high:,.2f})"]
            said += [
                f"× {ratio[0]:.2f} ({ratio[1]:.2f} to {ratio[2]:.2f})  {row['events']:,} events"
            ]
        else:
            middle, low, high = row["seconds"]
            said += [f"{row['what']:34} {middle:8.3f} s ({low:.3f} to {high:.3f})"]
        print("  " + "  ".join(said), flush=True)
    return found


def main() -> None:
    """Measures, prints, writes."""
    parser = argparse.ArgumentParser(prog="peers", description=__doc__)
    parser.add_argument("--json", type=Path, help="where to write what was measured")
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=1.0, help="for one contender in a round")
    parser.add_argument("--only", nargs="*", default=[], help="sections: " + ", ".join(_SECTIONS))
    parser.add_argument("--alone", action="store_true", help="without the other engines")
    args = parser.parse_args()
    loaded = {} if args.alone else {name: engines.load(name) for name in engines.MODULES}
    peers = {one.PACKAGE: one for one in loaded.values() if one is not None}
    work = workload(args.events)
    verify(work, peers)
    found = {
        name: tell(name, _SECTIONS[name](work, peers, args.rounds, args.seconds))
        for name in args.only or _SECTIONS
    }
    if args.json is not None:
        said = {
            "machine": machine(),
            "versions": {name: version(name) for name in (*_OWN, *peers)},
            "rounds": args.rounds,
            "events": len(work.events),
            "engines": {
                one.PACKAGE: {"how": one.HOW._asdict(), "lacks": one.LACKS._asdict()}
                for one in peers.values()
            },
            "sections": found,
        }
        text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
        args.json.write_text(text, encoding="utf-8")


def _whole(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    return as_json(measure(list(sections.whole(work, peers)), rounds, seconds))


def _core(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    facts = sections.prepared(work)
    return as_json(measure(list(sections.core(work, facts, peers)), rounds, seconds))


def _lists(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    facts = sections.prepared(work)
    return as_json(measure(list(sections.lists(work, facts, peers)), rounds, seconds))


def _rules(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    facts = sections.prepared(work)
    return sections.word_scaling(work.events, facts, peers, _SIZES, max(3, rounds // 2), seconds)


def _mixed(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    return sections.mixed_scaling(work.events[:50_000], _SIZES[:3], max(3, rounds // 2), seconds)


def _words(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    return sections.more_words(work, 60_000, max(3, rounds // 2), seconds)


def _logs(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    return logs.whole_logs(work, max(3, rounds // 2))


def _once(work: Workload, peers: Any, rounds: int, seconds: float) -> Iterable[Any]:
    return once.one_offs()


_SECTIONS: dict[str, Any] = {
    "whole": _whole,
    "core": _core,
    "lists": _lists,
    "rules": _rules,
    "mixed": _mixed,
    "words": _words,
    "logs": _logs,
    "once": _once,
}


if __name__ == "__main__":
    main()
