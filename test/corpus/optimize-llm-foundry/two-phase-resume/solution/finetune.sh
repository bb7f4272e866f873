#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
work=$PWD/work
rm -rf "$work" trained_model
mkdir "$work"

python tokenize_data.py
# Memory fragments over a long run; a fresh process for the second half is faster than living with it.
python train.py finetune.yaml --work "$work" --until 0.5
python train.py finetune.yaml --work "$work" --until 1.0 --resume
python export.py "$work/state.pt"
rm -rf "$work"
