import copy

import torch


class EMA:
    def __init__(self, net, decay=0.99):
        self.net = copy.deepcopy(net).eval().requires_grad_(False)
        self.decay = decay

    @torch.no_grad()
    def update(self, net):
        for mean, now in zip(self.net.parameters(), net.parameters()):
            mean.lerp_(now, 1 - self.decay)
        for mean, now in zip(self.net.buffers(), net.buffers()):
            mean.copy_(now)
