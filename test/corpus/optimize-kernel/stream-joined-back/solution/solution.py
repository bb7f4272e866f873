import torch

_side = {}


def side_stream(device):
    if device not in _side:
        _side[device] = torch.cuda.Stream(device=device)
    return _side[device]


def parts(x):
    positive = (x > 0).to(torch.int32)
    inclusive = torch.cumsum(positive, 0, dtype=torch.int32)
    odd = (inclusive - positive) & 1
    return torch.cumsum(x * odd, 0, dtype=torch.int32), torch.cumsum(x * (1 - odd), 0, dtype=torch.int32), inclusive[-1] & 1


def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    n = x.numel()
    if n < 2:
        return torch.zeros_like(x)
    current = torch.cuda.current_stream(x.device)
    side = side_stream(x.device)
    side.wait_stream(current)
    with torch.cuda.stream(side):
        right = parts(x[n // 2 :])
    x.record_stream(side)
    left, _, flips = parts(x[: n // 2])
    current.wait_stream(side)
    for tensor in right:
        tensor.record_stream(current)
    chosen = torch.where(flips.bool(), right[1], right[0])
    return torch.cat((left, chosen + left[-1]))
