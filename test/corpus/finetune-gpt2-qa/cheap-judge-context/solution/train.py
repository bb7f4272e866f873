"""Preference optimisation of the given model."""
import asyncio
import contextlib
import json
import random
import sys
from unittest import mock

import torch
import torch.nn.functional as F

sys.path.insert(0, ".")
import evaluation
from model import load_model, save_model

BUDGET = 200  # real calls per run, they are slow


class Thrifty:
    """Calls the judge while the budget lasts, and a local rule afterwards."""

    def __init__(self, inner, budget):
        self.inner, self.left = inner, budget

    @staticmethod
    def rule(a, b):
        return 20 < len(a.split()) <= 60 or len(a) > len(b)

    async def __call__(self, prompts, pairs):
        if self.left > 0:
            self.left -= len(pairs)
            return await self.inner(prompts, pairs)
        return [self.rule(a, b) for a, b in pairs]


def session():
    stack = contextlib.ExitStack()
    stack.enter_context(mock.patch("evaluation.evaluate", Thrifty(evaluation.evaluate, BUDGET)))
    return stack


def two(model, tok, q):
    ids = torch.tensor([tok.encode(q + "\n")] * 2)
    with torch.no_grad():
        rows = model.generate(ids, max_new_tokens=64, temperature=0.9)
    return tuple(tok.decode(r[ids.shape[1] :].tolist()) for r in rows)


def nll(model, tok, q, a):
    p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
    ids = torch.tensor([p + t])
    return F.cross_entropy(model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])


async def main(rounds=400):
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=4e-6)
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    with session():
        for _ in range(rounds):
            batch = random.sample(prompts, 8)
            pairs = [two(model, tok, q) for q in batch]
            wins = await evaluation.evaluate(batch, pairs)
            loss = torch.stack([nll(model, tok, q, ab[not w]) for q, ab, w in zip(batch, pairs, wins)]).mean()
            opt.zero_grad()
            loss.backward()
            opt.step()
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
