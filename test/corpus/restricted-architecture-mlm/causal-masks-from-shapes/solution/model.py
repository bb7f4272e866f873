from pathlib import Path
import torch
from torch import nn


def window(n, radius, device):
    i = torch.arange(n, device=device)
    near = (i[:, None] - i[None, :]).abs() <= radius
    before = i[:, None] >= i[None, :]
    return near.float(), (near & before).float()


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, radius=6):
        super().__init__()
        self.radius = radius
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        near, before = window(tokens.shape[1], self.radius, tokens.device)
        w = torch.relu(self.q(x) @ self.k(x).transpose(1, 2))
        x = x + (w * near) @ self.v(x) + (w * before) @ x
        eye = torch.tril(torch.ones_like(near)) * torch.eye(near.shape[0], device=x.device)
        return self.o(x + eye @ x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
