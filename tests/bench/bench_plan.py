"""A plan of the log as it is over a log of Parquet, beside a replay by each of its two policies:
processor's time and peak memory, each in a process of its own.

``python tests/bench/bench_plan.py [GROUPS [DAYS]]``; 40 groups and 20 days are about 110,000 events. A
plan should cost no more than both replays and a fifth, and 1.5 GiB, for 5 million events (400 and 90).
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from policyq.apps.logs.writing import events_to
from policyq.events.community import generate, of_kind

POLICIES = Path(__file__).resolve().parents[2] / "policies"
CHANGED = {
    "时段 夜间 = 23:00-07:00": "时段 夜间 = 22:30-07:00",
    '"进群领取"': '"进群领取"、"包过"、"内部资料"',
}
"""What the new policy says in the place of the old one."""


class Took(NamedTuple):
    """What a command took."""

    seconds: float
    mebibytes: float


def took(*args: str) -> Took:
    """Runs policyq; it may say that something changed."""
    # The greatest of all processes so far stands for every one of them: each is asked by another.
    ask = (
        "import resource, subprocess, sys\n"
        "code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(code, used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    )
    command = [sys.executable, "-c", ask, sys.executable, "-m", "policyq", *args]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    if said[0] not in ("0", "2"):
        sys.exit(f"exit code {said[0]}: {' '.join(args)}")
    return Took(float(said[1]), float(said[2]) / 1024)


def main(groups: int = 40, days: int = 20) -> None:
    """Replays twice, plans, and prints what it took."""
    old = POLICIES / "base.zh.policyq"
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        for name in ("lexicons", "sites", "calendars"):
            shutil.copytree(POLICIES / name, here / name)
        text = old.read_text("utf-8")
        for was, is_ in CHANGED.items():
            text = text.replace(was, is_)
        new = here / old.name
        new.write_text(text, "utf-8")
        log = str(here / "log.parquet")
        events = 0
        with events_to(log, "parquet") as write:
            for event in generate(of_kind("study", groups=groups, days=days)):
                write(event)
                events += 1
        more = ("--log", log, "--key", "bench", "--json")
        replays = [took("replay", str(one), *more) for one in (old, new)]
        plan = took("plan", str(old), str(new), "--views", "fixed", *more)
    both = sum(one.seconds for one in replays)
    print(f"{events:,} events")
    for name, one in zip(("replay, old", "replay, new", "plan"), (*replays, plan), strict=True):
        print(f"{name:12} {one.seconds:7.1f} s {one.mebibytes:7.0f} MiB")
    print(f"a plan takes {plan.seconds / both:.2f} of both replays")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
