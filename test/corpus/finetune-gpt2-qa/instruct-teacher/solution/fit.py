import json
import random
import sys
from pathlib import Path

import torch

root = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(root))
from model import load_model, save_model, tokenizer  # noqa: E402

rows = [json.loads(line) for line in (root / "solution" / "rollouts.jsonl").open()]
net = load_model(root / "base_model").train()
opt = torch.optim.AdamW(net.parameters(), lr=2e-5)
for epoch in range(2):
    random.shuffle(rows)
    for row in rows:
        head, tail = tokenizer.encode(row["prompt"] + "\n"), tokenizer.encode(row["completion"])
        ids = torch.tensor([head + tail])
        out = net(ids)[:, len(head) - 1 : -1]
        loss = torch.nn.functional.cross_entropy(out.flatten(0, 1), ids[:, len(head) :].flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
save_model(net, root / "finetuned_model")
