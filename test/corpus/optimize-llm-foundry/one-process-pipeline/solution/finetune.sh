#!/usr/bin/env bash
cd "$(dirname "$0")" && exec python -u pipeline.py finetune.yaml
