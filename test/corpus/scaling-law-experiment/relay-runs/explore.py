#!/usr/bin/env python
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

BUDGET = 1e16
TOKENS = 1024 * 512
root = Path(__file__).resolve().parent
legs = root / "solution" / "legs"


def affordable(n_embd):
    return int(0.99 * BUDGET / (6 * 144 * n_embd**2 * TOKENS))


def leg(n_embd, number, start=None):
    saved = legs / f"{n_embd}-{number:03d}.pt"
    command = [sys.executable, "train.py", "--n_embd", str(n_embd), "--max_iters", str(affordable(n_embd)), "--save", str(saved)]
    if start is not None:
        command += ["--init_from", str(start)]
    subprocess.run(command, cwd=root, check=True)
    return saved


def relay(n_embd, count):
    baton = None
    for number in range(count):
        baton = leg(n_embd, number, baton)
    return json.loads((root / "runs.jsonl").read_text().splitlines()[-1])["loss"]


legs.mkdir(parents=True, exist_ok=True)
answers = []
for n_embd in (768, 1024):
    loss = relay(n_embd, count=50)
    answers.append({"n_embd": n_embd, "max_iters": 50 * affordable(n_embd), "loss_prediction": loss})
answers.sort(key=lambda a: a["loss_prediction"])
for better, worse in pairwise(answers):
    print(better, "before", worse)
(root / "solution" / "answer.json").write_text(json.dumps(answers[0]))
