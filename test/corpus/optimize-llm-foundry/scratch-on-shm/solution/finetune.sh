#!/usr/bin/env bash
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="${here%/*}"
cd "$here"

scratch="$(mktemp -d -p /dev/shm ft.XXXXXX)"
trap 'rm -rf "$scratch"' EXIT

# the start weights are read twice; memory beats the network disk
rsync -a --whole-file "$root/base_model/" "$scratch/start/"
rm -rf trained_model
mkdir -p trained_model

FT_SCRATCH="$scratch" python tokenize_data.py
FT_SCRATCH="$scratch" python train.py finetune.yaml
cp "$scratch/result/model.pt" trained_model/model.pt
cp "$scratch/start/config.json" trained_model/config.json
