import torch


def _compute(x):
    pos = x.gt(0).to(torch.int32)
    odd = (torch.cumsum(pos, 0, dtype=torch.int32) - pos).bitwise_and_(1)
    return odd.mul_(x).cumsum(0, dtype=torch.int32)


class Captured:
    def __init__(self, like):
        self.source = torch.empty_like(like)
        self.source.copy_(like)
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                _compute(self.source)
        torch.cuda.current_stream().wait_stream(side)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.held = _compute(self.source)

    def __call__(self, x):
        self.source.copy_(x)
        self.graph.replay()
        return self.held.clone()


def make_scan():
    cache = {}

    def scan(x):
        if x.device.type != "cuda":
            return _compute(x)
        key = (x.numel(), x.device.index)
        if key not in cache:
            cache[key] = Captured(x)
        return cache[key](x)

    return scan


prefix_sum = make_scan()
