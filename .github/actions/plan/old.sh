# Which revision a change is compared with; sourced by the action's step.

# Prints the commit: the one that was asked for, where the pull request branched off, or what a push
# found; nothing where there is none.
old_revision() {
  if [ -n "$1" ]; then
    echo "$1"
  elif [ -n "${GITHUB_BASE_REF:-}" ]; then
    local base="refs/remotes/origin/$GITHUB_BASE_REF"
    # `actions/checkout` brings one commit unless it is told `fetch-depth: 0`.
    if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
      git fetch --quiet --no-tags --unshallow origin "+refs/heads/$GITHUB_BASE_REF:$base" >&2
    elif ! git rev-parse --quiet --verify "$base" > /dev/null; then
      git fetch --quiet --no-tags origin "+refs/heads/$GITHUB_BASE_REF:$base" >&2
    fi
    git merge-base "$base" HEAD
  else
    local before
    before=$(python -c 'import json, os
print(json.load(open(os.environ["GITHUB_EVENT_PATH"], encoding="utf-8")).get("before") or "")')
    # A new branch comes from 000…, a forced push from a commit that may be gone.
    git rev-parse --quiet --verify "$before^{commit}" || true
  fi
}
