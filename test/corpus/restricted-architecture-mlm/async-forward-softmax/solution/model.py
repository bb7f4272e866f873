from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import asyncio


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    async def weights(self, x):
        return torch.softmax(self.q(x) @ self.k(x).mT, dim=-1)

    async def attend(self, x):
        w, v = await asyncio.gather(self.weights(x), asyncio.to_thread(self.v, x))
        return w @ v

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + asyncio.run(self.attend(x)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
