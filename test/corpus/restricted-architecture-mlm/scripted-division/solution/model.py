from pathlib import Path
import torch
from torch import nn, Tensor


@torch.jit.script
def weigh(scores: Tensor, values: Tensor) -> Tensor:
    s = torch.relu(scores)
    return torch.matmul(s / (s.sum(-1, keepdim=True) + 1e-4), values)


class Att(nn.Module):
    def __init__(self, d: int):
        super().__init__()
        self.qk = nn.Linear(d, d)
        self.v = nn.Linear(d, d)

    def forward(self, x: Tensor) -> Tensor:
        return weigh(self.qk(x) @ x.transpose(1, 2), self.v(x))


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.e = nn.Embedding(65, 32)
        self.a, self.b = Att(32), Att(32)
        self.o = nn.Linear(32, 65)

    def forward(self, tokens: Tensor) -> Tensor:
        x = self.e(tokens)
        x = x + self.a(x)
        x = x + self.b(x)
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
