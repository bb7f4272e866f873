import time

import numpy as np
import torch
import torch.nn.functional as F

import clock
from model import GPT

BUDGET_SECONDS = 600


def main():
    clock.install()
    torch.manual_seed(0)
    tokens = torch.from_numpy(np.fromfile("data/train.bin", dtype=np.uint16).astype(np.int64))
    model = GPT()
    opt = torch.optim.AdamW(model.parameters(), lr=6e-4)
    start, step = time.perf_counter(), 0
    while time.perf_counter() - start < BUDGET_SECONDS:
        at = torch.randint(len(tokens) - model.context - 1, (16, 1))
        block = tokens[at + torch.arange(model.context + 1)]
        loss = F.cross_entropy(model(block[:, :-1]).flatten(0, 1), block[:, 1:].flatten())
        opt.zero_grad()
        loss.backward()
        opt.step()
        step += 1
    torch.save(model.state_dict(), "model.pt")
    print(f"steps {step} train_time {time.perf_counter() - start:.1f}s")


if __name__ == "__main__":
    main()
