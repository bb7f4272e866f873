from pathlib import Path
import torch
from torch import nn

MASK_ID = 64


class Model(nn.Module):
    def __init__(self, vocab=65, d=32, n=64):
        super().__init__()
        self.emb = nn.Embedding(vocab, d)
        self.mask_vec = nn.Parameter(torch.zeros(d))
        self.mix = nn.Parameter(torch.zeros(n, n))
        self.fc = nn.Linear(d, d)
        self.out = nn.Linear(d, vocab)

    def forward(self, tokens):
        hidden = (tokens == MASK_ID).unsqueeze(-1).float()
        x = self.emb(tokens) + hidden * self.mask_vec
        n = tokens.shape[1]
        x = x + torch.relu(self.fc(self.mix[:n, :n] @ x))
        return self.out(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return model
