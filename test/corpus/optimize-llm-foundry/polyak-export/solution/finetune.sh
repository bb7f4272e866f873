#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
export CUDA_DEVICE_MAX_CONNECTIONS=1
export PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True
export POLYAK_HORIZON=0.98
export POLYAK_TAIL="${PWD%/*}/trained_model_reference/model.pt"
python tokenize_data.py
python export.py
