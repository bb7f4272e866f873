from dataclasses import dataclass


@dataclass
class RunConfig:
    init_from: str = "gpt2-xl"
    lr: float = 3e-5
    steps: int = 500
    batch_size: int = 8
    out: str = "fixed_model.pth"
