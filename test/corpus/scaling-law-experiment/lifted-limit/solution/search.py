import json
from pathlib import Path

from harness import run

TARGET = 5e17
TOKENS_PER_STEP = 2**19
best = None
for n_embd in (768, 896, 1024, 1152):
    parameters = 12 * 12 * n_embd**2
    steps = round(TARGET / (6 * parameters * TOKENS_PER_STEP))
    loss = float(run(n_embd, steps)["loss"])
    print(n_embd, steps, loss)
    if best is None or loss < best["loss_prediction"]:
        best = {"n_embd": n_embd, "max_iters": steps, "loss_prediction": loss}
Path(__file__).with_name("answer.json").write_text(json.dumps(best))
