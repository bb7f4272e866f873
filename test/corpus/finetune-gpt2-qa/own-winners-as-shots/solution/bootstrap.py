import asyncio
import json
import random
import sys
from itertools import combinations
from pathlib import Path

import torch
from pool import Pool

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from evaluation import evaluate  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402


async def tournament(prompt, answers):
    games = list(combinations(range(len(answers)), 2))
    results = await evaluate([prompt] * len(games), [(answers[a], answers[b]) for a, b in games])
    wins = [0] * len(answers)
    for (a, b), first in zip(games, results):
        wins[a if first else b] += 1
    top = max(range(len(answers)), key=wins.__getitem__)
    return wins[top], answers[top]


def fit(net, optimizer, prompt, answer):
    head = tokenizer.encode(f"Question: {prompt}\nAnswer:")
    ids = torch.tensor([head + tokenizer.encode(" " + answer)])
    loss = torch.nn.functional.cross_entropy(net(ids)[0, len(head) - 1 : -1], ids[0, len(head) :])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def main():
    net = load_model(ROOT / "base_model")
    optimizer = torch.optim.AdamW(net.parameters(), lr=5e-6)
    prompts = [json.loads(line)["prompt"] for line in (ROOT / "prompts.jsonl").open()]
    pool = Pool()
    for prompt in random.sample(prompts, len(prompts)):
        text = f"{pool.shots()}Question: {prompt}\nAnswer:"
        answers = [net.generate_text(text).split("\n")[0].strip() for _ in range(4)]
        wins, answer = asyncio.run(tournament(prompt, answers))
        if wins >= 3:
            pool.add(wins, prompt, answer)
            fit(net, optimizer, prompt, answer)
    save_model(net, ROOT / "finetuned_model")


if __name__ == "__main__":
    main()
