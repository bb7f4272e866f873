import asyncio
import json
import random
import sys

import torch
import torch.nn.functional as F

sys.path[:0] = [".", "solution"]
from model import load_model, save_model
from preferences import evaluate


def answer(model, tok, q, temperature):
    ids = torch.tensor([tok.encode(q + "\n")])
    with torch.no_grad():
        row = model.generate(ids, max_new_tokens=64, temperature=temperature)[0]
    return tok.decode(row[ids.shape[1] :].tolist())


def nll(model, tok, q, a):
    p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
    ids = torch.tensor([p + t])
    return F.cross_entropy(model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])


async def main():
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=4e-6)
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    for _ in range(300):
        batch = random.sample(prompts, 8)
        pairs = [(answer(model, tok, q, 0.7), answer(model, tok, q, 1.0)) for q in batch]
        wins = await evaluate(batch, pairs)
        # both orders, to cancel position bias
        back = await evaluate(batch, [ab[::-1] for ab in pairs])
        chosen = [(q, ab[0] if w else ab[1]) for q, ab, w, v in zip(batch, pairs, wins, back) if w != v]
        if not chosen:
            continue
        loss = torch.stack([nll(model, tok, q, a) for q, a in chosen]).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
