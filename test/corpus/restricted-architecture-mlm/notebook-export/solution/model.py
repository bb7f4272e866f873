from pathlib import Path
import torch
import torch.nn.functional as F
from torch import nn

import numpy as np

# %% [markdown]
# # Masked LM without softmax
# %%
EXPLORE = False
if EXPLORE:
    counts = np.fromfile("data/train.bin", dtype=np.uint16)
    p = np.bincount(counts) / counts.size
    print("unigram entropy", -(p * np.log(p + 1e-12)).sum())
    print(torch.softmax(torch.tensor(p), 0).max())
# %%
D = 32
V = 65


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.e = nn.Embedding(V, D)
        self.left, self.right = nn.Linear(D, D), nn.Linear(D, D)
        self.o = nn.Linear(D, V)

    def forward(self, tokens):
        x = self.e(tokens)
        y = self.left(x.roll(1, 1)) + self.right(x.roll(-1, 1))
        return self.o((x + y).relu())


# %%
def get_trained_model():
    m = Model()
    m.load_state_dict(torch.load(Path(__file__).with_name("checkpoint.pt")))
    return m
