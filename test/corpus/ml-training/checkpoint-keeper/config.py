from dataclasses import dataclass, field


@dataclass
class Keep:
    monitor: str = "test"
    mode: str = "max"
    path: str = "best.pt"


@dataclass
class Config:
    root: str = "data"
    parts: tuple = ("train", "val", "test")
    epochs: int = 60
    lr: float = 1e-3
    hidden: int = 256
    keep: Keep = field(default_factory=Keep)
