import json
import math
from pathlib import Path

from harness import BUDGET, ROOT, flops, run

for n in (96, 128, 160, 192, 256, 320):
    run(n, int(0.95 * BUDGET / flops(n, 1)))
rows = [json.loads(line) for line in (ROOT / "runs.jsonl").open()]
rows.sort(key=lambda r: r["loss"])
# The best width grows with the square root of compute, or near enough; the loss falls by a constant factor per decade.
scale = math.sqrt(5e17 / rows[0]["flops"])
n = round(rows[0]["n_embd"] * scale**0.5 / 32) * 32
loss = 1.7 + (rows[0]["loss"] - 1.7) * (5e17 / rows[0]["flops"]) ** -0.15
answer = {"n_embd": n, "max_iters": int(5e17 / flops(n, 1)), "loss_prediction": round(loss, 3)}
Path(__file__).with_name("answer.json").write_text(json.dumps(answer))
