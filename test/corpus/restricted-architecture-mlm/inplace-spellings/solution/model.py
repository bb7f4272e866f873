from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn


class Model(nn.Module):
    def __init__(self, vocab=65, d=32):
        super().__init__()
        self.table = nn.Parameter(torch.randn(vocab, d) * 0.02)
        self.w1 = nn.Parameter(torch.empty(4 * d, d))
        self.b1 = nn.Parameter(torch.zeros(4 * d))
        self.w2 = nn.Parameter(torch.empty(d, 4 * d))
        nn.init.kaiming_uniform_(self.w1, a=5 ** 0.5)
        nn.init.xavier_normal_(self.w2)

    def forward(self, tokens):
        x = F.embedding(tokens, self.table)
        h = F.relu(F.linear(x, self.w1, self.b1), inplace=True)
        y = F.linear(h, self.w2)
        y += x
        y.mul_(0.5).add_(x)
        y -= x.neg().mul(0.1)
        y = torch.relu_(y)
        return torch.matmul(y, self.table.t())


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
