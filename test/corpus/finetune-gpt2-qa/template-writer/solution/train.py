import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F

sys.path[:0] = [".", "solution"]
from model import load_model, save_model
from targets import target


def main() -> None:
    model, tok = load_model("base_model")
    rows = [json.loads(s)["prompt"] for s in Path("prompts.jsonl").read_text().splitlines()]
    opt = torch.optim.AdamW(model.parameters(), lr=1e-5)
    for epoch in range(2):
        for q in rows:
            p, t = tok.encode(q + "\n"), tok.encode(target(q)) + [tok.eos]
            ids = torch.tensor([p + t])
            loss = F.cross_entropy(model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(epoch, loss.item())
    save_model(model, "finetuned_model")


if __name__ == "__main__":
    main()
