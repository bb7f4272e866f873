#!/bin/sh
set -e
for width in 256 320 384 448; do
  python train.py --n_embd $width --max_iters 40000
done
python solution/pick.py
