# bigram-hash features + residual mlp
import os, torch
from torch import nn
V, T, D, B, P = 65, 64, 96, 4096, 1000003

class Net(nn.Module):
    def __init__(s):
        super().__init__()
        s.e = nn.Embedding(V, D)
        s.h = nn.ModuleList(nn.Embedding(B, D) for _ in range(4))
        s.m = nn.ModuleList(nn.Sequential(nn.Linear(D, 3*D), nn.ReLU(), nn.Linear(3*D, D)) for _ in range(3))
        s.o = nn.Linear(D, V)

    def forward(s, t):
        x = s.e(t)
        for k, h in zip((1, 2, -1, -2), s.h):
            n = t.roll(k, 1)
            x = x + h((t * P + n * 31 + k) % B)
        for m in s.m:
            x = x + m(x)
        return s.o(x)

def get_trained_model():
    n = Net()
    n.load_state_dict(torch.load(os.path.join(os.path.dirname(__file__), 'w.pt'), map_location='cpu'))
    return n
