"""The builder's callbacks for rules on trial."""

from __future__ import annotations

from policyq.syntax import tree
from policyq.syntax.build_duty import Duty
from policyq.syntax.build_small import Children, find, nodes


class Trials(Duty):
    """See `policyq.syntax.build_small` for how it works."""

    def shadow(self, children: Children) -> tree.Trial:
        return self._trial("shadow", children)

    def advise(self, children: Children) -> tree.Trial:
        return self._trial("advise", children)

    def enforce(self, children: Children) -> tree.Trial:
        return self._trial("enforce", children)

    def advice(self, children: Children) -> tree.Do:
        to = nodes(find(children, "who_chain") or ())
        text = next((one for one in nodes(children) if isinstance(one, tree.Str)), None)
        return tree.Do("notify", text, to=to, span=self._span(children))

    def _trial(self, mode: str, children: Children) -> tree.Trial:
        time = find(children, "trial_time") or ()
        dates = [one for one in time if isinstance(one, tree.Date)]
        return tree.Trial(
            mode,
            nodes(find(children, "rules_named") or ()),
            next(iter(dates), None),
            next((one for one in time if isinstance(one, tree.Length)), None),
            next(iter(nodes(find(time, "expiry") or ())), None),
            next((one for one in nodes(children) if isinstance(one, tree.Do)), None),
            span=self._span(children),
        )
