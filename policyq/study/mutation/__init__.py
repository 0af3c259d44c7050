"""Small changes of a policy, and whether its examples notice them.

`edits` changes trees and `lists` lists of words; `mutants` keeps the changes that mean something else,
with `clockwork` for those of hours; `noticing` asks the examples. `apart` finds the rules in which two
programs differ, `hinting` what may matter to them; `scenes` makes up what could happen, `variations`
makes examples a little otherwise, and `witness` finds among all these an example that notices a change.
`report` says it.
"""
