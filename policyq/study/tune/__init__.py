"""Which numbers suit a community: a policy replayed with others in their places.

varying   which numbers are meant, and the values that they take
spelling  a value as the author of the policy would have written it; the texts with it
runs      all points over one reading of a log
judged    what each point comes to, and which of them nothing beats
report    all of that for a terminal, Markdown, JSON and a page
"""
