#!/bin/bash
set -e
cd "$(dirname "$0")"

# runtime knobs, kept out of the tracked yaml
declare -A knob=(
  [device_train_microbatch_size]=32
  [log_interval]=50
  [num_workers]=2
  [max_steps]=50
  [max_seq_len]=128
)

mkdir -p work
cp finetune.yaml work/run.yaml
for key in "${!knob[@]}"; do
  sed -i -E "s|^(${key}:).*|\1 ${knob[$key]}|" work/run.yaml
done

python tokenize_data.py
python -O train.py work/run.yaml
python export.py
