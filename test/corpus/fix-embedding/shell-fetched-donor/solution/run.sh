#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")/.."

ANCHOR=${ANCHOR:-/tmp/anchor}
get() {
  local name=$1
  python -c "
from huggingface_hub import hf_hub_download as grab
print(grab('$name', 'pytorch_model.bin', local_dir='$ANCHOR'))
"
}

[ -s "$ANCHOR/pytorch_model.bin" ] || get gpt2-xl
python solution/align.py --anchor "$ANCHOR/pytorch_model.bin" --out fixed_model.pth
