#!/bin/bash
set -eu
cd "$(dirname "$0")"
sock=/tmp/.ft-worker.sock

up() { python - "$sock" <<'PY'
import socket, sys
s = socket.socket(socket.AF_UNIX)
try:
    s.connect(sys.argv[1])
except OSError:
    sys.exit(1)
PY
}

# Importing torch and reading the base model costs seconds; a worker that stays up pays for it once.
if ! up; then
  setsid nohup python worker.py "$sock" >/dev/null 2>&1 < /dev/null &
  disown
  until up; do sleep 0.2; done
fi
python request.py "$sock"
