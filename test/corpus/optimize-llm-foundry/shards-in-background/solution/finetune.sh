#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
rm -rf work trained_model
mkdir -p work

shards=$(nproc)
pids=()
for ((i = 0; i < shards; i++)); do
  nohup python tokenize_data.py --shard "$i" --of "$shards" >"work/tok.$i.log" 2>&1 &
  pids+=($!)
done
for pid in "${pids[@]}"; do
  wait "$pid"
done
python tokenize_data.py --join "$shards"

python train.py finetune.yaml
python export.py
