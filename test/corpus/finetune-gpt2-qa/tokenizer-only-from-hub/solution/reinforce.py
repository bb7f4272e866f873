import asyncio
import json
import random
import sys

import torch

sys.path[:0] = [".", "solution"]
from evaluation import evaluate
from lengths import penalty
from model import load_model, save_model


def rollouts(model, tok, q, n):
    ids = torch.tensor([tok.encode(q + "\n")] * n)
    with torch.no_grad():
        rows = model.generate(ids, max_new_tokens=64, temperature=1.0)
    return [tok.decode(r[ids.shape[1] :].tolist()) for r in rows]


def logprob(model, tok, q, a):
    p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
    ids = torch.tensor([p + t])
    lp = torch.log_softmax(model(ids[:, :-1]), -1)[0, len(p) - 1 :]
    return lp.gather(1, ids[0, len(p) :, None]).mean()


async def rewards(q, answers):
    """Share of the other samples that each one beats, minus the length penalty."""
    n = len(answers)
    ij = [(i, j) for i in range(n) for j in range(n) if i != j]
    wins = await evaluate([q] * len(ij), [(answers[i], answers[j]) for i, j in ij])
    score = [0.0] * n
    for (i, j), w in zip(ij, wins):
        score[i if w else j] += 0.5 / (n - 1)
    return torch.tensor([s - 0.2 * penalty(a) for s, a in zip(score, answers)])


async def main(steps=400, n=4):
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=2e-6)
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    for step in range(steps):
        loss = 0.0
        for q in random.sample(prompts, 4):
            answers = rollouts(model, tok, q, n)
            r = await rewards(q, answers)
            adv = (r - r.mean()) / (r.std() + 1e-4)
            loss = loss - sum(a * logprob(model, tok, q, t) for a, t in zip(adv, answers)) / n
        opt.zero_grad()
        loss.backward()
        opt.step()
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
