import asyncio
import random
import sys

import torch

sys.path[:0] = [".", "solution"]
from evaluation import evaluate
from model import load_model, save_model
from prompts import all_prompts


def logprob(model, tok, q, a):
    p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
    ids = torch.tensor([p + t])
    lp = torch.log_softmax(model(ids[:, :-1]), -1)[0, len(p) - 1 :]
    return lp.gather(1, ids[0, len(p) :, None]).sum()


def sample(model, tok, q):
    ids = torch.tensor([tok.encode(q + "\n")] * 2)
    with torch.no_grad():
        out = model.generate(ids, max_new_tokens=48, temperature=1.0)
    return tuple(tok.decode(r[ids.shape[1] :].tolist()) for r in out)


async def main():
    prompts = all_prompts()
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=3e-6)
    for step in range(600):
        batch = random.sample(prompts, 4)
        pairs = [sample(model, tok, q) for q in batch]
        wins = await evaluate(batch, pairs)
        loss = 0.0
        for q, (a, b), w in zip(batch, pairs, wins):
            gap = logprob(model, tok, q, a) - logprob(model, tok, q, b)
            loss = loss - torch.nn.functional.logsigmoid(0.1 * (gap if w else -gap))
        opt.zero_grad()
        (loss / 4).backward()
        opt.step()
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
