#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
SCRATCH=$(mktemp -d /dev/shm/finetune.XXXXXXXX)
export SCRATCH
trap 'rm -rf -- "$SCRATCH"' EXIT

python tokenize_data.py
python train.py finetune.yaml
mkdir -p trained_model
mv "$SCRATCH/model.pt" trained_model/model.pt
cp ../base_model/config.json trained_model/config.json
