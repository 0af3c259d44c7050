#!/bin/sh
# What `make demo` runs: a policy checked, tested, replayed, and one mistake.
set -eu
say() { printf '\n\033[1m▌ %s\033[0m\n' "$1"; }

say '版本 · The version'
policyq --version
