import numpy as np
import torch
from repairable import ROOT, RepairableGPT

torch.manual_seed(1)
model = RepairableGPT.from_pretrained("gpt2-large-corrupted")
model.requires_grad_(False)
rows = model.transformer.wte.weight.requires_grad_(True)
data = np.memmap(ROOT / "data/train.bin", dtype="uint16", mode="r")
length = model.checkpoint["config"]["block_size"]
optimizer = torch.optim.Adam([rows], 1e-3)
for step in range(2500):
    starts = np.random.randint(len(data) - length, size=6)
    block = torch.from_numpy(np.stack([data[s : s + length] for s in starts]).astype("int64"))
    _, loss = model(block[:, :-1], block[:, 1:])
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    print(f"\r{step} {loss.item():.3f}", end="")
model.save_pretrained("fixed_model.pth")
