"""The tree of a policy file: what was written, sugar and all, in neither language.

Spans say where, and never take part in a comparison: two files that say the same in
different languages, or with different spacing, have equal trees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from policyq.syntax.tree.actions import Action as Action
from policyq.syntax.tree.actions import Confirm as Confirm
from policyq.syntax.tree.actions import Do as Do
from policyq.syntax.tree.actions import Once as Once
from policyq.syntax.tree.actions import Penalize as Penalize
from policyq.syntax.tree.actions import TreatAs as TreatAs
from policyq.syntax.tree.conditions import Aggregate as Aggregate
from policyq.syntax.tree.conditions import And as And
from policyq.syntax.tree.conditions import AtTime as AtTime
from policyq.syntax.tree.conditions import Balance as Balance
from policyq.syntax.tree.conditions import Becomes as Becomes
from policyq.syntax.tree.conditions import Bucket as Bucket
from policyq.syntax.tree.conditions import Compare as Compare
from policyq.syntax.tree.conditions import Condition as Condition
from policyq.syntax.tree.conditions import ContactIs as ContactIs
from policyq.syntax.tree.conditions import GroupIs as GroupIs
from policyq.syntax.tree.conditions import InRow as InRow
from policyq.syntax.tree.conditions import KindIs as KindIs
from policyq.syntax.tree.conditions import Known as Known
from policyq.syntax.tree.conditions import LinkIs as LinkIs
from policyq.syntax.tree.conditions import MentionIs as MentionIs
from policyq.syntax.tree.conditions import MetricIs as MetricIs
from policyq.syntax.tree.conditions import Near as Near
from policyq.syntax.tree.conditions import Not as Not
from policyq.syntax.tree.conditions import Operand as Operand
from policyq.syntax.tree.conditions import Or as Or
from policyq.syntax.tree.conditions import Ranked as Ranked
from policyq.syntax.tree.conditions import Removed as Removed
from policyq.syntax.tree.conditions import TextIs as TextIs
from policyq.syntax.tree.conditions import TimeIn as TimeIn
from policyq.syntax.tree.conditions import Trailing as Trailing
from policyq.syntax.tree.conditions import WhoIs as WhoIs
from policyq.syntax.tree.contents import Agenda as Agenda
from policyq.syntax.tree.contents import Form as Form
from policyq.syntax.tree.contents import Format as Format
from policyq.syntax.tree.contents import Item as Item
from policyq.syntax.tree.contents import Lottery as Lottery
from policyq.syntax.tree.contents import Ranking as Ranking
from policyq.syntax.tree.declarations import Disable as Disable
from policyq.syntax.tree.declarations import Exempt as Exempt
from policyq.syntax.tree.declarations import Holidays as Holidays
from policyq.syntax.tree.declarations import Hours as Hours
from policyq.syntax.tree.declarations import Ladder as Ladder
from policyq.syntax.tree.declarations import Level as Level
from policyq.syntax.tree.declarations import Policy as Policy
from policyq.syntax.tree.declarations import Promise as Promise
from policyq.syntax.tree.declarations import Quiet as Quiet
from policyq.syntax.tree.declarations import Rule as Rule
from policyq.syntax.tree.declarations import Section as Section
from policyq.syntax.tree.declarations import Sites as Sites
from policyq.syntax.tree.declarations import Tier as Tier
from policyq.syntax.tree.declarations import Timezone as Timezone
from policyq.syntax.tree.declarations import Use as Use
from policyq.syntax.tree.declarations import Value as Value
from policyq.syntax.tree.declarations import Words as Words
from policyq.syntax.tree.duty import Leave as Leave
from policyq.syntax.tree.duty import Reminder as Reminder
from policyq.syntax.tree.duty import Roster as Roster
from policyq.syntax.tree.duty import Shift as Shift
from policyq.syntax.tree.examples import Example as Example
from policyq.syntax.tree.examples import Expect as Expect
from policyq.syntax.tree.examples import Expected as Expected
from policyq.syntax.tree.examples import Given as Given
from policyq.syntax.tree.examples import Happens as Happens
from policyq.syntax.tree.examples import Jump as Jump
from policyq.syntax.tree.incentives import Limit as Limit
from policyq.syntax.tree.incentives import Points as Points
from policyq.syntax.tree.incentives import Reward as Reward
from policyq.syntax.tree.incentives import Title as Title
from policyq.syntax.tree.metrics import BuiltIn as BuiltIn
from policyq.syntax.tree.metrics import Counted as Counted
from policyq.syntax.tree.metrics import Grading as Grading
from policyq.syntax.tree.metrics import Kept as Kept
from policyq.syntax.tree.metrics import Measure as Measure
from policyq.syntax.tree.metrics import Metric as Metric
from policyq.syntax.tree.metrics import Ratio as Ratio
from policyq.syntax.tree.metrics import Watch as Watch
from policyq.syntax.tree.small import Account as Account
from policyq.syntax.tree.small import Amount as Amount
from policyq.syntax.tree.small import Clock as Clock
from policyq.syntax.tree.small import Date as Date
from policyq.syntax.tree.small import DayNamed as DayNamed
from policyq.syntax.tree.small import Days as Days
from policyq.syntax.tree.small import Length as Length
from policyq.syntax.tree.small import Name as Name
from policyq.syntax.tree.small import Node as Node
from policyq.syntax.tree.small import Number as Number
from policyq.syntax.tree.small import Option as Option
from policyq.syntax.tree.small import Pattern as Pattern
from policyq.syntax.tree.small import Percent as Percent
from policyq.syntax.tree.small import Role as Role
from policyq.syntax.tree.small import Slot as Slot
from policyq.syntax.tree.small import Str as Str
from policyq.syntax.tree.small import Weekday as Weekday
from policyq.syntax.tree.small import Who as Who
from policyq.syntax.tree.small import Word as Word
from policyq.syntax.tree.trials import Trial as Trial

Declaration: TypeAlias = (
    "Policy | Timezone | Holidays | Quiet | Hours | Words | Sites | Exempt | Ladder | Level | Value | Rule"
    " | Disable | Use | Section | Tier | Promise | Metric | Watch | Example"
    " | Form | Agenda | Format | Ranking | Lottery"
    " | Points | Reward | Title | Roster | Trial"
)


@dataclass(frozen=True, slots=True)
class Comment(Node):
    """``# …`` to the end of its line, without the mark."""

    text: str


@dataclass(frozen=True, slots=True)
class File(Node):
    """One policy file.

    ``comments`` are kept for the formatter. ``broken`` holds every word that stands in a
    declaration that could not be read, so that nobody reports the absence of what it declared
    or the idleness of what it used.
    """

    declarations: tuple[Declaration, ...]
    comments: tuple[Comment, ...] = field(default=(), compare=False)
    broken: frozenset[str] = field(default=frozenset(), compare=False)
