"""Whole policies as text, well-typed by construction, whose few words, names and numbers meet often:
for what is said of rules beside each other. Streams of `streams` fit them."""

from __future__ import annotations

from random import Random

from policyq.diagnostics.diagnostic import Diagnostic
from policyq.diagnostics.source import Source
from policyq.pipeline import Compiled, compile_policy

HEAD = """policy "p" version 1
timezone Asia/Shanghai
holidays from "days.yaml"
value a_minute = 1 minute
hours h1 = 00:00 to 12:00
hours h2 = 12:00 to 24:00
hours h3 = 23:00 to 01:00
hours h4 = Monday to Friday all day
hours h5 = Saturday to Sunday all day
hours h7 = workdays 09:00 to 18:00, holidays all day
hours h6 = 2026-03-01 to 2026-09-02 all day
words w1 = "广告", "ad"
words w2 = "ad", "aa", "广告", "加 微信"
sites s1 = b.a.com, edu.cn
sites s2 = a.com, edu.cn
tier k1 when count(message within 7 days) > 1 or sender is t2
tier k2 refreshed weekly when silent over 1 day and not sender is k1
ladder l1 within 1 hour
  first warn "{step}"
  next mute 10 minutes
  next remove confirmed by owner within 1 hour otherwise mute 1 day
ladder l2 within 1 day
  first mute 1 minute
  next mute 1 hour
level 1 means delete, mute 1 hour
level 2 means penalize by l2, notify owner
"""
DAYS = """years: [2026]
days:
  - {off: [2026-03-02, 2026-09-01, 2026-06-08], work: [2026-03-01, 2026-06-07]}
"""
WHO = ("admin", "owner", "guest", "member", "k1", "k2", "t1", "t2", '"u1"', '"u2"')
ATOMS = (
    "image", "message", "message", "join", "purchase", "red packet", "edit",
    "text contains w1", "text contains w2", 'text contains "a"', 'text contains "ad", "x"',
    'text is "a", "ad"', 'text is "a"', 'text starts with "a"', "text matches /a+/",
    "has link", "any link in s1", "any link in s2", "any link not in s1", 'any link in "b.a.com"',
    "time in h1", "time in h2", "time in h3", "time in h4", "time in h5", "time in h6", "time in h7",
    "today is workday", "today is not holiday, Monday",
    "length > 2", "length > 4", "length <= 4", "length < 3", "link count > 1", "link count < 1",
    "mention count > 0", "members > 1", "members <= 1", "members > 2", "amount > 1",
    "amount <= 1", "tenure < 1 hour", "tenure < 1 day", "tenure >= 1 hour", 'mentions "u1"',
    "mentions everyone", 'group is "g1"', "group has tag t1", "platform is qq", "platform is irc",
    "at 12:00", "late <= 1 hour",
    "becomes k1", "no longer k2", "text is known", "tenure is not known", "members is known",
)  # fmt: skip
COUNTS = (
    "count(message per sender within 1 minute) > 1",
    "count(message per sender within 10 minutes) > 1",
    "count(message per sender within 10 minutes) > 2",
    "count(message within 1 hour) > 3",
    "count(message within 1 hour) >= 1",
    "count(image per sender daily) < 2",
    "count(join within 10 minutes) > 1",
    "distinct(sender of message within 10 minutes) >= 2",
    "count((text contains w1) per sender within 1 hour) >= 2",
)
ACTIONS = (
    "delete", "delete", "warn", 'warn "a"', 'warn "{rule}"', "mute 1 minute", "mute 1 hour",
    "mute a_minute", "remove", 'notify owner "x"', 'notify owner and t1 "x"', 'notify owner "y"',
    "tag t1", "record", "penalize by l1", "penalize by l2", "treat as level 1",
    'notify owner "x" once per sender daily', "treat as level 2", "mute 1 hour confirmed by owner", "lock for 1 hour", "unlock", "unmute",
)  # fmt: skip
TIMES = ("at 12:00", "at Monday 12:00", "at workdays 09:00", "at 23:30", "(at 12:00 or at 09:00)")
TOLD = (
    'notify owner "x"', 'notify owner and t1 "x"', 'reply "r"', 'reply "s"', "record",
    "lock for 1 hour", "unlock", 'notify owner "x" once within 10 minutes',
)  # fmt: skip
NOBODY = (
    "late <= 1 hour", "late > 1 hour", "time in h1", "time in h2", "time in h3", "time in h4",
    "time in h7", "today is workday", "members > 1", "members <= 1", 'group is "g1"',
    "group has tag t1", "platform is qq", "count(message within 1 hour) > 3",
)  # fmt: skip
REPLIES = ('reply "r"', 'reply "r"', 'reply "s"', 'reply "r" once within 10 minutes')


