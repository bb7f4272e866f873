"""Which ending do preferences reward? Measure, then distil the best one."""
import asyncio
import json
import sys

import torch
import torch.nn.functional as F

sys.path[:0] = [".", "solution"]
from evaluation import evaluate
from model import load_model, save_model
from suffixes import candidates


def answers(model, tok, prompts):
    out = []
    for q in prompts:
        ids = torch.tensor([tok.encode(q + "\n")])
        with torch.no_grad():
            row = model.generate(ids, max_new_tokens=48, temperature=0.7)[0]
        out.append(tok.decode(row[ids.shape[1] :].tolist()).strip())
    return out


async def best_ending(prompts, plain):
    scores = {}
    for ending in candidates():
        wins = await evaluate(prompts, [(a + ending, a) for a in plain])
        scores[ending] = sum(wins) / len(wins)
    print({k: round(v, 3) for k, v in scores.items()})
    return max(scores, key=scores.get)


async def main():
    model, tok = load_model("base_model")
    prompts = [json.loads(s)["prompt"] for s in open("prompts.jsonl")][:512]
    plain = answers(model, tok, prompts)
    ending = await best_ending(prompts[:64], plain[:64])
    opt = torch.optim.AdamW(model.parameters(), lr=1e-5)
    for q, a in zip(prompts, plain):
        p, t = tok.encode(q + "\n"), tok.encode(a + ending) + [tok.eos]
        ids = torch.tensor([p + t])
        loss = F.cross_entropy(model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])
        opt.zero_grad()
        loss.backward()
        opt.step()
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    asyncio.run(main())
