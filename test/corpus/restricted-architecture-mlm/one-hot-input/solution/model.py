from pathlib import Path
import torch
import torch.nn as nn
import torch.nn.functional as F


class Model(nn.Module):
    def __init__(self, vocab: int = 65, d: int = 32, window: int = 5):
        super().__init__()
        self.vocab, self.window = vocab, window
        self.w = nn.Linear(vocab * window, d)
        self.o = nn.Linear(d, vocab)

    def forward(self, tokens):
        x = F.one_hot(tokens, self.vocab).float()
        r = self.window // 2
        ctx = torch.cat([x.roll(s, dims=1) for s in range(-r, r + 1)], dim=-1)
        return self.o(torch.relu(self.w(ctx)))


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
