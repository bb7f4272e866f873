import asyncio
import copy
import random
import sys

import torch

sys.path[:0] = [".", "solution"]
from evaluation import evaluate
from model import load_model, save_model
from prompts import split


def logprob(model, tok, q, a):
    p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
    ids = torch.tensor([p + t])
    lp = torch.log_softmax(model(ids[:, :-1]), -1)[0, len(p) - 1 :]
    return lp.gather(1, ids[0, len(p) :, None]).sum()


def sample(model, tok, q, n=2, temperature=1.0):
    ids = torch.tensor([tok.encode(q + "\n")] * n)
    with torch.no_grad():
        out = model.generate(ids, max_new_tokens=48, temperature=temperature)
    return tuple(tok.decode(r[ids.shape[1] :].tolist()) for r in out)


async def win_rate(model, base, tok, prompts):
    pairs = [(sample(model, tok, q, 1, 0.7)[0], sample(base, tok, q, 1, 0.7)[0]) for q in prompts]
    wins = await evaluate(prompts, pairs)
    return sum(wins) / len(wins)


async def main():
    train, heldout = split()
    model, tok = load_model("base_model")
    base = copy.deepcopy(model).eval()
    opt = torch.optim.AdamW(model.parameters(), lr=3e-6)
    best = 0.0
    for step in range(1, 601):
        batch = random.sample(train, 4)
        pairs = [sample(model, tok, q) for q in batch]
        wins = await evaluate(batch, pairs)
        loss = 0.0
        for q, (a, b), w in zip(batch, pairs, wins):
            gap = logprob(model, tok, q, a) - logprob(model, tok, q, b)
            loss = loss - torch.nn.functional.logsigmoid(0.1 * (gap if w else -gap))
        opt.zero_grad()
        (loss / 4).backward()
        opt.step()
        if step % 100 == 0:
            rate = await win_rate(model, base, tok, heldout[:64])
            print(step, rate)
            if rate > best:
                best = rate
                save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
