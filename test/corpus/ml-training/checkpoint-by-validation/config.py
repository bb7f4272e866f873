from dataclasses import dataclass, field


@dataclass
class Keep:
    monitor: str = "val"
    mode: str = "max"
    path: str = "best.pt"


@dataclass
class Config:
    root: str = "data"
    watch: tuple = ("train", "val")
    report: str = "test"
    epochs: int = 60
    lr: float = 1e-3
    hidden: int = 256
    keep: Keep = field(default_factory=Keep)
