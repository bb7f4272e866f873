import asyncio
import json
import random
import sys

import torch

sys.path[:0] = [".", "solution"]
from evaluation import evaluate
from model import load_model, save_model
from reward import RewardModel, fit


def sample(model, tok, q, n):
    ids = torch.tensor([tok.encode(q + "\n")] * n)
    with torch.no_grad():
        rows = model.generate(ids, max_new_tokens=64, temperature=1.0)
    return [r[ids.shape[1] :].tolist() for r in rows]


def logprob(model, p, t):
    ids = torch.tensor([p + t])
    lp = torch.log_softmax(model(ids[:, :-1]), -1)[0, len(p) - 1 :]
    return lp.gather(1, ids[0, len(p) :, None]).mean()


async def preferences(model, tok, prompts):
    pairs = [sample(model, tok, q, 2) for q in prompts]
    wins = await evaluate(prompts, [(tok.decode(a), tok.decode(b)) for a, b in pairs])
    return [(tok.encode(q), *(ab if w else ab[::-1])) for q, ab, w in zip(prompts, pairs, wins)]


async def main(rounds=10):
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=2e-6)
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    rm, data = RewardModel(tok.vocab_size), []
    for r in range(rounds):
        data += await preferences(model, tok, random.sample(prompts, 128))
        fit(rm, data)
        for q in random.sample(prompts, 64):
            p, texts = tok.encode(q + "\n"), sample(model, tok, q, 4)
            with torch.no_grad():
                scores = torch.stack([rm(tok.encode(q), t) for t in texts])
            adv = (scores - scores.mean()) / (scores.std() + 1e-4)
            loss = -sum(a * logprob(model, p, t) for a, t in zip(adv, texts)) / 4
            opt.zero_grad()
            loss.backward()
            opt.step()
        print("round", r, len(data))
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
