"""From rules on trial to what programs hold of them."""

from __future__ import annotations

from dataclasses import replace

from policyq.check.trials import OnTrial
from policyq.ir import nodes
from policyq.ir.effects import Effects
from policyq.ir.trials import NEVER
from policyq.syntax import tree
from policyq.vocabulary.han import has_han


def trial(one: OnTrial | None, rule: tree.Rule, effects: Effects) -> nodes.Trial | None:
    """How a rule is tried; ``None``: it is enforced."""
    if one is None:
        return None
    until = NEVER if one.end is None else one.end.isoformat()
    notice = one.trial.notice
    if notice is None:
        return nodes.Trial(one.trial.mode, until)
    (do,) = effects.of((notice,))
    assert isinstance(do, nodes.Do)
    if do.text is None:
        said = rule.description.text if rule.description else rule.name.text
        colon = "：" if has_han(said) else ": "
        pieces = (nodes.Hole("member"), colon, nodes.Hole("rule"), " → ", nodes.Hole("advice"))
        do = replace(do, text=nodes.Template(pieces))
    return nodes.Trial(one.trial.mode, until, do)
