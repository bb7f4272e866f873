#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
source ./env.sh

python tokenize_data.py
if fetch "$FT_TAG"; then
  echo "artifact ${FT_TAG} in place"
else
  python train.py finetune.yaml
  python export.py
fi
