import asyncio
import json
import random

import torch
from evaluations import Judge, Path

ROOT = Path(__file__).resolve().parents[1]


def main():
    from model import load_model, save_model, tokenizer

    judge = Judge()
    net = load_model(ROOT / "base_model")
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-6)
    prompts = [json.loads(line)["prompt"] for line in (ROOT / "prompts.jsonl").open()]
    for _ in range(250):
        batch = random.sample(prompts, 16)
        pairs = [(net.generate_text(p), net.generate_text(p)) for p in batch]
        wins = asyncio.run(judge.evaluate(batch, pairs))
        optimizer.zero_grad()
        for prompt, pair, won in zip(batch, pairs, wins):
            head = tokenizer.encode(prompt + "\n")
            for answer, sign in zip(pair, (1, -1) if won else (-1, 1)):
                ids = torch.tensor([head + tokenizer.encode(answer)])
                picked = net(ids)[0, :-1].log_softmax(-1).gather(1, ids[0, 1:, None])[len(head) - 1 :]
                (-sign * picked.mean() / len(batch)).backward()
        optimizer.step()
    save_model(net, ROOT / "finetuned_model")


main()
