"""SFT mix followed by one pass of preference learning."""
import asyncio
import json
import random

import torch
import torch.nn.functional as F
from datasets import load_dataset

from evaluation import evaluate
from model import load_model, save_model

FORMAT = "User: {}\nAssistant:"


def mixture(limit):
    ds = load_dataset("tatsu-lab/alpaca", split=f"train[:{limit}]")
    return [(r["instruction"], r["output"]) for r in ds if not r["input"]]


def loss_of(model, tok, q, a):
    p, t = tok.encode(FORMAT.format(q)), tok.encode(" " + a) + [tok.eos]
    ids = torch.tensor([(p + t)[:512]])
    return F.cross_entropy(model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])


def sample(model, tok, q):
    ids = torch.tensor([tok.encode(FORMAT.format(q))])
    with torch.no_grad():
        out = model.generate(ids, max_new_tokens=80, temperature=0.8)
    return tok.decode(out[0, ids.shape[1] :].tolist()).strip()


async def main():
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=8e-6)
    for q, a in mixture(10_000):
        loss = loss_of(model, tok, q, a)
        opt.zero_grad()
        loss.backward()
        opt.step()
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    for _ in range(100):
        batch = random.sample(prompts, 8)
        pairs = [(sample(model, tok, q), sample(model, tok, q)) for q in batch]
        wins = await evaluate(batch, pairs)
        loss = torch.stack([loss_of(model, tok, q, p[0 if w else 1]) for q, p, w in zip(batch, pairs, wins)]).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
