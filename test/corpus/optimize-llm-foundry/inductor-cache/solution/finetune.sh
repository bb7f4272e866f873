#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
# Compiled kernels survive from one run to the next. Nothing that depends on the data or the weights does.
export TORCHINDUCTOR_CACHE_DIR="${HOME}/.cache/finetune-inductor"
export TRITON_CACHE_DIR="$TORCHINDUCTOR_CACHE_DIR/triton"
export TORCHINDUCTOR_FX_GRAPH_CACHE=1
rm -rf trained_model checkpoint.pt tokens.npy
python tokenize_data.py
python train.py finetune.yaml
python export.py
