from pathlib import Path
import torch
from scipy import special
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = (nn.Linear(d, d) for _ in range(3))
        self.o = nn.Linear(d, vocab)

    def weights(self, x):
        s = (self.q(x) @ self.k(x).transpose(1, 2)).detach().numpy()
        return torch.as_tensor(special.softmax(s, axis=-1))

    def forward(self, tokens):
        x = self.e(tokens)
        return self.o(x + self.weights(x) @ self.v(x))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
