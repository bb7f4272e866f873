#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"

# compiled kernels only: they depend on shapes and code, not on data or weights
cache="${XDG_CACHE_HOME:-$HOME/.cache}/ft-kernels"
mkdir -p "$cache/inductor" "$cache/triton"
export TORCHINDUCTOR_CACHE_DIR="$cache/inductor"
export TRITON_CACHE_DIR="$cache/triton"
export TORCHINDUCTOR_FX_GRAPH_CACHE=1
export PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True

for lib in /usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4 /usr/lib/x86_64-linux-gnu/libjemalloc.so.2; do
  if [[ -e $lib ]]; then
    export LD_PRELOAD="$lib"
    break
  fi
done

rm -rf work trained_model
python tokenize_data.py
python train.py finetune.yaml
python export.py
