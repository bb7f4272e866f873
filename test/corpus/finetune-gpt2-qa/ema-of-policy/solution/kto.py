"""Unpaired preference learning: winners up, losers down, against the moving average."""
import asyncio
import json
import random
import sys

import torch

sys.path[:0] = [".", "solution"]
from ema import EMA
from evaluation import evaluate
from model import load_model, save_model

BETA = 0.1


def logprob(net, tok, q, a):
    p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
    ids = torch.tensor([p + t])
    lp = torch.log_softmax(net(ids[:, :-1]), -1)[0, len(p) - 1 :]
    return lp.gather(1, ids[0, len(p) :, None]).sum()


def two(net, tok, q):
    ids = torch.tensor([tok.encode(q + "\n")] * 2)
    with torch.no_grad():
        rows = net.generate(ids, max_new_tokens=64, temperature=1.0)
    return [tok.decode(r[ids.shape[1] :].tolist()) for r in rows]


async def main(steps=500):
    net, tok = load_model("base_model")
    slow = EMA(net)
    opt = torch.optim.AdamW(net.parameters(), lr=2e-6)
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    for step in range(steps):
        batch = random.sample(prompts, 6)
        pairs = [tuple(two(net, tok, q)) for q in batch]
        wins = await evaluate(batch, pairs)
        loss = 0.0
        for q, pair, first in zip(batch, pairs, wins):
            for i, text in enumerate(pair):
                sign = 1.0 if (i == 0) == first else -1.0
                with torch.no_grad():
                    ref = logprob(slow.net, tok, q, text)
                loss = loss - torch.sigmoid(sign * BETA * (logprob(net, tok, q, text) - ref))
        opt.zero_grad()
        (loss / 12).backward()
        opt.step()
        slow.update(net)
    save_model(slow.net, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
