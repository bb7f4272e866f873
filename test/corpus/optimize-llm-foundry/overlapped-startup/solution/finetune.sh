#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"

read_ahead() { cat ../base_model/*.safetensors > /dev/null; }
warm_bytecode() { python -c 'import torch, transformers' > /dev/null 2>&1; }

jobs_started=()
read_ahead &
jobs_started+=($!)
warm_bytecode &
jobs_started+=($!)
python tokenize_data.py &
tokens=$!

wait "$tokens"
python train.py finetune.yaml
python export.py
for job in "${jobs_started[@]}"; do wait "$job" || true; done
