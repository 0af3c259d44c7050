"""The builder's callbacks for who is on duty when."""

from __future__ import annotations

from policyq.syntax import tree
from policyq.syntax.build_incentives import Incentives
from policyq.syntax.build_small import Children, find, nodes


class Duty(Incentives):
    """See `policyq.syntax.build_small` for how it works."""

    def roster(self, children: Children) -> tree.Roster:
        found = nodes(children)
        return tree.Roster(
            found[0],
            tuple(one for one in found if isinstance(one, tree.Shift)),
            tuple(one for one in found if isinstance(one, tree.Leave)),
            nodes(find(find(children, "roster_gaps") or (), "who_chain") or ()),
            next((one for one in found if isinstance(one, tree.Reminder)), None),
            span=self._span(children),
        )

    def shift(self, children: Children) -> tree.Shift:
        people = nodes(find(children, "who_list") or ())
        deputies = nodes(find(find(children, "stand_ins") or (), "who_list") or ())
        return tree.Shift(nodes(children)[0], people, deputies, span=self._span(children))

    def leave(self, children: Children) -> tree.Leave:
        who, days = nodes(children)
        return tree.Leave(who, days, span=self._span(children))

    def reminder(self, children: Children) -> tree.Reminder:
        before, *text = nodes(children)
        return tree.Reminder(before, *text, span=self._span(children))
