import json
import sys

import torch
import torch.nn.functional as F

sys.path.insert(0, ".")
from model import load_model, save_model

model, tok = load_model("base_model")
opt = torch.optim.AdamW(model.parameters(), lr=1e-5)
for line in open("solution/candidates.jsonl"):
    row = json.loads(line)
    p, t = tok.encode(row["prompt"] + "\n"), tok.encode(row["answer"]) + [tok.eos]
    ids = torch.tensor([p + t])
    loss = F.cross_entropy(model(ids[:, :-1])[0, len(p) - 1 :], ids[0, len(p) :])
    opt.zero_grad()
    loss.backward()
    opt.step()
save_model(model, "finetuned_model")
