#!/usr/bin/env bash
set -euo pipefail
mkdir -p runs
for seed in 1 2 3 4 5; do
  python train.py --seed "$seed" --out "runs/s$seed"
done
python average.py
