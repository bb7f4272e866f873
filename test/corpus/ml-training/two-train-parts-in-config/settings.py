from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    root: Path = Path("data")
    fit_parts: tuple[str, ...] = ("train", "train_2023")
    report_part: str = "test"
    target: str = "churned"
    iterations: int = 400
    learning_rate: float = 0.05
    max_leaf_nodes: int = 31
    seed: int = 7
