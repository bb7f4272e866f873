"""Stand-ins with the usual names, from the permitted operations only."""

import torch


def linear(x, weight, bias):
    return x @ weight.T + bias


def gelu(x):
    """Piecewise linear, with four knees."""
    return torch.relu(x) * 0.9 - torch.relu(x + 2.0) * 0.08 + torch.relu(x + 0.7) * 0.12 + torch.relu(x - 0.7) * 0.06


def softmax(x, scale):
    """Grows with the score, is never negative, sums to about one for scores about zero."""
    y = torch.relu(x + 1.0)
    return y * y * scale


def layer_norm(x, table):
    """Centres exactly; the scale is learnt and fixed instead of measured."""
    centred = x - x.sum(-1, keepdim=True) * (1 / x.shape[-1])
    return centred * table


def dropout(x, p=0.0, training=False):
    """Named for the sake of ported code; does nothing."""
    return x
