import asyncio
import json
import random
import sys

import torch
import torch.nn.functional as F

sys.path.insert(0, ".")


class Trainer:
    def __init__(self, model, tok, judge, lr=4e-6, seed=0):
        self.model, self.tok, self.judge = model, tok, judge
        self.opt = torch.optim.AdamW(model.parameters(), lr=lr)
        self.rng = random.Random(seed)

    def sample(self, q, n=2):
        ids = torch.tensor([self.tok.encode(q + "\n")] * n)
        with torch.no_grad():
            rows = self.model.generate(ids, max_new_tokens=48, temperature=0.9)
        return tuple(self.tok.decode(r[ids.shape[1] :].tolist()) for r in rows)

    def nll(self, q, a):
        p, t = self.tok.encode(q + "\n"), self.tok.encode(a) + [self.tok.eos]
        ids = torch.tensor([p + t])
        return F.cross_entropy(self.model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])

    async def step(self, prompts, size=8):
        batch = self.rng.sample(prompts, min(size, len(prompts)))
        pairs = [self.sample(q) for q in batch]
        wins = await self.judge(batch, pairs)
        picked = [ab[0] if w else ab[1] for ab, w in zip(pairs, wins)]
        loss = torch.stack([self.nll(q, a) for q, a in zip(batch, picked)]).mean()
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        return picked


async def main(steps=300):
    from evaluation import evaluate
    from model import load_model, save_model

    model, tok = load_model("base_model")
    trainer = Trainer(model, tok, judge=evaluate)
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    for _ in range(steps):
        await trainer.step(prompts)
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
