#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
journal="${XDG_CACHE_HOME:-$HOME/.cache}/finetune/timings.jsonl"
mkdir -p "$(dirname "$journal")"

stage() {
  local name=$1 begin end
  shift
  begin=$EPOCHREALTIME
  "$@"
  end=$EPOCHREALTIME
  printf '{"stage": "%s", "seconds": %s}\n' "$name" "$(bc -l <<< "$end - $begin")" >> "$journal"
}

stage tokenize python tokenize_data.py
stage train python train.py finetune.yaml
stage export python export.py
