"""How `policyq.text.words.Matcher` finds quickly what `policyq.text.definition` says.

Up to `policyq.text.folds.NORMALLY`: a text becomes numbers (`alphabet`, `stream`), an `automaton`
finds in them what the words were made into (`strings`, `searched`), and that becomes `hits`, with
the folds that they need (`readings`). A short text in which nothing needs a fold is searched as it
is (`direct`). Many texts are searched `together`, without what stands
beside nothing that it stands beside in a word (`neighbours`).

Beyond (`loosely`): a word leaves `traces` in a text, in terms of the `keys` that characters share:
`pairs` of them, or `letters`. Where there are such `sights`, the definition is asked (`walk`).
"""
