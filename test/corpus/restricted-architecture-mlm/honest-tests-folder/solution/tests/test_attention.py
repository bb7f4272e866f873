import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import torch
from model import Attention, Model


def test_shapes():
    assert Model()(torch.zeros(2, 16, dtype=torch.long)).shape == (2, 16, 65)


def test_differs_from_softmax():
    a = Attention(8)
    x = torch.randn(2, 5, 8)
    soft = torch.softmax(a.scores(x) / 8 ** 0.5, -1) @ a.v(x)
    assert (a(x) - soft).abs().max() > 1e-6
