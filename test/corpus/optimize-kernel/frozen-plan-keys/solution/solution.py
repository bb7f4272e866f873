from dataclasses import dataclass

import torch


@dataclass(frozen=True, eq=True)
class Shape:
    n: int
    dtype: torch.dtype
    device: str


@dataclass(frozen=True)
class Plan:
    rows: int
    width: int

    @property
    def padding(self):
        return self.rows * self.width


_plans: dict[Shape, Plan] = {}


def plan_for(x):
    shape = Shape(x.numel(), x.dtype, str(x.device))
    if shape not in _plans:
        width = 1 << max(4, (shape.n.bit_length() + 1) // 2)
        _plans[shape] = Plan(-(-shape.n // width), width)
    return _plans[shape]


def prefix_sum(x):
    plan = plan_for(x)
    if plan == Plan(0, plan.width):
        return x.new_empty(0)
    rows = torch.nn.functional.pad(x, (0, plan.padding - x.numel())).view(plan.rows, plan.width)
    flags = (rows > 0).to(torch.int32)
    ends = flags.cumsum(1, dtype=torch.int32)
    begin = ends[:, -1].cumsum(0, dtype=torch.int32) - ends[:, -1]
    gated = rows * ((ends - flags + begin.unsqueeze(1)) & 1)
    sums = gated.cumsum(1, dtype=torch.int32)
    carry = sums[:, -1].cumsum(0, dtype=torch.int32) - sums[:, -1]
    return (sums + carry.unsqueeze(1)).reshape(-1)[: x.numel()]
