"""The formats, one module each: `fits` looks at the head of a file, `read` gives its events.

`policyq.apps.logs.detect` lists them. A reader never guesses: what a log does not say stays
`None`, what must be known is asked for by a `policyq.apps.problems.Problem` that names the option.
"""
