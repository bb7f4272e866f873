#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
python tokenize_data.py
python train.py finetune.yaml
python export.py
