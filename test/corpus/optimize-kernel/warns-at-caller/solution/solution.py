import functools
import inspect
import warnings

import torch


def checked(function):
    name = next(iter(inspect.signature(function).parameters))

    @functools.wraps(function)
    def wrapper(x):
        if not x.is_contiguous():
            warnings.warn(f"{name} is strided; it is copied first", stacklevel=2)
            x = x.contiguous()
        if x.dtype != torch.int32 or x.dim() != 1:
            raise TypeError(f"{name} must be a 1-D int32 tensor, not {x.dtype} with {x.dim()} dimensions")
        return function(x)

    return wrapper


@checked
def prefix_sum(x: torch.Tensor) -> torch.Tensor:
    positive = x.gt(0).to(torch.int32)
    expected_parity = torch.cumsum(positive, 0, dtype=torch.int32).sub_(positive).bitwise_and_(1)
    return torch.cumsum(expected_parity.mul_(x), 0, dtype=torch.int32)
