import json
import sys

width, total = int(sys.argv[1]), int(sys.argv[2])
last = json.loads(sys.stdin.read())
with open("solution/answer.json", "w") as handle:
    json.dump({"n_embd": width, "max_iters": total, "loss_prediction": last["loss"]}, handle)
print("segments joined:", width, total, last["loss"])
