#!/bin/sh
# What `make demo` runs: a stock policy checked and tested, a made-up community generated and
# replayed, then one mistake and what is said of it. Leaves its files in demo-output/.
set -eu

say() { printf '\n=== %s\n\n' "$1"; }
run() { printf '$ policyq %s\n' "$*"; policyq "$@"; }

rm -rf demo-output
mkdir demo-output
cd demo-output

say '从一份现成的群规开始 · Start from a stock policy'
run init . --language zh
sed -n '11,54p' study-group.zh.policyq

say '检查有没有写错，运行群规里的示例 · Check it and run the examples in it'
run check .
run test .

say '生成一个虚拟社群 · Make up a community'
run generate --groups 60 --days 8 --seed 2026 --out community.jsonl
printf '%s\n' "$(wc -l < community.jsonl) events"

say '在上面重放群规 · Replay the policy over it'
run replay study-group.zh.policyq --log community.jsonl

say '改错一个字 · One slip of the pen'
sed 's/不在 学习网站$/不在 学习网占/' study-group.zh.policyq > mistake.policyq
for language in zh en; do
  if run check mistake.policyq --lang "$language"; then
    echo 'the mistake was not found' >&2
    exit 1
  fi
  echo
done
