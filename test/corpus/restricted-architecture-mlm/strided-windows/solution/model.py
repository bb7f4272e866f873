# windows of neighbours, two views of them, one einsum
import os
import torch
from torch import nn

V, T, D, R = 65, 64, 48, 3


def windows(x, r=R):
    b, t, d = x.shape
    z = x.new_zeros(b, r, d)
    p = torch.cat([z, x, z], 1).contiguous()
    s0, s1, s2 = p.stride()
    return p.as_strided((b, t, 2 * r + 1, d), (s0, s1, s1, s2))


class Local(nn.Module):
    def __init__(self, keep):
        super().__init__()
        self.w = nn.Parameter(torch.randn(2 * R + 1, D, 2 * D) * 0.05)
        self.out = nn.Linear(2 * D, D)
        self.keep = keep

    def forward(self, x):
        y = torch.einsum('btkd,kde->bte', windows(x), self.w)
        return x * self.keep + self.out(y.relu_())


class Far(nn.Module):
    def __init__(self, step):
        super().__init__()
        at = (torch.arange(T)[:, None] + step * torch.tensor([-2, -1, 1, 2])) % T
        self.register_buffer('at', at.reshape(-1), persistent=False)
        self.mix = nn.Linear(4 * D, D)

    def forward(self, x):
        b, t, d = x.shape
        rows = self.at[: 4 * t].view(1, -1, 1).expand(b, -1, d)
        return x + self.mix(x.gather(1, rows).view(b, t, -1)).relu()


class Turn(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(2 * D, D)

    def forward(self, x):
        pair = torch.stack([x, x.flip(1)], -1).flatten(2)
        trend = x.unfold(1, 2, 2).sum(-1).unsqueeze(2).expand(-1, -1, 2, -1).reshape(x.shape)
        return x + self.a(pair).relu() + trend * 0.125


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(V, D)
        self.body = nn.Sequential(Local(1.0), Far(7), Local(1.0), Turn(), Far(13), Local(0.5))
        self.head = nn.Linear(D, V)

    def forward(self, tokens):
        return self.head(self.body(self.emb(tokens)))


def get_trained_model():
    net = Net()
    net.load_state_dict(torch.load(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'net.pt'), map_location='cpu'))
    return net
