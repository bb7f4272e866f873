#!/bin/sh
cd "$(dirname "$0")" && exec python -O run.py finetune.yaml
