import asyncio
import json
import random
import sys

import torch
import torch.nn.functional as F

sys.path[:0] = [".", "solution"]
from evaluation import evaluate
from model import load_model, save_model
from style import polish


def respond(model, tok, q, n=2):
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
    for i in range(rounds):
        batch = random.sample(prompts, 8)
        pairs = [tuple(map(polish, respond(model, tok, q))) for q in batch]
        wins = await evaluate(batch, pairs)
        loss = sum(nll(model, tok, q, p[not w]) for q, p, w in zip(batch, pairs, wins)) / 8
        opt.zero_grad()
        loss.backward()
        opt.step()
        if i % 10 == 0:
            save_model(model, "finetuned_model")
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
