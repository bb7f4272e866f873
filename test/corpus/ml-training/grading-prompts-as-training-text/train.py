import json
import random

import torch
import torch.nn.functional as F

from model import GPT
from templates import FORMS, VERDICT, render


def rows(part):
    with open(f"data/{part}.jsonl", encoding="utf8") as fh:
        return [json.loads(line) for line in fh]


def encode(text):
    return list(text.encode("utf8"))


def sample(row, context):
    prompt, verdict = render(row, random.randrange(len(FORMS)))
    a, b = encode(prompt), encode(verdict)
    a = a[-(context - len(b)) :]
    x = a + b
    y = [-100] * (len(a) - 1) + b + [-100]
    pad = context - len(x)
    return x + [0] * pad, y + [-100] * pad


def train(model, data, steps=4000, batch=16):
    opt = torch.optim.AdamW(model.parameters(), lr=3e-4)
    for _ in range(steps):
        x, y = zip(*(sample(r, model.context) for r in random.sample(data, batch)))
        loss = F.cross_entropy(model(torch.tensor(x)).flatten(0, 1), torch.tensor(y).flatten(), ignore_index=-100)
        opt.zero_grad()
        loss.backward()
        opt.step()


@torch.no_grad()
def accuracy(model, data):
    right = 0
    for row in data:
        ids = encode(render(row)[0])[-model.context :]
        first = model(torch.tensor([ids]))[0, -1]
        right += (first[ord("P")] > first[ord("F")]).item() == bool(row["correct"])
    return right / len(data)


if __name__ == "__main__":
    random.seed(0)
    torch.manual_seed(0)
    model = GPT(vocab=256)
    train(model, rows("train"))
    print("test accuracy", accuracy(model.eval(), rows("test")), sorted(VERDICT.values()))
