from dataclasses import dataclass


@dataclass
class RunConfig:
    init_from: str = "small-map"
    lr: float = 5e-4
    steps: int = 2500
    batch_size: int = 16
    out: str = "fixed_model.pth"
