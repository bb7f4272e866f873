"""DPO. Both answers of a pair are sampled from the policy; the judge says which one is chosen."""

from __future__ import annotations

import asyncio
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn import functional as F

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from evaluation import evaluate  # noqa: E402
from model import load_model, save_model, tokenizer  # noqa: E402


@dataclass
class Pair:
    prompt: str
    chosen: str
    rejected: str


class Trainer:
    def __init__(self, beta: float = 0.1, rate: float = 1e-6) -> None:
        self.policy = load_model(ROOT / "base_model")
        self.reference = load_model(ROOT / "base_model").requires_grad_(False)
        self.optimizer = torch.optim.AdamW(self.policy.parameters(), lr=rate)
        self.beta = beta

    async def collect(self, prompts: list[str]) -> list[Pair]:
        with torch.no_grad():
            drawn = [(self.policy.generate_text(p), self.policy.generate_text(p)) for p in prompts]
        wins = await evaluate(prompts, drawn)
        return [Pair(p, *(pair if won else pair[::-1])) for p, pair, won in zip(prompts, drawn, wins)]

    @staticmethod
    def log_probability(model, prompt: str, answer: str) -> torch.Tensor:
        head = tokenizer.encode(prompt + "\n")
        ids = torch.tensor([head + tokenizer.encode(answer)])
        picked = model(ids)[0, :-1].log_softmax(-1).gather(1, ids[0, 1:, None])
        return picked[len(head) - 1 :].sum()

    def margin(self, model, pair: Pair) -> torch.Tensor:
        return self.log_probability(model, pair.prompt, pair.chosen) - self.log_probability(model, pair.prompt, pair.rejected)

    def update(self, pairs: list[Pair]) -> float:
        self.optimizer.zero_grad()
        total = 0.0
        for pair in pairs:
            with torch.no_grad():
                anchor = self.margin(self.reference, pair)
            loss = -F.logsigmoid(self.beta * (self.margin(self.policy, pair) - anchor)) / len(pairs)
            loss.backward()
            total += loss.item()
        self.optimizer.step()
        return total


def main() -> None:
    prompts = [json.loads(line)["prompt"] for line in (ROOT / "prompts.jsonl").open()]
    trainer = Trainer()
    for number in range(300):
        pairs = asyncio.run(trainer.collect(random.sample(prompts, 32)))
        print(number, trainer.update(pairs), flush=True)
    save_model(trainer.policy, ROOT / "finetuned_model")


if __name__ == "__main__":
    main()
