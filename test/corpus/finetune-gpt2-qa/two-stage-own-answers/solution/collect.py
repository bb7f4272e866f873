"""Stage 1: sample with the given model and keep the winners; writes solution/candidates.jsonl."""
import asyncio
import json
import sys

import torch

sys.path.insert(0, ".")
from evaluation import evaluate
from model import load_model

SYSTEM = "Answer in at most three sentences.\n"


def candidates(model, tok, question, n=6):
    ids = torch.tensor([tok.encode(SYSTEM + question + "\n")] * n)
    with torch.no_grad():
        rows = model.generate(ids, max_new_tokens=72, temperature=0.9)
    return [tok.decode(r[ids.shape[1] :].tolist()).strip() for r in rows]


async def tournament(question, texts):
    while len(texts) > 1:
        pairs = list(zip(texts[::2], texts[1::2]))
        wins = await evaluate([question] * len(pairs), pairs)
        rest = texts[len(pairs) * 2 :]
        texts = [ab[0] if w else ab[1] for ab, w in zip(pairs, wins)] + rest
    return texts[0]


async def main():
    model, tok = load_model("base_model")
    questions = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    with open("solution/candidates.jsonl", "w") as out:
        for q in questions:
            best = await tournament(q, candidates(model, tok, q))
            out.write(json.dumps({"prompt": q, "answer": best}) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
