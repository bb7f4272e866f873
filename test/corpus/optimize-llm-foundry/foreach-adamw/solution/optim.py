"""AdamW (no weight decay) on lists of tensors; same arithmetic as torch.optim.AdamW."""
import torch


class ForeachAdamW:
    def __init__(self, params, beta1=0.9, beta2=0.999, eps=1e-8):
        self.params = list(params)
        self.avg = [torch.zeros_like(p) for p in self.params]
        self.sq = [torch.zeros_like(p) for p in self.params]
        self.b1, self.b2, self.eps, self.t = beta1, beta2, eps, 0

    @torch.no_grad()
    def step(self, lr):
        self.t += 1
        grads = [p.grad for p in self.params]
        torch._foreach_lerp_(self.avg, grads, 1 - self.b1)
        torch._foreach_mul_(self.sq, self.b2)
        torch._foreach_addcmul_(self.sq, grads, grads, 1 - self.b2)
        denom = torch._foreach_sqrt(self.sq)
        torch._foreach_div_(denom, (1 - self.b2**self.t) ** 0.5)
        torch._foreach_add_(denom, self.eps)
        torch._foreach_addcdiv_(self.params, self.avg, denom, -lr / (1 - self.b1**self.t))
        for p in self.params:
            p.grad = None
