from torch.nn import Linear, Module
from torch.nn.functional import *


class SelfAttention(Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads = heads
        self.inp = Linear(dim, dim * 3)
        self.out = Linear(dim, dim)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = self.inp(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        y = scaled_dot_product_attention(q, k, v)
        return self.out(y.transpose(1, 2).reshape(b, t, d))
