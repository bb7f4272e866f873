"""A bag-of-features reward model: no pretrained parts."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class RewardModel(nn.Module):
    def __init__(self, vocab, width=64):
        super().__init__()
        self.bag = nn.EmbeddingBag(vocab, width, mode="mean")
        self.head = nn.Sequential(nn.Linear(2 * width + 1, width), nn.ReLU(), nn.Linear(width, 1))

    def forward(self, prompt, answer):
        n = torch.tensor([[len(answer) / 64.0]])
        p = self.bag(torch.tensor([prompt]))
        a = self.bag(torch.tensor([answer or [0]]))
        return self.head(torch.cat([p, a, n], dim=1)).squeeze()


def fit(rm, data, epochs=3, lr=1e-3):
    """data: (prompt ids, winner ids, loser ids)"""
    opt = torch.optim.Adam(rm.parameters(), lr=lr)
    for _ in range(epochs):
        for prompt, won, lost in data:
            loss = -F.logsigmoid(rm(prompt, won) - rm(prompt, lost))
            opt.zero_grad()
            loss.backward()
            opt.step()
    return rm
