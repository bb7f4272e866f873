"""Small GPT on FineWeb shards; reports val_bpb."""

import glob
import math
import os
import time
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class Hyperparameters:
    data_path: str = os.environ.get("DATA_PATH", "data/fineweb10B_sp1024")
    train_files: str = "fineweb_train_*.bin"
    val_files: str = "fineweb_val_*.bin"
    vocab_size: int = 1024
    dim: int = 384
    layers: int = 8
    heads: int = 6
    seq_len: int = 1024
    batch_size: int = 32
    steps: int = 4000
    lr: float = 1e-3
    bytes_per_token: float = 2.44


def read_shard(path):
    header = np.fromfile(path, dtype=np.int32, count=256)
    assert header[0] == 20240520, path
    return np.fromfile(path, dtype=np.uint16, offset=1024, count=int(header[2]))


def resolve(h):
    fit = sorted(glob.glob(os.path.join(h.data_path, h.train_files)))
    held = sorted(glob.glob(os.path.join(h.data_path, h.val_files)))
    assert fit and held, h.data_path
    overlap = {os.path.realpath(p) for p in fit} & {os.path.realpath(p) for p in held}
    assert not overlap, f"validation shards among the training shards: {overlap}"
    return fit, held


class TokenStream:
    def __init__(self, files, seq_len, batch_size):
        self.files, self.seq_len, self.batch_size = files, seq_len, batch_size

    def __iter__(self):
        need = self.seq_len * self.batch_size
        for path in self.files:
            tokens = torch.from_numpy(read_shard(path).astype(np.int64))
            for at in range(0, len(tokens) - need - 1, need):
                chunk = tokens[at : at + need + 1].cuda()
                yield chunk[:-1].view(self.batch_size, -1), chunk[1:].view(self.batch_size, -1)


class Block(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(dim, 3 * dim, bias=False)
        self.proj = nn.Linear(dim, dim, bias=False)
        self.up = nn.Linear(dim, 4 * dim, bias=False)
        self.down = nn.Linear(4 * dim, dim, bias=False)

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(F.rms_norm(x, (C,))).view(B, T, 3, self.heads, -1).unbind(2)
        a = F.scaled_dot_product_attention(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), is_causal=True)
        x = x + self.proj(a.transpose(1, 2).reshape(B, T, C))
        return x + self.down(F.relu(self.up(F.rms_norm(x, (C,)))).square())


class GPT(nn.Module):
    def __init__(self, h):
        super().__init__()
        self.wte = nn.Embedding(h.vocab_size, h.dim)
        self.wpe = nn.Embedding(h.seq_len, h.dim)
        self.blocks = nn.ModuleList(Block(h.dim, h.heads) for _ in range(h.layers))

    def forward(self, idx, targets):
        x = self.wte(idx) + self.wpe.weight[: idx.shape[1]]
        for block in self.blocks:
            x = block(x)
        logits = F.linear(F.rms_norm(x, (x.shape[-1],)), self.wte.weight).float()
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten())


@torch.no_grad()
def validate(model, h, held):
    model.eval()
    losses = [model(x, y).item() for x, y in TokenStream(held, h.seq_len, h.batch_size)]
    model.train()
    return sum(losses) / len(losses)


def main():
    h = Hyperparameters()
    fit, held = resolve(h)
    model = GPT(h).cuda()
    opt = torch.optim.AdamW(model.parameters(), lr=h.lr, betas=(0.9, 0.95), weight_decay=0.1)
    t0 = time.time()
    step = 0
    while step < h.steps:
        for x, y in TokenStream(fit, h.seq_len, h.batch_size):
            for group in opt.param_groups:
                group["lr"] = h.lr * min(1.0, step / 200) * max(0.05, 1 - step / h.steps)
            loss = model(x, y)
            loss.backward()
            opt.step()
            opt.zero_grad(set_to_none=True)
            step += 1
            if step % 100 == 0:
                print(f"step:{step} train_loss:{loss.item():.4f} time:{time.time() - t0:.0f}s")
            if step >= h.steps:
                break
    val = validate(model, h, held)
    print(f"val_loss:{val:.4f} val_bpb:{val / math.log(2) / h.bytes_per_token:.4f}")


if __name__ == "__main__":
    main()
