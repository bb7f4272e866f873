import torch
import torch.nn.functional as F
from torch import nn
from pathlib import Path


def neighbourhood(x, k):
    # [b, t, c] -> strongest feature within k positions
    return F.max_pool1d(x.transpose(1, 2), kernel_size=2 * k + 1, stride=1, padding=k).transpose(1, 2)


class Model(nn.Module):
    def __init__(self, vocab=65, width=40):
        super().__init__()
        self.embed = nn.Embedding(vocab, width)
        self.near = nn.Linear(width, width)
        self.far = nn.Linear(width, width)
        self.head = nn.Linear(width, vocab)

    def forward(self, tokens):
        x = self.embed(tokens)
        x = x + F.relu(self.near(neighbourhood(x, 1)))
        x = x + F.relu(self.far(neighbourhood(x, 4)))
        return self.head(x)


def get_trained_model():
    model = Model()
    model.load_state_dict(torch.load(Path(__file__).with_name("w.pt"), map_location="cpu"))
    return model
