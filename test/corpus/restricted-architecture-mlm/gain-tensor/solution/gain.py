import torch


class Gain(torch.Tensor):
    """A vector of gains that remembers that it is one; multiplying by it keeps plain tensors plain."""

    @staticmethod
    def __new__(cls, values):
        return torch.Tensor._make_subclass(cls, values)

    def plain(self):
        return self.as_subclass(torch.Tensor)

    def __mul__(self, other):
        return self.plain() * other * torch.special.expit(other)

    __rmul__ = __mul__
