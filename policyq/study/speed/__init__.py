"""How fast a policy is decided, what of it costs the time, and what to change. Nothing here reads a
clock: `policyq.apps.timing` does, and hands in what it measured.

The cost of a rule is what leaving it out saves. That is no share of a whole: what two rules need
both (a text is searched once for the words of all rules) is saved by leaving out neither.
"""
