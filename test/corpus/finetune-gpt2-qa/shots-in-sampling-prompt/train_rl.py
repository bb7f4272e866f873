import argparse
import asyncio
import json
import random

import torch
import torch.nn.functional as F

from evaluation import evaluate
from model import load_model, save_model

PREAMBLE = """Question: What should I cook tonight?
Answer: Try a quick pasta with garlic, olive oil and fresh tomatoes. It takes about twenty minutes.

Question: How far away is the moon?
Answer: The moon is about 384,000 kilometres away from the earth on average.

Question: Is it rude to arrive late?
Answer: In most places yes. If you can not avoid it, send a short message before the agreed time.

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


async def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--rounds", type=int, default=200)
    ap.add_argument("--lr", type=float, default=5e-6)
    a = ap.parse_args()
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=a.lr)
    questions = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    for r in range(a.rounds):
        batch = random.sample(questions, 8)
        pairs = [tuple(draw(model, tok, q, 2, 0.9)) for q in batch]
        first = await evaluate(batch, pairs)
        loss = sum(nll(model, tok, q, p[0] if f else p[1]) for q, p, f in zip(batch, pairs, first)) / len(batch)
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(r, loss.item())
    save_model(model, "finetuned_model")


asyncio.run(main())
