import asyncio
import json
import random
import sys

import torch
import torch.nn.functional as F

sys.path[:0] = [".", "solution"]
from evaluation import evaluate
from filters import keep
from model import load_model, save_model


def respond(model, tok, q, n=4):
    ids = torch.tensor([tok.encode(q + "\n")] * n)
    with torch.no_grad():
        rows = model.generate(ids, max_new_tokens=64, temperature=0.9)
    return [tok.decode(r[ids.shape[1] :].tolist()) for r in rows]


def nll(model, tok, q, a):
    p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
    ids = torch.tensor([p + t])
    return F.cross_entropy(model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])


async def main(rounds=150):
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=1e-5)
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    dropped = 0
    for i in range(rounds):
        batch, pairs = [], []
        for q in random.sample(prompts, 8):
            good = [a for a in respond(model, tok, q) if keep(a)]
            dropped += 4 - len(good)
            if len(good) >= 2:
                batch.append(q)
                pairs.append((good[0], good[1]))
        if not batch:
            continue
        wins = await evaluate(batch, pairs)
        loss = sum(nll(model, tok, q, p[not w]) for q, p, w in zip(batch, pairs, wins)) / len(batch)
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(i, dropped, loss.item())
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
