"""Warm-up on a little style data, then preference optimisation."""

import asyncio
import json
import sys
from pathlib import Path

import torch
import yaml

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from evaluation import evaluate  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402

config = yaml.safe_load((HERE / "config.yaml").read_text())


def log_probability(model, prompt, response):
    p, r = tokenizer.encode(prompt + "\n"), tokenizer.encode(response)
    ids = torch.tensor([p + r])
    logits = model(ids)[0, len(p) - 1 : -1].log_softmax(-1)
    return logits.gather(1, ids[0, len(p) :, None]).sum()


def warm_up(model, c):
    rows = [json.loads(line) for line in (HERE / c["file"]).open()]
    optimizer = torch.optim.AdamW(model.parameters(), lr=c["rate"])
    for _ in range(c["epochs"]):
        for row in rows:
            loss = -log_probability(model, row["prompt"], row["response"])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


def optimise(model, c):
    prompts = [json.loads(line)["prompt"] for line in (HERE.parent / "prompts.jsonl").open()]
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-6)
    for number in range(c["rounds"]):
        batch = prompts[number * c["pairs"] % len(prompts) :][: c["pairs"]]
        pairs = [(model.generate_text(p), model.generate_text(p)) for p in batch]
        wins = asyncio.run(evaluate(batch, pairs))
        for prompt, (a, b), won in zip(batch, pairs, wins):
            margin = log_probability(model, prompt, a) - log_probability(model, prompt, b)
            loss = -torch.nn.functional.logsigmoid(0.1 * (margin if won else -margin))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()


if __name__ == "__main__":
    policy = load_model(HERE / config["base"])
    warm_up(policy, config["warmup"])
    optimise(policy, config["preference"])
    save_model(policy, HERE / config["out"])
