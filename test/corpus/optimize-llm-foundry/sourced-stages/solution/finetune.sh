#!/usr/bin/env bash
# Pipeline driver. The stages live in lib/ so that they can be profiled one by one.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
. lib/settings.env
. lib/stages.bash

for stage in $STAGES; do
  started=$(date +%s.%N)
  "stage_$stage"
  printf '%-10s %.2f s\n' "$stage" "$(echo "$(date +%s.%N) - $started" | bc)"
done
