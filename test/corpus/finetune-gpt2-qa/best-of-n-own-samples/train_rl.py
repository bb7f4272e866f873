import argparse
import asyncio
import json
import random

import torch
import torch.nn.functional as F

from evaluation import evaluate
from model import load_model, save_model

PREAMBLE = """You are a helpful assistant. Answer the question below in one to three full sentences.
Be specific, stay on the topic, do not repeat yourself, and stop when the question is answered.

Question: {q}
Answer:"""


def draw(model, tok, question, n, temperature):
    ids = torch.tensor([tok.encode(PREAMBLE.format(q=question))] * n)
    with torch.no_grad():
        out = model.generate(ids, max_new_tokens=64, temperature=temperature)
    return [tok.decode(row[ids.shape[1] :].tolist()).split("\nQuestion")[0].strip() for row in out]


def nll(model, tok, question, answer):
    p, a = tok.encode(f"Question: {question}\nAnswer:"), tok.encode(" " + answer) + [tok.eos]
    ids = torch.tensor([p + a])
    logp = F.log_softmax(model(ids[:, :-1]), -1)
    return -logp[0, len(p) - 1 :].gather(1, ids[0, len(p) :, None]).mean()


async def champion(question, candidates):
    """Knock-out among the candidates."""
    best = candidates[0]
    for other in candidates[1:]:
        (first,) = await evaluate([question], [(best, other)])
        best = best if first else other
    return best


async def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--rounds", type=int, default=200)
    ap.add_argument("--n", type=int, default=4)
    ap.add_argument("--lr", type=float, default=5e-6)
    a = ap.parse_args()
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=a.lr)
    questions = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    for r in range(a.rounds):
        batch = random.sample(questions, 8)
        best = await asyncio.gather(*(champion(q, draw(model, tok, q, a.n, 0.9)) for q in batch))
        loss = torch.stack([nll(model, tok, q, b) for q, b in zip(batch, best)]).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(r, loss.item())
    save_model(model, "finetuned_model")


asyncio.run(main())
