import json
from pathlib import Path

import numpy as np

here = Path(__file__).resolve().parent
rows = [json.loads(line) for line in (here / "runs_cleaned.jsonl").open()]
x = np.array([[1, np.log(r["n_embd"]), np.log(r["max_iters"]), np.log(r["n_embd"]) ** 2, np.log(r["max_iters"]) ** 2] for r in rows])
y = np.log([r["loss"] - 1.6 for r in rows])
w, *_ = np.linalg.lstsq(x, y, rcond=None)


def predicted(n, t):
    a, b = np.log(n), np.log(t)
    return 1.6 + np.exp(w @ [1, a, b, a * a, b * b])


options = [(n, int(5e17 / (6 * 144 * n**2 * 2**19))) for n in range(384, 1537, 64)]
n, t = min(options, key=lambda option: predicted(*option))
(here / "answer.json").write_text(json.dumps({"n_embd": n, "max_iters": t, "loss_prediction": float(predicted(n, t))}))
