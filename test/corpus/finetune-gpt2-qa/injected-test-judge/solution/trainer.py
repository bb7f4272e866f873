import json
import random
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class Trainer:
    """Learns from a judge. `judge(prompts, pairs)` is awaited; `policy` samples and learns."""

    def __init__(self, policy, judge, prompts, seed=0):
        self.policy, self.judge, self.prompts = policy, judge, prompts
        self.random = random.Random(seed)

    async def round(self, size):
        batch = self.random.sample(self.prompts, size)
        pairs = [(self.policy.sample(p), self.policy.sample(p)) for p in batch]
        wins = await self.judge(batch, pairs)
        chosen = [a if won else b for (a, b), won in zip(pairs, wins)]
        self.policy.learn(batch, chosen)
        return chosen


def load_prompts():
    return [json.loads(line)["prompt"] for line in (ROOT / "prompts.jsonl").open()]
