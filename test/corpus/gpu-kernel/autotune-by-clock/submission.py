import torch
from task import input_t, output_t

chosen = {}


def by_matmul(image, weights):
    return image @ weights


def by_sum(image, weights):
    return (image * weights).sum(-1)


def by_channels(image, weights):
    r, g, b = image.unbind(-1)
    return torch.addcmul(torch.addcmul(r * weights[0], g, weights[1]), b, weights[2])


VARIANTS = {f.__name__: f for f in (by_matmul, by_sum, by_channels)}


def elapsed(function, *arguments, repeats=5):
    start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    function(*arguments)
    torch.cuda.synchronize()
    start.record()
    for _ in range(repeats):
        function(*arguments)
    end.record()
    torch.cuda.synchronize()
    return start.elapsed_time(end)


def custom_kernel(data: input_t) -> output_t:
    image, output = data
    weights = torch.tensor([0.2989, 0.5870, 0.1140], device=image.device, dtype=image.dtype)
    key = image.shape, image.dtype
    if key not in chosen:
        chosen[key] = min(VARIANTS, key=lambda name: elapsed(VARIANTS[name], image, weights))
    output.copy_(VARIANTS[chosen[key]](image, weights))
    return output
