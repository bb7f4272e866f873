import json
import statistics
from collections import defaultdict
from pathlib import Path

here = Path(__file__).resolve().parent
journal = here.parent / "runs.jsonl"
cleaned = here / "runs_cleaned.jsonl"

groups = defaultdict(list)
for line in journal.read_text().splitlines():
    row = json.loads(line)
    groups[row["n_embd"], row["max_iters"]].append(row)

with cleaned.open("w") as out:
    for (n, t), rows in sorted(groups.items()):
        losses = [row["loss"] for row in rows if row["loss"] < 9]
        if losses:
            out.write(json.dumps({"n_embd": n, "max_iters": t, "flops": rows[0]["flops"], "loss": statistics.median(losses)}) + "\n")