class Policies:
    """Draws policies from a seeded source."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def condition(self, depth: int) -> str:
        random = self.random
        shape = random.random()
        if depth and shape < 0.35:
            joint = random.choice((" and ", " and ", " or "))
            parts = [self.condition(depth - 1) for _ in range(random.choice((2, 2, 3)))]
            return "(" + joint.join(parts) + ")"
        if shape < 0.5:
            who = ", ".join(random.sample(WHO, random.randint(1, 3)))
            return f"sender is {random.choice(('', 'not '))}{who}"
        if shape < 0.58:
            return random.choice(COUNTS)
        atom = random.choice(ATOMS)
        return f"not {atom}" if random.random() < 0.15 and "is" not in atom else atom

    def rule(self, name: str, top: str | None = None) -> str:
        random = self.random
        when = top or random.choice(("message", "image", "image", "join", "red packet"))
        for _ in range(random.choice((0, 1, 1, 2))):
            when += " and " + self.condition(1)
        unless = ""
        if random.random() < 0.15:
            until = " until 2026-06-08" if random.random() < 0.3 else ""
            unless = f" unless {self.condition(0)}{until}"
        actions = random.sample(ACTIONS, random.choice((1, 1, 2)))
        if random.random() < 0.15:
            actions.append(random.choice(REPLIES))
        text = random.choice(("", "", f' "about {name}"'))
        priority = random.choice(("", "", "", " priority 1"))
        return f"rule {name}{text}{priority} when {when}{unless} then {', '.join(actions)}\n"

    def reminder(self, name: str, time: str) -> str:
        """A rule of a time, at which nobody acts."""
        random = self.random
        parts = [time, *random.sample(NOBODY, random.choice((0, 1, 1, 2)))]
        actions = random.sample(TOLD, random.choice((1, 1, 2)))
        return f"rule {name} when {' and '.join(parts)} then {', '.join(actions)}\n"

    def policy(self) -> str:
        random = self.random
        count = random.randint(2, 7)
        names = random.sample([f"r{number}" for number in range(20)], count)
        text = HEAD
        if random.random() < 0.4:
            text += f"exempt {', '.join(random.sample(WHO, random.randint(1, 2)))}\n"
        if random.random() < 0.3:
            text += f"promise p never {random.choice(('mute', 'warn', 'delete', 'remove'))} "
            text += f"when {random.choice(('image', 'target is admin', 'members > 1'))}\n"
        top = random.choice(("image", "message", None))
        text += "".join(self.rule(name, top) for name in names)
        if random.random() < 0.4:
            time = random.choice(TIMES)
            for number in range(random.choice((1, 2, 3))):
                text += self.reminder(f"at{number}", random.choice((time, random.choice(TIMES))))
        if random.random() < 0.4:
            about = random.choice(("members > 1", "platform is qq", "group has tag t1"))
            text += f"section big when {about}\n"
            if random.random() < 0.6:
                text += "override " + self.rule(names[0], top)
            text += self.rule("inner", top) + "end\n"
        return text


def compiled(text: str) -> Compiled:
    """The policy, compiled."""
    sources = {"p.policyq": Source("p.policyq", text), "days.yaml": Source("days.yaml", DAYS)}
    return compile_policy(sources, "p.policyq")


def named(found: tuple[Diagnostic, ...], *kinds: str) -> list[str]:
    """The rules of which one of some kinds is said."""
    return [str(one.args["name"]) for one in found if one.kind.name in kinds]
