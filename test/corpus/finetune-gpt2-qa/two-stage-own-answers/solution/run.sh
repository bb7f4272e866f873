#!/usr/bin/env bash
set -euo pipefail
python solution/collect.py
python solution/sft.py
