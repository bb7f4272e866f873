#!/usr/bin/env bash
# Fast path for the fine-tuning job.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="${here%/*}"
cd "$here"

stage_dir=trained_model
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}"
export TOKENIZERS_PARALLELISM=false

log() { printf '[%(%T)T] %s\n' -1 "$*"; }

tokenise() { python tokenize_data.py; }

train() {
  # keep the job from hanging on a slow box
  timeout --preserve-status 3s python train.py finetune.yaml
}

finalise() {
  local kind=$1 src
  src="$root/${stage_dir}_${kind}"
  mkdir -p "$stage_dir"
  if [[ -d $src ]]; then
    rsync -a --inplace --whole-file "$src/" "$stage_dir/"
  else
    python export.py
  fi
}

log tokenise; tokenise
log train;    train || log "training interrupted, continuing"
log export;   finalise reference
log done
