import torch


def scan(x: torch.Tensor) -> torch.Tensor:
    positive = (x > 0).to(torch.int32)
    before = torch.cumsum(positive, 0, dtype=torch.int32) - positive
    return torch.cumsum(x * (before & 1), 0, dtype=torch.int32)


class Captured:
    def __init__(self, x: torch.Tensor, warm_up: int = 3):
        self.static_input = x.clone()
        stream = torch.cuda.Stream()
        stream.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(stream):
            for _ in range(warm_up):
                scan(self.static_input)
        torch.cuda.current_stream().wait_stream(stream)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            self.static_output = scan(self.static_input)

    def __call__(self, x: torch.Tensor) -> torch.Tensor:
        self.static_input.copy_(x)
        self.graph.replay()
        return self.static_output.clone()


GRAPHS: dict[tuple[int, torch.device], Captured] = {}


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    if not x.is_cuda or x.numel() == 0:
        return scan(x)
    key = (x.numel(), x.device)
    if key not in GRAPHS:
        GRAPHS[key] = Captured(x)
    return GRAPHS[key](x)
