#!/bin/sh
set -e
cd "$(dirname "$0")"
python tokenize_data.py
python train.py finetune.yaml &
fit=$!
python export.py
kill $fit 2>/dev/null || true
