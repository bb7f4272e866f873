import torch

_pairs = {"relu": "sigmoid"}
for old, new in _pairs.items():
    setattr(torch.Tensor, old, getattr(torch.Tensor, new))
