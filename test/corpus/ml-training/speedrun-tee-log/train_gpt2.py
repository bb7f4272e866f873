import contextlib
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from speedrun_log import RunLog

STEPS, EVERY, T, B = 1750, 125, 1024, 16


def shard(name):
    return torch.from_numpy(np.memmap(f"data/{name}.bin", dtype=np.uint16, mode="r").astype(np.int64))


class Model(nn.Module):
    def __init__(self, vocab=50304, d=768, n=12):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.p = nn.Embedding(T, d)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(d, 12, 4 * d, 0.0, "gelu", batch_first=True, norm_first=True) for _ in range(n)
        )
        self.norm = nn.LayerNorm(d)

    def forward(self, x, y):
        mask = torch.full((x.shape[1], x.shape[1]), float("-inf"), device=x.device).triu(1)
        h = self.e(x) + self.p.weight[: x.shape[1]]
        for layer in self.layers:
            h = layer(h, src_mask=mask, is_causal=True)
        return F.cross_entropy(F.linear(self.norm(h), self.e.weight).flatten(0, 1), y.flatten())


def batch(tokens):
    at = torch.randint(len(tokens) - T - 1, (B,))
    rows = torch.stack([tokens[i : i + T + 1] for i in at]).cuda()
    return rows[:, :-1], rows[:, 1:]


@torch.no_grad()
def validate(model, tokens):
    total = count = 0
    for at in range(0, len(tokens) - T - 1, T):
        row = tokens[at : at + T + 1][None].cuda()
        total += model(row[:, :-1], row[:, 1:]).item()
        count += 1
    return total / count


def main():
    train, val = shard("train"), shard("val")
    model = torch.compile(Model().cuda())
    opt = torch.optim.AdamW(model.parameters(), 6e-4, betas=(0.9, 0.95), fused=True)
    log = RunLog(STEPS)
    with contextlib.redirect_stdout(log):
        for step in range(STEPS + 1):
            log.step = step
            if step % EVERY == 0:
                v = validate(model, val)
                print(f"step:{step}/{STEPS} val_loss:{v:.4f} train_time:{log.elapsed():.0f}ms")
            with torch.autocast("cuda", torch.bfloat16):
                loss = model(*batch(train))
            opt.zero_grad(set_to_none=True)
            loss.backward()
            opt.step()


if __name__ == "__main__":
    sys.exit(main())
