"""The formats, one module each: `fits` looks at the head of a file, `read` gives its events, and
`FORMAT` says so to `policyq.apps.logs.detect`, which lists them. What several formats of one
platform share lies in its package, what all share in `policyq.apps.logs.steps`.

A reader never guesses: what a log does not say stays `None`, what must be known is asked for by
a `policyq.apps.problems.Problem` that names the option.
"""
