from pathlib import Path
import torch
from torch import nn


class Decay(nn.Module):
    def __init__(self, d, tau):
        super().__init__()
        self.tau = tau
        self.v = nn.Linear(d, d)

    def forward(self, x):
        t = torch.arange(x.shape[1], device=x.device, dtype=x.dtype)
        distance = (t[:, None] - t[None, :]).abs()
        kernel = torch.exp(-distance / self.tau)
        return torch.einsum("ts,bsd->btd", kernel, self.v(x))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, taus=(1.0, 4.0, 16.0)):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList(Decay(d, tau) for tau in taus)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for layer in self.layers:
            x = x + torch.relu(layer(x))
        return self.o(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
