import json

rows = [json.loads(line) for line in open("runs.jsonl")]
near = [r for r in rows if 2.5e17 <= r["flops"] <= 5.5e17]
best = min(near, key=lambda r: r["loss"])
with open("solution/answer.json", "w") as out:
    json.dump({"n_embd": best["n_embd"], "max_iters": best["max_iters"], "loss_prediction": best["loss"]}, out)
