"""Attention over positions."""

import os

import torch as backend
import torch.nn as layers
from torch import softmax as to_weights


class MixingHead(layers.Module):
    def __init__(self, width, head_width):
        super().__init__()
        self.query = layers.Linear(width, head_width, bias=False)
        self.key = layers.Linear(width, head_width, bias=False)
        self.value = layers.Linear(width, width)
        self.scale = head_width**-0.5

    def forward(self, x):
        scores = backend.matmul(self.query(x), self.key(x).transpose(1, 2)) * self.scale
        return backend.matmul(to_weights(scores, -1), self.value(x))


class FeedForward(layers.Module):
    def __init__(self, width):
        super().__init__()
        self.inner = layers.Linear(width, 4 * width)
        self.outer = layers.Linear(4 * width, width)

    def forward(self, x):
        return self.outer(backend.relu(self.inner(x)))


class MaskedModel(layers.Module):
    def __init__(self, vocabulary=65, length=64, width=96, depth=2):
        super().__init__()
        self.tokens = layers.Embedding(vocabulary, width)
        self.positions = layers.Embedding(length, width)
        self.register_buffer("index", backend.arange(length), persistent=False)
        self.heads = layers.ModuleList(MixingHead(width, 32) for _ in range(depth))
        self.feeds = layers.ModuleList(FeedForward(width) for _ in range(depth))
        self.logits = layers.Linear(width, vocabulary)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.positions(self.index)
        for head, feed in zip(self.heads, self.feeds):
            x = x + head(x)
            x = x + feed(x)
        return self.logits(x)


def get_trained_model():
    here = os.path.dirname(os.path.abspath(__file__))
    model = MaskedModel()
    model.load_state_dict(
        backend.load(os.path.join(here, "checkpoint.pt"), weights_only=True)
    )
    return model
