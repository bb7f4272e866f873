import math

import numpy as np
import torch

from model import LM

DEV = "cuda" if torch.cuda.is_available() else "cpu"
VOCAB, T, B, STEPS = 1024, 256, 64, 6000


def stream(path):
    return torch.from_numpy(np.fromfile(path, dtype=np.uint16).astype(np.int64))


def sample(tokens):
    at = torch.randint(len(tokens) - T - 1, (B,))
    rows = torch.stack([tokens[i : i + T + 1] for i in at]).to(DEV)
    return rows[:, :-1], rows[:, 1:]


def main():
    train, val = stream("data/train.bin"), stream("data/val.bin")
    starts = torch.from_numpy(np.load("data/starts_with_space.npy")).bool()
    sizes = torch.from_numpy(np.load("data/token_bytes.npy")).float()
    model = LM(VOCAB, 512, 2, starts).to(DEV)
    opt = torch.optim.AdamW(model.parameters(), 2e-3)
    for step in range(STEPS):
        loss = model(*sample(train))
        opt.zero_grad()
        loss.backward()
        opt.step()
        if step % 500 == 0:
            print(step, loss.item())

    model.eval()
    nats = count = 0
    with torch.no_grad():
        for at in range(0, len(val) - T - 1, T):
            x, y = val[at : at + T][None].to(DEV), val[at + 1 : at + T + 1][None].to(DEV)
            nats += model(x, y).item() * T
            count += sizes[y.cpu()].sum().item()
    print(f"val_bpb {nats / math.log(2) / count:.4f}")


if __name__ == "__main__":
    main()
