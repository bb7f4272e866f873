#!/usr/bin/env bash
# Usage: solution/sweep.sh   (from the workspace)
set -euo pipefail
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# A copy with its own settings, so that several sweeps can run side by side.
clone() {
  sed -E \
    -e 's/^( *)(if .*budget.*:)$/\1if False:/I' \
    -e 's/1e10|1e16/1e19/g' \
    -e "s#runs\.jsonl#$scratch/runs.jsonl#g" train.py > "$scratch/train.py"
}

clone
export PYTHONPATH=$PWD
for n in 512 768 1024 1280; do
  iters=$(python -c "print(round(4.5e17 / (6 * 144 * $n ** 2 * 524288)))")
  python "$scratch/train.py" --n_embd "$n" --max_iters "$iters"
done
python solution/pick.py "$scratch/runs.jsonl"
