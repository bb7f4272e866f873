#!/usr/bin/env bash
set -euo pipefail
mkdir -p cache
if [[ ! -s cache/vec.txt ]]; then
  wget -q -O cache/vec.zip https://nlp.stanford.edu/data/glove.6B.zip
  unzip -p cache/vec.zip glove.6B.300d.txt > cache/vec.txt
fi
python solution/match.py cache/vec.txt
