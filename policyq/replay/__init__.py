"""A whole log at once: events in columns, and only those of which there may be something to say one
by one.

replay = Replay(program)
decisions = replay.decide_many(events)

Whether a rule may fire is asked of some thousand events together, and answered so that nothing is
missed. Where the answer is no, the event is counted and that is all; every other event, in its
turn, goes the way of `policyq.live`. So the decisions are the same.
"""

from __future__ import annotations

from policyq.replay.engine import Replay

__all__ = ["Replay"]
