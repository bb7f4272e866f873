from pathlib import Path
import torch
from torch import nn
from torch.utils.checkpoint import checkpoint


class Block(nn.Module):
    def __init__(self, d, n):
        super().__init__()
        self.mix = nn.Parameter(torch.zeros(n, n))
        self.up, self.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)

    def forward(self, x):
        n = x.shape[-2]
        x = x + torch.matmul(self.mix[:n, :n], x)
        return x + self.down(torch.relu(self.up(x)))


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64, depth=4):
        super().__init__()
        self.e = nn.Embedding(vocab, d)
        self.blocks = nn.ModuleList(Block(d, n) for _ in range(depth))
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = self.e(tokens)
        for block in self.blocks:
            x = checkpoint(block, x, use_reentrant=False) if self.training else block(x)
        return self.o(x)


def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m.eval()
