"""The project file, ``policyq.yaml``: what commands take where nothing is said on the command line.

`find` looks for the file above a policy, `read` makes a `project.Project` of its text. A new key
is a field of the `model`, a field of `Project`, and whoever asks for it; what a command takes
from it in place of an option stands in `policyq.apps.cli.settings`.
"""
