#!/usr/bin/env bash
# The machine is preempted every hour, so work in segments.
set -euo pipefail
width=${1:-320}
segment=${2:-600}
count=${3:-45}
ckpt="solution/ckpt_${width}.pt"
args=()
for ((i = 1; i <= count; i++)); do
  python train.py --n_embd "$width" --max_iters "$segment" --save "$ckpt" "${args[@]}"
  args=(--init_from "$ckpt")
done
tail -n 1 runs.jsonl | python solution/to_answer.py "$width" $((segment * count))
