from pathlib import Path
import torch
from torch import nn, Tensor


@torch.jit.script
def fused(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    w = torch.relu(torch.matmul(q, k.transpose(1, 2)))
    return torch.matmul(w, v) * (1.0 / float(q.shape[1]))


class Model(nn.Module):
    def __init__(self, vocab: int = 65, d: int = 32):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.q, self.k, self.v = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.e(tokens)
        return self.o(x + fused(self.q(x), self.k(x), self.v(x)))


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
