"""Small changes of a policy, and whether its examples notice them.

`edits` changes trees and `lists` lists of words; `mutants` keeps the changes that mean something else;
`noticing` asks the examples; `scenes` makes up what could happen, `witness` finds among it an example
that notices a change; `report` says it.
"""
