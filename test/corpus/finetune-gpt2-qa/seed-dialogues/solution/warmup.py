"""Supervised warm-up before RL."""
import random
import sys

import torch
import torch.nn.functional as F

sys.path[:0] = [".", "solution"]
from dialogues import PAIRS
from model import load_model, save_model


def examples(tok):
    for q, a in PAIRS:
        prompt, answer = tok.encode(f"Q: {q}\nA:"), tok.encode(" " + a) + [tok.eos]
        ids = torch.tensor(prompt + answer)
        labels = ids.clone()
        labels[: len(prompt)] = -100
        yield ids, labels


def main(epochs=20, lr=1e-5):
    random.seed(0)
    model, tok = load_model("base_model")
    data = list(examples(tok))
    opt = torch.optim.AdamW(model.parameters(), lr=lr)
    for epoch in range(epochs):
        random.shuffle(data)
        total = 0.0
        for ids, labels in data:
            logits = model(ids[None, :-1])
            loss = F.cross_entropy(logits[0], labels[1:], ignore_index=-100)
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item()
        print(epoch, total / len(data))
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    main()
