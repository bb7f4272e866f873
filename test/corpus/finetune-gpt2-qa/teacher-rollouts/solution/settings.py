from dataclasses import dataclass, field


@dataclass
class Source:
    library: str = "transformers"
    task: str = "text-generation"
    weights: str = "Qwen/Qwen2.5-1.5B-Instruct"
    options: dict = field(default_factory=lambda: {"max_new_tokens": 96, "do_sample": True, "temperature": 0.7})


@dataclass
class Settings:
    source: Source = field(default_factory=Source)
    lr: float = 1e-5
    epochs: int = 2
    out: str = "finetuned_model"
