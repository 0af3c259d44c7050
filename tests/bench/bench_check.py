"""How long it takes to compile policies of 300 and of 10,000 rules, from text to program."""

from __future__ import annotations

import sys
import time

from policyq.diagnostics.source import Source
from policyq.pipeline import compile_policy
from policyq.syntax.parse import parse

SIZES = (300, 10_000)
ROUNDS = 3

HEAD = """policy "bench" version 1
timezone Asia/Shanghai
hours night = 23:00 to 07:00
sites study = zhihu.com, edu.cn
exempt owner, admin
ladder standard within 30 days
  first warn "please keep to the rules: {rule}"
  next mute 10 minutes
  next remove confirmed by owner within 2 hours otherwise mute 1 day
level 3 means penalize by standard
"""

KINDS = (
    'rule r{n} "no. {n}" when message contains "w{n}a", "w{n}b" then delete, treat as level 3',
    "rule r{n} when message and time in night and length > {n} then penalize by standard",
    'rule r{n} when any link not in study and length > {n} then delete, warn "link {n}"',
    "rule r{n} when count(message per sender within {m} seconds) > {n} then mute 10 minutes",
    'rule r{n} when message matches /x{n}[0-9]+/ unless sender is guest then reply "no {n}"',
)


def policy(rules: int) -> str:
    """A policy of so many different rules, of five kinds."""
    lines = [
        KINDS[number % len(KINDS)].format(n=number + 1, m=number % 50 + 10)
        for number in range(rules)
    ]
    return HEAD + "\n".join(lines) + "\n"


def seconds(text: str) -> tuple[float, float]:
    """The least of some rounds, everything imported and the grammar built: by the clock, and of
    the processor, which other work on the machine does not change."""
    best = (float("inf"), float("inf"))
    for _ in range(1 if len(text) > 100_000 else ROUNDS):
        began = time.perf_counter(), time.process_time()
        compiled = compile_policy({"p.policyq": Source("p.policyq", text)}, "p.policyq")
        best = min(best, (time.perf_counter() - began[0], time.process_time() - began[1]))
        if compiled.program is None:
            sys.exit(f"the policy is wrong: {[d.code for d in compiled.diagnostics][:5]}")
    return best


def main() -> None:
    """Print one line each."""
    began = time.perf_counter()
    parse(Source("p.policyq", policy(1)))
    print(f"{'the grammar, once':<28}{time.perf_counter() - began:8.2f} s")
    for size in SIZES:
        clock, processor = seconds(policy(size))
        print(f"{f'{size:,} rules':<28}{clock:8.2f} s  ({processor:.2f} s of the processor)")


if __name__ == "__main__":
    main()
