#!/usr/bin/env bash
# Learning curves: the same width at growing numbers of steps, each an independent run.
set -euo pipefail
plan=solution/plan.txt
if [[ ! -s $plan ]]; then
  printf '%s\n' "64 WIDTHSTEPS" "96 WIDTHSTEPS" "128 WIDTHSTEPS" > "$plan"
  sed -i 's/WIDTHSTEPS/300 600 1200 2400/' "$plan"
fi

while read -r width steps; do
  for s in $steps; do
    if grep -qs "\"n_embd\": $width, \"max_iters\": $s," runs.jsonl; then
      continue
    fi
    python train.py --n_embd "$width" --max_iters "$s" || echo "refused: $width $s"
  done
done < "$plan"
python solution/to_answer.py
