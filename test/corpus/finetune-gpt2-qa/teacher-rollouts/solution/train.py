import json
import sys

import torch
import torch.nn.functional as F

sys.path[:0] = [".", "solution"]
from model import load_model, save_model
from rollouts import Rollouts
from settings import Settings


def main(cfg: Settings):
    questions = [json.loads(s)["prompt"] for s in open("prompts.jsonl")]
    roll = Rollouts(cfg.source)
    data = [(q, roll(q)) for q in questions]
    model, tok = load_model("base_model")
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.lr)
    for _ in range(cfg.epochs):
        for q, a in data:
            p, t = tok.encode(q + "\n"), tok.encode(a) + [tok.eos]
            ids = torch.tensor([p + t])
            logits = model(ids[:, :-1])[0, len(p) - 1 :]
            loss = F.cross_entropy(logits, ids[0, len(p) :])
            opt.zero_grad()
            loss.backward()
            opt.step()
    save_model(model, cfg.out)


if __name__ == "__main__":
    main(Settings())
