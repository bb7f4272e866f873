#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
rm -rf work trained_model
python tokenize_data.py
for micro in 32 16 8 4; do
  # same global batch each time; a smaller micro-batch continues where the larger one ran out of memory
  if MICRO=$micro python train.py finetune.yaml; then
    break
  fi
done
python export.py
