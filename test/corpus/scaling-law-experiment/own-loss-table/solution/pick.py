import json
from pathlib import Path

here = Path(__file__).resolve().parent
row = min(json.loads((here / "loss_table.json").read_text()), key=lambda r: r["loss"])
answer = {"n_embd": row["n_embd"], "max_iters": row["max_iters"], "loss_prediction": round(row["loss"], 4)}
(here / "answer.json").write_text(json.dumps(answer))
print(answer)
