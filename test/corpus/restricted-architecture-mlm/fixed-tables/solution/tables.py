import math

import torch


def waves(length, width):
    """Sinusoids of geometrically growing period."""
    places = torch.arange(length, dtype=torch.float32)[:, None]
    rates = torch.exp(-math.log(10_000.0) * torch.arange(0, width, 2) / width)
    return torch.cat([torch.sin(places * rates), torch.cos(places * rates)], dim=1)


def decays(length, heads):
    """For each head, weights that fall with the distance: softmax of minus distance over temperature."""
    places = torch.arange(length, dtype=torch.float32)
    distance = (places[:, None] - places[None, :]).abs()
    distance = distance.masked_fill(distance == 0, float("inf"))
    temperatures = torch.logspace(-0.3, 1.2, heads)
    return torch.softmax(-distance / temperatures[:, None, None], dim=-1)


def sides(length):
    before = torch.tril(torch.ones(length, length), diagonal=-1)
    before = before / before.sum(1, keepdim=True).clamp(min=1)
    return torch.stack([before, before.flip(0, 1)])
